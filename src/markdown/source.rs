//! The input of the Markdown parser: one file's text and the settings that apply to it.

use crate::text::typography::TypographyStyle;
use std::sync::Arc;

/// The text of one article and how to parse it.
pub struct MarkdownSource<'a> {
    /// Path below the site's root, for diagnostics.
    pub path: &'a Arc<str>,
    /// The whole file, front matter included: all places are bytes of this text.
    pub text: &'a str,
    /// Byte where the Markdown begins.
    pub start: usize,
    /// The title from the front matter. A first H1 that repeats it is dropped.
    pub title: Option<&'a str>,
    /// The typography of the language; `None` leaves the author's characters as they are.
    pub style: Option<TypographyStyle<'a>>,
    /// Whether raw HTML passes into the page; otherwise it is shown as text.
    pub raw_html: bool,
}
