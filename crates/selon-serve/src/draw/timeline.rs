//! Bars of time: how many events there were when.

use maud::{Markup, html};
use selon_dossier::day::{Day, day};

use crate::listing::Timeline;
use crate::selection::Selection;
use crate::words::Words;

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 72.0;

/// No bar is lower or narrower than can be seen.
const LEAST: f64 = 3.0;

/// Draws the bars; each leads to the events of its days.
pub fn timeline(timeline: &Timeline, selection: &Selection, w: Words) -> Markup {
    let bins: Vec<(Day, Day, &crate::listing::Bin)> = timeline
        .bins
        .iter()
        .filter_map(|bin| Some((day(&bin.from)?, day(&bin.to)? + 1, bin)))
        .collect();
    let (Some(first), Some(last)) =
        (bins.iter().map(|b| b.0).min(), bins.iter().map(|b| b.1).max())
    else {
        return html! {};
    };
    let most = bins.iter().map(|b| b.2.count).max().unwrap_or(1).max(1) as f64;
    // One day alone is no bar as wide as the page.
    let days = f64::from(last - first).max(12.0);
    let at = |day: Day| f64::from(day - first) / days * WIDTH;
    html! {
        svg class="drawn-timeline" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) preserveAspectRatio="none" role="group"
            aria-label=(w.get("script.timeline_label")) {
            @for (from, to, bin) in &bins {
                @let height = (bin.count as f64 / most * (HEIGHT - 4.0)).max(LEAST);
                @let width = (at(*to) - at(*from) - 1.0).max(LEAST);
                @let address = selection.but(|s| {
                    s.from = Some(bin.from.clone());
                    s.to = Some(bin.to.clone());
                }).address("/events");
                @let when = if bin.from == bin.to { w.date(&bin.from) } else {
                    w.date(&format!("{}/{}", bin.from, bin.to))
                };
                @let words = format!("{when}: {}", w.count("count.events", bin.count));
                a href=(address) aria-label=(words) {
                    rect class="bar" x=(format!("{:.1}", at(*from))) y=(format!("{:.1}", HEIGHT - height))
                        width=(format!("{width:.1}")) height=(format!("{height:.1}")) { title { (words) } }
                }
            }
        }
        p class="axis" {
            span { (w.day(first)) }
            span { (w.day(last - 1)) }
        }
    }
}
