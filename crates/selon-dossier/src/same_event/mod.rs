//! Which tellings are of one event.
//!
//! 1. [`Block`]: only tellings near in place and time are compared;
//! 2. [`score`]: how likely two tellings are of one event, with the reasons. It asks the
//!    two tellings alone, so that it does not depend on what else there is;
//! 3. [`cluster`]: tellings that are linked by likely pairs are grouped, the likeliest
//!    first, two groups only if their tellings agree on average. Only what is linked is
//!    looked at, and the groups of what is linked depend on nothing else: the result is the
//!    same in whatever order reports come in.

mod block;
mod cluster;
mod place;
mod score;
mod types;
mod umbrella;

pub use block::Block;
pub use cluster::{Constraint, cluster};
pub use place::place_reach;
pub use score::{LINKED, Reason, Score, score};
pub use types::{types_alike, types_exclude};
pub use umbrella::{is_umbrella, part_of};
