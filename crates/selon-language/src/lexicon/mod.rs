//! Forms: what the lexicon of a language says that a form can be, and its lemma.
//!
//! The tagger takes the class of each form as features; [`consistent_morphology`]
//! mends its tags where the lexicon excludes them. The compiled lexicons lie in
//! `assets/models` and are made by `selon-train lemma`.

pub mod class;
pub mod hash;
pub mod script;
pub mod table;

use std::sync::LazyLock;

use selon_model::Language;

pub use class::{FormClass, FormReading, Slot};
pub use table::{Entry, Lexicon};

use crate::morphology::{Degree, VerbForm};
use crate::{Morphology, Pos};

static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(include_bytes!("../../../../assets/models/forms.fr.bin")));
static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(include_bytes!("../../../../assets/models/forms.en.bin")));

/// The lexicon of a language.
pub fn lexicon(language: Language) -> &'static Lexicon {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

/// A form in small letters, on the stack.
#[derive(Clone, Copy)]
pub struct LowerForm {
    bytes: [u8; LowerForm::MAX],
    len: usize,
}

impl LowerForm {
    const MAX: usize = 64;

    /// The form in small letters with straight apostrophes; none if it has more than
    /// 64 bytes, which no word has.
    pub fn new(form: &str) -> Option<LowerForm> {
        let mut lower = LowerForm { bytes: [0; LowerForm::MAX], len: form.len() };
        if form.is_ascii() {
            let bytes = lower.bytes.get_mut(..form.len())?;
            bytes.copy_from_slice(form.as_bytes());
            bytes.make_ascii_lowercase();
            return Some(lower);
        }
        lower.len = 0;
        for c in form.chars() {
            let c = if matches!(c, '’' | 'ʼ') { '\'' } else { c };
            for c in c.to_lowercase() {
                let to = lower.bytes.get_mut(lower.len..lower.len + c.len_utf8())?;
                lower.len += c.encode_utf8(to).len();
            }
        }
        Some(lower)
    }

    /// Forms that the first letter could stand for, had its accent been left out as
    /// it often is of capitals: *État* for *Etat*.
    fn with_accents(&self) -> impl Iterator<Item = LowerForm> + '_ {
        let accented = match self.bytes[0] {
            b'e' => "éêè",
            b'a' => "àâ",
            b'i' => "î",
            b'o' => "ôœ",
            b'c' => "ç",
            _ => "",
        };
        accented.chars().filter_map(|c| {
            let mut form = LowerForm { bytes: [0; LowerForm::MAX], len: self.len + 1 };
            form.bytes.get_mut(2..self.len + 1)?.copy_from_slice(self.bytes.get(1..self.len)?);
            c.encode_utf8(&mut form.bytes);
            Some(form)
        })
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

/// How a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    /// Without capitals.
    Lower,
    /// With a capital at the beginning only.
    Capital,
    /// In capitals only.
    Upper,
    /// With capitals elsewhere than at the beginning, and small letters.
    Mixed,
}

impl Shape {
    /// The shape of a form.
    pub fn of(form: &str) -> Shape {
        let mut letters = form.chars();
        let first = letters.next().is_some_and(char::is_uppercase);
        let (mut capitals, mut small) = (first && form.chars().nth(1).is_none(), false);
        for c in letters {
            capitals |= c.is_uppercase();
            small |= c.is_lowercase();
        }
        match (first, capitals, small) {
            (_, true, false) => Shape::Upper,
            (_, true, true) => Shape::Mixed,
            (true, false, _) => Shape::Capital,
            (false, false, _) => Shape::Lower,
        }
    }
}

/// The context that the choice of a lemma can depend on, in fields of bits.
pub fn context(m: &Morphology, shape: Shape) -> u32 {
    let reading = u32::from(FormReading::new(Pos::Verb, m).0) >> 5; // slot, person, number, gender
    reading & 0x3ff
        | (m.possessive as u32) << 10
        | (m.reflexive as u32) << 11
        | m.degree.map_or(0, |d| d as u32 + 1) << 12
        | m.pron_type.map_or(0, |p| p as u32 + 1) << 14
        | (shape as u32) << 18
        | m.definite.map_or(0, |d| d as u32 + 1) << 20
        | m.num_type.map_or(0, |n| n as u32 + 1) << 22
}

/// The fields of a [`context`], as masks.
pub const CONTEXT_FIELDS: [u32; 11] = [
    0xf,
    0x3 << 4,
    0x3 << 6,
    0x3 << 8,
    1 << 10,
    1 << 11,
    0x3 << 12,
    0xf << 14,
    0x3 << 18,
    0x3 << 20,
    0x7 << 22,
];

/// The context that the rules by suffix know: part of speech, shape, and slot or
/// number and gender.
pub fn suffix_context(pos: Pos, m: &Morphology, shape: Shape) -> [u8; 3] {
    let reading = FormReading::new(pos, m).0;
    let degree = match m.degree {
        Some(Degree::Cmp) => 64,
        Some(Degree::Sup) => 128,
        _ => 0,
    };
    // Person says nothing of the stem; number and gender do for participles and nouns.
    let agreement = if m.verb_form == Some(VerbForm::Fin) { 0 } else { (reading >> 11 & 15) as u8 };
    [pos as u8, shape as u8 | ((reading >> 5 & 15) as u8) << 2, degree | agreement]
}

/// The same without features, for when they are wrong or missing.
pub fn suffix_context_plain(pos: Pos, shape: Shape) -> [u8; 3] {
    [pos as u8, shape as u8, 63]
}

/// A form in small letters and what the lexicon has for it: as it is or, where it
/// begins with a capital, with an accent on it.
pub fn look_up(lexicon: &Lexicon, form: &str) -> Option<(LowerForm, Option<Entry>)> {
    let lower = LowerForm::new(form)?;
    let mut entry = lexicon.entry(lower.as_str());
    if entry.is_none() && form.starts_with(|c: char| c.is_ascii_uppercase()) && form.len() > 1 {
        for accented in lower.with_accents() {
            entry = lexicon.entry(accented.as_str());
            if entry.is_some() {
                return Some((accented, entry));
            }
        }
    }
    Some((lower, entry))
}

/// What the lexicon allows for a form; zero if it does not have it. A compound that
/// it does not have is taken for what its last part is, but not as
/// [`FormClass::KNOWN`]: *ex-ministres*.
pub fn form_class(language: Language, form: &str) -> FormClass {
    let lexicon = lexicon(language);
    let Some((lower, entry)) = look_up(lexicon, form) else { return FormClass::default() };
    if let Some(entry) = entry {
        return entry.class;
    }
    lower
        .as_str()
        .rsplit_once('-')
        .and_then(|(_, last)| lexicon.entry(last))
        .map_or(FormClass::default(), |entry| FormClass(entry.class.0 & !FormClass::KNOWN.0))
}

/// The readings that the lexicon has for a form.
pub fn readings(language: Language, form: &str) -> impl Iterator<Item = FormReading> + 'static {
    let lexicon = lexicon(language);
    look_up(lexicon, form)
        .and_then(|(_, entry)| entry)
        .into_iter()
        .flat_map(|entry| lexicon.readings(entry))
}

/// The features of a verb, mended where the lexicon excludes them: the nearest of
/// its readings instead. Other words, unknown forms, and features that the lexicon
/// allows come back as they are.
pub fn consistent_morphology(
    language: Language,
    form: &str,
    pos: Pos,
    morphology: Morphology,
) -> Morphology {
    consistent_morphology_by(lexicon(language), form, pos, morphology)
}

/// As [`consistent_morphology`], with a lexicon of one's own.
pub fn consistent_morphology_by(
    lexicon: &Lexicon,
    form: &str,
    pos: Pos,
    morphology: Morphology,
) -> Morphology {
    if !matches!(pos, Pos::Verb | Pos::Aux) {
        return morphology;
    }
    let Some((_, Some(entry))) = look_up(lexicon, form) else { return morphology };
    let tagged = FormReading::new(pos, &morphology);
    let verbal = lexicon.readings(entry).filter(|r| r.slot() != Slot::None);
    let same_pos = verbal.clone().any(|r| r.pos() == pos);
    let verbal = verbal.filter(|r| !same_pos || r.pos() == pos);
    let mut best: Option<(i32, FormReading)> = None;
    for reading in verbal.clone() {
        let score = nearness(reading, tagged);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, reading));
        }
    }
    let Some((_, reading)) = best else { return morphology };
    let mut mended = morphology;
    if reading.slot() != tagged.slot() {
        reading.slot().put(&mut mended);
        mended.person = reading.person();
        mended.number = reading.number();
        mended.gender = reading.gender();
        if mended.verb_form != Some(VerbForm::Part) {
            mended.voice = None;
        }
        return mended;
    }
    // What no reading of the slot allows.
    let excluded = |at: u16| {
        tagged.field(at) != 0
            && verbal
                .clone()
                .filter(|r| r.slot() == tagged.slot())
                .all(|r| r.field(at) != 0 && r.field(at) != tagged.field(at))
    };
    if excluded(FormReading::PERSON) || excluded(FormReading::NUMBER) {
        mended.person = reading.person();
        mended.number = reading.number();
    }
    if excluded(FormReading::GENDER) {
        mended.gender = reading.gender();
    }
    mended
}

/// How well a reading fits: the slot counts most, then finiteness, then agreement.
fn nearness(reading: FormReading, tagged: FormReading) -> i32 {
    let agrees = |at: u16| {
        let (a, b) = (reading.field(at), tagged.field(at));
        if a == b { 2 } else { i32::from(a == 0 || b == 0) }
    };
    let (slot, wanted) = (reading.slot(), tagged.slot());
    let finite = |s: Slot| s.class().intersects(FormClass::FINITE);
    let participle =
        |s: Slot| matches!(s, Slot::PresentParticiple | Slot::PastParticiple | Slot::Gerund);
    let near = if slot == wanted {
        40
    } else {
        8 * i32::from(finite(slot) == finite(wanted) && participle(slot) == participle(wanted))
    };
    near + 3 * agrees(FormReading::PERSON)
        + 2 * agrees(FormReading::NUMBER)
        + agrees(FormReading::GENDER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_forms() {
        use Language::{English, French};
        for (language, form, has, has_not) in [
            (French, "auraient", FormClass::CONDITIONAL, FormClass::INDICATIVE_IMPERFECT),
            (French, "auraient", FormClass::AUXILIARY, FormClass::NOUN),
            (French, "déclarait", FormClass::INDICATIVE_IMPERFECT, FormClass::CONDITIONAL),
            (French, "déclarerait", FormClass::CONDITIONAL, FormClass::INDICATIVE_IMPERFECT),
            (French, "préparait", FormClass::INDICATIVE_IMPERFECT, FormClass::CONDITIONAL),
            (French, "Préparerait", FormClass::CONDITIONAL, FormClass::INDICATIVE_IMPERFECT),
            (French, "tués", FormClass::PAST_PARTICIPLE, FormClass::INDICATIVE_PAST),
            (French, "tua", FormClass::INDICATIVE_PAST, FormClass::INDICATIVE_PRESENT),
            (French, "bombardement", FormClass::NOUN, FormClass::VERB),
            (French, "malheureusement", FormClass::ADVERB, FormClass::NOUN),
            (French, "villages", FormClass::PLURAL, FormClass::SINGULAR),
            (English, "killed", FormClass::PAST_PARTICIPLE, FormClass::INFINITIVE),
            (English, "shelling", FormClass::PRESENT_PARTICIPLE, FormClass::PAST_PARTICIPLE),
            (English, "fled", FormClass::INDICATIVE_PAST, FormClass::INDICATIVE_PRESENT),
            (English, "children", FormClass::PLURAL, FormClass::SINGULAR),
        ] {
            let class = form_class(language, form);
            assert!(class.contains(has), "{form}: {class:?}");
            assert!(!class.contains(has_not), "{form}: {class:?}");
        }
        assert_eq!(form_class(French, "xqzvéw"), FormClass(0));
        assert_eq!(form_class(French, "Etaient"), form_class(French, "étaient"));
        let compound = form_class(French, "ex-miliciens");
        assert!(compound.contains(FormClass::NOUN.union(FormClass::PLURAL)));
        assert!(!compound.contains(FormClass::KNOWN));
        assert!(form_class(French, "seraient").is_only(FormClass::CONDITIONAL));
        assert!(!form_class(French, "fait").is_only(FormClass::PAST_PARTICIPLE));
    }

    #[test]
    fn mends_what_the_lexicon_excludes() {
        let mend = |form, pos, feats| {
            consistent_morphology(Language::French, form, pos, Morphology::from_ud(feats))
        };
        for (form, pos, tagged, expected) in [
            (
                "auraient",
                Pos::Aux,
                "Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin",
                "Mood=Cnd|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
            ),
            (
                "déclarait",
                Pos::Verb,
                "Mood=Cnd|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
                "Mood=Ind|Number=Sing|Person=3|Tense=Imp|VerbForm=Fin",
            ),
            (
                "tués",
                Pos::Verb,
                "Gender=Masc|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass",
                "Gender=Masc|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass",
            ),
            (
                "fuir",
                Pos::Verb,
                "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
                "VerbForm=Inf",
            ),
            ("xqzvéwait", Pos::Verb, "VerbForm=Inf", "VerbForm=Inf"),
            ("village", Pos::Noun, "Number=Plur", "Number=Plur"),
        ] {
            assert_eq!(mend(form, pos, tagged), Morphology::from_ud(expected), "{form}");
        }
    }

    #[test]
    fn a_long_form_is_unknown() {
        assert_eq!(form_class(Language::French, &"É".repeat(100)), FormClass(0));
        assert_eq!(form_class(Language::French, ""), FormClass(0));
    }

    #[test]
    fn a_file_that_is_none_is_an_empty_lexicon() {
        for bytes in [&b""[..], b"SLX1", b"something else altogether, forty-four bytes!!"] {
            assert!(Lexicon::new(bytes).entry("a").is_none());
        }
    }
}
