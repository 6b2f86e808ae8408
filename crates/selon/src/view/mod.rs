//! The text view: the report with what is said in it marked, then who says what, how
//! surely. Legible without colour; colour only repeats what the marks say.

mod layout;
mod marks;
mod paint;
mod table;
mod words;

use selon_model::reading::Reading;

pub use paint::{Paint, Role};
pub use table::paragraph;
pub use words::{event_type, interval, interval_short};

/// How the view is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The width that lines are wrapped to, in columns.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
}

/// The view of one report. Ends with a line break.
pub fn show(text: &str, reading: &Reading, style: Style) -> String {
    let paint = Paint { color: style.color };
    let mut out = String::new();
    table::head(&mut out, text, reading, style.width, paint);
    out.push('\n');
    layout::report(&mut out, text, &marks::of(reading), style.width, paint);
    out.push('\n');
    if !reading.attributions.is_empty() || !reading.events.is_empty() {
        let mut legend = vec![
            "[A1 what is said]",
            "A1___ by whom",
            "A1--- by which words",
            "E1=== event",
            "#2+## figure",
            "?~~~ hedge",
            "!~~~ denied, planned",
        ];
        if reading.attributions.iter().any(|a| !a.carried_over.is_empty()) {
            legend.insert(1, "[…A1 carried over from it]");
        }
        table::packed(&mut out, &legend, style.width, Role::Frame, paint);
        out.push('\n');
    }
    table::who_says_what(&mut out, reading, style.width, paint);
    out
}
