//! Dates with what they lack told by the publication, the text before or the date beside
//! them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::resolve::{Partial, Resolver, Side, nth_number, number, weekday};
use super::value::{self, Unit, Value, latest, unit_of};
use crate::scan::pattern::{Match, Slot};

/// How many days ahead a day without a year is the next rather than the last, where the
/// clause tells neither.
const SOON: i64 = 14;

impl Resolver {
    pub(super) fn date(
        &self,
        partial: Partial,
        paragraph: usize,
        side: &dyn Fn() -> Side,
    ) -> Option<Value> {
        let Partial { weekday, day, month, year } = partial;
        match (year, month, day, weekday) {
            (Some(y), Some(m), Some(d), _) => Some(Value::Day(Date::new(y, m, d).ok()?)),
            (Some(y), Some(m), None, _) => Some(Value::Month(y, m)),
            (Some(y), None, None, None) => Some(Value::Year(y)),
            (None, Some(m), Some(d), _) => {
                let side = side();
                if let Some(day) = self.day_of_context(m, d, side, paragraph) {
                    return Some(Value::Day(day));
                }
                let Some(published) = self.published else {
                    return Date::new(2000, m, d).is_ok().then_some(Value::DayOf(m, d));
                };
                let at = |y: i16| Date::new(y, m, d).ok();
                let past = (0..9).filter_map(|n| at(published.year() - n));
                let mut past =
                    past.filter(|c| *c < published || (*c == published && side != Side::Last));
                let ahead = (0..9).filter_map(|n| at(published.year() + n));
                let mut ahead =
                    ahead.filter(|c| *c > published || (*c == published && side != Side::Next));
                let (past, ahead) = (past.next(), ahead.next());
                // The day of the week may tell which year is meant.
                let fits = |c: &Option<Date>| c.zip(weekday).is_some_and(|(c, w)| c.weekday() == w);
                // *The vote of 20 May* on the 9th: hardly the one of a year ago, unless the
                // text tells of an earlier year.
                let current = self.told.is_none_or(|((y, _), _)| y >= published.year());
                let soon = |c: &Option<Date>| {
                    let until = published.checked_add(SOON.days()).ok();
                    self.open && current && c.zip(until).is_some_and(|(c, until)| c <= until)
                };
                let chosen = match side {
                    Side::Future | Side::Next if fits(&past) && !fits(&ahead) => past,
                    Side::Past if !fits(&past) && (fits(&ahead) || soon(&ahead)) => ahead,
                    Side::Past | Side::Last => past,
                    Side::Future | Side::Next => ahead,
                };
                Some(Value::Day(chosen?))
            }
            (None, Some(m), None, _) => {
                let Some(published) = self.published else {
                    return Some(Value::MonthOf(m));
                };
                let months = i64::from(published.month()) - i64::from(m);
                let (y, this) = (published.year(), published.month());
                let moved = match side() {
                    Side::Past => -months.rem_euclid(12),
                    Side::Last if months == 0 => -12,
                    Side::Last => -months.rem_euclid(12),
                    Side::Future => (-months).rem_euclid(12),
                    Side::Next if months == 0 => 12,
                    Side::Next => (-months).rem_euclid(12),
                };
                value::months(y, this, moved)
            }
            (None, None, Some(d), Some(w)) => {
                let published = self.published?;
                let ahead = matches!(side(), Side::Future | Side::Next);
                let on = |n: i64| {
                    let at = published.checked_add(n.days()).ok()?;
                    (at.day() == d && at.weekday() == w).then_some((n, at))
                };
                let (past, coming) = ((-400..=0).rev().find_map(on)?, (0..=400).find_map(on)?);
                // Of the two the one at hand, else the one on its side.
                let near = |n: i64| n.abs() < 32;
                let chosen = match (near(past.0), near(coming.0)) {
                    (true, false) => past,
                    (false, true) => coming,
                    _ if ahead => coming,
                    _ => past,
                };
                Some(Value::Day(chosen.1))
            }
            (None, None, Some(d), None) => {
                // “on the 18th”: of the month that is told before, else the latest such day.
                let of_month = self.day.filter(|t| t.1 == paragraph).map(|t| t.0);
                if let Some(told) = of_month
                    && let Ok(day) = Date::new(told.year(), told.month(), d)
                    && self.published.is_none_or(|p| day <= p)
                {
                    return Some(Value::Day(day));
                }
                let Some(published) = self.published else {
                    return Some(Value::DayAlone(d));
                };
                let ahead = matches!(side(), Side::Future | Side::Next);
                let mut at = published;
                for _ in 0..62 {
                    if at.day() == d {
                        return Some(Value::Day(at));
                    }
                    at = if ahead { at.tomorrow() } else { at.yesterday() }.ok()?;
                }
                None
            }
            (None, None, None, Some(w)) => {
                let published = self.published?;
                let today = published.weekday() == w;
                let past = latest(published, w)?;
                let moved: i64 = match side() {
                    Side::Past => 0,
                    Side::Last if today => -7,
                    Side::Last => 0,
                    Side::Future if today => 0,
                    Side::Future | Side::Next => 7,
                };
                Some(Value::Day(past.checked_add(moved.days()).ok()?))
            }
            _ => None,
        }
    }

    /// A day without a year behind a date with one, such as *5 November* behind *in
    /// November 2005*: the next such day from that month on. If the publication is
    /// known, both must stand in one paragraph and the day not lie after it.
    pub(super) fn day_of_context(
        &self,
        m: i8,
        d: i8,
        side: Side,
        paragraph: usize,
    ) -> Option<Date> {
        let ((year, month), told_in) = self.told?;
        let year = if m >= month { year } else { year.checked_add(1)? };
        let day = Date::new(year, m, d).ok()?;
        match self.published {
            None => Some(day),
            Some(published) => {
                let meant = side == Side::Past && told_in == paragraph && day <= published;
                meant.then_some(day)
            }
        }
    }

    pub(super) fn dates(
        &self,
        found: &Match,
        paragraph: usize,
        future: &dyn Fn() -> bool,
    ) -> Option<Value> {
        let (mut first, mut second) = self.partials(found)?;
        let side = || if future() { Side::Future } else { Side::Past };
        // *From April 27th to the 3rd*
        let next = second.month.is_none() && second.day.is_some() && second.day < first.day;
        second.month = second.month.or(first.month.map(|m| if next { m % 12 + 1 } else { m }));
        // *From the 28th to 3 April*
        let previous = first.day > second.day && second.day.is_some();
        let before = second.month.map(|m| if previous { (m + 10) % 12 + 1 } else { m });
        first.month = first.month.or(before.filter(|_| first.day.is_some()));
        let shared_year = first.year.is_none() && second.year.is_some();
        second.year = second.year.or(first.year);
        first.year = first.year.or(second.year);
        if let Some(range) = self.onwards(first, second, paragraph, &side) {
            return Some(range);
        }
        let to = self.date(second, paragraph, &side)?;
        if first.month.is_none() && first.year.is_none() {
            // From one day of the week to another: the first lies before the second.
            let to_day = to.day()?;
            let from = match (first.weekday, first.day) {
                (Some(w), _) => latest(to_day.yesterday().ok()?, w)?,
                (None, Some(d)) => {
                    let mut at = to_day.yesterday().ok()?;
                    for _ in 0..62 {
                        if at.day() == d {
                            break;
                        }
                        at = at.yesterday().ok()?;
                    }
                    at
                }
                _ => return None,
            };
            return Value::in_order(Value::Day(from), to);
        }
        let wraps = |first: &Partial| first.month > second.month && first.month.is_some();
        if first.year.is_none() {
            first.year = to.year();
        }
        if wraps(&first) && (shared_year || second.year.is_none()) {
            first.year = first.year.map(|y| y - 1);
        }
        let from = self.date(first, paragraph, &side)?;
        Value::in_order(from, to)
    }

    /// From the first to the last of several days of a month: *les 3, 4 et 5 mai*.
    pub(super) fn days(
        &self,
        found: &Match,
        paragraph: usize,
        future: &dyn Fn() -> bool,
    ) -> Option<Value> {
        let side = || if future() { Side::Future } else { Side::Past };
        let last = found.slots.iter().rfind(|s| s.class.starts_with("day"))?;
        let last = nth_number(last.value)?;
        let from = self.first_of_list(found, paragraph, &side)?.day()?;
        let to = Date::new(from.year(), from.month(), i8::try_from(last).ok()?).ok()?;
        Value::in_order(Value::Day(from), Value::Day(to))
    }

    /// The first day of a list, in the month that stands at its end: *le 3 et le 5 mars*.
    pub(super) fn first_of_list(
        &self,
        found: &Match,
        paragraph: usize,
        side: &dyn Fn() -> Side,
    ) -> Option<Value> {
        let day = found.slots.iter().find(|s| s.class.starts_with("day"))?;
        let small = |class: &str| number(found, class).and_then(|n| i8::try_from(n).ok());
        let partial = Partial {
            weekday: None,
            day: Some(i8::try_from(nth_number(day.value)?).ok()?),
            month: Some(small("month")?),
            year: number(found, "year").and_then(|n| i16::try_from(n).ok()),
        };
        self.date(partial, paragraph, side)
    }

    /// A range of two months, or days with months, without years: from the first, on the
    /// side of the publication where it lies, to the second after it.
    pub(super) fn onwards(
        &self,
        first: Partial,
        second: Partial,
        paragraph: usize,
        side: &dyn Fn() -> Side,
    ) -> Option<Value> {
        let alike = first.day.is_some() == second.day.is_some();
        let known = first.year.is_none() && second.year.is_none() && alike;
        let within = first.month == second.month && (first.day >= second.day);
        if !known || first.month.is_none() || within {
            return None;
        }
        let since = |side: Side| {
            let from = self.date(first, paragraph, &|| side)?;
            let to = self.behind(second, &from)?;
            Some(Value::between(from, to))
        };
        let told = since(Side::Past)?;
        let over = self.published.zip(told.days()).is_some_and(|(p, (_, last))| last < p);
        if over && side() == Side::Future { since(Side::Future) } else { Some(told) }
    }

    /// A date without a year, or a day of the week, as the first behind another date.
    pub(super) fn behind(&self, date: Partial, from: &Value) -> Option<Value> {
        let (first, _) = from.days()?;
        let Partial { weekday, day, month, year } = date;
        if year.is_some() || matches!(from, Value::DayOf(..) | Value::MonthOf(_)) {
            return None;
        }
        let in_year = |y: i16| match (month?, day) {
            (m, Some(d)) => Some(Value::Day(Date::new(y, m, d).ok()?)),
            (m, None) => Some(Value::Month(y, m)),
        };
        match (weekday, month) {
            (Some(w), None) if day.is_none() => {
                Some(Value::Day(latest(first.checked_add(7.days()).ok()?, w)?))
            }
            (_, Some(_)) => (0..9)
                .filter_map(|n| in_year(first.year() + n))
                .find(|v| v.days().is_some_and(|(_, last)| last >= first)),
            _ => None,
        }
    }

    /// A day of the week beside the week, or a day of it, that it is meant of: *last week on
    /// Tuesday*, *Friday three weeks from now*.
    pub fn in_week(weekday: &Match, of: &Value, rule: &[&str]) -> Option<Value> {
        let plain = weekday.slots.len() == 1;
        let by_unit = match rule {
            ["publication" | "ahead", _, _] => true,
            ["last" | "next" | "this", unit] => *unit == "week" || *unit == "$unit",
            ["nth" | "week", ..] if rule.contains(&"week") => true,
            ["following" | "preceding", "week"] => true,
            _ => false,
        };
        let wanted = self::weekday(number(weekday, "weekday")?).filter(|_| plain && by_unit)?;
        let (first, last) = of.days()?;
        let week = unit_of(first, Unit::Week, 0)?;
        let within = week.days().is_some_and(|(_, sunday)| last <= sunday);
        Some(Value::Day(latest(week.day().filter(|_| within)?, wanted)?))
    }

    /// The two dates of a match.
    pub(super) fn partials(&self, found: &Match) -> Option<(Partial, Partial)> {
        let mut found = found.clone();
        for slot in &mut found.slots {
            if slot.class != "numeric_date" && !slot.class.starts_with("day_month") {
                continue;
            }
            // Either number may be the month.
            let n = nth_number(slot.value).filter(|n| *n != 0)?;
            if n < 0 {
                let (year, a, b) = (-n / 10_000, -n / 100 % 100, -n % 100);
                let (month, day) = if self.month_first? { (a, b) } else { (b, a) };
                slot.value = Slot::Number((year * 10_000 + month * 100 + day) as f64);
            }
        }
        let (mut first, mut second) = (Partial::default(), Partial::default());
        let next = fill(&mut first, &found, 0)?;
        fill(&mut second, &found, next);
        Some((first, second))
    }

    /// From one date to another that stands behind it in the text: what one lacks it has
    /// from the other. `known` tells whether the year of the first is: *from this May*.
    pub fn joined(
        &self,
        (from, known): ((&Match, &Value), bool),
        to: (&Match, &Value),
    ) -> Option<Value> {
        let plain =
            |m: &Match| m.slots.iter().all(|s| s.class != "numeric_date").then(|| partial(m));
        let (first, second) = (plain(from.0).flatten(), plain(to.0).flatten());
        let first = first.filter(|_| !known);
        let started = match from.1 {
            Value::Interval(Some(first), None) => first,
            value => value,
        };
        let year = |p: Option<Partial>| p.and_then(|p| p.year);
        if let Some(p) = first
            && p.year.is_none()
            && p.month.is_some()
            && let Some(y) = to.1.year().filter(|_| year(second).is_some() || second.is_none())
        {
            let with = |y| self.date(Partial { year: Some(y), ..p }, 0, &|| Side::Past);
            let range = |y| Value::from_to(&with(y)?, to.1);
            return range(y).or_else(|| range(y - 1));
        }
        if let Some(p) = second
            && let Some(to) = self.behind(p, started)
        {
            return Value::from_to(started, &to);
        }
        Value::from_to(started, to.1)
    }
}

pub(super) fn partial(found: &Match) -> Option<Partial> {
    match found.nth("numeric_date", 0) {
        Some(slot) => numeric(slot),
        None => {
            let mut partial = Partial::default();
            fill(&mut partial, found, 0);
            Some(partial)
        }
    }
}

/// From the number `yyyymmdd`.
pub(super) fn numeric(slot: Slot) -> Option<Partial> {
    let n = nth_number(slot).filter(|n| *n > 0)?;
    Some(Partial {
        weekday: None,
        day: i8::try_from(n % 100).ok(),
        month: i8::try_from(n / 100 % 100).ok(),
        year: i16::try_from(n / 10_000).ok(),
    })
}

/// Fills the partial date from the slots from this one on; gives the first slot that
/// tells what is told already.
pub(super) fn fill(partial: &mut Partial, found: &Match, from: usize) -> Option<usize> {
    for (i, slot) in found.slots.iter().enumerate().skip(from) {
        let Some(n) = nth_number(slot.value) else { continue };
        let twice = match slot.class {
            "weekday" | "weekday_short" => replace(&mut partial.weekday, weekday(n)),
            "day" | "day_alone" | "day_end" | "day_last" | "day_plain" | "day_ordinal"
            | "day_number" | "day_nth" | "day_th" => {
                replace(&mut partial.day, i8::try_from(n).ok())
            }
            "numeric_date" if n > 0 => {
                replace(&mut partial.day, i8::try_from(n % 100).ok())
                    || replace(&mut partial.month, i8::try_from(n / 100 % 100).ok())
                    || replace(&mut partial.year, i16::try_from(n / 10_000).ok())
            }
            class if class.starts_with("day_month") && n > 0 => {
                replace(&mut partial.day, i8::try_from(n % 100).ok())
                    || replace(&mut partial.month, i8::try_from(n / 100).ok())
            }
            "year_month" => {
                replace(&mut partial.month, i8::try_from(n / 100 % 100).ok())
                    || replace(&mut partial.year, i16::try_from(n / 10_000).ok())
            }
            "year_words" | "year_short" | "year_two" => {
                replace(&mut partial.year, i16::try_from(n).ok())
            }
            "month" | "month_small" | "month_last" => {
                replace(&mut partial.month, i8::try_from(n).ok())
            }
            "year" | "year_end" | "year_next" | "year_told" => {
                replace(&mut partial.year, i16::try_from(n).ok())
            }
            _ => false,
        };
        if twice {
            return Some(i);
        }
    }
    None
}

/// Sets what is not set; gives whether it was.
pub(super) fn replace<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    if slot.is_some() {
        return true;
    }
    *slot = value;
    false
}
