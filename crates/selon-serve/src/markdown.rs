//! The documents of the program as pages: the small part of Markdown that they are written in.

use maud::{Markup, PreEscaped, html};

/// A document as HTML: headings, paragraphs, lists, tables, code. All text is escaped; there
/// are no links and no HTML in it.
pub fn html(document: &str) -> Markup {
    let lines: Vec<&str> = document.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        let (markup, next) = block(&lines, at);
        out.push_str(&markup.into_string());
        at = next.max(at + 1);
    }
    PreEscaped(out)
}

/// The block that begins at a line, and the line after it.
fn block(lines: &[&str], at: usize) -> (Markup, usize) {
    let line = lines[at].trim_end();
    if line.trim().is_empty() {
        return (html! {}, at + 1);
    }
    let end = |fits: fn(&str) -> bool| {
        lines[at..].iter().position(|l| !fits(l)).map_or(lines.len(), |n| at + n)
    };
    if line.starts_with("```") {
        let length = lines[at + 1..].iter().position(|l| l.starts_with("```"));
        let to = length.map_or(lines.len(), |n| at + 1 + n);
        return (html! { pre tabindex="0" { code { (lines[at + 1..to].join("\n")) } } }, to + 1);
    }
    let level = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=4).contains(&level) && line.as_bytes().get(level) == Some(&b' ') {
        let text = inline(&line[level + 1..]);
        let markup = match level {
            1 => html! { h1 { (text) } },
            2 => html! { h2 { (text) } },
            3 => html! { h3 { (text) } },
            _ => html! { h4 { (text) } },
        };
        return (markup, at + 1);
    }
    if line.starts_with('|') {
        let to = end(|l| l.starts_with('|'));
        return (table(&lines[at..to]), to);
    }
    if item(line).is_some() {
        return list(lines, at);
    }
    let to = end(|l| {
        let l = l.trim_end();
        !l.is_empty() && !l.starts_with(['#', '|']) && !l.starts_with("```") && item(l).is_none()
    });
    (html! { p { (inline(&lines[at..to].join(" "))) } }, to)
}

/// The text of an item of a list, and whether it is numbered.
fn item(line: &str) -> Option<(&str, bool)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((text, false));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let text = line.get(digits..)?.strip_prefix(". ")?;
    (digits > 0).then_some((text, true))
}

fn list(lines: &[&str], mut at: usize) -> (Markup, usize) {
    let numbered = item(lines[at]).is_some_and(|(_, numbered)| numbered);
    let mut items: Vec<String> = Vec::new();
    while let Some(line) = lines.get(at) {
        match item(line) {
            Some((text, its)) if its == numbered => items.push(text.to_owned()),
            None if line.starts_with("  ") && !line.trim().is_empty() => {
                if let Some(last) = items.last_mut() {
                    last.push(' ');
                    last.push_str(line.trim());
                }
            }
            _ => break,
        }
        at += 1;
    }
    let each = html! { @for text in &items { li { (inline(text)) } } };
    (
        if numbered {
            html! { ol { (each) } }
        } else {
            html! { ul { (each) } }
        },
        at,
    )
}

fn table(lines: &[&str]) -> Markup {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let is_rule = |line: &str| line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
    let mut rows = lines.iter().filter(|l| !is_rule(l)).map(|l| cells(l));
    let head = rows.next().unwrap_or_default();
    html! {
        // What scrolls can be reached by keys.
        div class="scroll" tabindex="0" {
            table class="rows plain-table" {
                thead { tr {
                    @for cell in &head {
                        @if cell.is_empty() { td {} } @else { th scope="col" { (inline(cell)) } }
                    }
                } }
                tbody { @for row in rows { tr { @for cell in &row { td { (inline(cell)) } } } } }
            }
        }
    }
}

/// Code, strong and stressed words of a line.
fn inline(text: &str) -> Markup {
    let mut rest = text;
    let mut parts: Vec<Markup> = Vec::new();
    while let Some(at) = rest.find(['`', '*']) {
        let (before, from) = rest.split_at(at);
        parts.push(html! { (before) });
        let sign = if from.starts_with("**") { "**" } else { &from[..1] };
        let inside = &from[sign.len()..];
        match inside.find(sign).filter(|n| *n > 0 && !inside.starts_with(' ')) {
            Some(end) => {
                let words = &inside[..end];
                parts.push(match sign {
                    "`" => html! { code { (words) } },
                    "**" => html! { strong { (words) } },
                    _ => html! { em { (words) } },
                });
                rest = &inside[end + sign.len()..];
            }
            None => {
                parts.push(html! { (sign) });
                rest = inside;
            }
        }
    }
    parts.push(html! { (rest) });
    html! { @for part in parts { (part) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents() {
        let text = "# A `b`\n\nOne *two*\nthree **four** 2 * 3.\n\n- x\n  y\n- z\n\n1. p\n2. q\n\n| a | b |\n|---|---|\n| <i> | 2 |\n\n```\n<b>\n```\n";
        let out = html(text).into_string();
        for part in [
            "<h1>A <code>b</code></h1>",
            "<p>One <em>two</em> three <strong>four</strong> 2 * 3.</p>",
            "<ul><li>x y</li><li>z</li></ul>",
            "<ol><li>p</li><li>q</li></ol>",
            "<td>&lt;i&gt;</td><td>2</td>",
            "<pre tabindex=\"0\"><code>&lt;b&gt;</code></pre>",
        ] {
            assert!(out.contains(part), "{part} in {out}");
        }
        for odd in ["`", "**", "* a", "```", "|", "#", "1.", "é*", "*é", "- "] {
            let _ = html(odd);
        }
    }
}
