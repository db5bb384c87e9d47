//! In every language: an emoji at the end of a line stays with the word before it.
//!
//! Changes white space to U+00A0 and nothing else. At the end is an emoji, or several
//! with or without white space between them, when the block, a line or a sentence ends
//! after it, or a closing mark follows. Where no space is, none is put in.

use super::block::{Block, Kind};
use super::char_class::Side;
use super::edits::Edits;

const WIDE: &str = "\u{A0}";

/// Adds the edits for the emoji that start at token `first`; gives the token after them.
pub(super) fn tie(block: &Block, first: usize, edits: &mut Edits) -> usize {
    let mut end = first + 1;
    while let Some(next) = block.tokens.get(end)
        && next.kind == Kind::Emoji
        && next.at == block.gap_after(end - 1).end
    {
        end += 1;
    }
    let left = block.side_before(block.gap_before(first).start, first);
    if !matches!(left, Side::Edge | Side::Open) && is_trailing(block, end - 1) {
        for emoji in first..end {
            edits.set(block.gap_before(emoji), WIDE);
        }
    }
    end
}

/// Whether a line or sentence ends after the emoji at token `index`.
fn is_trailing(block: &Block, index: usize) -> bool {
    let gap = block.gap_after(index);
    let attached = gap.is_empty();
    match block.side_after(gap.end, index) {
        Side::Edge => true,
        Side::Close => block.closes(gap.end, index),
        Side::Mark => {
            let mark = block
                .tokens
                .get(index + 1)
                .filter(|token| token.at == gap.end);
            mark.is_some_and(|mark| mark.kind == Kind::Mark) && block.ends_word(index + 1, attached)
        }
        Side::Stop if attached => {
            let stops =
                block.text[gap.end..].trim_start_matches(|c| Side::of(Some(c)) == Side::Stop);
            let end = block.text.len() - stops.len();
            matches!(
                block.side_after(end, index),
                Side::Edge | Side::Space | Side::Close | Side::Mark
            )
        }
        _ => false,
    }
}
