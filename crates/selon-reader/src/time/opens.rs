//! Words before a date that open an interval with it: *since*, *until*, *before*, *after*.

use selon_model::reading::TimeModifier;

use super::grammar::Grammar;
use super::value::Value;
use crate::scan::atom::Atom;

/// What a word before a date makes of it.
#[derive(Clone, Copy)]
pub(super) enum Opens {
    Since,
    Until,
    Before,
    After,
}

impl Opens {
    /// The interval. *After* and *before* open one only where the date stands for itself
    /// and nothing is told by it: not in *after Monday's attack*.
    pub fn from(
        self,
        date: &Value,
        part: Option<TimeModifier>,
        stands_alone: impl Fn() -> bool,
    ) -> Option<Value> {
        let is_open = matches!(date, Value::Interval(None, _) | Value::Interval(_, None));
        let closed = matches!(date, Value::Interval(..));
        match (self, part) {
            // *After mid-May* may be in May.
            (Opens::After, Some(TimeModifier::Start | TimeModifier::Middle)) if !closed => {
                Some(date.clone().since())
            }
            (Opens::Before, Some(TimeModifier::Middle | TimeModifier::End)) if !closed => {
                Some(date.clone().until())
            }
            _ => self.whole(date, is_open, stands_alone),
        }
    }

    fn whole(self, date: &Value, is_open: bool, stands_alone: impl Fn() -> bool) -> Option<Value> {
        match self {
            _ if is_open => None,
            Opens::Since => Some(date.ends()?.0.clone().since()),
            Opens::Until => Some(date.ends()?.1.clone().until()),
            Opens::Before => date.before().filter(|_| stands_alone()),
            Opens::After => date.after().filter(|_| stands_alone()),
        }
    }
}

/// *Since June 7, when drones killed six*: whether what happened on a date is told right behind it,
/// so that the day is meant.
pub(super) fn told_then(grammar: &Grammar, atoms: &[Atom], end: usize) -> bool {
    let comma = usize::from(atoms.get(end).is_some_and(|a| a.is(",")));
    grammar.lexicon.class_at(atoms, end + comma, "told_then").is_some()
}

/// A word before a date that opens an interval with it, and where it begins.
pub(super) fn opened(grammar: &Grammar, atoms: &[Atom], mut at: usize) -> Option<(usize, Opens)> {
    for _ in 0..3 {
        for (class, opens) in [
            ("since", Opens::Since),
            ("until", Opens::Until),
            ("before", Opens::Before),
            ("after", Opens::After),
        ] {
            if let Some((from, _)) = grammar.lexicon.class_before(atoms, at, class) {
                return Some((from, opens));
            }
        }
        at = grammar.lexicon.class_before(atoms, at, "article")?.0;
    }
    None
}
