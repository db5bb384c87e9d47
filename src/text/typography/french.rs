//! French: spaces before marks and inside guillemets.
//!
//! Imprimerie nationale, *Lexique des règles typographiques*: a narrow no-break space
//! (U+202F) before `;` `!` `?` and inside « », a no-break space (U+00A0) before `:`.

use super::block::{Block, Kind, Role};
use super::char_class::Side;
use super::edits::Edits;

const NARROW: &str = "\u{202F}";
const WIDE: &str = "\u{A0}";

/// Adds the edits that token `index` calls for.
pub(super) fn set(block: &Block, index: usize, edits: &mut Edits) {
    let token = &block.tokens[index];
    match token.kind {
        Kind::Mark => mark(block, index, edits),
        Kind::Double {
            role: Role::Open,
            inner: true,
        } => edits.set(token.range(), "“"),
        Kind::Double {
            role: Role::Close,
            inner: true,
        } => edits.set(token.range(), "”"),
        Kind::Double {
            role: Role::Open, ..
        } => opening(block, index, edits),
        Kind::Double {
            role: Role::Close, ..
        } => closing(block, index, edits),
        Kind::Typed => match &block.text[token.range()] {
            "«" => opening(block, index, edits),
            "»" => closing(block, index, edits),
            _ => {}
        },
        _ => {}
    }
}

/// The space before a mark or a run of marks: the right one instead of any that is there;
/// where there is none, one is put in if the mark ends a word.
fn mark(block: &Block, index: usize, edits: &mut Edits) {
    let token = &block.tokens[index];
    let gap = block.gap_before(index);
    let attached = gap.is_empty();
    if continues_run(block, index) || !block.ends_word(index, attached) {
        return;
    }
    let (space, spaced) = match block.text.as_bytes()[token.at] {
        b':' => (WIDE, "\u{A0}:"),
        b';' => (NARROW, "\u{202F};"),
        b'!' => (NARROW, "\u{202F}!"),
        _ => (NARROW, "\u{202F}?"),
    };
    match block.side_before(gap.start, index) {
        Side::Edge | Side::Open => {}
        _ if !attached => edits.set(gap, space),
        Side::Stop if block.text[..token.at].ends_with(',') => {}
        Side::Word | Side::Object | Side::Close | Side::Stop => {
            edits.set(token.at..token.at + 1, spaced);
        }
        _ => {}
    }
}

/// Whether the mark goes on a run that three dots interrupt, as the last one of `?...!`. With
/// their ellipsis it is one mark, which a `;` or `:` before it is not.
fn continues_run(block: &Block, index: usize) -> bool {
    match block.tokens[..index] {
        [.., mark, dots] => {
            mark.kind == Kind::Mark
                && !block.text[mark.at..].starts_with([';', ':'])
                && dots.kind == Kind::Dots
                && mark.end == dots.at
                && dots.end == block.tokens[index].at
        }
        _ => false,
    }
}

/// « and the space after it, for a typed guillemet or a straight quote.
fn opening(block: &Block, index: usize, edits: &mut Edits) {
    let token = &block.tokens[index];
    let gap = block.gap_after(index);
    let empty = gap.is_empty() && block.text[gap.end..].starts_with('»');
    if empty || block.side_after(gap.end, index) == Side::Edge {
        edits.set(token.range(), "«");
    } else if gap.is_empty() {
        edits.set(token.range(), "«\u{202F}");
    } else {
        edits.set(token.range(), "«");
        edits.set(gap, NARROW);
    }
}

/// » and the space before it, for a typed guillemet or a straight quote.
fn closing(block: &Block, index: usize, edits: &mut Edits) {
    let token = &block.tokens[index];
    let gap = block.gap_before(index);
    let left = block.side_before(gap.start, index);
    if left == Side::Edge || (gap.is_empty() && left == Side::Open) {
        edits.set(token.range(), "»");
    } else if gap.is_empty() {
        edits.set(token.range(), "\u{202F}»");
    } else {
        edits.set(gap, NARROW);
        edits.set(token.range(), "»");
    }
}
