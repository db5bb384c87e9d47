//! English: curly double quotes and dashes.
//!
//! Two hyphens are an en dash, three an em dash, but only as punctuation of prose: not in
//! an option (`--secure`), a decrement (`C--`), an arrow or a comment's border.

use super::block::{Block, Kind, Role};
use super::char_class::Side;
use super::edits::Edits;

/// Adds the edits that token `index` calls for.
pub(super) fn set(block: &Block, index: usize, edits: &mut Edits) {
    let token = &block.tokens[index];
    match token.kind {
        Kind::Double {
            role: Role::Open, ..
        } => edits.set(token.range(), "“"),
        Kind::Double {
            role: Role::Close, ..
        } => edits.set(token.range(), "”"),
        Kind::Dashes if is_dash(block, index) => {
            let em = token.range().len() == 3;
            edits.set(token.range(), if em { "—" } else { "–" });
        }
        _ => {}
    }
}

/// Whether the hyphens at token `index` are a dash: between two words or two spaces, or
/// three of them where speech breaks off.
fn is_dash(block: &Block, index: usize) -> bool {
    let token = &block.tokens[index];
    let (left, right) = (block.before(index), block.after(index));
    let after_word = matches!(left, Side::Close | Side::Stop | Side::Mark) || left.is_word();
    match right {
        Side::Edge | Side::Space if left.is_blank() => {
            let alone = left == Side::Edge && right == Side::Edge;
            !alone && !is_option(&block.text[block.gap_after(index).end..])
        }
        Side::Word | Side::Object | Side::Open => {
            after_word && !block.text[..token.at].ends_with("<!")
        }
        Side::Edge | Side::Close => after_word && token.range().len() == 3,
        _ => false,
    }
}

/// Whether `text` starts with a command's option, `-o` or `--option`.
fn is_option(text: &str) -> bool {
    let name = text.trim_start_matches('-');
    matches!(text.len() - name.len(), 1 | 2) && name.starts_with(char::is_alphanumeric)
}
