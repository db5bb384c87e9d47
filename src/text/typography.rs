//! Typography of prose: quotes, apostrophes, dashes, and spaces that do not break.
//!
//! Takes the inline content of one block as [`InlinePiece`]s, so that a rule sees across the
//! borders of emphasis and links, and changes its text in place. The tokenizer finds the places
//! where a rule may apply, straight quotes are paired, and the rules of the language turn places
//! into replacements. Never looks beyond the block; typesetting a text twice changes nothing
//! more.

mod apply_replacements;
mod character_classes;
mod dashes;
mod double_quotes;
mod emoji_spacing;
mod french;
mod french_spaces;
mod names_with_punctuation;
mod quotation_marks;
mod quote_pairing;
#[cfg(test)]
mod tests;
mod token_types;
mod tokenizer;
mod units;

use apply_replacements::{Replacements, TextReplacement};
use quotation_marks::MarkPair;
pub use quotation_marks::QuotationMarks;
use std::borrow::Cow;
use std::ops::Range;
use token_types::{QuoteRole, TokenKind};

/// One stretch of the inline content of a block. Tags of emphasis and links have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlinePiece<'a> {
    /// Prose, changed in place; it stays borrowed when nothing changes.
    Text(Cow<'a, str>),
    /// Inline code, an image, an address that is a link, raw HTML: counts as a word and never
    /// changes.
    Object,
    /// A soft line break, which counts as a space. Where a no-break space belongs, it becomes a
    /// `Text` that holds it; where it was one space too many, an empty `Text`.
    SoftBreak,
    /// A hard line break: it ends one line and begins the next.
    HardBreak,
}

/// The rules of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypographyRules {
    /// Imprimerie nationale: U+202F before `;` `!` `?` and inside « », U+00A0 before `:` and
    /// units, straight quotes to « » (inside those “ ”), and the dashes of English.
    French,
    /// Curly quotes and apostrophes, `--` to –, `---` to —, `...` to ….
    English,
    /// The quotation marks of a language by CLDR, apostrophes to ’, `...` to ….
    Other(&'static QuotationMarks),
}

impl TypographyRules {
    /// The rules for a language code such as `fr`, `fr-CA` or `en_GB`, in any case.
    pub fn for_language(code: &str) -> TypographyRules {
        match code.split(['-', '_']).next().unwrap_or(code) {
            primary if primary.eq_ignore_ascii_case("fr") => TypographyRules::French,
            primary if primary.eq_ignore_ascii_case("en") => TypographyRules::English,
            _ => TypographyRules::Other(quotation_marks::quotation_marks(code)),
        }
    }

    fn marks(self) -> &'static QuotationMarks {
        match self {
            TypographyRules::French => &quotation_marks::FRENCH,
            TypographyRules::English => &quotation_marks::ENGLISH,
            TypographyRules::Other(marks) => marks,
        }
    }
}

/// The typography of one text: the rules of its language and the site's exceptions.
#[derive(Clone, Copy, Debug)]
pub struct TypographyStyle<'a> {
    /// The rules of the language.
    pub rules: TypographyRules,
    /// Names with a punctuation mark (`Yahoo!`), besides the built-in ones. The mark may also be
    /// inside (`Panic! at the Disco`); case counts.
    pub keep: &'a [String],
}

/// Typesets one block in place. The result does not depend on how its prose is cut into
/// [`InlinePiece::Text`]. Time is linear in the length of the text.
pub fn typeset(style: &TypographyStyle, pieces: &mut [InlinePiece]) {
    if pieces
        .iter()
        .all(|piece| tokenizer::needs_no_change(style.rules, piece))
    {
        return;
    }
    let text = flatten(pieces);
    let replacements = replacements_for(style, &text);
    if !replacements.is_empty() {
        apply_replacements::apply(&replacements, pieces);
    }
}

/// Typesets one line of text: a title, a description.
pub fn typeset_str<'a>(style: &TypographyStyle, text: &'a str) -> Cow<'a, str> {
    let mut pieces = [InlinePiece::Text(Cow::Borrowed(text))];
    typeset(style, &mut pieces);
    match pieces {
        [InlinePiece::Text(text)] => text,
        _ => Cow::Borrowed(text),
    }
}

/// The block as one string, with U+FFFC for an object and U+2028 for a hard break.
fn flatten<'p>(pieces: &'p [InlinePiece]) -> Cow<'p, str> {
    if let [InlinePiece::Text(text)] = pieces {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(pieces.iter().map(apply_replacements::flat_length).sum());
    for piece in pieces {
        match piece {
            InlinePiece::Text(piece) => text.push_str(piece),
            InlinePiece::Object => text.push(character_classes::OBJECT),
            InlinePiece::SoftBreak => text.push(' '),
            InlinePiece::HardBreak => text.push(character_classes::HARD_BREAK),
        }
    }
    Cow::Owned(text)
}

/// All replacements that `text`, a flattened block, needs.
fn replacements_for(style: &TypographyStyle, text: &str) -> Vec<TextReplacement> {
    let marks = style.rules.marks();
    let is_french = style.rules == TypographyRules::French;
    let has_dashes = is_french || style.rules == TypographyRules::English;
    let mut tokenized = tokenizer::tokenize(style, text);
    quote_pairing::pair_quotes(marks, &mut tokenized);
    let mut replacements = Replacements::new(text);
    let mut next = 0;
    while let Some(token) = tokenized.tokens.get(next) {
        let index = next;
        next += 1;
        match token.kind {
            TokenKind::Emoji => {
                next = emoji_spacing::tie_to_word(&tokenized, index, &mut replacements);
            }
            TokenKind::ThreeDots => replacements.set(token.range(), "…"),
            TokenKind::Hyphens if has_dashes => {
                dashes::set_dash(&tokenized, index, is_french, &mut replacements);
            }
            TokenKind::SingleQuote(role) => {
                set_quote(role, &marks.single, token.range(), &mut replacements);
            }
            TokenKind::DoubleQuote { role, is_inner } if is_inner || !is_french => {
                let pair = if is_inner {
                    &marks.nested
                } else {
                    &marks.outer
                };
                set_quote(role, pair, token.range(), &mut replacements);
            }
            _ if is_french => french::apply_rules(&tokenized, index, &mut replacements),
            _ => {}
        }
    }
    replacements.finish()
}

/// Sets the mark that a straight quote becomes by its role.
fn set_quote(
    role: QuoteRole,
    pair: &MarkPair,
    range: Range<usize>,
    replacements: &mut Replacements,
) {
    match role {
        QuoteRole::Straight => {}
        QuoteRole::Open => replacements.set(range, pair.open),
        QuoteRole::Close => replacements.set(range, pair.close),
        QuoteRole::Apostrophe => replacements.set(range, "’"),
    }
}
