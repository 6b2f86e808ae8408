//! What a telling names as its own scene: a place that opens its paragraph, other victims at
//! another place.

use super::super::lexicon::Role;
use super::super::ontology::family;
use super::super::placed::{Nearness, far_apart, pluperfect, tells_the_news};
use super::{Group, Grouping, RECENT};
use crate::lower_case::lower_case;
use crate::place::{PlaceUsage, ResolvedPlace};
use selon_gazetteer::distance_km;
use selon_language::{Pos, Relation, WordId};
use selon_model::reading::Precision;

/// Within how many words a sentence begins with a place.
const OPENS: u32 = 4;
/// From how many km on the place that opens a paragraph is another one.
const ELSEWHERE: f64 = 60.0;
/// From how many km on two towns of different names are not one.
const TOWN: f64 = 3.0;

impl Grouping<'_, '_, '_> {
    /// *En Cisjordanie, des colons ont agressé trois bergers*: a place that opens a paragraph is
    /// the scene of what its sentence tells (the frame of Charolles 1997), which is not what was
    /// told before of another place or of none.
    pub(super) fn opens_elsewhere(&self, group: &Group, i: usize) -> bool {
        let a = self.words.analysis;
        let (word, sentence) = (self.triggers[i].trigger.word, self.sentence(i));
        let paragraph = |s: u32| a.sentences[s as usize].paragraph;
        let first = a.sentences[sentence as usize].words.start;
        let opens = sentence > 0 && paragraph(sentence - 1) != paragraph(sentence);
        if sentence < self.outline.lead_end
            || !opens
            || group.last >= sentence
            || a[word].pos != Pos::Verb
            || !tells_the_news(a, word)
        {
            return false;
        }
        let near = self.places.partition_point(|p| p.words.start < first);
        let frame =
            self.places[near..].iter().take_while(|p| p.words.start < first + OPENS).find(|p| {
                p.usage == PlaceUsage::Location
                    && a.words.get(p.words.end as usize).is_some_and(|w| &*w.form == ",")
            });
        let Some(frame) = frame else { return false };
        let told: Vec<usize> = group.compared().filter_map(|m| self.near_place(m)).collect();
        if told.is_empty() {
            return group.first >= self.outline.lead_end;
        }
        let name = frame.span.of(a.text);
        told.iter().all(|&p| {
            let other = &self.places[p];
            match (&other.resolved, &frame.resolved) {
                (Some(a), Some(b)) => is_elsewhere(a, b),
                _ => other.span.of(a.text) != name,
            }
        })
    }

    /// *Trois civils ont été tués à Beni. Six autres ont été tués à Mélia*: other victims at a
    /// place of another name are those of another event, known or not.
    pub(super) fn others_elsewhere(&self, group: &Group, i: usize) -> bool {
        let trigger = &self.triggers[i].trigger;
        if group.last >= self.sentence(i) || self.is_noun(trigger.word) {
            return false;
        }
        let Some(here) = self.near_place(i).map(|p| &self.places[p]) else { return false };
        let Some(number) = trigger.target.and_then(|t| self.number(t)) else { return false };
        let text = self.words.analysis.text;
        let name = |p: usize| self.places[p].span.of(text);
        let named = |p: usize| name(p).starts_with(char::is_uppercase);
        let town = |p: usize| {
            self.resolved(p)
                .is_none_or(|r| matches!(r.precision, Precision::Locality | Precision::District))
        };
        let mut told = group.compared().filter_map(|m| self.near_place(m)).peekable();
        let mut numbers = group
            .compared()
            .filter_map(|m| self.triggers[m].trigger.target.and_then(|t| self.number(t)))
            .peekable();
        here.span.of(text).starts_with(char::is_uppercase)
            && here.resolved.is_none()
            && numbers.peek().is_some()
            && numbers.all(|n| n != number)
            && told.peek().is_some()
            && told.all(|p| named(p) && town(p) && name(p) != here.span.of(text))
    }

    /// *En mars, trente personnes avaient péri à Kaya*: the dead of another day or place than all
    /// that was told, whatever killed them.
    pub(super) fn tells_other_dead(&self, groups: &[Group], i: usize) -> bool {
        let trigger = &self.triggers[i].trigger;
        let counted = || trigger.target.is_some_and(|t| self.number(t).is_some());
        let own = |near: Option<Nearness>| near.is_some_and(|n| n <= Nearness::OfClause);
        let earlier = pluperfect(self.words.analysis, trigger.word);
        trigger.role == Role::Reference
            && trigger.kind == "other"
            && self.triggers[i].real
            && own(self.triggers[i].place.map(|p| p.1))
            && (earlier || own(self.triggers[i].time.map(|t| t.1)))
            && counted()
            && groups
                .iter()
                .rev()
                .take(RECENT)
                .any(|g| family(g.kind).is_violent() && self.conflict(g, i))
    }

    /// *Strikes killed 31 in Gaza. A strike in Jabaliya killed 14*: whether a telling has a town
    /// that no telling of the event has.
    pub(super) fn in_a_town_of_its_own(&self, group: &Group, i: usize) -> bool {
        let town = |p: usize| {
            self.resolved(p)
                .filter(|r| matches!(r.precision, Precision::Locality | Precision::District))
        };
        let Some(here) = self.near_place(i).and_then(town) else { return false };
        let mut told = group.compared().filter_map(|m| self.near_place(m)).peekable();
        told.peek().is_some()
            && told.all(|p| {
                let apart = |r: &ResolvedPlace| {
                    r.name != here.name && distance_km((r.lat, r.lon), (here.lat, here.lon)) > TOWN
                };
                town(p).is_some_and(apart) || town(p).is_none() && self.resolved(p).is_some()
            })
    }

    /// The place that stands on a telling or its clause.
    fn near_place(&self, i: usize) -> Option<usize> {
        self.triggers[i].place.filter(|p| p.1 <= Nearness::OfClause).map(|p| p.0)
    }

    /// The word of the number of a noun, in lower case.
    fn number(&self, noun: WordId) -> Option<String> {
        let a = self.words.analysis;
        let own = (a[noun].pos == Pos::Num).then_some(noun);
        let number = own.or_else(|| self.words.child_by(noun, Relation::Nummod));
        number.map(|n| lower_case(&a[n].form).into_owned())
    }
}

/// Whether neither of two places lies in or beside the other.
fn is_elsewhere(a: &ResolvedPlace, b: &ResolvedPlace) -> bool {
    let holds = |a: &ResolvedPlace, b: &ResolvedPlace| match a.precision {
        Precision::Country => a.country == b.country,
        Precision::Province => a.admin1.is_some() && a.admin1 == b.admin1,
        _ => false,
    };
    let apart = distance_km((a.lat, a.lon), (b.lat, b.lon)) > ELSEWHERE;
    a.name != b.name && !holds(a, b) && !holds(b, a) && (far_apart(a, b) || apart)
}
