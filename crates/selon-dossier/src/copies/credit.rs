//! What a report says of where it comes from: agencies that it credits, whom it was
//! forwarded from, which address it translates or repeats. `lang/*/wire_credits.tsv`.

use std::sync::LazyLock;

use selon_model::Report;
use serde::{Deserialize, Serialize};

use crate::party::{Outlet, Registry, outlet, rows};

/// What a report says of where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<Outlet>,
    /// The agencies that it credits.
    #[serde(default)]
    pub credits: Vec<Outlet>,
    /// The words of the credit.
    #[serde(default)]
    pub credit_words: Option<String>,
    /// Whether it credits agencies that it does not name.
    #[serde(default)]
    pub agencies: bool,
    /// Whom it was forwarded from.
    #[serde(default)]
    pub forwarded_from: Option<String>,
    /// The address of the report that it says it translates.
    #[serde(default)]
    pub translation_of: Option<String>,
    /// The address of the report that it says it repeats.
    #[serde(default)]
    pub copy_of: Option<String>,
    /// The addresses of the same report in other languages.
    #[serde(default)]
    pub translations: Vec<String>,
}

struct Pattern {
    /// What stands before and after the name of an agency; the whole where none is named.
    before: &'static str,
    after: &'static str,
    named: bool,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/wire_credits.tsv"),
        include_str!("../../../../lang/en/wire_credits.tsv"),
    ];
    let mut patterns: Vec<Pattern> = tables
        .into_iter()
        .flat_map(rows)
        .filter_map(|row| {
            let (&credit, named) = (row.first()?, *row.get(2)? == "agency");
            let (before, after) = credit.split_once('*').unwrap_or((credit, ""));
            Some(Pattern { before, after, named })
        })
        .collect();
    // What tells most first.
    patterns.sort_by_key(|p| (std::cmp::Reverse(p.before.len() + p.after.len()), p.before));
    patterns
});

/// How many lines at the head and the foot may be credits.
const LINES: usize = 4;

/// The longest line that is a credit, in bytes.
const LONGEST: usize = 120;

/// What a report says of where it comes from.
pub fn facts(report: &Report) -> Facts {
    let mut facts = Facts {
        outlet: outlet(report.outlet.as_deref(), report.url.as_deref()),
        forwarded_from: report.forwarded_from.clone(),
        translation_of: report.translation_of.as_ref().map(|l| l.url.clone()),
        copy_of: report.copy_of.as_ref().map(|l| l.url.clone()),
        translations: report.translations.clone(),
        ..Facts::default()
    };
    // What people coded says of itself whom it has it from.
    if report.coded_by.is_some() {
        return facts;
    }
    for author in &report.authors {
        take(&mut facts, author);
    }
    let lines: Vec<&str> = report.text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let head = lines.iter().take(LINES);
    let foot = lines.iter().skip(LINES.max(lines.len().saturating_sub(LINES)));
    for line in head.chain(foot) {
        for part in parts(line) {
            take(&mut facts, part);
        }
    }
    // An agency credits itself.
    if let Some(own) = &facts.outlet {
        facts.credits.retain(|c| c.family != own.family);
    }
    facts
}

/// The stretches of a line that may be a credit: all of it, what stands in brackets, what
/// stands before the dash of a date line (*BAMAKO, 3 juin (Agence) –*), and what is left
/// when the last sentence ends in a credit.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    if line.len() <= LONGEST {
        parts.push(line);
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        // At the start of the line, where date lines are, or at its end.
        let head = line.char_indices().nth(60).map_or(line, |(at, _)| &line[..at]);
        if let Some(from) = head.find(open)
            && let Some(length) = line[from..].find(close)
            && length <= LONGEST
        {
            parts.push(&line[from + 1..from + length]);
        }
        if let Some(stripped) = line.trim_end_matches(['.', ' ']).strip_suffix(close)
            && let Some(from) = stripped.rfind(open)
            && stripped.len() - from <= LONGEST
        {
            parts.push(&stripped[from + 1..]);
        }
    }
    parts
}

fn take(facts: &mut Facts, words: &str) {
    let plain = words.replace('’', "'");
    let plain = plain.trim_matches(|c: char| c.is_whitespace() || "()[]-–—.*_".contains(c));
    let lower = plain.to_lowercase();
    for pattern in PATTERNS.iter() {
        let Some(rest) = lower.strip_prefix(pattern.before) else { continue };
        if !pattern.named {
            if rest.is_empty() {
                facts.agencies = true;
                facts.credit_words.get_or_insert_with(|| words.trim().to_owned());
                return;
            }
            continue;
        }
        if rest.strip_suffix(pattern.after).is_none() {
            continue;
        }
        // Lower case may change lengths: cut the original by what the name is.
        let from = plain.len().checked_sub(rest.len()).filter(|&at| plain.is_char_boundary(at));
        let Some(names) = from.map(|at| &plain[at..plain.len() - pattern.after.len()]) else {
            continue;
        };
        let found: Option<Vec<Outlet>> = names
            .split([',', '/', '&', '+'])
            .flat_map(|n| n.split(" et "))
            .flat_map(|n| n.split(" and "))
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .map(agency)
            .collect();
        if let Some(found) = found.filter(|f| !f.is_empty()) {
            for agency in found {
                if !facts.credits.iter().any(|c| c.family == agency.family) {
                    facts.credits.push(agency);
                }
            }
            facts.credit_words.get_or_insert_with(|| words.trim().to_owned());
            return;
        }
    }
}

/// An agency or an outlet that is known by this name.
fn agency(name: &str) -> Option<Outlet> {
    let entry = Registry::get().by_name(name).filter(|e| e.source == "media")?;
    // *ici* and the like are words: a name has a capital.
    name.chars().any(char::is_uppercase).then_some(())?;
    let found = outlet(Some(name), None)?;
    let _ = entry;
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(text: &str) -> (Vec<String>, bool) {
        let facts = facts(&Report { text: text.into(), ..Report::default() });
        (facts.credits.into_iter().map(|c| c.family).collect(), facts.agencies)
    }

    #[test]
    fn agencies_by_their_credits() {
        let one = |family: &str| (vec![family.to_owned()], false);
        assert_eq!(credits("Titre\n\nUn village a été attaqué.\n\nAvec AFP"), one("afp"));
        assert_eq!(credits("Titre\n\nUn village a été attaqué. (Reuters)"), one("reuters"));
        assert_eq!(
            credits("BAMAKO, June 3 (Reuters) - Gunmen attacked a village."),
            one("reuters")
        );
        assert_eq!(credits("Title\n\nAFP\n\nGunmen attacked a village on Monday."), one("afp"));
        assert_eq!(
            credits("Titre\n\nTexte.\n\n(avec AFP et Reuters)").0,
            ["afp".to_owned(), "reuters".to_owned()]
        );
        assert_eq!(credits("Titre\n\nTexte.\n\nAvec agences"), (vec![], true));
    }

    #[test]
    fn what_is_no_credit() {
        let none = (vec![], false);
        assert_eq!(
            credits("Titre\n\nUn responsable a dit à l'AFP qu'ils ont fui avec armes."),
            none
        );
        assert_eq!(credits("Titre\n\nIls sont venus avec des agences."), none);
    }
}
