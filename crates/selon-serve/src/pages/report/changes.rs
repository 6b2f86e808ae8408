//! What changed in the text of a report each time that it was taken in anew.

use maud::{Markup, html};
use selon_dossier::changes::{Change, Fate, Passage};

use crate::wording::shown;
use crate::words::Words;

/// A section with every change, the latest first; nothing if the text never changed.
pub(super) fn section(changes: &[Change], w: Words) -> Markup {
    html! {
        @if !changes.is_empty() {
            section aria-labelledby="its-changes" class="changes" {
                h2 id="its-changes" { (w.get("report.changes")) }
                @for change in changes.iter().rev() {
                    h3 {
                        (w.fill("report.version", &[("n", &change.version.to_string())])) " · "
                        time datetime=(change.added) { (w.moment(&change.added)) }
                    }
                    (changed(&change.passages))
                }
            }
        }
    }
}

fn changed(passages: &[Passage]) -> Markup {
    html! {
        p {
            @for passage in passages {
                @match passage.fate {
                    Fate::Kept => (shown(&passage.text)),
                    Fate::Removed => del { (shown(&passage.text)) },
                    Fate::Added => ins { (shown(&passage.text)) },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use selon_dossier::changes::passages;

    use super::*;

    #[test]
    fn what_was_removed_and_added_is_marked() {
        let html = changed(&passages("Nine <b> died.", "Twelve <b> died.")).into_string();
        assert_eq!(html, "<p><del>Nine</del><ins>Twelve</ins> &lt;b&gt; died.</p>");
    }
}
