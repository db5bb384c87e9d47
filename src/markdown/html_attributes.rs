//! Finds the attributes of raw HTML that hold an address, as a browser does (WHATWG HTML
//! 13.2.5).
//!
//! Reads HTML piece by piece, because a tag may go on in the next line: a [`TokenizerState`]
//! carries the state from one piece to the next. Never changes the HTML.

use std::borrow::Cow;
use std::ops::Range;

#[cfg(test)]
mod tests;

/// An attribute whose value is an address, or a name that other parts of the text refer to.
pub struct Attribute {
    pub name: &'static str,
    /// Bytes of the piece.
    pub value: Range<usize>,
    /// Whether the value ends in this piece.
    pub is_complete: bool,
}

impl Attribute {
    /// Whether its value is the address of a page or file that the site resolves.
    pub fn is_address(&self) -> bool {
        matches!(self.name, "href" | "src" | "srcset" | "poster")
    }

    /// Whether its value is the address of an image or a video.
    pub fn is_media(&self) -> bool {
        matches!(self.name, "src" | "srcset" | "poster")
    }
}

/// The attributes that are found. All but the first three can make a browser run a script.
const NAMES: [&str; 11] = [
    "id",
    "name",
    "markdown",
    "href",
    "src",
    "srcset",
    "poster",
    "action",
    "formaction",
    "data",
    "xlink:href",
];

/// Elements whose content is raw text, without tags.
pub const RAW_TEXT_ELEMENTS: [&str; 3] = ["script", "style", "textarea"];

/// The name of one of [`RAW_TEXT_ELEMENTS`] or of [`NAMES`]; `None` for any other.
type KnownName = Option<&'static str>;

/// The state of the tokenizer at the end of a piece, named as in the HTML standard. `element` is
/// the raw text element of the open tag, `attribute` the attribute that is read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum TokenizerState {
    /// Between tags.
    #[default]
    Data,
    /// In a raw text element.
    RawText(&'static str),
    /// In a tag, where an attribute may begin.
    BeforeAttributeName { element: KnownName },
    AfterAttributeName {
        element: KnownName,
        attribute: KnownName,
    },
    BeforeAttributeValue {
        element: KnownName,
        attribute: KnownName,
    },
    QuotedValue {
        element: KnownName,
        attribute: KnownName,
        quote: u8,
        /// Whether an earlier piece gave the attribute already.
        is_given: bool,
    },
}

/// The attributes of one piece of HTML, in its order. `state` is where the piece before ended,
/// and is updated for the next one.
pub fn attributes(html: &str, state: &mut TokenizerState) -> Vec<Attribute> {
    let mut tokenizer = HtmlTokenizer {
        html,
        at: 0,
        state: *state,
        found: Vec::new(),
    };
    while tokenizer.at < html.len() {
        tokenizer.step();
    }
    *state = tokenizer.state;
    let split_srcset = |attribute: Attribute| match attribute.name {
        "srcset" if attribute.is_complete => srcset_addresses(html, attribute.value),
        _ => vec![attribute],
    };
    tokenizer.found.into_iter().flat_map(split_srcset).collect()
}

struct HtmlTokenizer<'h> {
    html: &'h str,
    /// The next byte to read.
    at: usize,
    state: TokenizerState,
    found: Vec<Attribute>,
}

impl<'h> HtmlTokenizer<'h> {
    /// Reads on, or changes the state: every few steps it reads on.
    fn step(&mut self) {
        let rest = self.rest();
        let spaces = rest.len() - rest.trim_start().len();
        match self.state {
            TokenizerState::Data => match rest.find('<') {
                Some(tag) => self.tag_name(self.at + tag + 1),
                None => self.at = self.html.len(),
            },
            TokenizerState::RawText(element) => self.raw_text(element),
            TokenizerState::QuotedValue {
                element,
                attribute,
                quote,
                is_given,
            } => self.quoted_value(element, attribute, quote, is_given),
            _ if spaces > 0 => self.at += spaces,
            TokenizerState::BeforeAttributeName { element } => self.attribute_name(element),
            TokenizerState::AfterAttributeName { element, attribute } => {
                if rest.starts_with('=') {
                    let state = TokenizerState::BeforeAttributeValue { element, attribute };
                    self.enter(state, self.at + 1);
                } else {
                    self.state = TokenizerState::BeforeAttributeName { element };
                }
            }
            TokenizerState::BeforeAttributeValue { element, attribute } => {
                self.value(element, attribute);
            }
        }
    }

    fn rest(&self) -> &'h str {
        &self.html[self.at..]
    }

    fn enter(&mut self, state: TokenizerState, at: usize) {
        self.state = state;
        self.at = at;
    }

    /// Reads on after a `<`, which is before byte `at`: it begins a tag if a letter follows.
    fn tag_name(&mut self, at: usize) {
        let name = self.html[at..].trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.enter(TokenizerState::Data, at);
        }
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let start = self.html.len() - name.len();
        let end = start + name.find(ends).unwrap_or(name.len());
        let is_start_tag = start == at;
        let element = RAW_TEXT_ELEMENTS
            .into_iter()
            .find(|element| is_start_tag && self.html[at..end].eq_ignore_ascii_case(element));
        self.enter(TokenizerState::BeforeAttributeName { element }, end);
    }

    /// Looks for the end tag of a raw text element.
    fn raw_text(&mut self, element: &'static str) {
        let rest = self.rest();
        let mut end_tags = rest.match_indices("</");
        let end = end_tags.find(|(end, _)| {
            let name = rest[end + 2..].get(..element.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(element))
        });
        match end {
            Some((end, _)) => self.enter(
                TokenizerState::BeforeAttributeName { element: None },
                self.at + end + 2 + element.len(),
            ),
            None => self.at = self.html.len(),
        }
    }

    /// Reads the name of an attribute, or the end of the tag.
    fn attribute_name(&mut self, element: KnownName) {
        let rest = self.rest();
        let first = rest.as_bytes()[0];
        match first {
            b'/' => self.at += 1,
            b'>' => {
                let state = element.map_or(TokenizerState::Data, TokenizerState::RawText);
                self.enter(state, self.at + 1);
            }
            _ => {
                let from = usize::from(first == b'=');
                let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
                let end = rest[from..].find(ends).map_or(rest.len(), |end| from + end);
                let attribute = NAMES
                    .into_iter()
                    .find(|name| rest[..end].eq_ignore_ascii_case(name));
                let state = TokenizerState::AfterAttributeName { element, attribute };
                self.enter(state, self.at + end);
            }
        }
    }

    /// Reads a value without quotes, or the quote that begins one.
    fn value(&mut self, element: KnownName, attribute: KnownName) {
        let rest = self.rest();
        match rest.as_bytes()[0] {
            quote @ (b'"' | b'\'') => {
                let state = TokenizerState::QuotedValue {
                    element,
                    attribute,
                    quote,
                    is_given: false,
                };
                self.enter(state, self.at + 1);
            }
            b'>' => self.state = TokenizerState::BeforeAttributeName { element },
            _ => {
                let ends = |c: char| c.is_ascii_whitespace() || c == '>';
                let end = self.at + rest.find(ends).unwrap_or(rest.len());
                push(&mut self.found, attribute, self.at..end, true);
                self.enter(TokenizerState::BeforeAttributeName { element }, end);
            }
        }
    }

    /// Reads a quoted value to its end, or to the end of the piece.
    fn quoted_value(
        &mut self,
        element: KnownName,
        attribute: KnownName,
        quote: u8,
        is_given: bool,
    ) {
        let end = self.rest().find(char::from(quote)).map(|end| self.at + end);
        let value = self.at..end.unwrap_or(self.html.len());
        // white space before the value does not begin it
        let begins = !is_given && (end.is_some() || !self.html[value.clone()].trim().is_empty());
        if begins {
            push(&mut self.found, attribute, value, end.is_some());
        }
        match end {
            Some(end) => self.enter(TokenizerState::BeforeAttributeName { element }, end + 1),
            None => {
                let state = TokenizerState::QuotedValue {
                    element,
                    attribute,
                    quote,
                    is_given: is_given || begins,
                };
                self.enter(state, self.html.len());
            }
        }
    }
}

fn push(found: &mut Vec<Attribute>, name: KnownName, value: Range<usize>, is_complete: bool) {
    found.extend(name.map(|name| Attribute {
        name,
        value,
        is_complete,
    }));
}

/// The addresses in `a.png 1x, b.png 2x`: each ends at a space, and a comma separates it from
/// the next (WHATWG HTML 4.8.4.3.11, without descriptors in brackets).
fn srcset_addresses(html: &str, srcset: Range<usize>) -> Vec<Attribute> {
    let mut addresses = Vec::new();
    let mut at = srcset.start;
    while at < srcset.end {
        let rest = &html[at..srcset.end];
        let address = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let start = srcset.end - address.len();
        let end = start + address.find(char::is_whitespace).unwrap_or(address.len());
        let length = html[start..end].trim_end_matches(',').len();
        if length > 0 {
            push(&mut addresses, Some("srcset"), start..start + length, true);
        }
        let ends_with_comma = start + length < end;
        let comma = html[end..srcset.end].find(',');
        at = match comma {
            _ if ends_with_comma => end,
            Some(comma) => end + comma,
            None => srcset.end,
        };
    }
    addresses
}

/// Decodes the characters of a value that are written by number, or by one of the names that
/// can disguise an address.
pub fn decode_entities(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match entity(rest) {
            Some(entity) => {
                text.push(entity.character);
                rest = &rest[entity.length..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// A character that is written by name or number.
struct Entity {
    character: char,
    /// Bytes of its name or number, after the `&`.
    length: usize,
}

/// The entity that `text`, which follows a `&`, begins with.
fn entity(text: &str) -> Option<Entity> {
    const NAMED: [(&str, char); 8] = [
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("colon;", ':'),
        ("Tab;", '\t'),
        ("NewLine;", '\n'),
    ];
    let Some(number) = text.strip_prefix('#') else {
        let named = NAMED.into_iter().find(|(name, _)| text.starts_with(name));
        return named.map(|(name, character)| Entity {
            character,
            length: name.len(),
        });
    };
    let hex = number.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((number, 10), |digits| (digits, 16));
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    let character = u32::from_str_radix(&digits[..end], radix)
        .ok()
        .and_then(char::from_u32)?;
    let semicolon = usize::from(digits[end..].starts_with(';'));
    Some(Entity {
        character,
        length: text.len() - digits.len() + end + semicolon,
    })
}
