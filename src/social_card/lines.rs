//! A text broken into lines: as large as it fits, lines of like lengths, cut with an ellipsis
//! when it is too long for the smallest size.

use super::line::{Line, Text};
use crate::config::Direction;
use crate::text::emoji::segments;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The room there is and the sizes to try, in pixels, the largest first.
pub struct Room {
    pub width: f32,
    pub height: f32,
    pub sizes: &'static [f32],
    /// From one baseline to the next, as a part of the size.
    pub leading: f32,
}

/// Lines that fit their room.
pub struct Block {
    pub size: f32,
    pub lines: Vec<Line>,
}

/// A stretch that is not broken, and the space after it.
#[derive(Clone)]
struct Word {
    range: Range<usize>,
    width: f32,
    space: f32,
}

pub fn fit(text: &str, direction: Direction, room: &Room) -> Block {
    let whole = Text::new(text, direction);
    let words = words(&whole);
    for size in room.sizes {
        let limit = room.width / size;
        if words.iter().any(|word| word.width > limit) {
            continue;
        }
        let lines = broken(&words, limit);
        if lines.len() <= most_lines(room, *size) {
            let lines = broken(&words, balanced(&words, limit, lines.len()));
            let block = block(&whole, *size, &lines);
            if block.is_within(room.width) {
                return block;
            }
        }
    }
    let size = room.sizes.last().copied().unwrap_or(1.0);
    // words are measured one by one: where letters change their shapes beside each other, a line
    // may be wider than its words, and is made of less
    let within = |part: f32| cut(text, direction, (room, size, part * room.width / size));
    let mut blocks = [1.0, 0.95].into_iter().map(within);
    blocks
        .find(|block| block.is_within(room.width))
        .unwrap_or_else(|| within(0.85))
}

impl Block {
    fn is_within(&self, width: f32) -> bool {
        let mut lines = self.lines.iter();
        lines.all(|line| line.width * self.size <= width + 0.5)
    }
}

fn most_lines(room: &Room, size: f32) -> usize {
    ((room.height / (size * room.leading)) as usize).max(1)
}

fn block(text: &Text, size: f32, lines: &[Range<usize>]) -> Block {
    let lines = lines.iter().map(|range| text.line(range.clone()));
    Block {
        size,
        lines: lines.collect(),
    }
}

/// At the smallest size, words that are too wide broken anywhere, the end left out.
fn cut(text: &str, direction: Direction, (room, size, limit): (&Room, f32, f32)) -> Block {
    let most = most_lines(room, size);
    let whole = Text::new(text, direction);
    let words: Vec<Word> = words(&whole)
        .into_iter()
        .flat_map(|word| narrow(&whole, word, limit))
        .collect();
    let lines = broken(&words, limit);
    let Some(last) = lines.get(most - 1).filter(|_| lines.len() > most) else {
        return block(&whole, size, &lines);
    };
    let kept = words.iter().filter(|word| word.range.end <= last.end);
    for end in kept.rev().map(|word| word.range.end) {
        let words = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '»');
        let shorter = format!("{words}…");
        let shorter = Text::new(&shorter, direction);
        let pieces: Vec<Word> = self::words(&shorter)
            .into_iter()
            .flat_map(|word| narrow(&shorter, word, limit))
            .collect();
        let lines = broken(&pieces, limit);
        if lines.len() <= most {
            return block(&shorter, size, &lines);
        }
    }
    block(&whole, size, &lines[..most])
}

/// Lines as long as they get.
fn broken(words: &[Word], limit: f32) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut width = 0.0;
    let mut space = 0.0;
    for word in words {
        match lines.last_mut() {
            Some(line) if width + space + word.width <= limit => {
                line.end = word.range.end;
                width += space + word.width;
            }
            _ => {
                lines.push(word.range.clone());
                width = word.width;
            }
        }
        space = word.space;
    }
    lines
}

/// The least limit that gives no more lines.
fn balanced(words: &[Word], limit: f32, lines: usize) -> f32 {
    let widest = words.iter().map(|word| word.width).fold(0.0, f32::max);
    let (mut low, mut high) = (widest, limit);
    for _ in 0..10 {
        let middle = (low + high) / 2.0;
        if broken(words, middle).len() <= lines {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// What may stand alone on a line, measured.
fn words(text: &Text) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = 0;
    for end in breaks(text.text) {
        let whole = &text.text[start..end];
        let inked = start + whole.trim_end_matches([' ', '\u{200b}']).len();
        let space = match inked < end {
            true => text.line(inked..end).width,
            false => 0.0,
        };
        if inked > start {
            let width = text.line(start..inked).width;
            words.push(Word {
                range: start..inked,
                width,
                space,
            });
        }
        start = end;
    }
    words
}

/// Ends of what is not broken: after spaces, hyphens and marks between words, around emoji
/// that nothing ties. The no-break spaces of French are no such place.
fn breaks(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    let mut tied = true;
    for segment in segments(text) {
        if segment.is_emoji {
            if !tied {
                ends.push(at);
            }
            at += segment.text.len();
            tied = text[at..].starts_with(|c: char| !c.is_alphanumeric() && c != ' ');
            if !tied {
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
        tied = last.is_some_and(|c| !c.is_alphanumeric());
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

/// A word in parts that are no wider than `limit`.
fn narrow(text: &Text, word: Word, limit: f32) -> Vec<Word> {
    if word.width <= limit {
        return vec![word];
    }
    let mut parts: Vec<Word> = Vec::new();
    let start = word.range.start;
    let graphemes = text.text[word.range.clone()].grapheme_indices(true);
    for (offset, grapheme) in graphemes {
        let range = start + offset..start + offset + grapheme.len();
        let width = text.line(range.clone()).width;
        match parts.last_mut() {
            Some(part) if part.width + width <= limit => {
                part.range.end = range.end;
                part.width += width;
            }
            _ => parts.push(Word {
                range,
                width,
                space: 0.0,
            }),
        }
    }
    if let Some(part) = parts.last_mut() {
        part.space = word.space;
    }
    parts
}
