//! Words that are written in lower case within sentences.

use std::collections::BTreeMap;

use selon_language::segment;
use selon_model::Language;

use crate::conllu::UdSentence;

/// Words seen less often are left out.
const FEWEST: u32 = 3;
/// Of so many times, all but one must be in lower case.
const ONE_IN: u32 = 6;

/// Lists the words that treebanks and texts write in lower case where a capital would
/// not mark the beginning of a sentence.
pub fn list(sentences: &[UdSentence], texts: &[String], language: Language) -> String {
    // In lower case, with a capital.
    let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let mut count = |form: &str| {
        let Some(first) = form.chars().next().filter(|c| c.is_alphabetic()) else { return };
        // Words in capitals throughout tell nothing.
        if form.chars().nth(1).is_some_and(char::is_uppercase) {
            return;
        }
        let written = usize::from(first.is_uppercase());
        counts.entry(form.to_lowercase().replace('’', "'")).or_default()[written] += 1;
    };
    let begins = |before: &str| {
        matches!(
            before,
            "." | "!" | "?" | "…" | "..." | ":" | "«" | "\"" | "“" | "(" | "-" | "–" | "—"
        )
    };
    for sentence in sentences {
        for two in sentence.tokens.windows(2) {
            if !begins(&two[0].form) {
                count(&two[1].form);
            }
        }
    }
    for text in texts {
        let segments = segment::segment(text, language);
        for two in segments.tokens.windows(2) {
            let between = &text[two[0].span.end as usize..two[1].span.start as usize];
            if !begins(two[0].span.of(text)) && !between.contains('\n') {
                count(two[1].span.of(text));
            }
        }
    }
    let mut list = String::new();
    for (word, [lower, capital]) in counts {
        if lower >= FEWEST && capital * ONE_IN <= lower + capital && !word.contains(' ') {
            list.push_str(&word);
            list.push('\n');
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_left_out() {
        let texts = vec!["Le maire de Valbourg vient. Il vient à Valbourg".to_string(); 4];
        let list = list(&[], &texts, Language::French);
        assert_eq!(list, "de\nmaire\nvient\nà\n");
    }
}
