//! Replaces control characters by visible ones, before text from files or the network is shown in a
//! terminal.
//!
//! A terminal obeys control characters: they move the cursor, change colors, hide text. Nothing
//! else is changed.

/// Makes everything in `text` visible that a terminal would obey, and puts it on one line.
///
/// Control characters become their pictures (ESC is `␛`). Bidi controls, line separators and
/// invisible spaces become `�`. Joiners stay: emoji need them.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => ' ',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('�'),
            '\u{7f}' => '␡',
            '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => {
                '�'
            }
            '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '�',
            '\u{fff9}'..='\u{fffb}' => '�',
            _ => c,
        })
        .collect()
}
