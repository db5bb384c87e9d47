//! Finds the glyph of the colour font that shows an emoji.
//!
//! Takes the text of one emoji and gives a glyph, or nothing for an emoji that is newer than the
//! font. Draws nothing.

use super::fonts;
use super::shaping::shape;
use skrifa::{GlyphId, MetadataProvider};

/// The part of an emoji that the font can draw: the whole sequence, or else its first character.
pub(super) fn drawable_part(emoji: &str) -> Option<&str> {
    let base = emoji.chars().next()?;
    let parts = [emoji, &emoji[..base.len_utf8()]];
    parts.into_iter().find(|part| emoji_glyph(part).is_some())
}

/// Whether a single character has a colour glyph.
pub(super) fn has_emoji_glyph(c: char) -> bool {
    emoji_glyph(c.encode_utf8(&mut [0; 4])).is_some()
}

/// The colour glyph of an emoji; `None` where the font needs several glyphs, or has none.
pub(super) fn emoji_glyph(emoji: &str) -> Option<GlyphId> {
    let font = fonts::emoji_font()?;
    let glyphs = shape(font, emoji, false).glyphs;
    let [glyph] = glyphs[..] else { return None };
    font.font_ref()?.color_glyphs().get(glyph.id)?;
    Some(glyph.id)
}
