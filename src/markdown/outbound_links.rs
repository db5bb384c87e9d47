//! Links to other sites, found only when somebody asks for them: a build has no use for them.

use super::link::{place, web};
use super::tokens::tokens;
use super::write::{TokenizerState, attributes, decoded, without_comments};
use super::{Link, Source};
use pulldown_cmark::{Event, Tag, TagEnd};

/// The links and images of a text that lead to other sites, in its order; targets as
/// [`web`] gives them.
pub fn outside(source: &Source) -> Vec<Link> {
    let mut links = Vec::new();
    let mut in_comment = false;
    let mut within = TokenizerState::default();
    for token in tokens(source, &mut Vec::new()) {
        let mut add = |target: &str, image: bool| {
            let Some(address) = web(target) else { return };
            links.push(Link {
                target: address,
                image,
                span: place(source.text, &token.span, target),
            });
        };
        match &token.event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {
                within = TokenizerState::default();
            }
            Event::Start(Tag::Link { dest_url, .. }) => add(dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => add(dest_url, true),
            Event::Html(html) | Event::InlineHtml(html) if source.raw_html => {
                for shown in without_comments(html, &mut in_comment) {
                    let shown = &html[shown];
                    let values = attributes(shown, &mut within).into_iter();
                    for attribute in values.filter(|at| at.is_place() && at.whole) {
                        let media = attribute.is_media();
                        add(&decoded(&shown[attribute.value]), media);
                    }
                }
            }
            _ => {}
        }
    }
    links
}
