//! An interval as a bar on a line that begins with nothing.

use maud::{Markup, html};

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 14.0;

/// Where the line ends: a round number that nothing shown is more than.
pub fn scale(values: impl IntoIterator<Item = u64>) -> u64 {
    let most = values.into_iter().max().unwrap_or(0).max(1);
    let power = 10u64.saturating_pow(most.ilog10());
    [1, 2, 5, 10]
        .into_iter()
        .map(|n| power.saturating_mul(n))
        .find(|end| *end >= most)
        .unwrap_or(most)
}

/// Draws an interval; an end that is open fades with an arrow. `best` is marked.
pub fn interval(
    low: Option<u64>,
    high: Option<u64>,
    best: Option<u64>,
    end: u64,
    hedged: bool,
) -> Markup {
    let at = |n: u64| (n as f64 / end.max(1) as f64 * (WIDTH - 16.0)).min(WIDTH - 16.0) + 2.0;
    let (from, to) = (at(low.unwrap_or(0)), high.map_or(WIDTH - 10.0, at));
    let middle = HEIGHT / 2.0;
    html! {
        svg class={ "interval" @if hedged { " hedged" } } viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) aria-hidden="true" {
            line class="axis" x1="2" y1=(middle) x2=(WIDTH - 2.0) y2=(middle) {}
            @if low.is_some() || high.is_some() {
                line class={ "range" @if low.is_none() || high.is_none() { " open" } }
                    x1=(format!("{from:.1}")) y1=(middle) x2=(format!("{:.1}", to.max(from + 0.1))) y2=(middle) {}
                @if let Some(low) = low {
                    line class="end" x1=(format!("{:.1}", at(low))) y1="2" x2=(format!("{:.1}", at(low))) y2=(HEIGHT - 2.0) {}
                }
                @match high {
                    Some(high) => line class="end" x1=(format!("{:.1}", at(high))) y1="2" x2=(format!("{:.1}", at(high))) y2=(HEIGHT - 2.0) {},
                    None => path class="arrow" d=(format!("M{} 2 L{} {middle} L{} {}", WIDTH - 10.0, WIDTH - 3.0, WIDTH - 10.0, HEIGHT - 2.0)) {},
                }
            }
            @if let Some(best) = best {
                circle class="best" cx=(format!("{:.1}", at(best))) cy=(middle) r="4" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales() {
        assert_eq!(scale([]), 1);
        assert_eq!(scale([1, 7]), 10);
        assert_eq!(scale([12]), 20);
        assert_eq!(scale([137, 60]), 200);
        assert!(scale([u64::MAX]) >= u64::MAX / 2);
    }
}
