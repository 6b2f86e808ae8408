//! What the lines of a text look like.

/// Lines of a text: how long they are, and whether they are broken to a width.
pub(crate) struct Layout {
    /// The length of each line in bytes, as a class.
    lengths: Vec<u8>,
    /// Whether lines are broken to fit a width.
    pub wrapped: bool,
}

/// The longest line of those that count as short, in the classes of [`Layout::length`].
pub(crate) const SHORT: u8 = 1;

impl Layout {
    /// `lines` tells where each line begins, in bytes.
    pub fn of(text: &str, lines: &[u32]) -> Layout {
        let ends = lines.iter().skip(1).copied().chain([text.len() as u32]);
        let bytes: Vec<u32> = lines.iter().zip(ends).map(|(&start, end)| end - start).collect();
        let class = |&length: &u32| match length {
            0..=25 => 0,
            26..=50 => 1,
            51..=75 => 2,
            76..=110 => 3,
            _ => 4,
        };
        Layout {
            lengths: bytes.iter().map(class).collect(),
            wrapped: are_wrapped(text, lines, &bytes),
        }
    }

    /// How long a line is: 0 to 4, up to 25, 50, 75, 110 bytes, or longer.
    pub fn length(&self, line: u32) -> u8 {
        self.lengths.get(line as usize).copied().unwrap_or(4)
    }
}

/// Whether lines are broken to a width: those that another follows directly are mostly
/// as long as each other, and what follows mostly goes on in lower case.
fn are_wrapped(text: &str, starts: &[u32], bytes: &[u32]) -> bool {
    let followed: Vec<usize> =
        (1..bytes.len()).filter(|&i| bytes[i - 1] > 2 && bytes[i] > 2).collect();
    let mut lengths: Vec<u32> = followed.iter().map(|&i| bytes[i - 1]).collect();
    lengths.sort_unstable();
    // Not the longest: an address in the text may be longer.
    let Some(&width) = lengths.get(lengths.len() * 9 / 10) else { return false };
    let slack = (width / 4).min(20);
    let full = lengths.iter().filter(|&&l| l.abs_diff(width) <= slack).count();
    let lower = followed.iter().filter(|&&i| {
        let line = &text[starts[i] as usize..];
        line.trim_start_matches([' ', '>']).starts_with(char::is_lowercase)
    });
    (36..=130).contains(&width)
        && lengths.len() >= 3
        && full * 3 >= lengths.len() * 2
        && lower.count() * 3 >= lengths.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str) -> bool {
        let starts: Vec<u32> =
            [0].into_iter().chain(text.match_indices('\n').map(|(i, _)| i as u32 + 1)).collect();
        Layout::of(text, &starts).wrapped
    }

    #[test]
    fn wrapped_lines() {
        let line = "la route qui mène au port est coupée depuis lundi\n";
        assert!(wrapped(&line.repeat(5)));
        let address = format!("https://example.org/{}\n", "a".repeat(300));
        assert!(wrapped(&format!("{}{address}", line.repeat(12))));
        // Headlines of the same length.
        assert!(!wrapped(&line.replacen("la", "La", 1).repeat(5)));
        assert!(!wrapped(&line.repeat(2)));
        assert!(!wrapped("un\ndeux\ntrois\nquatre\n"));
        assert!(!wrapped(&format!("{}\n", "a".repeat(200)).repeat(5)));
        assert!(!wrapped("") && !wrapped("\n\n\n"));
    }
}
