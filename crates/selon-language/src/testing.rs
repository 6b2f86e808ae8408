//! Analyses made by hand, for the tests of the crates that read them.
//!
//! Panics on what does not fit, with the row that does not: not for texts from
//! outside.

use std::borrow::Cow;

use selon_model::{ByteSpan, Language};

use crate::{
    Analysis, Morphology, Name, NameKind, Pos, Relation, Sentence, Subtype, Token, Word, WordId,
    WordRange,
};

/// Builds an analysis of `text` from rows, one a word, of
/// `form lemma UPOS feats head deprel [name]`, separated by white space.
///
/// - `head` counts from 1 within the sentence; 0 is the root. `_` is no feature.
/// - A blank line separates sentences.
/// - A row `3-4 du` before the rows of words 3 and 4 says that the two are the one
///   token *du*.
/// - `name` is `B-PER`, `I-PER`, and so for `ORG` and `LOC`; `_` or nothing is none.
/// - `~` in a form stands for a space (`1~300`).
///
/// Tokens are looked for in the text in the order of the rows; sentences that have
/// a line break between them stand in different paragraphs.
///
/// ```
/// use selon_language::testing::from_conllu;
/// use selon_model::Language;
///
/// let analysis = from_conllu(
///     "Retour du maire.",
///     Language::French,
///     "Retour retour NOUN Gender=Masc|Number=Sing 0 root
///      2-3 du
///      de     de     ADP  _ 4 case
///      le     le     DET  Definite=Def|PronType=Art 4 det
///      maire  maire  NOUN Gender=Masc|Number=Sing 1 nmod
///      .      .      PUNCT _ 1 punct",
/// );
/// assert_eq!(analysis.tokens.len(), 4);
/// assert_eq!(analysis.words.len(), 5);
/// assert_eq!(analysis.words[2].span.of(analysis.text), "du");
/// ```
pub fn from_conllu<'t>(text: &'t str, language: Language, rows: &str) -> Analysis<'t> {
    let mut made = Made { text, at: 0, ..Made::default() };
    let mut first_of_sentence = None;
    for row in rows.lines().map(str::trim) {
        if row.is_empty() {
            if let Some(first) = first_of_sentence.take() {
                made.end_sentence(first);
            }
            continue;
        }
        let first = *first_of_sentence.get_or_insert((made.tokens.len(), made.words.len()));
        made.row(first.1, row);
    }
    if let Some(first) = first_of_sentence {
        made.end_sentence(first);
    }
    Analysis::new(text, language, made.sentences, made.tokens, made.words, made.names)
}

#[derive(Default)]
struct Made<'t> {
    text: &'t str,
    /// Where the next token is looked for.
    at: usize,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    words: Vec<Word<'t>>,
    names: Vec<Name>,
    /// One past the last word of the contraction that is being read.
    contraction_end: usize,
}

impl<'t> Made<'t> {
    fn row(&mut self, first_word: usize, row: &str) {
        let columns: Vec<&str> = row.split_whitespace().collect();
        if let [ids, form] = columns[..] {
            let (start, end) = ids
                .split_once('-')
                .and_then(|(a, b)| Some((a.parse::<usize>().ok()?, b.parse::<usize>().ok()?)))
                .unwrap_or_else(|| panic!("not `form lemma UPOS feats head deprel`: {row}"));
            assert_eq!(first_word + start, self.words.len() + 1, "not the next word: {row}");
            self.contraction_end = first_word + end;
            let words =
                WordRange { start: self.words.len() as u32, end: self.contraction_end as u32 };
            self.token(form, words, row);
            return;
        }
        let (form, lemma, pos, feats, head, deprel, name) = match columns[..] {
            [form, lemma, pos, feats, head, deprel] => (form, lemma, pos, feats, head, deprel, "_"),
            [form, lemma, pos, feats, head, deprel, name] => {
                (form, lemma, pos, feats, head, deprel, name)
            }
            _ => panic!("{} columns, not 6 or 7: {row}", columns.len()),
        };
        let number = self.words.len() as u32;
        if self.words.len() >= self.contraction_end {
            self.token(form, WordRange { start: number, end: number + 1 }, row);
        }
        let token = self.tokens.len() - 1;
        let span = self.tokens[token].span;
        let (relation, subtype) = deprel.split_once(':').unwrap_or((deprel, ""));
        let head: usize = head.parse().unwrap_or_else(|_| panic!("head “{head}”: {row}"));
        let form = form.replace('~', " ");
        self.words.push(Word {
            token: token as u32,
            sentence: self.sentences.len() as u32,
            span,
            form: if span.of(self.text) == form {
                Cow::Borrowed(span.of(self.text))
            } else {
                Cow::Owned(form)
            },
            lemma: Cow::Owned(lemma.replace('~', " ")),
            pos: Pos::from_ud(pos).unwrap_or_else(|| panic!("part of speech “{pos}”: {row}")),
            tag: 0,
            morphology: Morphology::from_ud(feats),
            head: head.checked_sub(1).map(|h| WordId((first_word + h) as u32)),
            relation: Relation::from_ud(relation)
                .unwrap_or_else(|| panic!("relation “{relation}”: {row}")),
            subtype: Subtype::from_ud(subtype),
        });
        self.name(name, number, span, row);
    }

    fn token(&mut self, form: &str, words: WordRange, row: &str) {
        let form = form.replace('~', " ");
        let found = self.text[self.at..].find(&form);
        let start = self.at + found.unwrap_or_else(|| panic!("not in the rest of the text: {row}"));
        self.at = start + form.len();
        self.tokens.push(Token { span: ByteSpan::new(start, self.at), words });
    }

    fn name(&mut self, name: &str, word: u32, span: ByteSpan, row: &str) {
        if name == "_" {
            return;
        }
        let (position, kind) = name.split_once('-').unwrap_or_else(|| panic!("name: {row}"));
        let kind = match kind {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Organization,
            "LOC" => NameKind::Location,
            _ => panic!("kind of name “{kind}”: {row}"),
        };
        match (position, self.names.last_mut()) {
            ("B", _) => {
                let words = WordRange { start: word, end: word + 1 };
                self.names.push(Name { words, span, kind });
            }
            ("I", Some(last)) if last.words.end == word && last.kind == kind => {
                last.words.end += 1;
                last.span = last.span.cover(span);
            }
            _ => panic!("no name to go on with: {row}"),
        }
    }

    fn end_sentence(&mut self, (first_token, first_word): (usize, usize)) {
        assert_eq!(self.contraction_end.max(self.words.len()), self.words.len(), "missing words");
        for word in &self.words[first_word..] {
            assert!(
                word.head.is_none_or(|h| h.index() < self.words.len()),
                "the head of “{}” is outside its sentence",
                word.form
            );
        }
        let span = self.tokens[first_token].span.cover(self.tokens[self.tokens.len() - 1].span);
        let paragraph = self.sentences.last().map_or(0, |last| {
            let between = &self.text[last.span.end as usize..span.start as usize];
            last.paragraph + u32::from(between.contains('\n'))
        });
        self.sentences.push(Sentence {
            span,
            tokens: first_token as u32..self.tokens.len() as u32,
            words: WordRange { start: first_word as u32, end: self.words.len() as u32 },
            paragraph,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_contractions_and_names() {
        let text = "Le maire d'Ambreval parle au port.\nIl pleut.";
        let analysis = from_conllu(
            text,
            Language::French,
            "Le       le       DET   Definite=Def|Number=Sing 2 det
             maire    maire    NOUN  Number=Sing 5 nsubj
             d'       de       ADP   _ 4 case
             Ambreval Ambreval PROPN _ 2 nmod B-LOC
             parle    parler   VERB  Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
             6-7 au
             à        à        ADP   _ 8 case
             le       le       DET   _ 8 det
             port     port     NOUN  _ 5 obl:mod
             .        .        PUNCT _ 5 punct

             Il       lui      PRON  _ 2 expl:subj
             pleut    pleuvoir VERB  _ 0 root
             .        .        PUNCT _ 2 punct",
        );
        assert_eq!(analysis.sentences.len(), 2);
        assert_eq!(analysis.sentences[0].span.of(text), "Le maire d'Ambreval parle au port.");
        assert_eq!(analysis.sentences[1].paragraph, 1);
        assert_eq!(analysis.sentences[1].words, WordRange { start: 9, end: 12 });
        assert_eq!(analysis.words[9].head, Some(WordId(10)));
        assert_eq!(analysis.words[6].span.of(text), "au");
        assert_eq!(analysis.words[6].form, "le");
        assert_eq!(analysis.words[7].subtype, Subtype::Modifier);
        assert_eq!(analysis.names[0].span.of(text), "Ambreval");
        assert_eq!(analysis.children(WordId(4)), [WordId(1), WordId(7), WordId(8)]);
    }

    #[test]
    #[should_panic(expected = "not in the rest of the text: port port NOUN")]
    fn a_form_that_is_not_in_the_text() {
        from_conllu("La ville", Language::French, "port port NOUN _ 0 root");
    }
}
