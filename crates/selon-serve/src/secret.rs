//! Random words that nobody can guess, and how they are compared.

use sha2::{Digest, Sha256};

/// A random word of 128 bits, in hexadecimal.
///
/// # Errors
///
/// If the system gives no random bytes.
pub fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// A word that only who knows the secret can make of another.
pub fn derived(secret: &str, of: &str) -> String {
    // The secret has a fixed length: nothing can be appended to it.
    hex(&Sha256::digest(format!("{secret}\0{of}"))[..16])
}

/// The hash that names the content of a file.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..12])
}

/// Whether two words are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    // Hashes have one length, and what they differ in tells nothing of the words.
    let (a, b) = (Sha256::digest(a), Sha256::digest(b));
    a.iter().zip(b.iter()).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let (a, b) = (random().unwrap(), random().unwrap());
        assert!(a.len() == 32 && a != b);
        assert!(same(&a, &a) && !same(&a, &b) && !same(&a, &a[..31]) && !same("", "a"));
        assert_ne!(derived(&a, "x"), derived(&b, "x"));
    }
}
