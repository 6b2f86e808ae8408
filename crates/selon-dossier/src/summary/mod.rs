//! An event as the dossier has it: its claims side by side, its origins, what is disputed
//! and what was corrected, and a best summary that is chosen from claims, never averaged.

mod best;
mod view;

pub use best::{Best, Range, best};
pub(crate) use view::order;
pub use view::{ClaimView, EventView, FigureView, PlaceView, Related, view};
