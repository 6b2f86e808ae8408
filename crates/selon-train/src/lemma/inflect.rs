//! Forms of lemmas from the tables of inflection.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use selon_language::{Morphology, Pos};

use super::pattern::{Pattern, rows};

struct Row {
    pos: Pos,
    pattern: Pattern,
    ending: &'static str,
    features: &'static str,
    form: &'static str,
}

/// A table of inflection: part of speech, lemmas, ending, features, form.
pub struct Inflection {
    clusters: Vec<&'static str>,
    rows: Vec<Row>,
}

impl Inflection {
    /// Reads a table.
    pub fn parse(table: &'static str) -> Result<Inflection> {
        let mut inflection = Inflection { clusters: Vec::new(), rows: Vec::new() };
        for row in rows(table) {
            if row[0] == "*" {
                inflection.clusters = row[1].split(' ').collect();
                continue;
            }
            let [pos, patterns, ending, features, form] = row[..] else {
                anyhow::bail!("not 5 columns: {row:?}");
            };
            for pattern in patterns.split(',') {
                inflection.rows.push(Row {
                    pos: Pos::from_ud(pos).with_context(|| format!("part of speech {pos}"))?,
                    pattern: Pattern::parse(pattern)
                        .with_context(|| format!("pattern {pattern}"))?,
                    ending,
                    features,
                    form,
                });
            }
        }
        Ok(inflection)
    }

    /// The forms of a lemma other than itself as it stands in the table of lemmas.
    pub fn forms(&self, pos: Pos, lemma: &str) -> Vec<(String, Morphology)> {
        let mut by_features: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
        for row in self.rows.iter().filter(|r| r.pos == pos) {
            let Some(star) = row.pattern.fit(lemma, &self.clusters) else { continue };
            let Some(stem) = lemma.strip_suffix(&row.ending.replace('*', star)) else { continue };
            let form = format!("{stem}{}", row.form.replace('*', star));
            let weight = row.pattern.weight();
            let best = by_features.entry(row.features).or_insert((weight, Vec::new()));
            if weight > best.0 {
                *best = (weight, vec![form]);
            } else if weight == best.0 {
                best.1.push(form);
            }
        }
        by_features
            .into_iter()
            .flat_map(|(features, (_, forms))| {
                forms.into_iter().map(|f| (f, Morphology::from_ud(features)))
            })
            .collect()
    }
}
