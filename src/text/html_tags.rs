//! Tags of HTML in a text that is well-formed, as `markdown/` writes it: where they end, and their
//! attributes.

/// The length of the tag that `html` begins with: up to its first `>` that is not inside quotes.
pub fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// An attribute of a tag, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Its name.
    pub name: &'h str,
    /// Its value without quotes; empty for an attribute without one.
    pub value: &'h str,
}

/// The attributes of a tag. `tag` is what follows its name. A value without quotes ends at white
/// space.
pub fn attributes(tag: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace());
        let (name, after) = rest.split_at(name_end.unwrap_or(rest.len()));
        rest = after;
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            return (!name.is_empty()).then_some(Attribute { name, value: "" });
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = quote.map_or(value, |quote| &value[quote.len_utf8()..]);
        let ends = |c: char| quote.map_or(c.is_whitespace(), |quote| c == quote);
        let (value, after) = value.split_at(value.find(ends).unwrap_or(value.len()));
        rest = quote.map_or(after, |quote| after.strip_prefix(quote).unwrap_or(after));
        Some(Attribute { name, value })
    })
}
