//! Text to [`Analysis`]: sentences, tokens, words, tags, lemmas, dependency tree,
//! names. After Universal Dependencies, version 2.
//!
//! This crate knows nothing of conflicts, attributions or places. It reads no
//! file: the models are embedded.

pub mod analysis;
pub mod analyze;
pub mod language_id;
pub mod lemma;
pub mod lexicon;
pub mod morphology;
pub mod nn;
mod participle;
pub mod relation;
pub mod segment;
#[doc(hidden)]
pub mod testing;

pub use analysis::{Analysis, Name, NameKind, Sentence, Token, Word, WordId, WordRange};
pub use analyze::analyze;
pub use morphology::{Morphology, Pos};
pub use relation::{Relation, Subtype};
