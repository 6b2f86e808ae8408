//! How far a command is that goes through many reports or events, on a terminal: counts, rate,
//! time left.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::input::Input;

/// What is shown while it goes on, and taken away at the end.
#[derive(Debug)]
pub struct Progress {
    /// What is counted.
    things: &'static str,
    /// How many there are, where that is known.
    total: Option<u64>,
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
            things: "reports",
            total: None,
            size: inputs.iter().map(Input::size).sum(),
            read: 0,
            started: Instant::now(),
            shown: None,
            on: io::stderr().is_terminal() && apart,
        }
    }

    /// Nothing was done yet of so many things, which are counted only if that is shown.
    ///
    /// # Errors
    ///
    /// Those of `total`.
    pub fn through<E>(
        things: &'static str,
        total: impl FnOnce() -> Result<u64, E>,
        printed: bool,
    ) -> Result<Progress, E> {
        let progress = Progress { things, ..Progress::new(&[], printed) };
        Ok(Progress { total: if progress.on { Some(total()?) } else { None }, ..progress })
    }

    /// So many bytes were read of all.
    pub fn at(&mut self, read: u64) {
        self.read = read;
    }

    /// Shows how far it is with so many, twice a second.
    pub fn show(&mut self, done: usize) {
        if !self.on || self.shown.is_some_and(|s| s.elapsed() < HOLD) {
            return;
        }
        self.shown = Some(Instant::now());
        let line = self.line(done, self.started.elapsed().as_secs_f64());
        let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
    }

    fn line(&self, done: usize, seconds: f64) -> String {
        let seconds = seconds.max(0.001);
        let rate = done as f64 / seconds;
        let written = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
        if let Some(total) = self.total {
            let left = total.saturating_sub(done as u64) as f64 / rate.max(0.001);
            let things = self.things;
            return format!("{done} of {total} {things}, {written} a second, {left:.0} s left");
        }
        let mut line = format!("{done} {}, {written} a second", self.things);
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
        progress.total = Some(500);
        assert_eq!(progress.line(200, 10.0), "200 of 500 reports, 20 a second, 15 s left");
        progress.total = None;
        // More than was known of: standard input, what a file has grown by.
        progress.at(50_000_000);
        assert_eq!(progress.line(0, 0.0), "0 reports, 0.0 a second");
    }
}
