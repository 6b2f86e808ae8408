//! The way from a text to its [`Analysis`], in order.

use std::borrow::Cow;
use std::sync::LazyLock;

use selon_model::Language;

use crate::analysis::{Analysis, Name, Word, WordId, WordRange};
use crate::lemma::lemma;
use crate::lexicon::{consistent_morphology, form_class};
use crate::nn::model::Model;
use crate::nn::network::{self, Input, Output};
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
        for (i, segmented) in forms.by_ref().take(sentence.words.len()).enumerate() {
            let (pos, morphology) = model.tags[output.tags[i] as usize];
            let pos = model.pos[pos];
            let (relation, subtype) = model.relations[output.relations[i] as usize];
            let form = segmented.form;
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
