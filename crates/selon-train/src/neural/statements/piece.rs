//! Parts of trees, from a table or a treebank, and the sentence that they are put together to.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};

use super::super::data::Sentence;
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

/// The features that a form has most often in a treebank, by form in small letters and
/// part of speech.
pub(super) struct Features(HashMap<(String, String), String>);

impl Features {
    pub(super) fn of(sentences: &[Sentence]) -> Features {
        let mut counts: BTreeMap<(String, String), BTreeMap<&str, u32>> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.ud.words) {
            let of_form = counts.entry((word.form.to_lowercase(), word.upos.clone())).or_default();
            *of_form.entry(&word.feats).or_default() += 1;
        }
        let most = |of_form: BTreeMap<&str, u32>| {
            of_form.into_iter().max_by_key(|&(_, n)| n).map_or(String::new(), |(f, _)| f.into())
        };
        Features(counts.into_iter().map(|(key, of_form)| (key, most(of_form))).collect())
    }

    pub(super) fn get(&self, form: &str, upos: &str) -> String {
        self.0.get(&(form.to_lowercase(), upos.to_string())).cloned().unwrap_or_default()
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
        names: &[Piece],
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
            if form == "NAME" {
                let relation = rest.split_once(':').map_or("", |r| r.1);
                let name = &names[random.below(names.len())];
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
            piece.words.push(word(form, upos, features.get(form, upos), None, relation));
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
    /// Adds a piece and returns where its root stands. `deprel` is kept if none is given.
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
        first + piece.root
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
