//! Finds shortcodes in a text of WordPress: `[name key="value"]`, perhaps with `[/name]` behind it.

use std::collections::{BTreeMap, HashMap};

/// A shortcode and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcode<'a> {
    /// Its name in small letters.
    pub name: String,
    /// Its values by key.
    pub values: BTreeMap<String, String>,
    /// Its values without a key, in order.
    pub words: Vec<String>,
    /// What stands between the two tags; `None` for a shortcode of one tag.
    pub content: Option<&'a str>,
    /// The whole of it, as written.
    pub source: &'a str,
    /// The first tag, as written.
    pub tag: &'a str,
}

impl Shortcode<'_> {
    /// The value of the first of these keys that it has.
    pub fn get(&self, keys: &[&str]) -> Option<&str> {
        let found = keys.iter().find_map(|key| self.values.get(*key));
        found.map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// The end tags of a text, each by the place of the tag that it ends. One pass finds them all.
pub struct EndTags {
    by_start: HashMap<usize, usize>,
}

impl EndTags {
    /// The end tags of a text. The nearest tag of the same name that has no end yet is ended.
    pub fn of(text: &str) -> Self {
        let mut open: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_start = HashMap::new();
        for at in memchr::memchr_iter(b'[', text.as_bytes()) {
            let rest = &text[at + 1..];
            let (is_end, rest) = match rest.strip_prefix('/') {
                Some(rest) => (true, rest),
                None => (false, rest),
            };
            let end = rest.bytes().position(|byte| !is_name_byte(byte));
            let name = rest[..end.unwrap_or(rest.len())].to_ascii_lowercase();
            if name.is_empty() {
                continue;
            }
            match is_end {
                false => open.entry(name).or_default().push(at),
                true => {
                    let start = open.get_mut(&name).and_then(Vec::pop);
                    by_start.extend(start.map(|start| (start, at)));
                }
            }
        }
        EndTags { by_start }
    }

    /// The place of the end tag of the tag at a place.
    pub fn of_tag(&self, start: usize) -> Option<usize> {
        self.by_start.get(&start).copied()
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-".contains(&byte)
}

/// Reads the shortcode that begins at a place; `None` where none does. `end_tag` is the place of its
/// end tag, where it may have one.
pub fn shortcode_at(text: &str, start: usize, end_tag: Option<usize>) -> Option<Shortcode<'_>> {
    let whole = text;
    let text = &text[start..];
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().position(|byte| !is_name_byte(byte))?;
    let name = inner[..end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let tag_end = end_of_tag(inner, end)?;
    let attributes = &inner[end..tag_end];
    if !attributes.starts_with([' ', '\n', '\t', '\u{a0}', ']', '/', '=', ':'])
        && !attributes.is_empty()
    {
        return None;
    }
    let is_alone = attributes.trim_end().ends_with('/');
    let tag_length = 1 + tag_end + 1;
    let mut shortcode = Shortcode {
        values: BTreeMap::new(),
        words: Vec::new(),
        content: None,
        source: &text[..tag_length],
        tag: &text[..tag_length],
        name,
    };
    read_attributes(attributes.trim_end().trim_end_matches('/'), &mut shortcode);
    let content_start = start + tag_length;
    if let Some(end_tag) = end_tag.filter(|end| !is_alone && *end >= content_start) {
        let end = whole[end_tag..].find(']').map(|end| end_tag + end + 1);
        shortcode.content = Some(&whole[content_start..end_tag]);
        shortcode.source = &whole[start..end.unwrap_or(whole.len())];
    }
    Some(shortcode)
}

/// The place of the `]` that ends a tag; one in quotes does not.
fn end_of_tag(inner: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate().skip(from).take(4_000) {
        match (byte, quote) {
            (b'"' | b'\'', None) if inner[..at].ends_with('=') => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b']', None) => return Some(at),
            (b'[', None) => return None,
            _ => {}
        }
    }
    None
}

fn read_attributes(text: &str, shortcode: &mut Shortcode<'_>) {
    let mut rest = text.trim_start_matches([' ', '\n', '\t', '\u{a0}']);
    // `[youtube=https://…]` has its value at the name
    if let Some(value) = rest.strip_prefix('=') {
        shortcode
            .words
            .push(value.trim().trim_matches('"').to_string());
        return;
    }
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let key = &rest[..end];
        let after = rest[end..].trim_start();
        if let Some(value) = after.strip_prefix('=').filter(|_| is_key(key)) {
            let taken = Taken::value(value.trim_start());
            let value = htmlize::unescape(taken.value).into_owned();
            shortcode.values.insert(key.to_ascii_lowercase(), value);
            rest = taken.rest.trim_start();
        } else {
            let taken = Taken::word(rest);
            let word = htmlize::unescape(taken.value).into_owned();
            shortcode.words.push(word);
            rest = taken.rest.trim_start();
        }
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

/// A value, and the text behind it.
struct Taken<'a> {
    value: &'a str,
    rest: &'a str,
}

impl<'a> Taken<'a> {
    /// A value in quotes, or up to the next space.
    fn value(text: &'a str) -> Self {
        let open = text.chars().next();
        let close = match open {
            Some('"') => Some('"'),
            Some('\'') => Some('\''),
            Some('“' | '”') => Some('”'),
            Some('«') => Some('»'),
            _ => None,
        };
        if let (Some(open), Some(close)) = (open, close) {
            let inner = &text[open.len_utf8()..];
            if let Some(end) = inner.find(close) {
                let (value, rest) = (&inner[..end], &inner[end + close.len_utf8()..]);
                return Taken { value, rest };
            }
        }
        Self::bare(text)
    }

    /// A word without a key, in quotes or not.
    fn word(text: &'a str) -> Self {
        match text.starts_with(['"', '\'']) {
            true => Self::value(text),
            false => Self::bare(text),
        }
    }

    fn bare(text: &'a str) -> Self {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        Taken { value, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::{EndTags, shortcode_at};

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let found = shortcode_at(text, 0, EndTags::of(text).of_tag(0)).map(|found| {
            let values = found
                .values
                .iter()
                .map(|(key, value)| format!(" {key}={value}"));
            let words = found.words.iter().map(|word| format!(" {word}"));
            let values: String = values.chain(words).collect();
            format!("{}{values}|{}", found.name, found.content.unwrap_or("-"))
        });
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn tags_and_values() {
        case(
            "[gallery ids=\"1,2\" link='file' columns=3] x",
            "gallery columns=3 ids=1,2 link=file|-",
        );
        case(
            "[Caption id=\"a\"]<img> b[/caption] c",
            "caption id=a|<img> b",
        );
        case(
            "[caption]a[caption]b[/caption]c[/caption]",
            "caption|a[caption]b[/caption]c",
        );
        case(
            "[youtube=https://x.org/?v=1]",
            "youtube https://x.org/?v=1|-",
        );
        case("[vimeo 123 w=4 /]", "vimeo w=4 123|-");
        case("[a title=\"x ] y\"]", "a title=x ] y|-");
        case("[1] note", "none");
        case("[…]", "none");
        case("[sic", "none");
    }
}
