//! Places everything on a card: a band in the accent colour, the logo or the name of the site and
//! the name of the language above, the category, the title large, and its emoji on a tinted tile.
//!
//! Takes a [`CardText`], gives a drawn canvas. Lengths are pixels. Mirrored for languages that
//! are read from right to left.

use super::canvas::{Canvas, ColourGradient, Rectangle};
use super::drawable_text::{drawable_text, split_outer_emoji};
use super::emoji_glyphs::emoji_glyph;
use super::line_breaking::{FittedText, TextBox, fit_text};
use super::logo::draw_logo;
use super::{CardText, HEIGHT, WIDTH};
use crate::config::{Colour, Direction};
use skrifa::GlyphId;
use tiny_skia::Point;

const PAPER: Colour = Colour([0xff, 0xff, 0xff]);
const INK: Colour = Colour([0x16, 0x17, 0x1d]);
const DEFAULT_ACCENT: Colour = Colour([0xa0, 0x16, 0x3f]);

/// Hues of the tints of the default theme, in degrees.
const HUES: [f32; 12] = [
    4.0, 28.0, 46.0, 78.0, 128.0, 160.0, 186.0, 206.0, 228.0, 258.0, 292.0, 330.0,
];

const CARD_WIDTH: f32 = WIDTH as f32;
const CARD_HEIGHT: f32 = HEIGHT as f32;
const BAND_HEIGHT: f32 = 24.0;
const MARGIN: f32 = 72.0;

/// Baseline of the name of the site.
const HEAD_BASELINE: f32 = 116.0;

/// Height of a logo, and the height of its middle on the card: that of the name of the language.
const LOGO_HEIGHT: f32 = 72.0;
const LOGO_MIDDLE: f32 = HEAD_BASELINE - 14.0;

/// Upper and lower edge of the title and the tile.
const MAIN_TOP: f32 = 168.0;
const MAIN_BOTTOM: f32 = CARD_HEIGHT - 64.0;
const MAIN_HEIGHT: f32 = MAIN_BOTTOM - MAIN_TOP;

const TILE_WIDTH: f32 = 320.0;

/// Space between the title and the tile.
const TILE_GAP: f32 = 56.0;

const SITE_BOX: TextBox = TextBox {
    width: 700.0,
    height: 60.0,
    sizes: &[42.0, 36.0, 30.0],
    line_height: 1.3,
};
const LANGUAGE_BOX: TextBox = TextBox {
    width: 280.0,
    height: 40.0,
    sizes: &[30.0, 26.0, 22.0],
    line_height: 1.3,
};
const CATEGORY_BOX: TextBox = TextBox {
    width: 680.0,
    height: 56.0,
    sizes: &[34.0, 30.0, 26.0],
    line_height: 1.3,
};
const TITLE_SIZES: &[f32] = &[92.0, 84.0, 76.0, 68.0, 62.0, 56.0, 50.0, 46.0, 42.0];
const TITLE_LINE_HEIGHT: f32 = 1.22;

/// Large emoji that a tile has room for.
const MAX_LARGE_EMOJI: usize = 4;

/// Draws a card; `None` when there is no memory for it.
pub(super) fn draw(card: &CardText, logo: Option<&[u8]>) -> Option<Canvas> {
    let accent = card.accent.unwrap_or(DEFAULT_ACCENT);
    let mirror = Mirror(card.direction);
    let mut canvas = Canvas::new(PAPER)?;
    draw_bands(&mut canvas, accent, mirror);

    let title = drawable_text(&card.title).unwrap_or_default();
    let site = drawable_text(&card.site).unwrap_or_default();
    let language = drawable_text(&card.language).unwrap_or_default();
    let split = split_outer_emoji(&title);
    // without a title, the name of the site takes its place
    let (head, words) = match title.is_empty() {
        true => ("", &*site),
        false => (&*site, split.words),
    };
    match logo.and_then(|logo| draw_logo(logo, SITE_BOX.width, LOGO_HEIGHT)) {
        Some(logo) => {
            let x = mirror.after_start(MARGIN, logo.width() as f32);
            let y = LOGO_MIDDLE - logo.height() as f32 / 2.0;
            canvas.draw_pixels(&logo, Point::from_xy(x, y));
        }
        None => draw_site_name(&mut canvas, head, mirror),
    }
    let colour = accent.readable_on(PAPER);
    draw_language(&mut canvas, &language, colour, mirror);
    let category = drawable_text(&card.category).unwrap_or_default();
    draw_category(&mut canvas, &category, colour, mirror);
    let title_top = match category.is_empty() {
        true => MAIN_TOP,
        false => MAIN_TOP + CATEGORY_BOX.height,
    };

    let emoji = split.outer_emoji.into_iter().filter_map(emoji_glyph);
    let emoji: Vec<GlyphId> = emoji.take(MAX_LARGE_EMOJI).collect();
    let mut title_width = CARD_WIDTH - 2.0 * MARGIN;
    if !emoji.is_empty() {
        let width = if words.is_empty() {
            title_width
        } else {
            TILE_WIDTH
        };
        title_width -= width + TILE_GAP;
        let tile = Rectangle {
            x: mirror.before_end(MARGIN, width),
            y: MAIN_TOP,
            width,
            height: MAIN_HEIGHT,
        };
        draw_emoji_tile(&mut canvas, tile, &emoji, card.tint);
    }
    if !words.is_empty() {
        let title_box = TextBox {
            width: title_width,
            height: MAIN_BOTTOM - title_top,
            sizes: TITLE_SIZES,
            line_height: TITLE_LINE_HEIGHT,
        };
        let fitted = fit_text(words, card.direction, &title_box);
        draw_title(&mut canvas, &fitted, title_top, mirror);
    }
    Some(canvas)
}

/// Turns distances in reading direction into positions from the left.
#[derive(Clone, Copy)]
struct Mirror(Direction);

impl Mirror {
    /// Left edge of an item of `width`, `margin` after the side where reading starts.
    fn after_start(self, margin: f32, width: f32) -> f32 {
        match self.0 {
            Direction::Ltr => margin,
            Direction::Rtl => CARD_WIDTH - margin - width,
        }
    }

    /// Left edge of an item of `width`, `margin` before the side where reading ends.
    fn before_end(self, margin: f32, width: f32) -> f32 {
        match self.0 {
            Direction::Ltr => CARD_WIDTH - margin - width,
            Direction::Rtl => margin,
        }
    }
}

/// Draws a band along the upper edge, and a short rule below the title.
fn draw_bands(canvas: &mut Canvas, accent: Colour, mirror: Mirror) {
    let upper = Rectangle {
        x: 0.0,
        y: 0.0,
        width: CARD_WIDTH,
        height: BAND_HEIGHT,
    };
    let lower = Rectangle {
        x: mirror.after_start(MARGIN, 144.0),
        y: CARD_HEIGHT - 40.0,
        width: 144.0,
        height: 10.0,
    };
    canvas.fill_rectangle(upper, accent);
    canvas.fill_rectangle(lower, accent);
}

/// Draws the category at the upper edge of the title.
fn draw_category(canvas: &mut Canvas, name: &str, colour: Colour, mirror: Mirror) {
    let fitted = fit_text(name, mirror.0, &CATEGORY_BOX);
    if let Some(line) = fitted.lines.first() {
        let x = mirror.after_start(MARGIN, line.width * fitted.size);
        let baseline = MAIN_TOP + fitted.size;
        canvas.draw_line(line, Point::from_xy(x, baseline), fitted.size, colour);
    }
}

fn draw_site_name(canvas: &mut Canvas, name: &str, mirror: Mirror) {
    let fitted = fit_text(name, mirror.0, &SITE_BOX);
    if let Some(line) = fitted.lines.first() {
        let x = mirror.after_start(MARGIN, line.width * fitted.size);
        canvas.draw_line(line, Point::from_xy(x, HEAD_BASELINE), fitted.size, INK);
    }
}

/// Draws the name of the language in a rounded frame.
fn draw_language(canvas: &mut Canvas, name: &str, colour: Colour, mirror: Mirror) {
    let fitted = fit_text(name, mirror.0, &LANGUAGE_BOX);
    let Some(line) = fitted.lines.first() else {
        return;
    };
    let width = line.width * fitted.size + 56.0;
    let frame = Rectangle {
        x: mirror.before_end(MARGIN, width),
        y: HEAD_BASELINE - 46.0,
        width,
        height: 64.0,
    };
    canvas.stroke_rounded(frame, 32.0, colour);
    let baseline = HEAD_BASELINE - 14.0 + 0.36 * fitted.size;
    let start = Point::from_xy(frame.x + 28.0, baseline);
    canvas.draw_line(line, start, fitted.size, colour);
}

/// Draws the title in the middle of the space between `top` and the foot.
fn draw_title(canvas: &mut Canvas, fitted: &FittedText, top: f32, mirror: Mirror) {
    let step = fitted.size * TITLE_LINE_HEIGHT;
    let height = step * fitted.lines.len() as f32;
    let mut y = (top + MAIN_BOTTOM - height) / 2.0 + 0.86 * fitted.size;
    for line in &fitted.lines {
        let x = mirror.after_start(MARGIN, line.width * fitted.size);
        canvas.draw_line(line, Point::from_xy(x, y), fitted.size, INK);
        y += step;
    }
}

/// Draws a tile with large emoji: one fills it, two stand one above the other, more in a
/// square; on a wide tile all stand in a row.
fn draw_emoji_tile(canvas: &mut Canvas, tile: Rectangle, emoji: &[GlyphId], tint: u32) {
    let hue = HUES[tint as usize % HUES.len()];
    let colours = ColourGradient {
        top: hsl(hue, 0.62, 0.92),
        bottom: hsl(hue + 25.0, 0.58, 0.83),
    };
    canvas.fill_rounded(tile, 20.0, colours);
    let is_wide = tile.width > tile.height;
    let (columns, side) = match (emoji.len(), is_wide) {
        (1, _) => (1, 232.0),
        (count, true) => (count, 220.0),
        (2, false) => (1, 172.0),
        _ => (2, 136.0),
    };
    let rows = emoji.len().div_ceil(columns);
    // distance of a cell from the middle of the tile
    let offset = |at: usize, count: usize| (at as f32 + 0.5 - count as f32 / 2.0) * side * 1.08;
    for (at, glyph) in emoji.iter().enumerate() {
        let (row, column) = (at / columns, at % columns);
        let in_row = columns.min(emoji.len() - row * columns);
        let middle = Point::from_xy(
            tile.x + tile.width / 2.0 + offset(column, in_row),
            tile.y + tile.height / 2.0 + offset(row, rows),
        );
        canvas.draw_emoji(*glyph, middle, side);
    }
}

/// Converts hue (degrees), saturation and lightness (0 to 1) to sRGB (CSS Color 4, section 7).
fn hsl(hue: f32, saturation: f32, lightness: f32) -> Colour {
    let channel = |n: f32| {
        let k = (n + hue / 30.0) % 12.0;
        let a = saturation * lightness.min(1.0 - lightness);
        let value = lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (value * 255.0).round() as u8
    };
    Colour([channel(0.0), channel(8.0), channel(4.0)])
}
