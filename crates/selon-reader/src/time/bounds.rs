//! The first and the last day of an EDTF value.

/// The first day of an EDTF value, to be compared as text.
pub(crate) fn first_day(value: &str) -> String {
    let from = value.split_once('/').map_or(value, |(from, _)| from);
    filled(from, "0000-01-01", "0000-01-01")
}

/// The last day of an EDTF value, to be compared as text. Every month has 31 days.
pub(crate) fn last_day(value: &str) -> String {
    let to = value.split_once('/').map_or(value, |(_, to)| to);
    filled(to, "9999-12-31", "0000-12-31")
}

/// `open` is the day of a side without end; `rest` is put behind what is less than a day.
fn filled(part: &str, open: &str, rest: &str) -> String {
    match part {
        "" | ".." => open.to_string(),
        part => format!("{part}{}", rest.get(part.len()..).unwrap_or_default()),
    }
}
