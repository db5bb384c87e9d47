//! Emoji in colour: which glyph shows one, and its drawing (COLR version 1, OpenType 1.9.1).

use super::faces::{self, Face};
use super::line;
use skrifa::color::{Brush, ColorPainter, ColorStop, CompositeMode, Extend, Transform as Matrix};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::types::BoundingBox;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LinearGradient, Mask, Paint, Path, PathBuilder,
    Pixmap, PixmapPaint, Point, RadialGradient, Shader, SpreadMode, SweepGradient, Transform,
};

/// What can be drawn of an emoji: all of it, or the one that it was built from; nothing of one
/// that is newer than the font.
pub fn closest(emoji: &str) -> Option<&str> {
    let base = emoji.chars().next()?;
    let parts = [emoji, &emoji[..base.len_utf8()]];
    parts.into_iter().find(|part| glyph(part).is_some())
}

/// Whether one character has a picture of its own.
pub fn has(c: char) -> bool {
    glyph(c.encode_utf8(&mut [0; 4])).is_some()
}

/// The one glyph that shows an emoji.
pub fn glyph(emoji: &str) -> Option<GlyphId> {
    let face = faces::emoji()?;
    let glyphs = line::shaped(face, emoji, false).glyphs;
    let [glyph] = glyphs[..] else { return None };
    face.drawings()?.color_glyphs().get(glyph.id)?;
    Some(glyph.id)
}

/// An emoji on a transparent square, its sides `size` pixels.
pub fn picture(glyph: GlyphId, size: u32) -> Option<Pixmap> {
    let face: &'static Face = faces::emoji()?;
    let font = face.drawings()?;
    let drawing = font.color_glyphs().get(glyph)?;
    let bounds = drawing.bounding_box(LocationRef::default(), Size::unscaled());
    let mut painter = Painter {
        colours: font
            .color_palettes()
            .get(0)?
            .colors()
            .iter()
            .map(colour)
            .collect(),
        font,
        transforms: vec![square(face, bounds, size as f32)],
        layers: vec![Pixmap::new(size, size)?],
        clips: Vec::new(),
    };
    drawing.paint(LocationRef::default(), &mut painter).ok()?;
    painter.layers.into_iter().next()
}

/// From font units to a square that holds the drawing, the right way up.
fn square(face: &Face, bounds: Option<BoundingBox<f32>>, size: f32) -> Transform {
    let bounds = bounds.unwrap_or(BoundingBox {
        x_min: 0.0,
        y_min: -0.25 * face.em,
        x_max: 1.25 * face.em,
        y_max: face.em,
    });
    let (width, height) = (bounds.x_max - bounds.x_min, bounds.y_max - bounds.y_min);
    let scale = size / width.max(height).max(1.25 * face.em);
    let x = (size - scale * width) / 2.0 - scale * bounds.x_min;
    let y = (size + scale * height) / 2.0 + scale * bounds.y_min;
    Transform::from_row(scale, 0.0, 0.0, -scale, x, y)
}

fn colour(colour: &skrifa::raw::tables::cpal::ColorRecord) -> Color {
    Color::from_rgba8(colour.red, colour.green, colour.blue, colour.alpha)
}

/// Draws into the last of its layers.
struct Painter<'a> {
    font: FontRef<'a>,
    colours: Vec<Color>,
    transforms: Vec<Transform>,
    /// Never empty, all of one size.
    layers: Vec<Pixmap>,
    /// What is left of all clips before it; `None` for a box, which only says where a drawing is.
    clips: Vec<Option<Mask>>,
}

impl Painter<'_> {
    fn transform(&self) -> Transform {
        self.transforms.last().copied().unwrap_or_default()
    }

    fn colour(&self, index: u16, alpha: f32) -> Color {
        let mut colour = self
            .colours
            .get(usize::from(index))
            .copied()
            .unwrap_or(Color::BLACK);
        colour.apply_opacity(alpha);
        colour
    }

    fn outline(&self, glyph: GlyphId) -> Option<Path> {
        let mut pen = Pen::default();
        add_outline(&self.font, glyph, &mut pen);
        pen.0.finish()
    }

    fn stops(&self, stops: &[ColorStop]) -> Vec<GradientStop> {
        let stop = |stop: &ColorStop| {
            GradientStop::new(stop.offset, self.colour(stop.palette_index, stop.alpha))
        };
        stops.iter().map(stop).collect()
    }

    fn shader(&self, brush: &Brush, transform: Transform) -> Shader<'static> {
        let point = |point: &skrifa::raw::types::Point<f32>| Point::from_xy(point.x, point.y);
        let (gradient, stops) = match brush {
            Brush::Solid {
                palette_index,
                alpha,
            } => {
                return Shader::SolidColor(self.colour(*palette_index, *alpha));
            }
            Brush::LinearGradient {
                p0,
                p1,
                color_stops,
                extend,
            } => {
                let stops = self.stops(color_stops);
                let (p0, p1) = (point(p0), point(p1));
                (
                    LinearGradient::new(p0, p1, stops, spread(*extend), transform),
                    color_stops,
                )
            }
            Brush::RadialGradient {
                c0,
                r0,
                c1,
                r1,
                color_stops,
                extend,
            } => {
                let stops = self.stops(color_stops);
                let (r0, r1) = (r0.max(0.0), r1.max(0.0));
                let (c0, c1) = (point(c0), point(c1));
                (
                    RadialGradient::new(c0, r0, c1, r1, stops, spread(*extend), transform),
                    color_stops,
                )
            }
            Brush::SweepGradient {
                c0,
                start_angle,
                end_angle,
                color_stops,
                extend,
            } => {
                let stops = self.stops(color_stops);
                let (c0, extend) = (point(c0), spread(*extend));
                (
                    SweepGradient::new(c0, *start_angle, *end_angle, stops, extend, transform),
                    color_stops,
                )
            }
        };
        // a gradient between one point and itself is its last colour
        let last = || color_stops_end(self, stops);
        gradient.unwrap_or_else(|| Shader::SolidColor(last()))
    }

    fn fill_path(&mut self, path: &Path, shader: Shader) {
        let paint = Paint {
            shader,
            anti_alias: true,
            ..Paint::default()
        };
        let transform = self.transform();
        let clip = self.clips.last().and_then(Option::as_ref);
        if let Some(layer) = self.layers.last_mut() {
            layer.fill_path(path, &paint, FillRule::Winding, transform, clip);
        }
    }

    /// All of the layer, as a path in the present units.
    fn everything(&self) -> Option<Path> {
        let size = self.layers.last()?.width() as f32;
        let rect = tiny_skia::Rect::from_xywh(0.0, 0.0, size, size)?;
        PathBuilder::from_rect(rect).transform(self.transform().invert()?)
    }

    fn clip_to(&self, glyph: GlyphId) -> Option<Mask> {
        let size = self.layers.last()?.width();
        let mut mask = Mask::new(size, size)?;
        let Some(path) = self.outline(glyph) else {
            return Some(mask);
        };
        match self.clips.last().and_then(Option::as_ref) {
            Some(outer) => {
                mask = outer.clone();
                mask.intersect_path(&path, FillRule::Winding, true, self.transform());
            }
            None => mask.fill_path(&path, FillRule::Winding, true, self.transform()),
        }
        Some(mask)
    }
}

fn color_stops_end(painter: &Painter, stops: &[ColorStop]) -> Color {
    let last = stops.last();
    last.map_or(Color::TRANSPARENT, |stop| {
        painter.colour(stop.palette_index, stop.alpha)
    })
}

impl ColorPainter for Painter<'_> {
    fn push_transform(&mut self, matrix: Matrix) {
        self.transforms
            .push(self.transform().pre_concat(transform(matrix)));
    }

    fn pop_transform(&mut self) {
        self.transforms.pop();
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let clip = self.clip_to(glyph);
        self.clips.push(clip);
    }

    fn push_clip_box(&mut self, _: BoundingBox<f32>) {
        let outer = self.clips.last().cloned().flatten();
        self.clips.push(outer);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn fill(&mut self, brush: Brush<'_>) {
        let shader = self.shader(&brush, Transform::identity());
        if let Some(path) = self.everything() {
            self.fill_path(&path, shader);
        }
    }

    fn fill_glyph(&mut self, glyph: GlyphId, matrix: Option<Matrix>, brush: Brush<'_>) {
        let shader = self.shader(&brush, matrix.map(transform).unwrap_or_default());
        if let Some(path) = self.outline(glyph) {
            self.fill_path(&path, shader);
        }
    }

    fn push_layer(&mut self, _: CompositeMode) {
        let size = self.layers.last().map_or(1, Pixmap::width);
        self.layers.extend(Pixmap::new(size, size));
    }

    fn pop_layer_with_mode(&mut self, mode: CompositeMode) {
        if self.layers.len() < 2 {
            return;
        }
        let Some(top) = self.layers.pop() else { return };
        let paint = PixmapPaint {
            blend_mode: blend(mode),
            ..PixmapPaint::default()
        };
        let clip = self.clips.last().and_then(Option::as_ref);
        if let Some(layer) = self.layers.last_mut() {
            layer.draw_pixmap(0, 0, top.as_ref(), &paint, Transform::identity(), clip);
        }
    }
}

fn transform(matrix: Matrix) -> Transform {
    let Matrix {
        xx,
        yx,
        xy,
        yy,
        dx,
        dy,
    } = matrix;
    Transform::from_row(xx, yx, xy, yy, dx, dy)
}

fn spread(extend: Extend) -> SpreadMode {
    match extend {
        Extend::Repeat => SpreadMode::Repeat,
        Extend::Reflect => SpreadMode::Reflect,
        _ => SpreadMode::Pad,
    }
}

fn blend(mode: CompositeMode) -> BlendMode {
    match mode {
        CompositeMode::Clear => BlendMode::Clear,
        CompositeMode::Src => BlendMode::Source,
        CompositeMode::Dest => BlendMode::Destination,
        CompositeMode::DestOver => BlendMode::DestinationOver,
        CompositeMode::SrcIn => BlendMode::SourceIn,
        CompositeMode::DestIn => BlendMode::DestinationIn,
        CompositeMode::SrcOut => BlendMode::SourceOut,
        CompositeMode::DestOut => BlendMode::DestinationOut,
        CompositeMode::SrcAtop => BlendMode::SourceAtop,
        CompositeMode::DestAtop => BlendMode::DestinationAtop,
        CompositeMode::Xor => BlendMode::Xor,
        CompositeMode::Plus => BlendMode::Plus,
        CompositeMode::Screen => BlendMode::Screen,
        CompositeMode::Overlay => BlendMode::Overlay,
        CompositeMode::Darken => BlendMode::Darken,
        CompositeMode::Lighten => BlendMode::Lighten,
        CompositeMode::ColorDodge => BlendMode::ColorDodge,
        CompositeMode::ColorBurn => BlendMode::ColorBurn,
        CompositeMode::HardLight => BlendMode::HardLight,
        CompositeMode::SoftLight => BlendMode::SoftLight,
        CompositeMode::Difference => BlendMode::Difference,
        CompositeMode::Exclusion => BlendMode::Exclusion,
        CompositeMode::Multiply => BlendMode::Multiply,
        CompositeMode::HslHue => BlendMode::Hue,
        CompositeMode::HslSaturation => BlendMode::Saturation,
        CompositeMode::HslColor => BlendMode::Color,
        CompositeMode::HslLuminosity => BlendMode::Luminosity,
        _ => BlendMode::SourceOver,
    }
}

/// Adds the outline of a glyph in font units.
pub fn add_outline(font: &FontRef, glyph: GlyphId, pen: &mut Pen) {
    if let Some(outline) = font.outline_glyphs().get(glyph) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // a glyph of these fonts that cannot be drawn does not exist: a test draws them all
        let _ = outline.draw(settings, pen);
    }
}

/// Collects outlines.
#[derive(Default)]
pub struct Pen(pub PathBuilder);

impl OutlinePen for Pen {
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
