//! The words that give what is said to somebody: the tables of `lang/`.

use std::sync::LazyLock;

use selon_language::morphology::{Number, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId};
use selon_model::Language;
use selon_model::reading::SourceKind;

use crate::lower_case::lower_case;
use crate::rows::rows;
use crate::tables::TableMap;

/// What is done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// Says that it is so.
    Say,
    /// Holds it to be so.
    Judge,
    /// Claims responsibility for it.
    Claim,
    /// Asks for it.
    Ask,
    /// Warns of it.
    Warn,
    /// Threatens it.
    Threat,
    /// Promises it.
    Promise,
    /// Says that it is not so.
    Deny,
    /// Lays it to somebody's charge.
    Accuse,
    /// Says that it is bad.
    Condemn,
    /// Says that it is good.
    Praise,
    /// Passes it on without vouching for it.
    Rumour,
}

impl Force {
    fn parse(text: &str) -> Force {
        match text {
            "judge" => Force::Judge,
            "claim" => Force::Claim,
            "ask" => Force::Ask,
            "warn" => Force::Warn,
            "threat" => Force::Threat,
            "promise" => Force::Promise,
            "deny" => Force::Deny,
            "accuse" => Force::Accuse,
            "condemn" => Force::Condemn,
            "praise" => Force::Praise,
            "rumour" => Force::Rumour,
            _ => Force::Say,
        }
    }
}

/// How the content may be joined to a cue; the columns of the tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Frames {
    pub(super) that: bool,
    /// A clause may follow without a mark, and a noun is more likely its subject than an object.
    pub(super) bare: bool,
    pub(super) infinitive: bool,
    pub(super) gerund: bool,
    pub(super) speech: bool,
    pub(super) object: bool,
    pub(super) predicate: bool,
    /// The predicate may stand beside the object without a word between (calls X Y).
    pub(super) pair: bool,
    pub(super) asked: bool,
    pub(super) addressee: bool,
    pub(super) document: bool,
    /// What is done to the subject of a passive without an agent is no statement.
    pub(super) active: bool,
    /// The subject may be a thing that shows it, which is no statement.
    pub(super) shows: bool,
    /// Only with somebody who is named.
    pub(super) named: bool,
    /// The predicate must be a name (*named the man as X*).
    pub(super) names: bool,
    /// The object must be a noun for what is spoken of.
    pub(super) topic: bool,
    pub(super) of: bool,
    pub(super) colon: bool,
    /// Prepositions of a noun phrase or infinitive.
    pub(super) prepositions: Vec<&'static str>,
    /// The preposition of what the object is set at or put down to, which is said with it.
    pub(super) onto: Option<&'static str>,
}

impl Frames {
    fn parse(column: &'static str) -> Frames {
        let mut frames = Frames::default();
        for name in column.split(',') {
            match name {
                "that" | "que" => frames.that = true,
                "bare" => frames.bare = true,
                "inf" => frames.infinitive = true,
                "ing" => frames.gerund = true,
                "speech" => frames.speech = true,
                "obj" => frames.object = true,
                "as" => frames.predicate = true,
                "pair" => frames.pair = true,
                "to" => frames.asked = true,
                "addr" => frames.addressee = true,
                "doc" => frames.document = true,
                "active" => frames.active = true,
                // *To* is taken by the infinitive of who is asked.
                "to+" => frames.prepositions.push("to"),
                "shows" => frames.shows = true,
                "who" => frames.named = true,
                "names" => frames.names = true,
                "topic" => frames.topic = true,
                "colon" => frames.colon = true,
                "none" => {}
                onto if onto.starts_with('>') => frames.onto = onto.strip_prefix('>'),
                preposition => frames.prepositions.push(preposition),
            }
        }
        frames.of = frames.prepositions.iter().any(|&p| p == "de" || p == "of");
        frames
    }
}

/// A verb that gives what is said to somebody.
#[derive(Clone, Debug)]
pub(super) struct VerbCue {
    pub(super) reflexive: bool,
    /// Words that must follow the verb.
    pub(super) rest: Vec<&'static str>,
    pub(super) force: Force,
    pub(super) frames: Frames,
}

/// A noun for something said.
#[derive(Clone, Debug)]
pub(super) struct NounCue {
    pub(super) force: Force,
    pub(super) frames: Frames,
}

/// What other words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    /// As [`Role::Source`], before any noun that is not told to speak for nobody.
    AnySource,
    Opinion,
    Bare,
    Clause,
    That,
    Agent,
    Predicate,
    To,
    Of,
    Impersonal,
    Contrast,
    Through,
    Quoting,
    /// A verb whose participle tells whom a speaker cites.
    Citing,
    /// A pronoun that takes up what was said (*…, ce que Bamako dément*).
    TakesUp,
    Inside,
    Addition,
    /// A particle that makes another verb of a verb of saying (*put aside*).
    Particle,
    /// A noun for what is granted: to deny it is no statement (*denied a visa*).
    Granted,
    /// A verb for a task: to be charged with it is no accusation.
    Duty,
    /// A noun for a part of what its complement names (*a number of*).
    Part,
    /// A verb whose object something said may be (*the statement that he gave*).
    Gives,
    /// A word by which somebody asks not to be named (*asked not to be named*).
    Anonymity,
    /// A noun by whose owner something is counted or told (*by the army's own account*).
    Account,
    /// A conjunction that opens what is not said to be so.
    Whether,
    /// A noun for a document in which something is said (*said in a statement that*).
    Within,
    /// A negation that only restricts a verb (*ne … que*).
    Restrict,
    /// A pronoun that means nobody (*cela dit*).
    Thing,
    /// What stands before an infinitive of saying that tells (*et le ministre de conclure*).
    Told,
    /// Label of who asks or answers in a transcript.
    Turn,
    /// A preposition of what somebody is sentenced to (*condamné à*).
    Sentence,
    /// A verb by which somebody tells of what they saw (*témoigner*).
    Witness,
    /// What stands before a medium in which something is said (*sur Telegram*).
    Medium,
    /// What opens a clause of what is over (*après avoir dit*).
    After,
    /// A participle before a name (*known as the Northern Front*).
    Naming,
    /// A noun for what is spoken of: to raise it is to speak of it (*raised the issue*).
    Topic,
    /// What sets a speaker beside others (*pour sa part*).
    Aside,
    /// A preposition of a state that somebody says to be in (*se dit sans nouvelles*).
    State,
    /// A noun for a number (*une vingtaine*).
    Number,
    /// An adjective of what a government issues (*the official version*).
    Official,
    /// A noun for what may be in danger: to threaten it is no statement (*threatens lives*).
    Endangered,
    /// What a noun of saying tells the time by (*depuis l'annonce de l'attaque*).
    Since,
    /// Words in which a noun of saying says nothing (*in charge of*).
    Idiom,
    /// A noun for a fighting unit (*brigade*).
    Unit,
    /// A verb by which somebody takes back what they said (*avant de se rétracter*).
    Retract,
    /// A word for what belongs to a state (*la télévision publique*).
    Owned,
    /// A verb by which somebody was there (*j'ai vu, we heard*).
    Perceive,
    /// A verb by which outlets tell (*reports*).
    Press,
    /// A verb by which somebody is told something (*apprendre*, *learn*).
    Learning,
    /// What stands before whom something was learned from (*auprès de X*).
    LearnedFrom,
    /// What stands before whom something said comes from (*de la part de X*).
    Issuer,
    /// Words for how something is brushed aside (*d'un revers de la main*).
    Manner,
    /// Words by which whoever stands in them is a source (*à l'en croire*).
    Belief,
    /// A verb that with a pronoun for nobody passes on what is said (*il se dit que*).
    Hearsay,
    /// A verb of replying, before which a few words may stand alone (*a lie, they retorted*).
    Reply,
    /// A verb that only tells of how many there are (*qui fit 90 morts*).
    Counting,
    /// How names of one language begin that outlets have and persons rarely alone (*Al-*).
    Article,
    /// An adverb by which what is said, though under *would*, is no more (*would say only*).
    NoMore,
    /// A word that ranks an event among others (*the third*, *the worst*).
    Ranking,
    /// A preposition or adverb before another number that the first is compared with (*against
    /// 40 in May*).
    Compared,
}

impl Role {
    fn parse(text: &str) -> Option<Role> {
        Some(match text {
            "source" => Role::Source,
            "any" => Role::AnySource,
            "opinion" => Role::Opinion,
            "bare" => Role::Bare,
            "clause" => Role::Clause,
            "that" => Role::That,
            "agent" => Role::Agent,
            "predicate" => Role::Predicate,
            "to" => Role::To,
            "of" => Role::Of,
            "impersonal" => Role::Impersonal,
            "contrast" => Role::Contrast,
            "through" => Role::Through,
            "quoting" => Role::Quoting,
            "citing" => Role::Citing,
            "learning" => Role::Learning,
            "learned-from" => Role::LearnedFrom,
            "takes-up" => Role::TakesUp,
            "inside" => Role::Inside,
            "addition" => Role::Addition,
            "particle" => Role::Particle,
            "granted" => Role::Granted,
            "duty" => Role::Duty,
            "part" => Role::Part,
            "whether" => Role::Whether,
            "gives" => Role::Gives,
            "anonymity" => Role::Anonymity,
            "account" => Role::Account,
            "within" => Role::Within,
            "restrict" => Role::Restrict,
            "thing" => Role::Thing,
            "told" => Role::Told,
            "turn" => Role::Turn,
            "sentence" => Role::Sentence,
            "witness" => Role::Witness,
            "medium" => Role::Medium,
            "after" => Role::After,
            "naming" => Role::Naming,
            "topic" => Role::Topic,
            "aside" => Role::Aside,
            "state" => Role::State,
            "number" => Role::Number,
            "official" => Role::Official,
            "retract" => Role::Retract,
            "owned" => Role::Owned,
            "perceive" => Role::Perceive,
            "press" => Role::Press,
            "article" => Role::Article,
            "no-more" => Role::NoMore,
            "ranking" => Role::Ranking,
            "compared" => Role::Compared,
            "issuer" => Role::Issuer,
            "manner" => Role::Manner,
            "belief" => Role::Belief,
            "hearsay" => Role::Hearsay,
            "reply" => Role::Reply,
            "counting" => Role::Counting,
            "unit" => Role::Unit,
            "idiom" => Role::Idiom,
            "endangered" => Role::Endangered,
            "since" => Role::Since,
            _ => return None,
        })
    }
}

/// What a noun tells of who it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceNoun {
    /// Somebody or something that speaks.
    Speaks(SourceKind),
    /// What something is known by: a source of *selon*, but nothing that speaks.
    Basis,
    /// Nobody and nothing that does.
    Mute,
}

pub(super) struct Lexicon {
    verbs: TableMap<&'static str, Vec<VerbCue>>,
    /// Verbs of saying by those of their forms that look like other words.
    forms: TableMap<&'static str, &'static str>,
    nouns: TableMap<&'static str, NounCue>,
    phrases: TableMap<&'static str, Vec<(Vec<&'static str>, Role)>>,
    source_nouns: TableMap<&'static str, SourceNoun>,
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(
        include_str!("../../../../lang/fr/reporting_verbs.tsv"),
        include_str!("../../../../lang/fr/reporting_nouns.tsv"),
        include_str!("../../../../lang/fr/attribution_phrases.tsv"),
        include_str!("../../../../lang/fr/source_nouns.tsv"),
        include_str!("../../../../lang/fr/reporting_forms.tsv"),
    )
});

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(
        include_str!("../../../../lang/en/reporting_verbs.tsv"),
        include_str!("../../../../lang/en/reporting_nouns.tsv"),
        include_str!("../../../../lang/en/attribution_phrases.tsv"),
        include_str!("../../../../lang/en/source_nouns.tsv"),
        include_str!("../../../../lang/en/reporting_forms.tsv"),
    )
});

impl Lexicon {
    /// The tables of a language.
    pub(super) fn of(language: Language) -> &'static Lexicon {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn parse(
        verbs: &'static str,
        nouns: &'static str,
        phrases: &'static str,
        source_nouns: &'static str,
        forms: &'static str,
    ) -> Lexicon {
        let mut lexicon = Lexicon {
            verbs: TableMap::default(),
            forms: rows(forms).map(|[form, verb]| (form, verb)).collect(),
            nouns: TableMap::default(),
            phrases: TableMap::default(),
            source_nouns: TableMap::default(),
        };
        for [verb, force, frames] in rows(verbs) {
            let (reflexive, verb) = match verb.strip_prefix("se ").or(verb.strip_prefix("s'")) {
                Some(rest) => (true, rest),
                None => (false, verb),
            };
            let mut words = crate::rows::words(verb);
            let Some(lemma) = words.next() else { continue };
            lexicon.verbs.entry(lemma).or_default().push(VerbCue {
                reflexive,
                rest: words.collect(),
                force: Force::parse(force),
                frames: Frames::parse(frames),
            });
        }
        for cues in lexicon.verbs.values_mut() {
            cues.sort_by_key(|c| std::cmp::Reverse(c.rest.len()));
        }
        for [noun, force, content] in rows(nouns) {
            let cue = NounCue { force: Force::parse(force), frames: Frames::parse(content) };
            lexicon.nouns.insert(noun, cue);
        }
        for [phrase, role] in rows(phrases) {
            let words: Vec<&str> = phrase.split(' ').collect();
            if let Some(role) = Role::parse(role) {
                lexicon.phrases.entry(words[0]).or_default().push((words, role));
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        for [noun, kind] in rows(source_nouns) {
            let kind = match kind {
                "basis" => SourceNoun::Basis,
                kind => source_kind(kind).map_or(SourceNoun::Mute, SourceNoun::Speaks),
            };
            lexicon.source_nouns.entry(noun).or_insert(kind);
        }
        lexicon
    }

    /// The cue that a verb is, with the words after it that belong to it.
    pub(super) fn verb(&self, analysis: &Analysis, verb: WordId) -> Option<(&VerbCue, WordId)> {
        let cues = self.verbs.get(self.lemma(analysis, verb))?;
        let reflexive = is_reflexive(analysis, verb);
        cues.iter().filter(|c| c.reflexive == reflexive || !c.rest.is_empty()).find_map(|cue| {
            let last = self.follows(analysis, verb, &cue.rest)?;
            Some((cue, last))
        })
    }

    /// The last of `rest` if they follow the verb, adverbs between allowed, and words that set the
    /// speaker beside others (*fait, de son côté, état de …*).
    fn follows(&self, analysis: &Analysis, verb: WordId, rest: &[&str]) -> Option<WordId> {
        let mut at = verb;
        if !rest.is_empty() {
            at = self.before_aside(analysis, at);
        }
        for &word in rest {
            let mut gap = 0;
            loop {
                at = at.next();
                let next = analysis.words.get(at.index())?;
                if next.sentence != analysis[verb].sentence {
                    return None;
                }
                if same_word(&next.form, word) || *next.lemma == *word {
                    break;
                }
                gap += 1;
                if gap > 2 || !matches!(next.pos, Pos::Adv | Pos::Det) {
                    return None;
                }
            }
        }
        Some(at)
    }

    /// The last word of an aside right after the verb, with its commas; else the verb.
    fn before_aside(&self, analysis: &Analysis, verb: WordId) -> WordId {
        let comma = |w: WordId| analysis.words.get(w.index()).is_some_and(|w| &*w.form == ",");
        let first = if comma(verb.next()) { verb.next().next() } else { verb.next() };
        let sentence = analysis.sentence_of(verb).words;
        let aside = Some(first).filter(|w| sentence.contains(*w));
        match aside.and_then(|w| self.phrase(analysis, w, Role::Aside)) {
            Some(words) => {
                let last = WordId(first.0 + words as u32 - 1);
                if comma(last.next()) { last.next() } else { last }
            }
            None => verb,
        }
    }

    /// The lemma of a verb, also of one that the tags take for another word.
    fn lemma<'a>(&'a self, analysis: &'a Analysis, word: WordId) -> &'a str {
        if self.is_hidden_verb(analysis, word) {
            self.forms[&*analysis[word].form]
        } else {
            &analysis[word].lemma
        }
    }

    /// *L'armée dément avoir tiré*: a word that the tags take for a noun or adjective, but
    /// that has a subject and no article or copula, and looks like a verb of saying.
    pub(super) fn is_hidden_verb(&self, analysis: &Analysis, word: WordId) -> bool {
        let found = &analysis[word];
        // *Le porte-parole dément que …*: an adjective is followed by no clause; nor is what is
        // apposed without an article (*le président, Jean Morel, juge que …*).
        let clause_after = || {
            let before = word.previous();
            let comma = || before.is_some_and(|p| &*analysis[p].form == ",");
            (found.relation == Relation::Amod && before.is_some_and(|p| Some(p) == found.head)
                || found.relation == Relation::Appos && comma())
                && analysis.words.get(word.next().index()).is_some_and(|next| {
                    next.pos == Pos::Sconj
                        || next.morphology.verb_form == Some(VerbForm::Inf)
                        || found.relation == Relation::Appos
                            && self.phrase(analysis, word.next(), Role::That).is_some()
                })
        };
        // *Ce que la junte dément*: nor does it have an object.
        let object_before = || {
            found.relation == Relation::Amod
                && found.head.is_some_and(|head| {
                    analysis.children(word).iter().chain(analysis.children(head)).any(|&c| {
                        c < word
                            && analysis[c].pos == Pos::Pron
                            && self.phrase(analysis, c, Role::That).is_some()
                    })
                })
        };
        let subject_before = || analysis.children_by(word, Relation::Nsubj).any(|s| s < word);
        let article = |c: WordId| analysis[c].relation == Relation::Det;
        let looks_like_one = matches!(found.pos, Pos::Noun | Pos::Adj | Pos::Propn | Pos::Adv)
            && self.forms.contains_key(&*found.form);
        let ends = looks_like_one && self.ends_clause(analysis, word);
        looks_like_one
            && (subject_before() || clause_after() || object_before() || ends)
            && !analysis.children(word).iter().any(|&c| {
                (matches!(analysis[c].relation, Relation::Cop | Relation::Case)
                    || article(c) && !ends)
                    && analysis[c].pos != Pos::Pron
            })
    }

    /// *The bridge is shut, aid workers report.*: a form that agrees with the noun right before
    /// it as a verb would, not as a noun, with nothing but that noun's words back to a comma, and
    /// a sign of the end after it.
    pub(super) fn ends_clause(&self, analysis: &Analysis, word: WordId) -> bool {
        let sentence = analysis.sentence_of(word).words;
        let noun = word.previous().filter(|&w| sentence.contains(w));
        let Some(noun) = noun.filter(|&n| {
            analysis[n].relation == Relation::Compound
                && analysis[n].head == Some(word)
                && matches!(analysis[n].pos, Pos::Noun | Pos::Propn)
        }) else {
            return false;
        };
        if !self.forms.contains_key(&*analysis[word].form) {
            return false;
        }
        let form = |w: WordId| &*analysis[w].form;
        let number = |w: WordId| analysis[w].morphology.number;
        // (*Local media report*)
        let outlets = number(word) == Some(Number::Sing)
            && self.source_noun(analysis, noun) == Some(SourceNoun::Speaks(SourceKind::Media));
        let agrees = outlets
            || matches!(
                (number(noun), number(word)),
                (Some(Number::Plur), Some(Number::Sing)) | (Some(Number::Sing), Some(Number::Plur))
            );
        // (*Two UN reports*)
        let counted = analysis.child_by(word, Relation::Nummod).is_some()
            && number(noun) == Some(Number::Sing);
        let opens = (sentence.start..noun.0)
            .rev()
            .take(8)
            .map(WordId)
            .find(|&w| {
                !matches!(
                    analysis[w].pos,
                    Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num | Pos::Pron
                )
            })
            .is_some_and(|w| form(w) == ",");
        let after = word.next();
        let closed = !sentence.contains(after)
            || matches!(form(after), "." | "," | ";")
                && !analysis
                    .words
                    .get(after.next().index())
                    .is_some_and(|w| form(after) == "," && w.pos == Pos::Cconj);
        agrees && !counted && opens && closed
    }

    /// The cue that a noun is.
    pub(super) fn noun(&self, analysis: &Analysis, noun: WordId) -> Option<&NounCue> {
        self.nouns.get(&*analysis[noun].lemma)
    }

    /// Whether the words at `at` are a phrase with this role; how many they are.
    pub(super) fn phrase(&self, analysis: &Analysis, at: WordId, role: Role) -> Option<usize> {
        self.phrases
            .get(&*lower_case(&analysis[at].form))?
            .iter()
            .find(|(words, r)| {
                *r == role
                    && words.iter().enumerate().skip(1).all(|(i, word)| {
                        analysis.words.get(at.index() + i).is_some_and(|w| same_word(&w.form, word))
                    })
            })
            .map(|(words, _)| words.len())
    }

    /// Whether any word has this role.
    pub(super) fn has(&self, role: Role) -> bool {
        self.phrases.values().flatten().any(|(_, r)| *r == role)
    }

    /// Whether the lemma of a word has this role.
    pub(super) fn lemma_has(&self, analysis: &Analysis, word: WordId, role: Role) -> bool {
        self.phrases
            .get(&*analysis[word].lemma)
            .is_some_and(|p| p.iter().any(|(words, r)| words.len() == 1 && *r == role))
    }

    /// Whether names of outlets in another language begin with this word (*Al-*).
    pub(super) fn is_article(&self, word: &str) -> bool {
        let phrases = self.phrases.get(&*lower_case(word));
        phrases.is_some_and(|p| p.iter().any(|(_, role)| *role == Role::Article))
    }

    /// What a word tells of who it names by its form alone, whatever else it may be (*attaché*).
    pub(super) fn office(&self, analysis: &Analysis, word: WordId) -> Option<SourceKind> {
        match self.source_nouns.get(&*analysis[word].form) {
            Some(SourceNoun::Speaks(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// What a noun or name tells of who it names.
    pub(super) fn source_noun(&self, analysis: &Analysis, word: WordId) -> Option<SourceNoun> {
        let word = &analysis[word];
        self.source_nouns
            .get(&*word.lemma)
            .or_else(|| self.source_nouns.get(&*word.form))
            .or_else(|| self.source_nouns.get(&*lower_case(&word.lemma)))
            .copied()
    }
}

fn same_word(form: &str, word: &str) -> bool {
    form == word
        || lower_case(form) == word
        || (form.ends_with('’')
            && word.ends_with('\'')
            && form[..form.len() - '’'.len_utf8()] == word[..word.len() - 1])
        || (word.ends_with('\'') && matches!((form, word), ("le" | "la", "l'")))
}

/// Whether a reflexive pronoun depends on the verb.
fn is_reflexive(analysis: &Analysis, verb: WordId) -> bool {
    analysis.children(verb).iter().any(|&c| {
        let word = &analysis[c];
        c < verb
            && word.pos == Pos::Pron
            && (word.morphology.reflexive || &*word.lemma == "se" || &*word.lemma == "soi")
    })
}

fn source_kind(text: &str) -> Option<SourceKind> {
    Some(match text {
        "official" => SourceKind::Official,
        "armed_group" => SourceKind::ArmedGroup,
        "monitor" => SourceKind::Monitor,
        "media" => SourceKind::Media,
        "international_org" => SourceKind::InternationalOrg,
        "witness" => SourceKind::Witness,
        "expert" => SourceKind::Expert,
        "private_person" => SourceKind::PrivatePerson,
        "unnamed" => SourceKind::Unnamed,
        "other" => SourceKind::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_has_its_columns() {
        for (table, columns) in [
            (include_str!("../../../../lang/fr/reporting_verbs.tsv"), 3),
            (include_str!("../../../../lang/en/reporting_verbs.tsv"), 3),
            (include_str!("../../../../lang/fr/reporting_nouns.tsv"), 3),
            (include_str!("../../../../lang/en/reporting_nouns.tsv"), 3),
            (include_str!("../../../../lang/fr/attribution_phrases.tsv"), 2),
            (include_str!("../../../../lang/en/attribution_phrases.tsv"), 2),
            (include_str!("../../../../lang/fr/source_nouns.tsv"), 2),
            (include_str!("../../../../lang/en/source_nouns.tsv"), 2),
            (include_str!("../../../../lang/fr/reporting_forms.tsv"), 2),
            (include_str!("../../../../lang/en/reporting_forms.tsv"), 2),
        ] {
            for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
                assert_eq!(line.split('\t').count(), columns, "{line}");
            }
        }
        for language in Language::ALL {
            assert!(Lexicon::of(language).verbs.len() > 250);
        }
    }
}
