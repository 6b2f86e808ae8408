//! Errors gathered by kind and listed, the most frequent kind first.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Errors by kind.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    by_kind: BTreeMap<String, Vec<String>>,
}

impl Listing {
    pub fn note(&mut self, kind: impl Into<String>, what: String) {
        self.by_kind.entry(kind.into()).or_default().push(what);
    }

    /// The list; `only` those with this in their name.
    pub fn list(&self, only: Option<&str>) -> String {
        let mut kinds: Vec<_> = self.by_kind.iter().collect();
        kinds.sort_by_key(|(_, errors)| std::cmp::Reverse(errors.len()));
        let mut out = String::new();
        for (kind, errors) in &kinds {
            if only.is_none_or(|only| kind.contains(only)) {
                let _ = writeln!(out, "== {kind} ({})", errors.len());
                for error in *errors {
                    let _ = writeln!(out, "  {error}");
                }
                out.push('\n');
            }
        }
        for (kind, errors) in &kinds {
            let _ = writeln!(out, "{:5}  {kind}", errors.len());
        }
        out.push('\n');
        out
    }
}
