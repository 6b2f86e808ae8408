//! Words in lower case.

use std::borrow::Cow;

/// As `str::to_lowercase`, without a copy of what is in lower case as it stands: most words.
pub(crate) fn lower_case(text: &str) -> Cow<'_, str> {
    let stays = text.chars().all(|c| {
        if c.is_ascii() {
            return !c.is_ascii_uppercase();
        }
        let mut lower = c.to_lowercase();
        lower.next() == Some(c) && lower.next().is_none()
    });
    if stays { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_library_has_it() {
        for text in ["", "mot", "Été", "été", "ΟΔΟΣ", "οδος", "İ", "ǅ", "中東", "l’ONU", "ß"]
        {
            assert_eq!(lower_case(text), text.to_lowercase(), "{text}");
        }
    }
}
