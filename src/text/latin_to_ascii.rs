//! Transliterates Latin letters and numbers to ASCII: œ is oe, ß is ss, ² is 2.

use deunicode::deunicode_char;

/// The Latin letter or number `c` in ASCII, at times with a sign (½ is `1/2`); `None` when
/// ASCII has nothing for it.
pub(super) fn to_ascii(c: char) -> Option<&'static str> {
    let has_letter_or_digit = |ascii: &&str| ascii.contains(|c: char| c.is_ascii_alphanumeric());
    match c {
        'ə' | 'ǝ' | 'Ə' | 'Ǝ' => Some("e"),
        // deunicode knows a few capitals by their small letter only
        _ => [Some(c), c.to_lowercase().next()]
            .into_iter()
            .find_map(|c| deunicode_char(c?).filter(has_letter_or_digit)),
    }
}

/// Whether `c` is a letter or number of Latin script beyond ASCII.
pub(super) fn is_latin(c: char) -> bool {
    let is_in_block = matches!(c,
        '\u{AA}'..='\u{2FF}' | '\u{1D00}'..='\u{1DBF}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2070}'..='\u{209C}' | '\u{2150}'..='\u{218B}' | '\u{2460}'..='\u{24FF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB06}' | '\u{FF10}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}');
    is_in_block && c.is_alphanumeric()
}
