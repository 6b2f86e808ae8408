//! Times that a calendar names: seasons, feasts, months of the Hijri calendar.

use jiff::civil::Date;

use super::resolve::{Resolver, Side, number};
use super::value::Value;
use super::{hijri, holiday};
use crate::scan::pattern::{Match, Slot};

impl Resolver {
    /// A month or day of the Hijri calendar, by its tables: it goes by the sight of the
    /// moon, so that a day may be meant beside it.
    pub(super) fn hijri(&self, found: &Match, future: &dyn Fn() -> bool) -> Option<Value> {
        let month = i8::try_from(number(found, "hijri_month")?).ok()?;
        let day = number(found, "day").map(i8::try_from).transpose().ok()?;
        let of_year = |year: i64| hijri::value(year, month, day);
        if let Some(year) = number(found, "hijri_year") {
            return of_year(year);
        }
        let year = number(found, "year").and_then(|y| i16::try_from(y).ok());
        if let Some(year) = year {
            return in_year(year, of_year);
        }
        let published = self.published?;
        let this = hijri::year_of(published);
        let begins = |v: &Value| v.days().map(|d| d.0);
        let mut near = (-2..3).filter_map(|n| of_year(this + n));
        if future() {
            near.find(|v| v.days().is_some_and(|(_, last)| last >= published))
        } else {
            near.rfind(|v| begins(v).is_some_and(|from| from <= published))
        }
    }

    pub(super) fn season(&self, found: &Match, side: Side) -> Option<Value> {
        let season = i8::try_from(number(found, "season")?).ok()?;
        if let Some(year) = number(found, "year") {
            return Some(Value::Season(i16::try_from(year).ok()?, season));
        }
        let Some(published) = self.published else {
            return Some(Value::SeasonOf(season));
        };
        // The seasons begin in March, June, September and December; a winter is of the year
        // in which it begins, and goes on in January and February.
        let begins = (season - 20) * 3;
        let (this, month) = match published.month() {
            month @ 1..=2 if begins == 12 => (published.year() - 1, month + 12),
            month => (published.year(), month),
        };
        let begun = month >= begins;
        let now = begun && month < begins + 3;
        let year = match side {
            Side::Past => this - i16::from(!begun),
            Side::Last => this - i16::from(!begun || now),
            Side::Future => this + i16::from(begun && !now),
            Side::Next => this + i16::from(begun),
        };
        Some(Value::Season(year, season))
    }

    pub(super) fn holiday(&self, found: &Match, side: Side) -> Option<Value> {
        let Some(Slot::Entry(name)) =
            ["holiday", "feast", "saint_day"].iter().find_map(|class| found.nth(class, 0))
        else {
            return None;
        };
        let of_year = |y: i16| holiday::day(name, y);
        let year = number(found, "year").map(i16::try_from).transpose().ok()?;
        if let Some((month, day)) = name.strip_prefix("hijri:").and_then(|d| d.split_once('-')) {
            let (month, day) = (month.parse().ok()?, Some(day.parse().ok()?));
            if let Some(year) = year {
                return in_year(year, |n| hijri::value(n, month, day));
            }
            let published = self.published?;
            let of_year = |n| hijri::value(hijri::year_of(published) + n, month, day);
            let mut near = (-2..3).filter_map(of_year);
            let is_past = |v: &Value| v.days().is_some_and(|d| d.0 <= published);
            return match side {
                Side::Past | Side::Last => near.rfind(is_past),
                Side::Future | Side::Next => near.find(|v| !is_past(v)),
            };
        }
        if let Some(year) = year {
            return Some(Value::Day(of_year(year)?));
        }
        let Some(published) = self.published else {
            let (month, day) = name.split_once('-')?;
            return Some(Value::DayOf(month.parse().ok()?, day.parse().ok()?));
        };
        let years = published.year() - 2..published.year() + 3;
        let mut days = years.filter_map(of_year);
        let day = match side {
            Side::Past => days.rfind(|d| *d <= published),
            Side::Last => days.rfind(|d| *d < published),
            Side::Future => days.find(|d| *d >= published),
            Side::Next => days.find(|d| *d > published),
        };
        Some(Value::Day(day?))
    }
}

/// What a year of the Hijri calendar tells, of the one in which it begins in this year of ours.
fn in_year(year: i16, of_year: impl Fn(i64) -> Option<Value>) -> Option<Value> {
    let first = Date::new(year, 1, 1).ok()?;
    let inside = |v: &Value| v.days().is_some_and(|(from, _)| from.year() == year);
    (0..3).filter_map(|n| of_year(hijri::year_of(first) + n)).find(inside)
}
