//! The pixels of a card: fills shapes, draws lines of text and emoji, and encodes the PNG.
//!
//! Positions are pixels from the upper left corner. Decides nothing about where things stand:
//! that is the layout's task.

use super::bidi_text::{EMOJI_WIDTH, TextLine};
use super::emoji_painter::paint_emoji;
use super::glyph_outline::glyph_outline;
use super::shaping::GlyphRun;
use super::{HEIGHT, WIDTH};
use crate::config::Colour;
use skrifa::GlyphId;
use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    Point, Rect, Shader, SpreadMode, Stroke, Transform,
};

/// Height of the middle of an emoji above the baseline, as a part of the font size: that of
/// capital letters.
const EMOJI_MIDDLE: f32 = 0.36;

pub(super) struct Canvas(Pixmap);

/// A rectangle in pixels; `x` and `y` are its upper left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rectangle {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// The two colours of a vertical gradient.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColourGradient {
    pub top: Colour,
    pub bottom: Colour,
}

impl Canvas {
    /// A canvas of one colour; `None` when there is no memory for it.
    pub(super) fn new(background: Colour) -> Option<Self> {
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT)?;
        pixmap.fill(skia_colour(background));
        Some(Canvas(pixmap))
    }

    pub(super) fn fill_rectangle(&mut self, area: Rectangle, colour: Colour) {
        if let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
            let path = PathBuilder::from_rect(rect);
            self.fill(&path, Shader::SolidColor(skia_colour(colour)));
        }
    }

    /// Fills a rectangle with rounded corners.
    pub(super) fn fill_rounded(&mut self, area: Rectangle, radius: f32, colours: ColourGradient) {
        let stops = vec![
            GradientStop::new(0.0, skia_colour(colours.top)),
            GradientStop::new(1.0, skia_colour(colours.bottom)),
        ];
        let start = Point::from_xy(area.x, area.y);
        let end = Point::from_xy(area.x + area.width / 2.0, area.y + area.height);
        let identity = Transform::identity();
        let shader = LinearGradient::new(start, end, stops, SpreadMode::Pad, identity);
        let shader = shader.unwrap_or(Shader::SolidColor(skia_colour(colours.top)));
        if let Some(path) = area.rounded_path(radius) {
            self.fill(&path, shader);
        }
    }

    /// Draws the outline of a rectangle with rounded corners.
    pub(super) fn stroke_rounded(&mut self, area: Rectangle, radius: f32, colour: Colour) {
        let paint = paint(Shader::SolidColor(skia_colour(colour)));
        let stroke = Stroke {
            width: 3.0,
            ..Stroke::default()
        };
        if let Some(path) = area.rounded_path(radius) {
            self.0
                .stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
    }

    /// Draws a line of text. `start` is the left end of its baseline, `size` the font size.
    pub(super) fn draw_line(&mut self, line: &TextLine, start: Point, size: f32, colour: Colour) {
        let mut start = start;
        for run in &line.runs {
            match run.font {
                Some(_) => self.draw_run(run, start, size, colour),
                None => run.glyphs.iter().for_each(|glyph| {
                    let side = EMOJI_WIDTH * size;
                    let middle =
                        Point::from_xy(start.x + side / 2.0, start.y - EMOJI_MIDDLE * size);
                    self.draw_emoji(glyph.id, middle, side * 0.94);
                }),
            }
            start.x += run.width * size;
        }
    }

    fn draw_run(&mut self, run: &GlyphRun, start: Point, size: f32, colour: Colour) {
        let Some((font, outlines)) = run.font.and_then(|font| Some((font, font.font_ref()?)))
        else {
            return;
        };
        let scale = size / font.units_per_em;
        for glyph in &run.glyphs {
            let (x, y) = (start.x + glyph.x * size, start.y - glyph.y * size);
            let transform = Transform::from_row(scale, 0.0, 0.0, -scale, x, y);
            if let Some(path) = glyph_outline(&outlines, glyph.id) {
                let paint = paint(Shader::SolidColor(skia_colour(colour)));
                self.0
                    .fill_path(&path, &paint, FillRule::Winding, transform, None);
            }
        }
    }

    /// Draws an emoji in a square with sides of `side` pixels.
    pub(super) fn draw_emoji(&mut self, glyph: GlyphId, middle: Point, side: f32) {
        let side = side.round().max(1.0);
        if let Some(emoji) = paint_emoji(glyph, side as u32) {
            self.draw_pixels(
                &emoji,
                Point::from_xy(middle.x - side / 2.0, middle.y - side / 2.0),
            );
        }
    }

    /// Draws a picture whose upper left corner is near `corner`: whole pixels stay whole.
    pub(super) fn draw_pixels(&mut self, picture: &Pixmap, corner: Point) {
        let (x, y) = (corner.x.round() as i32, corner.y.round() as i32);
        let paint = PixmapPaint::default();
        self.0
            .draw_pixmap(x, y, picture.as_ref(), &paint, Transform::identity(), None);
    }

    fn fill(&mut self, path: &Path, shader: Shader) {
        let identity = Transform::identity();
        self.0
            .fill_path(path, &paint(shader), FillRule::Winding, identity, None);
    }

    /// Encodes the pixels as PNG without transparency: every pixel of a card is opaque.
    pub(super) fn into_png(self) -> Vec<u8> {
        let pixels = self.0.pixels().iter();
        let rgb: Vec<u8> = pixels
            .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
            .collect();
        let mut bytes = Vec::with_capacity(128 * 1024);
        // writing to memory does not fail
        let _ = write_png(&mut bytes, &rgb);
        bytes
    }
}

impl Rectangle {
    fn rounded_path(self, radius: f32) -> Option<Path> {
        let Rectangle {
            x,
            y,
            width,
            height,
        } = self;
        let r = radius.min(width / 2.0).min(height / 2.0);
        // a cubic curve is a quarter of a circle when its handles begin at this part of the radius
        let c = r * 0.4477;
        let (right, bottom) = (x + width, y + height);
        let mut path = PathBuilder::new();
        path.move_to(x + r, y);
        path.line_to(right - r, y);
        path.cubic_to(right - c, y, right, y + c, right, y + r);
        path.line_to(right, bottom - r);
        path.cubic_to(right, bottom - c, right - c, bottom, right - r, bottom);
        path.line_to(x + r, bottom);
        path.cubic_to(x + c, bottom, x, bottom - c, x, bottom - r);
        path.line_to(x, y + r);
        path.cubic_to(x, y + c, x + c, y, x + r, y);
        path.close();
        path.finish()
    }
}

fn write_png(bytes: &mut Vec<u8>, rgb: &[u8]) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()
}

fn paint(shader: Shader) -> Paint {
    Paint {
        shader,
        anti_alias: true,
        ..Paint::default()
    }
}

fn skia_colour(colour: Colour) -> Color {
    let Colour([red, green, blue]) = colour;
    Color::from_rgba8(red, green, blue, 255)
}
