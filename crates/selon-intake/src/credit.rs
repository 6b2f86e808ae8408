//! The line under a text that names the agency it is from (`lang/*/page.tsv`).

use std::collections::HashSet;
use std::sync::LazyLock;

static CREDITS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let tables =
        [include_str!("../../../lang/fr/page.tsv"), include_str!("../../../lang/en/page.tsv")];
    let rows = tables.iter().flat_map(|t| t.lines());
    let credits = rows.filter_map(|row| row.strip_prefix("credit\t"));
    credits.flat_map(|row| row.split('|')).collect()
});

/// Whether a block is nothing but the credit of an agency: *(avec AFP)*.
pub fn is_credit(block: &str) -> bool {
    if block.len() > 60 {
        return false;
    }
    let lower = block.to_lowercase();
    CREDITS.contains(lower.trim_matches(|c: char| !c.is_alphanumeric()))
}
