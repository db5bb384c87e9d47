//! The types of typographic tokens (quotes, dashes, marks, emoji: the places where a rule may
//! apply), and the characters that stand before and after each.
//!
//! `tokenizer` finds the tokens. Straight quotes count by the role that `quote_pairing` gives them,
//! so that every rule sees a straight quote as the curly one that it becomes.

use super::character_classes::{CharClass, is_space};
use std::ops::Range;

/// A place where a rule may apply, as a byte range of the block.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextToken {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) kind: TokenKind,
}

impl TextToken {
    pub(super) fn range(&self) -> Range<usize> {
        self.at..self.end
    }
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A single `;` or `:`, or a run that starts with `!` or `?` and may hold `…`.
    Mark,
    /// A straight `"`; `is_inner` when it is inside another quotation.
    DoubleQuote { role: QuoteRole, is_inner: bool },
    /// A straight `'`.
    SingleQuote(QuoteRole),
    /// A double quotation mark of the language that the author typed, and the class that it has
    /// there: “ opens in English and closes in German.
    TypedQuote(CharClass),
    /// `...`, which becomes an ellipsis.
    ThreeDots,
    /// Two or three hyphens.
    Hyphens,
    /// White space of French that does not break, in a number or beside it; narrow between the
    /// groups of a number.
    TiedSpace { is_narrow: bool },
    /// One emoji.
    Emoji,
    /// Part of a word, with all marks in it: the tail of an address, `:smile:`, the mark of a
    /// name.
    WordPart,
}

/// The role of a straight quote, which decides its replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteRole {
    /// Stays straight: minutes, feet, inches, a quote without its other half. Also the role before
    /// quotes are paired.
    Straight,
    Open,
    Close,
    /// A single quote that opens and closes nothing.
    Apostrophe,
}

/// A flattened block and its tokens, in order.
pub(super) struct TokenizedText<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<TextToken>,
}

impl TokenizedText<'_> {
    /// The class of the character before token `index`.
    pub(super) fn before(&self, index: usize) -> CharClass {
        self.class_before(self.tokens[index].at, index)
    }

    /// The class of the character after token `index`.
    pub(super) fn after(&self, index: usize) -> CharClass {
        self.class_after(self.tokens[index].end, index)
    }

    /// The class of the character that ends at byte `at`, which is at or before token `index` and
    /// after the tokens before it.
    pub(super) fn class_before(&self, at: usize, index: usize) -> CharClass {
        match self.tokens[..index].last().filter(|token| token.end == at) {
            Some(token) => self.class_in(token, self.text[..at].chars().next_back()),
            None => CharClass::of(self.text[..at].chars().next_back()),
        }
    }

    /// The class of the character that begins at byte `at`, which is after token `index`.
    pub(super) fn class_after(&self, at: usize, index: usize) -> CharClass {
        let later = &self.tokens[index + 1..];
        match later
            .iter()
            .take_while(|token| token.at <= at)
            .find(|token| token.at == at)
        {
            Some(token) => self.class_in(token, self.text[at..].chars().next()),
            None => CharClass::of(self.text[at..].chars().next()),
        }
    }

    /// The class of `c`, the first or last character of `token`.
    fn class_in(&self, token: &TextToken, c: Option<char>) -> CharClass {
        match token.kind {
            TokenKind::Emoji => CharClass::Object,
            TokenKind::WordPart => CharClass::Word,
            TokenKind::DoubleQuote { role, .. } | TokenKind::SingleQuote(role) => match role {
                QuoteRole::Straight => CharClass::Joint,
                QuoteRole::Open => CharClass::Open,
                QuoteRole::Close | QuoteRole::Apostrophe => CharClass::Close,
            },
            // also when the run ends with an ellipsis
            TokenKind::Mark => CharClass::Mark,
            TokenKind::TiedSpace { .. } => CharClass::Space,
            TokenKind::TypedQuote(class) => class,
            TokenKind::ThreeDots | TokenKind::Hyphens => CharClass::of(c),
        }
    }

    /// Whether token `index` follows a digit without a space.
    pub(super) fn is_after_digit(&self, index: usize) -> bool {
        self.text[..self.tokens[index].at].ends_with(|c: char| c.is_ascii_digit())
    }

    /// The white space before token `index`, perhaps none.
    pub(super) fn gap_before(&self, index: usize) -> Range<usize> {
        let end = self.tokens[index].at;
        self.text[..end].trim_end_matches(is_space).len()..end
    }

    /// The white space after token `index`, perhaps none.
    pub(super) fn gap_after(&self, index: usize) -> Range<usize> {
        let start = self.tokens[index].end;
        start..self.text.len() - self.text[start..].trim_start_matches(is_space).len()
    }

    /// Whether the mark at token `index` ends a word: a space, the end, a closing mark or an emoji
    /// follows. In `12:30`, `a?b`, `!important`, `?.` and `:)`, the mark ends no word. A mark that
    /// is not attached to the word before it may have more after it, because it is no part of
    /// that word.
    pub(super) fn ends_word(&self, index: usize, is_attached: bool) -> bool {
        let mark = self.tokens[index];
        let is_pause = self.text[mark.at..].starts_with([':', ';']);
        let end = if is_pause {
            mark.end
        } else {
            run_end(self.text, mark.end)
        };
        let next = self.text[end..].chars().next();
        let is_bracket = matches!(next, Some('(' | '[' | '{' | ')' | ']' | '}'));
        match self.class_after(end, index) {
            CharClass::Edge | CharClass::Space => true,
            CharClass::Close if is_bracket => !is_pause,
            CharClass::Close => self.is_closing(end, index),
            CharClass::Object => !(is_pause && is_attached),
            CharClass::Open => !(is_attached || is_pause && is_bracket),
            CharClass::Stop => next == Some(',') && !is_attached,
            CharClass::Joint => {
                matches!(next, Some('*' | '/' | '-' | '–' | '—')) && !(is_attached || is_pause)
            }
            CharClass::Mark | CharClass::Word => false,
        }
    }

    /// Whether the character at byte `at`, after token `index`, closes something: it is no
    /// apostrophe inside a word.
    pub(super) fn is_closing(&self, at: usize, index: usize) -> bool {
        match self.text[at..].chars().next() {
            Some(c @ ('’' | '\'')) => !matches!(
                self.class_after(at + c.len_utf8(), index),
                CharClass::Word | CharClass::Object | CharClass::Open | CharClass::Joint
            ),
            _ => true,
        }
    }
}

/// Whether a word begins at a quote between these two.
pub(super) fn begins_word(left: CharClass, right: CharClass) -> bool {
    matches!(
        left,
        CharClass::Edge | CharClass::Space | CharClass::Open | CharClass::Joint
    ) && !right.is_blank()
}

/// The end of the run of `!`, `?` and ellipses that goes on at byte `at`.
fn run_end(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches(['!', '?', '…']).len();
        if !is_ellipsis(text, at) {
            return at;
        }
        at += 3;
    }
}

/// Whether exactly three dots begin at byte `at` of `text`, with none before them. Dots of a path
/// (`../...`) or a range (`1...9`) do not count.
pub(super) fn is_ellipsis(text: &str, at: usize) -> bool {
    let Some(rest) = text[at..].strip_prefix("...") else {
        return false;
    };
    let (left, right) = (text[..at].chars().next_back(), rest.chars().next());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_path = |c: Option<char>| matches!(c, Some('.' | '/' | '\\'));
    let is_range = is_digit(left) && is_digit(right);
    !(is_path(left) || is_path(right) || is_range)
}
