//! The terminal: its width, whether it takes colour, and what must not reach it.

use std::env;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether standard output is to be coloured.
    pub fn wanted(self) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let unwanted = |name| env::var_os(name).is_some_and(|v| !v.is_empty());
                let dumb = env::var_os("TERM").is_some_and(|t| t == "dumb");
                io::stdout().is_terminal() && !unwanted("NO_COLOR") && !dumb
            }
        }
    }
}

/// The width that lines are wrapped to when the terminal does not tell.
pub const DEFAULT_WIDTH: usize = 80;

/// The width to wrap to: that of the terminal, between 40 and 100 columns.
pub fn width() -> usize {
    let told = terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
    let asked = || env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    told.or_else(asked).unwrap_or(DEFAULT_WIDTH).clamp(40, 100)
}

/// The characters of a text as they may be shown, each with its number in the text.
///
/// Reports come from strangers: what steers a terminal is shown as a sign (`␛`), and
/// what reorders or hides text (bidirectional controls, zero-width spaces) is left out.
pub fn harmless(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.chars().enumerate().filter_map(|(i, c)| Some((i, harmless_char(c)?)))
}

/// [`harmless`] for words that are shown on one line: line breaks become spaces.
pub fn harmless_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (_, c) in harmless(text) {
        let c = if c == '\n' { ' ' } else { c };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    line.trim().to_owned()
}

fn harmless_char(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\r' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e0fff}' => None,
        _ => Some(c),
    }
}

/// Passes on to a terminal what is [`harmless`] of the UTF-8 that is written to it.
#[derive(Debug)]
pub struct Harmless<W: Write> {
    out: W,
    /// The beginning of a character whose rest is not written yet.
    rest: Vec<u8>,
}

impl<W: Write> Harmless<W> {
    /// Passes on to `out`.
    pub fn new(out: W) -> Harmless<W> {
        Harmless { out, rest: Vec::new() }
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) => match error.error_len() {
                None => error.valid_up_to(),
                Some(_) => self.rest.len(),
            },
        };
        let text = String::from_utf8_lossy(&self.rest[..whole]);
        let shown: String = harmless(&text).map(|(_, c)| c).collect();
        self.out.write_all(shown.as_bytes())?;
        self.rest.drain(..whole);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_on_steers_nothing() {
        let mut out = Vec::new();
        let mut harmless = Harmless::new(&mut out);
        for byte in "é\u{1b}[31m\u{202e}…\n".as_bytes() {
            harmless.write_all(&[*byte]).unwrap();
        }
        harmless.flush().unwrap();
        assert_eq!(out, "é␛[31m…\n".as_bytes());
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(harmless_line("a\u{1b}[31mred\u{7}\u{9b}2J"), "a␛[31mred␇\u{fffd}2J");
        assert_eq!(harmless_line("\u{202e}abc\u{2066} \r\n\t d\u{200f}"), "abc d");
    }
}
