//! Characters that HTML and XML have no way to write, and what stands for them.
//!
//! Control characters (but tab and the ends of lines) become a space, as browsers show most
//! of them; noncharacters become U+FFFD, as CommonMark has it for NUL.

use std::borrow::Cow;

/// `text` as it can be written: HTML forbids these characters, XML 1.0 most of them, escaped
/// or not (WHATWG HTML 13.1.4, XML 1.0 2.2).
pub fn writable(text: &str) -> Cow<'_, str> {
    match forbidden(text) {
        None => Cow::Borrowed(text),
        Some((at, _)) => {
            let rest = text[at..].chars().map(|c| replacement(c).unwrap_or(c));
            Cow::Owned(text[..at].chars().chain(rest).collect())
        }
    }
}

/// The first character of `text` that cannot be written, and its byte.
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).step_by(PIECE_BYTES).find_map(|start| {
        let end = bytes.len().min(start + PIECE_BYTES);
        let pairs = bytes[start..end].iter().zip(&bytes[start + 1..]);
        // all bytes are looked at, which is quicker than to stop
        let odd = pairs.fold(false, |any, (byte, next)| any | is_odd(*byte, *next));
        if !odd && (end < bytes.len() || !is_odd(bytes[end - 1], 0)) {
            return None;
        }
        let start = text.floor_char_boundary(start);
        let mut chars = text[start..text.ceil_char_boundary(end)].char_indices();
        chars.find_map(|(at, c)| replacement(c).map(|_| (start + at, c)))
    })
}

const PIECE_BYTES: usize = 64;

/// Whether two bytes may be of a character that cannot be written. All of those are here; what
/// else is has few in any text.
#[inline]
fn is_odd(byte: u8, next: u8) -> bool {
    let space = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    let control = ((byte < 0x20) & !space) | (byte == 0x7F) | ((byte == 0xC2) & (next < 0xA0));
    control | ((byte == 0xBF) & (next >= 0xBE)) | ((byte == 0xB7) & (0x90..0xB0).contains(&next))
}

fn replacement(c: char) -> Option<char> {
    let code = u32::from(c);
    if matches!(c, '\t' | '\n' | '\r') {
        None
    } else if c.is_control() {
        Some(' ')
    } else {
        // the last two of each plane, and a block of Arabic's (Unicode 23.7)
        let noncharacter = code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF);
        noncharacter.then_some('\u{FFFD}')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_stays() {
        for text in [
            "",
            "a\tb\r\nc",
            "« é\u{a0}» 🚀\u{feff}\u{fffd}",
            "\u{10fffd}",
        ] {
            assert!(matches!(writable(text), Cow::Borrowed(same) if same == text));
            assert_eq!(forbidden(text), None);
        }
    }

    #[test]
    fn what_cannot_has_something_in_its_place() {
        for (text, expected) in [
            ("a\u{1}b", "a b"),
            ("\u{0}\u{b}\u{c}\u{1f}\u{7f}", "     "),
            ("é\u{80}é\u{85}\u{9f}", "é é  "),
            (
                "\u{fdd0}\u{fdef}\u{fffe}\u{ffff}",
                "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("🚀\u{1fffe}\u{10ffff}", "🚀\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(writable(text), expected);
        }
        assert_eq!(forbidden("é\u{1b}["), Some((2, '\u{1b}')));
        for before in 0..2 * PIECE_BYTES {
            for odd in ['\u{85}', '\u{0}', '\u{fdd0}', '\u{ffff}', '\u{1fffe}'] {
                let text = "é".repeat(before / 2) + &"a".repeat(before % 2);
                assert_eq!(forbidden(&format!("{text}{odd}")), Some((before, odd)));
                assert_eq!(forbidden(&format!("{text}{odd}é")), Some((before, odd)));
            }
        }
    }
}
