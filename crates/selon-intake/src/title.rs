//! The headline of a plain text: a short first line, apart from what follows.

/// The longest line that is taken for a headline, in characters.
const MAX_CHARS: usize = 200;

/// The headline, if the first line looks like one: short, not ending like a sentence,
/// and followed by an empty line or by one for which `is_date_line` holds.
pub fn find(text: &str, is_date_line: impl Fn(&str) -> bool) -> Option<&str> {
    let mut lines = text.trim_start().lines();
    let first = lines.next()?.trim();
    let second = lines.next()?;
    let apart = second.trim().is_empty() || is_date_line(second);
    let more = !second.trim().is_empty() || lines.any(|l| !l.trim().is_empty());
    // `nth` bounds the count: the line may be the whole of a large file.
    let short = first.chars().nth(MAX_CHARS).is_none();
    let ends_like_a_sentence = first.ends_with(['.', ':', ';', ',']) && !first.ends_with("..");
    (apart && more && short && !ends_like_a_sentence).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_apart() {
        let none = |_: &str| false;
        assert_eq!(find("\nTrêve à Valmont\n\nDeux camps.", none), Some("Trêve à Valmont"));
        assert_eq!(
            find("Trêve à Valmont\n3 mai\nDeux.", |l| l == "3 mai"),
            Some("Trêve à Valmont")
        );
    }

    #[test]
    fn a_sentence_is_no_headline() {
        let none = |_: &str| false;
        assert_eq!(find("Un calme précaire règne.\n\nDeux camps.", none), None);
        assert_eq!(find("The minister said:\n\nWe regret it.", none), None);
        assert_eq!(find("Une ligne\nUne autre", none), None);
        assert_eq!(find("Une ligne\n\n", none), None);
        assert_eq!(find(&"mot ".repeat(100), none), None);
    }
}
