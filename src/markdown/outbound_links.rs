//! Lists the links of a text that lead to other sites.
//!
//! The link checker calls this on demand. A build does not, so a [`Body`](super::Body) does
//! not hold these links.

use super::body::Link;
use super::link_destination::{span_of_target, web_url};
use super::source::MarkdownSource;
use super::{checked_tokens, readable_text};
use crate::diagnostic::DiagnosticSink;
use pulldown_cmark::{Event, Tag};

/// The links and images that lead to other sites, in the order of the text; targets as
/// [`web_url`] gives them.
pub fn outbound_links(source: &MarkdownSource) -> Vec<Link> {
    let mut links = Vec::new();
    let mut diagnostics = DiagnosticSink::default();
    let readable = readable_text::readable(source, &mut diagnostics);
    for token in checked_tokens(source, &readable, &mut diagnostics) {
        let mut add = |target: &str, is_image: bool| {
            let Some(url) = web_url(target) else { return };
            links.push(Link {
                target: url,
                is_image,
                span: span_of_target(source.text, &token.span, target),
            });
        };
        match &token.event {
            Event::Start(Tag::Link { dest_url, .. }) => add(dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => add(dest_url, true),
            _ => {}
        }
        for address in token.tag.iter().flat_map(|facts| &facts.addresses) {
            add(&address.target, address.is_media);
        }
    }
    links
}
