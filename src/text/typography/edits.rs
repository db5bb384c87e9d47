//! What is to change in a block, and how it reaches the pieces.
//!
//! An edit puts a fixed string in the place of a byte range of the flattened block. Edits
//! come in the order of the text, never overlap and never are empty ranges, so that each
//! belongs to the piece that its first byte is in.

use std::borrow::Cow;
use std::ops::Range;

use super::{Piece, char_class};

/// A byte range of the flattened block and what it becomes.
pub(super) type Edit = (Range<usize>, &'static str);

/// The edits of one block, while they are found.
pub(super) struct Edits<'t> {
    text: &'t str,
    all: Vec<Edit>,
}

impl<'t> Edits<'t> {
    pub(super) fn new(text: &'t str) -> Edits<'t> {
        Edits {
            text,
            all: Vec::new(),
        }
    }

    /// Makes `range` read `with`; nothing to do where it does, or where it is empty. A
    /// range that reaches into the edit before it is left out: white space between two
    /// tokens belongs to the first that claims it.
    pub(super) fn set(&mut self, range: Range<usize>, with: &'static str) {
        let free = self
            .all
            .last()
            .is_none_or(|(last, _)| last.end <= range.start);
        if free && !range.is_empty() && &self.text[range.clone()] != with {
            self.all.push((range, with));
        }
    }

    pub(super) fn finish(self) -> Vec<Edit> {
        self.all
    }
}

/// Carries `edits` out on the pieces that the flattened block was made of.
pub(super) fn apply(mut edits: &[Edit], pieces: &mut [Piece]) {
    let mut start = 0;
    for piece in pieces {
        let end = start + flat_len(piece);
        let done = edits
            .iter()
            .take_while(|(range, _)| range.end <= start)
            .count();
        edits = &edits[done..];
        let touching = edits.partition_point(|(range, _)| range.start < end);
        if touching > 0 {
            apply_to(piece, start, &edits[..touching]);
        }
        start = end;
    }
}

/// Carries out `edits`, all of which touch `piece`, whose text starts at byte `offset`.
fn apply_to(piece: &mut Piece, offset: usize, edits: &[Edit]) {
    let old = match &*piece {
        Piece::Text(text) => text.as_ref(),
        Piece::Space => " ",
        Piece::Object | Piece::Line => return,
    };
    let mut new = String::with_capacity(old.len() + 3 * edits.len());
    let mut done = 0;
    for (range, with) in edits {
        let from = range.start.saturating_sub(offset);
        new.push_str(&old[done..from]);
        if range.start >= offset {
            new.push_str(with);
        }
        done = (range.end - offset).min(old.len());
    }
    new.push_str(&old[done..]);
    *piece = Piece::Text(Cow::Owned(new));
}

/// How many bytes `piece` takes in the flattened block.
pub(super) fn flat_len(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => text.len(),
        Piece::Object => char_class::OBJECT.len_utf8(),
        Piece::Space => 1,
        Piece::Line => char_class::LINE.len_utf8(),
    }
}
