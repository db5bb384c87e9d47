//! Decides for each straight quote whether it opens, closes or stays.
//!
//! What is beside a quote decides; where that is the same on both sides, the quotes that
//! are still open do. After a digit, `'` and `"` may be feet, inches, minutes or seconds,
//! and then stay straight. Knows nothing of what a quote becomes in which language.

use super::block::{Block, Kind, Role};
use super::char_class::Side;

/// How many quotes may be open inside one another; deeper ones are not paired.
const DEEPEST: usize = 8;

/// Words that begin with an apostrophe. Others (`'cause`) are found by the lack of a
/// closing quote.
const ELISIONS: [&str; 10] = [
    "tis", "tisn", "twas", "twasn", "twere", "twill", "em", "n", "til", "nuff",
];

/// Gives every quote of `block` its role.
pub(super) fn resolve(block: &mut Block) {
    let mut pairing = Pairing::default();
    for index in 0..block.tokens.len() {
        block.tokens[index].kind = match block.tokens[index].kind {
            Kind::Double { .. } => pairing.double(block, index),
            Kind::Single(_) => Kind::Single(pairing.single(block, index)),
            kind => {
                if kind == Kind::Typed {
                    pairing.typed(&block.text[block.tokens[index].range()]);
                }
                kind
            }
        };
    }
}

/// A double quote that is open.
#[derive(Clone, Copy)]
struct Open {
    guillemet: bool,
    typed: bool,
}

/// What is open while the quotes of a block are resolved in order.
#[derive(Default)]
struct Pairing {
    open: Vec<Open>,
    /// The token that closes a single quote.
    closer: Option<usize>,
    /// What the last call of [`closer`] gave, which holds up to the token it stopped at.
    search: (usize, Option<usize>),
}

impl Pairing {
    /// Keeps track of a « » “ ” that the author typed.
    fn typed(&mut self, quote: &str) {
        let guillemet = matches!(quote, "«" | "»");
        if matches!(quote, "«" | "“") {
            self.push(Open {
                guillemet,
                typed: true,
            });
        } else if let Some(depth) = self
            .open
            .iter()
            .rposition(|open| open.guillemet == guillemet)
        {
            self.open.truncate(depth);
        }
    }

    fn push(&mut self, open: Open) {
        if self.open.len() < DEEPEST {
            self.open.push(open);
        }
    }

    /// The role of the straight `"` that is token `index`.
    fn double(&mut self, block: &Block, index: usize) -> Kind {
        let pending = self.open.iter().rposition(|open| !open.typed);
        let measure =
            is_digit_before(block, index) && (pending.is_none() || is_measure(block, index));
        if measure {
            return Kind::Double {
                role: Role::Straight,
                inner: false,
            };
        }
        let opening = match directions(block, index) {
            (opens, closes) if opens != closes => opens,
            _ => pending.is_none(),
        };
        if opening {
            let inner = self.open.iter().any(|open| open.guillemet);
            self.push(Open {
                guillemet: !inner,
                typed: false,
            });
            return Kind::Double {
                role: Role::Open,
                inner,
            };
        }
        let mut inner = false;
        if let Some(depth) = pending.or(self.open.len().checked_sub(1)) {
            inner = !self.open[depth].guillemet;
            self.open.truncate(depth);
        }
        Kind::Double {
            role: Role::Close,
            inner,
        }
    }

    /// The role of the straight `'` that is token `index`.
    fn single(&mut self, block: &Block, index: usize) -> Role {
        let (left, right) = (block.before(index), block.after(index));
        if self.closer == Some(index) {
            self.closer = None;
            return Role::Close;
        }
        if is_smiley(block, index) || (left.is_blank() && right.is_blank()) {
            return Role::Straight;
        }
        if is_digit_before(block, index) && (!right.is_word() || is_digit_after(block, index)) {
            return Role::Straight;
        }
        if !begins(left, right) || is_elision(block, index) {
            return Role::Close;
        }
        if self.search.0 <= index {
            self.search = closer(block, index);
        }
        self.closer = self.search.1;
        if self.closer.is_some() {
            Role::Open
        } else {
            Role::Close
        }
    }
}

/// Whether the `"` at token `index` may open, and whether it may close.
fn directions(block: &Block, index: usize) -> (bool, bool) {
    let (left, right) = (block.before(index), block.after(index));
    // An elided article goes before the quote: l'"IA".
    let elided = block.text[..block.tokens[index].at].ends_with(['\'', '’']);
    let opens = begins(left, right) || (elided && left == Side::Close && !right.is_blank());
    let closes = !left.is_blank()
        && matches!(
            right,
            Side::Edge | Side::Space | Side::Close | Side::Stop | Side::Mark
        );
    (opens, closes)
}

/// Whether a quote between these two is where a word begins.
fn begins(left: Side, right: Side) -> bool {
    matches!(left, Side::Edge | Side::Space | Side::Open | Side::Joint) && !right.is_blank()
}

/// Whether the `"` after a digit at token `index` is inches although a quote is open,
/// because the next one can only be what closes that.
fn is_measure(block: &Block, index: usize) -> bool {
    let next = (index + 1..block.tokens.len())
        .find(|&next| matches!(block.tokens[next].kind, Kind::Double { .. }));
    next.is_some_and(|next| directions(block, next) == (false, true))
}

/// The token where the search for the end of a single quote stops that token `index`
/// opens, and the same if it is the end. Apostrophes within words are passed over;
/// another opening quote ends the search in vain.
fn closer(block: &Block, index: usize) -> (usize, Option<usize>) {
    for next in index + 1..block.tokens.len() {
        if !matches!(block.tokens[next].kind, Kind::Single(_)) {
            continue;
        }
        let (left, right) = (block.before(next), block.after(next));
        // A straight quote that is not resolved yet is a joint, and may well close here.
        if begins(left, right) && left != Side::Joint {
            if !is_elision(block, next) {
                return (next, None);
            }
        } else if !left.is_blank() && !right.is_word() {
            return (next, Some(next));
        }
    }
    (block.tokens.len(), None)
}

/// Whether the apostrophe at token `index` begins a word such as `'tis`, or a year or a
/// decade (`'68`, `'90s`).
fn is_elision(block: &Block, index: usize) -> bool {
    let rest = &block.text[block.tokens[index].end..];
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

/// Whether the `'` at token `index` is the tear of `:'(`.
fn is_smiley(block: &Block, index: usize) -> bool {
    let token = block.tokens[index];
    block.text[..token.at].ends_with([':', ';', '='])
        && block.text[token.end..].starts_with(['(', ')'])
}

fn is_digit_before(block: &Block, index: usize) -> bool {
    block.text[..block.tokens[index].at].ends_with(|c: char| c.is_ascii_digit())
}

fn is_digit_after(block: &Block, index: usize) -> bool {
    block.text[block.tokens[index].end..].starts_with(|c: char| c.is_ascii_digit())
}
