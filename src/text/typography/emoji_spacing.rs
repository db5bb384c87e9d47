//! Makes the space before an emoji that ends a sentence, line or block a no-break space, so that the
//! emoji stays beside its word.

use super::apply_replacements::Replacements;
use super::character_classes::CharClass;
use super::token_types::{TokenKind, TokenizedText};

const NO_BREAK_SPACE: &str = "\u{A0}";

/// Adds the replacements for the emoji that begin at token `first`. Returns the index of the token
/// after them.
pub(super) fn tie_to_word(
    text: &TokenizedText,
    first: usize,
    replacements: &mut Replacements,
) -> usize {
    let mut end = first + 1;
    while let Some(next) = text.tokens.get(end)
        && next.kind == TokenKind::Emoji
        && next.at == text.gap_after(end - 1).end
    {
        end += 1;
    }
    let left = text.class_before(text.gap_before(first).start, first);
    if !matches!(left, CharClass::Edge | CharClass::Open) && is_trailing(text, end - 1) {
        for emoji in first..end {
            replacements.set(text.gap_before(emoji), NO_BREAK_SPACE);
        }
    }
    end
}

/// Whether a line or sentence ends after the emoji at token `index`.
fn is_trailing(text: &TokenizedText, index: usize) -> bool {
    let gap = text.gap_after(index);
    let is_attached = gap.is_empty();
    match text.class_after(gap.end, index) {
        CharClass::Edge => true,
        CharClass::Close => text.is_closing(gap.end, index),
        CharClass::Mark => {
            let mark = text
                .tokens
                .get(index + 1)
                .filter(|token| token.at == gap.end);
            mark.is_some_and(|mark| mark.kind == TokenKind::Mark)
                && text.ends_word(index + 1, is_attached)
        }
        CharClass::Stop if is_attached => {
            let is_stop = |c| CharClass::of(Some(c)) == CharClass::Stop;
            let after_stops = text.text[gap.end..].trim_start_matches(is_stop);
            let end = text.text.len() - after_stops.len();
            matches!(
                text.class_after(end, index),
                CharClass::Edge | CharClass::Space | CharClass::Close | CharClass::Mark
            )
        }
        _ => false,
    }
}
