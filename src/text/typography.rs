//! Prose as printers set it: quotes, apostrophes, dashes, spaces that do not break.
//!
//! Takes one block's inline content as [`Piece`]s, so that a rule sees across the borders
//! of emphasis and links, and edits its text in place. `scan` finds the places of interest,
//! `quotes` pairs straight quotes, each language's module turns places into edits. Never
//! looks beyond the block, and what is set already stays as it is: twice is once.

mod block;
mod char_class;
mod edits;
mod emoji_tie;
mod english;
mod french;
mod names;
mod quotes;
mod scan;

use std::borrow::Cow;

use block::{Kind, Role};
use edits::{Edit, Edits};

/// One stretch of a block's inline content. Tags are not passed at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Prose, set in place; it stays borrowed when nothing changes.
    Text(Cow<'a, str>),
    /// Inline code, an image, a linked address, raw HTML: never touched, counts as a word.
    Object,
    /// A soft line break: a plain space. Where a no-break space belongs, it becomes a
    /// `Text` that holds it; where it was one space too many, an empty `Text`.
    Space,
    /// A hard line break: what is before it ends a line, what is after it begins one.
    Line,
}

/// Which language's rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Imprimerie nationale: U+202F before `;` `!` `?` and inside « », U+00A0 before
    /// `:`, straight quotes to « » (inside those “ ”), apostrophes to ’, `...` to ….
    French,
    /// Curly quotes and apostrophes, `--` to –, `---` to —, `...` to ….
    English,
    /// Only what holds in every language: a trailing emoji is tied to the word before.
    Plain,
}

impl Rules {
    /// The rules for a language code such as `fr`, `fr-CA` or `en_GB`, whatever its case.
    pub fn for_language(code: &str) -> Rules {
        match code.split(['-', '_']).next().unwrap_or(code) {
            primary if primary.eq_ignore_ascii_case("fr") => Rules::French,
            primary if primary.eq_ignore_ascii_case("en") => Rules::English,
            _ => Rules::Plain,
        }
    }
}

/// How to set a text.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// The language's rules.
    pub rules: Rules,
    /// Names that own their mark (`Yahoo!`), beside those that are known anyway. The mark
    /// may also be inside (`Panic! at the Disco`); case counts.
    pub keep: &'a [String],
}

/// Sets one block in place. The result does not depend on how its prose is cut into
/// [`Piece::Text`]. Time is linear in the length of the text.
pub fn typeset(style: &Style, pieces: &mut [Piece]) {
    if pieces
        .iter()
        .all(|piece| scan::is_quiet(style.rules, piece))
    {
        return;
    }
    let text = flatten(pieces);
    let edits = edits_of(style, &text);
    if !edits.is_empty() {
        edits::apply(&edits, pieces);
    }
}

/// Sets one line of text: a title, a description.
pub fn typeset_str<'a>(style: &Style, text: &'a str) -> Cow<'a, str> {
    let mut pieces = [Piece::Text(Cow::Borrowed(text))];
    typeset(style, &mut pieces);
    match pieces {
        [Piece::Text(text)] => text,
        _ => Cow::Borrowed(text),
    }
}

/// The block as one string, with U+FFFC for an object and U+2028 for a hard break.
fn flatten<'p>(pieces: &'p [Piece]) -> Cow<'p, str> {
    if let [Piece::Text(text)] = pieces {
        return Cow::Borrowed(text);
    }
    let mut flat = String::with_capacity(pieces.iter().map(edits::flat_len).sum());
    for piece in pieces {
        match piece {
            Piece::Text(text) => flat.push_str(text),
            Piece::Object => flat.push(char_class::OBJECT),
            Piece::Space => flat.push(' '),
            Piece::Line => flat.push(char_class::LINE),
        }
    }
    Cow::Owned(flat)
}

/// All edits that `text`, a flattened block, needs.
fn edits_of(style: &Style, text: &str) -> Vec<Edit> {
    let mut block = scan::scan(style, text);
    quotes::resolve(&mut block);
    let mut edits = Edits::new(text);
    let mut next = 0;
    while let Some(token) = block.tokens.get(next) {
        let this = next;
        next += 1;
        match (token.kind, style.rules) {
            (Kind::Emoji, _) => next = emoji_tie::tie(&block, this, &mut edits),
            (_, Rules::Plain) | (Kind::Single(Role::Straight), _) => {}
            (Kind::Single(Role::Open), _) => edits.set(token.range(), "‘"),
            (Kind::Single(Role::Close), _) => edits.set(token.range(), "’"),
            (Kind::Dots, _) => edits.set(token.range(), "…"),
            (_, Rules::French) => french::set(&block, this, &mut edits),
            (_, Rules::English) => english::set(&block, this, &mut edits),
        }
    }
    edits.finish()
}

#[cfg(test)]
mod tests;
