//! Wraps the emoji of headings and titles in hidden spans, so that screen readers read the
//! words alone.

use super::html_escape::push_text;
use crate::text::emoji;

/// Appends `text` as HTML, each emoji in a span of its own that screen readers skip.
pub fn push_emoji_text(html: &mut String, text: &str) {
    if !emoji::has_emoji(text) {
        return push_text(html, text);
    }
    for segment in emoji::segments(text) {
        if segment.is_emoji {
            html.push_str("<span class=\"emoji\" aria-hidden=\"true\">");
            html.push_str(segment.text);
            html.push_str("</span>");
        } else {
            push_text(html, segment.text);
        }
    }
}

/// The HTML of a title or heading of plain text. A text of emoji alone is not wrapped: hidden,
/// it would have no name for screen readers.
pub fn title_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    if emoji::strip(text).trim().is_empty() {
        push_text(&mut html, text);
    } else {
        push_emoji_text(&mut html, text);
    }
    html
}
