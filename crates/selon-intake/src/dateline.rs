//! The day of publication, where a plain text tells it in a date line.
//!
//! Only a line that can hardly be anything else counts: one of the first lines, with
//! a full date, that is nothing but a date line (*17 décembre 2016*, *PARIS, March 3,
//! 2017*) or opens a paragraph as one (*PARIS, 3 mars 2024 – …*; under *Press release* also
//! *Geneva, 3 March 2024. …*) or is the heading of a numbered or dated report (*Situation report
//! no. 9, as of 3 March 2024*), or any line that opens with a label (*Published: …*). A date in a
//! sentence tells when something happened, not when the report was published. The day of the last
//! change counts only where a headline says that it is told on that day (*this Sunday*).
//!
//! The words stand in `lang/*/calendar.tsv` and `lang/*/dateline.tsv`. All languages
//! are tried: the line comes before the language is known.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_model::ByteSpan;

/// A day of publication and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// The date, without the place, the hour and the label beside it.
    pub span: ByteSpan,
}

/// How many lines with text count as the first ones: headline, subtitle, author,
/// a leading paragraph.
const FIRST_LINES: usize = 7;

/// How many lines with text are looked through for a label.
const LABELLED_LINES: usize = 60;

/// The most words beside the date: a place, an agency, an hour.
const MAX_BESIDE: usize = 8;

/// Within how many pieces of a line the day stands that a report is of, and that of the last
/// change.
const HEADING: usize = 12;
const UPDATED: usize = 8;

/// The most bytes of a line that are looked at.
const MAX_LINE: usize = 200;

struct Words {
    months: HashMap<String, u32>,
    weekdays: HashMap<String, u32>,
    /// The label, and whether dates in digits have the day first in its language.
    published: Vec<(Vec<String>, bool)>,
    report: Vec<Vec<String>>,
    release: Vec<Vec<String>>,
    this: Vec<String>,
    until: Vec<String>,
    byline: Vec<Vec<String>>,
    beside: Vec<String>,
    updated: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../lang/fr/calendar.tsv"),
        include_str!("../../../lang/en/calendar.tsv"),
        include_str!("../../../lang/fr/dateline.tsv"),
        include_str!("../../../lang/en/dateline.tsv"),
    ];
    let mut words = Words {
        months: HashMap::new(),
        weekdays: HashMap::new(),
        published: vec![],
        report: vec![],
        release: vec![],
        this: vec![],
        until: vec![],
        byline: vec![],
        beside: vec![],
        updated: vec![],
    };
    let rows = tables.iter().enumerate().flat_map(|(i, t)| t.lines().map(move |l| (i, l)));
    for (table, row) in rows.filter(|(_, l)| !l.starts_with('#')) {
        // *Publié le 05/03/2025* is in March, *Published 05/03/2025* may be in May.
        let day_first = table % 2 == 0;
        let columns: Vec<&str> = row.split('\t').collect();
        let forms = || {
            let forms = columns.last().copied().unwrap_or_default().split('|');
            forms.map(|f| f.trim().trim_end_matches('.').to_lowercase())
        };
        let phrases = || forms().map(|f| f.split(' ').map(str::to_string).collect());
        let number = || columns.get(1).and_then(|n| n.parse().ok()).unwrap_or(0);
        match columns[0] {
            "month" => {
                words.months.extend(forms().map(|f| (f, number())));
            }
            "weekday" | "weekday_short" => words.weekdays.extend(forms().map(|f| (f, number()))),
            "published" => words.published.extend(phrases().map(|p| (p, day_first))),
            "report" => words.report.extend(phrases()),
            "release" => words.release.extend(phrases()),
            "until" => words.until.extend(forms()),
            "this" => words.this.extend(forms()),
            "byline" => words.byline.extend(phrases()),
            "beside" => words.beside.extend(forms()),
            "updated" => words.updated.extend(forms()),
            _ => {}
        }
    }
    // The longest first, so that nothing of a label is left over.
    words.published.sort_by_key(|p| std::cmp::Reverse(p.0.len()));
    words.report.sort_by_key(|p| std::cmp::Reverse(p.len()));
    words
});

/// Finds the day of publication of a plain text: a label's, else a date line's.
pub fn find(text: &str) -> Option<Dateline> {
    let mut dateline = None;
    let mut changed = None;
    let mut from = 0;
    let mut seen = 0;
    // Whether the lines before are headed as a release: *Communiqué de presse*.
    let mut release = false;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        if seen > LABELLED_LINES {
            break;
        }
        let pieces = pieces(line);
        let first = seen <= FIRST_LINES;
        let date = labelled(&pieces).map(|d| (d, true)).or_else(|| {
            let found = || {
                alone_or_opening(&pieces, line.len(), release)
                    .or_else(|| heading(&pieces, line.len()))
            };
            if first && dateline.is_none() { found().map(|d| (d, false)) } else { None }
        });
        release |= WORDS.release.iter().any(|label| opens(&pieces, label));
        if first && changed.is_none() && date.is_none() {
            changed = last_change(&pieces).map(|d| (start, d));
        }
        if let Some((date, label)) = date {
            let span = ByteSpan::new(start + date.start, start + date.end);
            let found = Dateline { day: date.day, span };
            if label {
                return Some(found);
            }
            dateline = Some(found);
        }
    }
    dateline.or_else(|| {
        let (start, date) = changed?;
        let span = ByteSpan::new(start + date.start, start + date.end);
        let opening = &text[..start];
        is_told_on(opening, &date.day).then_some(Dateline { day: date.day, span })
    })
}

/// Whether a line opens with these words.
fn opens(pieces: &[Piece], words: &[String]) -> bool {
    words.iter().enumerate().all(|(i, word)| pieces.get(i).is_some_and(|p| p.lower == *word))
}

/// The day of the last change, of a line that tells it.
fn last_change(pieces: &[Piece]) -> Option<Found> {
    let words = &*WORDS;
    let label = |l: &&String| {
        let parts: Vec<String> = l.split(' ').map(str::to_string).collect();
        opens(pieces, &parts)
    };
    words.updated.iter().find(label)?;
    (1..pieces.len().min(UPDATED)).find_map(|at| date_at(pieces, at, false))
}

/// Whether a headline says that it is told on this day of the week: *what we know this Sunday*.
fn is_told_on(headline: &str, day: &str) -> bool {
    let words = &*WORDS;
    let Some(weekday) = weekday_of(day) else { return false };
    let mut lines = headline.lines().filter(|l| !l.trim().is_empty()).take(FIRST_LINES);
    lines.any(|line| {
        pieces(line).windows(2).any(|pair| {
            words.this.contains(&pair[0].lower)
                && words.weekdays.get(&pair[1].lower) == Some(&weekday)
        })
    })
}

/// The day of the week, from 1 for Monday, of a day `YYYY-MM-DD` (Zeller's congruence).
fn weekday_of(day: &str) -> Option<u32> {
    let part = |range| day.get(range).and_then(|n: &str| n.parse::<u32>().ok());
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let from_saturday = day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    Some((from_saturday + 5) % 7 + 1)
}

/// Whether a line is nothing but a date line, as far as a line alone can tell.
pub fn is_date_line(line: &str) -> bool {
    let pieces = pieces(line);
    labelled(&pieces).is_some() || alone_or_opening(&pieces, line.len(), false).is_some()
}

/// The first full date in a short text such as *Mardi 12 mars 2024 à 10h30*.
pub fn date_in(text: &str) -> Option<String> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| date_at(&pieces, at, false)).map(|found| found.day)
}

/// Where in a short text the words stand that say that what follows is the last change.
pub fn label_of_update(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    // Case may change the length: then nothing is told.
    let found = WORDS.updated.iter().filter_map(|word| lower.find(word.as_str())).min();
    found.filter(|_| lower.len() == text.len())
}

/// A run of letters, a run of digits or a sign of a line.
struct Piece<'l> {
    start: usize,
    text: &'l str,
    lower: String,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn number(&self) -> Option<u32> {
        let digits = self.text.bytes().all(|b| b.is_ascii_digit()) && self.text.len() <= 4;
        if digits { self.text.parse().ok() } else { None }
    }

    fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "–" | "—" | "―" | "|" | "•" | "·")
    }
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        _ if c.is_alphabetic() || c == '\'' || c == '’' => 2,
        _ if c.is_whitespace() => 3,
        _ => 0,
    };
    let mut found: Vec<Piece> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if start > MAX_LINE {
            break;
        }
        let kind = class(c);
        let mut end = start + c.len_utf8();
        while kind != 0
            && let Some(&(at, next)) = chars.peek()
            && class(next) == kind
        {
            end = at + next.len_utf8();
            chars.next();
        }
        if kind != 3 {
            let text = &line[start..end];
            found.push(Piece { start, text, lower: text.to_lowercase() });
        }
    }
    found
}

/// A date in a line; `first` and `after` are its first piece and the one behind it.
struct Found {
    day: String,
    start: usize,
    end: usize,
    after: usize,
}

/// The date that begins at this piece: day, month and year. `day_first` tells whether the day is
/// known to stand first in digits.
fn date_at(pieces: &[Piece], at: usize, day_first: bool) -> Option<Found> {
    let words = &*WORDS;
    let piece = |i: usize| pieces.get(i);
    let is = |i: usize, sign: &str| piece(i).is_some_and(|p| p.text == sign);
    let skip = |i: usize, signs: &[&str]| {
        if piece(i).is_some_and(|p| signs.contains(&p.lower.as_str())) { i + 1 } else { i }
    };
    let month = |i: usize| {
        let month = piece(i).and_then(|p| words.months.get(&p.lower))?;
        Some((*month, skip(i + 1, &["."])))
    };
    let day = |i: usize| {
        let day = piece(i)?.number().filter(|d| (1..=31).contains(d))?;
        let glued = piece(i + 1).is_some_and(|p| Some(p.start) == piece(i).map(Piece::end));
        let suffix = glued
            && piece(i + 1)
                .is_some_and(|p| matches!(p.lower.as_str(), "er" | "st" | "nd" | "rd" | "th"));
        Some((day, if suffix { i + 2 } else { i + 1 }))
    };
    let year = |i: usize| {
        let year = piece(i)?.number().filter(|y| (1900..2200).contains(y))?;
        (piece(i)?.text.len() == 4).then_some((year, i + 1))
    };
    let mut first = at;
    if piece(at).is_some_and(|p| words.weekdays.contains_key(&p.lower)) {
        first = skip(skip(at + 1, &["."]), &[","]);
        first = skip(first, &["le", "the"]);
    }
    let written = || {
        let (d, next) = day(first)?;
        let (m, next) = month(skip(next, &["of"]))?;
        let (y, next) = year(skip(next, &[","]))?;
        Some((y, m, d, next))
    };
    let month_first = |from: usize| {
        let (m, next) = month(from)?;
        let (d, next) = day(next)?;
        let (y, next) = year(skip(next, &[","]))?;
        Some((y, m, d, next))
    };
    let in_digits = || {
        let sign = piece(first + 1)?.text;
        if !matches!(sign, "-" | "/" | ".") || !is(first + 3, sign) {
            return None;
        }
        let (a, b, c) = (piece(first)?, piece(first + 2)?, piece(first + 4)?);
        if c.end() - a.start != a.text.len() + b.text.len() + c.text.len() + 2 {
            return None;
        }
        let (a_n, b_n, c_n) = (a.number()?, b.number()?, c.number()?);
        match (a.text.len(), c.text.len()) {
            (4, 1..=2) => Some((a_n, b_n, c_n, first + 5)),
            // The day first, or the month, where only one of them can be it.
            (1..=2, 4) if day_first || a_n > 12 || a_n == b_n => Some((c_n, b_n, a_n, first + 5)),
            (1..=2, 4) if b_n > 12 => Some((c_n, a_n, b_n, first + 5)),
            _ => None,
        }
    };
    let (y, m, d, after) = written()
        .or_else(|| month_first(first))
        // *Mar 12, 2025*: no *mardi*.
        .or_else(|| month_first(at))
        .or_else(in_digits)?;
    if !(1..=12).contains(&m) || d < 1 || d > days_of(y, m) || !(1900..2200).contains(&y) {
        return None;
    }
    let start = piece(at)?.start;
    let end = piece(after - 1)?.end();
    Some(Found { day: format!("{y:04}-{m:02}-{d:02}"), start, end, after })
}

fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date behind a label that opens the line.
fn labelled(pieces: &[Piece]) -> Option<Found> {
    let (label, day_first) = WORDS.published.iter().find(|(label, _)| opens(pieces, label))?;
    let mut at = label.len();
    while let Some(piece) = pieces.get(at) {
        if let Some(date) = date_at(pieces, at, *day_first) {
            return Some(date);
        }
        let passes = matches!(piece.lower.as_str(), ":" | "-" | "–" | "le" | "on" | "the" | ",");
        if !passes || at > label.len() + 3 {
            return None;
        }
        at += 1;
    }
    None
}

/// The date of the heading of a report that is one of many: *Rapport de situation n° 9, au 17
/// avril 2024*, *Flash update #3 (12 May 2024)*; not *Rapport sur l'attaque du 17 avril 2024*.
fn heading(pieces: &[Piece], length: usize) -> Option<Found> {
    let words = &*WORDS;
    let label = words.report.iter().find(|label| opens(pieces, label))?;
    let rest = pieces.iter().enumerate().skip(label.len()).take(HEADING);
    let date = rest.clone().find_map(|(at, _)| date_at(pieces, at, false))?;
    let between = &pieces[label.len()..pieces.iter().position(|p| p.start == date.start)?];
    let numbers = between.iter().filter(|p| p.number().is_some()).count();
    let passes = |p: &Piece| !p.is_word() || words.until.contains(&p.lower);
    // What the number stands behind may be what the report is on: *Bulletin de protection n° 4*.
    let numbered = between
        .windows(2)
        .any(|p| p[1].number().is_some() && matches!(p[0].text, "°" | "º" | "#" | "."));
    let behind = |p: &Piece| !p.is_word() || words.beside.contains(&p.lower);
    let whole = pieces[date.after..].iter().all(behind) && length <= MAX_LINE;
    // *Du 3 au 10 mai 2022* is what it is about.
    let range = numbers > usize::from(numbered);
    (whole && !range && (numbered || between.iter().all(passes))).then_some(date)
}

/// The date of a line that is nothing but a date line, or whose first words are one. In a
/// `release` a full stop may stand between it and the text.
fn alone_or_opening(pieces: &[Piece], length: usize, release: bool) -> Option<Found> {
    let words = &*WORDS;
    let byline = words.byline.iter().any(|opening| opens(pieces, opening));
    let beside = |p: &Piece| {
        let word = p.is_word();
        let capital = p.text.chars().next().is_some_and(char::is_uppercase);
        !word && p.number().is_none()
            || (word && (capital || byline || words.beside.contains(&p.lower)))
    };
    // Before the date: a place, an agency, the author.
    let mut at = 0;
    let date = loop {
        if let Some(date) = date_at(pieces, at, false) {
            break date;
        }
        let piece = pieces.get(at)?;
        // A sentence has ended: what follows is text.
        if !beside(piece) || at > MAX_BESIDE + 4 || matches!(piece.text, "!" | "?" | "«" | "\"") {
            return None;
        }
        at += 1;
    };
    let before = pieces[..at].iter().filter(|p| p.is_word()).count();
    // *Le 3 mars 2024* and *On March 3, 2024* begin a sentence, unless the line ends there.
    let begins = pieces[..at].iter().all(|p| words.beside.contains(&p.lower)) && at > 0;
    // *Jeanne Martin, le 3 mars 2024*: the sign stands before the article.
    let sign = |at: usize| at == 0 || !pieces[at - 1].is_word();
    let article = at > 1
        && matches!(pieces[at - 1].lower.as_str(), "le" | "on")
        && pieces[at - 2].text == ",";
    let sign_before = byline || begins || sign(at) || article;
    if before > MAX_BESIDE || !sign_before {
        return None;
    }
    // *Geneva, 3 March 2024. The observatory …*
    let stop = pieces.get(date.after).is_some_and(|p| matches!(p.text, "." | ":"));
    if release && stop && before > 0 && !begins {
        return Some(date);
    }
    // Behind it: an hour, a place, an agency, until a dash or the end of the line.
    let mut count = 0;
    for piece in &pieces[date.after..] {
        if piece.is_dash() {
            return (!begins).then_some(date);
        }
        if piece.is_word() {
            count += 1;
        }
        let hour = piece.number().is_some();
        let sign = !piece.is_word() && !hour;
        if count > MAX_BESIDE || !(hour || sign || beside(piece)) {
            return None;
        }
    }
    // What was cut off was not seen.
    (length <= MAX_LINE).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(String, String)> {
        find(text).map(|d| (d.day, d.span.of(text).to_string()))
    }

    #[test]
    fn date_lines() {
        for (text, expected, words) in [
            ("Une trêve\n\n17 décembre 2016 . –\nElle tient.", "2016-12-17", "17 décembre 2016"),
            ("Une trêve\n\n20 janvier 2017 . – Elle tient.", "2017-01-20", "20 janvier 2017"),
            ("1er janvier 2016, 14h30 . –\nUn homme", "2016-01-01", "1er janvier 2016"),
            ("Titre\n\n26 juillet 2016, Normandie . –\nUn", "2016-07-26", "26 juillet 2016"),
            ("PARIS, 3 mars 2024 - Le ministre", "2024-03-03", "3 mars 2024"),
            ("PARIS (Agence) – 3 mars 2024 – Le", "2024-03-03", "3 mars 2024"),
            ("Titre\n\nPublié le 3 mars 2024 à 14h30\n\nTexte", "2024-03-03", "3 mars 2024"),
            ("Titre\nPar Jeanne Martin, le 3 mars 2024\n\nTexte", "2024-03-03", "3 mars 2024"),
            (
                "Titre\n\nLe Courrier, avec AFP, le 3 mars 2024\n\nTexte",
                "2024-03-03",
                "3 mars 2024",
            ),
            ("Titre\nLundi 4 mars 2024\nTexte", "2024-03-04", "Lundi 4 mars 2024"),
            ("A truce\nMarch 3, 2017\nIt holds.", "2017-03-03", "March 3, 2017"),
            (
                "A truce\nFriday, March 3, 2017 10:15 AM EST\nIt holds.",
                "2017-03-03",
                "Friday, March 3, 2017",
            ),
            ("Published: 3 March 2017\nText", "2017-03-03", "3 March 2017"),
            (
                "Title\n\nText.\n\nText.\n\nPublished on March 3rd, 2017",
                "2017-03-03",
                "March 3rd, 2017",
            ),
            ("WASHINGTON, March 3, 2017 — The minister", "2017-03-03", "March 3, 2017"),
            ("2017-03-03\nText", "2017-03-03", "2017-03-03"),
            ("Titre\nPublié le ven, 05/03/2021 - 17:48\nTexte", "2021-03-05", "ven, 05/03/2021"),
            ("Bulletin de protection n° 4, au 9 juin 2023\n\nTexte", "2023-06-09", "9 juin 2023"),
            ("Communiqué n° 12 du 9 juin 2023\n\nTexte", "2023-06-09", "9 juin 2023"),
            ("Title\nSituation report No. 4 – as of 9 June 2023\n\nT", "2023-06-09", "9 June 2023"),
            ("Flash update #3 (9 June 2023)\n\nText", "2023-06-09", "9 June 2023"),
            (
                "PRESS RELEASE\n\nGeneva/Nairobi, 9 June 2023. The group is alarmed.",
                "2023-06-09",
                "9 June 2023",
            ),
            (
                "Communiqué\nGenève, le 9 juin 2023 : le groupe s'inquiète.",
                "2023-06-09",
                "9 juin 2023",
            ),
            (
                "Ce que l'on sait ce mercredi\n\nMis à jour le 14 mai 2025 à 21 h\n\nTexte",
                "2025-05-14",
                "14 mai 2025",
            ),
            ("Titre\n13/03/2017\nTexte", "2017-03-13", "13/03/2017"),
            (
                "Titre\n\nUn premier paragraphe.\n\n14 juin 2016 . –\nLe texte.",
                "2016-06-14",
                "14 juin 2016",
            ),
        ] {
            assert_eq!(day(text), Some((expected.into(), words.into())), "{text}");
        }
    }

    #[test]
    fn dates_that_are_not_of_the_publication() {
        for text in [
            "",
            "Le 3 mars 2024, une bombe a explosé.",
            "On March 3, 2024, a bomb exploded.",
            "Une bombe a explosé le 3 mars 2024.",
            "L'attentat du 7 janvier 2015 à Paris\n\nLe procès s'ouvre.",
            "La trêve du 3 mars 2024 – et après",
            "Titre\n\n17 décembre – Texte",
            "Titre\n\n31 février 2016\nTexte",
            "Titre\n03/04/2017\nTexte",
            "A\nB\nC\nD\nE\nF\nG\nH\nMarch 3, 2017\n",
            "Mis à jour le 4 mars 2024\nTexte",
            "Ce que l'on sait ce mardi\n\nMis à jour le 14 mai 2025\n\nTexte",
            "Titre\nPublished 05/03/2021\nText",
            "Rapport hebdomadaire du 3 au 10 mai 2022\n\nTexte",
            "Rapport sur l'attaque du 3 mai 2022\n\nTexte",
            "Le rapport du 3 mai 2022 accuse l'armée\n\nTexte",
            "Kaboul, le 9 juin 2023. Une bombe explose sur le marché.",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert!(is_date_line("17 décembre 2016 . –"));
        assert!(!is_date_line("Le 3 mars 2024, une bombe a explosé."));
    }

    #[test]
    fn a_label_comes_before_a_date_line() {
        let text = "Titre\n3 mars 2024\nTexte.\nPublié le 5 mars 2024";
        assert_eq!(day(text).map(|d| d.0).as_deref(), Some("2024-03-05"));
    }
}
