//! The tables of `lang/` as rows of columns between tabs.

/// The rows of a table with their first columns, without comments and what is shorter.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut row = [""; N];
        for column in &mut row {
            *column = columns.next()?;
        }
        Some(row)
    })
}

/// The words of an entry: parted by spaces and after apostrophes, as texts are (*l'ordre*).
pub(crate) fn words(entry: &'static str) -> impl Iterator<Item = &'static str> {
    entry.split(' ').flat_map(|word| word.split_inclusive('\'')).filter(|word| !word.is_empty())
}
