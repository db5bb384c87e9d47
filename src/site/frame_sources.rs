//! Frame sources: the other sites that pages of a host show in frames.
//!
//! Takes articles and their locations; gives the hosts that a Content Security Policy must
//! allow.

use super::hosts::{Hosts, Location};
use crate::content::Article;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most hosts that are named one by one. Cloudflare reads no header line of more than 2,000
/// characters.
const MAX_NAMED_HOSTS: usize = 30;

/// The sites that pages of one host show in frames.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FrameSources {
    /// These hosts alone, perhaps none: all frames come from embedded links.
    Of(BTreeSet<String>),
    /// Any site: an author writes frames in HTML, or there are too many hosts.
    Any,
}

/// The frame sources of each host.
pub(super) fn by_host(
    articles: &[Arc<Article>],
    locations: &[Location],
    hosts: &Hosts,
) -> Vec<FrameSources> {
    let mut frame_sources = vec![FrameSources::Of(BTreeSet::new()); hosts.hosts.len()];
    for (article, location) in articles.iter().zip(locations) {
        let sources = &mut frame_sources[usize::from(location.host)];
        if article.body.has_frames {
            *sources = FrameSources::Any;
        }
        if let FrameSources::Of(names) = sources {
            let embeds = article.body.embeds.iter();
            names.extend(embeds.map(|embed| embed.frame_host.clone()));
            if names.len() > MAX_NAMED_HOSTS {
                *sources = FrameSources::Any;
            }
        }
    }
    frame_sources
}
