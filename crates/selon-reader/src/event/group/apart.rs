//! What keeps two tellings apart: place, time, other people, the toll of a war, another
//! incident.

use super::super::lexicon::{Classes, Role};
use super::super::placed::{Nearness, Placed, clause_of, far_apart, pluperfect};
use super::super::trigger::Trigger;
use super::telling::Telling;
use super::{COMPARED, Group, Grouping};
use crate::place::{ResolvedPlace, is_beside};
use crate::time::TimeKind;
use crate::time::bounds::{first_day, last_day};
use selon_language::morphology::{Definite, Number, PronType};
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::reading::Precision;

/// Within how many words after a toll it is told since when it is, and by how many words.
const TOTAL: u32 = 16;
const SINCE: u32 = 8;
/// How many words between two tellings are looked at.
const LIST: usize = 60;

impl Grouping<'_, '_, '_> {
    /// *Une fusillade aurait eu lieu quand la police a fouillé l'immeuble*: what one
    /// holder tells in one sentence with doubt and in a clause of its own without are two
    /// events, as sure as they are told. So are what somebody says to have happened and,
    /// in verbs, not to have (*n'a pas repris la ville, mais a repris l'aéroport*).
    pub(super) fn told_apart(&self, group: &Group, i: usize) -> bool {
        let a = self.words.analysis;
        let own = &self.triggers[i];
        let verb = |p: &Placed| {
            !self.is_noun(p.trigger.word) && matches!(p.trigger.role, Role::Event | Role::Generic)
        };
        let denied = group.members.iter().rev().take(COMPARED).all(|&m| {
            let other = &self.triggers[m];
            verb(other) && other.negative != own.negative && other.holder == own.holder
        });
        if verb(own) && denied {
            return true;
        }
        if self.denied_of_nothing(group, i) {
            return true;
        }
        let sentence = self.sentence(i);
        let is_clause = |p: &Placed| {
            !self.is_noun(p.trigger.word)
                && matches!(a[p.trigger.word].relation, Relation::Advcl | Relation::Ccomp)
        };
        matches!(own.trigger.role, Role::Event | Role::Generic)
            && group.first == sentence
            && group.members.iter().take(COMPARED).all(|&m| {
                let other = &self.triggers[m];
                other.hedged != own.hedged
                    && other.holder == own.holder
                    && clause_of(a, other.trigger.word) != clause_of(a, own.trigger.word)
                    && (is_clause(own) || is_clause(other))
            })
    }

    /// *Un village attaqué, l'armée dément des morts*: what somebody else denies without saying
    /// of what is not told of this event.
    fn denied_of_nothing(&self, group: &Group, i: usize) -> bool {
        let a = self.words.analysis;
        let own = &self.triggers[i];
        let word = own.trigger.word;
        let new = self
            .words
            .child_by(word, Relation::Det)
            .is_none_or(|d| a[d].morphology.definite == Some(Definite::Ind));
        // *Dément des morts*, where the tree cuts the article in two.
        let cut =
            self.words.child_by(word, Relation::Case).is_some_and(|c| c.previous() == a[word].head);
        own.negative
            && self.is_noun(word)
            && matches!(own.trigger.role, Role::Result | Role::Reference)
            && (new || cut)
            && group.members.iter().rev().take(COMPARED).all(|&m| {
                let other = &self.triggers[m];
                !other.negative && other.holder != own.holder
            })
    }

    /// *Plus de 35 000 personnes ont été tuées depuis le début de l'insurrection en 2009*: the
    /// toll of a war is not that of an attack.
    pub(super) fn is_total(&self, i: usize) -> bool {
        let a = self.words.analysis;
        let placed = &self.triggers[i];
        // *Depuis le début de l'année, 35 journalistes ont été arrêtés*
        let taken = matches!(placed.trigger.kind, "arrests" | "abduction")
            && a[placed.trigger.word].pos == Pos::Verb;
        if !taken && !matches!(placed.trigger.role, Role::Result | Role::Reference) {
            return false;
        }
        let word = placed.trigger.word;
        let sentence = a.sentence_of(word).words;
        // *Depuis 2015, les violences ont fait 26 000 morts.*
        let first = Some(WordId(sentence.start));
        let opens = first.filter(|&w| w < word && self.words.classes(w).any(Classes::SINCE));
        let after =
            |from: u32, n: u32| (from..sentence.end.min(from.saturating_add(n))).map(WordId);
        let long = |w: WordId| {
            let era = Classes::WAR.and(Classes::NONSTATE).and(Classes::ERA);
            self.words.classes(w).any(if taken { era.and(Classes::YEAR) } else { era })
                || a[w].form.len() == 4 && a[w].form.chars().all(|d| d.is_ascii_digit())
        };
        // *Seven aid workers have been killed this year.*
        // *Mines killed 86 people last year.*
        let pointed = |w: WordId| {
            let year = |y: WordId| sentence.contains(y) && self.words.classes(y).any(Classes::YEAR);
            let this = a[w].pos == Pos::Det && a[w].morphology.pron_type == Some(PronType::Dem);
            let last = self.words.classes(w).any(Classes::LAST);
            (this || last) && year(w.next()) || last && w.previous().is_some_and(year)
        };
        let no_cause = || {
            let here = a[word].sentence;
            let from = self.triggers.partition_point(|t| a[t.trigger.word].sentence < here);
            let told = self.triggers[from..].iter().take(COMPARED * 4);
            told.take_while(|t| a[t.trigger.word].sentence == here)
                .all(|t| matches!(t.trigger.role, Role::Result | Role::Reference | Role::Echo))
        };
        if (sentence.start..sentence.end.saturating_sub(1)).map(WordId).take(60).any(pointed)
            && no_cause()
        {
            return true;
        }
        // *One of the deadliest attacks since the war broke out*: the attack is not.
        let worst = |since: &WordId| {
            let between = (word.0 + 1..since.0).map(WordId);
            between.clone().any(|w| self.words.classes(w).any(Classes::WORST))
        };
        let follows = || {
            after(word.0 + 1, TOTAL)
                .find(|&w| self.words.classes(w).any(Classes::SINCE))
                .filter(|since| !worst(since))
        };
        // *Killed in the insurgency*, on no day of its own.
        let in_a_war = |c: WordId| {
            matches!(a[c].relation, Relation::Obl | Relation::Nmod)
                && self.words.case(c).is_some_and(|k| k.any(Classes::DURING))
                && self.words.classes(c).any(Classes::WAR)
        };
        let dated = placed.time.is_some_and(|t| t.1 <= Nearness::OfClause);
        if a[word].pos == Pos::Verb && !dated && self.words.children(word).any(in_a_war) {
            return true;
        }
        opens.or_else(follows).is_some_and(|since| after(since.0 + 1, SINCE).any(long))
    }

    /// *les attentats* after *l'attentat*: more than that one, unless *ces attentats*.
    pub(super) fn many_for_one(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let plural = |w: WordId| a[w].morphology.number == Some(Number::Plur);
        // One strike is often told as *the strikes*.
        let loose = matches!(trigger.kind, "air_drone_strike" | "shelling_missile");
        // *L'une des attaques les plus meurtrières* is the one.
        let one_of = a[trigger.word].relation == Relation::Nmod
            && a[trigger.word].head.is_some_and(|h| matches!(a[h].pos, Pos::Pron | Pos::Num));
        // *Un mouvement de foule … des mouvements de panique*
        let unique = self.words.classes(trigger.word).any(Classes::UNIQUE);
        if !self.is_noun(trigger.word) || !plural(trigger.word) || loose || one_of || unique {
            return false;
        }
        let pointed = self.is_owned(trigger.word)
            || self.words.child_by(trigger.word, Relation::Det).is_some_and(|d| {
                a[d].morphology.pron_type == Some(PronType::Dem) || a[d].morphology.possessive
            });
        let counted = self.words.child_by(trigger.word, Relation::Nummod).is_some();
        let single = |w: WordId| self.words.classes(w).any(Classes::SINGLE);
        let same = |w: WordId| {
            self.words.lemma(w) == self.words.lemma(trigger.word)
                || single(w) && single(trigger.word)
        };
        let mut called = group
            .compared()
            .map(|m| self.triggers[m].trigger.word)
            .filter(|&w| self.is_noun(w) && same(w))
            .peekable();
        !pointed && !counted && called.peek().is_some() && called.all(|w| !plural(w))
    }

    /// *In a separate incident, a bomb exploded*: what the sentence tells is another event.
    pub(super) fn opens_another(&self, i: usize) -> bool {
        let sentence = self.sentence(i);
        let from = self
            .triggers
            .partition_point(|t| self.words.analysis[t.trigger.word].sentence < sentence);
        let here = (from..self.triggers.len()).take_while(|&t| self.sentence(t) == sentence);
        if self.opens_same_day(sentence)
            && self.telling(self.triggers[i].trigger.word) != Telling::Given
        {
            return true;
        }
        here.take(COMPARED).any(|t| {
            let word = self.triggers[t].trigger.word;
            let inside = || self.words.case(word).is_some_and(|c| c.any(Classes::DURING));
            matches!(self.words.analysis[word].relation, Relation::Obl | Relation::Nmod)
                && self.telling(word) == Telling::Another
                && inside()
        })
    }

    /// *Strikes kill 14; rockets fired at Ashkelon*: what a semicolon parts is told anew.
    pub(super) fn is_after_semicolon(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let last = group.members.iter().map(|&m| self.triggers[m].trigger.word);
        let last = last.filter(|w| *w < trigger.word).max();
        last.is_some_and(|last| {
            a[last].sentence == a[trigger.word].sentence
                && (last.0 + 1..trigger.word.0).take(LIST).any(|w| &*a[WordId(w)].form == ";")
        })
    }

    /// *Pour mémoire, les attaques de février avaient permis …*: what a sentence reminds of is none
    /// of the news.
    pub(super) fn is_aside(&self, sentence: u32) -> bool {
        let words = self.words.analysis.sentences[sentence as usize].words;
        let opening = (words.start..words.end.min(words.start + 4)).map(WordId);
        opening.clone().zip(opening.skip(1)).any(|(word, next)| {
            self.words.classes(word).any(Classes::ASIDE)
                && matches!(self.words.form(next), "," | ":" | "que" | "that")
        })
    }

    /// *Le même jour, …; the same day, …*: something else.
    fn opens_same_day(&self, sentence: u32) -> bool {
        let words = self.words.analysis.sentences[sentence as usize].words;
        let opening = (words.start..words.end.min(words.start + 4)).map(WordId);
        opening.clone().zip(opening.skip(1)).any(|(same, day)| {
            self.words.classes(same).any(Classes::SAME) && self.words.classes(day).any(Classes::DAY)
        })
    }

    pub(super) fn conflict(&self, group: &Group, i: usize) -> bool {
        let near = |n: Nearness| n <= Nearness::OfClause;
        let own = &self.triggers[i];
        let above = || self.main_clause(own.trigger.word);
        let place =
            own.place.filter(|p| near(p.1)).or_else(|| above()?.place.filter(|p| near(p.1)));
        let place = place.and_then(|p| self.told_place(p.0));
        // *Jeudi, l'attaque n'avait pas été revendiquée*: when nobody had claimed it.
        let claimed = |n: Nearness| n == Nearness::OfClause && self.is_claimed(own.trigger.word);
        let time = own.time.filter(|t| near(t.1) && !claimed(t.1)).and_then(|t| self.day(t.0));
        // *La dernière attaque avait fait douze morts en 2015*: not the one of this week.
        let of_news =
            group.first < self.outline.lead_end && self.sentence(i) >= self.outline.lead_end;
        // *L'hôpital, déjà bombardé en mars 2022*
        let word = &self.words.analysis[own.trigger.word];
        let told_of_it = word.pos == Pos::Verb && word.relation == Relation::Acl;
        let past = time.filter(|t| (of_news || told_of_it) && self.outline.is_long_past(t));
        let then = |m: usize| {
            let told = self.triggers[m].time.filter(|t| near(t.1));
            told.and_then(|t| self.day(t.0))
        };
        if past.is_some_and(|p| !group.compared().filter_map(then).any(|t| times_agree(t, p))) {
            return true;
        }
        group.compared().any(|m| {
            let other = &self.triggers[m];
            let there = other.place.filter(|p| near(p.1)).and_then(|p| self.told_place(p.0));
            let in_sequence = |n: Nearness| n <= Nearness::OfSequence;
            let then = other.time.filter(|t| in_sequence(t.1)).and_then(|t| self.day(t.0));
            place.zip(there).is_some_and(|(a, b)| far_apart(a, b))
                || time.zip(then).is_some_and(|(a, b)| !times_agree(a, b))
                || self.told_at_two_times(own, other)
                || place.zip(there).is_some_and(|(a, b)| self.other_people(own, a, b))
        })
    }

    /// Whether a telling has a time of its own that is not that of an event.
    pub(super) fn at_other_time(&self, group: &Group, i: usize) -> bool {
        let near = |p: &Placed| p.time.filter(|t| t.1 <= Nearness::OfClause);
        let own = &self.triggers[i];
        let time = near(own).and_then(|t| self.day(t.0));
        group.compared().any(|m| {
            let other = &self.triggers[m];
            let then = near(other).and_then(|t| self.day(t.0));
            time.zip(then).is_some_and(|(a, b)| !times_agree(a, b))
                || self.told_at_two_times(own, other)
        })
    }

    /// Whether an event is denied by all who tell it, and the telling tells a fact: *dément
    /// toute prise d'otages … les morts*.
    pub(super) fn denied_alone(&self, group: &Group, i: usize) -> bool {
        !self.triggers[i].negative && group.compared().all(|m| self.triggers[m].negative)
    }

    /// *Onze personnes ont péri à Khan Younès; sept autres ont été tuées à Rafah.*
    pub(super) fn other_people(
        &self,
        own: &Placed,
        at: &ResolvedPlace,
        there: &ResolvedPlace,
    ) -> bool {
        let town = |p: &ResolvedPlace| p.precision == Precision::Locality;
        let another = |w: WordId| {
            let below = self.words.children(w);
            std::iter::once(w).chain(below).any(|c| self.words.classes(c).any(Classes::ANOTHER))
        };
        town(at) && town(there) && at.name != there.name && own.trigger.target.is_some_and(another)
    }

    /// What the clause of a word tells the circumstances of: *a woman was killed in Belgorod
    /// when a drone hit her car*.
    pub(super) fn main_clause(&self, word: WordId) -> Option<&Placed> {
        let a = self.words.analysis;
        let when = self.words.children(word).any(|c| self.words.classes(c).any(Classes::WHEN));
        let head = a[word].head.filter(|_| when && a[word].relation == Relation::Advcl)?;
        let found = self.triggers.binary_search_by_key(&head, |t| t.trigger.word);
        found.ok().map(|i| &self.triggers[i])
    }

    /// *the attack this morning … and the attacks on Monday*, which no day of publication
    /// resolves.
    pub(super) fn told_at_two_times(&self, a: &Placed, b: &Placed) -> bool {
        // *Dimanche … Mardi dernier*, of a report whose day is not known.
        let near = |p: &Placed| p.time.filter(|t| t.1 <= Nearness::OfClause).map(|t| t.0);
        let before = pluperfect(self.words.analysis, a.trigger.word)
            != pluperfect(self.words.analysis, b.trigger.word);
        if before && near(a).zip(near(b)).is_some_and(|(at, then)| self.other_weekday(at, then)) {
            return true;
        }
        let own = |p: &Placed| p.time.filter(|t| t.1 == Nearness::OfTrigger).map(|t| t.0);
        let same_sentence = self.words.analysis[a.trigger.word].sentence
            == self.words.analysis[b.trigger.word].sentence;
        let (Some(at), Some(then)) = (own(a), own(b)) else { return false };
        if self.other_number(at, then) {
            return true;
        }
        same_sentence && at != then && (self.day(at).is_none() || self.day(then).is_none())
    }

    /// *mardi … mercredi*: another day, whenever the report is of.
    fn other_weekday(&self, a: usize, b: usize) -> bool {
        let day = |t: usize| {
            let time = self.times.get(t).filter(|t| t.of_publication && t.value.is_none())?;
            let named = |&w: &WordId| {
                w.index() < self.words.analysis.words.len()
                    && self.words.classes(w).any(Classes::TIME)
                    && !self.words.classes(w).any(Classes::DAY)
            };
            time.words.iter().find(named).map(|w| self.words.lemma(w))
        };
        day(a).zip(day(b)).is_some_and(|(a, b)| a != b)
    }

    /// *le 1er janvier … le 3 janvier*: another day, whatever the year.
    pub(super) fn other_number(&self, a: usize, b: usize) -> bool {
        let number = |t: usize| {
            let time = self.times.get(t)?;
            let text = time.span.of(self.words.analysis.text);
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            (time.kind == TimeKind::Date && (1..3).contains(&digits.len())).then_some(digits)
        };
        number(a).zip(number(b)).is_some_and(|(a, b)| a != b)
    }

    /// Whether an event is what somebody claims, confirms or condemns.
    fn is_claimed(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let verb = clause_of(a, word);
        // *The massacres claimed the lives of 1,700 people*
        let does = a[word].relation == Relation::Nsubj && a[word].subtype != Subtype::Passive;
        verb != word && !does && self.is_noun(word) && self.words.classes(verb).any(Classes::NAMING)
    }

    pub(super) fn resolved(&self, place: usize) -> Option<&ResolvedPlace> {
        self.places.get(place)?.resolved.as_ref()
    }

    /// Where something was told to be; not what it was only near to, if that is large (*près du
    /// Mali*).
    fn told_place(&self, place: usize) -> Option<&ResolvedPlace> {
        let large = |p: &ResolvedPlace| {
            matches!(p.precision, Precision::Country | Precision::Region | Precision::Province)
        };
        let found = self.resolved(place)?;
        let beside = || is_beside(self.words.analysis, &self.places[place]);
        (!large(found) || !beside()).then_some(found)
    }

    pub(super) fn day(&self, time: usize) -> Option<&str> {
        self.times.get(time)?.value.as_deref()
    }
}

/// Whether two EDTF values can be of one event: they have a day in common.
pub(super) fn times_agree(a: &str, b: &str) -> bool {
    if [a, b].iter().any(|t| t.contains(['X', '~', '?', '['])) {
        return true;
    }
    first_day(a) <= last_day(b) && first_day(b) <= last_day(a)
}
