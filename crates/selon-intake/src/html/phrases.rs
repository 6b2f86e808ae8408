//! Words by which a block shows that it is not of the article (`lang/*/page.tsv`).

use std::collections::HashSet;
use std::sync::LazyLock;

#[derive(Default)]
struct Phrases {
    opening: Vec<&'static str>,
    whole: HashSet<&'static str>,
    end: Vec<&'static str>,
    plea: Vec<&'static str>,
    byline: Vec<&'static str>,
    no_site: HashSet<&'static str>,
    no_article: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/page.tsv"),
        include_str!("../../../../lang/en/page.tsv"),
    ];
    let mut phrases = Phrases::default();
    let rows = tables.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#'));
    for (class, row) in rows.filter_map(|row| row.split_once('\t')) {
        match class {
            "opening" => phrases.opening.extend(row.split('|')),
            "whole" => phrases.whole.extend(row.split('|')),
            "end" => phrases.end.extend(row.split('|')),
            "plea" => phrases.plea.extend(row.split('|')),
            "byline" => phrases.byline.extend(row.split('|')),
            "no site" => phrases.no_site.extend(row.split('|')),
            "no article" => phrases.no_article.extend(row.split('|')),
            _ => {}
        }
    }
    phrases
});

/// Whether a title is that of a page without an article: *Page not found | The Gazette*,
/// *Just a moment...*
pub fn titles_no_article(title: &str) -> bool {
    let lower = title.to_lowercase().replace('’', "'");
    let mut parts = lower.split(['|', '–', '—', ':']).flat_map(|part| part.split(" - "));
    parts.any(|part| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        PHRASES.no_article.contains(bare)
    })
}

/// What the words of a block tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing: it may be of the article.
    Nothing,
    /// It is not of the article.
    Out,
    /// Neither it nor what follows is of the article.
    End,
}

/// A longer block is text, whatever it begins with, in bytes.
const SHORT: usize = 220;

/// As [`SHORT`], for what ends an article: a heading.
const HEADING: usize = 70;

/// Asks the tables what a block is.
pub fn judge(block: &str) -> Told {
    if block.len() > SHORT {
        return Told::Nothing;
    }
    let lower = block.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && !"©(".contains(c));
    let opens = |phrase: &&str| {
        bare.strip_prefix(*phrase).is_some_and(|rest| {
            phrase.ends_with(|c: char| !c.is_alphanumeric())
                || !rest.starts_with(|c: char| c.is_alphanumeric())
        })
    };
    let phrases = &*PHRASES;
    // A sentence may well begin so: *Partager le pouvoir, dit-il, …*.
    let sentence = block.len() > 100 && block.ends_with(['.', '»', '”', '!', '?']);
    if block.len() <= HEADING && phrases.end.iter().any(&opens) {
        Told::End
    } else if phrases.plea.iter().any(|plea| bare.contains(plea))
        || phrases.whole.contains(bare)
        || (!sentence && phrases.opening.iter().any(opens))
    {
        Told::Out
    } else {
        Told::Nothing
    }
}

/// What stands behind the words that open a line with the author: *Par*, *Written by*.
pub fn after_byline(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    // Case may change the length: then nothing is told.
    if lower.len() != line.len() {
        return None;
    }
    let opens = PHRASES.byline.iter().filter(|phrase| {
        lower.strip_prefix(**phrase).is_some_and(|rest| rest.starts_with([' ', ':', '\u{a0}']))
    });
    opens.map(|phrase| phrase.len()).max().map(|end| &line[end..])
}

/// Whether what stands beside the headline in the title of a page is no name of a site.
pub fn is_no_site(text: &str) -> bool {
    PHRASES.no_site.contains(text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_not_of_the_article() {
        assert_eq!(judge("À lire aussi : Trêve à Valmont"), Told::Out);
        assert_eq!(judge("Publicité"), Told::Out);
        assert_eq!(judge("READ MORE: A truce in Valmont"), Told::Out);
        assert_eq!(judge("Leave a Reply"), Told::End);
        assert_eq!(judge("Partagez-le !"), Told::Out);
        assert_eq!(judge("Sharee fled the town with her sons."), Told::Nothing);
        assert_eq!(judge("« Nous partons », a dit le maire."), Told::Nothing);
    }
}
