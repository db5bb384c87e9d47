//! Breaks text into lines that fit a box, at the largest font size that fits.
//!
//! Takes text and a [`TextBox`], gives a [`FittedText`]. Lines get similar widths. Text that is
//! too long for the smallest size ends with an ellipsis. Draws nothing.

use super::bidi_text::{BidiText, TextLine};
use crate::config::Direction;
use crate::text::emoji::segments;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Space for text and the font sizes to try, in pixels.
pub(super) struct TextBox {
    pub width: f32,
    pub height: f32,
    /// Font sizes, the largest first.
    pub sizes: &'static [f32],
    /// Distance between baselines, as a part of the font size.
    pub line_height: f32,
}

/// Lines of text and the font size at which they fit.
pub(super) struct FittedText {
    pub size: f32,
    pub lines: Vec<TextLine>,
}

/// A part of the text that stays on one line, and the space after it. Widths are in ems.
#[derive(Clone)]
struct UnbreakablePart {
    range: Range<usize>,
    width: f32,
    space: f32,
}

/// Fits text into a box.
pub(super) fn fit_text(text: &str, direction: Direction, text_box: &TextBox) -> FittedText {
    let bidi_text = BidiText::new(text, direction);
    let parts = unbreakable_parts(&bidi_text);
    for size in text_box.sizes {
        let limit = text_box.width / size;
        if parts.iter().any(|part| part.width > limit) {
            continue;
        }
        let lines = break_lines(&parts, limit);
        if lines.len() <= text_box.max_lines(*size) {
            let lines = break_lines(&parts, balanced_limit(&parts, limit, lines.len()));
            let fitted = shape_lines(&bidi_text, *size, &lines);
            if fitted.is_within(text_box.width) {
                return fitted;
            }
        }
    }
    // parts are measured one by one: where letters change shape beside each other, a line may be
    // wider than the sum of its parts, and a smaller limit helps
    let cut = |share: f32| cut_text(text, direction, text_box, share);
    let mut attempts = [1.0, 0.95].into_iter().map(cut);
    attempts
        .find(|fitted| fitted.is_within(text_box.width))
        .unwrap_or_else(|| cut(0.85))
}

impl TextBox {
    fn max_lines(&self, size: f32) -> usize {
        ((self.height / (size * self.line_height)) as usize).max(1)
    }

    fn smallest_size(&self) -> f32 {
        self.sizes.last().copied().unwrap_or(1.0)
    }
}

impl FittedText {
    fn is_within(&self, width: f32) -> bool {
        let mut lines = self.lines.iter();
        lines.all(|line| line.width * self.size <= width + 0.5)
    }
}

fn shape_lines(text: &BidiText, size: f32, lines: &[Range<usize>]) -> FittedText {
    let lines = lines.iter().map(|range| text.line(range.clone()));
    FittedText {
        size,
        lines: lines.collect(),
    }
}

/// Fits text at the smallest size: breaks wide words anywhere, and replaces the end by an
/// ellipsis. Lines take at most a `share` of the width of the box.
fn cut_text(text: &str, direction: Direction, text_box: &TextBox, share: f32) -> FittedText {
    let size = text_box.smallest_size();
    let limit = share * text_box.width / size;
    let max_lines = text_box.max_lines(size);
    let bidi_text = BidiText::new(text, direction);
    let parts = narrow_parts(&bidi_text, limit);
    let lines = break_lines(&parts, limit);
    let Some(last) = lines.get(max_lines - 1).filter(|_| lines.len() > max_lines) else {
        return shape_lines(&bidi_text, size, &lines);
    };
    let fitting = parts.iter().filter(|part| part.range.end <= last.end);
    for end in fitting.rev().map(|part| part.range.end) {
        let start = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '»');
        let shorter = format!("{start}…");
        let shorter = BidiText::new(&shorter, direction);
        let lines = break_lines(&narrow_parts(&shorter, limit), limit);
        if lines.len() <= max_lines {
            return shape_lines(&shorter, size, &lines);
        }
    }
    shape_lines(&bidi_text, size, &lines[..max_lines])
}

/// Breaks lines greedily: each takes as many parts as fit.
fn break_lines(parts: &[UnbreakablePart], limit: f32) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut width = 0.0;
    let mut space = 0.0;
    for part in parts {
        match lines.last_mut() {
            Some(line) if width + space + part.width <= limit => {
                line.end = part.range.end;
                width += space + part.width;
            }
            _ => {
                lines.push(part.range.clone());
                width = part.width;
            }
        }
        space = part.space;
    }
    lines
}

/// Finds the smallest limit that gives at most `lines` lines, by bisection.
fn balanced_limit(parts: &[UnbreakablePart], limit: f32, lines: usize) -> f32 {
    let widest = parts.iter().map(|part| part.width).fold(0.0, f32::max);
    let (mut low, mut high) = (widest, limit);
    for _ in 0..10 {
        let middle = (low + high) / 2.0;
        if break_lines(parts, middle).len() <= lines {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// Divides text where a line may break, and measures the parts.
fn unbreakable_parts(text: &BidiText) -> Vec<UnbreakablePart> {
    let mut parts: Vec<UnbreakablePart> = Vec::new();
    let mut start = 0;
    for end in break_positions(text.text) {
        let whole = &text.text[start..end];
        let visible_end = start + whole.trim_end_matches([' ', '\u{200b}']).len();
        let space = match visible_end < end {
            true => text.line(visible_end..end).width,
            false => 0.0,
        };
        if visible_end > start {
            let width = text.line(start..visible_end).width;
            parts.push(UnbreakablePart {
                range: start..visible_end,
                width,
                space,
            });
        }
        start = end;
    }
    parts
}

/// Byte positions where a line may break, with the end of the text: after spaces, hyphens and
/// dashes, and around emoji that stand free. Never at a no-break space.
fn break_positions(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    let mut is_attached = true;
    for segment in segments(text) {
        if segment.is_emoji {
            if !is_attached {
                ends.push(at);
            }
            at += segment.text.len();
            is_attached = text[at..].starts_with(|c: char| !c.is_alphanumeric() && c != ' ');
            if !is_attached {
                ends.push(at);
            }
            continue;
        }
        for (offset, c) in segment.text.char_indices() {
            let end = at + offset + c.len_utf8();
            let next = text[end..].chars().next();
            if is_break(c, next) {
                ends.push(end);
            }
        }
        at += segment.text.len();
        let last = segment.text.chars().next_back();
        is_attached = last.is_some_and(|c| !c.is_alphanumeric());
    }
    ends.push(text.len());
    ends.dedup();
    ends
}

fn is_break(c: char, next: Option<char>) -> bool {
    match c {
        ' ' | '\u{200b}' | '\u{1361}' => next.is_some_and(|next| next != ' '),
        '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/' => next.is_some_and(char::is_alphabetic),
        _ => false,
    }
}

/// Divides text where a line may break, and anywhere in parts that are wider than `limit`.
fn narrow_parts(text: &BidiText, limit: f32) -> Vec<UnbreakablePart> {
    unbreakable_parts(text)
        .into_iter()
        .flat_map(|part| split_wide_part(text, part, limit))
        .collect()
}

fn split_wide_part(text: &BidiText, whole: UnbreakablePart, limit: f32) -> Vec<UnbreakablePart> {
    if whole.width <= limit {
        return vec![whole];
    }
    let mut parts: Vec<UnbreakablePart> = Vec::new();
    let start = whole.range.start;
    let graphemes = text.text[whole.range.clone()].grapheme_indices(true);
    for (offset, grapheme) in graphemes {
        let range = start + offset..start + offset + grapheme.len();
        let width = text.line(range.clone()).width;
        match parts.last_mut() {
            Some(part) if part.width + width <= limit => {
                part.range.end = range.end;
                part.width += width;
            }
            _ => parts.push(UnbreakablePart {
                range,
                width,
                space: 0.0,
            }),
        }
    }
    if let Some(part) = parts.last_mut() {
        part.space = whole.space;
    }
    parts
}
