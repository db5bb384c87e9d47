//! Finds and replaces the characters that HTML and XML cannot hold.
//!
//! Control characters (but tab and line ends) become a space, as browsers show most of them.
//! Noncharacters become U+FFFD, as CommonMark does for NUL.

use std::borrow::Cow;

#[cfg(test)]
mod tests;

/// Bytes that are tested together.
const BLOCK_BYTES: usize = 64;

/// `text` with every forbidden character replaced. HTML forbids these characters, XML 1.0 most of
/// them, escaped or not (WHATWG HTML 13.1.4, XML 1.0 2.2).
pub fn replace_forbidden(text: &str) -> Cow<'_, str> {
    match find_forbidden(text) {
        None => Cow::Borrowed(text),
        Some((at, _)) => {
            let rest = text[at..].chars().map(|c| replacement(c).unwrap_or(c));
            Cow::Owned(text[..at].chars().chain(rest).collect())
        }
    }
}

/// The byte and the character of the first forbidden character of `text`.
pub fn find_forbidden(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).step_by(BLOCK_BYTES).find_map(|start| {
        let end = bytes.len().min(start + BLOCK_BYTES);
        let pairs = bytes[start..end].iter().zip(&bytes[start + 1..]);
        // a fold over all bytes is faster than an early stop
        let has_suspect = pairs.fold(false, |any, (byte, next)| any | is_suspect(*byte, *next));
        if !has_suspect && (end < bytes.len() || !is_suspect(bytes[end - 1], 0)) {
            return None;
        }
        let start = text.floor_char_boundary(start);
        let mut chars = text[start..text.ceil_char_boundary(end)].char_indices();
        chars.find_map(|(at, c)| replacement(c).map(|_| (start + at, c)))
    })
}

/// Whether two bytes may be part of a forbidden character. Never misses one; other characters
/// that it suspects are rare.
#[inline]
fn is_suspect(byte: u8, next: u8) -> bool {
    let space = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    let control = ((byte < 0x20) & !space) | (byte == 0x7F) | ((byte == 0xC2) & (next < 0xA0));
    control | ((byte == 0xBF) & (next >= 0xBE)) | ((byte == 0xB7) & (0x90..0xB0).contains(&next))
}

/// The character that replaces `c`; `None` when `c` is allowed.
fn replacement(c: char) -> Option<char> {
    let code = u32::from(c);
    if matches!(c, '\t' | '\n' | '\r') {
        None
    } else if c.is_control() {
        Some(' ')
    } else {
        // the last two of each plane, and a block among Arabic (Unicode 23.7)
        let is_noncharacter = code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF);
        is_noncharacter.then_some('\u{FFFD}')
    }
}
