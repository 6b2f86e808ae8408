//! Pages that a browser saved as one file (MHTML, RFC 2557).

use std::borrow::Cow;
use std::ops::ControlFlow;

use memchr::memmem;

use crate::plain::Known;
use crate::take::{Intake, MAX_PAGE, Why};
use crate::{address, date, html};

/// Whether bytes begin as such a file does.
pub fn is_mhtml(text: &[u8]) -> bool {
    let head = text[..text.len().min(2_000)].to_ascii_lowercase();
    let has = |part: &[u8]| memmem::find(&head, part).is_some();
    head.starts_with(b"from: <saved by") || has(b"mime-version: 1.0") && has(b"multipart/related")
}

/// Takes in the page of a file; its pictures and frames are left.
pub(crate) fn take(intake: &mut Intake, name: String, bytes: &[u8]) -> ControlFlow<()> {
    let Some(page) = page(bytes) else {
        return intake.skip(name, Why::NoRecord("there is no page in it".into()));
    };
    if page.bytes.len() > MAX_PAGE {
        return intake.skip(name, Why::TooLarge(MAX_PAGE / 1_000_000));
    }
    let known = Known { url: intake.known.url.clone().or(page.url), ..intake.known.clone() };
    // Nothing on it was published after it was saved.
    let today = [intake.options.today.clone(), page.saved].into_iter().flatten().min();
    let decoded = html::charset::decode(&page.bytes, Some(&page.content_type));
    match html::report(&decoded.text, known, today.as_deref()) {
        Ok(found) => intake.deliver(name, found.report, found.language.as_deref(), decoded.note),
        Err(error) => intake.skip(name, error.into()),
    }
}

struct Page<'b> {
    url: Option<String>,
    /// The day that it was saved on.
    saved: Option<String>,
    content_type: String,
    bytes: Cow<'b, [u8]>,
}

/// The first page in a file.
fn page(file: &[u8]) -> Option<Page<'_>> {
    let (head, body) = head(file);
    let of = |fields: &[(String, String)], name: &str| {
        fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
    };
    let kind = of(&head, "content-type").unwrap_or_default();
    let parts = match boundary(&kind) {
        Some(boundary) => parts(body, &boundary),
        None => vec![file],
    };
    let (fields, content) = parts.into_iter().map(self::head).find(|(fields, _)| {
        let kind = of(fields, "content-type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    })?;
    let encoding = of(&fields, "content-transfer-encoding").unwrap_or_default();
    let bytes = match encoding.to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(quoted_printable(content)),
        "base64" => Cow::Owned(base64(content)),
        _ => Cow::Borrowed(content),
    };
    let url = of(&head, "snapshot-content-location")
        .or_else(|| of(&fields, "content-location"))
        .or_else(|| of(&head, "content-location"));
    Some(Page {
        url: url.and_then(|u| address::resolve(None, &u)),
        saved: of(&head, "date").and_then(|d| date::parse(&d)).map(|m| m.day),
        content_type: of(&fields, "content-type").unwrap_or_default(),
        bytes,
    })
}

type Fields = Vec<(String, String)>;

/// The fields of a head, with their names in lower case, and what follows it.
fn head(bytes: &[u8]) -> (Fields, &[u8]) {
    /// What is longer is no head.
    const LONGEST: usize = 1 << 16;
    let mut fields: Fields = Vec::new();
    let mut at = 0;
    while at < bytes.len().min(LONGEST) {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1);
        let line = &bytes[at..end];
        at = end;
        if line.trim_ascii().is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(line);
        match text.split_once(':') {
            // A line that begins with a space goes on with the one before it.
            _ if line[0].is_ascii_whitespace() => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(text.trim());
                }
            }
            Some((name, value)) => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            None => {}
        }
    }
    (fields, &bytes[at.min(bytes.len())..])
}

/// What stands between the parts: `multipart/related; boundary="…"`.
fn boundary(kind: &str) -> Option<String> {
    let at = kind.to_ascii_lowercase().find("boundary=")?;
    // The lower case of other letters may be longer.
    let value = kind.get(at + "boundary=".len()..)?.trim();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ']).next(),
    };
    value.filter(|v| !v.is_empty()).map(str::to_owned)
}

fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let mark = format!("--{boundary}");
    let starts = memmem::find_iter(body, mark.as_bytes());
    let starts: Vec<usize> = starts.filter(|&i| i == 0 || body[i - 1] == b'\n').collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let parts = starts.iter().zip(ends).map(|(start, end)| &body[start + mark.len()..end]);
    // Behind the mark its line ends.
    parts
        .filter_map(|p| memchr::memchr(b'\n', p).map(|i| &p[i + 1..]))
        .filter(|p| !p.is_empty())
        .collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        match rest {
            [b'\r', b'\n', ..] => rest = &rest[2..],
            [b'\n', ..] => rest = &rest[1..],
            [a, b, ..] if digit(*a).is_some() && digit(*b).is_some() => {
                let value = digit(*a).unwrap_or(0) * 16 + digit(*b).unwrap_or(0);
                decoded.push(value as u8);
                rest = &rest[2..];
            }
            _ => decoded.push(b'='),
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            decoded.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(encoding: &str, content: &str) -> String {
        format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/a\r\n\
             Subject: =?utf-8?Q?Tr=C3=AAve?=\r\nDate: Wed, 13 Mar 2024 08:00:00 -0000\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
             \tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n------MultipartBoundary--x----\r\n\
             Content-Type: text/html\r\nContent-ID: <frame@mhtml.blink>\r\n\
             Content-Transfer-Encoding: {encoding}\r\nContent-Location: https://gazette.example/a\r\n\r\n\
             {content}\r\n------MultipartBoundary--x----\r\nContent-Type: image/png\r\n\r\nx\r\n\
             ------MultipartBoundary--x------\r\n"
        )
    }

    #[test]
    fn the_page_of_a_file() {
        let saved = file("quoted-printable", "<p>La tr=C3=AAve tient =\r\ntoujours =3D.</p>");
        let found = page(saved.as_bytes()).unwrap();
        assert_eq!(&*found.bytes, "<p>La trêve tient toujours =.</p>\r\n".as_bytes());
        assert_eq!(found.url.as_deref(), Some("https://gazette.example/a"));
        assert_eq!(found.saved.as_deref(), Some("2024-03-13"));
        let saved = file("base64", "PHA+w6k8L3A+\r\n");
        assert_eq!(&*page(saved.as_bytes()).unwrap().bytes, "<p>é</p>".as_bytes());
        assert!(is_mhtml(saved.as_bytes()));
    }

    #[test]
    fn broken_files() {
        for broken in [
            "From: <Saved by Blink>",
            "From: <Saved by Blink>\n\n<p>x",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\n\n--\n",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\n\n--x\n--x\n\n--x--",
            " folded\n",
            "",
        ] {
            assert!(page(broken.as_bytes()).is_none(), "{broken}");
        }
        let cut = file("quoted-printable", "<p>a=C");
        for end in (0..cut.len()).step_by(7) {
            let _ = page(&cut.as_bytes()[..end]);
        }
    }
}
