//! Divides text into runs and puts these in visual order.
//!
//! Takes text and its base direction, gives lines of glyph runs from left to right. Follows the
//! Unicode bidirectional algorithm (UAX #9) over the whole text; an emoji is one glyph and moves
//! with its neighbours. Widths are parts of an em. Does not break lines.

use super::emoji_glyphs::emoji_glyph;
use super::fonts::{self, FontFace};
use super::shaping::{GlyphRun, PlacedGlyph, shape};
use crate::config::Direction;
use crate::text::emoji::segments;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation;

/// Width and height of an emoji in a line, in ems.
pub(super) const EMOJI_WIDTH: f32 = 1.2;

/// One line of text.
pub(super) struct TextLine {
    /// Runs from left to right.
    pub runs: Vec<GlyphRun>,
    /// Sum of the widths of the runs, in ems.
    pub width: f32,
}

/// Text with the direction of each character.
pub(super) struct BidiText<'t> {
    pub text: &'t str,
    bidi: ParagraphBidiInfo<'t>,
}

/// A part of the text that becomes one run, in logical order.
struct UnshapedRun {
    range: Range<usize>,
    level: Level,
    /// `None` for an emoji.
    font: Option<&'static FontFace>,
    /// Whether the range holds only white space so far.
    is_blank: bool,
}

impl<'t> BidiText<'t> {
    pub(super) fn new(text: &'t str, direction: Direction) -> Self {
        let base = match direction {
            Direction::Ltr => Level::ltr(),
            Direction::Rtl => Level::rtl(),
        };
        let bidi = ParagraphBidiInfo::new(text, Some(base));
        BidiText { text, bidi }
    }

    /// Shapes a byte range of the text as one line.
    pub(super) fn line(&self, range: Range<usize>) -> TextLine {
        let levels = self.bidi.reordered_levels(range.clone());
        let unshaped = self.unshaped_runs(range, &levels);
        let levels: Vec<Level> = unshaped.iter().map(|run| run.level).collect();
        let order = ParagraphBidiInfo::reorder_visual(&levels);
        let runs = order.into_iter().filter_map(|at| unshaped.get(at));
        let runs: Vec<GlyphRun> = runs.filter_map(|run| self.shape_run(run)).collect();
        let width = runs.iter().map(|run| run.width).sum();
        TextLine { runs, width }
    }

    /// Divides a range where the font, the direction or the kind of character changes.
    fn unshaped_runs(&self, range: Range<usize>, levels: &[Level]) -> Vec<UnshapedRun> {
        let mut runs: Vec<UnshapedRun> = Vec::new();
        let mut at = range.start;
        for segment in segments(&self.text[range]) {
            if segment.is_emoji {
                let range = at..at + segment.text.len();
                runs.push(UnshapedRun {
                    level: levels[at],
                    range,
                    font: None,
                    is_blank: false,
                });
                at += segment.text.len();
                continue;
            }
            for grapheme in segment.text.graphemes(true) {
                let range = at..at + grapheme.len();
                at = range.end;
                let level = levels[range.start];
                push_grapheme(&mut runs, grapheme, range, level);
            }
        }
        runs
    }

    fn shape_run(&self, run: &UnshapedRun) -> Option<GlyphRun> {
        let text = &self.text[run.range.clone()];
        if let Some(font) = run.font {
            return Some(shape(font, text, run.level.is_rtl()));
        }
        let id = emoji_glyph(text)?;
        Some(GlyphRun {
            font: None,
            glyphs: vec![PlacedGlyph { id, x: 0.0, y: 0.0 }],
            width: EMOJI_WIDTH,
            missing: 0,
        })
    }
}

/// Appends a letter with its combining marks to the last run, or begins a new run.
///
/// Spaces and signs stay in the last run when its font has them. Spaces that begin a run take
/// the font of the letters that follow.
fn push_grapheme(runs: &mut Vec<UnshapedRun>, grapheme: &str, range: Range<usize>, level: Level) {
    let chars: Vec<char> = grapheme.chars().collect();
    let Some(font) = fonts::font_for(&chars) else {
        return;
    };
    let is_blank = chars.iter().all(|c| c.is_whitespace());
    let is_shared = !chars.iter().any(|c| c.is_alphabetic());
    let last = runs.last_mut().filter(|last| last.level == level);
    if let Some(last) = last
        && let Some(last_font) = last.font
        && (font == last_font
            || last.is_blank
            || (is_shared && chars.iter().all(|c| last_font.can_draw(*c))))
    {
        last.range.end = range.end;
        if last.is_blank && !is_blank {
            last.font = Some(font);
            last.is_blank = false;
        }
        return;
    }
    runs.push(UnshapedRun {
        range,
        level,
        font: Some(font),
        is_blank,
    });
}
