//! Short ids: letters and digits that are not mistaken for each other, out of a hash.

use sha2::{Digest, Sha256};

/// No vowels, so that no words come about; no `0 o 1 l i`.
const LETTERS: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";

/// How many letters of a key an id has at least, after `r-` or `e-`.
pub const SHORTEST: usize = 5;

/// A key of 20 letters that is the same whenever the parts are.
pub fn key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let bytes = hash.finalize();
    bytes.iter().take(20).map(|b| LETTERS[*b as usize % LETTERS.len()] as char).collect()
}

/// SHA-256 of a text in UTF-8, in hexadecimal.
pub fn sha256(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The shortest id of a key that is not taken: `prefix-` and at least [`SHORTEST`] letters.
pub fn short(prefix: char, key: &str, taken: impl Fn(&str) -> bool) -> String {
    for length in SHORTEST..key.len() {
        let id = format!("{prefix}-{}", &key[..length]);
        if !taken(&id) {
            return id;
        }
    }
    format!("{prefix}-{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["a"]).len(), 20);
    }

    #[test]
    fn a_taken_id_grows() {
        let key = key(&["a"]);
        let id = short('e', &key, |_| false);
        assert_eq!(id.len(), 2 + SHORTEST);
        assert_eq!(short('e', &key, |other| other == id), format!("e-{}", &key[..SHORTEST + 1]));
    }
}
