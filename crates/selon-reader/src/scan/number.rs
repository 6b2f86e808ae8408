//! Numbers in digits and words.

use std::sync::LazyLock;

use selon_model::Language;

use super::atom::{Atom, AtomKind};
use super::lexicon::Lexicon;

/// The number words of a language.
pub(crate) fn number_words(language: Language) -> &'static Lexicon {
    static FRENCH: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[include_str!("../../../../lang/fr/numbers.tsv")]));
    static ENGLISH: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[include_str!("../../../../lang/en/numbers.tsv")]));
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

/// A number that stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its value.
    pub value: f64,
    /// One past its last atom.
    pub end: usize,
    /// How it is written.
    pub written: Written,
    /// The hundred, thousand or million that its last digits or words stand before
    /// (*20 000*, *deux millions*); one if there is none.
    pub scale: f64,
    /// Whether it is written with decimals.
    pub decimal: bool,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// In digits, perhaps with a word behind: *1 300*, *2.5 million*.
    Digits,
    /// In words.
    Words,
    /// As *un, une*, which may be an article.
    Article,
}

/// The number that begins at this atom.
pub(crate) fn number_at(lexicon: &Lexicon, text: &[Atom], at: usize) -> Option<Number> {
    match text.get(at)?.kind {
        AtomKind::Digits => Some(scaled(lexicon, text, at, digits(text, at)?, 2)),
        AtomKind::Letters => Some(with_decimals(lexicon, text, words(lexicon, text, at)?)),
        AtomKind::Sign => Some(scaled(lexicon, text, at, bare_decimals(text, at)?, 0)),
        AtomKind::Break => None,
    }
}

/// *.25*, *,08*
fn bare_decimals(text: &[Atom], at: usize) -> Option<Number> {
    let sign = text.get(at).filter(|a| (a.is(".") || a.is(",")) && (a.spaced || at == 0))?;
    let first = text.get(at + 1).filter(|a| a.glued() && a.kind == AtomKind::Digits)?;
    let ends = text.get(at + 2).is_none_or(|a| a.spaced || a.kind == AtomKind::Break);
    let value = format!("0.{}", first.form).parse().ok().filter(|_| first.form.len() < LONGEST)?;
    let number = Number { value, end: at + 2, written: Written::Digits, scale: 1.0, decimal: true };
    (ends && !sign.capital).then_some(number)
}

/// *three hundred point sixty-four*, *six cent virgule zéro sept*: what the numbers behind
/// the word tell stands behind the sign, digit by digit.
fn with_decimals(lexicon: &Lexicon, text: &[Atom], number: Number) -> Number {
    let Some(mut at) = lexicon.class_at(text, number.end, "decimal_sign").map(|h| h.end) else {
        return number;
    };
    let mut digits = String::new();
    let mut end = None;
    while let Some(next) = words(lexicon, text, at).filter(|_| digits.len() < LONGEST) {
        if next.value.fract() != 0.0 || next.value >= 1e9 {
            break;
        }
        digits.push_str(&format!("{}", next.value as u64));
        (at, end) = (next.end, Some(next.end));
    }
    let whole = number.value.fract() == 0.0 && number.value < 1e15;
    match (end, format!("{}.{digits}", number.value as u64).parse()) {
        (Some(end), Ok(value)) if whole => {
            Number { value, end, written: Written::Words, scale: 1.0, decimal: true }
        }
        _ => number,
    }
}

/// The most digits of a number.
const LONGEST: usize = 24;

/// Digits with signs of grouping or a decimal sign. Both languages' signs are taken
/// in either language: three digits behind a point, comma, space or apostrophe are
/// thousands, other digits behind a point or comma decimals.
fn digits(text: &[Atom], at: usize) -> Option<Number> {
    let first = text[at].form.as_ref();
    let mut written = String::from(first);
    let mut end = at + 1;
    let mut sign: Option<&str> = None;
    let mut scale = 1.0;
    if in_address(text, at) {
        let value = written.parse().ok()?;
        return Some(Number { value, end, written: Written::Digits, scale, decimal: false });
    }
    if let Some((all, after)) = in_lakhs(text, at) {
        (written, end) = (all, after);
    } else if first.len() <= 3 && !first.starts_with('0') {
        loop {
            let (next, by) = match text.get(end) {
                Some(a) if a.kind == AtomKind::Digits && a.spaced => (end, " "),
                Some(a) if a.glued() && (a.is(".") || a.is(",") || a.is("'")) => {
                    (end + 1, a.form.as_ref())
                }
                _ => break,
            };
            let Some(group) = text.get(next).filter(|a| a.kind == AtomKind::Digits) else { break };
            if group.form.len() != 3 || (by != " " && group.spaced) || sign.is_some_and(|s| s != by)
            {
                break;
            }
            // No number is so long, and a list of groups shall not be read again from each.
            if written.len() > LONGEST {
                return None;
            }
            written.push_str(&group.form);
            scale = if group.form == "000" { scale * 1000.0 } else { 1.0 };
            sign = Some(by);
            end = next + 1;
        }
    }
    let signed = |at: usize| {
        text.get(at).zip(text.get(at + 1)).filter(|(s, d)| {
            s.glued() && (s.is(".") || s.is(",")) && d.glued() && d.kind == AtomKind::Digits
        })
    };
    // A second sign of the kind makes a list of it: *22,24,26*.
    let listed = at >= 2
        && text[at].glued()
        && text[at - 1].glued()
        && text[at - 1].is(",")
        && text[at - 2].kind == AtomKind::Digits;
    let list = |sign: &Atom| {
        let next = signed(end + 2).is_some_and(|(next, _)| next.form == sign.form);
        next || (listed && sign.is(","))
    };
    let decimal = signed(end).filter(|(sign, _)| !list(sign));
    if let Some((_, fraction)) = decimal {
        written.push('.');
        written.push_str(&fraction.form);
        end += 2;
        scale = 1.0;
    }
    if written.len() > LONGEST {
        return None;
    }
    let value = written.parse().ok()?;
    Some(Number { value, end, written: Written::Digits, scale, decimal: decimal.is_some() })
}

/// Whether the digits are one of the four numbers of an address of a computer.
fn in_address(text: &[Atom], at: usize) -> bool {
    let digits = |i: usize| text.get(i).is_some_and(|a| a.kind == AtomKind::Digits);
    let joined = |i: usize| {
        let sign = text.get(i).is_some_and(|a| a.is(".") && a.glued());
        sign && digits(i + 1) && text[i + 1].glued()
    };
    let behind = (0..4).take_while(|n| joined(at + 1 + 2 * n)).count();
    let before =
        (1..5).take_while(|n| at.checked_sub(2 * n).is_some_and(|i| digits(i) && joined(i + 1)));
    behind + before.count() == 3
}

/// *12,34,567*: groups of two digits before a last one of three.
fn in_lakhs(text: &[Atom], at: usize) -> Option<(String, usize)> {
    let mut written = text[at].form.to_string();
    let mut end = at + 1;
    let mut pairs = 0;
    while let Some([sign, group]) = text.get(end..end + 2) {
        let joined = sign.is(",") && sign.glued() && group.glued();
        if !joined || group.kind != AtomKind::Digits || written.len() > LONGEST {
            return None;
        }
        written.push_str(&group.form);
        end += 2;
        match group.form.len() {
            2 => pairs += 1,
            3 => return (pairs > 0 && text[at].form.len() <= 2).then_some((written, end)),
            _ => return None,
        }
    }
    None
}

/// Digits with *million, mille, hundred* behind, and as many other parts behind that.
fn scaled(lexicon: &Lexicon, text: &[Atom], at: usize, mut number: Number, parts: u8) -> Number {
    for class in ["hundred", "scale"] {
        let after = number.end;
        let Some(hit) = lexicon.class_at(text, after, class) else { continue };
        let Ok(by) = hit.value.parse::<f64>() else { continue };
        if by > number.value || number.value.fract() != 0.0 {
            number.value *= by;
            number.end = hit.end;
            number.scale = by;
        }
    }
    // *5 hundred and 64*, *6 thousand 2 hundred*
    if parts > 0 && number.value.fract() == 0.0 && number.scale > 1.0 {
        let joined = lexicon.class_at(text, number.end, "and");
        // *3 cents et 21*, not *5 mille et 21 blessés*
        let joined = joined.filter(|h| h.value != "tens" || number.scale == 100.0);
        let next = joined.map_or(number.end, |h| h.end);
        let worded = text[number.end - 1].kind == AtomKind::Letters;
        let rest = text.get(next).filter(|_| worded).and_then(|a| match a.kind {
            AtomKind::Digits if number.scale <= 1000.0 && (joined.is_some() || !a.is("0")) => {
                Some(scaled(lexicon, text, next, digits(text, next)?, parts - 1))
            }
            AtomKind::Letters if number.scale <= 1000.0 || joined.is_some() => {
                words(lexicon, text, next)
            }
            _ => None,
        });
        if let Some(rest) = rest.filter(|r| {
            r.value > 0.0
                && r.value < number.scale
                && r.value.fract() == 0.0
                && (r.written != Written::Article || number.scale == 100.0)
                && match joined {
                    Some(_) if number.scale > 1000.0 => r.value >= 100.0,
                    Some(_) => r.scale == 1.0,
                    // *3 cent un*
                    None => {
                        r.value >= 100.0 || (number.scale == 100.0 && r.written != Written::Digits)
                    }
                }
        }) {
            number = Number { value: number.value + rest.value, end: rest.end, ..number };
            number.scale = rest.scale;
        }
    }
    // *1.2b*, not *article 1.2b*.
    if number.decimal
        && number.scale == 1.0
        && let Some(hit) = lexicon.class_at(text, number.end, "scale_sign_decimal")
        && text[number.end].glued()
        && lexicon.class_before(text, at, "label").is_none()
        && let Ok(by) = hit.value.parse::<f64>()
    {
        (number.value, number.end, number.scale) = (number.value * by, hit.end, by);
    }
    // *10M*, *5k*; not *2016 M. Dupont*.
    if number.scale == 1.0
        && text.get(number.end).is_some_and(|a| a.glued() || number.decimal)
        && let Some(hit) = lexicon.class_at(text, number.end, "scale_sign")
        && let Ok(by) = hit.value.parse::<f64>()
    {
        (number.value, number.end, number.scale) = (number.value * by, hit.end, by);
    }
    // *three lakh crore*
    if number.scale > 1.0
        && let Some(hit) = lexicon.class_at(text, number.end, "scale")
        && let Ok(by) = hit.value.parse::<f64>()
        && by >= number.scale
        && text[number.end].kind == AtomKind::Letters
    {
        number.value *= by;
        (number.end, number.scale) = (hit.end, by);
    }
    number
}

/// The part that number words may add next.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    /// Anything.
    Any,
    /// One to nineteen, after *soixante, quatre-vingt*.
    Nineteen,
    /// One to nine, after other tens.
    Nine,
    /// Nothing but a multiplier.
    Nothing,
}

fn words(lexicon: &Lexicon, text: &[Atom], at: usize) -> Option<Number> {
    let (mut total, mut current) = (0.0, None::<f64>);
    let mut room = Room::Any;
    let mut last_class = "";
    let mut last_scale = f64::INFINITY;
    let mut scale = 1.0;
    let mut end = at;
    let mut article = false;
    loop {
        let mut next = end;
        if end > at {
            let hyphen = text.get(next).filter(|a| a.is("-"));
            // *fifty - two*, but not *fifty -two*
            let apart = |a: &Atom| {
                last_class.starts_with("tens")
                    && a.spaced
                    && text.get(next + 1).is_some_and(|b| b.spaced)
                    && lexicon.class_at(text, next + 1, "ones").is_some()
            };
            if hyphen.is_some_and(|a| a.glued() || apart(a)) {
                next += 1;
            }
            let joined = lexicon.class_at(text, next, "and").filter(|h| {
                // *Six crore et deux cents*, not *un million et deux blessés*
                let large = || {
                    let ones = lexicon.class_at(text, h.end, "ones").map(|o| o.end);
                    let hundred = ones.and_then(|end| lexicon.class_at(text, end, "hundred"));
                    last_scale >= 1e5 && hundred.is_some()
                };
                last_class.starts_with(h.value)
                    || (last_class == "scale" && (h.value == "hundred" || large()))
            });
            if let Some(joined) = joined {
                next = joined.end;
                if text.get(next).is_some_and(|a| a.is("-") && a.glued()) {
                    next += 1;
                }
            }
        }
        let joined = next > end && end > at && text[next - 1].kind == AtomKind::Letters;
        let hit = lexicon.at(text, next).find(|h| {
            matches!(h.class, "ones" | "tens" | "tens_long" | "hundred" | "scale" | "article")
        });
        let Some(hit) = hit else { break };
        let Ok(value) = hit.value.parse::<f64>() else { break };
        match hit.class {
            // `a`, `an`: a number only before a multiplier.
            "article" => {
                let multiplies = ["hundred", "scale"]
                    .iter()
                    .any(|class| lexicon.class_at(text, hit.end, class).is_some());
                if end > at || !multiplies {
                    break;
                }
                current = Some(1.0);
                room = Room::Nothing;
            }
            "ones" => {
                let fits = match room {
                    Room::Any => true,
                    Room::Nineteen => (1.0..20.0).contains(&value),
                    Room::Nine => (1.0..10.0).contains(&value),
                    Room::Nothing => false,
                };
                if !fits || (joined && last_class == "tens" && value != 1.0 && value != 11.0) {
                    break;
                }
                article = end == at && lexicon.class_at(text, next, "article").is_some();
                current = Some(current.unwrap_or(0.0) + value);
                room = Room::Nothing;
                scale = 1.0;
            }
            "tens" | "tens_long" => {
                if room != Room::Any {
                    break;
                }
                current = Some(current.unwrap_or(0.0) + value);
                room = if hit.class == "tens_long" { Room::Nineteen } else { Room::Nine };
                scale = 1.0;
            }
            "hundred" => {
                let before = current.unwrap_or(1.0);
                if before >= 100.0 || joined {
                    break;
                }
                current = Some(before.max(1.0) * value);
                room = Room::Any;
                scale = value;
            }
            _ => {
                // *mille milliards*, *three lakh crore*, *crore lakh*
                let other = value > last_scale || (value < last_scale && value >= 1e5);
                if last_class == "scale" && other && !joined && current.is_none() {
                    (total, last_scale, scale) = (total * value, value, value);
                    end = hit.end;
                    continue;
                }
                if value >= last_scale || joined || (end == at && value > 1000.0) {
                    break;
                }
                total += current.unwrap_or(1.0).max(1.0) * value;
                current = None;
                room = Room::Any;
                last_scale = value;
                scale = value;
            }
        }
        last_class = hit.class;
        end = hit.end;
    }
    if end == at {
        return None;
    }
    let only_one = article && total == 0.0 && current == Some(1.0);
    let written = if only_one { Written::Article } else { Written::Words };
    Some(Number { value: total + current.unwrap_or(0.0), end, written, scale, decimal: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::atom::atoms;
    use selon_model::Language::{self, English, French};

    fn value(language: Language, text: &str) -> Option<f64> {
        let cut = atoms(text);
        number_at(number_words(language), &cut, 0).filter(|n| n.end == cut.len()).map(|n| n.value)
    }

    #[test]
    fn digits_of_either_language() {
        for language in Language::ALL {
            for (text, expected) in [
                ("12", 12.0),
                ("1 300", 1300.0),
                ("1\u{a0}300", 1300.0),
                ("1\u{202f}300\u{202f}000", 1_300_000.0),
                ("1,300", 1300.0),
                ("1.300", 1300.0),
                ("1’300", 1300.0),
                ("1,3", 1.3),
                ("7.62", 7.62),
                ("1,234.5", 1234.5),
                ("1.234,5", 1234.5),
                ("2,5 million", 2_500_000.0),
                ("1.3 million", 1_300_000.0),
                ("0,500", 0.5),
            ] {
                assert_eq!(value(language, text), Some(expected), "{text}");
            }
            assert_eq!(value(language, "2016 300"), None);
            assert_eq!(value(language, "12 30"), None);
        }
    }

    #[test]
    fn french_words() {
        for (text, expected) in [
            ("vingt et un", 21.0),
            ("vingt-et-un", 21.0),
            ("trente-deux", 32.0),
            ("soixante-dix", 70.0),
            ("soixante et onze", 71.0),
            ("soixante-dix-sept", 77.0),
            ("quatre-vingts", 80.0),
            ("quatre-vingt-dix", 90.0),
            ("quatre-vingt-dix-neuf", 99.0),
            ("septante-deux", 72.0),
            ("cent", 100.0),
            ("cent un", 101.0),
            ("deux cents", 200.0),
            ("deux cent cinquante-trois", 253.0),
            ("mille", 1000.0),
            ("mille deux cents", 1200.0),
            ("trois mille quatre cent vingt", 3420.0),
            ("cent vingt mille", 120_000.0),
            ("un million", 1_000_000.0),
            ("deux millions trois cent mille", 2_300_000.0),
        ] {
            assert_eq!(value(French, text), Some(expected), "{text}");
        }
        assert_eq!(value(French, "deux trois"), None);
        assert_eq!(value(French, "vingt et deux"), None);
    }

    #[test]
    fn english_words() {
        for (text, expected) in [
            ("twenty-one", 21.0),
            ("ninety nine", 99.0),
            ("one hundred and twelve", 112.0),
            ("a hundred", 100.0),
            ("two hundred", 200.0),
            ("three thousand four hundred and twenty", 3420.0),
            ("a million", 1_000_000.0),
            ("two thousand and five", 2005.0),
            ("one hundred twenty thousand", 120_000.0),
        ] {
            assert_eq!(value(English, text), Some(expected), "{text}");
        }
        assert_eq!(value(English, "two and three"), None);
        assert_eq!(value(English, "a soldier"), None);
    }
}
