//! What kind of character stands at a place.

/// Kinds of characters, as far as tokens depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// White space within a line.
    Space,
    /// The end of a line.
    Line,
    /// A character that is not seen: controls, direction marks, zero-width spaces.
    Unseen,
    /// A letter, or a mark on one.
    Letter,
    /// A digit or another numeral.
    Digit,
    /// `'` and the signs that are typed for it.
    Apostrophe,
    /// `-` and the other hyphens that join words.
    Hyphen,
    /// A pictograph; it may go on with modifiers.
    Emoji,
    /// Any other sign.
    Sign,
}

/// The class of each ASCII character.
const ASCII: [Class; 128] = {
    let mut table = [Class::Sign; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = match i as u8 {
            b'\n' | b'\r' | 0x0b | 0x0c => Class::Line,
            b' ' | b'\t' => Class::Space,
            0..0x20 | 0x7f => Class::Unseen,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'`' => Class::Apostrophe,
            b'-' => Class::Hyphen,
            _ => Class::Sign,
        };
        i += 1;
    }
    table
};

/// The class of a character.
pub(crate) fn class(c: char) -> Class {
    if c.is_ascii() {
        return ASCII[c as usize];
    }
    match c {
        'À'..='ÿ' if c != '×' && c != '÷' => Class::Letter,
        'Ā'..='ɏ' => Class::Letter,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        '’' | '‘' | 'ʼ' | '´' | '\u{2032}' | '\u{ff07}' => Class::Apostrophe,
        '\u{2010}' | '\u{2011}' => Class::Hyphen,
        'ª' | 'º' => Class::Letter,
        '²' | '³' | '¹' => Class::Digit,
        _ if is_unseen(c) => Class::Unseen,
        _ if c.is_whitespace() => Class::Space,
        _ if is_emoji(c) => Class::Emoji,
        _ if c.is_alphabetic() || is_mark(c) => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Sign,
    }
}

/// Whether the character is not seen: controls, soft hyphens, zero-width
/// characters, marks of direction, variation selectors.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}

/// Marks that are written over or under a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23fa}' | '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether an emoji goes on with this character: joiners, selectors, skin tones,
/// the second half of a flag.
pub(crate) fn continues_emoji(first: char, c: char) -> bool {
    let flag = |c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}')
        || flag(first) && flag(c)
}

/// Whether the sign opens a bracket or a quotation.
pub(crate) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '„' | '‹' | '‘' | '¿' | '¡')
}

/// Whether the sign closes a bracket or a quotation.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '»' | '”' | '›' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (characters, expected) in [
            (" \t\u{a0}\u{202f}\u{2009}\u{3000}", Class::Space),
            ("\n\r\u{85}\u{2028}", Class::Line),
            ("\u{0}\u{7f}\u{ad}\u{200b}\u{200f}\u{202b}\u{feff}", Class::Unseen),
            ("aZéÉœŒşحلпя\u{301}ª", Class::Letter),
            ("09²٣", Class::Digit),
            ("'’‘ʼ`", Class::Apostrophe),
            ("-\u{2010}\u{2011}", Class::Hyphen),
            ("🔥🇫✅", Class::Emoji),
            (".,;:!?…«»“”\"()/–—$€%°#@", Class::Sign),
        ] {
            for c in characters.chars() {
                assert_eq!(class(c), expected, "{c:?}");
            }
        }
    }
}
