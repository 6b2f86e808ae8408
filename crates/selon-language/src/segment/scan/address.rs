//! Addresses of pages and mail.

use super::super::chars::{Class, class};
use super::{LONGEST_ADDRESS, Scanner};

impl Scanner<'_> {
    /// Where an address ends that begins here, if one does.
    pub(super) fn address(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let begins = matches!(bytes[0], b'h' | b'H' | b'w' | b'W' | b'f')
            && ["http://", "https://", "ftp://", "www."].iter().any(|scheme| {
                bytes.len() > scheme.len()
                    && bytes[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
                    && !bytes[scheme.len()].is_ascii_whitespace()
            });
        begins.then(|| self.address_end(at))
    }

    pub(super) fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        let mut open = 0;
        while let Some(c) = self.peek(end) {
            let is_part = match class(c) {
                Class::Space | Class::Line => false,
                Class::Sign => !matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '…'),
                _ => true,
            };
            let closes = matches!(c, ')' | ']');
            if closes && open == 0 || !is_part || end - at > LONGEST_ADDRESS {
                break;
            }
            open += i32::from(matches!(c, '(' | '[')) - i32::from(closes);
            end += c.len_utf8();
        }
        let trimmed = self.text[at..end].trim_end_matches(|c| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*')
        });
        at + trimmed.len().max(1)
    }

    /// Whether an @ ends what may be the rest of a mail address.
    pub(super) fn mail_ahead(&self, at: usize) -> bool {
        let end = self
            .run_end(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%'));
        self.peek(end) == Some('@') && self.is_alphanumeric(end + 1)
    }
}
