//! The model file: what its numbers mean, and where they stand. It is read in place;
//! only the names of tags and relations are parsed.
//!
//! Little-endian. Sections begin at multiples of 64 bytes:
//!
//! 1. the magic, then [`FIELDS`] numbers (`u32`): the sizes of [`Shape`] in order, the
//!    number of forms in lists, and the length of the text;
//! 2. the text: a line each for the treebank, the parts of speech, the tags (part of
//!    speech, space, features) and the relations, each list's items parted by tabs;
//! 3. the hashes of features, ascending (`u64`);
//! 4. for each value of a hash's highest [`BUCKET_BITS`] bits, the first row whose hash
//!    has it, and at the end the number of rows (`u32`);
//! 5. the scale of each row (`f32`); 6. the rows (`i8`);
//! 7. the hashes of forms that stand in lists, ascending (`u64`), and their lists (`u8`);
//! 8. the dense parameters in the order of [`Shape::dense`]: of a matrix the packed
//!    numbers (`i16`), then the scales of its columns (`f32`); of a vector its numbers
//!    (`f32`).

use thiserror::Error;

use super::matrix::PANEL;
use super::names::LABELS;
use super::quantised::{LARGEST, Packed, packed_len};
use crate::{Morphology, Pos, Relation, Subtype};

/// How a model file begins.
pub const MAGIC: &[u8; 8] = b"SELONNN2";
/// The numbers after the magic.
pub const FIELDS: usize = 15;
/// The bits of a hash that tell its bucket.
pub const BUCKET_BITS: u32 = 14;
/// Where sections may begin.
pub const ALIGN: usize = 64;

/// What is wrong with a model file.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// It does not begin with [`MAGIC`].
    #[error("this is no model file of this version: train it anew")]
    Magic,
    /// It ends too early, or a section does not lie where it should.
    #[error("the model file is cut short or damaged at “{0}”: train it anew")]
    Damaged(&'static str),
}

macro_rules! sizes {
    ($($(#[$meta:meta])* $name:ident,)*) => {
        /// The sizes of a network.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Shape { $($(#[$meta])* pub $name: usize,)* }

        impl Shape {
            /// The sizes in the order of the file.
            pub fn fields(&self) -> [usize; FIELDS - 2] {
                [$(self.$name),*]
            }

            fn from_fields([$($name),*]: [usize; FIELDS - 2]) -> Shape {
                Shape { $($name),* }
            }
        }
    };
}

sizes! {
    /// The length of a row of features.
    width,
    /// Hidden units of each LSTM.
    hidden,
    /// Layers of LSTMs.
    layers,
    /// Hidden units before the tags.
    tag_hidden,
    /// The layer that tags are read off, from 0.
    tag_layer,
    /// The length of the vectors that score heads.
    arc,
    /// The length of the vectors that score relations.
    relation,
    /// Hidden units before the names.
    name_hidden,
    /// Parts of speech.
    pos,
    /// Tags: a part of speech with its features.
    tags,
    /// Relations.
    relations,
    /// Labels of names.
    names,
    /// Rows of features.
    rows,
}

impl Shape {
    /// The dense parameters in order: inputs and outputs of each matrix; a bias or a
    /// vector has no inputs and is not packed.
    pub fn dense(&self) -> Vec<(usize, usize)> {
        let top = 2 * self.hidden;
        let gates = 4 * self.hidden;
        let mut all = Vec::new();
        for layer in 0..self.layers {
            let inputs = if layer == 0 { self.width } else { top };
            for _ in 0..2 {
                all.extend([(inputs, gates), (self.hidden, gates), (0, gates)]);
            }
        }
        let mut linear = |inputs, outputs| all.extend([(inputs, outputs), (0, outputs)]);
        linear(top, self.tag_hidden);
        linear(self.tag_hidden, self.pos);
        linear(self.tag_hidden, self.tags);
        linear(top, self.arc);
        linear(top, self.arc);
        all.extend([(0, self.arc), (self.arc, self.arc), (0, self.arc)]);
        let mut linear = |inputs, outputs| all.extend([(inputs, outputs), (0, outputs)]);
        linear(top, self.relation);
        linear(top, self.relation);
        all.push((0, self.relation));
        let mut linear = |inputs, outputs| all.extend([(inputs, outputs), (0, outputs)]);
        linear(3 * self.relation, self.relations);
        linear(top, self.name_hidden);
        linear(self.name_hidden, self.names);
        all
    }
}

/// What is learned in one matrix or vector.
#[derive(Clone, Copy, Debug)]
pub enum Dense<'m> {
    /// A matrix.
    Matrix(Packed<'m>),
    /// A bias, or the vector of the root.
    Vector(&'m [f32]),
}

/// A model, read in place.
#[derive(Debug)]
pub struct Model<'m> {
    /// Its sizes.
    pub shape: Shape,
    /// The treebank whose ways it follows.
    pub treebank: &'m str,
    /// The parts of speech.
    pub pos: Vec<Pos>,
    /// The tags: which part of speech, and the features.
    pub tags: Vec<(usize, Morphology)>,
    /// The features of the tags as Universal Dependencies writes them.
    pub features: Vec<&'m str>,
    /// The relations.
    pub relations: Vec<(Relation, Subtype)>,
    /// The relations as Universal Dependencies writes them.
    pub relation_names: Vec<&'m str>,
    hashes: &'m [u64],
    buckets: &'m [u32],
    scales: &'m [f32],
    rows: &'m [i8],
    list_hashes: &'m [u64],
    lists: &'m [u8],
    /// The dense parameters in the order of [`Shape::dense`].
    pub dense: Vec<Dense<'m>>,
}

struct Sections<'m> {
    bytes: &'m [u8],
    at: usize,
}

impl<'m> Sections<'m> {
    fn take<T: bytemuck::AnyBitPattern>(
        &mut self,
        count: usize,
        name: &'static str,
    ) -> Result<&'m [T], ModelError> {
        let damaged = ModelError::Damaged(name);
        let start = self.at.next_multiple_of(ALIGN);
        let length = count.checked_mul(size_of::<T>()).ok_or(damaged)?;
        let end = start.checked_add(length).ok_or(damaged)?;
        let bytes = self.bytes.get(start..end).ok_or(damaged)?;
        self.at = end;
        bytemuck::try_cast_slice(bytes).map_err(|_| damaged)
    }
}

impl<'m> Model<'m> {
    /// Reads a model in place. `bytes` must begin at a multiple of 8 bytes.
    pub fn read(bytes: &'m [u8]) -> Result<Model<'m>, ModelError> {
        let damaged = ModelError::Damaged;
        if !bytes.starts_with(MAGIC) || cfg!(target_endian = "big") {
            return Err(ModelError::Magic);
        }
        let header = bytes.get(8..8 + 4 * FIELDS).ok_or(damaged("header"))?;
        let mut fields = [0usize; FIELDS];
        for (field, four) in fields.iter_mut().zip(header.chunks_exact(4)) {
            *field = u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize;
        }
        let mut sizes = [0; FIELDS - 2];
        sizes.copy_from_slice(&fields[..FIELDS - 2]);
        let shape = Shape::from_fields(sizes);
        let mut sections = Sections { bytes, at: 8 + 4 * FIELDS };
        let text = sections.take::<u8>(fields[FIELDS - 1], "text")?;
        let text = std::str::from_utf8(text).map_err(|_| damaged("text"))?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(damaged("text"));
        let treebank = line()?;
        let pos_names: Vec<&str> = line()?.split('\t').collect();
        let pos: Vec<Pos> = pos_names.iter().map(|p| Pos::from_ud(p).unwrap_or(Pos::X)).collect();
        let tag_lines: Vec<&str> = line()?.split('\t').collect();
        let relation_names: Vec<&str> = line()?.split('\t').collect();
        let mut tags = Vec::with_capacity(tag_lines.len());
        let mut features = Vec::with_capacity(tag_lines.len());
        for tag in tag_lines {
            let (name, feats) = tag.split_once(' ').ok_or(damaged("tags"))?;
            let of = pos_names.iter().position(|p| *p == name).ok_or(damaged("tags"))?;
            tags.push((of, Morphology::from_ud(feats)));
            features.push(feats);
        }
        let relations: Vec<(Relation, Subtype)> = relation_names
            .iter()
            .map(|r| {
                let (name, subtype) = r.split_once(':').unwrap_or((r, ""));
                (Relation::from_ud(name).unwrap_or(Relation::Dep), Subtype::from_ud(subtype))
            })
            .collect();
        if (pos.len(), tags.len(), relations.len()) != (shape.pos, shape.tags, shape.relations)
            || shape.names != LABELS
            || shape.width == 0
            || shape.dense().iter().any(|&(inputs, _)| inputs > LARGEST)
            || shape.tag_layer >= shape.layers
        {
            return Err(damaged("text"));
        }
        let hashes = sections.take(shape.rows, "hashes")?;
        let buckets: &[u32] = sections.take((1 << BUCKET_BITS) + 1, "buckets")?;
        if !buckets.is_sorted() || buckets.last() != Some(&(shape.rows as u32)) {
            return Err(damaged("buckets"));
        }
        let scales = sections.take(shape.rows, "scales")?;
        let rows = sections.take(shape.rows * shape.width, "rows")?;
        let list_hashes = sections.take(fields[FIELDS - 2], "lists")?;
        let lists = sections.take(fields[FIELDS - 2], "lists")?;
        let mut dense = Vec::new();
        for (inputs, outputs) in shape.dense() {
            dense.push(match inputs {
                0 => Dense::Vector(sections.take(outputs, "parameters")?),
                _ => Dense::Matrix(Packed {
                    values: sections.take(packed_len(inputs, outputs), "parameters")?,
                    scales: sections.take(outputs.div_ceil(PANEL) * PANEL, "parameters")?,
                }),
            });
        }
        Ok(Model {
            shape,
            treebank,
            pos,
            tags,
            features,
            relations,
            relation_names,
            hashes,
            buckets,
            scales,
            rows,
            list_hashes,
            lists,
            dense,
        })
    }

    /// The lists that a form stands in, by its hash.
    pub fn lists(&self, form: u64) -> u8 {
        self.list_hashes.binary_search(&form).map_or(0, |i| self.lists[i])
    }

    /// The row of a hash of a feature: its numbers and their scale.
    pub fn row(&self, hash: u64) -> Option<(&'m [i8], f32)> {
        let bucket = (hash >> (64 - BUCKET_BITS)) as usize;
        let (first, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let at = first + self.hashes[first..end].iter().position(|&h| h == hash)?;
        let width = self.shape.width;
        Some((&self.rows[at * width..][..width], self.scales[at]))
    }
}
