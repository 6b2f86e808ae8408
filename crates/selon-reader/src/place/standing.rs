//! How likely a place is meant, before the report is asked.

use selon_gazetteer::Candidate;

/// Places of less standing are not told as parts of names: surnames and common words are
/// names of towns too.
pub(super) const PART_OF_NAME: f64 = 5.6;

/// How widely known a place is, from 0 to about 8, by its kind and population.
pub(super) fn standing(candidate: &Candidate) -> f64 {
    candidate.standing()
}
