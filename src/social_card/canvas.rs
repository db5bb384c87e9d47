//! What is drawn on: rectangles, lines of text, emoji; and the PNG that comes of it.

use super::emoji::{self, Pen};
use super::line::{EMOJI_WIDTH, Line, Run};
use super::{HEIGHT, WIDTH};
use crate::config::Colour;
use skrifa::GlyphId;
use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    Point, Rect, Shader, SpreadMode, Stroke, Transform,
};

/// The middle of an emoji above the baseline, as a part of the size: that of capitals.
const EMOJI_MIDDLE: f32 = 0.36;

pub struct Canvas(Pixmap);

impl Canvas {
    pub fn new(paper: Colour) -> Option<Self> {
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT)?;
        pixmap.fill(color(paper));
        Some(Canvas(pixmap))
    }

    pub fn rect(&mut self, (x, y, width, height): (f32, f32, f32, f32), colour: Colour) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.fill(
                &PathBuilder::from_rect(rect),
                Shader::SolidColor(color(colour)),
            );
        }
    }

    /// A rounded rectangle, from its top to its bottom in two colours.
    pub fn tile(&mut self, place: (f32, f32, f32, f32), radius: f32, (from, to): (Colour, Colour)) {
        let (x, y, width, height) = place;
        let stops = vec![
            GradientStop::new(0.0, color(from)),
            GradientStop::new(1.0, color(to)),
        ];
        let (start, end) = (
            Point::from_xy(x, y),
            Point::from_xy(x + width / 2.0, y + height),
        );
        let identity = Transform::identity();
        let shader = LinearGradient::new(start, end, stops, SpreadMode::Pad, identity);
        let shader = shader.unwrap_or(Shader::SolidColor(color(from)));
        if let Some(path) = rounded(place, radius) {
            self.fill(&path, shader);
        }
    }

    /// The outline of a rounded rectangle.
    pub fn frame(&mut self, place: (f32, f32, f32, f32), radius: f32, colour: Colour) {
        let paint = paint(Shader::SolidColor(color(colour)));
        let stroke = Stroke {
            width: 3.0,
            ..Stroke::default()
        };
        if let Some(path) = rounded(place, radius) {
            self.0
                .stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
    }

    /// A line of text, from its left end on its baseline.
    pub fn line(&mut self, line: &Line, (mut x, y): (f32, f32), size: f32, colour: Colour) {
        for run in &line.runs {
            match run.face {
                Some(_) => self.run(run, (x, y), size, colour),
                None => run.glyphs.iter().for_each(|glyph| {
                    let side = EMOJI_WIDTH * size;
                    let middle = (x + side / 2.0, y - EMOJI_MIDDLE * size);
                    self.emoji(glyph.id, middle, side * 0.94);
                }),
            }
            x += run.width * size;
        }
    }

    fn run(&mut self, run: &Run, (x, y): (f32, f32), size: f32, colour: Colour) {
        let Some((face, font)) = run.face.and_then(|face| Some((face, face.drawings()?))) else {
            return;
        };
        let scale = size / face.em;
        for glyph in &run.glyphs {
            let mut pen = Pen::default();
            emoji::add_outline(&font, glyph.id, &mut pen);
            let (x, y) = (x + glyph.x * size, y - glyph.y * size);
            let place = Transform::from_row(scale, 0.0, 0.0, -scale, x, y);
            if let Some(path) = pen.0.finish() {
                let paint = paint(Shader::SolidColor(color(colour)));
                self.0
                    .fill_path(&path, &paint, FillRule::Winding, place, None);
            }
        }
    }

    /// An emoji round a point, its sides `side` pixels.
    pub fn emoji(&mut self, glyph: GlyphId, (x, y): (f32, f32), side: f32) {
        let side = side.round().max(1.0);
        if let Some(picture) = emoji::picture(glyph, side as u32) {
            let (x, y) = (
                (x - side / 2.0).round() as i32,
                (y - side / 2.0).round() as i32,
            );
            let paint = PixmapPaint::default();
            self.0
                .draw_pixmap(x, y, picture.as_ref(), &paint, Transform::identity(), None);
        }
    }

    fn fill(&mut self, path: &Path, shader: Shader) {
        let identity = Transform::identity();
        self.0
            .fill_path(path, &paint(shader), FillRule::Winding, identity, None);
    }

    /// Red, green and blue: nothing on a card lets through what is behind it.
    pub fn into_png(self) -> Vec<u8> {
        let pixels = self.0.pixels().iter();
        let rgb: Vec<u8> = pixels
            .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
            .collect();
        let mut bytes = Vec::with_capacity(128 * 1024);
        // what is written to memory is written
        let _ = write_png(&mut bytes, &rgb);
        bytes
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

fn color(colour: Colour) -> Color {
    let Colour([red, green, blue]) = colour;
    Color::from_rgba8(red, green, blue, 255)
}

fn rounded((x, y, width, height): (f32, f32, f32, f32), radius: f32) -> Option<Path> {
    // a quarter of a circle by a cubic curve leaves this much of its tangents
    let r = radius.min(width / 2.0).min(height / 2.0);
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
