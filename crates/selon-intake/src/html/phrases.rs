//! Words by which a block shows that it is not of the article (`lang/*/page.tsv`).

use std::collections::HashSet;
use std::sync::LazyLock;

struct Phrases {
    opening: Vec<&'static str>,
    whole: HashSet<&'static str>,
    end: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/page.tsv"),
        include_str!("../../../../lang/en/page.tsv"),
    ];
    let mut phrases = Phrases { opening: vec![], whole: HashSet::new(), end: vec![] };
    let rows = tables.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#'));
    for (class, row) in rows.filter_map(|row| row.split_once('\t')) {
        match class {
            "opening" => phrases.opening.extend(row.split('|')),
            "whole" => phrases.whole.extend(row.split('|')),
            "end" => phrases.end.extend(row.split('|')),
            _ => {}
        }
    }
    phrases
});

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
    } else if phrases.whole.contains(bare) || (!sentence && phrases.opening.iter().any(opens)) {
        Told::Out
    } else {
        Told::Nothing
    }
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
