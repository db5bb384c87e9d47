//! Unicode normalization, and the characters that only choose a shape.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// `text` in NFC. Borrows a text of Latin letters and common punctuation, which is in NFC
/// already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    let is_composed = |c: char| c < '\u{300}' || matches!(c, '\u{2010}'..='\u{2027}');
    if text.chars().all(is_composed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether `c` is a mark that only chooses between shapes of the letter before it.
pub(super) fn is_shape_selector(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{20DD}'..='\u{20E4}' | '\u{E0100}'..='\u{E01EF}')
}
