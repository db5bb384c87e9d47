//! Shapes text with one font: characters → glyphs with their positions.
//!
//! Takes a font, text of one script and its direction. Widths and positions are parts of an em.
//! Knows nothing of lines and emoji.

use super::fonts::FontFace;
use harfrust::{Buffer, BufferFlags, ShapeOptions, ShaperFont};
use skrifa::GlyphId;

/// A glyph and its position.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedGlyph {
    pub id: GlyphId,
    /// Distance to the right of the start of the run.
    pub x: f32,
    /// Distance above the baseline.
    pub y: f32,
}

/// Neighbouring glyphs of one font and one direction.
pub(super) struct GlyphRun {
    /// Font of the letters; `None` for an emoji.
    pub font: Option<&'static FontFace>,
    pub glyphs: Vec<PlacedGlyph>,
    pub width: f32,
    /// Number of glyphs that the font lacks. Always 0 for text from
    /// [`super::drawable_text::drawable_text`].
    pub missing: usize,
}

/// Shapes text. A character without a glyph is skipped: it takes no room.
pub(super) fn shape(font: &'static FontFace, text: &str, right_to_left: bool) -> GlyphRun {
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(match right_to_left {
        true => harfrust::Direction::RightToLeft,
        false => harfrust::Direction::LeftToRight,
    });
    buffer.set_flags(
        BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE,
    );
    let mut run = GlyphRun {
        font: Some(font),
        glyphs: Vec::new(),
        width: 0.0,
        missing: 0,
    };
    let shaper_font = ShaperFont::new(&font.shaper_data);
    if harfrust::shape(&shaper_font, &mut buffer, ShapeOptions::default()).is_err() {
        return run;
    }
    let ems = |units: i32| units as f32 / font.units_per_em;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        if info.glyph_id == 0 {
            run.missing += 1;
            continue;
        }
        run.glyphs.push(PlacedGlyph {
            id: GlyphId::new(info.glyph_id),
            x: run.width + ems(position.x_offset),
            y: ems(position.y_offset),
        });
        run.width += ems(position.x_advance);
    }
    run
}
