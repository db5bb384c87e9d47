//! The attributes of raw HTML that name a place, found as a browser finds them (WHATWG HTML
//! 13.2.5), piece by piece: a tag may go on in the next line.

use std::borrow::Cow;
use std::ops::Range;

/// The value of an attribute that names a place, or is one.
pub struct Attribute {
    pub name: &'static str,
    /// Bytes of the piece.
    pub value: Range<usize>,
    /// Whether the value ends in this piece.
    pub whole: bool,
}

impl Attribute {
    /// Whether what it names belongs to the page: the site's own files are found by it.
    pub fn is_place(&self) -> bool {
        matches!(self.name, "href" | "src" | "srcset" | "poster")
    }

    /// Whether it names a picture or a film.
    pub fn is_media(&self) -> bool {
        matches!(self.name, "src" | "srcset" | "poster")
    }
}

/// What is looked for; all but the first three may lead a browser to a script.
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

/// Elements whose text is no HTML.
const CODE: [&str; 3] = ["script", "style", "textarea"];

type Name = Option<&'static str>;

/// Where in the HTML a piece of it ends.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum TokenizerState {
    #[default]
    Text,
    /// In an element whose text is no HTML.
    Code(&'static str),
    /// In a tag, of such an element perhaps.
    Tag(Name),
    /// After an attribute's name.
    Named(Name, Name),
    /// After its `=`.
    Valued(Name, Name),
    /// In its quoted value, and whether some of that was given already.
    Quoted(Name, Name, u8, bool),
}

/// The attributes of one piece of HTML, in its order.
pub fn attributes(html: &str, within: &mut TokenizerState) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < html.len() {
        (*within, at) = step(html, at, *within, &mut found);
    }
    let candidates = |attribute: Attribute| match attribute.name {
        "srcset" if attribute.whole => candidates(html, attribute.value),
        _ => vec![attribute],
    };
    found.into_iter().flat_map(candidates).collect()
}

/// One step from `at`; it goes forward.
fn step(
    html: &str,
    at: usize,
    within: TokenizerState,
    found: &mut Vec<Attribute>,
) -> (TokenizerState, usize) {
    let rest = &html[at..];
    let spaces = rest.len() - rest.trim_start().len();
    match within {
        TokenizerState::Text => match rest.find('<') {
            Some(tag) => begun(html, at + tag + 1),
            None => (within, html.len()),
        },
        TokenizerState::Code(name) => {
            let mut ends = rest.match_indices("</");
            let ends = ends.find(|(end, _)| begins(&rest[end + 2..], name));
            ends.map_or((within, html.len()), |(end, _)| {
                (TokenizerState::Tag(None), at + end + 2 + name.len())
            })
        }
        _ if spaces > 0 && !matches!(within, TokenizerState::Quoted(..)) => (within, at + spaces),
        TokenizerState::Tag(code) => match rest.as_bytes()[0] {
            b'/' => (within, at + 1),
            b'>' => (
                code.map_or(TokenizerState::Text, TokenizerState::Code),
                at + 1,
            ),
            first => {
                let from = usize::from(first == b'=');
                let stops = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
                let end = rest[from..]
                    .find(stops)
                    .map_or(rest.len(), |end| from + end);
                let name = NAMES
                    .into_iter()
                    .find(|name| rest[..end].eq_ignore_ascii_case(name));
                (TokenizerState::Named(code, name), at + end)
            }
        },
        TokenizerState::Named(code, name) if rest.starts_with('=') => {
            (TokenizerState::Valued(code, name), at + 1)
        }
        TokenizerState::Named(code, _) => (TokenizerState::Tag(code), at),
        TokenizerState::Valued(code, name) => match rest.as_bytes()[0] {
            quote @ (b'"' | b'\'') => (TokenizerState::Quoted(code, name, quote, false), at + 1),
            b'>' => (TokenizerState::Tag(code), at),
            _ => {
                let stops = |c: char| c.is_ascii_whitespace() || c == '>';
                let end = at + rest.find(stops).unwrap_or(rest.len());
                push(found, name, at..end, true);
                (TokenizerState::Tag(code), end)
            }
        },
        TokenizerState::Quoted(code, name, quote, given) => {
            let end = rest.find(char::from(quote));
            let value = at..end.map_or(html.len(), |end| at + end);
            // nothing is said before the value has begun
            let begins = !given && (end.is_some() || !html[value.clone()].trim().is_empty());
            if begins {
                push(found, name, value, end.is_some());
            }
            match end {
                Some(end) => (TokenizerState::Tag(code), at + end + 1),
                None => (
                    TokenizerState::Quoted(code, name, quote, given || begins),
                    html.len(),
                ),
            }
        }
    }
}

/// After a `<`: a tag, if a letter follows.
fn begun(html: &str, at: usize) -> (TokenizerState, usize) {
    let name = html[at..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (TokenizerState::Text, at);
    }
    let stops = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let end = html.len() - name.len() + name.find(stops).unwrap_or(name.len());
    let opens = html[at..].len() == name.len();
    let code = CODE
        .into_iter()
        .find(|code| opens && html[at..end].eq_ignore_ascii_case(code));
    (TokenizerState::Tag(code), end)
}

fn begins(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|text| text.eq_ignore_ascii_case(name))
}

fn push(found: &mut Vec<Attribute>, name: Name, value: Range<usize>, whole: bool) {
    found.extend(name.map(|name| Attribute { name, value, whole }));
}

/// The places in `a.png 1x, b.png 2x`: each ends at a space, and a comma parts it from the next
/// (WHATWG HTML 4.8.4.3.11, without descriptors in brackets).
fn candidates(html: &str, set: Range<usize>) -> Vec<Attribute> {
    let mut places = Vec::new();
    let mut at = set.start;
    while at < set.end {
        let rest = &html[at..set.end];
        let place = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let start = set.end - place.len();
        let end = start + place.find(char::is_whitespace).unwrap_or(place.len());
        let bare = html[start..end].trim_end_matches(',').len();
        if bare > 0 {
            push(&mut places, Some("srcset"), start..start + bare, true);
        }
        let ended = start + bare < end;
        let comma = html[end..set.end].find(',').filter(|_| !ended);
        at = if ended {
            end
        } else {
            comma.map_or(set.end, |comma| end + comma)
        };
    }
    places
}

/// A value with the characters in it that are written by number, or by one of the names that an
/// address may hide behind.
pub fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = character(&rest[1..]).map_or(('&', 1), |(c, length)| (c, length + 1));
        text.push(c);
        rest = &rest[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character whose name or number `text` begins with, and how long that is.
fn character(text: &str) -> Option<(char, usize)> {
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
        return named.map(|(name, c)| (c, name.len()));
    };
    let hex = number.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((number, 10), |digits| (digits, 16));
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    let c = u32::from_str_radix(&digits[..end], radix)
        .ok()
        .and_then(char::from_u32)?;
    let ended = usize::from(digits[end..].starts_with(';'));
    Some((c, text.len() - digits.len() + end + ended))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in pieces, as `name=value`; a value that goes on ends in `…`.
    #[track_caller]
    fn case(pieces: &[&str], expected: &[&str]) {
        let mut within = TokenizerState::default();
        let mut found = Vec::new();
        for piece in pieces {
            found.extend(attributes(piece, &mut within).into_iter().map(|attribute| {
                let more = if attribute.whole { "" } else { "…" };
                format!("{}={}{more}", attribute.name, &piece[attribute.value])
            }));
        }
        assert_eq!(found, expected, "{pieces:?}");
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        case(&["<a href=\"x\">"], &["href=x"]);
        case(&["<A HREF = 'x' id=y>"], &["href=x", "id=y"]);
        case(&["<a/href=x>", "<img src=y/>"], &["href=x", "src=y/"]);
        case(&["<a\n", "href=\n", "\"x\">"], &["href=x"]);
        case(
            &["<a href\n", "='x\n", "y' src='z'>"],
            &["href=x\n…", "src=z"],
        );
        case(&["<a href='\n", "x'>"], &["href=x"]);
        case(&["<svg><use xlink:href=x></svg>"], &["xlink:href=x"]);
        case(&["<img srcset='a 1x, b 2x'>"], &["srcset=a", "srcset=b"]);
    }

    #[test]
    fn text_values_and_scripts_hold_none() {
        case(&["a < b href='x'", " href=y"], &[]);
        case(&["<a data-x=' href=\"y\"' href=z>"], &["href=z"]);
        case(&["<a title='>' href=z> href=y"], &["href=z"]);
        case(
            &[
                "<script src=x>\n",
                "if (a<b) '<a href=y>'\n",
                "</script><a href=z>",
            ],
            &["src=x", "href=z"],
        );
        case(&["<a href=>", "</a href=y>"], &["href=y"]);
    }

    #[test]
    fn characters_by_name_or_number() {
        for (written, meant) in [
            ("java&#x73;cript", "javascript"),
            ("&#106avascript&colon;x", "javascript:x"),
            ("&Tab;a&NewLine;", "\ta\n"),
            ("a?b&c=1&amp;d", "a?b&c=1&d"),
            ("&", "&"),
            ("&#;&#x;&#xffffffff;", "&#;&#x;&#xffffffff;"),
            ("&é", "&é"),
        ] {
            assert_eq!(decoded(written), meant);
        }
    }
}
