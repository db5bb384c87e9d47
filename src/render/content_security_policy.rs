//! The `Content-Security-Policy` of the pages of a host: nothing may load that pages do not need.
//!
//! An author's raw HTML may show pictures, sound, videos and frames of other sites and send forms
//! to them. It never runs a script and sets no style of its own. Embeds and comments may load from
//! the servers that they name.

use super::comments::{CommentPermissions, comment_permissions};
use crate::site::{FrameSources, Page, TrackedSite};

const NONE: &str = "'none'";
const SELF: &str = "'self'";
const SELF_AND_HTTPS: &str = "'self' https:";

/// A directive and its sources. Without sources it is left out, and `default-src` counts.
struct Directive {
    name: &'static str,
    sources: Vec<String>,
}

impl Directive {
    fn new(name: &'static str, sources: &str) -> Self {
        Directive {
            name,
            sources: vec![sources.to_string()],
        }
    }

    /// A directive that `self` has where `is_needed`, with the server of the comments.
    fn optional(name: &'static str, is_needed: bool, server: Option<String>) -> Self {
        let own = is_needed.then(|| SELF.to_string());
        Directive {
            name,
            sources: own.into_iter().chain(server).collect(),
        }
    }

    fn with(mut self, server: Option<String>) -> Self {
        self.sources.extend(server);
        self
    }
}

/// The policy of a host. A `preview` also has a script and a connection of its own.
pub fn policy(site: TrackedSite, host: u8, preview: bool) -> String {
    let mut policy: Vec<String> = directives(site, host, preview)
        .into_iter()
        .filter(|directive| !directive.sources.is_empty())
        .map(|directive| format!("{} {}", directive.name, directive.sources.join(" ")))
        .collect();
    let base_url = &site.hosts.hosts[usize::from(host)].base_url;
    if base_url.starts_with("https://") && !preview {
        policy.push("upgrade-insecure-requests".to_string());
    }
    policy.join("; ")
}

fn directives(site: TrackedSite, host: u8, preview: bool) -> Vec<Directive> {
    let is_script = |page: &Page| page.location.host == host && page.location.path.ends_with(".js");
    let has_scripts = preview || site.pages().iter().any(is_script);
    let has_search = site
        .config
        .langs()
        .any(|lang| site.search_index(lang).is_some());
    let has_raw_html = site.config.raw_html;
    let comments = comment_permissions(site);
    let server = |is_allowed: bool| comments_server(&comments, is_allowed);
    let forms = match (has_raw_html, has_search) {
        (true, _) => SELF_AND_HTTPS,
        (false, true) => SELF,
        (false, false) => NONE,
    };
    let media = if has_raw_html { SELF_AND_HTTPS } else { SELF };
    vec![
        Directive::new("default-src", NONE),
        Directive::new("style-src", SELF).with(server(comments.styles)),
        Directive::new("font-src", SELF),
        Directive::new("img-src", "'self' https: data:"),
        Directive::new("manifest-src", SELF),
        Directive::optional("script-src", has_scripts, server(true)),
        Directive::optional(
            "connect-src",
            preview || has_search,
            server(comments.connections),
        ),
        Directive::new("media-src", media),
        Directive {
            name: "frame-src",
            sources: frame_sources(site, host),
        }
        .with(server(comments.frames)),
        Directive::new("form-action", forms),
        Directive::new("base-uri", NONE),
        Directive::new("frame-ancestors", NONE),
    ]
}

fn comments_server(comments: &CommentPermissions, is_allowed: bool) -> Option<String> {
    let server = Some(&comments.server).filter(|server| is_allowed && !server.is_empty());
    server.cloned()
}

/// The sources of the frames in the articles of a host.
fn frame_sources(site: TrackedSite, host: u8) -> Vec<String> {
    match site.frame_sources(host) {
        FrameSources::Any => vec!["https:".to_string()],
        FrameSources::Of(hosts) => {
            let hosts = hosts.iter().map(|host| format!("https://{host}"));
            hosts.collect()
        }
    }
}
