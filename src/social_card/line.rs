//! A stretch of text as glyphs with places, in the order in which they are seen.
//!
//! Direction is that of the Unicode bidirectional algorithm (UAX #9) over the whole text; an
//! emoji is one glyph and moves with its neighbours. Widths are parts of an em.

use super::emoji;
use super::faces::{self, Face};
use crate::config::Direction;
use crate::text::emoji::segments;
use harfrust::{Buffer, BufferFlags, ShapeOptions, ShaperFont};
use skrifa::GlyphId;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation;

/// Room that an emoji takes in a line, both ways.
pub const EMOJI_WIDTH: f32 = 1.2;

#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    pub id: GlyphId,
    /// From the start of its run, to the right and up.
    pub x: f32,
    pub y: f32,
}

/// Neighbours that one face draws in one direction.
pub struct Run {
    /// `None` for the emoji.
    pub face: Option<&'static Face>,
    pub glyphs: Vec<Glyph>,
    pub width: f32,
    /// Glyphs that the face lacks and that are left out: none after [`super::drawable_text::drawable`].
    pub missing: usize,
}

/// Runs from left to right.
pub struct Line {
    pub runs: Vec<Run>,
    pub width: f32,
}

/// A text whose directions are known.
pub struct Text<'t> {
    pub text: &'t str,
    bidi: ParagraphBidiInfo<'t>,
}

/// What becomes a run, in the order of the text.
struct Piece {
    range: Range<usize>,
    level: Level,
    face: Option<&'static Face>,
    /// Nothing but spaces so far.
    blank: bool,
}

impl<'t> Text<'t> {
    pub fn new(text: &'t str, direction: Direction) -> Self {
        let base = match direction {
            Direction::Ltr => Level::ltr(),
            Direction::Rtl => Level::rtl(),
        };
        let bidi = ParagraphBidiInfo::new(text, Some(base));
        Text { text, bidi }
    }

    /// One line of it.
    pub fn line(&self, range: Range<usize>) -> Line {
        let levels = self.bidi.reordered_levels(range.clone());
        let pieces = self.pieces(range, &levels);
        let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
        let order = ParagraphBidiInfo::reorder_visual(&levels);
        let runs = order.into_iter().filter_map(|at| pieces.get(at));
        let runs: Vec<Run> = runs.filter_map(|piece| self.run(piece)).collect();
        let width = runs.iter().map(|run| run.width).sum();
        Line { runs, width }
    }

    fn pieces(&self, range: Range<usize>, levels: &[Level]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = range.start;
        for segment in segments(&self.text[range]) {
            if segment.is_emoji {
                let range = at..at + segment.text.len();
                pieces.push(Piece {
                    level: levels[at],
                    range,
                    face: None,
                    blank: false,
                });
                at += segment.text.len();
                continue;
            }
            for grapheme in segment.text.graphemes(true) {
                let range = at..at + grapheme.len();
                at = range.end;
                add(&mut pieces, (grapheme, range.clone(), levels[range.start]));
            }
        }
        pieces
    }

    fn run(&self, piece: &Piece) -> Option<Run> {
        let text = &self.text[piece.range.clone()];
        if let Some(face) = piece.face {
            return Some(shaped(face, text, piece.level.is_rtl()));
        }
        let id = emoji::glyph(text)?;
        Some(Run {
            face: None,
            glyphs: vec![Glyph { id, x: 0.0, y: 0.0 }],
            width: EMOJI_WIDTH,
            missing: 0,
        })
    }
}

/// Appends a letter with its marks to the run before it, or begins another. Spaces and signs
/// that the last face has are drawn by it; spaces that begin a run, by what follows.
fn add(pieces: &mut Vec<Piece>, (grapheme, range, level): (&str, Range<usize>, Level)) {
    let chars: Vec<char> = grapheme.chars().collect();
    let Some(face) = faces::of(&chars) else {
        return;
    };
    let blank = chars.iter().all(|c| c.is_whitespace());
    let shared = !chars.iter().any(|c| c.is_alphabetic());
    let last = pieces.last_mut().filter(|last| last.level == level);
    if let Some(last) = last
        && let Some(of_last) = last.face
        && (face == of_last || last.blank || (shared && chars.iter().all(|c| of_last.has(*c))))
    {
        last.range.end = range.end;
        if last.blank && !blank {
            last.face = Some(face);
            last.blank = false;
        }
        return;
    }
    pieces.push(Piece {
        range,
        level,
        face: Some(face),
        blank,
    });
}

/// Shapes neighbours. What the face has no glyph for takes no room and is not drawn.
pub fn shaped(face: &'static Face, text: &str, rtl: bool) -> Run {
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(match rtl {
        true => harfrust::Direction::RightToLeft,
        false => harfrust::Direction::LeftToRight,
    });
    buffer.set_flags(
        BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE,
    );
    let mut run = Run {
        face: Some(face),
        glyphs: Vec::new(),
        width: 0.0,
        missing: 0,
    };
    let font = ShaperFont::new(&face.font);
    if harfrust::shape(&font, &mut buffer, ShapeOptions::default()).is_err() {
        return run;
    }
    let units = |units: i32| units as f32 / face.em;
    for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        if info.glyph_id == 0 {
            run.missing += 1;
            continue;
        }
        run.glyphs.push(Glyph {
            id: GlyphId::new(info.glyph_id),
            x: run.width + units(place.x_offset),
            y: units(place.y_offset),
        });
        run.width += units(place.x_advance);
    }
    run
}
