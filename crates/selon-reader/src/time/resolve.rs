//! From what a rule found to a value of the calendar.
//!
//! A relative time is resolved against the day of publication or against the nearest
//! date before it in the text. Where that is not known, the value stays unknown.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::value::{self, Unit, Value, away, latest, unit_of};
use crate::scan::pattern::{Match, Slot};

/// What is known when a time is resolved.
pub(super) struct Resolver {
    published: Option<Date>,
    /// The nearest day, month and year told before, and the paragraph of the day.
    day: Option<(Date, usize)>,
    month: Option<(i16, i8)>,
    year: Option<i16>,
    /// The nearest day or month that was told with its year, and its paragraph.
    told: Option<((i16, i8), usize)>,
}

/// On which side of the publication a date lies that may lie on either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// On the day or before.
    Past,
    /// Before the day.
    Last,
    /// On the day or after.
    Future,
    /// After the day.
    Next,
}

/// A date that may lack parts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Partial {
    weekday: Option<Weekday>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

impl Resolver {
    pub fn new(published: Option<Date>) -> Resolver {
        Resolver { published, day: None, month: None, year: None, told: None }
    }

    /// The value of a match by its rule. `future` tells whether the clause speaks of
    /// what is to come.
    pub fn resolve(
        &mut self,
        rule: &[&str],
        found: &Match,
        paragraph: usize,
        future: &dyn Fn() -> bool,
    ) -> Option<Value> {
        match rule {
            ["date"] => self.date(partial(found)?, paragraph, &|| {
                if future() { Side::Future } else { Side::Past }
            }),
            ["last", "date"] => self.date(partial(found)?, paragraph, &|| Side::Last),
            ["next", "date"] => self.date(partial(found)?, paragraph, &|| Side::Next),
            // “Monday of last week”
            ["last", "week", "date"] => {
                let week = unit_of(self.published?, Unit::Week, -1)?;
                let wanted = partial(found)?.weekday?;
                Some(Value::Day(latest(week.day()?, wanted)?))
            }
            // “the week of 10 April”
            ["week", "date"] => {
                let side = if future() { Side::Future } else { Side::Past };
                let day = self.date(partial(found)?, paragraph, &|| side)?.day()?;
                unit_of(day, Unit::Week, 0)
            }
            ["dates"] => self.dates(found, paragraph, future),
            ["nights"] => match self.dates(found, paragraph, future)? {
                Value::Interval(_, Some(end)) => Some(*end),
                other => Some(other),
            },
            ["season"] => self.season(found, if future() { Side::Future } else { Side::Past }),
            ["last", "season"] => self.season(found, Side::Last),
            ["next", "season"] => self.season(found, Side::Next),
            ["decade"] => {
                let first = number(found, "decade").or_else(|| number(found, "decades"))?;
                Some(Value::Decade(i16::try_from(first).ok()?))
            }
            ["century"] => Some(Value::Century(i16::try_from(number(found, "century")?).ok()?)),
            ["holiday"] => self.holiday(found, future),
            ["fixed", day] => Some(Value::Day(day.parse().ok()?)),
            ["publication", count, unit] => {
                let published = Value::Day(self.published?);
                offset(&published, count, unit, found)
            }
            ["anchor", count, unit] => {
                let unit = unit_named(unit, found)?;
                let anchor = match unit {
                    Unit::Month | Unit::Quarter => {
                        let (y, m) = self.month?;
                        Value::Month(y, m)
                    }
                    Unit::Year | Unit::Decade | Unit::Century => Value::Year(self.year?),
                    _ => Value::Day(self.day?.0),
                };
                self.not_ahead(away(&anchor, amount(count, found)?.0, unit)?)
            }
            ["this", unit] => self.this(unit_named(unit, found)?, future),
            ["last", unit] => self.last(unit_named(unit, found)?),
            ["next", unit] => unit_of(self.published?, unit_named(unit, found)?, 1),
            ["start", unit] => {
                let published = self.published?;
                let first = match unit_of(published, unit_named(unit, found)?, 0)? {
                    Value::Year(y) => Date::new(y, 1, 1).ok()?,
                    Value::Month(y, m) => Date::new(y, m, 1).ok()?,
                    Value::Interval(Some(from), _) => from.day()?,
                    _ => return None,
                };
                Some(Value::between(Value::Day(first), Value::Day(published)))
            }
            ["past", count, unit] => {
                let published = self.published?;
                let (count, half) = amount(count, found).unwrap_or((1, false));
                let unit = unit_named(unit, found)?;
                let from = ago(published, count, half, unit)?;
                let to = match from {
                    Value::Year(_) => Value::Year(published.year()),
                    Value::Month(..) => Value::Month(published.year(), published.month()),
                    _ => Value::Day(published),
                };
                Some(Value::between(from, to))
            }
            ["following", unit] => self.beside(unit_named(unit, found)?, 1),
            ["preceding", unit] => self.beside(unit_named(unit, found)?, -1),
            ["deictic"] => {
                let told = self.day.filter(|d| d.1 == paragraph).map(|d| d.0);
                Some(Value::Day(told.or(self.published)?))
            }
            ["clock"] => Some(Value::Day(self.day?.0)),
            // The end of one day is the beginning of the next.
            ["midnight"] => {
                let day = self.day?.0;
                Some(Value::between(Value::Day(day), Value::Day(day.tomorrow().ok()?)))
            }
            ["quarter"] => {
                let year = i16::try_from(number(found, "year")?).ok()?;
                let quarter = i8::try_from(number(found, "ordinal")?).ok()?;
                let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
                unit_of(first, Unit::Quarter, 0)
            }
            _ => None,
        }
    }

    /// Keeps a date for the times behind it that are told by it.
    pub fn remember(&mut self, value: &Value, found: &Match, paragraph: usize) {
        if let Some(day) = value.day() {
            self.day = Some((day, paragraph));
        }
        self.month = value.month().or(self.month);
        self.year = value.year().or(self.year);
        let with_year = found.nth("year", 0).is_some() || found.nth("numeric_date", 0).is_some();
        if with_year && let Some(month) = value.month() {
            self.told = Some((month, paragraph));
        }
    }

    fn date(&self, partial: Partial, paragraph: usize, side: &dyn Fn() -> Side) -> Option<Value> {
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
                let published = self.published?;
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
                let chosen = match side {
                    Side::Past if !fits(&past) && fits(&ahead) => ahead,
                    Side::Past | Side::Last => past,
                    Side::Future | Side::Next => ahead,
                };
                Some(Value::Day(chosen?))
            }
            (None, Some(m), None, _) => {
                let published = self.published?;
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
                let mut at = published;
                for _ in 0..400 {
                    if at.day() == d && at.weekday() == w {
                        return Some(Value::Day(at));
                    }
                    at = if ahead { at.tomorrow() } else { at.yesterday() }.ok()?;
                }
                None
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
                let published = self.published?;
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
    fn day_of_context(&self, m: i8, d: i8, side: Side, paragraph: usize) -> Option<Date> {
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

    fn dates(&self, found: &Match, paragraph: usize, future: &dyn Fn() -> bool) -> Option<Value> {
        let (mut first, mut second) = partials(found)?;
        let side = || if future() { Side::Future } else { Side::Past };
        second.month = second.month.or(first.month);
        first.month = first.month.or(second.month);
        let shared_year = first.year.is_none() && second.year.is_some();
        second.year = second.year.or(first.year);
        first.year = first.year.or(second.year);
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
            return Some(Value::between(Value::Day(from), to));
        }
        let wraps = |first: &Partial| first.month > second.month && first.month.is_some();
        if first.year.is_none() {
            first.year = to.year();
        }
        if wraps(&first) && (shared_year || second.year.is_none()) {
            first.year = first.year.map(|y| y - 1);
        }
        let from = self.date(first, paragraph, &side)?;
        Some(Value::between(from, to))
    }

    fn season(&self, found: &Match, side: Side) -> Option<Value> {
        let season = i8::try_from(number(found, "season")?).ok()?;
        if let Some(year) = number(found, "year") {
            return Some(Value::Season(i16::try_from(year).ok()?, season));
        }
        let published = self.published?;
        // The seasons begin in March, June, September and December.
        let begins = (season - 20) * 3;
        let now = published.month() >= begins && published.month() < begins + 3;
        let begun = published.month() >= begins;
        let year = match side {
            Side::Past => published.year() - i16::from(!begun),
            Side::Last => published.year() - i16::from(!begun || now),
            Side::Future => published.year() + i16::from(begun && !now),
            Side::Next => published.year() + i16::from(begun),
        };
        Some(Value::Season(year, season))
    }

    fn holiday(&self, found: &Match, future: &dyn Fn() -> bool) -> Option<Value> {
        let Some(Slot::Entry(name)) = found.nth("holiday", 0) else { return None };
        let of_year = |y: i16| -> Option<Date> {
            if let Some(days) = name.strip_prefix("easter") {
                let days: i64 = days.parse().ok()?;
                return value::easter(y)?.checked_add(days.days()).ok();
            }
            if name == "thanksgiving" {
                let first = Date::new(y, 11, 1).ok()?;
                return first.nth_weekday_of_month(4, Weekday::Thursday).ok();
            }
            let (month, day) = name.split_once('-')?;
            Date::new(y, month.parse().ok()?, day.parse().ok()?).ok()
        };
        if let Some(year) = number(found, "year") {
            return Some(Value::Day(of_year(i16::try_from(year).ok()?)?));
        }
        let published = self.published?;
        let this = of_year(published.year())?;
        let day = match (future(), this > published) {
            (false, true) => of_year(published.year() - 1)?,
            (true, false) if this != published => of_year(published.year() + 1)?,
            _ => this,
        };
        Some(Value::Day(day))
    }

    /// A time told by another one, unless it would lie after the publication: then it
    /// was not told by that one.
    fn not_ahead(&self, value: Value) -> Option<Value> {
        let ahead = match (&value, self.published) {
            (_, None) => false,
            (Value::Day(day), Some(published)) => *day > published,
            (Value::Month(y, m), Some(p)) => (*y, *m) > (p.year(), p.month()),
            (other, Some(p)) => other.year().is_some_and(|y| y > p.year()),
        };
        (!ahead).then_some(value)
    }

    /// The unit of the publication; of a week, what of it is meant.
    fn this(&self, unit: Unit, future: &dyn Fn() -> bool) -> Option<Value> {
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

    fn last(&self, unit: Unit) -> Option<Value> {
        let published = self.published?;
        let in_weekend = matches!(published.weekday(), Weekday::Saturday | Weekday::Sunday);
        // On a Tuesday last weekend is the one just over.
        let moved = if unit == Unit::Weekend && !in_weekend { 0 } else { -1 };
        unit_of(published, unit, moved)
    }

    /// The unit beside that of the nearest date before.
    fn beside(&self, unit: Unit, moved: i64) -> Option<Value> {
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

fn number(found: &Match, class: &str) -> Option<i64> {
    nth_number(found.nth(class, 0)?)
}

fn nth_number(slot: Slot) -> Option<i64> {
    match slot {
        Slot::Number(n) if n.fract() == 0.0 && n.abs() < 1e12 => Some(n as i64),
        Slot::Number(_) => None,
        Slot::Entry(value) => value.parse().ok(),
    }
}

fn unit_named(name: &str, found: &Match) -> Option<Unit> {
    match name {
        "$unit" => match found.nth("unit", 0)? {
            Slot::Entry(name) => Unit::named(name),
            Slot::Number(_) => None,
        },
        _ => Unit::named(name),
    }
}

/// How many units, and whether half a one more; `-$number` is the number in the text,
/// one if none stands there (*a week ago*).
fn amount(count: &str, found: &Match) -> Option<(i64, bool)> {
    let (sign, count) = match count.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, count.strip_prefix('+').unwrap_or(count)),
    };
    let half = found.nth("half", 0).is_some();
    let count = match (count, found.nth("number", 0)) {
        ("$number", Some(slot)) => nth_number(slot)?,
        ("$number", None) => 1,
        (count, _) => count.parse().ok()?,
    };
    Some((sign * count, half))
}

fn offset(from: &Value, count: &str, unit: &str, found: &Match) -> Option<Value> {
    let (count, half) = amount(count, found)?;
    let unit = unit_named(unit, found)?;
    match (half, from.day()) {
        (true, Some(day)) if count < 0 => ago(day, -count, true, unit),
        _ => away(from, count, unit),
    }
}

fn ago(day: Date, count: i64, half: bool, unit: Unit) -> Option<Value> {
    if half && unit == Unit::Year {
        let months = count.checked_mul(12)?.checked_add(6)?;
        return Some(Value::Year(away(&Value::Day(day), -months, Unit::Month)?.year()?));
    }
    away(&Value::Day(day), count.checked_neg()?, unit)
}

fn weekday(n: i64) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

fn partial(found: &Match) -> Option<Partial> {
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
fn numeric(slot: Slot) -> Option<Partial> {
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
fn fill(partial: &mut Partial, found: &Match, from: usize) -> Option<usize> {
    for (i, slot) in found.slots.iter().enumerate().skip(from) {
        let Some(n) = nth_number(slot.value) else { continue };
        let twice = match slot.class {
            "weekday" => replace(&mut partial.weekday, weekday(n)),
            "day" => replace(&mut partial.day, i8::try_from(n).ok()),
            "month" => replace(&mut partial.month, i8::try_from(n).ok()),
            "year" => replace(&mut partial.year, i16::try_from(n).ok()),
            _ => false,
        };
        if twice {
            return Some(i);
        }
    }
    None
}

/// Sets what is not set; gives whether it was.
fn replace<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    if slot.is_some() {
        return true;
    }
    *slot = value;
    false
}

fn partials(found: &Match) -> Option<(Partial, Partial)> {
    if let Some(first) = found.nth("numeric_date", 0) {
        return Some((numeric(first)?, numeric(found.nth("numeric_date", 1)?)?));
    }
    let (mut first, mut second) = (Partial::default(), Partial::default());
    let next = fill(&mut first, found, 0)?;
    fill(&mut second, found, next);
    Some((first, second))
}
