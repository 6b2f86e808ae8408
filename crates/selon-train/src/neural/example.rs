//! A sentence in numbers, and what is to be learned of it.

/// What is not known of a word.
pub const UNTOLD: u16 = u16::MAX;

/// A word as the network sees it.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Rows that count whole; the first, if any, is that of the form.
    pub whole: Vec<u32>,
    /// Whether the first of `whole` is the row of the form.
    pub has_form: bool,
    /// How often the form stands in the training data.
    pub frequency: u32,
    /// Rows that count by their mean.
    pub pieces: Vec<u32>,
}

/// What is to be learned of a sentence.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its words.
    pub words: Vec<Input>,
    /// Parts of speech, tags, heads (0 the root, else 1 + the index) and relations.
    pub tree: Option<Tree>,
    /// Labels of names.
    pub names: Option<Vec<u16>>,
    /// Whether it follows the treebank to follow.
    pub own: bool,
}

/// Tags and tree of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Parts of speech.
    pub pos: Vec<u16>,
    /// Tags; [`UNTOLD`] where they are not known.
    pub tags: Vec<u16>,
    /// Heads: 0 the root, else 1 + the index.
    pub heads: Vec<u16>,
    /// Relations.
    pub relations: Vec<u16>,
}
