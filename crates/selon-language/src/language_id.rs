//! Which language a text is written in.

use selon_model::Language;
use whichlang::Lang;

/// Fewer letters are too little to tell.
const FEWEST_LETTERS: usize = 20;
/// So many bytes of a long text are looked at.
const LOOKED_AT: usize = 8192;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identified {
    /// A language that Selon reads.
    Known(Language),
    /// Another language; its English name.
    Other(&'static str),
    /// Too little text to tell.
    TooLittle,
}

/// Tells the language of a text, from its first 8 KiB.
///
/// The answer is one of sixteen languages; a text in one that is not among them is
/// taken for the one most like it.
///
/// ```
/// use selon_language::language_id::{Identified, identify};
/// use selon_model::Language;
///
/// let text = "Le convoi a quitté la ville avant l'aube.";
/// assert_eq!(identify(text), Identified::Known(Language::French));
/// assert_eq!(identify("12.30"), Identified::TooLittle);
/// ```
pub fn identify(text: &str) -> Identified {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
        return Identified::TooLittle;
    }
    match whichlang::detect_language(text) {
        Lang::Fra => Identified::Known(Language::French),
        Lang::Eng => Identified::Known(Language::English),
        Lang::Ara => Identified::Other("Arabic"),
        Lang::Cmn => Identified::Other("Mandarin Chinese"),
        Lang::Deu => Identified::Other("German"),
        Lang::Hin => Identified::Other("Hindi"),
        Lang::Ita => Identified::Other("Italian"),
        Lang::Jpn => Identified::Other("Japanese"),
        Lang::Kor => Identified::Other("Korean"),
        Lang::Nld => Identified::Other("Dutch"),
        Lang::Por => Identified::Other("Portuguese"),
        Lang::Rus => Identified::Other("Russian"),
        Lang::Spa => Identified::Other("Spanish"),
        Lang::Swe => Identified::Other("Swedish"),
        Lang::Tur => Identified::Other("Turkish"),
        Lang::Vie => Identified::Other("Vietnamese"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (text, expected) in [
            (
                "Selon un porte-parole, deux camions ont été arrêtés au nord de la ville.",
                Identified::Known(Language::French),
            ),
            (
                "Two lorries were stopped north of the town, a spokesman said.",
                Identified::Known(Language::English),
            ),
            (
                "Zwei Lastwagen wurden nördlich der Stadt angehalten, sagte ein Sprecher.",
                Identified::Other("German"),
            ),
            (
                "أوقفت شاحنتان شمال المدينة، حسبما قال متحدث باسم البلدية",
                Identified::Other("Arabic"),
            ),
            ("Ah non !", Identified::TooLittle),
            ("", Identified::TooLittle),
            ("1 300 – 4 500 : 67 % (12 / 30) …", Identified::TooLittle),
        ] {
            assert_eq!(identify(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let text = "é".repeat(LOOKED_AT);
        assert_ne!(identify(&text), Identified::TooLittle);
        assert_ne!(identify(&format!("a{text}")), Identified::TooLittle);
    }
}
