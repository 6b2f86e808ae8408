//! Bytes to text: which encoding they are in, or why they are no text.
//!
//! UTF-8 is the rule; UTF-16 is known by its mark or by its zeros. Older French and
//! English pages are in Windows-1252, which has no mark: it is assumed only where
//! every byte beyond ASCII is a letter or sign of these languages, beside letters.

use std::fmt;

use thiserror::Error;

/// How a text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 text is a part.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        })
    }
}

/// Why bytes are no text that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotText {
    /// There is nothing but white space.
    #[error("it is empty")]
    Empty,
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error(
        "it is larger than {} MB; a report is one article: split the file, one file a report",
        crate::MAX_BYTES / 1_000_000
    )]
    TooLarge,
    /// A known format that is not plain text.
    #[error("it is {0}, not plain text; save the text of the article as a .txt file")]
    Format(&'static str),
    /// Bytes that no text has.
    #[error("it is not text: byte {offset} is {byte:#04x}")]
    Binary {
        /// Where the byte stands, from 0.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// Bytes that are wrong in the encoding that the text seems to have.
    #[error(
        "it is not valid {encoding}: line {line}, byte {offset} ({byte:#04x}); \
         convert the file to UTF-8, for example with iconv"
    )]
    BadByte {
        /// What the rest is in.
        encoding: Encoding,
        /// Where the first wrong byte stands, from 0.
        offset: usize,
        /// The line that it stands in, from 1.
        line: usize,
        /// The byte.
        byte: u8,
    },
}

/// A text and how it was encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Whether nothing but the bytes themselves told so: no mark, and not UTF-8.
    pub assumed: bool,
}

/// Decodes bytes.
///
/// # Errors
///
/// [`NotText`], which names the format or the first byte that does not fit.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(format) = known_format(bytes) {
        return Err(NotText::Format(format));
    }
    let decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => told(utf8(rest, 3)?, Encoding::Utf8),
        [0xFF, 0xFE, rest @ ..] => told(utf16(rest, Encoding::Utf16Le, 2)?, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => told(utf16(rest, Encoding::Utf16Be, 2)?, Encoding::Utf16Be),
        _ => without_mark(bytes)?,
    };
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(NotText::Empty);
    }
    Ok(decoded)
}

fn told(text: String, encoding: Encoding) -> Decoded {
    Decoded { text, encoding, assumed: false }
}

fn without_mark(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return match utf16_by_zeros(bytes) {
            Some(encoding) => {
                Ok(Decoded { text: utf16(bytes, encoding, 0)?, encoding, assumed: true })
            }
            None => Err(NotText::Binary { offset, byte: 0 }),
        };
    }
    if let Some(offset) = too_many_controls(bytes) {
        return Err(NotText::Binary { offset, byte: bytes[offset] });
    }
    match utf8(bytes, 0) {
        Ok(text) => Ok(told(text, Encoding::Utf8)),
        Err(error) => match windows_1252(bytes) {
            Some(text) => Ok(Decoded { text, encoding: Encoding::Windows1252, assumed: true }),
            None => Err(error),
        },
    }
}

fn utf8(bytes: &[u8], mark: usize) -> Result<String, NotText> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            Err(NotText::BadByte {
                encoding: Encoding::Utf8,
                offset: mark + at,
                line: line_of(&bytes[..at]),
                byte: bytes[at],
            })
        }
    }
}

fn line_of(before: &[u8]) -> usize {
    before.iter().filter(|&&b| b == b'\n').count() + 1
}

fn utf16(bytes: &[u8], encoding: Encoding, mark: usize) -> Result<String, NotText> {
    let unit = |pair: &[u8]| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes([pair[0], pair[1]]),
        _ => u16::from_le_bytes([pair[0], pair[1]]),
    };
    let pairs = bytes.chunks_exact(2);
    let odd_end = !pairs.remainder().is_empty();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    let bad = |at: usize, text: &str| NotText::BadByte {
        encoding,
        offset: mark + at,
        line: line_of(text.as_bytes()),
        byte: bytes[at],
    };
    for c in char::decode_utf16(pairs.map(unit)) {
        match c {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => return Err(bad(at, &text)),
        }
    }
    if odd_end {
        return Err(bad(bytes.len() - 1, &text));
    }
    Ok(text)
}

/// UTF-16 without a mark: in text of a Latin script nearly each second byte is zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<Encoding> {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let half = bytes.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if half > 1 && odd * 10 >= half * 7 && even == 0 {
        Some(Encoding::Utf16Le)
    } else if half > 1 && even * 10 >= half * 7 && odd == 0 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// The first control byte, if more than one byte in 50 is one. Terminal sequences
/// that were pasted along stay below that; they are made harmless when shown.
fn too_many_controls(bytes: &[u8]) -> Option<usize> {
    let control = |b: u8| (b < 0x20 && !matches!(b, b'\t'..=b'\r' | 0x1B)) || b == 0x7F;
    let count = bytes.iter().filter(|&&b| control(b)).count();
    (count * 50 > bytes.len()).then(|| bytes.iter().position(|&b| control(b))).flatten()
}

/// The letters and signs of French, English and the names of their news, as far as
/// Windows-1252 has them beyond ASCII.
const EXPECTED: &str = "àâäáãåæçéèêëíîïìñóôöòõøœùûüúÿšžý\
                        ÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÌÑÓÔÖÒÕØŒÙÛÜÚŸŠŽÝß\
                        «»‹›“”„‘’‚–—…•·°§€£©®™²³½¼¾¡¿\u{a0}";

fn windows_1252(bytes: &[u8]) -> Option<String> {
    if is_broken_utf8(bytes) {
        return None;
    }
    let text: String = bytes.iter().map(|&b| windows_1252_char(b)).collect();
    // Each byte is one character, so the two can be walked together.
    let mut high = 0usize;
    let mut letters = 0usize;
    let mut joined = 0usize;
    let mut chars = text.chars().zip(bytes.iter()).enumerate();
    chars
        .all(|(i, (c, &byte))| {
            if byte < 0x80 {
                return true;
            }
            high += 1;
            if c.is_alphabetic() {
                letters += 1;
                let beside = |at: Option<usize>| {
                    at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphabetic())
                };
                joined += usize::from(beside(i.checked_sub(1)) || beside(Some(i + 1)));
            }
            EXPECTED.contains(c)
        })
        .then_some(())?;
    let likely = high * 4 <= bytes.len() && joined * 4 >= letters * 3;
    likely.then_some(text)
}

/// What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has controls; the five bytes
/// that it leaves undefined stand for themselves, as in the Encoding Standard.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The character that a byte stands for in Windows-1252.
pub(crate) fn windows_1252_char(byte: u8) -> char {
    let own = byte.checked_sub(0x80).filter(|&i| i < 0x20);
    own.and_then(|i| WINDOWS_1252.chars().nth(usize::from(i))).unwrap_or(char::from(byte))
}

/// Whether the bytes are UTF-8 with some wrong bytes in it, rather than another encoding.
pub(crate) fn is_broken_utf8(bytes: &[u8]) -> bool {
    let mut sequences = 0usize;
    let mut wrong = 0usize;
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    sequences >= wrong
}

/// What begins a file of a format that is not plain text.
const FORMATS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or .docx, .odt, .epub)"),
    (b"\x1F\x8B", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xFD7zXZ\x00", "compressed with xz"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\xD0\xCF\x11\xE0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\xFF\xFE\x00\x00", "in UTF-32"),
    (b"\x00\x00\xFE\xFF", "in UTF-32"),
];

const MARKUP: &[&str] = &["<!doctype html", "<html", "<?xml"];

fn known_format(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let is =
        |tag: &&str| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag.as_bytes()));
    MARKUP.iter().any(is).then_some("a web page or feed (HTML or XML)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Encoding, bool) {
        let d = decode(bytes).unwrap();
        (d.text, d.encoding, d.assumed)
    }

    fn in_utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    const SENTENCE: &str = "L’armée a libéré « la ville », selon l’agence 🇫🇷.\n";

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(text(SENTENCE.as_bytes()), (SENTENCE.into(), Encoding::Utf8, false));
        let marked = ["\u{feff}", SENTENCE].concat();
        assert_eq!(text(marked.as_bytes()), (SENTENCE.into(), Encoding::Utf8, false));
    }

    #[test]
    fn utf16_by_its_mark_and_by_its_zeros() {
        let marked = ["\u{feff}", SENTENCE].concat();
        for (unit, encoding) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], Encoding::Utf16Le),
            (u16::to_be_bytes, Encoding::Utf16Be),
        ] {
            assert_eq!(text(&in_utf16(&marked, unit)), (SENTENCE.into(), encoding, false));
            assert_eq!(
                text(&in_utf16("A raid began.", unit)),
                ("A raid began.".into(), encoding, true)
            );
        }
    }

    #[test]
    fn utf16_with_a_lone_surrogate_or_half_a_unit_names_the_byte() {
        let mut bytes = in_utf16("\u{feff}ab\nc", u16::to_le_bytes);
        bytes.extend([0x00, 0xD8, b'd', 0x00]);
        assert_eq!(
            decode(&bytes),
            Err(NotText::BadByte { encoding: Encoding::Utf16Le, offset: 10, line: 2, byte: 0 })
        );
        let odd = in_utf16("\u{feff}abc", u16::to_le_bytes);
        assert!(matches!(decode(&odd[..7]), Err(NotText::BadByte { offset: 6, .. })));
    }

    #[test]
    fn windows_1252_where_it_is_plainly_text() {
        let bytes = b"L\x92arm\xE9e a lib\xE9r\xE9 \xAB la ville \xBB \x96 enfin.";
        let (read, encoding, assumed) = text(bytes);
        assert_eq!(read, "L’armée a libéré « la ville » – enfin.");
        assert_eq!((encoding, assumed), (Encoding::Windows1252, true));
    }

    #[test]
    fn a_wrong_byte_in_utf8_is_named_not_reinterpreted() {
        let mut bytes = "Première ligne.\nL’armée ".as_bytes().to_vec();
        let offset = bytes.len();
        bytes.extend(b"\xE9tait l\xC3\xA0.");
        assert_eq!(
            decode(&bytes),
            Err(NotText::BadByte { encoding: Encoding::Utf8, offset, line: 2, byte: 0xE9 })
        );
        // A surrogate that was encoded as if it were a character.
        assert!(matches!(decode(b"a \xED\xA0\x80 b"), Err(NotText::BadByte { offset: 2, .. })));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(decode(b"%PDF-1.7\n..."), Err(NotText::Format("a PDF file")));
        assert!(matches!(decode(b" \n<!DOCTYPE HTML><p>"), Err(NotText::Format(_))));
        assert_eq!(decode(b"abc\0def"), Err(NotText::Binary { offset: 3, byte: 0 }));
        assert_eq!(decode(b"ab\x01\x02\x03cd"), Err(NotText::Binary { offset: 2, byte: 1 }));
        assert_eq!(decode(b""), Err(NotText::Empty));
        assert_eq!(decode(" \r\n\u{a0}\u{feff}".as_bytes()), Err(NotText::Empty));
        let noise: Vec<u8> = (0x80..=0xFFu8).chain(b'a'..=b'z').collect();
        assert!(matches!(decode(&noise), Err(NotText::BadByte { offset: 0, .. })));
    }
}
