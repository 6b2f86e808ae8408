//! How far a command is that takes many reports in, on a terminal: counts, rate, time left.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::input::Input;

/// What is shown while reports are taken in, and taken away at the end.
#[derive(Debug)]
pub struct Progress {
    /// The bytes of all files, and how many of them were read.
    size: u64,
    read: u64,
    started: Instant,
    shown: Option<Instant>,
    on: bool,
}

/// How long what is shown stays as it is.
const HOLD: Duration = Duration::from_millis(500);

impl Progress {
    /// Nothing was read yet of these. It is shown on a terminal only, and nowhere if it would
    /// run into what is `printed` there.
    pub fn new(inputs: &[Input], printed: bool) -> Progress {
        let apart = !printed || !io::stdout().is_terminal();
        Progress {
            size: inputs.iter().map(Input::size).sum(),
            read: 0,
            started: Instant::now(),
            shown: None,
            on: io::stderr().is_terminal() && apart,
        }
    }

    /// So many bytes were read of all.
    pub fn at(&mut self, read: u64) {
        self.read = read;
    }

    /// Shows how far it is with so many reports, twice a second.
    pub fn show(&mut self, reports: usize) {
        if !self.on || self.shown.is_some_and(|s| s.elapsed() < HOLD) {
            return;
        }
        self.shown = Some(Instant::now());
        let line = self.line(reports, self.started.elapsed().as_secs_f64());
        let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
    }

    fn line(&self, reports: usize, seconds: f64) -> String {
        let seconds = seconds.max(0.001);
        let rate = reports as f64 / seconds;
        let rate = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
        let mut line = format!("{reports} reports, {rate} a second");
        if self.read > 0 && self.size >= self.read {
            let left = seconds * (self.size - self.read) as f64 / self.read as f64;
            let (read, size) = (self.read as f64 / 1e6, self.size as f64 / 1e6);
            line.push_str(&format!(", {read:.1} of {size:.1} MB, {left:.0} s left"));
        }
        line
    }

    /// Takes away what was shown.
    pub fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is() {
        let mut progress = Progress::new(&[], true);
        progress.size = 40_000_000;
        assert_eq!(progress.line(3, 2.0), "3 reports, 1.5 a second");
        progress.at(10_000_000);
        assert_eq!(
            progress.line(200, 10.0),
            "200 reports, 20 a second, 10.0 of 40.0 MB, 30 s left"
        );
        // More than was known of: standard input, what a file has grown by.
        progress.at(50_000_000);
        assert_eq!(progress.line(0, 0.0), "0 reports, 0.0 a second");
    }
}
