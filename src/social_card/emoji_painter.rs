//! Paints a colour emoji from its layers and gradients (COLR version 1, OpenType 1.9.1).
//!
//! Takes a glyph of the colour font and a size, gives a square of pixels. Does not choose the
//! glyph.

use super::fonts::{self, FontFace};
use super::glyph_outline::glyph_outline;
use skrifa::color::{Brush, ColorPainter, ColorStop, CompositeMode, Extend, Transform as Matrix};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::types::BoundingBox;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LinearGradient, Mask, Paint, Path, PathBuilder,
    Pixmap, PixmapPaint, Point, RadialGradient, Shader, SpreadMode, SweepGradient, Transform,
};

/// Paints an emoji on a transparent square with sides of `size` pixels.
pub(super) fn paint_emoji(glyph: GlyphId, size: u32) -> Option<Pixmap> {
    let face = fonts::emoji_font()?;
    let font = face.font_ref()?;
    let color_glyph = font.color_glyphs().get(glyph)?;
    let bounds = color_glyph.bounding_box(LocationRef::default(), Size::unscaled());
    let mut painter = EmojiPainter {
        palette: font
            .color_palettes()
            .get(0)?
            .colors()
            .iter()
            .map(palette_colour)
            .collect(),
        font,
        transforms: vec![fit_in_square(face, bounds, size as f32)],
        layers: vec![Pixmap::new(size, size)?],
        clips: Vec::new(),
    };
    color_glyph
        .paint(LocationRef::default(), &mut painter)
        .ok()?;
    painter.layers.into_iter().next()
}

/// Maps font units to pixels of a square that holds the whole emoji, with y downwards.
fn fit_in_square(face: &FontFace, bounds: Option<BoundingBox<f32>>, size: f32) -> Transform {
    let bounds = bounds.unwrap_or(BoundingBox {
        x_min: 0.0,
        y_min: -0.25 * face.units_per_em,
        x_max: 1.25 * face.units_per_em,
        y_max: face.units_per_em,
    });
    let (width, height) = (bounds.x_max - bounds.x_min, bounds.y_max - bounds.y_min);
    let scale = size / width.max(height).max(1.25 * face.units_per_em);
    let x = (size - scale * width) / 2.0 - scale * bounds.x_min;
    let y = (size + scale * height) / 2.0 + scale * bounds.y_min;
    Transform::from_row(scale, 0.0, 0.0, -scale, x, y)
}

fn palette_colour(colour: &skrifa::raw::tables::cpal::ColorRecord) -> Color {
    Color::from_rgba8(colour.red, colour.green, colour.blue, colour.alpha)
}

/// State while an emoji is painted: skrifa calls its methods for each part of the glyph.
struct EmojiPainter<'a> {
    font: FontRef<'a>,
    palette: Vec<Color>,
    /// Never empty. The last one applies.
    transforms: Vec<Transform>,
    /// Never empty, all of one size. The last one is painted on.
    layers: Vec<Pixmap>,
    /// Each mask is the intersection with all clips before it; `None` where nothing is masked.
    clips: Vec<Option<Mask>>,
}

impl EmojiPainter<'_> {
    fn transform(&self) -> Transform {
        self.transforms.last().copied().unwrap_or_default()
    }

    fn colour(&self, index: u16, alpha: f32) -> Color {
        let mut colour = self
            .palette
            .get(usize::from(index))
            .copied()
            .unwrap_or(Color::BLACK);
        colour.apply_opacity(alpha);
        colour
    }

    fn gradient_stops(&self, stops: &[ColorStop]) -> Vec<GradientStop> {
        let stop = |stop: &ColorStop| {
            GradientStop::new(stop.offset, self.colour(stop.palette_index, stop.alpha))
        };
        stops.iter().map(stop).collect()
    }

    fn last_colour(&self, stops: &[ColorStop]) -> Color {
        let last = stops.last();
        last.map_or(Color::TRANSPARENT, |stop| {
            self.colour(stop.palette_index, stop.alpha)
        })
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
                let stops = self.gradient_stops(color_stops);
                let (p0, p1) = (point(p0), point(p1));
                (
                    LinearGradient::new(p0, p1, stops, spread_mode(*extend), transform),
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
                let stops = self.gradient_stops(color_stops);
                let (r0, r1) = (r0.max(0.0), r1.max(0.0));
                let (c0, c1) = (point(c0), point(c1));
                (
                    RadialGradient::new(c0, r0, c1, r1, stops, spread_mode(*extend), transform),
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
                let stops = self.gradient_stops(color_stops);
                let (c0, extend) = (point(c0), spread_mode(*extend));
                (
                    SweepGradient::new(c0, *start_angle, *end_angle, stops, extend, transform),
                    color_stops,
                )
            }
        };
        // a gradient of length 0 has its last colour everywhere
        gradient.unwrap_or_else(|| Shader::SolidColor(self.last_colour(stops)))
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

    /// The whole layer as a path, in the units of the current transform.
    fn layer_path(&self) -> Option<Path> {
        let size = self.layers.last()?.width() as f32;
        let rect = tiny_skia::Rect::from_xywh(0.0, 0.0, size, size)?;
        PathBuilder::from_rect(rect).transform(self.transform().invert()?)
    }

    /// Intersects the current clip with the outline of a glyph.
    fn clip_to_glyph(&self, glyph: GlyphId) -> Option<Mask> {
        let size = self.layers.last()?.width();
        let mut mask = Mask::new(size, size)?;
        let Some(path) = glyph_outline(&self.font, glyph) else {
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

impl ColorPainter for EmojiPainter<'_> {
    fn push_transform(&mut self, matrix: Matrix) {
        self.transforms
            .push(self.transform().pre_concat(matrix_transform(matrix)));
    }

    fn pop_transform(&mut self) {
        self.transforms.pop();
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let clip = self.clip_to_glyph(glyph);
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
        if let Some(path) = self.layer_path() {
            self.fill_path(&path, shader);
        }
    }

    fn fill_glyph(&mut self, glyph: GlyphId, matrix: Option<Matrix>, brush: Brush<'_>) {
        let shader = self.shader(&brush, matrix.map(matrix_transform).unwrap_or_default());
        if let Some(path) = glyph_outline(&self.font, glyph) {
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
            blend_mode: blend_mode(mode),
            ..PixmapPaint::default()
        };
        let clip = self.clips.last().and_then(Option::as_ref);
        if let Some(layer) = self.layers.last_mut() {
            layer.draw_pixmap(0, 0, top.as_ref(), &paint, Transform::identity(), clip);
        }
    }
}

fn matrix_transform(matrix: Matrix) -> Transform {
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

fn spread_mode(extend: Extend) -> SpreadMode {
    match extend {
        Extend::Repeat => SpreadMode::Repeat,
        Extend::Reflect => SpreadMode::Reflect,
        _ => SpreadMode::Pad,
    }
}

fn blend_mode(mode: CompositeMode) -> BlendMode {
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
