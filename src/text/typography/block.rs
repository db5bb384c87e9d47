//! A flattened block and its tokens: the places where a rule may apply.
//!
//! Answers what is beside a token, with straight quotes as `quotes` has resolved them, so
//! that a straight quote and the curly one that it becomes look the same to every rule.

use std::ops::Range;

use super::char_class::{LINE, Side};

/// A place where a rule may apply, as a byte range of the block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.at..self.end
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A single `;` or `:`, or a run that starts with `!` or `?` and may hold `…`.
    Mark,
    /// A straight `"`; `inner` where it is inside guillemets.
    Double { role: Role, inner: bool },
    /// A straight `'`, apostrophes being `Close`.
    Single(Role),
    /// « » “ ” as the author typed them.
    Typed,
    /// `...`, to become an ellipsis.
    Dots,
    /// Two or three hyphens.
    Dashes,
    /// One emoji.
    Emoji,
    /// What counts as a word, whatever marks it holds: the tail of an address, `:smile:`,
    /// the mark of a name.
    Owned,
}

/// What a straight quote is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Stays straight: minutes, feet, inches; or not resolved yet.
    Straight,
    Open,
    Close,
}

/// A flattened block, its tokens in order.
pub(super) struct Block<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
}

impl Block<'_> {
    /// What is directly before token `index`.
    pub(super) fn before(&self, index: usize) -> Side {
        self.side_before(self.tokens[index].at, index)
    }

    /// What is directly after token `index`.
    pub(super) fn after(&self, index: usize) -> Side {
        self.side_after(self.tokens[index].end, index)
    }

    /// What ends at byte `at`, which is at or before token `index` and after the others.
    pub(super) fn side_before(&self, at: usize, index: usize) -> Side {
        match self.tokens[..index].last().filter(|token| token.end == at) {
            Some(token) => self.side_of(token, self.text[..at].chars().next_back()),
            None => Side::of(self.text[..at].chars().next_back()),
        }
    }

    /// What starts at byte `at`, which is after token `index`.
    pub(super) fn side_after(&self, at: usize, index: usize) -> Side {
        let later = &self.tokens[index + 1..];
        match later
            .iter()
            .take_while(|token| token.at <= at)
            .find(|token| token.at == at)
        {
            Some(token) => self.side_of(token, self.text[at..].chars().next()),
            None => Side::of(self.text[at..].chars().next()),
        }
    }

    /// The side that `token` shows, `c` being its character there.
    fn side_of(&self, token: &Token, c: Option<char>) -> Side {
        match token.kind {
            Kind::Emoji => Side::Object,
            Kind::Owned => Side::Word,
            Kind::Double { role, .. } | Kind::Single(role) => match role {
                Role::Straight => Side::Joint,
                Role::Open => Side::Open,
                Role::Close => Side::Close,
            },
            // Also where the run ends with an ellipsis.
            Kind::Mark => Side::Mark,
            Kind::Typed | Kind::Dots | Kind::Dashes => Side::of(c),
        }
    }

    /// The white space directly before token `index`, maybe none.
    pub(super) fn gap_before(&self, index: usize) -> Range<usize> {
        let end = self.tokens[index].at;
        self.text[..end].trim_end_matches(is_space).len()..end
    }

    /// The white space directly after token `index`, maybe none.
    pub(super) fn gap_after(&self, index: usize) -> Range<usize> {
        let start = self.tokens[index].end;
        start..self.text.len() - self.text[start..].trim_start_matches(is_space).len()
    }

    /// Whether the mark that is token `index` ends a word, going by what follows it: a
    /// space, the end, a closing mark, an emoji. Not so in `12:30`, `a?b`, `!important`,
    /// `?.`, `:)`. More may follow a mark that is not `attached` to the word before it,
    /// since it is no part of that.
    pub(super) fn ends_word(&self, index: usize, attached: bool) -> bool {
        let mark = self.tokens[index];
        let pause = self.text[mark.at..].starts_with([':', ';']);
        let end = if pause {
            mark.end
        } else {
            run_end(self.text, mark.end)
        };
        let next = self.text[end..].chars().next();
        let bracket = matches!(next, Some('(' | '[' | '{' | ')' | ']' | '}'));
        match self.side_after(end, index) {
            Side::Edge | Side::Space => true,
            Side::Close if bracket => !pause,
            Side::Close => self.closes(end, index),
            Side::Object => !(pause && attached),
            Side::Open => !(attached || pause && bracket),
            Side::Stop => next == Some(',') && !attached,
            Side::Joint => {
                matches!(next, Some('*' | '/' | '-' | '–' | '—')) && !(attached || pause)
            }
            Side::Mark | Side::Word => false,
        }
    }

    /// Whether the closing mark at byte `at`, after token `index`, is none that is an
    /// apostrophe within a word.
    pub(super) fn closes(&self, at: usize, index: usize) -> bool {
        match self.text[at..].chars().next() {
            Some(c @ ('’' | '\'')) => !matches!(
                self.side_after(at + c.len_utf8(), index),
                Side::Word | Side::Object | Side::Open | Side::Joint
            ),
            _ => true,
        }
    }
}

/// Whether `c` is white space on one line.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, LINE | '\u{2029}')
}

/// Where the run of `!`, `?` and ellipses ends that goes on at byte `at`.
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

/// Whether exactly three dots start at byte `at` of `text`, none before them, that are no
/// part of a path (`../...`) or a range (`1...9`).
pub(super) fn is_ellipsis(text: &str, at: usize) -> bool {
    let Some(rest) = text[at..].strip_prefix("...") else {
        return false;
    };
    let (left, right) = (text[..at].chars().next_back(), rest.chars().next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let barred = |c: Option<char>| matches!(c, Some('.' | '/' | '\\'));
    let range = digit(left) && digit(right);
    !(barred(left) || barred(right) || range)
}
