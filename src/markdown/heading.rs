//! Emoji in headings and titles: wrapped, so that screen readers read the words.

use super::html::push_text;
use crate::text::emoji;

/// Appends `text` as HTML, each emoji in its own hidden span.
pub fn push_emoji_text(html: &mut String, text: &str) {
    if !emoji::has(text) {
        return push_text(html, text);
    }
    for segment in emoji::segments(text) {
        if segment.emoji {
            html.push_str("<span class=\"emoji\" aria-hidden=\"true\">");
            html.push_str(segment.text);
            html.push_str("</span>");
        } else {
            push_text(html, segment.text);
        }
    }
}

/// A title or heading of plain text as HTML. One that is only emoji keeps them readable:
/// hidden, it would have no name.
pub fn title_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    if emoji::strip(text).trim().is_empty() {
        push_text(&mut html, text);
    } else {
        push_emoji_text(&mut html, text);
    }
    html
}
