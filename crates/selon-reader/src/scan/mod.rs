//! Reading times and numbers off the surface of a text.
//!
//! Times and numbers are a small closed language that taggers handle badly and
//! tables handle well. Here the text is cut into [atoms](atom), looked up in
//! [lexicons](lexicon), read as [numbers](number) and matched against
//! [patterns](pattern), by tables of a language; nothing here depends on how the text was tokenised or
//! tagged.

pub(crate) mod atom;
pub(crate) mod lexicon;
pub(crate) mod number;
pub(crate) mod pattern;

use selon_language::{Analysis, WordRange};
use selon_model::ByteSpan;

/// The words whose tokens share a byte with the span; none if there is no such token.
pub(crate) fn words_at(analysis: &Analysis, span: ByteSpan) -> Option<WordRange> {
    let first = analysis.tokens.partition_point(|t| t.span.end <= span.start);
    let after = analysis.tokens.partition_point(|t| t.span.start < span.end);
    let tokens = analysis.tokens.get(first..after)?;
    let range = WordRange { start: tokens.first()?.words.start, end: tokens.last()?.words.end };
    (!range.is_empty()).then_some(range)
}
