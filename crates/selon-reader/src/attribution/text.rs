//! What the search for attributions asks of a text again and again.

use std::collections::HashMap;

use selon_language::morphology::{Gender, Mood, Number, Person, PronType, Tense, VerbForm};
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::MentionKind;

use super::lexicon::{Lexicon, Role, SourceNoun};
use super::quotation::{Quotations, is_mark, is_single};
use crate::actor::Actors;

/// A text with its quotations and the reach of every subtree.
pub(super) struct Text<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) actors: &'a Actors,
    pub(super) lexicon: &'static Lexicon,
    pub(super) quotations: Quotations,
    /// For each word, the words from the first to the last of its subtree.
    reach: Vec<WordRange>,
    mention_of_head: HashMap<WordId, usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>, actors: &'a Actors) -> Text<'a> {
        Text {
            analysis,
            actors,
            lexicon: Lexicon::of(analysis.language),
            quotations: Quotations::find(analysis),
            reach: reaches(analysis),
            mention_of_head: actors.mentions.iter().enumerate().map(|(i, m)| (m.head, i)).collect(),
        }
    }

    /// The words from the first to the last of the subtree of a word.
    pub(super) fn reach(&self, word: WordId) -> WordRange {
        self.reach[word.index()]
    }

    /// The words of the sentence of a word.
    pub(super) fn sentence(&self, word: WordId) -> WordRange {
        self.analysis.sentence_of(word).words
    }

    pub(super) fn form(&self, word: WordId) -> &str {
        &self.analysis[word].form
    }

    /// Whether the word exists and has this form.
    pub(super) fn is(&self, word: u32, forms: &[&str]) -> bool {
        self.analysis.words.get(word as usize).is_some_and(|w| forms.contains(&&*w.form))
    }

    pub(super) fn is_mark(&self, word: u32) -> bool {
        let Some(found) = self.analysis.words.get(word as usize) else { return false };
        is_mark(self.analysis, WordId(word))
            || is_single(&found.form) && self.quotations.is_single_mark(WordId(word))
    }

    /// Whether the word exists and words with this role begin there.
    pub(super) fn has_role(&self, word: WordId, role: Role) -> bool {
        word.index() < self.analysis.words.len()
            && self.lexicon.phrase(self.analysis, word, role).is_some()
    }

    /// Whether a preposition that a source follows stands here.
    pub(super) fn opens_source(&self, word: WordId) -> bool {
        [Role::Source, Role::AnySource].into_iter().any(|role| self.has_role(word, role))
    }

    /// Whether the word is a number, or a noun for one (*une vingtaine*).
    pub(super) fn is_number(&self, word: WordId) -> bool {
        self.analysis[word].pos == Pos::Num
            || self.lexicon.lemma_has(self.analysis, word, Role::Number)
    }

    pub(super) fn mention(&self, head: WordId) -> Option<&crate::actor::ActorMention> {
        self.mention_of_head.get(&head).map(|&i| &self.actors.mentions[i])
    }

    /// The head of the mention that a name is, where the tree has another word of the name for
    /// its head.
    pub(super) fn head_of_name(&self, word: WordId) -> WordId {
        let Some(name) = self.analysis.name_of(word).filter(|_| self.mention(word).is_none())
        else {
            return word;
        };
        name.words.iter().take(12).find(|&w| self.mention(w).is_some()).unwrap_or(word)
    }

    /// The place of these words in the text; for a part of a contraction, of the whole.
    pub(super) fn span(&self, words: WordRange) -> Option<ByteSpan> {
        (!words.is_empty()).then(|| self.analysis.span_of_range(words))
    }

    pub(super) fn is_relative(&self, word: WordId) -> bool {
        let word = &self.analysis[word];
        word.pos == Pos::Pron && word.morphology.pron_type == Some(PronType::Rel)
    }

    pub(super) fn is_first_person(&self, word: WordId) -> bool {
        let word = &self.analysis[word];
        word.pos == Pos::Pron && word.morphology.person == Some(Person::First)
    }

    /// Whether the word is a verb in the passive: *est revendiqué*, *revendiqué par*.
    pub(super) fn is_passive(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let word = &analysis[verb];
        if word.morphology.verb_form == Some(VerbForm::Fin) {
            return false;
        }
        let mut tense = false;
        let mut subject = false;
        for &child in analysis.children(verb) {
            let found = &analysis[child];
            match (found.relation, found.subtype) {
                // *Avoir* and *have* make no passive, whatever the tree says.
                (Relation::Aux, Subtype::Passive) if !matches!(&*found.lemma, "avoir" | "have") => {
                    return true;
                }
                (Relation::Nsubj | Relation::Csubj, Subtype::Passive) => subject = true,
                (Relation::Aux, _) => tense = true,
                _ => {}
            }
        }
        if subject && !tense {
            return true;
        }
        // *a été arrêté, puis accusé*: the auxiliary is that of the first verb.
        if !tense
            && word.relation == Relation::Conj
            && word.morphology.verb_form == Some(VerbForm::Part)
            && let Some(first) = word.head
            && analysis[first].relation != Relation::Conj
            && !analysis.children_by(verb, Relation::Obj).any(|o| o > verb)
        {
            // *Sont sous enquête et soupçonnés de …*: or the copula of the first.
            let copula = analysis[first].pos != Pos::Verb
                && analysis.child_by(first, Relation::Cop).is_some();
            return copula || analysis[first].pos == Pos::Verb && self.is_passive(first);
        }
        let past_participle = word.morphology.verb_form == Some(VerbForm::Part)
            && word.morphology.tense == Some(Tense::Past);
        // *Accusée de laxisme, l'armée …*: at the head of a sentence too.
        let alone =
            word.relation == Relation::Root && analysis.child_by(verb, Relation::Nsubj).is_none();
        past_participle
            && !tense
            && (alone || matches!(word.relation, Relation::Acl | Relation::Amod | Relation::Advcl))
    }

    /// The auxiliary of a participle where the tree takes it for a verb of its own, because a
    /// phrase stands between (*ont par la suite confirmé que …*).
    pub(super) fn split_auxiliary(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let word = &analysis[verb];
        if let Some(auxiliary) = self.auxiliary_before_aside(verb) {
            return Some(auxiliary);
        }
        if word.morphology.verb_form != Some(VerbForm::Part)
            || !matches!(word.relation, Relation::Acl | Relation::Advcl | Relation::Xcomp)
            || analysis.child_by(verb, Relation::Aux).is_some()
        {
            return None;
        }
        if let Some(auxiliary) = self.auxiliary_before_commas(verb) {
            return Some(auxiliary);
        }
        if word.relation != Relation::Acl {
            return None;
        }
        let auxiliary = analysis
            .ancestors(verb)
            .skip(1)
            .take(3)
            .find(|&w| matches!(analysis[w].pos, Pos::Verb | Pos::Aux))?;
        let phrase = word.head.filter(|&h| analysis[h].head == Some(auxiliary))?;
        let between = analysis[phrase].relation == Relation::Obl;
        (between
            && auxiliary < verb
            && verb.0 - auxiliary.0 <= 6
            && matches!(&*analysis[auxiliary].lemma, "avoir" | "have")
            && self.is_finite_form(auxiliary)
            && analysis.child_by(auxiliary, Relation::Obj).is_none())
        .then_some(auxiliary)
    }

    /// *A quant à lui fait état de …*: the auxiliary before words that set a speaker beside others,
    /// where the tree takes it for a verb.
    fn auxiliary_before_aside(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let form = analysis[verb].morphology;
        if form.verb_form != Some(VerbForm::Part)
            || form.tense != Some(Tense::Past)
            || analysis.child_by(verb, Relation::Aux).is_some()
        {
            return None;
        }
        let start = self.sentence(verb).start.max(verb.0.saturating_sub(8));
        (start..verb.0).rev().map(WordId).find(|&a| {
            let comma = u32::from(self.is(a.0 + 1, &[","]));
            let aside = self.lexicon.phrase(analysis, WordId(a.0 + 1 + comma), Role::Aside);
            matches!(&*analysis[a].lemma, "avoir" | "have")
                && self.is_finite_form(a)
                && aside.is_some_and(|words| a.0 + 1 + words as u32 + 2 * comma == verb.0)
        })
    }

    /// *A, lors d'une réunion, accusé …*: the auxiliary before what two commas set off.
    fn auxiliary_before_commas(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        if analysis[verb].morphology.tense != Some(Tense::Past)
            || !self.is(verb.0.checked_sub(1)?, &[","])
        {
            return None;
        }
        analysis.ancestors(verb).skip(1).take(5).find(|&a| {
            matches!(&*analysis[a].lemma, "avoir" | "have")
                && a < verb
                && verb.0 - a.0 <= 24
                && self.is(a.0 + 1, &[","])
                && self.is_finite_form(a)
                && analysis.child_by(a, Relation::Obj).is_none()
        })
    }

    /// Whether the verb is negated: *n'a pas dit*, *has not said*.
    pub(super) fn is_negated(&self, verb: WordId) -> bool {
        // The tree may hang on it what negates another verb, within a quotation.
        crate::modality::negation(self.analysis, verb).is_some_and(|negation| {
            self.quotations.holding(negation).is_none_or(|q| q.words.contains(verb))
        })
    }

    /// Whether the word is of those that compound tenses and passives are made with.
    pub(super) fn is_auxiliary_of_perfect(&self, word: WordId) -> bool {
        matches!(&*self.analysis[word].lemma, "avoir" | "être" | "have" | "be")
    }

    /// *Avoir pris*, *être tombé*: the infinitive that a perfect one begins with.
    pub(super) fn is_perfect_infinitive(&self, word: WordId) -> bool {
        self.analysis[word].morphology.verb_form == Some(VerbForm::Inf)
            && self.is_auxiliary_of_perfect(word)
    }

    /// *Aurait*, *serait*: the conditional in which hearsay is told.
    pub(super) fn is_conditional_auxiliary(&self, word: WordId) -> bool {
        self.analysis[word].morphology.mood == Some(Mood::Cnd) && self.is_auxiliary_of_perfect(word)
    }

    /// Whether this very word is a finite form.
    pub(super) fn is_finite_form(&self, verb: WordId) -> bool {
        let form = &self.analysis[verb].morphology;
        form.verb_form == Some(VerbForm::Fin)
            || matches!(form.mood, Some(Mood::Ind | Mood::Cnd | Mood::Sub))
    }

    pub(super) fn is_finite(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let finite = |w: WordId| self.is_finite_form(w);
        finite(verb)
            || analysis.children_by(verb, Relation::Aux).any(finite)
            || analysis.children_by(verb, Relation::Cop).any(finite)
    }

    /// Whether a pronoun means somebody: *il, they, those*, not *cela, it, this*.
    fn is_person(&self, pronoun: WordId) -> bool {
        let form = self.analysis[pronoun].morphology;
        match form.pron_type {
            Some(PronType::Dem) => form.number == Some(Number::Plur),
            Some(PronType::Int | PronType::Rel) => false,
            Some(PronType::Ind | PronType::Tot) => true,
            _ => form.person.is_some() && form.gender != Some(Gender::Neut),
        }
    }

    /// Whether a word names somebody or something that can speak.
    pub(super) fn can_speak(&self, noun: WordId) -> bool {
        if let Some(mention) = self.mention(noun) {
            let entity = &self.actors.entities[mention.entity.0 as usize];
            return matches!(
                entity.kind,
                MentionKind::Person | MentionKind::Group | MentionKind::Organization
            );
        }
        match self.lexicon.source_noun(self.analysis, noun) {
            Some(SourceNoun::Speaks(_)) => true,
            Some(SourceNoun::Mute | SourceNoun::Basis) => false,
            None => {
                let word = &self.analysis[noun];
                self.analysis.name_of(noun).is_some()
                    || (word.pos == Pos::Pron && self.is_person(noun))
                    || self.is_title_of_person(noun)
            }
        }
    }

    /// *Un cadre du mouvement, Karim Noor*, *la romancière Anna Hill*: a noun that a name of a
    /// person stands beside.
    pub(super) fn is_title_of_person(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        analysis[noun].pos == Pos::Noun
            && analysis.children(noun).iter().any(|&c| {
                // *Le vicaire général, l'abbé Jean Noor*.
                let titled = || {
                    analysis[c].relation == Relation::Appos
                        && c > noun
                        && analysis.children_by(c, Relation::Nmod).any(|n| {
                            n == c.next()
                                && analysis.name_of(n).is_some_and(|n| n.kind == NameKind::Person)
                        })
                };
                titled()
                    || c > noun
                        && match analysis[c].relation {
                            Relation::Appos | Relation::Flat => true,
                            Relation::Nmod => {
                                c == noun.next() && analysis.child_by(c, Relation::Case).is_none()
                            }
                            _ => false,
                        }
                        && analysis.name_of(c).is_some_and(|n| n.kind == NameKind::Person)
            })
    }

    /// Whether a noun names a part or number of people who can speak: *a number of
    /// officials*.
    pub(super) fn is_part_that_speaks(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        // *L'un des avocats*, *some of the witnesses*.
        let some = analysis[noun].pos == Pos::Pron
            && !matches!(
                analysis[noun].morphology.pron_type,
                Some(PronType::Prs | PronType::Rel | PronType::Int)
            );
        (self.lexicon.lemma_has(analysis, noun, Role::Part)
            || analysis[noun].pos == Pos::Num
            || some)
            && self.whole_of_part(noun).is_some()
    }

    /// *Most of whom*, *two of whom*.
    pub(super) fn is_relative_part(&self, part: WordId) -> bool {
        let analysis = self.analysis;
        analysis.children_by(part, Relation::Nmod).any(|c| {
            part < c
                && analysis[c].pos == Pos::Pron
                && analysis[c].morphology.pron_type == Some(PronType::Rel)
        })
    }

    /// The people of whom the noun is a part or number: *a number of officials*; *twelve farmers,
    /// most of whom*.
    pub(super) fn whole_of_part(&self, part: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let whole = analysis.children_by(part, Relation::Nmod).filter(|&c| c > part);
        whole.into_iter().find_map(|c| {
            if analysis[c].morphology.pron_type != Some(PronType::Rel) {
                return self.can_speak(c).then_some(c);
            }
            let verb = analysis[part].head?;
            self.antecedent(verb).filter(|&n| self.is_noun(n)).or_else(|| {
                let comma = part.previous().filter(|&w| self.is(w.0, &[","]))?;
                let before = comma.previous()?;
                let up = analysis.ancestors(before).take(4);
                up.take_while(|&w| self.is_noun(w) && w < part).last()
            })
        })
    }

    /// The noun for a part or number that a noun is the complement of.
    pub(super) fn part_of(&self, noun: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let part = analysis[noun].head.filter(|&p| {
            p < noun
                && analysis[noun].relation == Relation::Nmod
                && analysis[p].pos == Pos::Noun
                && self.lexicon.lemma_has(analysis, p, Role::Part)
        })?;
        (noun.0 - part.0 < 6).then_some(part)
    }

    /// Whether something is said within what the noun names: *said in a statement that*.
    pub(super) fn is_said_within(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        // *Commenting on reports that …*: what is told by nobody in particular is no medium.
        let bare = analysis[noun].morphology.number == Some(Number::Plur)
            && analysis.child_by(noun, Relation::Det).is_none()
            && self.lexicon.noun(analysis, noun).is_some_and(|cue| cue.frames.of);
        !bare
            && self.lexicon.lemma_has(analysis, noun, Role::Within)
            && analysis
                .children_by(noun, Relation::Case)
                .any(|c| self.lexicon.lemma_has(analysis, c, Role::Within))
    }

    /// The words without punctuation and white space round them; whole quotations
    /// keep their marks.
    pub(super) fn trim(&self, mut words: WordRange) -> WordRange {
        let quote_at = |w: u32| self.is_mark(w);
        while !words.is_empty() {
            let first = WordId(words.start);
            let loose = self.analysis[first].pos == Pos::Punct || is_sign(self.form(first));
            let opens = quote_at(words.start)
                && self.quotations.starting(first).is_some_and(|q| q.words.end <= words.end + 1);
            let bracket = matches!(self.form(first), "[" | "(");
            if loose && !opens && !bracket {
                words.start += 1;
            } else {
                break;
            }
        }
        while !words.is_empty() {
            let last = WordId(words.end - 1);
            let loose = self.analysis[last].pos == Pos::Punct || is_sign(self.form(last));
            let closes = quote_at(words.end - 1)
                && self.quotations.ending(last).is_some_and(|q| q.words.start >= words.start);
            let bracket = matches!(self.form(last), "]" | ")" | "%");
            if loose && !closes && !bracket {
                words.end -= 1;
            } else {
                break;
            }
        }
        words
    }

    /// The words with the bracket that closes one opened in them.
    pub(super) fn with_brackets(&self, mut words: WordRange) -> WordRange {
        let count = |form: &str| words.iter().filter(|&w| self.form(w) == form).count();
        if count("(") > count(")") && self.is(words.end, &[")"]) {
            words.end += 1;
        }
        words
    }

    /// The words widened so that they cut no quotation: one that begins in them is
    /// taken to its end, and marks right outside are taken in.
    pub(super) fn with_whole_quotations(&self, mut words: WordRange) -> WordRange {
        if words.is_empty() {
            return words;
        }
        if let Some(quotation) = self.quotations.holding(WordId(words.end - 1)) {
            // Not if the words lie within the quotation altogether.
            if quotation.words.start >= words.start {
                words.end = words.end.max(quotation.words.end);
            } else if quotation.words.start + 1 == words.start
                && quotation.words.end == words.end + 1
            {
                words = quotation.words;
            }
        }
        if let Some(quotation) = self.quotations.starting(WordId(words.start.saturating_sub(1)))
            && quotation.words.start + 1 == words.start
            && quotation.words.end <= words.end
        {
            words.start = quotation.words.start;
        }
        words
    }
}

fn is_sign(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| !c.is_alphanumeric())
}

/// The reach of every subtree, in linear time: leaves first.
fn reaches(analysis: &Analysis) -> Vec<WordRange> {
    let count = analysis.words.len();
    let mut reach: Vec<WordRange> =
        (0..count as u32).map(|i| WordRange { start: i, end: i + 1 }).collect();
    let mut waiting: Vec<u32> =
        analysis.word_ids().map(|w| analysis.children(w).len() as u32).collect();
    let mut ready: Vec<WordId> = analysis.word_ids().filter(|w| waiting[w.index()] == 0).collect();
    while let Some(word) = ready.pop() {
        let Some(head) = analysis[word].head else { continue };
        // Punctuation at the edge belongs to no phrase.
        if analysis[word].relation != Relation::Punct {
            let own = reach[word.index()];
            let of_head = &mut reach[head.index()];
            of_head.start = of_head.start.min(own.start);
            of_head.end = of_head.end.max(own.end);
        }
        waiting[head.index()] -= 1;
        if waiting[head.index()] == 0 {
            ready.push(head);
        }
    }
    reach
}
