//! Pairs straight quotes: decides for each one whether it opens, closes or stays straight.
//!
//! Double quotes get their roles from `double_quotes`; this file says which of them are inside
//! another quotation, and decides on single ones. After a digit, `'` may be feet or minutes, and
//! stays straight. The replacement of a quote depends on the language and is not made here.

use super::character_classes::CharClass;
use super::double_quotes;
use super::quotation_marks::QuotationMarks;
use super::token_types::{QuoteRole, TokenKind, TokenizedText, begins_word};

/// Deepest nesting of typed quotes; deeper ones do not count.
const MAX_DEPTH: usize = 16;

/// Words that begin with an apostrophe. In other such words (`'cause`), the missing closing quote
/// shows that the quote is an apostrophe.
const ELISIONS: [&str; 10] = [
    "tis", "tisn", "twas", "twasn", "twere", "twill", "em", "n", "til", "nuff",
];

/// Gives every straight quote of `text` its role. `marks` tell which typed quotes open.
pub(super) fn pair_quotes(marks: &QuotationMarks, text: &mut TokenizedText) {
    double_quotes::set_roles(text);
    let mut open = OpenQuotes {
        marks,
        open: Vec::new(),
    };
    let mut singles = SingleQuotes::default();
    for index in 0..text.tokens.len() {
        text.tokens[index].kind = match text.tokens[index].kind {
            TokenKind::DoubleQuote { role, .. } => TokenKind::DoubleQuote {
                role,
                is_inner: open.straight(role),
            },
            TokenKind::SingleQuote(_) => TokenKind::SingleQuote(singles.role(text, index)),
            kind => {
                if matches!(kind, TokenKind::TypedQuote(_)) {
                    open.typed(&text.text[text.tokens[index].range()]);
                }
                kind
            }
        };
    }
}

/// A double quote that is open.
#[derive(Clone, Copy)]
struct OpenQuote {
    /// Whether its marks are those of an outer quotation.
    is_outer: bool,
    is_typed: bool,
}

/// The open double quotes, while those of a block are read in order.
struct OpenQuotes<'m> {
    marks: &'m QuotationMarks,
    open: Vec<OpenQuote>,
}

impl OpenQuotes<'_> {
    /// Opens or closes a quote that the author typed. Where both marks of a pair are equal, nobody
    /// can tell.
    fn typed(&mut self, quote: &str) {
        for (pair, is_outer) in [(&self.marks.outer, true), (&self.marks.nested, false)] {
            if pair.open == pair.close {
                continue;
            }
            if quote == pair.open {
                if self.open.len() < MAX_DEPTH {
                    self.open.push(OpenQuote {
                        is_outer,
                        is_typed: true,
                    });
                }
                return;
            }
            let is_same = |open: &OpenQuote| open.is_typed && open.is_outer == is_outer;
            if quote == pair.close
                && let Some(depth) = self.open.iter().rposition(is_same)
            {
                return self.open.truncate(depth);
            }
        }
    }

    /// Opens or closes a straight quote by its role. Says whether it is inside another quotation.
    fn straight(&mut self, role: QuoteRole) -> bool {
        match role {
            QuoteRole::Open => {
                let is_inner = self.open.iter().any(|open| open.is_outer);
                self.open.push(OpenQuote {
                    is_outer: !is_inner,
                    is_typed: false,
                });
                is_inner
            }
            QuoteRole::Close => {
                let depth = self.open.iter().rposition(|open| !open.is_typed);
                let is_inner = depth.is_some_and(|depth| !self.open[depth].is_outer);
                self.open.truncate(depth.unwrap_or(self.open.len()));
                is_inner
            }
            QuoteRole::Straight | QuoteRole::Apostrophe => false,
        }
    }
}

/// The single quotes of a block, while they are read in order.
#[derive(Default)]
struct SingleQuotes {
    /// The token that closes the open single quote.
    closing: Option<usize>,
    /// The last search for a closing single quote, valid up to the token where it stopped.
    search: ClosingSearch,
}

impl SingleQuotes {
    /// The role of the straight `'` at token `index`.
    fn role(&mut self, text: &TokenizedText, index: usize) -> QuoteRole {
        let (left, right) = (text.before(index), text.after(index));
        if self.closing == Some(index) {
            self.closing = None;
            return QuoteRole::Close;
        }
        if is_smiley(text, index) || (left.is_blank() && right.is_blank()) {
            return QuoteRole::Straight;
        }
        if text.is_after_digit(index) && (!right.is_word() || is_digit_after(text, index)) {
            return QuoteRole::Straight;
        }
        if !begins_word(left, right) || is_elision(text, index) {
            return QuoteRole::Apostrophe;
        }
        if self.search.stopped_at <= index {
            self.search = find_closing_single(text, index);
        }
        self.closing = self.search.closing;
        if self.closing.is_some() {
            QuoteRole::Open
        } else {
            QuoteRole::Apostrophe
        }
    }
}

/// A search for the token that closes a single quote.
#[derive(Default)]
struct ClosingSearch {
    /// The token where the search stopped.
    stopped_at: usize,
    /// That token, if it closes the quote.
    closing: Option<usize>,
}

/// Searches for the token that closes the single quote at token `index`. Skips apostrophes inside
/// words; another opening quote ends the search without a result.
fn find_closing_single(text: &TokenizedText, index: usize) -> ClosingSearch {
    for next in index + 1..text.tokens.len() {
        if !matches!(text.tokens[next].kind, TokenKind::SingleQuote(_)) {
            continue;
        }
        let (left, right) = (text.before(next), text.after(next));
        // a straight quote that is not paired yet is a joint, and may close here
        if begins_word(left, right) && left != CharClass::Joint {
            if !is_elision(text, next) {
                return ClosingSearch {
                    stopped_at: next,
                    closing: None,
                };
            }
        } else if !left.is_blank() && !right.is_word() {
            return ClosingSearch {
                stopped_at: next,
                closing: Some(next),
            };
        }
    }
    ClosingSearch {
        stopped_at: text.tokens.len(),
        closing: None,
    }
}

/// Whether the `'` at token `index` begins a word such as `'tis`, a year or a decade (`'68`,
/// `'90s`).
fn is_elision(text: &TokenizedText, index: usize) -> bool {
    let rest = &text.text[text.tokens[index].end..];
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        let decade = rest[2..].strip_prefix('s');
        let next = decade.unwrap_or(&rest[2..]).chars().next();
        return next.is_none_or(|c| !c.is_alphanumeric() && (c != '\'' || decade.is_some()));
    }
    let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    ELISIONS
        .iter()
        .any(|word| word.eq_ignore_ascii_case(&rest[..len]))
}

/// Whether the `'` at token `index` is the tear of the smiley `:'(`.
fn is_smiley(text: &TokenizedText, index: usize) -> bool {
    let token = text.tokens[index];
    text.text[..token.at].ends_with([':', ';', '='])
        && text.text[token.end..].starts_with(['(', ')'])
}

fn is_digit_after(text: &TokenizedText, index: usize) -> bool {
    text.text[text.tokens[index].end..].starts_with(|c: char| c.is_ascii_digit())
}
