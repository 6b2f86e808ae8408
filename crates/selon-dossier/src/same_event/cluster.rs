//! Groups of tellings that are of one event.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What the user, or the form of reports, says of two tellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// They are of one event.
    Same,
    /// They are not.
    Different,
}

/// What two tellings that were not scored count as.
const UNSCORED: f64 = -4.0;

/// Groups things that are numbered from 0 in the order of their keys, by the scores of
/// pairs and by what is decided of pairs, each `(a, b)` with a < b. The groups, each sorted,
/// and they by their first members, are the same for the same things, scores and decisions.
///
/// Average linkage: the two groups whose pairs score highest on average are joined, as long
/// as that is [`super::LINKED`] or more and no pair is decided to be different. What is
/// decided to be the same is joined first.
pub fn cluster(
    count: usize,
    scores: &[(usize, usize, f64)],
    decided: &[(usize, usize, Constraint)],
) -> Vec<Vec<usize>> {
    let mut joining = Joining::new(count, scores, decided);
    for &(a, b, constraint) in decided {
        if constraint == Constraint::Same {
            let (a, b) = (joining.group_of(a), joining.group_of(b));
            if a != b {
                joining.join(a, b);
            }
        }
    }
    for group in 0..count {
        joining.offer(group);
    }
    while let Some((Mean(_), Reverse((a, b)), versions)) = joining.best.pop() {
        let current = (joining.versions[a], joining.versions[b]) == versions;
        if current && !joining.apart[a].contains(&b) {
            joining.join(a, b);
            joining.offer(a);
        }
    }
    joining.members.into_iter().filter(|m| !m.is_empty()).collect()
}

/// A mean that is ordered.
#[derive(Clone, Copy, PartialEq)]
struct Mean(f64);

impl Eq for Mean {}

impl PartialOrd for Mean {
    fn partial_cmp(&self, other: &Mean) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Mean {
    fn cmp(&self, other: &Mean) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Two groups with the mean of their pairs, the first in order of equals, and the versions
/// for which that holds.
type Offer = (Mean, Reverse<(usize, usize)>, (u32, u32));

/// Groups by their first members.
struct Joining {
    members: Vec<Vec<usize>>,
    /// For each other group: the sum of the scores of pairs, and how many were scored.
    scored: Vec<BTreeMap<usize, (f64, usize)>>,
    apart: Vec<BTreeSet<usize>>,
    /// Counts the changes of a group, and is the last for one that is no more.
    versions: Vec<u32>,
    best: BinaryHeap<Offer>,
}

impl Joining {
    fn new(
        count: usize,
        scores: &[(usize, usize, f64)],
        decided: &[(usize, usize, Constraint)],
    ) -> Joining {
        let mut joining = Joining {
            members: (0..count).map(|n| vec![n]).collect(),
            scored: vec![BTreeMap::new(); count],
            apart: vec![BTreeSet::new(); count],
            versions: vec![0; count],
            best: BinaryHeap::new(),
        };
        for &(a, b, score) in scores {
            joining.scored[a].insert(b, (score, 1));
            joining.scored[b].insert(a, (score, 1));
        }
        for &(a, b, constraint) in decided {
            if constraint == Constraint::Different {
                joining.apart[a].insert(b);
                joining.apart[b].insert(a);
            }
        }
        joining
    }

    fn group_of(&self, member: usize) -> usize {
        let holds = |group: &Vec<usize>| group.binary_search(&member).is_ok();
        self.members.iter().position(holds).unwrap_or(member)
    }

    fn join(&mut self, a: usize, b: usize) {
        let (into, from) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut self.members[from]);
        self.members[into].extend(moved);
        self.members[into].sort_unstable();
        for (other, (sum, count)) in std::mem::take(&mut self.scored[from]) {
            self.scored[other].remove(&from);
            if other == into {
                continue;
            }
            let both = self.scored[into].entry(other).or_default();
            *both = (both.0 + sum, both.1 + count);
            let both = *both;
            self.scored[other].insert(into, both);
        }
        for other in std::mem::take(&mut self.apart[from]) {
            self.apart[other].remove(&from);
            if other != into {
                self.apart[into].insert(other);
                self.apart[other].insert(into);
            }
        }
        self.versions[into] += 1;
        self.versions[from] = u32::MAX;
    }

    /// Offers to join a group with each of those that it is likely one with.
    fn offer(&mut self, group: usize) {
        for (&other, &(sum, count)) in &self.scored[group] {
            let all = self.members[group].len() * self.members[other].len();
            let mean = (sum + UNSCORED * (all - count.min(all)) as f64) / all.max(1) as f64;
            if mean >= super::LINKED && !self.apart[group].contains(&other) {
                let (a, b) = (group.min(other), group.max(other));
                let versions = (self.versions[a], self.versions[b]);
                self.best.push((Mean(mean), Reverse((a, b)), versions));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(
        count: usize,
        scores: &[(usize, usize, f64)],
        decided: &[(usize, usize, Constraint)],
    ) -> Vec<Vec<usize>> {
        cluster(count, scores, decided)
    }

    #[test]
    fn a_chain_of_likely_pairs_is_not_one_group() {
        let scores = [(0, 1, 2.0), (1, 2, 1.0), (0, 2, -9.0)];
        assert_eq!(groups(3, &scores, &[]), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn decisions_come_first() {
        let scores = [(0, 1, 5.0), (0, 2, -9.0), (1, 2, -9.0)];
        assert_eq!(
            groups(3, &scores, &[(0, 1, Constraint::Different), (1, 2, Constraint::Same)]),
            [vec![0], vec![1, 2]]
        );
        assert_eq!(groups(0, &[], &[]), Vec::<Vec<usize>>::new());
        assert_eq!(groups(2, &[], &[]), [vec![0], vec![1]]);
    }

    #[test]
    fn what_is_apart_stays_so_when_groups_grow() {
        let scores = [(0, 1, 3.0), (1, 2, 3.0), (0, 2, 3.0)];
        let found = groups(3, &scores, &[(0, 2, Constraint::Different)]);
        assert!(!found.iter().any(|g| g.contains(&0) && g.contains(&2)), "{found:?}");
    }
}
