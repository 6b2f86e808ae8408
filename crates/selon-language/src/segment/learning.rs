//! What `selon-train` needs to learn the classifiers of this module.

use selon_model::Language;

use super::boundary;
pub use super::candidate::CommonWords;
use super::contraction::{self, Doubtful};
use super::layout::Layout;
pub use super::linear::{Features, feature_name};
use super::scan;
use super::tables::Tables;

/// The features of a decision, by name.
#[derive(Default)]
pub struct Names(pub Vec<String>);

impl Features for Names {
    fn add(&mut self, parts: &[&str]) {
        self.0.push(feature_name(parts));
    }
}

/// Calls `learn` with the features of each place where a sentence may end, and the
/// byte where its last token ends; `learn` says whether one does end.
pub fn boundaries(
    text: &str,
    language: Language,
    common: &CommonWords,
    mut learn: impl FnMut(Vec<String>, usize) -> bool,
) {
    let tables = Tables::of(language);
    let scanned = scan::scan(text, tables);
    let layout = Layout::of(text, &scanned.lines);
    boundary::walk(text, &scanned, &layout, common, tables, |candidate| {
        let mut names = Names::default();
        candidate.features(&mut names);
        learn(names.0, scanned.pieces[candidate.last].end as usize)
    });
}

/// Calls `learn` with the features of each token of a sentence that may be one word
/// or two, and the byte where it begins.
pub fn contractions(sentence: &str, language: Language, mut learn: impl FnMut(Vec<String>, usize)) {
    let tables = Tables::of(language);
    let pieces = scan::scan(sentence, tables).pieces;
    for (index, piece) in pieces.iter().enumerate() {
        let found = contraction::contraction(piece.of(sentence), tables);
        if found.is_some_and(|c| c.alone) {
            let mut names = Names::default();
            Doubtful { text: sentence, pieces: &pieces, index }.features(&mut names);
            learn(names.0, piece.start as usize);
        }
    }
}
