//! The names of characters that nobody sees: no-break spaces, zero-width characters, bidi marks.

use super::Text;
use crate::phrase;

/// The code and the name of a character that is invisible, or looks like an ordinary space.
pub fn invisible_name(c: char) -> Option<String> {
    let name = match c {
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "Arabic letter mark",
        '\u{2000}'..='\u{200a}' => "typographic space",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "bidi control",
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "ideographic space",
        '\u{feff}' => "byte order mark",
        _ => return None,
    };
    Some(format!("U+{:04X} {name}", u32::from(c)))
}

/// The remark that names each invisible character of a message once; `None` for a message without
/// any. No-break spaces where French has them (`Quoi ?`, `« a »`) are not named.
pub fn invisible_characters(message: &str) -> Option<Text> {
    if message.is_ascii() {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let mut before = ' ';
    let mut rest = message.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next().unwrap_or(' ');
        let name = invisible_name(c).filter(|_| !is_french_space(before, c, next));
        names.extend(name.filter(|name| !names.contains(name)));
        before = c;
    }
    let list = names.join(", ");
    (!names.is_empty()).then(|| phrase!("it has {characters} in it", characters = list))
}

fn is_french_space(before: char, c: char, next: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
        && (before == '«' || ":;!?»%€".contains(next) || before.is_ascii_digit())
}
