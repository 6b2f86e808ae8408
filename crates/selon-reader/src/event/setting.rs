//! Where and when an event happens: the place and the time that stand nearest to its
//! triggers, in the tree first, then in the sentence.

use selon_language::{Analysis, Pos, Relation, WordId, WordRange};

/// How near something stands to a trigger; the smaller, the nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It depends on the trigger.
    OfTrigger,
    /// It depends on the verb that the trigger depends on.
    OfClause,
    /// It stands in the sentence.
    InSentence,
}

/// How far up the tree is looked.
const CLIMB: usize = 12;

/// How near the head of `words` stands to a trigger of the same sentence.
pub fn nearness(a: &Analysis, trigger: WordId, words: WordRange) -> Option<Nearness> {
    let first = words.iter().next().filter(|w| w.index() < a.words.len())?;
    if a[first].sentence != a[trigger].sentence {
        return None;
    }
    let head = phrase_head(a, words);
    let clause = clause_of(a, trigger);
    let mut found = Nearness::InSentence;
    for (step, above) in a.ancestors(head).enumerate() {
        if step > CLIMB {
            break;
        }
        if above == trigger {
            return Some(Nearness::OfTrigger);
        }
        if above == clause {
            found = Nearness::OfClause;
            break;
        }
        let own_clause =
            !matches!(a[above].relation, Relation::Xcomp | Relation::Acl | Relation::Amod);
        if step > 0 && a[above].pos == Pos::Verb && own_clause {
            // It belongs to another clause.
            break;
        }
    }
    Some(found)
}

/// The word of a range that the others depend on.
pub fn phrase_head(a: &Analysis, words: WordRange) -> WordId {
    let inside = |w: WordId| a[w].head.is_some_and(|h| words.contains(h));
    let last = WordId(words.end.saturating_sub(1));
    words.iter().filter(|w| w.index() < a.words.len()).find(|&w| !inside(w)).unwrap_or(last)
}

/// The verb of the clause that a word stands in: itself or the nearest above.
pub fn clause_of(a: &Analysis, word: WordId) -> WordId {
    if a[word].pos == Pos::Verb
        && !matches!(a[word].relation, Relation::Amod | Relation::Acl | Relation::Xcomp)
    {
        return word;
    }
    let above = a.ancestors(word).skip(1).take(CLIMB).find(|&w| {
        a[w].pos == Pos::Verb && !matches!(a[w].relation, Relation::Amod | Relation::Xcomp)
            || a[w].head.is_none()
    });
    above.unwrap_or(word)
}
