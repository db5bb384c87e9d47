//! Finds images in raw HTML that have no `alt` attribute at all.
//!
//! An empty `alt` is fine: it says that the image is an ornament.

use super::HtmlWriter;
use crate::markdown::html_comments::outside_comments;
use std::ops::Range;

/// Longest tag. It keeps `<img <img <img …` from being read again from each beginning.
const MAX_TAG_BYTES: usize = 4096;

impl HtmlWriter<'_, '_> {
    /// Adds the images without `alt` that begin in this piece of HTML. Reads their tags to the
    /// end, which may be in a later line.
    pub fn find_missing_alt(&mut self, html: &str, span: &Range<usize>) {
        let text = self.source.text;
        if !text[span.clone()].ends_with(html) {
            return;
        }
        let html_start = span.end - html.len();
        for part in outside_comments(html, &mut self.open_comment.is_some()) {
            for (at, _) in html[part.clone()].match_indices('<') {
                let start = html_start + part.start + at;
                let tag = &text[start..];
                if let Some(end) = image_tag_end(tag).filter(|end| !has_alt(&tag[..*end])) {
                    let span = start as u32..(start + end) as u32;
                    self.body.images_without_alt.push(span);
                }
            }
        }
    }
}

/// The end of the `<img>` tag that `html` begins with; `None` for another tag.
fn image_tag_end(html: &str) -> Option<usize> {
    let name = html.get(1..4)?;
    let ends_name = html[4..].starts_with(|c: char| c.is_whitespace() || c == '/');
    if !name.eq_ignore_ascii_case("img") || !ends_name {
        return None;
    }
    let longest = html.floor_char_boundary(MAX_TAG_BYTES);
    Some(html[..longest].find('>').map_or(longest, |at| at + 1))
}

/// Whether a tag has the attribute `alt="…"` or `alt`.
fn has_alt(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    lower.match_indices("alt").any(|(at, name)| {
        let begins = lower[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let after = lower[at + name.len()..].trim_start();
        begins && after.starts_with(['=', '>', '/'])
    })
}
