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
            let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
            let inside =
                |v: &Value| v.days().is_some_and(|(from, _)| first <= from && from <= last);
            return (0..3).filter_map(|n| of_year(hijri::year_of(first) + n)).find(inside);
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

    pub(super) fn holiday(&self, found: &Match, side: Side) -> Option<Value> {
        let Some(Slot::Entry(name)) = found.nth("holiday", 0).or(found.nth("feast", 0)) else {
            return None;
        };
        let of_year = |y: i16| holiday::day(name, y);
        if let Some(year) = number(found, "year") {
            return Some(Value::Day(of_year(i16::try_from(year).ok()?)?));
        }
        if let Some((month, day)) = name.strip_prefix("hijri:").and_then(|d| d.split_once('-')) {
            let (month, day) = (month.parse().ok()?, Some(day.parse().ok()?));
            let published = self.published?;
            let of_year = |n| hijri::value(hijri::year_of(published) + n, month, day);
            let mut near = (-2..3).filter_map(of_year);
            let is_past = |v: &Value| v.days().is_some_and(|d| d.0 <= published);
            return match side {
                Side::Past | Side::Last => near.rfind(is_past),
                Side::Future | Side::Next => near.find(|v| !is_past(v)),
            };
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
