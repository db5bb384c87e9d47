//! Where the emoji are in a text.
//!
//! One emoji is what a reader sees as one picture: a ZWJ family, a flag, a keycap, a
//! skin tone and a variation selector belong to the emoji that they change. The rule is
//! UTS #51, bent where people type: see [`segments`]. Nothing here names an emoji.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use unicode_properties::UnicodeEmoji;
use unicode_properties::emoji::EmojiStatus::{
    EmojiPresentation, EmojiPresentationAndEmojiComponent,
    EmojiPresentationAndModifierAndEmojiComponent, EmojiPresentationAndModifierBase,
};
use unicode_segmentation::UnicodeSegmentation;

const TEXT_STYLE: char = '\u{FE0E}';
pub const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// A stretch of text that is one emoji, or holds none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The stretch itself, never empty.
    pub text: &'a str,
    /// Whether it is one emoji.
    pub emoji: bool,
}

/// Cuts `text` into single emoji and the longest stretches between them, in order; put
/// together again they are `text`.
///
/// A character with U+FE0F, a skin tone or a keycap after it is an emoji where UTS #51
/// has such a sequence, and with U+FE0E it is text. Without any of these:
///
/// - what Unicode shows as a picture by default is an emoji (🚀 ⌚ ⭐);
/// - so is every other emoji from U+1F000 on (🛰 🛡 🗞 🖥 🕹) and every pictograph from
///   U+2600 to U+27BF (☁ ✈ ✏ ❤ ☀), because keyboards leave U+FE0F out of them; but ☎ ♀ ♂
///   and the arrow ➡ are text;
/// - the rest is text: © ® ™ ‼ ⁉ ℹ Ⓜ ▪ ▶, arrows, and digits, `#` and `*`, which only a
///   keycap turns into an emoji.
pub fn segments(text: &str) -> impl Iterator<Item = Segment<'_>> {
    let mut done = 0;
    let mut next = find(text, 0);
    iter::from_fn(move || {
        let (end, emoji) = match &next {
            Some(found) if found.start == done => (found.end, true),
            Some(found) => (found.start, false),
            None if done == text.len() => return None,
            None => (text.len(), false),
        };
        let segment = Segment {
            text: &text[done..end],
            emoji,
        };
        if emoji {
            next = find(text, end);
        }
        done = end;
        Some(segment)
    })
}

/// Whether there is an emoji in `text`. Latin-1 text is only searched for three bytes.
pub fn has(text: &str) -> bool {
    find(text, 0).is_some()
}

/// The emoji of `text`, in order.
pub fn sequence(text: &str) -> Vec<&str> {
    segments(text)
        .filter(|segment| segment.emoji)
        .map(|segment| segment.text)
        .collect()
}

/// The emoji of `text` as one name, the same with and without U+FE0F; empty without one.
pub fn name(text: &str) -> String {
    let emoji = segments(text).filter(|segment| segment.emoji);
    let chars = emoji.flat_map(|segment| segment.text.chars());
    chars.filter(|c| *c != EMOJI_STYLE).collect()
}

/// `text` without its emoji. The white space that was around one becomes a single space,
/// and none at either end, after an opening bracket or before a closing mark; between
/// two words that only an emoji kept apart, a space is put in.
pub fn strip(text: &str) -> Cow<'_, str> {
    if !has(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for segment in segments(text) {
        if segment.emoji {
            gap = true;
        } else if !gap {
            out.push_str(segment.text);
        } else if !segment.text.trim_start().is_empty() {
            join(&mut out, segment.text);
            gap = false;
        }
    }
    if gap {
        out.truncate(out.trim_end().len());
    }
    Cow::Owned(out)
}

/// Appends `text`, which an emoji kept apart from `out`.
fn join(out: &mut String, text: &str) {
    let after = text.trim_start();
    let before = out.trim_end();
    let space_before = out[before.len()..].chars().next_back();
    let space_after = text[..text.len() - after.len()].chars().next();
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let opening = left.is_none_or(|c| "([{«“‘¿¡".contains(c));
    let closing = right.is_some_and(|c| ".,;:!?…)]}»”’".contains(c));
    let words = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let space = match (space_before, space_after) {
        (space, _) if opening => space.filter(|_| left.is_some()),
        (_, None) if closing => None,
        (before, after) => after
            .or(before)
            .or((words(left) && words(right)).then_some(' ')),
    };
    out.truncate(before.len());
    out.extend(space);
    out.push_str(after);
}

/// The first emoji of `text` that starts at byte `from` or later, `from` being at the
/// edge of one or of any character before it.
fn find(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = &text.as_bytes()[from..];
    memchr::memchr3_iter(0xE2, 0xEF, 0xF0, bytes).find_map(|hit| at(text, from + hit))
}

/// The emoji that the character at byte `hit` gives away. Any emoji is given away by a
/// character whose first byte is E2, EF or F0: its own first one, or the U+FE0F or
/// U+20E3 after it, and then the emoji starts one character earlier. Going from left to
/// right, two emoji never overlap: an emoji takes all such characters after it.
pub(super) fn at(text: &str, hit: usize) -> Option<Range<usize>> {
    if is_punctuation(&text.as_bytes()[hit..]) {
        return None;
    }
    let mut start = hit;
    if text[hit..].starts_with([EMOJI_STYLE, KEYCAP]) {
        start -= text[..hit].chars().next_back()?.len_utf8();
    }
    let rest = &text[start..];
    if !starts(rest) {
        return None;
    }
    let cluster = rest.graphemes(true).next()?;
    Some(start..start + cluster.len())
}

/// Whether a character from U+2000 to U+207F begins here, which is nearly always a quote or
/// a dash. Those that U+FE0F makes an emoji are given away by that.
fn is_punctuation(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80 | 0x81, ..])
}

/// Whether `text` starts with an emoji; the rule of [`segments`].
fn starts(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(c) = chars.next() else { return false };
    let keycap = matches!(c, '0'..='9' | '#' | '*');
    match chars.next() {
        Some(TEXT_STYLE) => false,
        Some(KEYCAP) => keycap || pictured(c),
        Some(EMOJI_STYLE) if keycap => chars.next() == Some(KEYCAP),
        Some(EMOJI_STYLE) => c.is_emoji_char(),
        _ => pictured(c),
    }
}

/// Whether `c` is a picture without any help.
fn pictured(c: char) -> bool {
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

#[cfg(test)]
mod tests;
