//! How alike two names sound, for names that are transliterated in several ways.

use crate::fold::{fold_into, key_into};

/// The consonants of a [`key`]: vowels (also *w* and *y*) and a final *h* left out, a
/// vowel at the start written *a*, doubled letters single, spellings of one sound as
/// one letter.
pub fn skeleton(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for sound in sounds(key) {
        let first = out.is_empty();
        match sound {
            'a' | 'e' | 'i' | 'o' | 'u' if first => out.push('a'),
            'a' | 'e' | 'i' | 'o' | 'u' => {}
            _ if out.ends_with(sound) => {}
            _ => out.push(sound),
        }
    }
    if out.len() > 2 && out.ends_with('h') {
        out.pop();
    }
    out
}

/// The sounds of a key, roughly, one letter each: `S` for *sh, ch*, `x` for *kh*.
fn sounds(key: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = key;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if let Some((length, sound)) = spelling(first, rest) {
            rest = &rest[length..];
            return Some(sound);
        }
        rest = &rest[first.len_utf8()..];
        Some(match first {
            'q' | 'c' => 'k',
            'w' => 'u',
            'y' => 'i',
            // *Manbij, Membij*
            'n' if rest.starts_with(['b', 'p']) => 'm',
            c => c,
        })
    })
}

/// The spelling of several letters that a key begins with, the longest, and its sound.
fn spelling(first: char, key: &str) -> Option<(usize, char)> {
    let spellings: &[(&str, char)] = match first {
        's' => &[("shch", 'S'), ("sch", 'S'), ("sh", 'S'), ("sc", 'S')],
        'c' => &[("chtch", 'S'), ("ch", 'S')],
        't' => &[("tsch", 'S'), ("tch", 'S'), ("tsh", 'S'), ("tc", 'S'), ("th", 't')],
        'd' => &[("dzh", 'j'), ("dj", 'j'), ("dh", 'd')],
        'k' => &[("kh", 'x')],
        'g' => &[("gh", 'g')],
        'z' => &[("zh", 'j')],
        'p' => &[("ph", 'f')],
        'o' => &[("ou", 'u'), ("oo", 'u')],
        'e' => &[("ee", 'i')],
        _ => return None,
    };
    spellings.iter().find(|s| key.starts_with(s.0)).map(|s| (s.0.len(), s.1))
}

/// How alike two keys sound, from 0 to 1. Vowels weigh less than consonants, since
/// transliterations differ in them.
pub fn similarity(a: &str, b: &str) -> f32 {
    let heard = |key| sounds(key).take(LONGEST).collect::<Vec<char>>();
    alike(&heard(a), &heard(b), 0.0, &mut Vec::new()).unwrap_or(0.0)
}

/// Letters of Arabic script begin with this byte or a higher one.
const ARABIC: u8 = 0xD8;
/// No more sounds are compared.
const LONGEST: usize = 48;

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// How alike two runs of sounds are, if by `least`; `row` is a buffer.
fn alike(a: &[char], b: &[char], least: f32, row: &mut Vec<f32>) -> Option<f32> {
    let longer = a.len().max(b.len());
    // What one has more than the other costs a half each at least.
    let most = 1.0 - 0.5 * a.len().abs_diff(b.len()) as f32 / longer.max(1) as f32;
    if longer == 0 || most < least {
        return None;
    }
    let drop = |s: &[char], i: usize| {
        let repeated = i > 0 && s[i - 1] == s[i];
        if is_vowel(s[i]) || repeated || (s[i] == 'h' && i + 1 == s.len()) { 0.5 } else { 1.0 }
    };
    row.clear();
    row.push(0.0);
    for j in 0..b.len() {
        row.push(row[j] + drop(b, j));
    }
    for i in 0..a.len() {
        let mut diagonal = row[0];
        let dropped = drop(a, i);
        row[0] += dropped;
        for j in 0..b.len() {
            let change = match (a[i], b[j]) {
                (x, y) if x == y => 0.0,
                (x, y) if is_vowel(x) && is_vowel(y) => 0.3,
                _ => 1.0,
            };
            let best = (diagonal + change).min(row[j + 1] + dropped).min(row[j] + drop(b, j));
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    Some(1.0 - row[b.len()] / longer as f32).filter(|&s| s >= least)
}

/// A name with which many are compared.
pub(crate) struct Sounds {
    key: String,
    skeleton: String,
    heard: Vec<char>,
    /// Of the other name, buffers that are used again.
    folded: String,
    its_key: String,
    its: Vec<char>,
    row: Vec<f32>,
}

impl Sounds {
    /// Of a key.
    pub(crate) fn new(key: &str) -> Sounds {
        Sounds {
            key: key.to_owned(),
            skeleton: skeleton(key),
            heard: sounds(key).take(LONGEST).collect(),
            folded: String::new(),
            its_key: String::new(),
            its: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Whether it is long enough that likeness tells anything.
    pub(crate) fn can_be_compared(&self) -> bool {
        self.skeleton.len() >= 2 && self.key.len() >= 4
    }

    pub(crate) fn skeleton(&self) -> &str {
        &self.skeleton
    }

    /// How alike a name sounds that has the same consonants, if by `least`.
    pub(crate) fn similarity(&mut self, name: &str, least: f32) -> Option<f32> {
        // No name in Arabic script sounds like one in Latin script here.
        let latin = |s: &str| s.as_bytes().first().is_some_and(|&b| b < ARABIC);
        if latin(name) != latin(&self.key) {
            return None;
        }
        fold_into(name, &mut self.folded);
        key_into(&self.folded, &mut self.its_key);
        self.its.clear();
        self.its.extend(sounds(&self.its_key));
        if !has_skeleton(&self.its, &self.skeleton) {
            return None;
        }
        self.its.truncate(LONGEST);
        alike(&self.heard, &self.its, least, &mut self.row)
    }
}

/// Whether these sounds have this skeleton.
fn has_skeleton(sounds: &[char], skeleton: &str) -> bool {
    let mut expected = skeleton.chars();
    let (mut last, mut count) = (None, 0);
    let mut ends = None;
    for &sound in sounds {
        let letter = match sound {
            v if is_vowel(v) && count == 0 => 'a',
            v if is_vowel(v) => continue,
            c if last == Some(c) => continue,
            c => c,
        };
        if ends.is_some() {
            return false;
        }
        last = Some(letter);
        count += letter.len_utf8();
        match expected.next() {
            Some(wanted) if wanted == letter => {}
            // A final h is left out, of names of more than two letters.
            None if letter == 'h' && count > 2 => ends = Some(()),
            _ => return false,
        }
    }
    expected.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{fold, key};

    fn sk(name: &str) -> String {
        skeleton(&key(&fold(name)))
    }

    #[test]
    fn a_name_has_its_own_skeleton_and_no_other() {
        let names = [
            "Harem",
            "Idleb",
            "Deir Ezzor",
            "Khan Cheikhoun",
            "Hodeïda",
            "Raqqa",
            "Taha",
            "Oha",
            "Aha",
            "Ha",
            "Ahh",
            "Hah",
            "Chtchastia",
            "Abbah",
            "الحديدة",
            "Sabbah",
            "Saba",
            "Sabh",
        ];
        for a in names {
            let mut sounds = Sounds::new(&key(&fold(a)));
            for b in names {
                let same = sk(a) == sk(b);
                assert_eq!(sounds.similarity(b, 0.0).is_some(), same, "{a} {b}");
                if same {
                    let expected = similarity(&key(&fold(a)), &key(&fold(b)));
                    assert_eq!(sounds.similarity(b, 0.0), Some(expected), "{a} {b}");
                }
            }
        }
    }

    #[test]
    fn skeletons_of_transliterations_are_equal() {
        for (a, b) in [
            ("Harem", "Harim"),
            ("Idleb", "Idlib"),
            ("Deir Ezzor", "Dayr az Zawr"),
            ("Khan Cheikhoun", "Khān Shaykhūn"),
            ("Mossoul", "Mosul"),
            ("Hodeïda", "Al Hudaydah"),
            ("Raqqa", "Ar Raqqah"),
            ("Urem al-Kubra", "Awram al Kubra"),
            ("Kharkov", "Kharkiv"),
            ("Bakhmout", "Bakhmut"),
            ("Kitchanga", "Kitshanga"),
            ("Membij", "Manbij"),
            ("Jytomyr", "Zhytomyr"),
            ("Zaporijia", "Zaporizhia"),
            ("Chtchastia", "Shchastia"),
            ("الحديدة", "حديده"),
        ] {
            assert_eq!(sk(a), sk(b));
            assert!(similarity(&key(&fold(a)), &key(&fold(b))) > 0.7, "{a} {b}");
        }
        assert_ne!(sk("Homs"), sk("Hama"));
    }
}
