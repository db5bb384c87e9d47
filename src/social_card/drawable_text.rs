//! Removes what no font can draw, and separates the words of a title from the emoji around them.
//!
//! Takes text as the author wrote it, gives text that the fonts can draw whole. Measures and
//! draws nothing.

use super::{emoji_glyphs, fonts};
use crate::text::emoji::{EMOJI_SELECTOR, EmojiSegment, segments};
use unicode_properties::UnicodeEmoji;
use unicode_segmentation::UnicodeSegmentation;

/// Longer text is cut here: no card shows more, and a title of megabytes costs no more.
const MAX_BYTES: usize = 4096;

/// Combining marks on one letter. No language needs more.
const MAX_COMBINING_MARKS: usize = 6;

/// The words of a title, and the emoji before and after them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SplitTitle<'t> {
    pub words: &'t str,
    pub outer_emoji: Vec<&'t str>,
}

/// Removes what cannot be drawn: symbols without a glyph, and emoji that are too new, of which
/// the first character stays if it can. Makes each white space single and trims the ends.
///
/// `None` when a letter or digit has no glyph, because the text would say something else.
pub(super) fn drawable_text(text: &str) -> Option<String> {
    let end = text.floor_char_boundary(MAX_BYTES);
    let mut drawable = String::with_capacity(end);
    for segment in segments(&text[..end]) {
        if segment.is_emoji {
            drawable.push_str(emoji_glyphs::drawable_part(segment.text).unwrap_or_default());
        } else {
            for grapheme in segment.text.graphemes(true) {
                push_grapheme(&mut drawable, grapheme)?;
            }
        }
    }
    drawable.truncate(drawable.trim_end().len());
    Some(drawable)
}

/// Whether the text is not blank and the fonts have all its letters and digits. Does not load
/// the emoji font, which is the largest.
pub(super) fn can_be_drawn(text: &str) -> bool {
    let end = text.floor_char_boundary(MAX_BYTES);
    let mut parts = segments(&text[..end]).filter(|part| !part.is_emoji);
    let has_all_letters = parts.all(|part| {
        let mut letters = part.text.chars().filter(|c| c.is_alphanumeric());
        letters.all(|c| fonts::font_for(&[c]).is_some() || c.is_emoji_char())
    });
    has_all_letters && !text.trim().is_empty()
}

/// Appends what can be drawn of a grapheme; `None` for a letter that cannot.
fn push_grapheme(drawable: &mut String, grapheme: &str) -> Option<()> {
    let chars: Vec<char> = grapheme.chars().take(1 + MAX_COMBINING_MARKS).collect();
    let base = *chars.first()?;
    if base.is_whitespace() || base.is_control() {
        if !drawable.is_empty() && !drawable.ends_with(char::is_whitespace) {
            let is_no_break = matches!(base, '\u{a0}' | '\u{202f}' | '\u{2007}');
            drawable.push(if is_no_break { base } else { ' ' });
        }
        return Some(());
    }
    if fonts::font_for(&chars).is_some() {
        drawable.extend(chars);
    } else if fonts::font_for(&[base]).is_some() {
        drawable.push(base);
    } else if emoji_glyphs::has_emoji_glyph(base) {
        drawable.extend([base, EMOJI_SELECTOR]);
    } else if base.is_alphanumeric() {
        return None;
    }
    Some(())
}

/// Separates the words of a title from the emoji before and after them.
pub(super) fn split_outer_emoji(text: &str) -> SplitTitle<'_> {
    let parts: Vec<EmojiSegment> = segments(text).collect();
    let is_words = |part: &EmojiSegment| !part.is_emoji && !part.text.trim().is_empty();
    let Some(first) = parts.iter().position(is_words) else {
        return SplitTitle {
            words: "",
            outer_emoji: emoji_of(&parts).collect(),
        };
    };
    let last = parts.iter().rposition(is_words).unwrap_or(first);
    let bytes =
        |parts: &[EmojiSegment]| -> usize { parts.iter().map(|part| part.text.len()).sum() };
    let (start, end) = (bytes(&parts[..first]), bytes(&parts[..=last]));
    SplitTitle {
        words: text[start..end].trim(),
        outer_emoji: emoji_of(&parts[..first])
            .chain(emoji_of(&parts[last + 1..]))
            .collect(),
    }
}

fn emoji_of<'t>(parts: &[EmojiSegment<'t>]) -> impl Iterator<Item = &'t str> {
    parts
        .iter()
        .filter(|part| part.is_emoji)
        .map(|part| part.text)
}
