//! What a figure or a word for an event stands for, by the words round it:
//! `lang/*/telling.tsv`.

use std::collections::HashSet;
use std::sync::LazyLock;

use selon_gazetteer::fold::fold;

use crate::party::rows;

#[derive(Debug, Default)]
struct Cues {
    earlier: Vec<&'static str>,
    after: Vec<&'static str>,
    hurt: HashSet<&'static str>,
    nth: HashSet<&'static str>,
    explosion: HashSet<&'static str>,
    bomb: HashSet<&'static str>,
    belongs: Vec<&'static str>,
    forces: HashSet<&'static str>,
    condemns: Vec<&'static str>,
    whatever: HashSet<&'static str>,
    part: HashSet<&'static str>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/telling.tsv"),
        include_str!("../../../../lang/en/telling.tsv"),
    ];
    let mut cues = Cues::default();
    for row in tables.into_iter().flat_map(rows) {
        match row[..] {
            ["earlier", words] => cues.earlier.push(words),
            ["after", words] => cues.after.push(words),
            ["hurt", word] => drop(cues.hurt.insert(word)),
            ["nth", word] => drop(cues.nth.insert(word)),
            ["explosion", word] => drop(cues.explosion.insert(word)),
            ["bomb", word] => drop(cues.bomb.insert(word)),
            ["belongs", words] => cues.belongs.push(words),
            ["condemns", word] => cues.condemns.push(word),
            ["forces", word] => drop(cues.forces.insert(word)),
            ["whatever", word] => drop(cues.whatever.insert(word)),
            ["part", word] => drop(cues.part.insert(word)),
            _ => {}
        }
    }
    cues
});

/// Whether these words stand among folded ones.
fn has(folded: &str, words: &str) -> bool {
    let ends = |at: usize| {
        let before = folded[..at].is_empty() || folded[..at].ends_with(' ');
        let rest = &folded[at + words.len()..];
        before && (rest.is_empty() || rest.starts_with(' '))
    };
    folded.match_indices(words).any(|(at, _)| ends(at))
}

fn any(folded: &str, words: &HashSet<&'static str>) -> bool {
    folded.split(' ').any(|word| words.contains(word))
}

/// Whether a denial is of any such event, not of a part in it: *a démenti tout enlèvement*, not
/// *a nié toute responsabilité*.
pub(crate) fn denies_any(denial: &str) -> bool {
    let denial = fold(denial);
    let words: Vec<&str> = denial.split(' ').collect();
    words.windows(2).any(|w| CUES.whatever.contains(w[0]) && !CUES.part.contains(w[1]))
}

/// Whether a figure was told before and is retold, by what stands before it in its clause and
/// right after it.
pub(super) fn earlier(before: &str, after: &str) -> bool {
    let (before, after) = (fold(before), fold(after));
    let near: Vec<&str> = after.split(' ').take(3).collect();
    let near = near.join(" ");
    CUES.earlier.iter().any(|words| has(&before, words))
        || CUES.after.iter().any(|words| has(&near, words))
}

/// Whether the dead of a figure are some more, no total: *eight of the wounded*, *a fourth
/// person*.
pub(super) fn more(figure: &str, after: &str) -> bool {
    let figure = fold(figure);
    let after = fold(after);
    let near: Vec<&str> = after.split(' ').take(3).collect();
    let of = matches!(near.first(), Some(&("of" | "des" | "de" | "parmi" | "among")));
    any(&figure, &CUES.hurt)
        || (of && any(&near.join(" "), &CUES.hurt))
        || figure.split(' ').take(2).any(|word| CUES.nth.contains(word))
}

/// Whether words tell of an explosion and not of what exploded.
pub(super) fn is_explosion(words: &str) -> bool {
    any(&fold(words), &CUES.explosion)
}

/// Whether words tell that a bomb exploded, or something of the kind.
pub(super) fn is_bomb(words: &str) -> bool {
    let folded = fold(words);
    any(&folded, &CUES.bomb)
}

/// The words before those that tell whom somebody belongs to: *jihadist groups* of *jihadist
/// groups linked to Al-Qaeda*; none if there are no such words.
pub(super) fn before_belonging(words: &str) -> Option<String> {
    let folded = fold(words);
    let cut = CUES.belongs.iter().filter(|w| has(&folded, w)).filter_map(|w| folded.find(w)).min();
    cut.map(|at| folded[..at].trim().to_owned())
}

/// Whether by these words somebody condemns what is told, and tells nothing of it.
pub(crate) fn condemns(cue: &str) -> bool {
    let folded = fold(cue);
    folded.split(' ').any(|word| CUES.condemns.iter().any(|start| word.starts_with(start)))
}

/// Whether words tell of soldiers, whosever: they are no armed group.
pub(crate) fn are_forces(words: &str) -> bool {
    any(&fold(words), &CUES.forces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_were_told_before() {
        for (before, after) in [
            ("Un premier bilan faisait état de ", ""),
            (" qui faisait état mardi d'", ""),
            ("An initial toll put the dead at ", ""),
            ("26 people, up from ", ""),
            ("contre ", " auparavant"),
        ] {
            assert!(earlier(before, after), "{before}");
        }
        for (before, after) in
            [("Une bombe a tué ", " mardi"), ("A bomb on Tuesday killed ", " people earlier")]
        {
            assert!(!earlier(before, after), "{before}");
        }
    }

    #[test]
    fn some_more_dead_are_no_total() {
        assert!(more("Eight", " of the wounded died") && more("Huit", " des blessés"));
        assert!(more("huit blessés", " ont succombé") && more("A fourth person", " has died"));
        assert!(!more("nine people", " of the town") && !more("neuf morts", ""));
    }

    #[test]
    fn whom_somebody_belongs_to_is_another() {
        let words = "jihadist groups linked to Al-Qaeda";
        assert_eq!(before_belonging(words).as_deref(), Some("jihadist groups"));
        assert_eq!(before_belonging("the M23"), None);
        assert!(condemns("a condamné") && condemns("condemned") && !condemns("said"));
        assert!(are_forces("Des soldats") && !are_forces("gunmen"));
        assert!(is_explosion("exploded") && is_bomb("a car bomb") && !is_bomb("a gas bottle"));
    }
}
