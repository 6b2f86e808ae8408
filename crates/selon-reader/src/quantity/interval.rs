//! What words round a number make of it.

/// An interval of numbers; an end that is none is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    /// At least so many.
    pub low: Option<f64>,
    /// At most so many.
    pub high: Option<f64>,
    /// The number that was said, if one was: 100 of *une centaine*.
    pub nominal: Option<f64>,
}

impl Interval {
    /// Exactly so many.
    pub fn exactly(n: f64) -> Interval {
        Interval { low: Some(n), high: Some(n), nominal: Some(n) }
    }

    /// Within a tenth of so many.
    pub fn about(n: f64) -> Interval {
        Interval { low: Some(tenth_less(n)), high: Some(tenth_more(n)), nominal: Some(n) }
    }

    /// So many or more.
    pub fn from(n: f64) -> Interval {
        Interval { low: Some(n), high: None, nominal: None }
    }

    /// Between two numbers.
    pub fn between(a: Interval, b: Interval) -> Interval {
        let low = a.nominal.or(a.low);
        let high = b.nominal.or(b.high);
        Interval { low, high, nominal: None }
    }

    /// Between the bounds of two that are open at opposite ends, if they leave any number.
    pub fn both(self, other: Interval) -> Option<Interval> {
        let (low, high) = match (self, other) {
            (
                Interval { low: Some(l), high: None, .. },
                Interval { low: None, high: Some(h), .. },
            )
            | (
                Interval { low: None, high: Some(h), .. },
                Interval { low: Some(l), high: None, .. },
            ) => (l, h),
            _ => return None,
        };
        (low <= high).then_some(Interval { low: Some(low), high: Some(high), nominal: None })
    }

    /// What a word of the table makes of it. A word that is not known changes nothing.
    pub fn with(self, effect: &str) -> Interval {
        let at_least = self.nominal.or(self.low);
        let at_most = self.nominal.or(self.high);
        let (low, high) = match (effect, self.nominal) {
            ("at_least", _) => (at_least, None),
            ("more_than", Some(n)) => (Some(n.floor() + 1.0), None),
            ("more_than", None) => (self.low, None),
            ("at_most", _) => (None, at_most),
            ("less_than", Some(n)) => (None, Some((n.ceil() - 1.0).max(0.0))),
            ("less_than", None) => (None, self.high),
            ("nearly", Some(n)) => (Some(tenth_less(n)), Some(n)),
            ("just_over", Some(n)) => {
                (Some(n.floor() + 1.0), Some(tenth_more(n).max(n.floor() + 1.0)))
            }
            ("just_under", Some(n)) => (Some(tenth_less(n)), Some((n.ceil() - 1.0).max(0.0))),
            // *More than 20 or equal to it*
            ("or_equal", Some(n)) if self.high.is_none() => (Some(n), None),
            ("or_equal", Some(n)) if self.low.is_none() => (None, Some(n)),
            // What is open or rough already does not become exact again.
            ("about", Some(n)) if self.low == self.high => {
                (Some(tenth_less(n)), Some(tenth_more(n)))
            }
            _ => (self.low, self.high),
        };
        Interval { low, high, nominal: self.nominal }
    }
}

// The nearest whole number, the nearer to `n` of two. The sums are done in hundredths, so
// that a tenth less than 10 is 9 and not 9.000000000000001.
fn tenth_less(n: f64) -> f64 {
    (n * 90.0 / 100.0 + 0.5).floor().min(n.floor())
}

fn tenth_more(n: f64) -> f64 {
    (n * 110.0 / 100.0 - 0.5).ceil().max(n.ceil())
}

/// As a whole number, if it is one that fits.
pub(super) fn whole(n: f64) -> Option<u64> {
    (n >= 0.0 && n.fract().abs() < 1e-9 && n < 1e18).then_some(n.round() as u64)
}
