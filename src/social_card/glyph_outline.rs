//! Converts the outline of a glyph to a path that tiny-skia can fill.
//!
//! Takes a font and a glyph, gives a path in font units. Knows nothing of colours and places.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

/// Gives the outline of a glyph in font units; `None` for a blank glyph.
pub(super) fn glyph_outline(font: &FontRef, glyph: GlyphId) -> Option<Path> {
    let mut pen = PathPen::default();
    let outline = font.outline_glyphs().get(glyph)?;
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    // never fails with the fonts of this program: a test draws all their glyphs
    let _ = outline.draw(settings, &mut pen);
    pen.0.finish()
}

#[derive(Default)]
struct PathPen(PathBuilder);

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx: f32, cy: f32, dx: f32, dy: f32, x: f32, y: f32) {
        self.0.cubic_to(cx, cy, dx, dy, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
