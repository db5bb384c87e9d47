//! Where everything stands on a card, in the look of the default theme: a woven band, the
//! site's name and the language above, the title large, its emoji on a tinted tile.

use super::canvas::Canvas;
use super::line::Line;
use super::lines::{Block, Room, fit};
use super::{CardText, HEIGHT, WIDTH, drawable_text, emoji};
use crate::config::{Colour, Direction};
use skrifa::GlyphId;

const PAPER: Colour = Colour([0xfd, 0xfc, 0xf9]);
const INK: Colour = Colour([0x1c, 0x1d, 0x2b]);
const CLOTH: Colour = Colour([0x2a, 0x3f, 0x9d]);
const GOLD: Colour = Colour([0xe3, 0xa0, 0x2b]);
const ACCENT: Colour = Colour([0xa0, 0x16, 0x3f]);

/// Hues of the default theme's tints.
const HUES: [f32; 12] = [
    4.0, 28.0, 46.0, 78.0, 128.0, 160.0, 186.0, 206.0, 228.0, 258.0, 292.0, 330.0,
];

/// The weave: widths of its stripes, repeated.
const STRIPES: [(f32, Stripe); 5] = [
    (40.0, Stripe::Cloth),
    (16.0, Stripe::Gold),
    (32.0, Stripe::Accent),
    (16.0, Stripe::Gold),
    (40.0, Stripe::Cloth),
];

enum Stripe {
    Cloth,
    Gold,
    Accent,
}

const W: f32 = WIDTH as f32;
const H: f32 = HEIGHT as f32;
const BAND: f32 = 24.0;
const MARGIN: f32 = 72.0;

/// The baseline of the site's name.
const HEAD: f32 = 116.0;

/// Where title and tile begin and end.
const TOP: f32 = 168.0;
const BOTTOM: f32 = H - 64.0;
const TILE: f32 = 320.0;
const GAP: f32 = 56.0;

const SITE: Room = Room {
    width: 700.0,
    height: 60.0,
    sizes: &[42.0, 36.0, 30.0],
    leading: 1.3,
};
const LANGUAGE: Room = Room {
    width: 280.0,
    height: 40.0,
    sizes: &[30.0, 26.0, 22.0],
    leading: 1.3,
};
const SIZES: &[f32] = &[92.0, 84.0, 76.0, 68.0, 62.0, 56.0, 50.0, 46.0, 42.0];

/// Large emoji that a tile has room for.
const MOST_LARGE: usize = 4;

/// `None` where there is no memory for it.
pub fn draw(card: &CardText) -> Option<Canvas> {
    let accent = card.accent.unwrap_or(ACCENT);
    let mut canvas = Canvas::new(PAPER)?;
    let title = drawable_text::drawable(&card.title).unwrap_or_default();
    let site = drawable_text::drawable(&card.site).unwrap_or_default();
    let language = drawable_text::drawable(&card.language).unwrap_or_default();
    let (words, large) = drawable_text::apart(&title);
    let large: Vec<GlyphId> = large
        .into_iter()
        .filter_map(emoji::glyph)
        .take(MOST_LARGE)
        .collect();
    let place = Side(card.direction);
    weave(&mut canvas, (0.0, 0.0, W, BAND), accent);
    weave(
        &mut canvas,
        (place.after_start(MARGIN, 144.0), H - 40.0, 144.0, 10.0),
        accent,
    );
    // the site's name stands once
    let (name, words) = match title.is_empty() {
        true => ("", &*site),
        false => (&*site, words),
    };
    head(
        &mut canvas,
        (name, &language),
        accent.readable_on(PAPER),
        place,
    );
    let mut width = W - 2.0 * MARGIN;
    if !large.is_empty() {
        let tile = if words.is_empty() { width } else { TILE };
        width -= tile + GAP;
        let x = place.before_end(MARGIN, tile);
        tiles(&mut canvas, (x, tile), &large, card.tint);
    }
    if !words.is_empty() {
        let room = Room {
            width,
            height: BOTTOM - TOP,
            sizes: SIZES,
            leading: 1.22,
        };
        let block = fit(words, card.direction, &room);
        title_lines(&mut canvas, &block, place);
    }
    Some(canvas)
}

/// Which way a card is read.
#[derive(Clone, Copy)]
struct Side(Direction);

impl Side {
    /// The left of what is `width` wide and begins `margin` from where reading begins.
    fn after_start(self, margin: f32, width: f32) -> f32 {
        match self.0 {
            Direction::Ltr => margin,
            Direction::Rtl => W - margin - width,
        }
    }

    fn before_end(self, margin: f32, width: f32) -> f32 {
        match self.0 {
            Direction::Ltr => W - margin - width,
            Direction::Rtl => margin,
        }
    }
}

fn weave(canvas: &mut Canvas, (x, y, width, height): (f32, f32, f32, f32), accent: Colour) {
    let mut at = x;
    for (stripe, colour) in STRIPES.iter().cycle() {
        let left = x + width - at;
        if left <= 0.0 {
            break;
        }
        let colour = match colour {
            Stripe::Cloth => CLOTH,
            Stripe::Gold => GOLD,
            Stripe::Accent => accent,
        };
        canvas.rect((at, y, stripe.min(left), height), colour);
        at += stripe;
    }
}

/// The site's name, and the language in a frame of its own.
fn head(canvas: &mut Canvas, (site, language): (&str, &str), accent: Colour, place: Side) {
    if let Some((line, size)) = one_line(site, place.0, &SITE) {
        let x = place.after_start(MARGIN, line.width * size);
        canvas.line(&line, (x, HEAD), size, INK);
    }
    if let Some((line, size)) = one_line(language, place.0, &LANGUAGE) {
        let width = line.width * size;
        let frame = (
            place.before_end(MARGIN, width + 56.0),
            HEAD - 46.0,
            width + 56.0,
            64.0,
        );
        canvas.frame(frame, 32.0, accent);
        canvas.line(
            &line,
            (frame.0 + 28.0, HEAD - 14.0 + 0.36 * size),
            size,
            accent,
        );
    }
}

fn one_line(text: &str, direction: Direction, room: &Room) -> Option<(Line, f32)> {
    let block = fit(text, direction, room);
    Some((block.lines.into_iter().next()?, block.size))
}

/// In the middle between the head and the foot.
fn title_lines(canvas: &mut Canvas, block: &Block, place: Side) {
    let step = block.size * 1.22;
    let height = step * block.lines.len() as f32;
    let mut y = (TOP + BOTTOM - height) / 2.0 + 0.86 * block.size;
    for line in &block.lines {
        let x = place.after_start(MARGIN, line.width * block.size);
        canvas.line(line, (x, y), block.size, INK);
        y += step;
    }
}

/// One emoji fills the tile, two stand one above the other, more in a square.
fn tiles(canvas: &mut Canvas, (x, width): (f32, f32), large: &[GlyphId], tint: u32) {
    let height = BOTTOM - TOP;
    let hue = HUES[tint as usize % HUES.len()];
    let colours = (hsl(hue, 0.62, 0.92), hsl(hue + 25.0, 0.58, 0.83));
    canvas.tile((x, TOP, width, height), 20.0, colours);
    let wide = width > height;
    let (columns, side) = match (large.len(), wide) {
        (1, _) => (1, 232.0),
        (count, true) => (count, 220.0),
        (2, false) => (1, 172.0),
        _ => (2, 136.0),
    };
    let rows = large.len().div_ceil(columns);
    for (at, glyph) in large.iter().enumerate() {
        let (row, column) = (at / columns, at % columns);
        let in_row = columns.min(large.len() - row * columns);
        let centre = |at: usize, of: usize| (at as f32 + 0.5 - of as f32 / 2.0) * side * 1.08;
        let middle = (
            x + width / 2.0 + centre(column, in_row),
            TOP + height / 2.0 + centre(row, rows),
        );
        canvas.emoji(*glyph, middle, side);
    }
}

/// CSS Color 4, section 7.
fn hsl(hue: f32, saturation: f32, lightness: f32) -> Colour {
    let channel = |n: f32| {
        let k = (n + hue / 30.0) % 12.0;
        let a = saturation * lightness.min(1.0 - lightness);
        let value = lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (value * 255.0).round() as u8
    };
    Colour([channel(0.0), channel(8.0), channel(4.0)])
}
