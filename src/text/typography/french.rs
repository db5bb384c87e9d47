//! French typography: spaces before punctuation marks, inside guillemets and in numbers.
//!
//! The rules are those of Imprimerie nationale, *Lexique des règles typographiques*: a narrow
//! no-break space (U+202F) before `;` `!` `?` and inside « », a no-break space (U+00A0) before
//! `:`.

use super::apply_replacements::Replacements;
use super::character_classes::CharClass;
use super::token_types::{QuoteRole, TokenKind, TokenizedText};

const NARROW_NO_BREAK_SPACE: &str = "\u{202F}";
const NO_BREAK_SPACE: &str = "\u{A0}";

/// Adds the replacements that token `index` needs.
pub(super) fn apply_rules(text: &TokenizedText, index: usize, replacements: &mut Replacements) {
    let token = &text.tokens[index];
    match token.kind {
        TokenKind::Mark => space_before_mark(text, index, replacements),
        TokenKind::TiedSpace { is_narrow: true } => {
            replacements.set(token.range(), NARROW_NO_BREAK_SPACE);
        }
        TokenKind::TiedSpace { is_narrow: false } => {
            replacements.set(token.range(), NO_BREAK_SPACE);
        }
        TokenKind::DoubleQuote {
            role: QuoteRole::Open,
            is_inner: false,
        } => open_guillemet(text, index, replacements),
        TokenKind::DoubleQuote {
            role: QuoteRole::Close,
            is_inner: false,
        } => close_guillemet(text, index, replacements),
        TokenKind::TypedQuote(_) => match &text.text[token.range()] {
            "«" => open_guillemet(text, index, replacements),
            "»" => close_guillemet(text, index, replacements),
            _ => {}
        },
        _ => {}
    }
}

/// Sets the space before a mark or a run of marks: replaces a space that is there, and adds a
/// missing one when the mark ends a word.
fn space_before_mark(text: &TokenizedText, index: usize, replacements: &mut Replacements) {
    let token = &text.tokens[index];
    let gap = text.gap_before(index);
    let is_attached = gap.is_empty();
    if continues_run(text, index) || !text.ends_word(index, is_attached) {
        return;
    }
    let (space, space_and_mark) = match text.text.as_bytes()[token.at] {
        b':' => (NO_BREAK_SPACE, "\u{A0}:"),
        b';' => (NARROW_NO_BREAK_SPACE, "\u{202F};"),
        b'!' => (NARROW_NO_BREAK_SPACE, "\u{202F}!"),
        _ => (NARROW_NO_BREAK_SPACE, "\u{202F}?"),
    };
    match text.class_before(gap.start, index) {
        CharClass::Edge | CharClass::Open => {}
        _ if !is_attached => replacements.set(gap, space),
        CharClass::Stop if text.text[..token.at].ends_with(',') => {}
        CharClass::Word | CharClass::Object | CharClass::Close | CharClass::Stop => {
            replacements.set(token.at..token.at + 1, space_and_mark);
        }
        _ => {}
    }
}

/// Whether the mark continues a run that three dots interrupt, as the last one of `?...!`. The run
/// with its ellipsis is one mark. A `;` or `:` begins no such run.
fn continues_run(text: &TokenizedText, index: usize) -> bool {
    match text.tokens[..index] {
        [.., mark, dots] => {
            mark.kind == TokenKind::Mark
                && !text.text[mark.at..].starts_with([';', ':'])
                && dots.kind == TokenKind::ThreeDots
                && mark.end == dots.at
                && dots.end == text.tokens[index].at
        }
        _ => false,
    }
}

/// Sets « and the space after it, for a typed guillemet or a straight quote.
fn open_guillemet(text: &TokenizedText, index: usize, replacements: &mut Replacements) {
    let token = &text.tokens[index];
    let gap = text.gap_after(index);
    let is_empty = gap.is_empty() && text.text[gap.end..].starts_with('»');
    if is_empty || text.class_after(gap.end, index) == CharClass::Edge {
        replacements.set(token.range(), "«");
    } else if gap.is_empty() {
        replacements.set(token.range(), "«\u{202F}");
    } else {
        replacements.set(token.range(), "«");
        replacements.set(gap, NARROW_NO_BREAK_SPACE);
    }
}

/// Sets » and the space before it, for a typed guillemet or a straight quote.
fn close_guillemet(text: &TokenizedText, index: usize, replacements: &mut Replacements) {
    let token = &text.tokens[index];
    let gap = text.gap_before(index);
    let left = text.class_before(gap.start, index);
    if left == CharClass::Edge || (gap.is_empty() && left == CharClass::Open) {
        replacements.set(token.range(), "»");
    } else if gap.is_empty() {
        replacements.set(token.range(), "\u{202F}»");
    } else {
        replacements.set(gap, NARROW_NO_BREAK_SPACE);
        replacements.set(token.range(), "»");
    }
}
