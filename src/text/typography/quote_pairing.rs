//! Pairs straight quotes: decides for each one whether it opens, closes or stays straight.
//!
//! The characters beside a quote decide. Where they are the same on both sides, the quotes that
//! are still open decide. After a digit, `'` and `"` may be feet, inches, minutes or seconds, and
//! stay straight. The replacement of a quote depends on the language and is not made here.

use super::character_classes::CharClass;
use super::token_types::{QuoteRole, TokenKind, TokenizedText};

/// Deepest nesting of quotes; deeper ones are not paired.
const MAX_DEPTH: usize = 8;

/// Words that begin with an apostrophe. In other such words (`'cause`), the missing closing quote
/// shows that the quote is an apostrophe.
const ELISIONS: [&str; 10] = [
    "tis", "tisn", "twas", "twasn", "twere", "twill", "em", "n", "til", "nuff",
];

/// Gives every straight quote of `text` its role.
pub(super) fn pair_quotes(text: &mut TokenizedText) {
    let mut pairing = Pairing::default();
    for index in 0..text.tokens.len() {
        text.tokens[index].kind = match text.tokens[index].kind {
            TokenKind::DoubleQuote { .. } => pairing.double(text, index),
            TokenKind::SingleQuote(_) => TokenKind::SingleQuote(pairing.single(text, index)),
            kind => {
                if kind == TokenKind::TypedQuote {
                    pairing.typed(&text.text[text.tokens[index].range()]);
                }
                kind
            }
        };
    }
}

/// A double quote that is open.
#[derive(Clone, Copy)]
struct OpenQuote {
    is_guillemet: bool,
    /// Whether the author typed it as « or “.
    is_typed: bool,
}

/// The open quotes, while those of a block are paired in order.
#[derive(Default)]
struct Pairing {
    open: Vec<OpenQuote>,
    /// The token that closes the open single quote.
    closing_single: Option<usize>,
    /// The last search for a closing single quote, valid up to the token where it stopped.
    search: ClosingSearch,
}

impl Pairing {
    /// Opens or closes a quote that the author typed as « » “ ”.
    fn typed(&mut self, quote: &str) {
        let is_guillemet = matches!(quote, "«" | "»");
        if matches!(quote, "«" | "“") {
            self.push(OpenQuote {
                is_guillemet,
                is_typed: true,
            });
        } else if let Some(depth) = self
            .open
            .iter()
            .rposition(|open| open.is_guillemet == is_guillemet)
        {
            self.open.truncate(depth);
        }
    }

    fn push(&mut self, open: OpenQuote) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(open);
        }
    }

    /// The kind of the straight `"` at token `index`, with its role.
    fn double(&mut self, text: &TokenizedText, index: usize) -> TokenKind {
        let pending = self.open.iter().rposition(|open| !open.is_typed);
        let is_measure =
            is_digit_before(text, index) && (pending.is_none() || is_measure(text, index));
        if is_measure {
            return TokenKind::DoubleQuote {
                role: QuoteRole::Straight,
                is_inner: false,
            };
        }
        let opens = match directions(text, index) {
            Directions { opens, closes } if opens != closes => opens,
            _ => pending.is_none(),
        };
        if opens {
            let is_inner = self.open.iter().any(|open| open.is_guillemet);
            self.push(OpenQuote {
                is_guillemet: !is_inner,
                is_typed: false,
            });
            return TokenKind::DoubleQuote {
                role: QuoteRole::Open,
                is_inner,
            };
        }
        let mut is_inner = false;
        if let Some(depth) = pending.or(self.open.len().checked_sub(1)) {
            is_inner = !self.open[depth].is_guillemet;
            self.open.truncate(depth);
        }
        TokenKind::DoubleQuote {
            role: QuoteRole::Close,
            is_inner,
        }
    }

    /// The role of the straight `'` at token `index`.
    fn single(&mut self, text: &TokenizedText, index: usize) -> QuoteRole {
        let (left, right) = (text.before(index), text.after(index));
        if self.closing_single == Some(index) {
            self.closing_single = None;
            return QuoteRole::Close;
        }
        if is_smiley(text, index) || (left.is_blank() && right.is_blank()) {
            return QuoteRole::Straight;
        }
        if is_digit_before(text, index) && (!right.is_word() || is_digit_after(text, index)) {
            return QuoteRole::Straight;
        }
        if !begins_word(left, right) || is_elision(text, index) {
            return QuoteRole::Close;
        }
        if self.search.stopped_at <= index {
            self.search = find_closing_single(text, index);
        }
        self.closing_single = self.search.closing;
        if self.closing_single.is_some() {
            QuoteRole::Open
        } else {
            QuoteRole::Close
        }
    }
}

/// The roles that a `"` may have by the characters beside it.
struct Directions {
    opens: bool,
    closes: bool,
}

/// The roles that the `"` at token `index` may have.
fn directions(text: &TokenizedText, index: usize) -> Directions {
    let (left, right) = (text.before(index), text.after(index));
    // an elided article goes before the quote: l'"IA"
    let is_elided = text.text[..text.tokens[index].at].ends_with(['\'', '’']);
    let opens =
        begins_word(left, right) || (is_elided && left == CharClass::Close && !right.is_blank());
    let closes = !left.is_blank()
        && matches!(
            right,
            CharClass::Edge
                | CharClass::Space
                | CharClass::Close
                | CharClass::Stop
                | CharClass::Mark
        );
    Directions { opens, closes }
}

/// Whether a word begins at a quote between these two.
fn begins_word(left: CharClass, right: CharClass) -> bool {
    matches!(
        left,
        CharClass::Edge | CharClass::Space | CharClass::Open | CharClass::Joint
    ) && !right.is_blank()
}

/// Whether the `"` after a digit at token `index` means inches although a quote is open: the next
/// `"` can only close that quote.
fn is_measure(text: &TokenizedText, index: usize) -> bool {
    let next = (index + 1..text.tokens.len())
        .find(|&next| matches!(text.tokens[next].kind, TokenKind::DoubleQuote { .. }));
    next.is_some_and(|next| {
        let Directions { opens, closes } = directions(text, next);
        closes && !opens
    })
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

fn is_digit_before(text: &TokenizedText, index: usize) -> bool {
    text.text[..text.tokens[index].at].ends_with(|c: char| c.is_ascii_digit())
}

fn is_digit_after(text: &TokenizedText, index: usize) -> bool {
    text.text[text.tokens[index].end..].starts_with(|c: char| c.is_ascii_digit())
}
