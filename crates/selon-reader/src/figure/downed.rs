//! Weapons that are shot down: *103 drones, dont 28 ont été abattus*, *28 were shot down*.

use super::{Finder, PART};
use crate::quantity::{Quantity, QuantityKind};
use selon_language::{Pos, WordId};

/// How many words behind a number its verb may stand.
const VERB: u32 = 5;
/// How many numbers before one are looked at for the weapons that it is of.
const NUMBERS: usize = 4;

impl Finder<'_, '_> {
    /// The verb that tells of a number without a noun that so many of the drones or missiles
    /// just counted were brought down: no people, whatever the verb.
    pub(super) fn downed(&self, quantity: &Quantity) -> Option<WordId> {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let sentence = a.words.get(start.index())?.sentence;
        let at = self.quantities.partition_point(|q| q.words.start < start.0);
        let counts = |q: &&Quantity| matches!(q.kind, QuantityKind::Count | QuantityKind::Article);
        let before = self.quantities[..at].iter().rev().take(NUMBERS).filter(counts);
        let counted = before.filter(|q| !self.is_bare(q)).find_map(|q| q.counted)?;
        let near = a[counted].sentence + 1 >= sentence && start.0.abs_diff(counted.0) <= PART;
        let weapons = self.phrases.has(&self.words, "flying_weapon", counted);
        if !self.is_bare(quantity) || !near || !weapons {
            return None;
        }
        let end = a.sentence_of(start).words.end.min(quantity.words.end + VERB);
        let mut behind = (quantity.words.end..end).map(WordId);
        let verb = behind.find(|&w| matches!(a[w].pos, Pos::Verb | Pos::Adj | Pos::Punct))?;
        self.phrases.has(&self.words, "bring_down", verb).then_some(verb)
    }
}
