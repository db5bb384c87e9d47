//! Finds the emoji in a text.
//!
//! One emoji is one picture on a reader's screen: a ZWJ family, a flag and a keycap are one
//! each; a skin tone and a variation selector belong to the emoji that they change. The rule is
//! UTS #51, with the exceptions that [`segments`] lists. No table here names single emoji.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;
use unicode_properties::UnicodeEmoji;
use unicode_properties::emoji::EmojiStatus::{
    EmojiPresentation, EmojiPresentationAndEmojiComponent,
    EmojiPresentationAndModifierAndEmojiComponent, EmojiPresentationAndModifierBase,
};
use unicode_segmentation::UnicodeSegmentation;

#[cfg(test)]
mod tests;

/// U+FE0E: shows the character before it as text.
const TEXT_SELECTOR: char = '\u{FE0E}';
/// U+FE0F: shows the character before it as an emoji.
pub const EMOJI_SELECTOR: char = '\u{FE0F}';
/// U+20E3: makes a keycap of the character before it.
const KEYCAP: char = '\u{20E3}';

/// A stretch of text that is one emoji, or holds none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmojiSegment<'a> {
    /// The stretch itself, never empty.
    pub text: &'a str,
    /// Whether it is one emoji.
    pub is_emoji: bool,
}

/// Cuts `text` into single emoji and the longest stretches between them, in order; joined, they
/// are `text`.
///
/// A character with U+FE0F, a skin tone or a keycap after it is an emoji where UTS #51 has such a
/// sequence; with U+FE0E it is text. Without any of these:
///
/// - a character that Unicode shows as a picture by default is an emoji (🚀 ⌚ ⭐);
/// - so is every other emoji from U+1F000 on (🛰 🛡 🗞 🖥 🕹) and every pictograph from U+2600 to
///   U+27BF (☁ ✈ ✏ ❤ ☀), because keyboards omit U+FE0F for them; but ☎ ♀ ♂ and the arrow ➡ are
///   text;
/// - the rest is text: © ® ™ ‼ ⁉ ℹ Ⓜ ▪ ▶, arrows, and digits, `#` and `*`, which only a keycap
///   turns into an emoji.
pub fn segments(text: &str) -> impl Iterator<Item = EmojiSegment<'_>> {
    let mut done = 0;
    let mut next = find_next(text, 0);
    iter::from_fn(move || {
        let (end, is_emoji) = match &next {
            Some(found) if found.start == done => (found.end, true),
            Some(found) => (found.start, false),
            None if done == text.len() => return None,
            None => (text.len(), false),
        };
        let segment = EmojiSegment {
            text: &text[done..end],
            is_emoji,
        };
        if is_emoji {
            next = find_next(text, end);
        }
        done = end;
        Some(segment)
    })
}

/// Whether there is an emoji in `text`. In a Latin-1 text, this only searches for three bytes.
pub fn has_emoji(text: &str) -> bool {
    find_next(text, 0).is_some()
}

/// The emoji of `text`, in order.
pub fn find_all(text: &str) -> Vec<&str> {
    segments(text)
        .filter(|segment| segment.is_emoji)
        .map(|segment| segment.text)
        .collect()
}

/// The emoji of `text` as a key to compare by, equal with and without U+FE0F; empty when there
/// is no emoji.
pub fn key(text: &str) -> String {
    let emoji = segments(text).filter(|segment| segment.is_emoji);
    let chars = emoji.flat_map(|segment| segment.text.chars());
    chars.filter(|c| *c != EMOJI_SELECTOR).collect()
}

/// `text` without its emoji. The white space around an emoji becomes a single space, and none at
/// either end, after an opening bracket or before a closing mark. Two words with nothing but an
/// emoji between them get a space.
pub fn strip(text: &str) -> Cow<'_, str> {
    if !has_emoji(text) {
        return Cow::Borrowed(text);
    }
    let mut stripped = String::with_capacity(text.len());
    let mut has_gap = false;
    for segment in segments(text) {
        if segment.is_emoji {
            has_gap = true;
        } else if !has_gap {
            stripped.push_str(segment.text);
        } else if !segment.text.trim_start().is_empty() {
            push_after_gap(&mut stripped, segment.text);
            has_gap = false;
        }
    }
    if has_gap {
        stripped.truncate(stripped.trim_end().len());
    }
    Cow::Owned(stripped)
}

/// Appends `text` where an emoji was removed before it, with the white space that belongs
/// between.
fn push_after_gap(stripped: &mut String, text: &str) {
    let after = text.trim_start();
    let before = stripped.trim_end();
    let space_before = stripped[before.len()..].chars().next_back();
    let space_after = text[..text.len() - after.len()].chars().next();
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let is_opening = left.is_none_or(|c| "([{«“‘¿¡".contains(c));
    let is_closing = right.is_some_and(|c| ".,;:!?…)]}»”’".contains(c));
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let space = match (space_before, space_after) {
        (space, _) if is_opening => space.filter(|_| left.is_some()),
        (_, None) if is_closing => None,
        (before, after) => after
            .or(before)
            .or((is_word(left) && is_word(right)).then_some(' ')),
    };
    stripped.truncate(before.len());
    stripped.extend(space);
    stripped.push_str(after);
}

/// The first emoji of `text` that begins at byte `from` or later. `from` is at the edge of an
/// emoji, or of any character before it.
fn find_next(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = &text.as_bytes()[from..];
    memchr::memchr3_iter(0xE2, 0xEF, 0xF0, bytes).find_map(|hit| emoji_at(text, from + hit))
}

/// The emoji to which the character at byte `hit` belongs, if any.
///
/// Every emoji has a character whose first byte is E2, EF or F0: its own first one, or the U+FE0F
/// or U+20E3 after it, and then the emoji begins one character earlier. From left to right, two
/// emoji never overlap: an emoji takes all such characters after it.
pub(super) fn emoji_at(text: &str, hit: usize) -> Option<Range<usize>> {
    if is_punctuation(&text.as_bytes()[hit..]) {
        return None;
    }
    let mut start = hit;
    if text[hit..].starts_with([EMOJI_SELECTOR, KEYCAP]) {
        start -= text[..hit].chars().next_back()?.len_utf8();
    }
    let rest = &text[start..];
    if !starts_with_emoji(rest) {
        return None;
    }
    let cluster = rest.graphemes(true).next()?;
    Some(start..start + cluster.len())
}

/// Whether a character from U+2000 to U+207F begins here, which is nearly always a quote or a
/// dash. For those that U+FE0F makes an emoji, the U+FE0F is found instead.
fn is_punctuation(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80 | 0x81, ..])
}

/// Whether `text` starts with an emoji, by the rule of [`segments`].
fn starts_with_emoji(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(c) = chars.next() else { return false };
    let can_be_keycap = matches!(c, '0'..='9' | '#' | '*');
    match chars.next() {
        Some(TEXT_SELECTOR) => false,
        Some(KEYCAP) => can_be_keycap || is_emoji_alone(c),
        Some(EMOJI_SELECTOR) if can_be_keycap => chars.next() == Some(KEYCAP),
        Some(EMOJI_SELECTOR) => c.is_emoji_char(),
        _ => is_emoji_alone(c),
    }
}

/// Whether `c` is an emoji without a selector.
fn is_emoji_alone(c: char) -> bool {
    match c {
        '\0'..'\u{231A}' | '☎' | '♀' | '♂' | '➡' => false,
        '\u{2600}'..='\u{27BF}' | '\u{1F000}'.. => c.is_emoji_char(),
        _ => matches!(
            c.emoji_status(),
            EmojiPresentation
                | EmojiPresentationAndModifierBase
                | EmojiPresentationAndEmojiComponent
                | EmojiPresentationAndModifierAndEmojiComponent
        ),
    }
}
