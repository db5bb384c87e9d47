//! English typography: curly double quotes and dashes.
//!
//! Two hyphens become an en dash, three an em dash, but only as punctuation of prose: not in an
//! option (`--secure`), a decrement (`C--`), an arrow or the border of a comment.

use super::apply_replacements::Replacements;
use super::character_classes::CharClass;
use super::token_types::{QuoteRole, TokenKind, TokenizedText};

/// Adds the replacements that token `index` needs.
pub(super) fn apply_rules(text: &TokenizedText, index: usize, replacements: &mut Replacements) {
    let token = &text.tokens[index];
    match token.kind {
        TokenKind::DoubleQuote {
            role: QuoteRole::Open,
            ..
        } => replacements.set(token.range(), "“"),
        TokenKind::DoubleQuote {
            role: QuoteRole::Close,
            ..
        } => replacements.set(token.range(), "”"),
        TokenKind::Hyphens if is_dash(text, index) => {
            let is_em = token.range().len() == 3;
            replacements.set(token.range(), if is_em { "—" } else { "–" });
        }
        _ => {}
    }
}

/// Whether the hyphens at token `index` are a dash: between two words or two spaces, or three of
/// them where speech breaks off.
fn is_dash(text: &TokenizedText, index: usize) -> bool {
    let token = &text.tokens[index];
    let (left, right) = (text.before(index), text.after(index));
    let is_after_word =
        matches!(left, CharClass::Close | CharClass::Stop | CharClass::Mark) || left.is_word();
    match right {
        CharClass::Edge | CharClass::Space if left.is_blank() => {
            let is_alone = left == CharClass::Edge && right == CharClass::Edge;
            !is_alone && !is_option(&text.text[text.gap_after(index).end..])
        }
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
