//! What the network is told of a word: the hashes of its form, of its beginnings and
//! endings, of its pieces and of its shape. Each hash that was common in training has
//! a row of numbers in the model; the rows of a word are summed.

/// The hashes of one word. The same for the same form, wherever it stands, but for
/// those that [`Features::context`] adds.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Hashes whose rows count whole.
    pub whole: Vec<u64>,
    /// Hashes of the pieces of the form, whose rows count by their mean.
    pub pieces: Vec<u64>,
}

/// The longest form that is looked at, in characters; what comes after is left out.
const LONGEST: usize = 32;

/// What a hash is a hash of.
#[derive(Clone, Copy)]
enum Kind {
    Form = 1,
    Prefix = 2,
    Suffix = 3,
    Shape = 4,
    Piece = 5,
    Class = 6,
    Context = 7,
    Treebank = 8,
    Exact = 9,
    List = 10,
}

/// Lists of words that stand in names, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The name of a place.
    Place,
    /// The first word of the name of a place.
    PlaceFirst,
    /// A later word of the name of a place.
    PlaceLater,
    /// The name of an organisation or group.
    Body,
    /// The first word of one.
    BodyFirst,
    /// A later word of one.
    BodyLater,
    /// A word of the name of a person.
    Person,
    /// A given name.
    Given,
}

fn hash(kind: Kind, bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325 ^ ((kind as u64) << 56);
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

/// The hash of a treebank's name: each treebank has its ways, and the model is told
/// which to follow.
pub fn treebank(name: &str) -> u64 {
    hash(Kind::Treebank, name.as_bytes())
}

/// The hash that stands for a form, by which rare forms are left out in training.
pub fn form(form: &str) -> u64 {
    let mut buffer = String::new();
    fold(form, &mut buffer);
    hash(Kind::Form, buffer.as_bytes())
}

/// Lower case, digits as 0, one apostrophe.
fn fold(form: &str, out: &mut String) {
    for c in form.chars().take(LONGEST) {
        match c {
            '0'..='9' => out.push('0'),
            '\u{2019}' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

impl Features {
    /// The hashes of a form; `class` is its class in the table of forms, `lists` the
    /// [`List`]s that it stands in.
    pub fn of(form: &str, class: u32, lists: u8) -> Features {
        let mut features = Features::default();
        let mut folded = String::with_capacity(form.len());
        fold(form, &mut folded);
        let whole = &mut features.whole;
        whole.push(hash(Kind::Form, folded.as_bytes()));
        whole.push(hash(Kind::Shape, shape(form).as_bytes()));
        if form.chars().next().is_some_and(char::is_uppercase) {
            whole.push(hash(Kind::Exact, form.as_bytes()));
        }
        let ends: Vec<usize> =
            folded.char_indices().map(|(i, _)| i).chain([folded.len()]).collect();
        let length = ends.len() - 1;
        for &end in ends.iter().skip(1).take(4) {
            whole.push(hash(Kind::Prefix, &folded.as_bytes()[..end]));
        }
        for n in 1..=5.min(length) {
            whole.push(hash(Kind::Suffix, &folded.as_bytes()[ends[length - n]..]));
        }
        let mut bits = class;
        while bits != 0 {
            let bit = bits.trailing_zeros();
            whole.push(hash(Kind::Class, &[bit as u8]));
            bits &= bits - 1;
        }
        if class != 0 {
            whole.push(hash(Kind::Class, &class.to_le_bytes()));
        }
        if form.chars().next().is_some_and(char::is_uppercase) {
            for list in (0..8).filter(|l| lists >> l & 1 == 1) {
                whole.push(hash(Kind::List, &[list]));
            }
            whole.push(hash(Kind::List, &[lists, 0]));
        } else if lists != 0 {
            whole.push(hash(Kind::List, &[lists, 1]));
        }
        let marked = format!("^{folded}$");
        let ends: Vec<usize> =
            marked.char_indices().map(|(i, _)| i).chain([marked.len()]).collect();
        for n in 3..=4 {
            for pair in 0..ends.len().saturating_sub(n) {
                let piece = &marked.as_bytes()[ends[pair]..ends[pair + n]];
                features.pieces.push(hash(Kind::Piece, piece));
            }
        }
        features
    }

    /// The hashes that tell where a word stands: whether it begins its sentence, and
    /// whether a space or another word of its token stands before it.
    pub fn context(first: bool, spaced: bool, contracted: bool) -> u64 {
        hash(Kind::Context, &[u8::from(first), u8::from(spaced), u8::from(contracted)])
    }
}

/// The shape of a form: X for capitals, x for small letters, 0 for digits, runs longer
/// than two cut.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars().take(LONGEST) {
        let class = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else if c == '\u{2019}' {
            '\''
        } else {
            c
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            shape.push(class);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_most() {
        let (a, b) = (Features::of("Tués", 0, 0), Features::of("tués", 0, 0));
        assert_eq!(a.whole[0], b.whole[0]);
        assert_ne!(a.whole[1], b.whole[1]);
        assert!(Features::of("Alep", 0, 1).whole.len() > Features::of("alep", 0, 1).whole.len());
        assert_eq!(a.pieces, b.pieces);
        assert_eq!(form("L’ONU"), form("l'onu"));
    }

    #[test]
    fn shapes() {
        for (form, expected) in
            [("Alep", "Xxx"), ("F-16", "X-00"), ("1.300", "0.00"), ("ONU", "XX")]
        {
            assert_eq!(shape(form), expected);
        }
    }
}
