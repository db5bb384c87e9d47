//! Collects the replacements that the rules want in a block, and applies them to its pieces. Holds no
//! rule itself.
//!
//! A replacement puts a fixed string in place of a byte range of the flattened block.
//! Replacements are in the order of the text, never overlap and never have an empty range, so
//! each belongs to the piece with its first byte.

use super::{InlinePiece, character_classes};
use std::borrow::Cow;
use std::ops::Range;

/// A byte range of the flattened block and its new text.
#[derive(Debug)]
pub(super) struct TextReplacement {
    range: Range<usize>,
    with: &'static str,
}

/// The replacements in one block, while they are collected.
pub(super) struct Replacements<'t> {
    text: &'t str,
    all: Vec<TextReplacement>,
}

impl<'t> Replacements<'t> {
    pub(super) fn new(text: &'t str) -> Replacements<'t> {
        Replacements {
            text,
            all: Vec::new(),
        }
    }

    /// Makes `range` read `with`. Does nothing when it reads so already, when it is empty, or
    /// when it overlaps the replacement before it: white space between two tokens belongs to the
    /// first that claims it.
    pub(super) fn set(&mut self, range: Range<usize>, with: &'static str) {
        let is_free = self
            .all
            .last()
            .is_none_or(|last| last.range.end <= range.start);
        if is_free && !range.is_empty() && &self.text[range.clone()] != with {
            self.all.push(TextReplacement { range, with });
        }
    }

    pub(super) fn finish(self) -> Vec<TextReplacement> {
        self.all
    }
}

/// Applies all replacements to the pieces that the flattened block came from.
pub(super) fn apply(mut replacements: &[TextReplacement], pieces: &mut [InlinePiece]) {
    let mut start = 0;
    for piece in pieces {
        let end = start + flat_length(piece);
        let done = replacements
            .iter()
            .take_while(|replacement| replacement.range.end <= start)
            .count();
        replacements = &replacements[done..];
        let touching = replacements.partition_point(|replacement| replacement.range.start < end);
        if touching > 0 {
            apply_to_piece(piece, start, &replacements[..touching]);
        }
        start = end;
    }
}

/// Applies `replacements`, all of which touch `piece`, whose text begins at byte `offset` of the
/// flattened block.
fn apply_to_piece(piece: &mut InlinePiece, offset: usize, replacements: &[TextReplacement]) {
    let old = match &*piece {
        InlinePiece::Text(text) => text.as_ref(),
        InlinePiece::SoftBreak => " ",
        InlinePiece::Object | InlinePiece::HardBreak => return,
    };
    let mut new = String::with_capacity(old.len() + 3 * replacements.len());
    let mut done = 0;
    for TextReplacement { range, with } in replacements {
        let from = range.start.saturating_sub(offset);
        new.push_str(&old[done..from]);
        if range.start >= offset {
            new.push_str(with);
        }
        done = (range.end - offset).min(old.len());
    }
    new.push_str(&old[done..]);
    *piece = InlinePiece::Text(Cow::Owned(new));
}

/// The bytes of `piece` in the flattened block.
pub(super) fn flat_length(piece: &InlinePiece) -> usize {
    match piece {
        InlinePiece::Text(text) => text.len(),
        InlinePiece::Object => character_classes::OBJECT.len_utf8(),
        InlinePiece::SoftBreak => 1,
        InlinePiece::HardBreak => character_classes::HARD_BREAK.len_utf8(),
    }
}
