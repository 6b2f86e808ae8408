//! Which names mean the same: one entry of the registry, one spelling, a surname of a full
//! name, an acronym in brackets.

use std::collections::HashMap;

use selon_model::reading::MentionKind;

use super::known::{Linker, MOST};

/// How many phrases before an acronym its name is looked for.
const BEFORE: usize = 10;

impl Linker<'_> {
    /// Gives the names that mean the same one number, full names before short ones.
    pub(super) fn cluster_names(&self) -> Vec<Option<usize>> {
        let mut clusters: Vec<Option<usize>> = vec![None; self.candidates.len()];
        let mut by_entry: HashMap<&str, usize> = HashMap::new();
        let mut by_key: HashMap<&str, usize> = HashMap::new();
        // For a person's last word: the full names that end in it.
        let mut by_last: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
        let mut order: Vec<usize> =
            (0..self.candidates.len()).filter(|&i| self.candidates[i].name.is_some()).collect();
        order.sort_by_key(|&i| {
            std::cmp::Reverse(self.candidates[i].name.as_ref().map(|n| n.key.split(' ').count()))
        });
        let mut count = 0;
        for i in order {
            let candidate = &self.candidates[i];
            let Some(name) = &candidate.name else { continue };
            let last = name.key.rsplit(' ').next().unwrap_or_default();
            let known = name
                .entry
                .and_then(|e| by_entry.get(e.id).copied())
                .or_else(|| by_key.get(name.key.as_str()).copied())
                .or_else(|| {
                    // A surname alone may look like another name, if it is no known one.
                    let is_person = candidate.kind == MentionKind::Person
                        || candidate.kind == MentionKind::Organization
                            && !name.key.contains(' ')
                            && name.key.len() > 3;
                    let full = by_last.get(last).filter(|_| is_person && name.entry.is_none())?;
                    nearest(full.iter().filter(|(_, key)| is_shortened(&name.key, key)), i)
                });
            let cluster = known.map_or_else(
                || {
                    count += 1;
                    count - 1
                },
                |at| clusters[at].unwrap_or_default(),
            );
            clusters[i] = Some(cluster);
            if let Some(entry) = name.entry {
                by_entry.entry(entry.id).or_insert(i);
            }
            by_key.entry(&name.key).or_insert(i);
            let same_last = by_last.entry(last).or_default();
            if candidate.kind == MentionKind::Person && same_last.len() < MOST {
                same_last.push((i, &name.key));
            }
        }
        self.join_acronyms(&mut clusters);
        clusters
    }

    /// Gives a name and the acronym that stands behind it in brackets one number.
    fn join_acronyms(&self, clusters: &mut [Option<usize>]) {
        let mut joined: HashMap<usize, usize> = HashMap::new();
        for i in 0..self.candidates.len() {
            let Some(name) = &self.candidates[i].name else { continue };
            let start = name.words.start as usize;
            let words = &self.analysis.words;
            let in_brackets = start > 1
                && words[start - 1].form == "("
                && words.get(name.words.end as usize).is_some_and(|w| w.form == ")");
            if !in_brackets || name.key.contains(' ') {
                continue;
            }
            // The name that ends before the bracket and has a word with the acronym's letter.
            let first = name.key.chars().next();
            let before = (i.saturating_sub(BEFORE)..i).rev().find(|&b| {
                self.candidates[b].name.as_ref().is_some_and(|n| {
                    n.words.end as usize == start - 1
                        && (n.entry.is_none() || name.entry.is_none())
                        && n.key.split(' ').any(|w| w.chars().next() == first)
                })
            });
            if let Some(before) = before
                && let (Some(old), Some(new)) = (clusters[i], clusters[before])
                && old != new
            {
                joined.entry(old).or_insert(new);
            }
        }
        for cluster in clusters.iter_mut().flatten() {
            if let Some(&new) = joined.get(cluster) {
                *cluster = new;
            }
        }
    }
}

/// Whether a name is a full one's last words, or its first and last.
fn is_shortened(short: &str, full: &str) -> bool {
    let short: Vec<&str> = short.split(' ').collect();
    let full: Vec<&str> = full.split(' ').collect();
    short.len() < full.len()
        && (full.ends_with(&short)
            || (short.len() == 2 && short[0] == full[0] && short.last() == full.last()))
}

/// The last of these before `i`, else the first after it.
fn nearest<'a>(full: impl Iterator<Item = &'a (usize, &'a str)>, i: usize) -> Option<usize> {
    let mut after = None;
    let mut before = None;
    for &(at, _) in full {
        if at < i {
            before = before.max(Some(at));
        } else if after.is_none_or(|a| at < a) {
            after = Some(at);
        }
    }
    before.or(after)
}
