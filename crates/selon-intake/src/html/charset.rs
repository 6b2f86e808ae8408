//! The encoding of a page: its mark, what the server says, what the page says, its bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

use crate::decode::is_broken_utf8;

/// A page as text, and what should be told of how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text.
    pub text: std::borrow::Cow<'b, str>,
    /// Why the text may be wrong.
    pub note: Option<String>,
}

/// How far the page is looked through for what it says of its encoding.
const HEAD: usize = 4_096;

/// Decodes a page. `content_type` is what the server said.
///
/// A page that is valid UTF-8 is that, whatever it or the server says: hardly any text in
/// another encoding is.
pub fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Decoded { text, note: wrong.then(|| unreadable(encoding)) };
    }
    let said = content_type.and_then(in_content_type).or_else(|| in_page(bytes));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let seven_bits =
            said.filter(|e| !e.is_ascii_compatible() && *e != UTF_16LE && *e != UTF_16BE);
        let Some(encoding) = seven_bits else {
            return Decoded { text: text.into(), note: None };
        };
        return Decoded { text: encoding.decode_without_bom_handling(bytes).0, note: None };
    }
    if let Some(encoding) = said.filter(|e| *e != UTF_8) {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        return Decoded { text, note: wrong.then(|| unreadable(encoding)) };
    }
    if is_broken_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes);
        return Decoded { text, note: Some(unreadable(UTF_8)) };
    }
    let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let note = match said {
        Some(_) => "says that it is UTF-8, but is not; read as Windows-1252",
        None => "not UTF-8; read as Windows-1252",
    };
    Decoded { text, note: Some(note.into()) }
}

fn unreadable(encoding: &'static Encoding) -> String {
    format!("some bytes are not {}; they are shown as �", encoding.name())
}

/// `text/html; charset=iso-8859-1`.
fn in_content_type(value: &str) -> Option<&'static Encoding> {
    let at = value.to_ascii_lowercase().find("charset=")?;
    label(value.get(at + "charset=".len()..)?)
}

/// `<meta charset="…">`, `<meta … content="text/html; charset=…">`, `<?xml encoding="…"?>`.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let after = |name: &[u8]| {
        memmem::find_iter(&head, name).find_map(|at| {
            let end = (at + name.len() + 40).min(head.len());
            label(&String::from_utf8_lossy(&head[at + name.len()..end]))
        })
    };
    // A page that could be read so far is in nothing like UTF-16.
    let said = after(b"charset=").or_else(|| after(b"encoding="))?;
    Some(if said == UTF_16LE || said == UTF_16BE { UTF_8 } else { said })
}

fn label(text: &str) -> Option<&'static Encoding> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| c.is_whitespace() || "\"';,/>?".contains(c));
    Encoding::for_label(&text.as_bytes()[..end.unwrap_or(text.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_the_page_and_the_bytes_say() {
        let latin = b"<meta charset=iso-8859-1><p>\xE9t\xE9";
        assert!(decode(latin, None).text.ends_with("été"));
        assert!(
            decode(b"<p>\xE9t\xE9", Some("text/html; charset=ISO-8859-1")).text.ends_with("été")
        );
        // The page is UTF-8, whatever is said.
        let wrong = "<meta charset=iso-8859-1><p>été".as_bytes();
        assert!(decode(wrong, Some("text/html; charset=windows-1252")).text.ends_with("été"));
        let neither = decode(b"<meta charset=utf-8><p>\xE9t\xE9 \xE0 No\xEBl", None);
        assert!(neither.text.ends_with("été à Noël"));
        assert!(neither.note.unwrap().contains("Windows-1252"));
        let broken = decode("<p>été à Noël, déjà\u{ff}".as_bytes(), None);
        assert_eq!(broken.note, None);
        let cyrillic =
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xCC\xE8\xF0";
        assert!(decode(cyrillic, None).text.ends_with("Мир"));
        let utf16: Vec<u8> = "\u{feff}<p>été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, None).text, "<p>été");
    }

    #[test]
    fn single_wrong_bytes_stay_visible() {
        let mut bytes = "<p>L’été à Noël, déjà ".as_bytes().to_vec();
        bytes.push(0xFF);
        let page = decode(&bytes, Some("text/html"));
        assert!(page.text.ends_with("déjà \u{fffd}"));
        assert!(page.note.is_some());
    }
}
