//! The words that hedge, negate, or tell as planned or thought of: `certainty.tsv`.

use std::sync::LazyLock;

use selon_language::morphology::VerbForm;
use selon_language::{Analysis, WordId};
use selon_model::Language;
use selon_model::reading::HedgeKind;

use crate::rows::rows;
use crate::tables::TableMap;

/// What kind of word it is, and so what it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Verb,
    /// A verb in the conditional.
    Conditional,
    /// A verb in a compound or simple past.
    Past,
    Passive,
    Noun,
    Adjective,
    Adverb,
    /// An adverb that negates only with another negation beside it (*ne … plus*).
    WithNe,
    Marker,
    Determiner,
    Occurrence,
    /// A verb that says of what is agreed that it is in force (*take effect*).
    InForce,
    Support,
    Light,
    Ending,
    Polite,
    /// A verb or adjective whose conditional is a wish or advice.
    Attenuated,
    Lasting,
    /// An auxiliary before *have* and a participle.
    Perfect,
    /// An auxiliary outside of a clause that somebody said or thought in the past.
    Unshifted,
    /// A noun for what shows that something is so.
    Proof,
    /// A verb whose object or complement is what comes of its subject.
    Outcome,
    /// A verb that takes for granted that what is its subject's own takes place.
    OwnEnding,
    /// What opens a clause without a finite verb that is told as surely as the one above.
    Along,
    /// An adverb by which a sentence adds to what was said before it.
    Additive,
    /// An adverb of what is said of somebody by who charges them.
    Charged,
    /// A verb or adjective of showing that something is so; negated, it hedges.
    Confirming,
    /// A verb whose complement was done, where it is told as done itself.
    Leads,
    /// A noun for what is told without anybody to vouch for it.
    Hearsay,
    /// A noun for something told, which may be hearsay.
    Report,
    /// An adjective of what takes place, whatever is planned about it.
    Current,
    /// A preposition of what is round a plan, not planned itself.
    Around,
    /// A verb whose object is planned if it is told as new.
    Fresh,
    /// What asks for a detail of what took place.
    Detail,
    /// What makes of something told hearsay.
    Vague,
    /// What opens each of two things that were not done.
    Neither,
    /// A preposition of what would have to be there.
    Lacking,
    /// What makes of a verb to come one of habit.
    Habit,
    /// A conjunction that opens a condition where the clause above tells what is to come, and
    /// a fact otherwise (*même si*).
    Concessive,
    /// A conjunction of what has to come first; planned where the clause above tells what is to
    /// come (*once*), or wherever it is not told as past (*until*).
    Awaited,
    /// A conjunction of what is so instead: *mais, but*.
    Contrast,
    /// A determiner that means whichever there may be (*toute attaque*).
    FreeChoice,
    /// A verb where it is negated itself; the row for "verb" holds otherwise.
    Negated,
    /// A noun for having to do with what depends on it, which is taken for granted.
    Part,
}

impl Class {
    fn parse(text: &str) -> Option<Class> {
        Some(match text {
            "verb" => Class::Verb,
            "conditional" => Class::Conditional,
            "past" => Class::Past,
            "passive" => Class::Passive,
            "noun" => Class::Noun,
            "adjective" => Class::Adjective,
            "adverb" => Class::Adverb,
            "with_ne" => Class::WithNe,
            "marker" => Class::Marker,
            "determiner" => Class::Determiner,
            "occurrence" => Class::Occurrence,
            "in_force" => Class::InForce,
            "support" => Class::Support,
            "light" => Class::Light,
            "ending" => Class::Ending,
            "polite" => Class::Polite,
            "attenuated" => Class::Attenuated,
            "lasting" => Class::Lasting,
            "perfect" => Class::Perfect,
            "unshifted" => Class::Unshifted,
            "proof" => Class::Proof,
            "outcome" => Class::Outcome,
            "own_ending" => Class::OwnEnding,
            "along" => Class::Along,
            "additive" => Class::Additive,
            "charged" => Class::Charged,
            "confirming" => Class::Confirming,
            "part" => Class::Part,
            "lacking" => Class::Lacking,
            "habit" => Class::Habit,
            "fresh" => Class::Fresh,
            "detail" => Class::Detail,
            "vague" => Class::Vague,
            "neither" => Class::Neither,
            "current" => Class::Current,
            "around" => Class::Around,
            "hearsay" => Class::Hearsay,
            "report" => Class::Report,
            "leads" => Class::Leads,
            "concessive" => Class::Concessive,
            "awaited" => Class::Awaited,
            "contrast" => Class::Contrast,
            "free_choice" => Class::FreeChoice,
            "negated" => Class::Negated,
            _ => return None,
        })
    }
}

/// What a word does to what it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Effect {
    pub(crate) hedged: Option<HedgeKind>,
    pub(crate) negative: bool,
    pub(crate) planned: bool,
    pub(crate) hypothetical: bool,
    /// Whether a verb reaches objects and complements, not clauses only.
    pub(crate) objects: bool,
}

impl Effect {
    pub(crate) fn is_none(self) -> bool {
        self.hedged.is_none() && !self.negative && !self.planned && !self.hypothetical
    }
}

struct Entry {
    reflexive: bool,
    /// Words that follow the first.
    rest: Vec<&'static str>,
    effect: Effect,
}

/// The table of a language.
pub(crate) struct Table {
    entries: TableMap<(Class, &'static str), Vec<Entry>>,
    pub(crate) conditional_endings: Vec<&'static str>,
}

static FRENCH: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(
        include_str!("../../../../lang/fr/certainty.tsv"),
        include_str!("../../../../lang/fr/conditional.tsv"),
    )
});

static ENGLISH: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(
        include_str!("../../../../lang/en/certainty.tsv"),
        include_str!("../../../../lang/en/conditional.tsv"),
    )
});

impl Table {
    pub(crate) fn of(language: Language) -> &'static Table {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn parse(certainty: &'static str, conditional: &'static str) -> Table {
        let mut entries: TableMap<(Class, &str), Vec<Entry>> = TableMap::default();
        for [words, class, effect, kind, reach] in rows(certainty) {
            let Some(class) = Class::parse(class) else { continue };
            let (reflexive, words) = match words.strip_prefix("se ").or(words.strip_prefix("s'")) {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, words),
            };
            let mut words = crate::rows::words(words);
            let Some(first) = words.next() else { continue };
            entries.entry((class, first)).or_default().push(Entry {
                reflexive,
                rest: words.collect(),
                effect: parse_effect(effect, kind, reach),
            });
        }
        for list in entries.values_mut() {
            list.sort_by_key(|e| std::cmp::Reverse((e.rest.len(), e.reflexive)));
        }
        let conditional_endings = rows(conditional).map(|[ending]| ending).collect();
        Table { entries, conditional_endings }
    }

    /// What the word does as one of this class; with the last word of the entry.
    pub(crate) fn find(
        &self,
        analysis: &Analysis,
        word: WordId,
        class: Class,
    ) -> Option<(Effect, WordId)> {
        let found = &analysis[word];
        let lower;
        let form = if found.form.chars().any(char::is_uppercase) {
            lower = found.form.to_lowercase();
            lower.as_str()
        } else {
            &found.form
        };
        // *Prévue*: the participle as the table has it.
        let participle = found.morphology.verb_form == Some(VerbForm::Part);
        let bare = form.trim_end_matches('s').trim_end_matches('e');
        let bare = (participle && bare != form && bare.len() > 2).then_some(bare);
        [Some(&*found.lemma), Some(form), bare].into_iter().flatten().find_map(|key| {
            let list = self.entries.get(&(class, key))?;
            list.iter().find_map(|entry| {
                if entry.reflexive && !is_reflexive(analysis, word) {
                    return None;
                }
                let last = follows(analysis, word, &entry.rest)?;
                Some((entry.effect, last))
            })
        })
    }

    pub(crate) fn has(&self, analysis: &Analysis, word: WordId, class: Class) -> bool {
        self.find(analysis, word, class).is_some()
    }
}

fn parse_effect(effect: &str, kind: &str, reach: &str) -> Effect {
    let mut parsed = Effect { objects: reach == "objects", ..Effect::default() };
    for name in effect.split(',') {
        match name {
            "hedged" => {
                parsed.hedged = Some(match kind {
                    "adverb" => HedgeKind::Adverb,
                    "condition" => HedgeKind::Condition,
                    "noun" => HedgeKind::Noun,
                    "adjective" => HedgeKind::Adjective,
                    "verb" => HedgeKind::Verb,
                    _ => HedgeKind::Modal,
                });
            }
            "negative" => parsed.negative = true,
            "planned" => parsed.planned = true,
            "hypothetical" => parsed.hypothetical = true,
            _ => {}
        }
    }
    parsed
}

fn is_reflexive(analysis: &Analysis, verb: WordId) -> bool {
    analysis.children(verb).iter().any(|&c| {
        c < verb
            && (analysis[c].morphology.reflexive || matches!(&*analysis[c].lemma, "se" | "soi"))
    })
}

/// The last of `rest`, if these words follow; up to two words may stand between a
/// verb and its complement.
fn follows(analysis: &Analysis, word: WordId, rest: &[&str]) -> Option<WordId> {
    let sentence = analysis[word].sentence;
    let mut at = word;
    for (i, &wanted) in rest.iter().enumerate() {
        let gap = if i == 0 && analysis[word].pos == selon_language::Pos::Verb { 3 } else { 1 };
        at = (1..=gap).map(|k| WordId(at.0 + k)).find(|&w| {
            analysis.words.get(w.index()).is_some_and(|next| {
                next.sentence == sentence
                    && (*next.lemma == *wanted
                        || next.form.eq_ignore_ascii_case(wanted)
                        || next.form.replace('’', "'") == wanted)
            })
        })?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for table in [
            include_str!("../../../../lang/fr/certainty.tsv"),
            include_str!("../../../../lang/en/certainty.tsv"),
        ] {
            for [words, class, effect, kind, reach] in rows(table) {
                assert!(Class::parse(class).is_some(), "{words}: {class}");
                let hedged = effect.split(',').any(|e| e == "hedged");
                assert_eq!(hedged, kind != "-", "{words}");
                assert!(matches!(reach, "clause" | "objects" | "-"), "{words}: {reach}");
            }
        }
    }
}
