//! Dashes of French and English: two hyphens become an en dash, three an em dash.
//!
//! Only as punctuation of prose: not in an option (`--secure`), a decrement (`C--`), an arrow or
//! the border of a comment.

use super::apply_replacements::Replacements;
use super::character_classes::CharClass;
use super::token_types::TokenizedText;

/// Makes a dash of the hyphens at token `index`, if they are one. `has_inner_spaces` says that
/// spaces are set inside quotation marks: a mark beside the hyphens then counts as a space.
pub(super) fn set_dash(
    text: &TokenizedText,
    index: usize,
    has_inner_spaces: bool,
    replacements: &mut Replacements,
) {
    if is_dash(text, index, has_inner_spaces) {
        let range = text.tokens[index].range();
        let is_em = range.len() == 3;
        replacements.set(range, if is_em { "—" } else { "–" });
    }
}

/// Whether the hyphens at token `index` are a dash: between two words or two spaces, or three of
/// them where speech breaks off.
fn is_dash(text: &TokenizedText, index: usize, has_inner_spaces: bool) -> bool {
    let token = &text.tokens[index];
    let (left, right) = (text.before(index), text.after(index));
    let is_left_blank = left.is_blank() || (has_inner_spaces && left == CharClass::Open);
    let is_right_blank = right.is_blank() || (has_inner_spaces && right == CharClass::Close);
    if is_left_blank && is_right_blank {
        let is_alone = left == CharClass::Edge && right == CharClass::Edge;
        return !is_alone && !is_option(&text.text[text.gap_after(index).end..]);
    }
    let is_after_word =
        matches!(left, CharClass::Close | CharClass::Stop | CharClass::Mark) || left.is_word();
    match right {
        CharClass::Word | CharClass::Object | CharClass::Open => {
            is_after_word && !text.text[..token.at].ends_with("<!")
        }
        CharClass::Edge | CharClass::Close => is_after_word && token.range().len() == 3,
        _ => false,
    }
}

/// Whether `text` begins with an option of a command, `-o` or `--option`.
fn is_option(text: &str) -> bool {
    let name = text.trim_start_matches('-');
    matches!(text.len() - name.len(), 1 | 2) && name.starts_with(char::is_alphanumeric)
}
