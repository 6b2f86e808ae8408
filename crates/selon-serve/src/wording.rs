//! What a dossier knows, in words of the page's language.

use selon_dossier::day::written;
use selon_dossier::disagreement::DisagreementKind;
use selon_dossier::party::Registry;
use selon_dossier::summary::{ClaimView, PlaceView, Range};
use selon_model::Language;
use selon_model::reading::{Certainty, Polarity, Precision, Reality};
use serde::Serialize;

use crate::names;
use crate::words::Words;

/// The code of something that JSON writes as a word.
pub fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

impl Words {
    /// A code of a group in words; the code itself, without `_`, where the table has none.
    pub fn term(self, group: &str, code: &str) -> String {
        self.of(group, code).map_or_else(|| code.replace('_', " "), str::to_owned)
    }

    /// A type of event.
    pub fn kind(self, code: &str) -> String {
        self.term("type", code)
    }

    /// A country by its ISO code.
    pub fn country(self, code: &str) -> String {
        self.of("country", code).unwrap_or(code).to_owned()
    }

    /// A place with its country.
    pub fn place(self, place: &PlaceView) -> String {
        let name = self.place_alone(place);
        let Some(code) = place.country.as_deref() else { return name };
        let country = self.country(code);
        // A country is named once.
        if name == country { country } else { format!("{name}, {country}") }
    }

    /// A place without its country.
    pub fn place_alone(self, place: &PlaceView) -> String {
        if let Some(code) = place.country.as_deref() {
            let itself = Language::ALL.iter().any(|l| Words(*l).country(code) == place.name);
            if itself || place.precision == Some(Precision::Country) {
                return self.country(code);
            }
        }
        names::place(place, self.0).unwrap_or(&place.name).to_owned()
    }

    /// Who has an id of the dossier, as far as the id tells.
    pub fn party_of_id(self, id: &str) -> String {
        let known = Registry::get().by_id(id).map(|entry| entry.name(self.0).to_owned());
        known.unwrap_or_else(|| id.split_once(':').map_or(id, |(_, name)| name).to_owned())
    }

    /// Who it is.
    pub fn party(self, name: &str) -> &str {
        names::party(name, self.0)
    }

    /// A date out of EDTF: `22 October 2025`, `October 2025`, `about 17 July 2024`.
    pub fn date(self, edtf: &str) -> String {
        // One of several: `[2021-03-05,2021-05-03]`.
        if let Some(several) = edtf.strip_prefix('[').and_then(|e| e.strip_suffix(']')) {
            let each: Vec<String> =
                several.split(',').map(|one| self.date_end(one.trim())).collect();
            return each.join(self.get("date.or"));
        }
        if let Some((from, to)) = edtf.split_once('/') {
            let open = |end: &str| matches!(end, "" | "..");
            return match (open(from), open(to)) {
                (true, _) => self.fill("date.until", &[("to", &self.date_end(to))]),
                (_, true) => self.fill("date.since", &[("from", &self.date_end(from))]),
                _ => self.fill(
                    "date.between",
                    &[("from", &self.date_end(from)), ("to", &self.date_end(to))],
                ),
            };
        }
        self.date_end(edtf)
    }

    fn date_end(self, edtf: &str) -> String {
        let about = edtf.contains(['~', '?', '%']);
        let bare: String = edtf.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
        let shown = self.exact_date(&bare).unwrap_or_else(|| bare.clone());
        if about { self.fill("date.about", &[("date", &shown)]) } else { shown }
    }

    fn exact_date(self, edtf: &str) -> Option<String> {
        let mut parts = edtf.splitn(3, '-');
        let year = parts.next()?;
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let Some(month) = parts.next() else { return Some(year.to_owned()) };
        let month = self.of("month", month)?;
        let Some(day) = parts.next() else { return Some(format!("{month} {year}")) };
        let day: u8 = day.get(..2)?.parse().ok()?;
        Some(self.fill(
            if day == 1 { "date.first" } else { "date.day" },
            &[("day", &day.to_string()), ("month", month), ("year", year)],
        ))
    }

    /// A moment, to the minute: `22 October 2025, 18:30`.
    pub fn moment(self, told: &str) -> String {
        let day = self.date(told.get(..10).unwrap_or(told));
        match told.get(11..16).filter(|_| told.as_bytes().get(10) == Some(&b'T')) {
            Some(hour) => format!("{day}, {hour}"),
            None => day,
        }
    }

    /// A day of a dossier.
    pub fn day(self, day: selon_dossier::day::Day) -> String {
        self.date(&written(day))
    }

    /// An interval: `7 or more`, `18 to 22`, `none`.
    pub fn interval(self, low: Option<u64>, high: Option<u64>) -> String {
        let n = |n: u64| self.number(n);
        match (low, high) {
            (None, None) => self.fill("interval.open", &[]),
            (Some(0), Some(0)) => self.fill("interval.none", &[]),
            (Some(low), Some(high)) if low == high => n(low),
            (Some(low), Some(high)) => {
                self.fill("interval.both", &[("low", &n(low)), ("high", &n(high))])
            }
            (Some(low), None) => self.fill("interval.low", &[("low", &n(low))]),
            (None, Some(high)) => self.fill("interval.high", &[("high", &n(high))]),
        }
    }

    /// An interval in a few signs: `7+`, `18–22`.
    pub fn interval_short(self, low: Option<u64>, high: Option<u64>) -> String {
        let n = |n: u64| self.number(n);
        match (low, high) {
            (None, None) => "?".into(),
            (Some(low), Some(high)) if low == high => n(low),
            (Some(low), Some(high)) => format!("{}–{}", n(low), n(high)),
            (Some(low), None) => format!("{}+", n(low)),
            (None, Some(high)) => format!("≤ {}", n(high)),
        }
    }

    /// What is counted, and whom: `killed (forces)`.
    pub fn counted(self, what: &str, class: Option<&str>) -> String {
        let what = self.term("counted", what);
        match class {
            Some(class) => format!("{what} ({})", self.term("class", class)),
            None => what,
        }
    }

    /// A toll in a few words: `3–7 killed`.
    pub fn toll(self, range: &Range) -> String {
        let best = self.interval_short(range.best_low, range.best_high);
        let one = (range.best_low, range.best_high) == (Some(1), Some(1));
        let what = if one { self.of("counted_one", &range.what) } else { None };
        let what = what.map_or_else(|| self.term("counted", &range.what), str::to_owned);
        match &range.class {
            Some(class) => format!("{best} {what} ({})", self.term("class", class)),
            None => format!("{best} {what}"),
        }
    }

    /// How many origins: `2`, `2–4`.
    pub fn origins(self, least: u32, most: u32) -> String {
        if least == most { least.to_string() } else { format!("{least}–{most}") }
    }

    /// What a side of a disagreement holds.
    pub fn side(self, kind: DisagreementKind, value: &str) -> String {
        match kind {
            DisagreementKind::Occurrence => self.term("value", &value.replace(' ', "_")),
            DisagreementKind::Kind => self.kind(&value.replace(' ', "_")),
            DisagreementKind::Time => self.date(value),
            DisagreementKind::Perpetrator => match value.strip_prefix("not ") {
                Some(who) => self.fill("value.not", &[("who", self.party(who))]),
                None => self.party(value).to_owned(),
            },
            _ => value.to_owned(),
        }
    }

    /// What a disagreement is about.
    pub fn disagreement(self, kind: DisagreementKind) -> String {
        self.term("disagreement", &code(kind))
    }

    /// How surely a claim is held: `certain`, `denied, hedged by “auraient”`.
    pub fn how_held(self, claim: &ClaimView) -> String {
        let mut words: Vec<String> = Vec::new();
        if claim.polarity == Polarity::Negative {
            words.push(self.term("how", "denied"));
        }
        if claim.reality != Reality::Actual {
            words.push(self.term("how", &code(claim.reality)));
        }
        match (&claim.hedge, claim.certainty) {
            (Some(hedge), Certainty::Hedged) => {
                words.push(self.fill("how.hedged_by", &[("words", &hedge.excerpt.text)]));
            }
            (None, Certainty::Hedged) => words.push(self.term("how", "hedged")),
            _ if words.is_empty() => words.push(self.term("how", "certain")),
            _ => {}
        }
        words.join(", ")
    }
}

/// Tolls, those of people killed first.
pub fn in_order(ranges: &[Range]) -> Vec<&Range> {
    let mut ranges: Vec<&Range> = ranges.iter().collect();
    ranges.sort_by_key(|r| (r.what != "killed", r.what != "injured", r.class.is_some()));
    ranges
}

/// Letters of a report that would reorder or hide what stands around them are left out.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !hides(*c)).collect()
}

/// Whether a letter reorders or hides others, or is none that a page can have.
pub fn hides(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let (en, fr) = (Words(Language::English), Words(Language::French));
        let table = [
            ("2025-10-22", "22 October 2025", "22 octobre 2025"),
            ("2025-10-01", "1 October 2025", "1er octobre 2025"),
            ("2025-10", "October 2025", "octobre 2025"),
            ("2025", "2025", "2025"),
            ("2024-07-17~", "about 17 July 2024", "17 juillet 2024 environ"),
            ("2024-05-03/2024-05-05", "3 May 2024 – 5 May 2024", "3 mai 2024 – 5 mai 2024"),
            ("[2021-03-05,2021-05-03]", "5 March 2021 or 3 May 2021", "5 mars 2021 ou 3 mai 2021"),
            ("2012/..", "since 2012", "depuis 2012"),
            ("199X", "199X", "199X"),
        ];
        for (edtf, english, french) in table {
            assert_eq!((en.date(edtf).as_str(), fr.date(edtf).as_str()), (english, french));
        }
        assert_eq!(en.moment("2025-10-22T18:30:00Z"), "22 October 2025, 18:30");
    }

    #[test]
    fn intervals() {
        let en = Words(Language::English);
        assert_eq!(en.interval(Some(1300), None), "1,300 or more");
        assert_eq!(en.interval(Some(18), Some(22)), "18 to 22");
        assert_eq!(en.interval_short(None, Some(5)), "≤ 5");
    }
}
