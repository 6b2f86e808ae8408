//! Which attribution holds a word.

use selon_language::{Analysis, Relation, WordId};

use super::{AttributionMention, Source};

/// How far apart in the list of attributions those of one content stand at most.
const NEAR: usize = 8;

/// For each word, the innermost attribution whose content it is part of.
#[derive(Clone, Debug)]
pub struct Holders<'a> {
    attributions: &'a [AttributionMention],
    innermost: Vec<Option<u32>>,
}

impl<'a> Holders<'a> {
    /// Indexes attributions by what they hold. The time is linear in the words and about
    /// linear in the attributions, however deep they are nested.
    pub fn new(attributions: &'a [AttributionMention]) -> Holders<'a> {
        let pieces = || attributions.iter().flat_map(|a| &a.content_words);
        let end = pieces().map(|p| p.end).max().unwrap_or(0);
        let mut innermost = vec![None; end as usize];
        // For each word, one that is not before it and before which all have a holder.
        let mut next: Vec<u32> = (0..=end).collect();
        let mut smallest_first: Vec<usize> = (0..attributions.len()).collect();
        // Who is cited says the same words as who cites them.
        smallest_first
            .sort_by_key(|&i| (attributions[i].words(), attributions[i].inside.is_none()));
        for i in smallest_first {
            for piece in &attributions[i].content_words {
                let mut word = free(&mut next, piece.start.min(end));
                while word < piece.end {
                    innermost[word as usize] = Some(i as u32);
                    next[word as usize] = word + 1;
                    word = free(&mut next, word + 1);
                }
            }
        }
        Holders { attributions, innermost }
    }

    /// The innermost attribution that holds a word, as a place in the list; of two with
    /// as many words, one inside another, else the first. None: the author.
    pub fn innermost(&self, word: WordId) -> Option<usize> {
        self.innermost.get(word.index()).copied().flatten().map(|i| i as usize)
    }

    /// Who is said to say it.
    pub fn source(&self, holder: usize) -> Option<&'a Source> {
        self.attributions.get(holder)?.source.as_ref()
    }

    /// The statement that this one stands in, if nobody else is told to make this one.
    pub fn outside(&self, holder: usize) -> Option<usize> {
        let inner = self.attributions.get(holder)?;
        let outer = inner.inside?;
        let source = |a: &AttributionMention| a.source.as_ref().map(|s| s.span);
        let same = inner.source.is_none() || source(inner) == source(self.attributions.get(outer)?);
        same.then_some(outer)
    }

    /// The statement that this one stands in.
    pub fn around(&self, holder: usize) -> Option<usize> {
        self.attributions.get(holder)?.inside
    }

    /// Who else says just the same words, beside the statement, not around it or inside it:
    /// who denies what is told (*a charge it denies*).
    pub fn beside(&self, holder: usize) -> impl Iterator<Item = usize> {
        let near = holder.saturating_sub(NEAR)..(holder + NEAR + 1).min(self.attributions.len());
        let all = self.attributions;
        near.filter(move |&i| {
            i != holder
                && all[i].content_words == all[holder].content_words
                && all[i].inside != Some(holder)
                && all[holder].inside != Some(i)
        })
    }

    /// Who does what a word tells, or to whom it is done, given whom the tree says: not who says
    /// so. *Selon le préfet, le colonel Noor, les rebelles ont tué …*: of two subjects, the one
    /// that is no part of the words that name the source.
    pub fn participant(&self, analysis: &Analysis, told: WordId, somebody: WordId) -> WordId {
        let says = |i: usize| is_in_source(analysis, &self.attributions[i], somebody);
        let held = self.innermost(told).is_some_and(says);
        second_subject(analysis, somebody).filter(|_| held).unwrap_or(somebody)
    }

    /// Whether the tree takes somebody in the words that name a source for a subject of what the
    /// source says.
    pub fn is_taken_for_subject(&self, analysis: &Analysis, somebody: WordId) -> bool {
        let other = second_subject(analysis, somebody);
        let held = other.and_then(|other| self.innermost(other));
        held.is_some_and(|i| is_in_source(analysis, &self.attributions[i], somebody))
    }

    /// The cue of an attribution, up to which what it holds is judged.
    pub fn cue_head(&self, holder: Option<usize>) -> Option<WordId> {
        holder.and_then(|i| self.attributions.get(i)).and_then(|a| a.cue_head)
    }
}

/// Whether the word is one of those that name a source whose cue is no verb (*selon X*).
fn is_in_source(analysis: &Analysis, said: &AttributionMention, word: WordId) -> bool {
    let span = analysis[word].span;
    let named =
        said.source.as_ref().is_some_and(|s| s.span.start <= span.start && span.end <= s.span.end);
    let by_verb = said.cue_head.is_none_or(|cue| super::force(analysis, cue).is_some());
    named && !by_verb && !said.holds(word)
}

/// Another subject of the verb that has a word for one, after it: the last before the verb.
fn second_subject(analysis: &Analysis, first: WordId) -> Option<WordId> {
    let verb = analysis[first].head.filter(|_| analysis[first].relation == Relation::Nsubj)?;
    let others = || analysis.children_by(verb, Relation::Nsubj).filter(|&s| s > first);
    others().filter(|&s| s < verb).last().or_else(|| others().next())
}

/// The first word from this on that nobody holds; halves the way to it.
fn free(next: &mut [u32], mut word: u32) -> u32 {
    while next[word as usize] != word {
        let after = next[next[word as usize] as usize];
        next[word as usize] = after;
        word = after;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_language::WordRange;
    use selon_model::reading::SourceKind;

    fn holding(pieces: &[(u32, u32)]) -> AttributionMention {
        AttributionMention {
            source: None,
            cue: None,
            cue_head: pieces.first().map(|p| WordId(p.1)),
            content: Vec::new(),
            content_words: pieces.iter().map(|&(start, end)| WordRange { start, end }).collect(),
            source_kind: SourceKind::Other,
            inside: None,
        }
    }

    #[test]
    fn the_smallest_holds_the_word() {
        for (contents, expected) in [
            (vec![], "......"),
            (vec![vec![(1, 3)]], ".00..."),
            (vec![vec![(0, 5)], vec![(1, 3)]], "01100."),
            (vec![vec![(1, 3)], vec![(0, 5)]], "10011."),
            (vec![vec![(0, 5)], vec![(1, 4)], vec![(2, 3)]], "01210."),
            // In pieces: all of them count.
            (vec![vec![(0, 2), (4, 6)], vec![(1, 4)]], "011100"),
            // Of two with as many words, the first.
            (vec![vec![(1, 4)], vec![(0, 3)]], "1000.."),
            (vec![vec![(2, 2)], vec![(0, 6)]], "111111"),
        ] {
            let attributions: Vec<_> = contents.iter().map(|c| holding(c)).collect();
            let holders = Holders::new(&attributions);
            let found: String = (0..6)
                .map(|w| holders.innermost(WordId(w)).map_or(".".into(), |i| i.to_string()))
                .collect();
            assert_eq!(found, expected, "{contents:?}");
        }
    }

    #[test]
    fn deep_nesting_takes_no_quadratic_time() {
        let depth = 200_000;
        let attributions: Vec<_> = (0..depth).map(|i| holding(&[(i, 2 * depth - i)])).collect();
        let holders = Holders::new(&attributions);
        for word in [0, 1, depth / 2, depth - 1] {
            assert_eq!(holders.innermost(WordId(word)), Some(word as usize));
            assert_eq!(holders.innermost(WordId(2 * depth - 1 - word)), Some(word as usize));
        }
        assert_eq!(holders.innermost(WordId(2 * depth)), None);
        assert_eq!(holders.cue_head(Some(3)), Some(WordId(2 * depth - 3)));
    }
}
