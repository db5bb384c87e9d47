//! Which other sites the pages of a host may show in frames: what the policy of the host allows.

use super::Site;
use std::collections::BTreeSet;

/// More hosts than these are not named one by one: Cloudflare reads no header of more than 2,000
/// characters.
const NAMED: usize = 30;

/// Frames of the articles of one host.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FrameSources {
    /// Those of cards alone: names of hosts, perhaps none.
    Of(BTreeSet<String>),
    /// An author's own HTML has frames, which may be of anybody; or the hosts are too many.
    Any,
}

impl Site {
    /// What stands in frames on the pages of a host.
    pub fn frame_sources(&self, host: u8) -> &FrameSources {
        &self.frames[usize::from(host)]
    }

    pub(super) fn find_frame_sources(&self) -> Vec<FrameSources> {
        let mut frames = vec![FrameSources::Of(BTreeSet::new()); self.hosts.hosts.len()];
        for (article, location) in self.articles.iter().zip(&self.locations) {
            let frames = &mut frames[usize::from(location.host)];
            if article.body.has_frames {
                *frames = FrameSources::Any;
            }
            if let FrameSources::Of(hosts) = frames {
                let embeds = article.body.embeds.iter();
                hosts.extend(embeds.map(|embed| embed.frame_host.clone()));
                if hosts.len() > NAMED {
                    *frames = FrameSources::Any;
                }
            }
        }
        frames
    }
}
