//! How far a statement reaches over the sentences after it (free indirect speech):
//! *Selon un témoin, l'attaque a commencé à l'aube. Les assaillants auraient fui.*
//!
//! A sentence without a source of its own is carried over from the statement before it
//! only where its own words show that somebody else than the author tells it, and only
//! within the paragraph. What the author tells as a fact, what is told of another time or
//! opens at another place and what follows two sources is not.

use std::collections::BTreeSet;

use selon_language::morphology::{Definite, Person, PronType, Tense, VerbForm};
use selon_language::{Analysis, NameKind, Pos, Relation, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::{CarriedReason, Certainty, Reality};

use super::conditional::{Use, conditional_of, used_for};
use super::{Judgement, scope};
use crate::attribution::{AttributionMention, Force, force, passes_on};
use crate::modality::{Class, Table};
use crate::time::{TimeExpression, TimeKind};

/// How many sentences after a statement may go on with it.
const REACH: u32 = 4;
/// How many digits a year has: what is told of a year is background.
const YEAR: usize = 4;

/// A sentence that goes on with a statement before it.
#[derive(Clone, Debug, PartialEq)]
pub struct CarriedOver {
    /// The statement, as a place in the list of attributions.
    pub attribution: usize,
    /// The number of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub span: ByteSpan,
    /// Why it is taken for theirs.
    pub reason: CarriedReason,
    /// The words that show it.
    pub by: ByteSpan,
}

impl CarriedOver {
    /// What is to come for who said it is planned, not in doubt.
    pub(crate) fn adjust(&self, judgement: &mut Judgement) {
        let by_itself = judgement.hedge.is_none_or(|(span, _)| span == self.by);
        if self.reason == CarriedReason::Future && by_itself {
            judgement.certainty = Certainty::Certain;
            judgement.hedge = None;
            judgement.reality = Reality::Planned;
            judgement.cue = Some(self.by);
        }
    }
}

/// The sentence of a word, if it is carried over. `carried_over` is in the order of the text.
pub fn of<'c>(
    carried_over: &'c [CarriedOver],
    analysis: &Analysis,
    word: WordId,
) -> Option<&'c CarriedOver> {
    let sentence = analysis[word].sentence;
    let at = carried_over.binary_search_by_key(&sentence, |c| c.sentence).ok()?;
    carried_over.get(at)
}

/// Finds the sentences that go on with a statement before them, in order. Every argument
/// is what the stages before found.
pub fn find(
    analysis: &Analysis,
    attributions: &[AttributionMention],
    times: &[TimeExpression],
) -> Vec<CarriedOver> {
    let search = Search {
        analysis,
        table: Table::of(analysis.language),
        attributions,
        times,
        sentences: Sentences::new(analysis, attributions),
    };
    let mut found = Vec::new();
    let mut speaker: Option<Speaker> = None;
    let mut paragraph = None;
    for (i, sentence) in analysis.sentences.iter().enumerate() {
        let at = i as u32;
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            speaker = None;
        }
        if search.sentences.attributed[i] {
            let before = speaker.filter(|s| at - s.sentence <= 1);
            speaker = search.speaker(at).map(|said| Speaker {
                said,
                sentence: at,
                alone: before.is_none_or(|b| search.is_same_source(b.said, said)),
            });
            continue;
        }
        let Some(who) = speaker.filter(|s| at - s.sentence <= REACH) else { continue };
        match search.reason(at, who) {
            Some((reason, by)) => found.push(CarriedOver {
                attribution: who.said,
                sentence: at,
                span: sentence.span,
                reason,
                by,
            }),
            None => speaker = None,
        }
    }
    found
}

/// Who spoke last.
#[derive(Clone, Copy)]
struct Speaker {
    /// The statement.
    said: usize,
    /// The sentence that it ends in.
    sentence: u32,
    /// Whether nobody else spoke right before: else it is open who speaks on, unless in the
    /// same mood.
    alone: bool,
}

/// Which sentences have a source, and which statements end in them.
struct Sentences {
    attributed: Vec<bool>,
    /// The statements whose cue or last words stand in the sentence.
    ending: Vec<Vec<usize>>,
}

impl Sentences {
    fn new(analysis: &Analysis, attributions: &[AttributionMention]) -> Sentences {
        let count = analysis.sentences.len();
        let mut opened = vec![0i64; count + 1];
        let mut ending = vec![BTreeSet::new(); count];
        let sentence = |w: u32| analysis.words.get(w as usize).map(|w| w.sentence as usize);
        for (i, attribution) in attributions.iter().enumerate() {
            let cue = attribution.cue_head.map(|w| WordRange { start: w.0, end: w.0 + 1 });
            let source = attribution.source.as_ref().map(|s| s.head);
            let source = source.map(|w| WordRange { start: w.0, end: w.0 + 1 });
            let pieces = attribution.content_words.iter().copied();
            for piece in pieces.chain(cue).chain(source).filter(|p| !p.is_empty()) {
                let (Some(first), Some(last)) = (sentence(piece.start), sentence(piece.end - 1))
                else {
                    continue;
                };
                opened[first] += 1;
                opened[last + 1] -= 1;
                ending[last].insert(i);
            }
        }
        let mut open = 0;
        let attributed = opened[..count].iter().map(|change| {
            open += change;
            open > 0
        });
        let attributed = attributed.collect();
        let ending = ending.into_iter().map(|e| e.into_iter().collect()).collect();
        Sentences { attributed, ending }
    }
}

struct Search<'a> {
    analysis: &'a Analysis<'a>,
    table: &'static Table,
    attributions: &'a [AttributionMention],
    times: &'a [TimeExpression],
    sentences: Sentences,
}

impl Search<'_> {
    /// The statement that the sentence as a whole is, if it is that of one source who tells
    /// how things are.
    fn speaker(&self, sentence: u32) -> Option<usize> {
        let analysis = self.analysis;
        let here = &self.sentences.ending[sentence as usize];
        let outer = || {
            here.iter().copied().filter(|&i| {
                let of = self.attributions[i].inside;
                of.is_none_or(|o| !here.contains(&o))
            })
        };
        let mut sources = outer().map(|i| self.source(i));
        let first = sources.next()??;
        if !sources.all(|s| s == Some(first)) {
            return None;
        }
        let last = outer().next_back()?;
        // *Le maire, cité par une radio*: the mayor goes on.
        let passed_on = self.attributions[last].cue_head.is_some_and(|c| passes_on(analysis, c));
        let inner = here.iter().copied().find(|&i| self.attributions[i].inside == Some(last));
        let last = inner.filter(|_| passed_on).unwrap_or(last);
        let attribution = &self.attributions[last];
        // *« … » Nobody is told to say it*: who speaks is a guess already.
        let cue = attribution.cue_head?;
        let tells =
            force(analysis, cue).is_none_or(tells_how_things_are) || announces(analysis, cue);
        // *Condemned the attack* tells nothing of how it was.
        let clause = self.top_verb(last).is_some();
        let root = analysis.root(&analysis.sentences[sentence as usize])?;
        let whole = attribution.holds(root)
            || analysis.ancestors(cue).take(3).any(|w| w == root)
            || analysis[cue].sentence != sentence;
        (tells && clause && whole).then_some(last)
    }

    /// Whether both have one source; a pronoun means who spoke before.
    fn is_same_source(&self, before: usize, here: usize) -> bool {
        let head = self.attributions[here].source.as_ref().map(|s| s.head);
        head.is_some_and(|h| self.analysis[h].pos == Pos::Pron)
            || self.source(before) == self.source(here)
    }

    fn source(&self, attribution: usize) -> Option<&str> {
        let source = self.attributions[attribution].source.as_ref()?;
        Some(source.span.of(self.analysis.text))
    }

    /// What shows that the sentence is not told by the author.
    fn reason(&self, sentence: u32, speaker: Speaker) -> Option<(CarriedReason, ByteSpan)> {
        let said = speaker.said;
        let analysis = self.analysis;
        let words = analysis.sentences[sentence as usize].words;
        let root = analysis.root(&analysis.sentences[sentence as usize])?;
        // A word or two between marks may stand in it, no speech.
        let mark = |w: WordId| is_quotation(&analysis[w].form);
        let subject = analysis.child_by(root, Relation::Nsubj).map_or(root, |s| s.min(root));
        let speaks = words.iter().next().is_some_and(mark)
            || words.iter().any(|w| mark(w) && w < subject)
                && words.iter().any(|w| mark(w) && w > root);
        if speaks || words.iter().next_back().is_some_and(|w| analysis[w].form.starts_with('?')) {
            return None;
        }
        let cue = self.attributions[said].cue_head?;
        if announces(analysis, cue) {
            let to_come = |found: &(CarriedReason, ByteSpan)| found.0 == CarriedReason::Future;
            let found = self.conditional(root, said).or_else(|| self.future(root, said));
            return found.filter(to_come);
        }
        if !speaker.alone {
            let found = self.conditional(root, said).or_else(|| self.future(root, said));
            return found.filter(|f| f.0 == CarriedReason::Future || self.tells_hearsay(said));
        }
        if let Some(found) = self.first_person(root, said) {
            return Some((CarriedReason::FirstPerson, found));
        }
        // *Il semblerait que, l'attaque pourrait*: who doubts may be the author.
        let doubts = self.table.find(analysis, root, Class::Verb);
        let doubts = doubts.is_some_and(|(effect, _)| effect.hedged.is_some())
            || self.table.has(analysis, root, Class::Conditional);
        if doubts
            || self.opens_with_a_time(words, root)
            || self.opens_elsewhere(words, root, speaker)
        {
            return None;
        }
        if self.is_quoted(said) && !self.is_pronoun_subject(root) && self.additive(root).is_none() {
            return None;
        }
        self.conditional(root, said)
            .or_else(|| self.future(root, said))
            .or_else(|| self.past_perfect(root).filter(|_| !self.tells_a_year(words)))
            .or_else(|| self.hedge(root))
    }

    /// *Les assaillants auraient fui.*
    fn conditional(&self, root: WordId, said: usize) -> Option<(CarriedReason, ByteSpan)> {
        let finite = conditional_of(self.analysis, self.table, root)?;
        if used_for(self.analysis, self.table, root, finite) != Use::Hearsay {
            return None;
        }
        let simple = finite == root;
        let reason = if simple && self.tells_what_is_to_come(said) {
            CarriedReason::Future
        } else {
            CarriedReason::Conditional
        };
        Some((reason, scope::verb_span(self.analysis, finite, root)))
    }

    /// *They would then move on the port.*
    fn future(&self, root: WordId, said: usize) -> Option<(CarriedReason, ByteSpan)> {
        let analysis = self.analysis;
        let auxiliaries = || analysis.children_by(root, Relation::Aux);
        let would = auxiliaries().find(|&a| self.table.has(analysis, a, Class::Unshifted))?;
        let perfect = auxiliaries().any(|a| &*analysis[a].lemma == "have");
        let goes_on = self.is_pronoun_subject(root) || self.additive(root).is_some();
        (!perfect && goes_on && self.tells_what_is_to_come(said))
            .then(|| (CarriedReason::Future, scope::verb_span(analysis, would, root)))
    }

    /// *Its fighters had also ambushed a convoy.*
    fn past_perfect(&self, root: WordId) -> Option<(CarriedReason, ByteSpan)> {
        let analysis = self.analysis;
        if analysis[root].morphology.verb_form != Some(VerbForm::Part) {
            return None;
        }
        let had = analysis.children_by(root, Relation::Aux).find(|&a| {
            let word = &analysis[a];
            let past = matches!(word.morphology.tense, Some(Tense::Past | Tense::Imp));
            past && matches!(&*word.lemma, "have" | "avoir")
                && word.morphology.verb_form == Some(VerbForm::Fin)
        })?;
        let adds = self.additive(root)?;
        let near = adds.0.abs_diff(root.0) <= 3;
        near.then(|| (CarriedReason::PastPerfect, scope::verb_span(analysis, had, root)))
    }

    /// *They may have fled*; *he had allegedly planned it*.
    fn hedge(&self, root: WordId) -> Option<(CarriedReason, ByteSpan)> {
        let analysis = self.analysis;
        let charged = analysis
            .children_by(root, Relation::Advmod)
            .find(|&a| self.table.has(analysis, a, Class::Charged));
        if let Some(adverb) = charged {
            return Some((CarriedReason::Hedge, analysis[adverb].span));
        }
        let modal = analysis.children_by(root, Relation::Aux).find(|&a| {
            let doubts = self.table.find(analysis, a, Class::Verb);
            doubts.is_some_and(|(effect, _)| effect.hedged.is_some() && effect.hypothetical)
        })?;
        let perfect = analysis
            .children_by(root, Relation::Aux)
            .any(|a| a > modal && &*analysis[a].lemma == "have");
        (perfect && self.is_known_subject(root))
            .then(|| (CarriedReason::Hedge, scope::verb_span(analysis, modal, root)))
    }

    /// *Nous avons couru*, after *« Nous avons entendu des tirs », raconte un habitant*.
    fn first_person(&self, root: WordId, said: usize) -> Option<ByteSpan> {
        let analysis = self.analysis;
        let first = |w: WordId| {
            let word = &analysis[w];
            word.pos == Pos::Pron && word.morphology.person == Some(Person::First)
        };
        let subject = analysis.children_by(root, Relation::Nsubj).find(|&s| first(s))?;
        let content = self.attributions[said].content_words.iter().flat_map(|c| c.iter().take(80));
        let mut content = content.filter(|&w| w.index() < analysis.words.len());
        content.any(first).then(|| analysis[subject].span)
    }

    /// Whether what was said is planned: by a tense or by what is done by saying it.
    fn tells_what_is_to_come(&self, said: usize) -> bool {
        let analysis = self.analysis;
        let Some(cue) = self.attributions[said].cue_head else { return false };
        self.top_verb(said)
            .is_some_and(|w| scope::judge(analysis, w, Some(cue)).reality == Reality::Planned)
    }

    /// Whether what was said is told in the conditional of hearsay itself.
    fn tells_hearsay(&self, said: usize) -> bool {
        let (analysis, table) = (self.analysis, self.table);
        self.top_verb(said).is_some_and(|top| {
            conditional_of(analysis, table, top)
                .is_some_and(|f| used_for(analysis, table, top, f) == Use::Hearsay)
        })
    }

    /// The predicate of what was said, if it is a clause.
    fn top_verb(&self, said: usize) -> Option<WordId> {
        let analysis = self.analysis;
        let attribution = &self.attributions[said];
        let words = attribution.content_words.iter().flat_map(|c| c.iter());
        let mut words = words.filter(|&w| w.index() < analysis.words.len());
        words.find(|&w| {
            let top = analysis[w].head.is_none_or(|h| !attribution.holds(h));
            let clause = analysis[w].pos == Pos::Verb
                || analysis.child_by(w, Relation::Cop).is_some()
                || analysis.child_by(w, Relation::Nsubj).is_some();
            top && clause
        })
    }

    /// Whether what was said stands between quotation marks from its start.
    fn is_quoted(&self, said: usize) -> bool {
        let first = self.attributions[said].content_words.first();
        first.is_some_and(|c| is_quotation(&self.analysis[WordId(c.start)].form))
    }

    fn is_pronoun_subject(&self, root: WordId) -> bool {
        let analysis = self.analysis;
        analysis.children_by(root, Relation::Nsubj).any(|s| {
            let word = &analysis[s];
            let pronoun = |w: WordId| {
                analysis[w].pos == Pos::Pron
                    && matches!(analysis[w].morphology.person, Some(Person::Third) | None)
            };
            // *Trois d'entre eux*.
            pronoun(s)
                || matches!(word.pos, Pos::Num | Pos::Pron)
                    && analysis.children_by(s, Relation::Nmod).any(pronoun)
        })
    }

    /// A pronoun, or a noun that means somebody told before.
    fn is_known_subject(&self, root: WordId) -> bool {
        let analysis = self.analysis;
        self.is_pronoun_subject(root)
            || analysis.children_by(root, Relation::Nsubj).any(|s| {
                analysis.children(s).iter().any(|&d| {
                    let m = analysis[d].morphology;
                    m.definite == Some(Definite::Def)
                        || m.pron_type == Some(PronType::Dem)
                        || m.possessive
                })
            })
    }

    fn additive(&self, root: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let relations = [Relation::Advmod, Relation::Obl, Relation::Cc, Relation::Discourse];
        analysis.children(root).iter().copied().find_map(|c| {
            if !relations.contains(&analysis[c].relation) {
                return None;
            }
            let first = analysis.children(c).first().copied().unwrap_or(c).min(c);
            [c, first].into_iter().find(|&w| self.table.has(analysis, w, Class::Additive))
        })
    }

    fn times_of(&self, words: WordRange) -> impl Iterator<Item = &TimeExpression> {
        let first = self.times.partition_point(|t| t.words.start < words.start);
        self.times[first..].iter().take_while(move |t| t.words.start < words.end)
    }

    /// *Lundi, …*: what opens with a time is told anew.
    fn opens_with_a_time(&self, words: WordRange, root: WordId) -> bool {
        let subject = self.analysis.child_by(root, Relation::Nsubj).unwrap_or(root);
        self.times_of(words).any(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Set) && time.words.start < subject.0
        })
    }

    /// *À Marsal, un berger aurait été battu*: whether the sentence opens at a place that the
    /// statement does not name.
    fn opens_elsewhere(&self, words: WordRange, root: WordId, speaker: Speaker) -> bool {
        let analysis = self.analysis;
        let subject = analysis.child_by(root, Relation::Nsubj).unwrap_or(root);
        let before = || words.iter().take_while(|&w| w < subject);
        let said = analysis.sentences[speaker.sentence as usize].words;
        let other = |w: WordId| {
            analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Location)
                && !said.iter().any(|s| analysis[s].form == analysis[w].form)
        };
        before().next().is_some_and(|w| analysis[w].pos == Pos::Adp)
            && before().any(|w| &*analysis[w].form == ",")
            && before().any(other)
    }

    /// *Had seized the town in 2014*: background.
    fn tells_a_year(&self, words: WordRange) -> bool {
        self.times_of(words).any(|time| {
            let mut digits = time.span.of(self.analysis.text).split(|c: char| !c.is_ascii_digit());
            digits.any(|d| d.len() == YEAR)
        })
    }
}

fn tells_how_things_are(force: Force) -> bool {
    matches!(force, Force::Say | Force::Judge | Force::Warn | Force::Accuse)
}

/// Whether what is said is to come: what goes on with it is told as to come too.
fn announces(analysis: &Analysis, cue: WordId) -> bool {
    matches!(force(analysis, cue), Some(Force::Promise | Force::Threat))
}

fn is_quotation(form: &str) -> bool {
    matches!(form, "«" | "»" | "“" | "”" | "\"" | "„")
}
