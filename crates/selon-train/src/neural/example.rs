//! A sentence in numbers, and what is to be learned of it.

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
    /// What teachers hold likely.
    pub taught: Option<Taught>,
}

/// What teachers hold likely of a sentence, as probabilities; empty where they were not
/// asked.
#[derive(Clone, Debug, Default)]
pub struct Taught {
    /// Words × parts of speech.
    pub pos: Vec<f32>,
    /// Words × tags.
    pub tags: Vec<f32>,
    /// Words × (1 + words).
    pub heads: Vec<f32>,
    /// The heads that `relations` are told for: those of the tree where it is known.
    pub relation_heads: Vec<u16>,
    /// Words × relations.
    pub relations: Vec<f32>,
    /// Words × labels of names.
    pub names: Vec<f32>,
}

impl Example {
    /// Whether teachers tell of its tree.
    pub fn has_taught_tree(&self) -> bool {
        self.taught.as_ref().is_some_and(|t| !t.heads.is_empty())
    }

    /// Whether teachers tell of its names.
    pub fn has_taught_names(&self) -> bool {
        self.taught.as_ref().is_some_and(|t| !t.names.is_empty())
    }
}

/// Tags and tree of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Parts of speech.
    pub pos: Vec<u16>,
    /// Tags.
    pub tags: Vec<u16>,
    /// Heads: 0 the root, else 1 + the index.
    pub heads: Vec<u16>,
    /// Relations.
    pub relations: Vec<u16>,
}
