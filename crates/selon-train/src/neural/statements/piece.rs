//! Parts of trees, from a table or a treebank, and the sentence that they are put together to.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};

use super::super::data::{Sentence, UNTOLD_FEATURES};
use super::super::random::Random;
use crate::conllu::{UdSentence, UdToken, UdWord};

/// A part of a tree: words in order, one of them its root.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<UdWord>,
    pub(super) root: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) form: String,
    pub(super) words: usize,
    pub(super) spaced: bool,
}

/// Names as the corpora write them.
pub(super) struct Names {
    pub(super) persons: Vec<Piece>,
    pub(super) places: Vec<Piece>,
}

/// The features that a form has most often in a treebank, by part of speech: of the whole
/// form in small letters, else of the longest ending that is known.
pub(super) struct Features(HashMap<(String, String), String>);

/// The endings of a form in small letters, the longest first: all of it, then the last
/// letters, marked by a hyphen.
fn endings(form: &str) -> Vec<String> {
    let form = form.to_lowercase();
    let starts: Vec<usize> = form.char_indices().map(|(i, _)| i).collect();
    let last = |n: usize| {
        starts
            .len()
            .checked_sub(n)
            .map(|i| format!("-{}", starts.get(i).map_or("", |&s| &form[s..])))
    };
    std::iter::once(form.clone()).chain((1..=4).rev().filter_map(last)).collect()
}

impl Features {
    pub(super) fn of(sentences: &[Sentence]) -> Features {
        let mut counts: BTreeMap<(String, String), BTreeMap<&str, u32>> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.ud.words) {
            for ending in endings(&word.form) {
                let of_form = counts.entry((ending, word.upos.clone())).or_default();
                *of_form.entry(&word.feats).or_default() += 1;
            }
        }
        let most = |of_form: BTreeMap<&str, u32>| {
            of_form.into_iter().max_by_key(|&(_, n)| n).map_or(String::new(), |(f, _)| f.into())
        };
        Features(counts.into_iter().map(|(key, of_form)| (key, most(of_form))).collect())
    }

    pub(super) fn get(&self, form: &str, upos: &str) -> String {
        endings(form)
            .into_iter()
            .find_map(|ending| self.0.get(&(ending, upos.to_string())).cloned())
            .unwrap_or_default()
    }
}

pub(super) fn word(
    form: &str,
    upos: &str,
    feats: String,
    head: Option<usize>,
    deprel: &str,
) -> UdWord {
    UdWord {
        form: form.into(),
        lemma: String::new(),
        upos: upos.into(),
        feats,
        head,
        deprel: deprel.into(),
        misc: String::new(),
    }
}

/// Whether no space stands before a token of this form.
pub(super) fn clings(form: &str) -> bool {
    matches!(form, "," | "." | "”") || form.starts_with("-t-") || form.starts_with("-il")
}

impl Piece {
    /// One word that depends on what the piece is put under.
    pub(super) fn single(form: &str, upos: &str, feats: &str, deprel: &str) -> Piece {
        Piece {
            tokens: vec![Token { form: form.into(), words: 1, spaced: !clings(form) }],
            words: vec![word(form, upos, feats.into(), None, deprel)],
            root: 0,
        }
    }

    /// Reads a row of the table; see there.
    pub(super) fn parse(
        text: &str,
        names: &Names,
        features: &Features,
        random: &mut Random,
    ) -> Result<Piece> {
        let mut piece = Piece::default();
        // Numbers in the row, and where they went: a name has several words.
        let mut places = Vec::new();
        let mut heads = Vec::new();
        for item in text.split(' ') {
            let mut columns = item.rsplitn(2, ':');
            let head: usize =
                columns.next().unwrap_or_default().parse().context(item.to_string())?;
            let rest = columns.next().unwrap_or_default();
            let mut parts = rest.splitn(3, ':');
            let form = parts.next().unwrap_or_default();
            places.push(piece.words.len());
            let of_slot = match form {
                "NAME" => &names.persons[..],
                "PLACE" => &names.places[..],
                _ => &[],
            };
            if !of_slot.is_empty() {
                let relation = rest.split_once(':').map_or("", |r| r.1);
                let name = &of_slot[random.below(of_slot.len())];
                let first = piece.words.len();
                heads.extend(name.words.iter().map(|_| None));
                heads[first] = Some(head);
                piece.tokens.extend(name.tokens.iter().cloned());
                piece.words.extend(name.words.iter().cloned().map(|mut w| {
                    w.head = w.head.map(|h| h + first);
                    w
                }));
                piece.words[first].deprel = relation.into();
                continue;
            }
            let (upos, relation) = (parts.next(), parts.next());
            let (Some(upos), Some(relation)) = (upos, relation) else { bail!("{item}") };
            let number = (form == "NUM").then(|| (2 + random.below(80)).to_string());
            let form = number.as_deref().unwrap_or(form);
            let form = match form.split_once('>') {
                Some(("", part)) => {
                    piece.tokens.last_mut().context("nothing to go on with")?.words += 1;
                    part
                }
                Some((token, part)) => {
                    piece.tokens.push(Token { form: token.into(), words: 1, spaced: true });
                    part
                }
                None => {
                    let spaced = !clings(form);
                    piece.tokens.push(Token { form: form.into(), words: 1, spaced });
                    form
                }
            };
            let relation = if relation == "root" { "dep" } else { relation };
            // A form of a verb does not tell its mood and voice.
            let feats = match upos {
                "VERB" | "AUX" => UNTOLD_FEATURES.into(),
                _ => features.get(form, upos),
            };
            piece.words.push(word(form, upos, feats, None, relation));
            heads.push(Some(head));
        }
        for (i, head) in heads.into_iter().enumerate() {
            match head {
                Some(0) => piece.root = i,
                Some(h) => {
                    piece.words[i].head = Some(*places.get(h - 1).context(text.to_string())?);
                }
                None => {}
            }
        }
        // French elides: no space after an apostrophe.
        for i in 1..piece.tokens.len() {
            if piece.tokens[i - 1].form.ends_with('\'') {
                piece.tokens[i].spaced = false;
            }
        }
        Ok(piece)
    }

    /// Two pieces joined by a conjunction: *residents and a local official*.
    pub(super) fn joined(mut self, conjunction: &str, mut other: Piece) -> Piece {
        let at = self.words.len();
        let joint = Piece::single(conjunction, "CCONJ", "", "cc");
        self.tokens.extend(joint.tokens.into_iter().chain(other.tokens));
        let root = at + 1 + other.root;
        for w in &mut other.words {
            w.head = w.head.map(|h| h + at + 1);
        }
        other.words[other.root].head = Some(self.root);
        other.words[other.root].deprel = "conj".into();
        self.words.extend(joint.words);
        self.words[at].head = Some(root);
        self.words.extend(other.words);
        self
    }

    /// How many words the subject has, if the clause begins with it and goes on with its verb.
    pub(super) fn subject_length(&self) -> Option<usize> {
        let root = self.root;
        let subject = self
            .words
            .iter()
            .position(|w| w.head == Some(root) && w.deprel.starts_with("nsubj"))?;
        let under = |mut at: usize| {
            (0..self.words.len()).any(|_| {
                if at == subject {
                    return true;
                }
                at = self.words[at].head.unwrap_or(root);
                false
            })
        };
        let length = (0..self.words.len()).take_while(|&i| under(i)).count();
        let whole = (length..self.words.len()).all(|i| !under(i));
        let mut at = 0;
        let at_token = self.tokens.iter().any(|t| {
            at += t.words;
            at == length
        });
        let plain = self.words[subject].upos != "PRON"
            && length.checked_sub(1).is_some_and(|last| self.words[last].form != ",");
        (subject < length && whole && at_token && plain && length < root + 1).then_some(length)
    }

    /// A whole sentence of a treebank without the stop at its end, if it is a clause that
    /// can be said: a finite verb with its subject, no quotation or brackets.
    pub(super) fn clause(s: &UdSentence) -> Option<Piece> {
        if !(5..=26).contains(&s.words.len()) || s.words.last()?.form != "." {
            return None;
        }
        let root = s.words.iter().position(|w| w.head.is_none())?;
        let subject = s.words.iter().any(|w| w.head == Some(root) && w.deprel.starts_with("nsubj"));
        let finite = s.words[root].feats.contains("VerbForm=Fin")
            || s.words.iter().any(|w| {
                w.head == Some(root)
                    && (w.deprel.starts_with("aux") || w.deprel.starts_with("cop"))
                    && w.feats.contains("VerbForm=Fin")
            });
        let plain = s.words[..s.words.len() - 1].iter().all(|w| {
            w.deprel != "parataxis"
                && !matches!(
                    w.form.as_str(),
                    "\"" | "«"
                        | "»"
                        | "“"
                        | "”"
                        | "''"
                        | "``"
                        | "("
                        | ")"
                        | ":"
                        | "?"
                        | "!"
                        | "."
                        | "-"
                        | "--"
                )
        });
        if !subject || !finite || !plain || s.words[0].feats.contains("Mood=Imp") {
            return None;
        }
        let mut piece = Piece { root, ..Piece::default() };
        let mut end = usize::MAX;
        for token in &s.tokens[..s.tokens.len() - 1] {
            piece.tokens.push(Token {
                form: token.form.clone(),
                words: token.words.len(),
                spaced: token.span.start != end,
            });
            end = token.span.end;
        }
        piece.words = s.words[..s.words.len() - 1].to_vec();
        if let Some(last) = s.tokens.last()
            && last.words.len() != 1
        {
            return None;
        }
        Some(piece)
    }

    /// As it stands within a sentence: without the capital of the sentence's beginning.
    pub(super) fn within(mut self) -> Piece {
        let (Some(first), Some(token)) = (self.words.first_mut(), self.tokens.first_mut()) else {
            return self;
        };
        if first.upos != "PROPN" && first.form != "I" && token.words == 1 {
            first.form = first.form.to_lowercase();
            token.form = first.form.clone();
        }
        self
    }

    /// As it stands at the beginning of a sentence.
    pub(super) fn opening(mut self) -> Piece {
        if let (Some(first), Some(token)) = (self.words.first_mut(), self.tokens.first_mut()) {
            let capital = |form: &str| {
                let mut chars = form.chars();
                chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
            };
            first.form = capital(&first.form);
            token.form = capital(&token.form);
        }
        self
    }
}

/// A sentence that is put together.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) ud: UdSentence,
    pub(super) cling: bool,
}

impl Builder {
    /// Adds a piece and returns where its root stands, if it has one. `deprel` is kept if none
    /// is given.
    pub(super) fn add(&mut self, piece: Piece, head: Option<usize>, deprel: Option<&str>) -> usize {
        let first = self.ud.words.len();
        let mut at = first;
        for token in &piece.tokens {
            if token.spaced && !self.cling && !self.ud.text.is_empty() {
                self.ud.text.push(' ');
            }
            self.cling = false;
            let start = self.ud.text.len();
            self.ud.text.push_str(&token.form);
            let span = start..self.ud.text.len();
            let words = at..at + token.words;
            at = words.end;
            self.ud.tokens.push(UdToken { form: token.form.clone(), span, words });
        }
        for (i, mut w) in piece.words.into_iter().enumerate() {
            w.head = w.head.map(|h| h + first);
            if i == piece.root {
                w.head = head;
                if let Some(deprel) = deprel {
                    w.deprel = deprel.into();
                }
            }
            self.ud.words.push(w);
        }
        first.wrapping_add(piece.root)
    }

    /// Adds a piece with something between its first `length` words and the others; what is
    /// between is put under its root. Returns where its root stands.
    pub(super) fn add_around(
        &mut self,
        mut piece: Piece,
        length: usize,
        between: impl FnOnce(&mut Builder) -> usize,
    ) -> usize {
        let mut at = 0;
        let cut = piece
            .tokens
            .iter()
            .take_while(|t| {
                at += t.words;
                at <= length
            })
            .count();
        let rest = Piece {
            tokens: piece.tokens.split_off(cut),
            words: piece.words.split_off(length),
            root: usize::MAX,
        };
        let root = piece.root;
        piece.root = usize::MAX;
        let first = self.ud.words.len();
        let heads: Vec<Option<usize>> =
            piece.words.iter().chain(&rest.words).map(|w| w.head).collect();
        self.add(piece, None, None);
        let inserted = between(self);
        let second = self.ud.words.len();
        self.add(rest, None, None);
        let place = |i: usize| if i < length { first + i } else { second + i - length };
        for (i, head) in heads.into_iter().enumerate() {
            self.ud.words[place(i)].head = head.map(place);
        }
        self.ud.words[place(root)].deprel = "root".into();
        self.ud.words[inserted].head = Some(place(root));
        place(root)
    }

    pub(super) fn sign(&mut self, form: &str, head: usize) -> usize {
        self.add(Piece::single(form, "PUNCT", "", "punct"), Some(head), None)
    }

    /// Lets the next token follow without a space.
    pub(super) fn cling(&mut self) {
        self.cling = true;
    }

    pub(super) fn put_under(&mut self, word: usize, head: Option<usize>, deprel: &str) {
        self.ud.words[word].head = head;
        self.ud.words[word].deprel = deprel.into();
    }
}
