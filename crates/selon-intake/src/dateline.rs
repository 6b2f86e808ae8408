//! The day of publication, where a plain text tells it in a date line.
//!
//! Only a line that can hardly be anything else counts: one of the first lines, with
//! a full date, that is nothing but a date line (*17 décembre 2016*, *PARIS, March 3,
//! 2017*) or opens a paragraph as one (*PARIS, 3 mars 2024 – …*), or any line that
//! opens with a label (*Published: …*). A date in a sentence tells when something
//! happened, not when the report was published.
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

/// The most bytes of a line that are looked at.
const MAX_LINE: usize = 200;

struct Words {
    months: HashMap<String, u32>,
    weekdays: Vec<String>,
    published: Vec<Vec<String>>,
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
        weekdays: vec![],
        published: vec![],
        byline: vec![],
        beside: vec![],
        updated: vec![],
    };
    for row in tables.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let forms = || {
            let forms = columns.last().copied().unwrap_or_default().split('|');
            forms.map(|f| f.trim().trim_end_matches('.').to_lowercase())
        };
        let phrases = || forms().map(|f| f.split(' ').map(str::to_string).collect());
        match columns[0] {
            "month" => {
                let number = columns.get(1).and_then(|n| n.parse().ok()).unwrap_or(0);
                words.months.extend(forms().map(|f| (f, number)));
            }
            "weekday" => words.weekdays.extend(forms()),
            "published" => words.published.extend(phrases()),
            "byline" => words.byline.extend(phrases()),
            "beside" => words.beside.extend(forms()),
            "updated" => words.updated.extend(forms()),
            _ => {}
        }
    }
    // The longest first, so that nothing of a label is left over.
    words.published.sort_by_key(|p| std::cmp::Reverse(p.len()));
    words
});

/// Finds the day of publication of a plain text: a label's, else a date line's.
pub fn find(text: &str) -> Option<Dateline> {
    let mut dateline = None;
    let mut from = 0;
    let mut seen = 0;
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
        let date = labelled(&pieces).map(|d| (d, true)).or_else(|| {
            let first = seen <= FIRST_LINES && dateline.is_none();
            if first { alone_or_opening(&pieces, line.len()).map(|d| (d, false)) } else { None }
        });
        if let Some((date, label)) = date {
            let span = ByteSpan::new(start + date.start, start + date.end);
            let found = Dateline { day: date.day, span };
            if label {
                return Some(found);
            }
            dateline = Some(found);
        }
    }
    dateline
}

/// Whether a line is nothing but a date line, as far as a line alone can tell.
pub fn is_date_line(line: &str) -> bool {
    let pieces = pieces(line);
    labelled(&pieces).is_some() || alone_or_opening(&pieces, line.len()).is_some()
}

/// The first full date in a short text such as *Mardi 12 mars 2024 à 10h30*.
pub fn date_in(text: &str) -> Option<String> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| date_at(&pieces, at)).map(|found| found.day)
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

/// The date that begins at this piece: day, month and year.
fn date_at(pieces: &[Piece], at: usize) -> Option<Found> {
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
    if piece(at).is_some_and(|p| words.weekdays.contains(&p.lower)) {
        first = skip(skip(at + 1, &["."]), &[","]);
        first = skip(first, &["le", "the"]);
    }
    let written = || {
        let (d, next) = day(first)?;
        let (m, next) = month(skip(next, &["of"]))?;
        let (y, next) = year(skip(next, &[","]))?;
        Some((y, m, d, next))
    };
    let month_first = || {
        let (m, next) = month(first)?;
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
            (1..=2, 4) if a_n > 12 || a_n == b_n => Some((c_n, b_n, a_n, first + 5)),
            (1..=2, 4) if b_n > 12 => Some((c_n, a_n, b_n, first + 5)),
            _ => None,
        }
    };
    let (y, m, d, after) = written().or_else(month_first).or_else(in_digits)?;
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
    let label = WORDS.published.iter().find(|label| {
        label.iter().enumerate().all(|(i, word)| pieces.get(i).is_some_and(|p| p.lower == *word))
    })?;
    let mut at = label.len();
    while let Some(piece) = pieces.get(at) {
        if let Some(date) = date_at(pieces, at) {
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

/// The date of a line that is nothing but a date line, or whose first words are one.
fn alone_or_opening(pieces: &[Piece], length: usize) -> Option<Found> {
    let words = &*WORDS;
    let byline = words.byline.iter().any(|opening| {
        opening.iter().enumerate().all(|(i, w)| pieces.get(i).is_some_and(|p| p.lower == *w))
    });
    let beside = |p: &Piece| {
        let word = p.is_word();
        let capital = p.text.chars().next().is_some_and(char::is_uppercase);
        !word && p.number().is_none()
            || (word && (capital || byline || words.beside.contains(&p.lower)))
    };
    // Before the date: a place, an agency, the author.
    let mut at = 0;
    let date = loop {
        if let Some(date) = date_at(pieces, at) {
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
