//! [`Source`]: a text of WordPress, and where its shortcodes, tags and code end.

use super::shortcode_scanner::EndTags;

/// Elements whose content holds no shortcodes.
const NO_TEXT: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// A text, and where its shortcodes and its code end.
pub struct Source<'a> {
    /// The text.
    pub text: &'a str,
    /// The text in small letters, to find end tags.
    lower: String,
    /// Where shortcodes end.
    pub end_tags: EndTags,
    /// Where the last end tag of each element of [`NO_TEXT`] is.
    last_ends: [Option<usize>; 5],
}

impl<'a> Source<'a> {
    /// Finds the ends.
    pub fn new(text: &'a str) -> Self {
        let lower = text.to_ascii_lowercase();
        Source {
            last_ends: NO_TEXT.map(|name| lower.rfind(&format!("</{name}"))),
            end_tags: EndTags::of(text),
            text,
            lower,
        }
    }

    /// The place behind a tag, a comment, or an element whose content is no text.
    pub fn end_of_tag(&self, at: usize) -> usize {
        let rest = &self.lower[at..];
        let length = self.lower.len();
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(length, |end| at + end + 3);
        }
        let name_end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric());
        let name = &rest[1..name_end.map_or(rest.len(), |end| end + 1)];
        if name.is_empty() && !rest[1..].starts_with(['/', '!']) {
            return at + 1;
        }
        let end = rest.find('>').map_or(length, |end| at + end + 1);
        let Some(place) = NO_TEXT.iter().position(|other| *other == name) else {
            return end;
        };
        let is_closed = self.last_ends[place].is_some_and(|last| last >= end);
        if !is_closed {
            return end;
        }
        let close = self.lower[end..].find(&format!("</{name}"));
        close.map_or(end, |close| {
            let tag_end = self.lower[end + close..].find('>');
            tag_end.map_or(length, |tag_end| end + close + tag_end + 1)
        })
    }
}
