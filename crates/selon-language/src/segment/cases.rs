//! Sentences of many kinds of text, from the tables of `cases/`.

use selon_model::Language;

use super::segment;

/// Lists the cases that come out otherwise, with what comes out.
fn failures(cases: &str, language: Language) -> (usize, Vec<String>) {
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")) {
        count += 1;
        let marked = unescaped(case);
        let text = marked.replace('‖', "");
        let mut found = text.clone();
        let segments = segment(&text, language);
        for sentence in segments.sentences.iter().rev().skip(1) {
            found.insert(sentence.span.end as usize, '‖');
        }
        let seen = |marked: &str| {
            let parts = marked.split('‖').map(|part| {
                part.trim_matches(|c: char| {
                    c.is_whitespace() || "\u{200b}\u{200e}\u{200f}".contains(c)
                })
                .to_string()
            });
            parts.filter(|p| !p.is_empty()).collect::<Vec<String>>()
        };
        if seen(&marked) != seen(&found) {
            failures.push(found.replace('\n', "⏎"));
        }
    }
    (count, failures)
}

/// With the characters that the tables write in another way.
fn unescaped(case: &str) -> String {
    let mut text = case.replace('⏎', "\n").replace("\\r", "\r").replace("\\t", "\t");
    while let Some(start) = text.find("\\u{") {
        let end = start + text[start..].find('}').unwrap();
        let code = u32::from_str_radix(&text[start + 3..end], 16).unwrap();
        text.replace_range(start..=end, &char::from_u32(code).unwrap().to_string());
    }
    text
}

#[test]
fn cases() {
    let mut all = Vec::new();
    for (cases, language) in [
        (include_str!("cases/fr.txt"), Language::French),
        (include_str!("cases/en.txt"), Language::English),
    ] {
        let (count, failures) = failures(cases, language);
        assert!(count > 100);
        all.extend(failures);
    }
    assert!(all.is_empty(), "{} come out otherwise:\n{}", all.len(), all.join("\n"));
}
