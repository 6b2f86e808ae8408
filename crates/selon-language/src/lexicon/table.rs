//! The compiled lexicon of a language: forms with their readings and lemmas, and the
//! rules for forms that it does not have.
//!
//! A file of numbers in little-endian order, read where it lies: a header of
//! [`HEADER`] numbers, then the sections in the order of [`Section`]. A form leads to
//! an *entry*, which many forms share: *donnaient* and *laissaient* have one.

use super::class::{FormClass, FormReading};
use super::hash;
use super::script::{Case, Script};
use crate::Pos;

/// The first number of a file.
pub const MAGIC: u32 = u32::from_le_bytes(*b"SLX2");

/// The numbers of the header: [`MAGIC`], the character that groups thousands in
/// numbers and is not in their lemmas (0 for none), then how many items each section has.
pub const HEADER: usize = 2 + SECTIONS;

/// How many sections there are.
pub const SECTIONS: usize = 10;

/// The sections of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// Pilots of the hash of forms: u16.
    Pilots,
    /// Slots of forms: fingerprint u16, entry u16.
    Slots,
    /// Entries: class u32, readings (start u24, count u8), rules (start u24, count u8).
    Entries,
    /// Readings: u16, see [`FormReading`].
    Readings,
    /// Rules for lemmas: part of speech u16, condition u16, script u16.
    Rules,
    /// Conditions on the context: mask u32, value u32.
    Conditions,
    /// Scripts: characters to strip u8, case u8, bytes to append u16, where u32.
    Scripts,
    /// Pilots of the hash of suffixes: u16.
    SuffixPilots,
    /// Slots of suffixes: fingerprint u16, script u16.
    Suffixes,
    /// The text that scripts append.
    Text,
}

/// Bytes per item of each section.
pub const ITEM: [usize; SECTIONS] = [2, 4, 12, 2, 6, 8, 8, 2, 4, 1];

/// A compiled lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    bytes: &'static [u8],
    start: [usize; SECTIONS],
    count: [usize; SECTIONS],
}

/// What the lexicon has for a form.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// All readings together.
    pub class: FormClass,
    readings: u32,
    rules: u32,
}

impl Lexicon {
    /// Reads the header. An empty lexicon if the file is not one.
    pub fn new(bytes: &'static [u8]) -> Lexicon {
        let empty = Lexicon { bytes: &[], start: [0; SECTIONS], count: [0; SECTIONS] };
        let mut lexicon = Lexicon { bytes, ..empty };
        if lexicon.u32(0) != MAGIC {
            return empty;
        }
        let mut at = HEADER * 4;
        for (section, item) in ITEM.into_iter().enumerate() {
            let count = lexicon.u32(8 + 4 * section) as usize;
            lexicon.start[section] = at;
            lexicon.count[section] = count;
            at = at.saturating_add(count.saturating_mul(item));
        }
        if at == bytes.len() { lexicon } else { empty }
    }

    fn u16(&self, at: usize) -> u16 {
        match self.bytes.get(at..at + 2) {
            Some(b) => u16::from_le_bytes([b[0], b[1]]),
            None => 0,
        }
    }

    fn u32(&self, at: usize) -> u32 {
        match self.bytes.get(at..at + 4) {
            Some(b) => u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            None => 0,
        }
    }

    fn at(&self, section: Section, item: usize) -> usize {
        self.start[section as usize] + item * ITEM[section as usize]
    }

    /// The character that groups thousands and is not in the lemmas of numbers.
    pub fn group_separator(&self) -> Option<char> {
        char::from_u32(self.u32(4)).filter(|c| *c != '\0')
    }

    /// The value of a key in one of the two hashes.
    fn find(&self, pilots: Section, slots: Section, key: &[u8]) -> Option<u16> {
        let buckets = self.count[pilots as usize];
        let count = self.count[slots as usize];
        if buckets == 0 || count == 0 {
            return None;
        }
        let h = hash::hash(key);
        let pilot = self.u16(self.at(pilots, hash::bucket(h, buckets)));
        let at = self.at(slots, hash::slot(h, pilot, count));
        // An empty slot has the fingerprint and the value of none: value 0xffff.
        let value = self.u16(at + 2);
        (self.u16(at) == hash::fingerprint(h) && value != u16::MAX).then_some(value)
    }

    /// What it has for a form in small letters, with straight apostrophes.
    pub fn entry(&self, lower: &str) -> Option<Entry> {
        let entry = self.find(Section::Pilots, Section::Slots, lower.as_bytes())?;
        let at = self.at(Section::Entries, usize::from(entry));
        Some(Entry {
            class: FormClass(self.u32(at)),
            readings: self.u32(at + 4),
            rules: self.u32(at + 8),
        })
    }

    /// The readings of a form.
    pub fn readings(&self, entry: Entry) -> impl Iterator<Item = FormReading> + Clone + '_ {
        let first = (entry.readings >> 8) as usize;
        (first..first + (entry.readings & 255) as usize)
            .map(|i| FormReading(self.u16(self.at(Section::Readings, i))))
    }

    /// The edit that makes the lemma of a form as this part of speech in this context
    /// (see [`super::context`]).
    pub fn script(&self, entry: Entry, pos: Pos, context: u32) -> Option<Script<'static>> {
        let first = (entry.rules >> 8) as usize;
        (first..first + (entry.rules & 255) as usize)
            .map(|i| self.at(Section::Rules, i))
            .filter(|&at| self.u16(at) == pos as u16)
            .find(|&at| {
                let condition = self.at(Section::Conditions, usize::from(self.u16(at + 2)));
                context & self.u32(condition) == self.u32(condition + 4)
            })
            .map(|at| self.script_at(self.u16(at + 4)))
    }

    /// The edit for the longest known suffix of a form in small letters.
    pub fn script_by_suffix(&self, lower: &str, context: [u8; 3]) -> Option<Script<'static>> {
        let mut key = [0u8; 3 + MAX_SUFFIX * 4];
        key[..3].copy_from_slice(&context);
        key[3..3 + LONGEST.len()].copy_from_slice(&LONGEST);
        let longest = self.find(
            Section::SuffixPilots,
            Section::Suffixes,
            key.get(..3 + LONGEST.len()).unwrap_or(&[]),
        )?;
        let mut starts = [0usize; MAX_SUFFIX + 1];
        let mut lengths = 0;
        starts[0] = lower.len();
        for (at, _) in lower.char_indices().rev().take(MAX_SUFFIX.min(usize::from(longest))) {
            lengths += 1;
            starts[lengths] = at;
        }
        (0..=lengths)
            .rev()
            .find_map(|n| {
                let suffix = &lower.as_bytes()[starts[n]..];
                key[3..3 + suffix.len()].copy_from_slice(suffix);
                let key = &key[..3 + suffix.len()];
                self.find(Section::SuffixPilots, Section::Suffixes, key)
            })
            .map(|script| self.script_at(script))
    }

    fn script_at(&self, script: u16) -> Script<'static> {
        let at = self.at(Section::Scripts, usize::from(script));
        let case = match self.bytes.get(at + 1) {
            Some(1) => Case::Keep,
            Some(2) => Case::Capital,
            _ => Case::Lower,
        };
        let text = self.at(Section::Text, self.u32(at + 4) as usize);
        let append = self.bytes.get(text..text + usize::from(self.u16(at + 2)));
        Script {
            case,
            strip: self.bytes.get(at).copied().unwrap_or(0),
            append: append.and_then(|b| std::str::from_utf8(b).ok()).unwrap_or(""),
        }
    }
}

/// In place of a suffix: how long the longest one is that there are rules for.
pub const LONGEST: [u8; 1] = [0xff];

/// The longest suffix that rules look at, in characters.
pub const MAX_SUFFIX: usize = 8;
