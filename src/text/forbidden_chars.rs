//! Finds and replaces the characters that HTML and XML cannot hold.
//!
//! Control characters (but tab and line ends) become a space, as browsers show most of them.
//! Noncharacters become U+FFFD, as CommonMark does for NUL.

use memchr::memchr_iter;
use std::borrow::Cow;

#[cfg(test)]
mod tests;

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
    if !may_have_forbidden(text.as_bytes()) {
        return None;
    }
    let mut chars = text.char_indices();
    chars.find(|(_, c)| replacement(*c).is_some())
}

/// A quick test. Never misses a forbidden character; other characters that it suspects are rare.
fn may_have_forbidden(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| {
        (byte == 0x7F) | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
    };
    // a fold over all bytes is faster than an early stop
    if bytes
        .iter()
        .fold(false, |any, byte| any | is_control(*byte))
    {
        return true;
    }
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    // U+0080 to U+009F, the last two of each plane, and U+FDD0 to U+FDEF
    !bytes.is_ascii()
        && (memchr_iter(0xC2, bytes).any(|at| next(at) < 0xA0)
            || memchr_iter(0xBF, bytes).any(|at| next(at) >= 0xBE)
            || memchr_iter(0xB7, bytes).any(|at| (0x90..0xB0).contains(&next(at))))
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
