//! Escapes text for HTML.

use pulldown_cmark_escape::{FmtWriter, escape_href, escape_html, escape_html_body_text};

/// Appends `text` as text between tags, escaped.
pub fn push_text(html: &mut String, text: &str) {
    // writing to a String never fails
    let _ = escape_html_body_text(FmtWriter(html), text);
}

/// Appends `text` for a quoted attribute, escaped.
pub fn push_attribute(html: &mut String, text: &str) {
    let _ = escape_html(FmtWriter(html), text);
}

/// Appends an address for a quoted attribute, percent-encoded where it must be.
pub fn push_address(html: &mut String, address: &str) {
    let _ = escape_href(FmtWriter(html), address);
}
