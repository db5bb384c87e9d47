//! Lists the links of a text that lead to other sites.
//!
//! The link checker calls this on demand. A build does not, so a [`Body`](super::Body) does
//! not hold these links.

use super::body::Link;
use super::html_attributes::{TokenizerState, attributes, decode_entities};
use super::html_comments::outside_comments;
use super::link_destination::{span_of_target, web_url};
use super::source::MarkdownSource;
use super::tokens::tokens;
use pulldown_cmark::{Event, Tag, TagEnd};

/// The links and images that lead to other sites, in the order of the text; targets as
/// [`web_url`] gives them.
pub fn outbound_links(source: &MarkdownSource) -> Vec<Link> {
    let mut links = Vec::new();
    let mut in_comment = false;
    let mut tokenizer_state = TokenizerState::default();
    for token in tokens(source, &mut Vec::new()) {
        let mut add = |target: &str, is_image: bool| {
            let Some(url) = web_url(target) else { return };
            links.push(Link {
                target: url,
                is_image,
                span: span_of_target(source.text, &token.span, target),
            });
        };
        match &token.event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {
                tokenizer_state = TokenizerState::default();
            }
            Event::Start(Tag::Link { dest_url, .. }) => add(dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => add(dest_url, true),
            Event::Html(html) | Event::InlineHtml(html) if source.raw_html => {
                for part in outside_comments(html, &mut in_comment) {
                    let part = &html[part];
                    for attribute in attributes(part, &mut tokenizer_state) {
                        if attribute.is_address() && attribute.is_complete {
                            let is_media = attribute.is_media();
                            add(&decode_entities(&part[attribute.value]), is_media);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    links
}
