//! Which reports are wanted.

use aho_corasick::AhoCorasick;
use selon_model::{Language, Report};

use crate::address;

/// Which reports are wanted; what is empty leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Codes of languages: `fr`.
    pub languages: Vec<String>,
    /// Domains, each with all under it: `news.example`.
    pub domains: Vec<String>,
    /// Words one of which the title or the text must have, without regard to case.
    pub words: Vec<String>,
}

impl Filter {
    /// Whether a report is wanted. `told` is the code of the language that it says it is in;
    /// else its text is asked.
    pub fn wants(&self, report: &Report, told: Option<&str>) -> bool {
        let domain = || report.url.as_deref().is_some_and(|url| self.wants_address(url));
        if !self.domains.is_empty() && !domain() {
            return false;
        }
        if !self.words.is_empty() {
            let text = format!("{}\n{}", report.title.as_deref().unwrap_or_default(), report.text);
            let text = text.to_lowercase();
            if !self.words.iter().any(|w| text.contains(&w.to_lowercase())) {
                return false;
            }
        }
        if self.languages.is_empty() {
            return true;
        }
        // Templates say what language they are in, not what was filled into them.
        let recognised = recognise(&report.text);
        let code = recognised.or(report.language.map(|l| l.code())).or(told);
        code.is_some_and(|code| self.languages.iter().any(|l| l == code))
    }

    /// Whether an address is of a wanted domain.
    pub fn wants_address(&self, url: &str) -> bool {
        self.domains.is_empty()
            || address::host(url)
                .is_some_and(|host| self.domains.iter().any(|d| address::is_under(&host, d)))
    }
}

impl Filter {
    /// What can be asked of bytes before they are looked at closely.
    pub(crate) fn early(&self) -> Early {
        // Letters beyond ASCII may be written in several ways on a page.
        let plain = |word: &String| {
            let parts = word.split(|c: char| !c.is_ascii_alphanumeric());
            parts.max_by_key(|p| p.len()).filter(|p| p.len() >= 3).map(str::to_owned)
        };
        let parts: Option<Vec<String>> = self.words.iter().map(plain).collect();
        let parts = parts.filter(|p| !p.is_empty());
        let words = parts.and_then(|parts| {
            AhoCorasick::builder().ascii_case_insensitive(true).build(parts).ok()
        });
        let mut frequent = Vec::new();
        let known = self.languages.iter().all(|l| FREQUENT.iter().any(|(code, _)| code == l));
        if known {
            for (code, words) in FREQUENT {
                if self.languages.iter().any(|l| l == code) {
                    frequent.extend(AhoCorasick::new(words.split('|').map(|w| format!(" {w} "))));
                }
            }
        }
        Early { languages: self.languages.clone(), words, frequent }
    }
}

/// The most frequent words of languages, that hardly a sentence is without.
const FREQUENT: &[(&str, &str)] = &[
    ("fr", "de|la|le|les|des|du|et|est|une|dans|que|pour|par|sur|qui"),
    ("en", "the|of|and|to|in|that|for|is|was|on|with|by|said"),
];

/// What can be asked of bytes before they are looked at closely: it leaves nothing out
/// that is wanted, unless its text is very short.
pub(crate) struct Early {
    languages: Vec<String>,
    words: Option<AhoCorasick>,
    frequent: Vec<AhoCorasick>,
}

impl Early {
    /// Whether the bytes of a page or a text may be of a wanted report.
    pub fn wants_bytes(&self, bytes: &[u8]) -> bool {
        /// So many words of a language are in any article.
        const ENOUGH: usize = 3;
        let words = self.words.as_ref().is_none_or(|w| w.is_match(bytes));
        let enough = |frequent: &AhoCorasick| frequent.find_iter(bytes).nth(ENOUGH - 1).is_some();
        words && (self.frequent.is_empty() || self.frequent.iter().any(enough))
    }

    /// Whether one of these languages, as their three-letter codes, is wanted.
    pub fn wants_code(&self, codes: Option<&str>) -> bool {
        let Some(codes) = codes.filter(|_| !self.languages.is_empty()) else { return true };
        let code = |l: &String| match l.as_str() {
            "fr" => "fra",
            "en" => "eng",
            _ => "",
        };
        self.languages.iter().map(code).any(|c| c.is_empty() || codes.contains(c))
    }
}

/// The language of a text that is plainly French or English: the recogniser says so, and
/// every eighth word is one of the most frequent ones of it. The recogniser knows sixteen
/// languages, and takes a text in any other for one of them.
pub fn is_plainly(text: &str) -> Option<Language> {
    /// Of a shorter text the recogniser is not sure enough, in bytes.
    const SURE: usize = 160;
    /// More does not tell more, in words.
    const ENOUGH: usize = 200;
    let code = recognise(text).filter(|_| text.len() >= SURE)?;
    let (_, frequent) = FREQUENT.iter().find(|(c, _)| *c == code)?;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let (mut all, mut known) = (0, 0);
    for word in words.take(ENOUGH) {
        all += 1;
        let lower = word.to_lowercase();
        known += usize::from(frequent.split('|').any(|f| f == lower));
    }
    Language::from_code(code).filter(|_| known * 8 >= all)
}

/// The code of the language of a text that is long enough to tell.
fn recognise(text: &str) -> Option<&'static str> {
    /// More does not tell more.
    const ENOUGH: usize = 1_000;
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < 60 {
        return None;
    }
    use whichlang::Lang;
    Some(match whichlang::detect_language(&text[..end]) {
        Lang::Fra => "fr",
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    })
}
