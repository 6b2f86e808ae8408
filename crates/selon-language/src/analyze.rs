//! The way from a text to its [`Analysis`], in order.

use std::borrow::Cow;
use std::sync::LazyLock;

use selon_model::Language;

use crate::analysis::{Analysis, Name, Word, WordId, WordRange};
use crate::lemma::lemma;
use crate::lexicon::{consistent_morphology, form_class};
use crate::morphology::{Morphology, Pos};
use crate::nn::model::Model;
use crate::nn::network::{self, Input, Output};
use crate::participle::participles;
use crate::relation::Relation;
use crate::segment::{Segments, segment};

/// Bytes that begin where the sections of a model may be read in place.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static FRENCH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/models/fr.network"));
static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/models/en.network"));

static MODELS: LazyLock<[Model<'static>; 2]> = LazyLock::new(|| {
    [FRENCH, ENGLISH].map(|file| Model::read(&file.0).expect("the embedded models are whole"))
});

/// The embedded model of a language.
pub fn model(language: Language) -> &'static Model<'static> {
    match language {
        Language::French => &MODELS[0],
        Language::English => &MODELS[1],
    }
}

/// Analyses a text, at most 4 GiB long, in time linear in its length.
pub fn analyze(text: &str, language: Language) -> Analysis<'_> {
    analyze_by(text, language, model(language))
}

/// As [`analyze`], with a model of one's own.
pub fn analyze_by<'t>(text: &'t str, language: Language, model: &Model) -> Analysis<'t> {
    let segments = segment(text, language);
    let outputs = tag(&segments, language, model);
    assemble(segments, language, model, &outputs)
}

/// What the network says of each sentence.
pub fn tag(segments: &Segments, language: Language, model: &Model) -> Vec<Output> {
    let mut inputs: Vec<Input> = Vec::with_capacity(segments.words.len());
    let mut end = None;
    for token in &segments.tokens {
        let spaced = end != Some(token.span.start);
        end = Some(token.span.end);
        for (i, word) in token.words.iter().enumerate() {
            let form = &segments.words[word.index()].form;
            inputs.push(Input {
                form,
                class: form_class(language, form).0,
                spaced: spaced && i == 0,
                contracted: token.words.len() > 1,
            });
        }
    }
    let sentences: Vec<&[Input]> = segments
        .sentences
        .iter()
        .map(|s| &inputs[s.words.start as usize..s.words.end as usize])
        .collect();
    network::run(model, &sentences)
}

fn assemble<'t>(
    segments: Segments<'t>,
    language: Language,
    model: &Model,
    outputs: &[Output],
) -> Analysis<'t> {
    let Segments { text, sentences, tokens, words: segmented } = segments;
    let mut words = Vec::with_capacity(segmented.len());
    let mut names = Vec::new();
    let mut forms = segmented.into_iter();
    for (number, (sentence, output)) in sentences.iter().zip(outputs).enumerate() {
        let first = sentence.words.start;
        let participles =
            participles(&forms.as_slice()[..sentence.words.len()], language, model, output);
        for (i, segmented) in forms.by_ref().take(sentence.words.len()).enumerate() {
            let (pos, morphology) = model.tags[output.tags[i] as usize];
            let pos = model.pos[pos];
            let (relation, subtype) = model.relations[output.relations[i] as usize];
            let form = segmented.form;
            // Signs that are rare in the treebanks, such as the dash of a date line, get
            // any tag.
            let (pos, morphology) = match is_punctuation(&form) && pos != Pos::Sym {
                true => (Pos::Punct, Morphology::default()),
                false => (pos, morphology),
            };
            let (pos, morphology) = match participles[i] {
                Some(participle) => (Pos::Verb, participle),
                None => (pos, morphology),
            };
            // What depends on a noun as its complement depends on a verb as its adverbial.
            let of_participle = (output.heads[i] as usize)
                .checked_sub(1)
                .is_some_and(|head| participles[head].is_some());
            let relation = match relation {
                Relation::Nmod if of_participle => Relation::Obl,
                relation => relation,
            };
            let morphology = consistent_morphology(language, &form, pos, morphology);
            let lemma = match &form {
                Cow::Borrowed(form) => lemma(language, form, pos, &morphology),
                Cow::Owned(form) => {
                    Cow::Owned(lemma(language, form, pos, &morphology).into_owned())
                }
            };
            words.push(Word {
                token: segmented.token,
                sentence: number as u32,
                span: tokens[segmented.token as usize].span,
                form,
                lemma,
                pos,
                morphology,
                tag: output.tags[i],
                head: output.heads[i].checked_sub(1).map(|h| WordId(first + u32::from(h))),
                relation,
                subtype,
            });
        }
        for &(start, end, kind) in &output.names {
            let range = WordRange { start: first + start as u32, end: first + end as u32 };
            let span = words[range.start as usize].span.cover(words[range.end as usize - 1].span);
            names.push(Name { words: range, span, kind });
        }
    }
    Analysis::new(text, language, sentences, tokens, words, names)
}

/// Whether a form has nothing but marks of punctuation.
fn is_punctuation(form: &str) -> bool {
    form.chars().all(|c| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '"' | '\'' | '-')
            || matches!(c, '«' | '»' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '…' | '•')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::morphology::Mood;
    use crate::nn::model::ModelError;
    use crate::{NameKind, Relation};

    fn word<'a, 't>(analysis: &'a Analysis<'t>, form: &str) -> &'a Word<'t> {
        let found = analysis.words.iter().find(|w| w.form == form);
        found.unwrap_or_else(|| panic!("no “{form}” in “{}”", analysis.text))
    }

    #[test]
    fn the_conditional_of_hearsay() {
        let text = "Des affrontements auraient éclaté près de la frontière, selon le gouvernement.";
        let analysis = analyze(text, Language::French);
        let auxiliary = word(&analysis, "auraient");
        assert_eq!(auxiliary.morphology.mood, Some(Mood::Cnd));
        assert_eq!(auxiliary.lemma, "avoir");
        let subject = word(&analysis, "affrontements");
        assert_eq!((subject.pos, subject.relation), (Pos::Noun, Relation::Nsubj));
        assert_eq!(subject.head.map(|h| &*analysis[h].form), Some("éclaté"));
    }

    #[test]
    fn a_report_in_english() {
        let text = "The army said that rebels had attacked two villages near Goma on Monday.";
        let analysis = analyze(text, Language::English);
        let said = word(&analysis, "said");
        assert_eq!((said.pos, &*said.lemma, said.head), (Pos::Verb, "say", None));
        let attacked = word(&analysis, "attacked");
        assert_eq!(attacked.relation, Relation::Ccomp);
        assert_eq!(attacked.head.map(|h| &*analysis[h].form), Some("said"));
        let names: Vec<_> = analysis.names.iter().map(|n| (n.span.of(text), n.kind)).collect();
        assert_eq!(names, [("Goma", NameKind::Location)]);
    }

    /// Batches are put together by length; that must not show.
    #[test]
    fn a_sentence_does_not_depend_on_its_neighbours() {
        let sentences = [
            "La police a arrêté douze personnes à Marseille.",
            "Selon l’ONU, près de 300 civils ont fui la ville depuis lundi.",
            "Non.",
            "Le ministre a démenti que l’armée ait tiré sur les manifestants.",
        ];
        let whole = sentences.join("\n\n");
        let together = analyze(&whole, Language::French);
        let mut at = 0;
        for sentence in sentences {
            let alone = analyze(sentence, Language::French);
            for word in &alone.words {
                let same = &together.words[at];
                assert_eq!(word.form, same.form);
                assert_eq!((word.pos, word.morphology), (same.pos, same.morphology));
                assert_eq!((word.relation, &word.lemma), (same.relation, &same.lemma));
                at += 1;
            }
        }
        assert_eq!(at, together.words.len());
    }

    #[test]
    fn damaged_models_are_refused() {
        for language in Language::ALL {
            assert!(model(language).shape.rows > 10_000);
        }
        assert_eq!(Model::read(b"no model").unwrap_err(), ModelError::Magic);
        for cut in [8, 60, 200, 4096, 1 << 20] {
            assert!(matches!(Model::read(&FRENCH.0[..cut]), Err(ModelError::Damaged(_))));
        }
    }

    #[test]
    fn nothing_and_next_to_nothing() {
        for text in ["", " \n ", ".", "…", "\u{200f}", "a"] {
            for language in Language::ALL {
                let analysis = analyze(text, language);
                assert!(analysis.words.iter().all(|w| w.span.end as usize <= text.len()));
            }
        }
    }
}
