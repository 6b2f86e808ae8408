//! Units of the calendar beside the publication, a date of the text or within a longer one.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::resolve::{Resolver, amount, nth_number, number, unit_named};
use super::value::{Unit, Value, away, latest, unit_of};
use crate::scan::pattern::{Match, Slot};

impl Resolver {
    /// So many units from the day of publication on: days from the next one, months and
    /// years from that of the publication, quarters and decades from the next ones.
    pub(super) fn coming(&self, count: i64, unit: Unit) -> Option<Value> {
        let published = self.published?;
        match unit {
            Unit::Quarter | Unit::Decade | Unit::Century => {
                let first = unit_of(published, unit, 1)?;
                Value::from_to(&first, &unit_of(published, unit, count)?)
            }
            Unit::Month | Unit::Year => {
                let to = away(&Value::Day(published), count, unit)?;
                Some(Value::between(Value::Day(published).as_exact_as(&to)?, to))
            }
            _ => {
                let to = away(&Value::Day(published), count, unit)?;
                Some(Value::between(Value::Day(published.tomorrow().ok()?), to))
            }
        }
    }

    /// A time told by another one, unless it would lie after the publication: then it
    /// was not told by that one.
    pub(super) fn not_ahead(&self, value: Value) -> Option<Value> {
        let ahead = match (&value, self.published) {
            (_, None) => false,
            (Value::Day(day), Some(published)) => *day > published,
            (Value::Month(y, m), Some(p)) => (*y, *m) > (p.year(), p.month()),
            (other, Some(p)) => other.year().is_some_and(|y| y > p.year()),
        };
        (!ahead).then_some(value)
    }

    /// The unit of the publication; of a week, what of it is meant.
    pub(super) fn this(&self, unit: Unit, future: &dyn Fn() -> bool) -> Option<Value> {
        let published = self.published?;
        let whole = unit_of(published, unit, 0)?;
        match (unit, whole) {
            (Unit::Week, Value::Interval(Some(monday), Some(sunday))) => {
                let published = Value::Day(published);
                let ahead = future();
                Some(if ahead {
                    Value::between(published, *sunday)
                } else {
                    Value::between(*monday, published)
                })
            }
            (Unit::Weekend, whole) => {
                let over = published.weekday() != Weekday::Saturday
                    && published.weekday() != Weekday::Sunday;
                if over && future() { unit_of(published, unit, 1) } else { Some(whole) }
            }
            (_, whole) => Some(whole),
        }
    }

    pub(super) fn last(&self, unit: Unit) -> Option<Value> {
        let published = self.published?;
        let in_weekend = matches!(published.weekday(), Weekday::Saturday | Weekday::Sunday);
        // On a Tuesday last weekend is the one just over.
        let moved = if unit == Unit::Weekend && !in_weekend { 0 } else { -1 };
        unit_of(published, unit, moved)
    }

    /// The unit beside that of the nearest date before, else, in a clause about what is or will
    /// be, beside that of the publication.
    pub(super) fn beside(
        &self,
        unit: Unit,
        moved: i64,
        future: &dyn Fn() -> bool,
    ) -> Option<Value> {
        if self.told_by_publication(future) {
            return unit_of(self.published?, unit, moved);
        }
        match unit {
            Unit::Month | Unit::Quarter => {
                let (y, m) = self.month?;
                unit_of(Date::new(y, m, 1).ok()?, unit, moved)
            }
            Unit::Year | Unit::Decade | Unit::Century => {
                unit_of(Date::new(self.year?, 1, 1).ok()?, unit, moved)
            }
            _ => unit_of(self.day?.0, unit, moved),
        }
    }
}

/// So many units at the beginning or the end of a year or month.
pub(super) fn part_of(whole: &Value, found: &Match, first: bool) -> Option<Value> {
    let (begin, end) = whole.days()?;
    let count = number(found, "number")?.checked_sub(1).filter(|n| (0..400).contains(n))?;
    let unit = unit_named("$unit", found)?;
    let edge = match unit {
        // A week is of the year that its Thursday lies in.
        Unit::Week if first => latest(begin.checked_add(6.days()).ok()?, Weekday::Thursday)?,
        Unit::Week => latest(end, Weekday::Thursday)?,
        _ if first => begin,
        _ => end,
    };
    let near = unit_of(edge, unit, 0)?;
    let far = unit_of(edge, unit, if first { count } else { -count })?;
    // Not *the first 300 weeks of 1998*.
    let inside = match unit {
        Unit::Week => latest(far.day()?, Weekday::Thursday)?,
        _ => {
            if first {
                far.days()?.1
            } else {
                far.days()?.0
            }
        }
    };
    if inside < begin || inside > end {
        return None;
    }
    if first { Value::from_to(&near, &far) } else { Value::from_to(&far, &near) }
}

/// The week of a month or year with the number of the text; the last if it tells none. A
/// week is of the month and year that its Thursday lies in (ISO 8601).
pub(super) fn nth_week(whole: &Value, found: &Match) -> Option<Value> {
    let (first, last) = whole.days()?;
    let thursday = match number(found, "ordinal").or_else(|| number(found, "nth")) {
        Some(n) => {
            let before = latest(first.yesterday().ok()?, Weekday::Thursday)?;
            let n = Some(n).filter(|n| (1..=53).contains(n))?;
            before.checked_add((7 * n).days()).ok().filter(|thursday| *thursday <= last)?
        }
        None => latest(last, Weekday::Thursday)?,
    };
    unit_of(thursday, Unit::Week, 0)
}

pub(super) fn offset(from: &Value, count: &str, unit: &str, found: &Match) -> Option<Value> {
    let (count, half) = amount(count, found)?;
    let unit = unit_named(unit, found)?;
    match (half, from.day()) {
        (true, Some(day)) if count < 0 => ago(day, -count, true, unit),
        _ => away(from, count, unit),
    }
}

/// So many units of several kinds from a day, before it with the sign `-`: *two years and
/// three months ago*. It is as exact as the last of them.
pub(super) fn lengths_from(from: Date, sign: &str, found: &Match) -> Option<Value> {
    let sign = if sign.starts_with('-') { -1 } else { 1 };
    let counts = found.slots.iter().filter(|s| s.class == "number").map(|s| nth_number(s.value));
    let units = found.slots.iter().filter(|s| s.class.starts_with("unit"));
    let (mut at, mut told) = (from, None);
    for (count, unit) in counts.zip(units) {
        let Slot::Entry(name) = unit.value else { return None };
        let unit = Unit::named(name)?;
        at = exactly(at, sign * count?, unit)?;
        told = Some(unit);
    }
    Some(match told? {
        Unit::Year => Value::Year(at.year()),
        Unit::Month => Value::Month(at.year(), at.month()),
        _ => Value::Day(at),
    })
}

/// The very day so many units from this one.
pub(super) fn exactly(from: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = match unit {
        Unit::Year => Span::new().try_years(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Day => Span::new().try_days(count),
        _ => return None,
    };
    from.checked_add(span.ok()?).ok().filter(|d| d.year() >= 1)
}

pub(super) fn ago(day: Date, count: i64, half: bool, unit: Unit) -> Option<Value> {
    if half && unit == Unit::Year {
        let months = count.checked_mul(12)?.checked_add(6)?;
        return Some(Value::Year(away(&Value::Day(day), -months, Unit::Month)?.year()?));
    }
    away(&Value::Day(day), count.checked_neg()?, unit)
}
