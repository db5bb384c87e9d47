//! The `Content-Security-Policy` of the pages of a host: nothing may load that pages do not need.
//!
//! An author's raw HTML may show pictures, sound, videos and frames of other sites and send forms
//! to them. It never runs a script and sets no style of its own. Embeds and comments may load from
//! the servers that they name.
//!
//! Scripts are named one by one: a file that lies beside an article is none of them. Those of the
//! theme are named by digest, which holds at any address of the site where the tag of the script
//! has it as `integrity` (Chromium 59, Firefox 116, Safari 15.6); and by address, for older
//! browsers and for tags without it.

use super::comment_permissions::{CommentPermissions, comment_permissions};
use crate::config::Newsletter;
use crate::site::{FrameSources, Location, Page, PageKind, TrackedSite};
use crate::theme::Theme;

const NONE: &str = "'none'";
const SELF: &str = "'self'";
const SELF_AND_HTTPS: &str = "'self' https:";

/// The policy of drawings (SVG): as a page of its own, none runs a script or loads anything.
pub const DRAWINGS: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                            font-src data:; sandbox";

/// The address of the preview's own script.
const PREVIEW_SCRIPT: &str = "/_griot/live.js";

/// Where a policy is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    /// In the headers of every file.
    Headers,
    /// In the head of each page, for hosts that read no `_headers`.
    Page,
    /// In the headers of the preview, under the host and port that the browser names.
    Preview { authority: &'a str },
}

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

    fn with(mut self, server: Option<String>) -> Self {
        self.sources.extend(server);
        self
    }
}

/// The policies of the files of a host in the preview.
pub struct PreviewPolicy {
    /// Policy of pages and everything else.
    pub pages: String,
    /// Policy of drawings (SVG).
    pub drawings: &'static str,
}

/// The policy of a host for its `_headers`.
pub fn for_headers(site: TrackedSite, theme: &Theme, host: u8) -> String {
    let mut policy = policy(site, theme, host, Place::Headers);
    let base_url = &site.hosts.hosts[usize::from(host)].base_url;
    if base_url.starts_with("https://") {
        policy.push_str("; upgrade-insecure-requests");
    }
    policy
}

/// The policy of a host for the head of its pages; `None` where the site has no `_headers` of
/// Griot: its operator has rules of another kind.
pub fn for_pages(site: TrackedSite, theme: &Theme, host: u8) -> Option<String> {
    has_headers(site, host).then(|| policy(site, theme, host, Place::Page))
}

/// The policies of a host in the preview; `None` where the site has no `_headers` of Griot.
pub fn for_preview(
    site: TrackedSite,
    theme: &Theme,
    host: u8,
    authority: &str,
) -> Option<PreviewPolicy> {
    has_headers(site, host).then(|| PreviewPolicy {
        pages: policy(site, theme, host, Place::Preview { authority }),
        drawings: DRAWINGS,
    })
}

fn has_headers(site: TrackedSite, host: u8) -> bool {
    let is_headers = |page: &Page| page.kind == PageKind::Headers && page.location.host == host;
    site.pages().iter().any(is_headers)
}

/// Scheme and host of the form of the newsletter.
fn newsletter_server(site: TrackedSite) -> Option<String> {
    let Some(Newsletter::Form { action, .. }) = &site.config.newsletter else {
        return None;
    };
    let (scheme, rest) = action.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
}

fn policy(site: TrackedSite, theme: &Theme, host: u8, place: Place) -> String {
    let directives = directives(site, theme, host, place).into_iter();
    let directives = directives.filter(|directive| !directive.sources.is_empty());
    let policy: Vec<String> = directives
        .map(|directive| format!("{} {}", directive.name, directive.sources.join(" ")))
        .collect();
    policy.join("; ")
}

fn directives(site: TrackedSite, theme: &Theme, host: u8, place: Place) -> Vec<Directive> {
    let has_search = site
        .config
        .langs()
        .any(|lang| site.search_index(lang).is_some());
    let has_raw_html = site.config.raw_html;
    let comments = comment_permissions(site);
    let server = |is_allowed: bool| comments_server(&comments, is_allowed);
    let newsletter = newsletter_server(site);
    let forms = match (has_raw_html, has_search, &newsletter) {
        (true, ..) => SELF_AND_HTTPS,
        (false, true, _) => SELF,
        (false, false, Some(_)) => "",
        (false, false, None) => NONE,
    };
    let forms = match newsletter {
        // a server of this machine, or a policy without all of https
        Some(server) if !has_raw_html || !server.starts_with("https://") => {
            format!("{forms} {server}")
        }
        _ => forms.to_string(),
    };
    let media = if has_raw_html { SELF_AND_HTTPS } else { SELF };
    let connects = has_search || matches!(place, Place::Preview { .. });
    let own = |is_needed: bool| is_needed.then(|| SELF.to_string()).into_iter().collect();
    let mut directives = vec![
        Directive::new("default-src", NONE),
        Directive::new("style-src", SELF).with(server(comments.styles)),
        Directive::new("font-src", SELF),
        Directive::new("img-src", "'self' https: data:"),
        Directive::new("manifest-src", SELF),
        Directive {
            name: "script-src",
            sources: script_sources(site, theme, host, place),
        }
        .with(server(true)),
        Directive {
            name: "connect-src",
            sources: own(connects),
        }
        .with(server(comments.connections)),
        Directive::new("media-src", media),
        Directive {
            name: "frame-src",
            sources: frame_sources(site, host),
        }
        .with(server(comments.frames)),
        Directive::new("form-action", forms.trim_start()),
        Directive::new("base-uri", NONE),
    ];
    // browsers ignore it in a page, with a complaint
    if place != Place::Page {
        directives.push(Directive::new("frame-ancestors", NONE));
    }
    directives
}

fn comments_server(comments: &CommentPermissions, is_allowed: bool) -> Option<String> {
    let server = Some(&comments.server).filter(|server| is_allowed && !server.is_empty());
    server.cloned()
}

/// The scripts of the theme and of `static/`, which are the operator's; in a preview also its own.
fn script_sources(site: TrackedSite, theme: &Theme, host: u8, place: Place) -> Vec<String> {
    let address = |location: &Location| match place {
        Place::Preview { authority } => in_preview(authority, &site.hosts.href(host, location)),
        _ => site.hosts.permalink(location),
    };
    let mut digests = Vec::new();
    let mut addresses = Vec::new();
    for page in site
        .pages()
        .iter()
        .filter(|page| page.location.host == host)
    {
        let is_of_operator = match &page.kind {
            PageKind::Theme(path) => {
                let digest = theme.digest(path).filter(|_| is_script(path));
                digests.extend(digest.map(|digest| format!("'{digest}'")));
                true
            }
            PageKind::File(source) => source.starts_with("static/"),
            _ => false,
        };
        if is_of_operator && is_script(&page.location.path) {
            addresses.push(address(&page.location));
        }
    }
    if let Place::Preview { authority } = place {
        addresses.push(in_preview(authority, PREVIEW_SCRIPT));
    }
    // a policy is ASCII, and these signs have a meaning in it
    let addresses = addresses.into_iter().filter(|address| address.is_ascii());
    let addresses = addresses.map(|address| address.replace(';', "%3B").replace(',', "%2C"));
    digests.extend(addresses);
    digests
}

/// The source for a path in the preview. No policy can name an address of IPv6.
fn in_preview(authority: &str, path: &str) -> String {
    match authority.starts_with('[') {
        true => SELF.to_string(),
        false => format!("http://{authority}{path}"),
    }
}

fn is_script(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".mjs")
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
