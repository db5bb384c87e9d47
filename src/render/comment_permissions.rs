//! [`CommentPermissions`]: what the Content-Security-Policy must allow the provider of comments.

use crate::config::{Comments, CommentsProvider};
use crate::site::TrackedSite;

/// The address of the server that has a provider's script, perhaps with a path.
pub fn server(comments: &Comments) -> &str {
    let option = |key: &str| comments.options.get(key).map_or("", String::as_str);
    match comments.provider {
        CommentsProvider::Giscus => "https://giscus.app",
        CommentsProvider::Utterances => "https://utteranc.es",
        CommentsProvider::Isso => option("url"),
        CommentsProvider::Remark42 => option("host"),
    }
}

/// What the Content-Security-Policy must allow a provider besides its script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentPermissions {
    /// `https://giscus.app`; empty when there are no comments.
    pub server: String,
    /// Whether it loads style sheets.
    pub styles: bool,
    /// Whether its script makes requests.
    pub connections: bool,
    /// Whether it shows a frame.
    pub frames: bool,
}

/// The permissions of the provider of a site; none where no article has comments.
pub fn comment_permissions(site: TrackedSite) -> CommentPermissions {
    let comments = site.config.comments.as_ref();
    let Some(comments) = comments.filter(|_| site.has_threads()) else {
        return CommentPermissions::default();
    };
    let mut parts = server(comments).splitn(4, '/');
    let (scheme, host) = (parts.next().unwrap_or_default(), parts.nth(1));
    let is_isso = comments.provider == CommentsProvider::Isso;
    CommentPermissions {
        server: format!("{scheme}//{}", host.unwrap_or_default()).to_ascii_lowercase(),
        styles: matches!(
            comments.provider,
            CommentsProvider::Giscus | CommentsProvider::Isso
        ),
        connections: is_isso,
        frames: !is_isso,
    }
}
