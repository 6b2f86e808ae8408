//! Markdown and plain text with a front matter.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use crate::decode::decode;
use crate::record::{self, Record};
use crate::take::Intake;
use crate::{address, dateline, title};

/// The fields of a front matter and what follows it: lines `name: value` between two lines
/// `---`, or `name = value` between two lines `+++`.
pub fn front_matter(text: &str) -> Option<(Map<String, Value>, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mark = ["---", "+++"].into_iter().find(|m| text.starts_with(m))?;
    let mut lines = text.split_inclusive('\n');
    let mut at = lines.next().filter(|l| l.trim_end() == mark)?.len();
    let sign = if mark == "---" { ':' } else { '=' };
    let mut fields = Map::new();
    let mut last: Option<String> = None;
    for line in lines {
        at += line.len();
        let bare = line.trim();
        if bare == mark {
            return (!fields.is_empty()).then(|| (fields, &text[at..]));
        }
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        if let (Some(item), Some(name)) = (bare.strip_prefix("- "), &last) {
            let value = fields.entry(name.clone()).or_insert(Value::Null);
            if !value.is_array() {
                *value = Value::Array(vec![]);
            }
            if let Value::Array(values) = value {
                values.push(Value::String(unquoted(item)));
            }
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        let Some((name, value)) = bare.split_once(sign) else {
            if indented {
                continue;
            }
            return None;
        };
        if indented {
            continue;
        }
        let name = name.trim().to_owned();
        if name.is_empty() || name.len() > 60 {
            return None;
        }
        let value = value.trim();
        let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
        let value = match list {
            Some(list) => {
                let parts = list.split(',').map(unquoted).filter(|p| !p.is_empty());
                Value::Array(parts.map(Value::String).collect())
            }
            None => Value::String(unquoted(value)),
        };
        last = Some(name.clone());
        fields.insert(name, value);
    }
    None
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}

/// Takes in a text with a front matter, or with Markdown in it.
pub(crate) fn take(intake: &mut Intake, name: String, bytes: &[u8]) -> ControlFlow<()> {
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(error) => return intake.skip(name, error.into()),
    };
    let (mut fields, rest) = front_matter(&decoded.text)
        .unwrap_or_else(|| (Map::new(), decoded.text.trim_start_matches('\u{feff}')));
    let (text, heading, links) = without_markup(rest);
    // What stands under the front matter is the text, whatever the fields are called.
    fields.retain(|name, _| !matches!(name.as_str(), "text" | "body" | "content" | "description"));
    fields.insert("text".into(), Value::String(text));
    let today = intake.options.today.clone();
    let known = intake.known.clone();
    match record::report(&fields, &crate::Mapping::default(), &known, today.as_deref()) {
        Record::Report(mut report, language) => {
            let told = fields.keys().any(|k| matches!(k.as_str(), "title" | "headline" | "titre"));
            if !told {
                report.title = heading.or_else(|| {
                    title::find(&report.text, dateline::is_date_line).map(str::to_owned)
                });
            }
            let base = report.url.clone();
            let mut cites: Vec<String> =
                links.iter().filter_map(|l| address::resolve(base.as_deref(), l)).collect();
            cites.dedup();
            report.cites.append(&mut cites);
            report.id = known.id;
            intake.deliver(name, *report, language.as_deref(), None)
        }
        _ => intake.skip(name, crate::NotText::Empty.into()),
    }
}

/// A text without the signs of Markdown, its first heading and the links in it.
fn without_markup(markdown: &str) -> (String, Option<String>, Vec<String>) {
    let mut text = String::with_capacity(markdown.len());
    let mut heading = None;
    let mut links = Vec::new();
    let mut code = false;
    for line in markdown.lines() {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            code = !code;
            continue;
        }
        if code || bare.starts_with("<!--") {
            continue;
        }
        let rule = bare.len() >= 3 && bare.chars().all(|c| matches!(c, '-' | '*' | '_' | '='));
        if rule {
            continue;
        }
        let level = bare.bytes().take_while(|b| *b == b'#').count();
        let (content, is_heading) = match bare.get(level..) {
            Some(rest) if (1..=6).contains(&level) && rest.starts_with(' ') => {
                (rest.trim().trim_end_matches('#').trim_end(), true)
            }
            _ => (bare.trim_start_matches("> "), false),
        };
        let content =
            content.strip_prefix("- ").or_else(|| content.strip_prefix("* ")).unwrap_or(content);
        let content = inline(content, &mut links);
        if is_heading && level == 1 && heading.is_none() && text.trim().is_empty() {
            heading = Some(content);
            continue;
        }
        text.push_str(&content);
        text.push('\n');
    }
    let mut text = text.trim().to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    (text, heading, links)
}

/// A line without signs of stress, with links as their words, without pictures.
fn inline(line: &str, links: &mut Vec<String>) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('[') {
        let picture = rest[..at].ends_with('!');
        text.push_str(if picture { &rest[..at - 1] } else { &rest[..at] });
        let link = rest[at + 1..].split_once("](").and_then(|(words, after)| {
            let (address, after) = after.split_once(')')?;
            (!words.contains('[') && !address.contains(char::is_whitespace))
                .then_some((words, address, after))
        });
        match link {
            Some((words, address, after)) => {
                if !picture {
                    text.push_str(words);
                    links.push(address.to_owned());
                }
                rest = after;
            }
            None => {
                if picture {
                    text.push('!');
                }
                text.push('[');
                rest = &rest[at + 1..];
            }
        }
    }
    text.push_str(rest);
    let text = text.replace("**", "").replace("__", "").replace('\\', "");
    emphasis(&text)
}

/// Takes away single `*` and `_` around words.
fn emphasis(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
        let after = chars.get(i + 1).copied().unwrap_or(' ');
        let in_word = before.is_alphanumeric() && after.is_alphanumeric();
        let alone = before.is_whitespace() && after.is_whitespace();
        if matches!(c, '*' | '_') && !in_word && !alone {
            continue;
        }
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_matter() {
        let text = "---\ntitle: \"Trêve à Valmont\"\ndate: 2024-03-12\nauthors:\n  - Jeanne\n  - Paul\ntags: [a, 'b']\n---\n\nElle tient.";
        let (fields, rest) = front_matter(text).unwrap();
        assert_eq!(fields["title"], "Trêve à Valmont");
        assert_eq!(fields["authors"][1], "Paul");
        assert_eq!(fields["tags"][1], "b");
        assert_eq!(rest.trim(), "Elle tient.");
        assert!(front_matter("+++\ndate = 2024-03-12\n+++\nx").is_some());
        assert!(front_matter("---\nUne ligne\n---\n").is_none());
        assert!(front_matter("---\na: b\n").is_none());
    }

    #[test]
    fn signs_of_markdown() {
        let (text, heading, links) = without_markup(
            "# Une *trêve*\n\nElle **tient**, dit [la mairie](https://a.example/b_c).\n\n![x](y.jpg)\n\n## Bilan\n> « Rien [sic] de plus », a_b 2 * 3.\n```\ncode\n```\n",
        );
        assert_eq!(heading.as_deref(), Some("Une trêve"));
        assert_eq!(text, "Elle tient, dit la mairie.\n\nBilan\n« Rien [sic] de plus », a_b 2 * 3.");
        assert_eq!(links, ["https://a.example/b_c"]);
    }
}
