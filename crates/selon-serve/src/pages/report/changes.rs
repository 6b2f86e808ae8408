//! What changed in the text of a report each time that it was taken in anew.

use maud::{Markup, html};
use selon_dossier::Version;
use selon_dossier::changes::{Fate, Passage, passages, shortened};

use crate::wording::shown;
use crate::words::Words;

/// A section with every change, the latest first; nothing if the text never changed.
pub(super) fn section(versions: &[Version], w: Words) -> Markup {
    html! {
        @if versions.len() > 1 {
            section aria-labelledby="its-changes" class="changes" {
                h2 id="its-changes" { (w.get("report.changes")) }
                @for pair in versions.windows(2).rev() {
                    @if let [earlier, later] = pair {
                        h3 {
                            (w.fill("report.version", &[("n", &later.version.to_string())])) " · "
                            time datetime=(later.added) { (w.moment(&later.added)) }
                        }
                        (changed(&shortened(&passages(&earlier.report.text, &later.report.text))))
                    }
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
    use super::*;

    #[test]
    fn what_was_removed_and_added_is_marked() {
        let html = changed(&passages("Nine <b> died.", "Twelve <b> died.")).into_string();
        assert_eq!(html, "<p><del>Nine</del><ins>Twelve</ins> &lt;b&gt; died.</p>");
    }
}
