//! Which reports are wanted.

use selon_model::Report;

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
