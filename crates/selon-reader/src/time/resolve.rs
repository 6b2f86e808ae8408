//! From what a rule found to a value of the calendar.
//!
//! A relative time is resolved against the day of publication or against the nearest
//! date before it in the text. Where that is not known, the value stays unknown.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::dates::partial;
use super::digits::two_readings;
use super::relative::{ago, exactly, lengths_from, nth_week, offset, part_of};
use super::value::{Unit, Value, away, latest, unit_of};
use crate::scan::pattern::{Match, Slot};

/// What is known when a time is resolved.
pub(super) struct Resolver {
    pub(super) published: Option<Date>,
    /// Whether the clause of a length of time to come tells of what is over.
    pub over: bool,
    /// Whether the clause tells neither of what is over nor of what is to come.
    pub open: bool,
    /// Whether its verb stands in the present.
    pub now: bool,
    /// Whether the month comes first in dates in digits, where the text tells.
    pub month_first: Option<bool>,
    /// The nearest day, month and year told before, and the paragraph of the day.
    pub(super) day: Option<(Date, usize)>,
    pub(super) month: Option<(i16, i8)>,
    pub(super) year: Option<i16>,
    /// The nearest day or month that was told with its year, and its paragraph.
    pub(super) told: Option<((i16, i8), usize)>,
}

/// On which side of the publication a date lies that may lie on either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
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
pub(super) struct Partial {
    pub(super) weekday: Option<Weekday>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
}

impl Resolver {
    pub fn new(published: Option<Date>) -> Resolver {
        Resolver {
            published,
            over: false,
            open: false,
            now: false,
            month_first: None,
            day: None,
            month: None,
            year: None,
            told: None,
        }
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
        if let ["date"] | ["last" | "next", "date"] | ["date", "0", "year"] = rule
            && let Some(mut readings) = two_readings(found)
        {
            if rule.len() == 3 {
                let year = self.published?.year();
                readings.iter_mut().for_each(|reading| reading.year = Some(year));
            }
            let side = match (rule[0], future()) {
                ("last", _) => Side::Last,
                ("next", _) => Side::Next,
                (_, true) => Side::Future,
                (_, false) => Side::Past,
            };
            return self.one_of(readings, paragraph, side);
        }
        match rule {
            ["date"] => self.date(partial(found)?, paragraph, &|| {
                if future() { Side::Future } else { Side::Past }
            }),
            // “June of the same year”
            ["date", "told", "year"] => {
                let partial = Partial { year: Some(self.year?), ..partial(found)? };
                self.date(partial, paragraph, &|| Side::Past)
            }
            // “3 May last year”
            ["date", moved, "year"] => {
                let year = self.published?.year().checked_add(moved.parse().ok()?)?;
                let partial = Partial { year: Some(year), ..partial(found)? };
                self.date(partial, paragraph, &|| Side::Past)
            }
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
            // “the 4th to the 23rd of next month”
            ["dates", "of", moved, "month"] => {
                let (first, second) = self.partials(found)?;
                let month = unit_of(self.published?, Unit::Month, moved.parse().ok()?)?.month()?;
                let day = |p: Partial| Date::new(month.0, month.1, p.day?).ok();
                Value::from_to(&Value::Day(day(first)?), &Value::Day(day(second)?))
            }
            // “from this May to October 2026”
            ["dates", "from", "this", "year"] => {
                let (mut first, second) = self.partials(found)?;
                first.year = first.year.or(Some(self.published?.year()));
                let from = self.date(first, paragraph, &|| Side::Past)?;
                Value::in_order(from, self.date(second, paragraph, &|| Side::Past)?)
            }
            ["first", "date"] => self.first_of_list(found, paragraph, &|| {
                if future() { Side::Future } else { Side::Past }
            }),
            // “in May and June 2023”
            ["first", "month"] => {
                let year = i16::try_from(number(found, "year")?).ok()?;
                Some(Value::Month(year, i8::try_from(number(found, "month")?).ok()?))
            }
            ["dates"] => self.dates(found, paragraph, future),
            ["days"] => self.days(found, paragraph, future),
            ["nights"] => match self.dates(found, paragraph, future)? {
                Value::Interval(_, Some(end)) => Some(*end),
                other => Some(other),
            },
            ["season"] => self.season(found, if future() { Side::Future } else { Side::Past }),
            ["this", "season"] => {
                let past = self.season(found, Side::Past)?;
                let over =
                    self.published.is_some_and(|p| past.year().is_some_and(|y| y < p.year()));
                if over && future() { self.season(found, Side::Future) } else { Some(past) }
            }
            ["last", "season"] => self.season(found, Side::Last),
            ["next", "season"] => self.season(found, Side::Next),
            ["decade"] => {
                let first = ["decade", "decades", "decades_short", "decade_word"];
                let first = first.iter().find_map(|class| number(found, class))?;
                Some(Value::Decade(i16::try_from(first).ok()?))
            }
            ["century"] => Some(Value::Century(i16::try_from(number(found, "century")?).ok()?)),
            ["holiday" | "feast"] => {
                self.holiday(found, if future() { Side::Future } else { Side::Past })
            }
            ["last", "holiday"] => self.holiday(found, Side::Last),
            ["next", "holiday"] => self.holiday(found, Side::Next),
            ["fixed", day] => Some(Value::Day(day.parse().ok()?)),
            ["publication", count, unit] => {
                let published = Value::Day(self.published?);
                offset(&published, count, unit, found)
            }
            ["publication", lengths] => lengths_from(self.published?, lengths, found),
            // “Since then, the town has been under siege”
            ["anchor", "since"] => Some(Value::Day(self.day?.0).since()),
            ["anchor", lengths] => self.not_ahead(lengths_from(self.day?.0, lengths, found)?),
            // “What is the plan for the day after?”
            ["anchor", count, "day"] if !self.tells_some() && future() => {
                away(&Value::Day(self.published?), amount(count, found)?.0, Unit::Day)
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
            // “the week before last”
            ["unit", moved, unit] => {
                unit_of(self.published?, unit_named(unit, found)?, moved.parse().ok()?)
            }
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
            // “the last three months and two weeks”
            ["past", "$lengths"] => {
                let published = self.published?;
                let from = lengths_from(published, "-", found)?;
                Some(Value::between(from.clone(), Value::Day(published).as_exact_as(&from)?))
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
            // “the next three days”
            ["coming", count, unit] => {
                let (count, _) = amount(count, found)?;
                self.coming(count, unit_named(unit, found)?)
            }
            // “in two days”: only what lies ahead is a time.
            // Where the text tells days, it may be told from one of them.
            ["ahead", "coming", count, unit] if future() || !(self.over || self.day.is_some()) => {
                self.coming(amount(count, found)?.0, unit_named(unit, found)?)
            }
            ["ahead", "later", unit] if future() || !(self.over || self.day.is_some()) => {
                let published = self.published?;
                let (_, last) = unit_of(published, unit_named(unit, found)?, 0)?.days()?;
                Some(Value::between(Value::Day(published), Value::Day(last)))
            }
            // “on the 26th day of the month”
            ["ahead", "day", "of", "month"] if self.told_by_publication(future) => {
                let day = partial(found)?.day?;
                let published = self.published?;
                Some(Value::Day(Date::new(published.year(), published.month(), day).ok()?))
            }
            ["ahead", "this", unit] if future() || !(self.over || self.day.is_some()) => {
                unit_of(self.published?, unit_named(unit, found)?, 0)
            }
            // “later this week”
            ["later", unit] => {
                let published = self.published?;
                let (_, last) = unit_of(published, unit_named(unit, found)?, 0)?.days()?;
                Some(Value::between(Value::Day(published), Value::Day(last)))
            }
            ["ahead", count, unit] if future() => {
                offset(&Value::Day(self.published?), count, unit, found)
            }
            ["within", count, unit] if future() => {
                let published = Value::Day(self.published?);
                let to = offset(&published, count, unit, found)?;
                Some(Value::between(published.as_exact_as(&to)?, to))
            }
            ["nth", "week"] => {
                let side = if future() { Side::Future } else { Side::Past };
                number(found, "month").or_else(|| number(found, "year"))?;
                let whole = self.date(partial(found)?, paragraph, &|| side)?;
                nth_week(&whole, found)
            }
            ["nth", "week", moved] => {
                nth_week(&unit_of(self.published?, Unit::Month, moved.parse().ok()?)?, found)
            }
            ["nth", "month", moved @ ..] => {
                let year = self.year_told_or_beside(found, moved)?;
                let nth = number(found, "ordinal").or_else(|| number(found, "nth"))?;
                let nth = i8::try_from(nth).ok().filter(|n| (1..=12).contains(n))?;
                Some(Value::Month(year, nth))
            }
            ["week", "number", moved @ ..] => {
                let year = self.year_told_or_beside(found, moved)?;
                let number = number(found, "number").or_else(|| number(found, "week_number"));
                let number = number.filter(|n| (1..=53).contains(n))?;
                let fourth = Date::new(year, 1, 4).ok()?;
                let week = unit_of(fourth, Unit::Week, number - 1)?;
                // A week is of the year that its Thursday lies in: not every one has 53.
                let thursday = latest(week.day()?, Weekday::Thursday)?;
                (thursday.year() == year).then_some(week)
            }
            ["half", moved @ ..] => {
                let year = self.year_told_or_beside(found, moved)?;
                let half = number(found, "ordinal").or_else(|| number(found, "half_name"));
                let (from, to) = match half? {
                    1 => (1, 6),
                    2 => (7, 12),
                    _ => return None,
                };
                Some(Value::between(Value::Month(year, from), Value::Month(year, to)))
            }
            // “the 15th of next month”
            ["day", "of", moved, "month"] => {
                let published = self.published?;
                let month = unit_of(published, Unit::Month, moved.parse().ok()?)?.month()?;
                let day = partial(found)?.day?;
                Some(Value::Day(Date::new(month.0, month.1, day).ok()?))
            }
            // “Tuesday of next week”
            ["week", moved, "day"] => {
                let week = unit_of(self.published?, Unit::Week, moved.parse().ok()?)?;
                Some(Value::Day(latest(week.day()?, partial(found)?.weekday?)?))
            }
            ["now"] => Some(Value::Day(self.published?)),
            // “the first two weeks of 2021”, “the last five months of last year”
            ["units", "first"] => {
                part_of(&self.date(partial(found)?, 0, &|| Side::Past)?, found, true)
            }
            ["units", "last"] => {
                part_of(&self.date(partial(found)?, 0, &|| Side::Past)?, found, false)
            }
            ["units", edge, moved] => {
                let year = unit_of(self.published?, Unit::Year, moved.parse().ok()?)?;
                part_of(&year, found, *edge == "first")
            }
            ["day", moved @ ("after" | "before"), of] => {
                let side = if future() { Side::Future } else { Side::Past };
                let day = match *of {
                    "holiday" => self.holiday(found, side)?,
                    _ => self.date(partial(found)?, paragraph, &|| side)?,
                };
                day.beside(if *moved == "after" { 1 } else { -1 })
            }
            // “a year ago today”
            ["exact", count, unit] => {
                let (count, unit) = (amount(count, found)?.0, unit_named(unit, found)?);
                Some(Value::Day(exactly(self.published?, count, unit)?))
            }
            // “Labor Day weekend”, “the weekend of 4 May”
            ["weekend", of @ ("holiday" | "date")] => {
                let side = if future() { Side::Future } else { Side::Past };
                let day = match *of {
                    "holiday" => self.holiday(found, side)?,
                    _ => self.date(partial(found)?, paragraph, &|| side)?,
                };
                let day = day.day()?;
                let back = if day.weekday().to_monday_one_offset() <= 2 { -1 } else { 0 };
                let week = unit_of(day, Unit::Week, back)?;
                unit_of(week.day()?, Unit::Weekend, 0)
            }
            ["hijri"] => self.hijri(found, future),
            ["following", "weekday"] => {
                let after = self.day?.0.checked_add(7.days()).ok()?;
                let wanted = weekday(number(found, "weekday")?)?;
                self.not_ahead(Value::Day(latest(after, wanted)?))
            }
            ["preceding", "weekday"] => {
                let wanted = weekday(number(found, "weekday")?)?;
                Some(Value::Day(latest(self.day?.0.yesterday().ok()?, wanted)?))
            }
            // “Monday of the following week”
            [side @ ("following" | "preceding"), "week", "date"] => {
                let moved = if *side == "following" { 1 } else { -1 };
                let week = self.beside(Unit::Week, moved, future)?;
                Some(Value::Day(latest(week.day()?, partial(found)?.weekday?)?))
            }
            ["following", unit] => self.beside(unit_named(unit, found)?, 1, future),
            ["preceding", unit] => self.beside(unit_named(unit, found)?, -1, future),
            // “sales of previous quarter”: without an article hardly told by another time.
            [side @ ("following" | "preceding"), "plain", unit] => {
                let unit = unit_named(unit, found)?;
                let moved = if *side == "following" { 1 } else { -1 };
                match (self.over || self.tells_some(), self.published) {
                    (false, Some(published)) => unit_of(published, unit, moved),
                    _ => self.beside(unit, moved, future),
                }
            }
            // “the previous three quarters”
            ["following", count, unit] if self.told_by_publication(future) => {
                self.coming(amount(count, found)?.0, unit_named(unit, found)?)
            }
            ["preceding", count, unit] if self.told_by_publication(future) => {
                let (count, unit) = (amount(count, found)?.0, unit_named(unit, found)?);
                let published = self.published?;
                if unit != Unit::Quarter {
                    let from = away(&Value::Day(published), count.checked_neg()?, unit)?;
                    return Some(Value::between(
                        from.clone(),
                        Value::Day(published).as_exact_as(&from)?,
                    ));
                }
                let from = unit_of(published, unit, count.checked_neg()?)?;
                Value::from_to(&from, &unit_of(published, unit, -1)?)
            }
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
            ["quarter", moved @ ..] => {
                let year = self.year_told_or_beside(found, moved)?;
                let quarter = ["ordinal", "nth", "quarter_name"];
                let quarter = quarter.iter().find_map(|class| number(found, class))?;
                let quarter = i8::try_from(quarter).ok()?;
                let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
                unit_of(first, Unit::Quarter, 0)
            }
            _ => None,
        }
    }

    /// The year that is told, else that so many years from the one of the publication.
    fn year_told_or_beside(&self, found: &Match, moved: &[&str]) -> Option<i16> {
        match (number(found, "year"), moved) {
            (Some(year), _) => i16::try_from(year).ok(),
            (None, []) => Some(self.published?.year()),
            (None, [moved, ..]) => self.published?.year().checked_add(moved.parse().ok()?),
        }
    }

    /// Whether the text has told a day, month or year.
    fn tells_some(&self) -> bool {
        self.day.is_some() || self.month.is_some() || self.year.is_some()
    }

    /// Whether a time that is told by another is told by the publication: the clause speaks of
    /// what is or will be, and the text has told no other time.
    pub(super) fn told_by_publication(&self, future: &dyn Fn() -> bool) -> bool {
        !self.tells_some() && (self.now || future())
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
}

pub(super) fn number(found: &Match, class: &str) -> Option<i64> {
    nth_number(found.nth(class, 0)?)
}

pub(super) fn nth_number(slot: Slot) -> Option<i64> {
    match slot {
        Slot::Number(n) if n.fract() == 0.0 && n.abs() < 1e12 => Some(n as i64),
        Slot::Number(_) => None,
        Slot::Entry(value) => value.parse().ok(),
    }
}

pub(super) fn unit_named(name: &str, found: &Match) -> Option<Unit> {
    match name {
        "$unit" | "$unit1" | "$units" => {
            match found.slots.iter().find(|s| s.class.starts_with("unit"))?.value {
                Slot::Entry(name) => Unit::named(name),
                Slot::Number(_) => None,
            }
        }
        _ => Unit::named(name),
    }
}

/// How many units, and whether half a one more; `-$number` is the number in the text,
/// one if none stands there (*a week ago*).
pub(super) fn amount(count: &str, found: &Match) -> Option<(i64, bool)> {
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

pub(super) fn weekday(n: i64) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}
