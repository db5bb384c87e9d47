//! Parses HTML into an [`HtmlTree`].
//!
//! Elements inside one another beyond [`HTML_NESTING`](crate::limits::HTML_NESTING) are refused
//! before parsing, because a parser's time grows with the square of the depth.

use super::html_tree::HtmlTree;
use super::nesting::is_too_deep;
use super::tree_sink::TreeBuilder;
use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::{QualName, local_name, ns, parse_fragment};

impl HtmlTree {
    /// Parses what stands in a `<body>`; `None` where elements are nested too deeply.
    pub fn parse(html: &str) -> Option<Self> {
        if is_too_deep(html) {
            return None;
        }
        let body = QualName::new(None, ns!(html), local_name!("body"));
        let parser = parse_fragment(
            TreeBuilder::default(),
            ParseOpts::default(),
            body,
            Vec::new(),
            false,
        );
        Some(parser.one(html))
    }
}
