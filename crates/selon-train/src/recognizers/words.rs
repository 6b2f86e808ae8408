//! Where words stand, and whether they are the same.

/// Where the words of a result stand: nearest to where the specification says, in bytes.
pub(super) fn place(text: &str, words: &str, start: Option<u64>) -> Option<(usize, usize)> {
    let lower = |s: &str| -> Vec<char> {
        s.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
    };
    let (all, words) = (lower(text), lower(words));
    let bytes: Vec<usize> =
        text.char_indices().map(|(i, _)| i).chain(std::iter::once(text.len())).collect();
    let blank = |c: char| c.is_whitespace();
    let stands = |at: usize| {
        all.get(at..at + words.len()).is_some_and(|part| {
            part.iter().zip(&words).all(|(a, b)| a == b || (blank(*a) && blank(*b)))
        })
    };
    let wanted = start.unwrap_or(0) as usize;
    let at = (0..all.len()).filter(|&i| stands(i)).min_by_key(|i| i.abs_diff(wanted))?;
    (!words.is_empty()).then(|| (bytes[at], bytes[at + words.len()]))
}

/// Words that may stand at an end of a time or a number without being a part of it.
const EDGES: [&str; 62] = [
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "in",
    "on",
    "at",
    "of",
    "for",
    "from",
    "to",
    "between",
    "by",
    "within",
    "during",
    "into",
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "ce",
    "cet",
    "cette",
    "ces",
    "de",
    "du",
    "des",
    "d",
    "à",
    "au",
    "aux",
    "en",
    "dans",
    "sur",
    "pour",
    "entre",
    "pendant",
    "durant",
    "dès",
    "vers",
    "par",
    "y",
    "its",
    "s",
    "and",
    "et",
    "est",
    "so",
    "qu",
    "about",
    "around",
    "calendar",
    "calendaire",
    "environ",
    "compris",
    "year",
    "année",
];

/// Of these, those that may only be left out before what they name: *year 2008*.
const NAMES: [&str; 2] = ["year", "année"];

/// Without what may be left out at both ends.
pub(super) fn trimmed(text: &str, (mut start, mut end): (usize, usize)) -> (usize, usize) {
    let edge = |word: &str| EDGES.contains(&word.to_lowercase().as_str());
    loop {
        let part = &text[start..end];
        let kept = part.trim_start_matches(|c: char| !c.is_alphanumeric() && !"<>=≤≥(".contains(c));
        let word: usize = kept.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let skipped = part.len() - kept.len();
        if word == 0 || word == kept.len() || !edge(&kept[..word]) {
            start += skipped;
            break;
        }
        start += skipped + word;
    }
    loop {
        let part = &text[start..end];
        let kept = part.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let word: usize =
            kept.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let last = &kept[kept.len() - word..];
        if word == 0 || word == kept.len() || !edge(last) || NAMES.contains(&last) {
            return (start, start + kept.len());
        }
        end = start + kept.len() - word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_what_stands_at_their_ends() {
        let words = |text: &'static str| {
            let (start, end) = trimmed(text, (0, text.len()));
            &text[start..end]
        };
        assert_eq!(words("du 4 au 23 mai."), "4 au 23 mai");
        assert_eq!(words("the last week of"), "last week");
        assert_eq!(words("d'avril"), "avril");
    }
}
