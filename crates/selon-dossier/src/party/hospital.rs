//! Hospitals, by what they are called in either language: *Valmont Central Hospital*, *l'hôpital
//! central de Valmont*.

use selon_gazetteer::fold::fold;

use super::words;

/// The most words that are of a name on either side of its noun.
const MOST: usize = 4;

/// The id of the hospital that words name; none if they name none (*the town's main hospital*).
/// One that is told without its town is that of the town where it happened.
pub(super) fn hospital(
    text: &str,
    town: Option<&str>,
    is_place: impl Fn(&str) -> bool,
) -> Option<String> {
    let words = words::get();
    let part = text
        .split([',', '(', ';'])
        .map(fold)
        .find(|part| part.split(' ').any(|word| words.hospital.contains(&word)))?;
    let all: Vec<&str> = part.split(' ').collect();
    let at = all.iter().position(|word| words.hospital.contains(word))?;
    let small = |word: &&&str| {
        words.links.contains(*word) || words::is_article(word) || word.chars().count() < 2
    };
    let before = all[..at].iter().rev().take_while(|word| !small(word)).take(MOST);
    let after = all[at + 1..].iter().filter(|word| !small(word)).take(MOST);
    let mut names: Vec<&str> = before
        .chain(after)
        .filter(|word| !words.plain.contains(*word))
        .map(|word| words.quality.get(word).copied().unwrap_or(word))
        .collect();
    if names.is_empty() {
        return None;
    }
    let folded = town.map(fold);
    if let Some(town) = folded.as_deref().filter(|_| !names.iter().any(|name| is_place(name))) {
        names.push(town);
    }
    names.sort_unstable();
    names.dedup();
    Some(format!("hospital:{}", names.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hospital_in_two_languages() {
        let id = |words: &str| hospital(words, Some("Valmont"), |name| name == "valmont");
        let central = Some("hospital:central valmont".to_owned());
        for words in [
            "Valmont Central Hospital",
            "l'hôpital central de Valmont",
            "Awa Diallo, the director of the emergency service at the Central Hospital",
            "le directeur de l'hôpital central",
        ] {
            assert_eq!(id(words), central, "{words}");
        }
        for words in ["the town's main hospital", "l'hôpital", "le principal hôpital de la ville"]
        {
            assert_eq!(id(words), None, "{words}");
        }
        assert_ne!(id("Corbal General Hospital"), central);
    }
}
