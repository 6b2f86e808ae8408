//! The place, day and agency that open a report: *KYIV, Oct. 14 (Agency) — …*
//!
//! They are no part of the sentence that follows: a subject would be sought among them.

use super::candidate::CommonWords;
use super::scan::{Gap, Kind, Piece};
use super::tables::Tables;

/// The most tokens before the dash.
const LONGEST: usize = 18;

/// A line that has more tokens after the dash is no headline.
const AHEAD: usize = 30;

/// Whether these tokens are the date line of a report, `length` of them a sentence so
/// far, and the dash or colon that ends it comes next: *3 mars 2016 . –*, *BAMAKO, 3
/// juin -*, *Goma (agence) –*.
pub(super) fn ends(
    text: &str,
    pieces: &[Piece],
    length: usize,
    common: &CommonWords,
    tables: &Tables,
) -> bool {
    if length > LONGEST || pieces.len() <= length || pieces[0].gap < Gap::Line {
        return false;
    }
    let (line, dash) = (&pieces[..length], &pieces[length]);
    let next = pieces.get(length + 1);
    let form = |piece: &Piece| piece.of(text);
    let clock = || is_clock(&text[line[0].start as usize..line[length - 1].end as usize]);
    match form(dash) {
        // *18 h 55 – Cinq personnes ont été tuées*, in a live report.
        "–" | "—" | "-" | "--" | ":" if next.is_some_and(|n| n.gap == Gap::Space) && clock() => {
            return true;
        }
        "–" | "—" | "-" | "--" => {
            let spaced = dash.gap == Gap::Space || form(&line[length - 1]) == ")";
            // After a full stop the dash may end the line.
            let apart = next.is_some_and(|n| n.gap > Gap::Space) && form(&line[length - 1]) != ".";
            if !spaced || apart {
                return false;
            }
        }
        // *BEIRUT: Two shells hit …*, but not in a headline, where it names who says it.
        ":" => {
            let begins = next.is_some_and(|n| n.gap == Gap::Space && is_capitalised(form(n)));
            return pieces[0].start > 0
                && length <= 4
                && begins
                && line.iter().all(|p| p.kind == Kind::Word && is_all_capitals(form(p)))
                // *UPDATE: …* is a label.
                && !line.iter().any(|p| common.contain(&form(p).to_lowercase()));
        }
        _ => return false,
    }
    let numbers = line.iter().any(|p| p.kind == Kind::Number);
    // A sign that closes before the dash: of a date line alone, or an agency in brackets.
    let closed = match form(&line[length - 1]) {
        "." => numbers,
        ")" => true,
        _ => false,
    };
    let fits = line.iter().all(|p| match p.kind {
        Kind::Number => true,
        Kind::Word => {
            let word = form(p);
            is_capitalised(word) || tables.dateline.contains(&word.to_lowercase())
        }
        _ => {
            matches!(form(p), "," | "." | "(" | ")" | "/" | "-" | "’" | "'")
                || p.abbreviation.is_some()
        }
    });
    if !fits {
        return false;
    }
    let first = form(&line[0]);
    let dated = numbers && line.iter().any(|p| form(p) == ",");
    // *Goma – Des tirs …*: only a place, and what follows begins a sentence, not the rest
    // of a headline.
    let begins = length <= 5
        && has_full_stop(text, &pieces[length..])
        && next.is_some_and(|n| is_capitalised(form(n)) && common.contain(&form(n).to_lowercase()));
    closed || dated || is_all_capitals(first) || begins && line[0].kind == Kind::Word
}

/// Whether a text is an hour: *18 h 55*, *16:30 GMT*, *7.15 pm*.
fn is_clock(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let hour = lower
        .trim_end_matches(|c: char| c.is_alphabetic() && c != 'h' || c == ' ' || c == '.')
        .trim_end();
    let zone = lower[hour.len()..].replace(['.', ' '], "");
    let mut numbers = hour.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let fits = |n: Option<&str>, most: u32| {
        n.is_none_or(|n| n.len() <= 2 && n.parse().is_ok_and(|n: u32| n <= most))
    };
    let signs = hour.chars().all(|c| c.is_ascii_digit() || matches!(c, 'h' | ':' | '.' | ' '));
    let told = hour.contains(['h', ':']) || matches!(&*zone, "am" | "pm");
    signs
        && told
        && hour.starts_with(|c: char| c.is_ascii_digit())
        && matches!(&*zone, "" | "am" | "pm" | "gmt" | "utc")
        && fits(numbers.next(), 24)
        && fits(numbers.next(), 59)
        && numbers.next().is_none()
}

/// Whether a full stop stands in the line that goes on with these tokens.
fn has_full_stop(text: &str, pieces: &[Piece]) -> bool {
    let rest = pieces.iter().skip(1).take_while(|p| p.gap <= Gap::Space).take(AHEAD);
    rest.clone().any(|p| p.of(text) == ".") || rest.count() == AHEAD
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word of three letters or more is all in capitals.
fn is_all_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use selon_model::Language::{self, English, French};

    use super::super::segment;

    fn first(text: &str, language: Language) -> &str {
        let span = segment(text, language).sentences[0].span;
        &text[span.start as usize..span.end as usize]
    }

    #[test]
    fn a_date_line_is_a_sentence_of_its_own() {
        let lines = [
            (French, "BAMAKO, 3 juin 2025 -", "Des hommes armés ont attaqué un village."),
            (French, "Goma (Agence) –", "Les combats ont repris lundi."),
            (French, "Le Caire, le 2 mai —", "Une trêve a été signée."),
            (French, "Kinshasa, RDC –", "Les combats ont repris."),
            (French, "3 mars 2016 . –", "Une trêve tient."),
            (English, "KYIV, Oct. 14 (Agency) —", "Shells hit the port."),
            (English, "PORT-AU-PRINCE, Haiti —", "Gangs attacked a prison."),
            (English, "Goma –", "The fighting resumed on Monday."),
            (English, "NAIROBI, Kenya (Agency) --", "Two people died."),
            (French, "18 h 55 –", "Cinq personnes ont été tuées."),
            (French, "18h55 :", "Cinq personnes ont été tuées."),
            (English, "16:30 GMT -", "Protesters stormed the hall."),
            (English, "7.15 pm -", "Protesters stormed the hall."),
        ];
        for (language, line, after) in lines {
            assert_eq!(first(&format!("{line} {after}"), language), line);
        }
        let text = "Two dead in port\n\nBEIRUT: Two people died in the port on Monday.";
        let sentences = segment(text, English).sentences;
        assert_eq!(sentences[1].span.of(text), "BEIRUT:");
        let text = "Two dead in port\n\nANSWER: Two people died in the port on Monday.";
        assert_eq!(segment(text, English).sentences.len(), 2);
        let text = "3 mars 2016, Mansala .  –\nUne trêve tient.";
        assert_eq!(first(text, French), "3 mars 2016, Mansala .  –");
    }

    #[test]
    fn dashes_and_colons_within_a_sentence_do_not_end_it() {
        for (language, text) in [
            (French, "Paris – Marseille reste une affiche tendue."),
            (French, "Kiev – la capitale – a été bombardée."),
            (English, "Kyiv — the capital — was hit."),
            (English, "Army chief Daniel Moreau — a veteran — resigned."),
            (English, "KYIV: Two people died in the port."),
            (English, "Operation Steady Hand - Targeted raids"),
        ] {
            assert_eq!(first(text, language), text);
        }
    }
}
