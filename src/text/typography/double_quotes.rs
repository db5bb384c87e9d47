//! Decides for each straight `"` of a block whether it opens, closes or stays as it is typed.
//!
//! The characters beside a quote say what it may be. Of all ways to read the block, the one is
//! taken that leaves the fewest quotes without their other half, then the one that reads the
//! fewest quotes after digits as inches inside a quotation, then the one with the least nesting.
//! The time is linear.

use super::character_classes::CharClass;
use super::token_types::{QuoteRole, TextToken, TokenKind, TokenizedText, begins_word};

/// Deepest nesting of straight quotes; deeper ones stay straight.
const MAX_DEPTH: usize = 4;

/// The price of a quote without its other half.
const ALONE: u64 = 1_000_000;
/// The price of a quote after a digit that does not close the open quotation.
const INCHES: u64 = 10_000;
/// The price of a quote after a digit that opens, or that closes before a word.
const UNUSUAL: u64 = 20_000;
/// The price of a quotation inside another one, and of a lone quote inside a quotation.
const NESTED: u64 = 1;
/// The price of a reading that does not exist.
const NEVER: u64 = u64::MAX / 2;

/// Gives every straight `"` of `text` its role.
pub(super) fn set_roles(text: &mut TokenizedText) {
    let is_double = |token: &TextToken| matches!(token.kind, TokenKind::DoubleQuote { .. });
    let quotes: Vec<usize> = (0..text.tokens.len())
        .filter(|index| is_double(&text.tokens[*index]))
        .collect();
    if quotes.is_empty() {
        return;
    }
    let prices: Vec<Prices> = quotes.iter().map(|quote| prices(text, *quote)).collect();
    for (quote, role) in quotes.into_iter().zip(cheapest_roles(&prices)) {
        text.tokens[quote].kind = TokenKind::DoubleQuote {
            role,
            is_inner: false,
        };
    }
}

/// What each reading of a quote costs.
#[derive(Clone, Copy)]
struct Prices {
    open: u64,
    close: u64,
    straight_inside: u64,
    straight_outside: u64,
}

fn prices(text: &TokenizedText, index: usize) -> Prices {
    let Directions { opens, closes } = directions(text, index);
    let price = |may_be: bool| if may_be { 0 } else { NEVER };
    if !text.is_after_digit(index) {
        return Prices {
            open: price(opens),
            close: price(closes),
            straight_inside: ALONE + NESTED,
            straight_outside: ALONE,
        };
    }
    let is_before_word = right_of(text, index).is_word();
    Prices {
        open: if is_before_word { UNUSUAL } else { NEVER },
        close: if is_before_word {
            UNUSUAL
        } else {
            price(closes)
        },
        straight_inside: if is_before_word { 0 } else { INCHES },
        straight_outside: 0,
    }
}

/// How a block was read up to a quote, when it leaves a number of quotations open.
#[derive(Clone, Copy)]
struct Step {
    role: QuoteRole,
    /// The quotations that were open before the quote.
    open_before: usize,
    price: u64,
}

/// The roles of all quotes in the cheapest reading that closes every quotation.
fn cheapest_roles(prices: &[Prices]) -> Vec<QuoteRole> {
    let mut totals = [NEVER; MAX_DEPTH + 1];
    totals[0] = 0;
    let mut steps = Vec::with_capacity(prices.len());
    for prices in prices {
        let step: [Step; MAX_DEPTH + 1] =
            std::array::from_fn(|open| cheapest_step(&totals, prices, open));
        totals = step.map(|step| step.price);
        steps.push(step);
    }
    let mut open = 0;
    let mut roles: Vec<QuoteRole> = steps
        .iter()
        .rev()
        .map(|step| {
            let Step {
                role, open_before, ..
            } = step[open];
            open = open_before;
            role
        })
        .collect();
    roles.reverse();
    roles
}

/// The cheapest way to read a quote so that `open` quotations are open after it.
fn cheapest_step(totals: &[u64; MAX_DEPTH + 1], prices: &Prices, open: usize) -> Step {
    let straight = match open {
        0 => prices.straight_outside,
        _ => prices.straight_inside,
    };
    let step = |role, open_before: Option<usize>, price: u64| {
        let open_before = open_before.filter(|before| *before <= MAX_DEPTH)?;
        let price = (totals[open_before] + price).min(NEVER);
        Some(Step {
            role,
            open_before,
            price,
        })
    };
    let nested = if open > 1 { NESTED } else { 0 };
    let unchanged = Step {
        role: QuoteRole::Straight,
        open_before: open,
        price: (totals[open] + straight).min(NEVER),
    };
    let opened = step(
        QuoteRole::Open,
        open.checked_sub(1),
        prices.open.saturating_add(nested),
    );
    let closed = step(QuoteRole::Close, Some(open + 1), prices.close);
    let others = [opened, closed].into_iter().flatten();
    others.fold(
        unchanged,
        |best, step| {
            if step.price < best.price { step } else { best }
        },
    )
}

/// The roles that a `"` may have by the characters beside it.
struct Directions {
    opens: bool,
    closes: bool,
}

/// The roles that the `"` at token `index` may have; both where nothing decides.
fn directions(text: &TokenizedText, index: usize) -> Directions {
    let (left, right) = (left_of(text, index), right_of(text, index));
    let (opens, closes) = match (left, right) {
        (CharClass::Open, CharClass::Close) => (false, false),
        (CharClass::Open, _) => (true, false),
        (_, CharClass::Close) => (false, true),
        (CharClass::Edge, _) => (true, false),
        (CharClass::Space, CharClass::Edge) => (false, true),
        (CharClass::Space, CharClass::Space) => (true, true),
        (CharClass::Space, CharClass::Stop | CharClass::Mark) => {
            (true, !leads_to_word(text.text, text.tokens[index].end))
        }
        _ => {
            let ends_word = right.is_blank() || matches!(right, CharClass::Stop | CharClass::Mark);
            (
                begins_word(left, right),
                ends_word && left != CharClass::Space,
            )
        }
    };
    Directions {
        opens: opens || !closes,
        closes: closes || !opens,
    }
}

/// The class before the quote at token `index`. The space inside a typed « is part of it. An
/// apostrophe may be half of another pair, and joins: l'"IA".
fn left_of(text: &TokenizedText, index: usize) -> CharClass {
    let gap = text.gap_before(index);
    if text.text[..gap.start].ends_with('«') {
        return CharClass::Open;
    }
    match text.text[..text.tokens[index].at].chars().next_back() {
        Some('\'' | '‘' | '’') => CharClass::Joint,
        _ => text.before(index),
    }
}

/// The class after the quote at token `index`, as [`left_of`] has it.
fn right_of(text: &TokenizedText, index: usize) -> CharClass {
    let gap = text.gap_after(index);
    if text.text[gap.end..].starts_with('»') {
        return CharClass::Close;
    }
    match text.text[text.tokens[index].end..].chars().next() {
        Some('\'' | '‘' | '’') => CharClass::Joint,
        _ => text.after(index),
    }
}

/// Whether a word follows the full stops and marks at byte `at`: `"...oui"`, `"!important"`.
fn leads_to_word(text: &str, at: usize) -> bool {
    let is_mark = |c| matches!(CharClass::of(Some(c)), CharClass::Stop | CharClass::Mark);
    let rest = text[at..].trim_start_matches(is_mark);
    CharClass::of(rest.chars().next()).is_word()
}
