//! A text as it can be drawn: what no font has is taken out before anything is laid out.

use super::{emoji, faces};
use crate::text::emoji::{EMOJI_SELECTOR, segments};
use unicode_properties::UnicodeEmoji;
use unicode_segmentation::UnicodeSegmentation;

/// No card shows more; a title of megabytes costs no more than this.
const MOST_BYTES: usize = 4096;

/// A letter with its tone marks has fewer; the rest would only be piled up.
const MOST_MARKS: usize = 6;

/// The text without what cannot be drawn: symbols go, an emoji that is too new becomes its
/// base or goes. `None` when letters or digits would have to go, for then it says something
/// else. White space is single, and none stands at either end.
pub fn drawable(text: &str) -> Option<String> {
    let end = text.floor_char_boundary(MOST_BYTES);
    let mut out = String::with_capacity(end);
    for segment in segments(&text[..end]) {
        if segment.is_emoji {
            out.push_str(emoji::closest(segment.text).unwrap_or_default());
        } else {
            for grapheme in segment.text.graphemes(true) {
                push(&mut out, grapheme)?;
            }
        }
    }
    out.truncate(out.trim_end().len());
    Some(out)
}

/// Whether every letter and digit can be drawn, and there is something. Asks for no emoji, whose
/// font is the largest.
pub fn is_readable(text: &str) -> bool {
    let end = text.floor_char_boundary(MOST_BYTES);
    let letter = |c: &char| c.is_alphanumeric();
    let mut parts = segments(&text[..end]).filter(|part| !part.is_emoji);
    let known = parts.all(|part| {
        let mut letters = part.text.chars().filter(letter);
        letters.all(|c| faces::of(&[c]).is_some() || c.is_emoji_char())
    });
    known && !text.trim().is_empty()
}

fn push(out: &mut String, grapheme: &str) -> Option<()> {
    let chars: Vec<char> = grapheme.chars().take(1 + MOST_MARKS).collect();
    let base = *chars.first()?;
    if base.is_whitespace() || base.is_control() {
        if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            let kept = matches!(base, '\u{a0}' | '\u{202f}' | '\u{2007}');
            out.push(if kept { base } else { ' ' });
        }
        return Some(());
    }
    if faces::of(&chars).is_some() {
        out.extend(chars);
    } else if faces::of(&[base]).is_some() {
        out.push(base);
    } else if emoji::has(base) {
        out.extend([base, EMOJI_SELECTOR]);
    } else if base.is_alphanumeric() {
        return None;
    }
    Some(())
}

/// The words, and the emoji that stood before and after them.
pub fn apart(text: &str) -> (&str, Vec<&str>) {
    let mut parts: Vec<_> = segments(text).collect();
    let blank = |text: &str| text.trim().is_empty();
    let first = parts
        .iter()
        .position(|part| !part.is_emoji && !blank(part.text));
    let Some(first) = first else {
        parts.retain(|part| part.is_emoji);
        return ("", parts.iter().map(|part| part.text).collect());
    };
    let last = parts
        .iter()
        .rposition(|part| !part.is_emoji && !blank(part.text));
    let last = last.unwrap_or(first);
    let outside = parts[..first].iter().chain(&parts[last + 1..]);
    let emoji = outside.filter(|part| part.is_emoji).map(|part| part.text);
    let emoji = emoji.collect();
    let length = |parts: &[crate::text::emoji::EmojiSegment]| -> usize {
        parts.iter().map(|part| part.text.len()).sum()
    };
    let (start, end) = (length(&parts[..first]), length(&parts[..=last]));
    (text[start..end].trim(), emoji)
}
