//! Small files for those who serve a site or install it: `robots.txt`, the web manifest,
//! `_redirects`, `_headers`, and the pages that stand at old addresses.
//!
//! `_redirects` and `_headers` are written so that Netlify and Cloudflare Pages read them
//! alike; other hosts serve the same site without them. No value can begin a line: paths
//! are percent-encoded, and nothing else of an author's gets in.

use super::{Renderer, comments};
use crate::config::Lang;
use crate::markdown::{push_attribute, push_text};
use crate::site::{FrameSources, ListOf, Location, Page, PageKind, Site};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The paper of the default theme in daylight.
const PAPER: &str = "#fdfcf9";

/// Everybody is welcome; sitemaps by their full addresses.
pub fn robots(site: &Site, host: u8) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n\n".to_string();
    for path in ["/sitemap.xml", "/news-sitemap.xml"] {
        let _ = writeln!(text, "Sitemap: {}", site.hosts.permalink(&at(host, path)));
    }
    text.into_bytes()
}

fn at(host: u8, path: &str) -> Location {
    let path = path.to_string();
    Location { host, path }
}

#[derive(Serialize)]
struct Manifest<'m> {
    name: &'m str,
    short_name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'m str,
    lang: &'m str,
    dir: &'static str,
    /// What an installed site is known by.
    id: &'m str,
    start_url: &'m str,
    /// The whole host: the language toggle must not lead out of an installed site.
    scope: String,
    /// Static pages have no buttons of their own to go back or reload.
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    mime: &'static str,
}

/// The web manifest of a language (w3.org/TR/appmanifest).
pub fn manifest(renderer: &Renderer, lang: Lang) -> Vec<u8> {
    let site = renderer.site;
    let language = site.config.language(lang);
    let host = site.hosts.host_of(lang);
    let home = site.hosts.href(host, &site.hosts.location(lang, ""));
    let manifest = Manifest {
        name: &language.title,
        short_name: &language.title,
        description: &language.description,
        lang: &language.code,
        dir: language.direction.name(),
        id: &home,
        start_url: &home,
        scope: site.hosts.href(host, &at(host, "/")),
        display: "minimal-ui",
        background_color: PAPER,
        theme_color: PAPER,
        icons: icons(renderer, host),
    };
    // text and lists of text always have a form in JSON
    serde_json::to_vec(&manifest).unwrap_or_default()
}

/// Those that the theme has.
fn icons(renderer: &Renderer, host: u8) -> Vec<Icon> {
    let icons = [
        ("icon-192.png", "192x192", "image/png"),
        ("icon-512.png", "512x512", "image/png"),
        ("favicon.svg", "any", "image/svg+xml"),
    ];
    let icon = |(name, sizes, mime)| {
        let path = renderer.theme.asset(name)?;
        let src = renderer.site.hosts.href(host, &at(host, path));
        Some(Icon { src, sizes, mime })
    };
    icons.into_iter().filter_map(icon).collect()
}

/// Old paths of a host and where they lead, then the page for what is not there in each
/// language. Addresses are those that a browser asks for, the path of `base_url` included.
pub fn redirects(site: &Site, host: u8) -> Vec<u8> {
    let mut text = String::new();
    let ours = || site.pages.iter().filter(|page| page.location.host == host);
    for page in ours() {
        if let PageKind::Alias { to, named_in } = &page.kind {
            // a root that leads to the default language may lead elsewhere one day
            let status = if named_in.is_some() { 301 } else { 302 };
            if is_literal(&page.location) && is_literal(to) {
                let from = site.hosts.href(host, &page.location);
                let _ = writeln!(text, "{from} {} {status}", site.hosts.href(host, to));
            }
        }
    }
    let lost: Vec<&Page> = ours()
        .filter(|page| page.kind == PageKind::NotFound)
        .collect();
    if lost.len() > 1 {
        push_lost(&mut text, site, lost);
    }
    text.into_bytes()
}

/// `*` and `:name` stand for anything in these files, and have no escape: such an alias is
/// left to its page.
fn is_literal(location: &Location) -> bool {
    !location.path.contains(['*', ':'])
}

/// Netlify's lines; Cloudflare takes the nearest `404.html` by itself and skips them. The
/// first that matches counts, so the shortest comes last.
fn push_lost(text: &mut String, site: &Site, mut lost: Vec<&Page>) {
    lost.sort_by_key(|page| std::cmp::Reverse(page.location.path.len()));
    for page in lost {
        let address = site.hosts.href(page.location.host, &page.location);
        let folder = address.strip_suffix("404.html").unwrap_or("/");
        let _ = writeln!(text, "{folder}* {address} 404");
    }
}

/// Headers of a host: a policy that lets nothing in which pages do not need, caching for
/// files that carry their fingerprint in their names, types that hosts get wrong.
pub fn headers(site: &Site, host: u8) -> Vec<u8> {
    let root = site.hosts.href(host, &at(host, "/"));
    let policy = content_security_policy(site, host, false);
    let mut text = format!(
        "{root}*\n  Content-Security-Policy: {policy}\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n\
         {root}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    for (path, mime) in types(site, host) {
        let _ = writeln!(text, "{path}\n  Content-Type: {mime}; charset=utf-8");
    }
    text.into_bytes()
}

/// What pages may load. An article's raw HTML may show pictures, sound, films and frames of
/// others and send forms to them; it never runs a script or sets a style of its own. Cards and
/// comments may load from the servers that they name, once a reader asks. A `preview` has a
/// script and a connection of its own.
pub fn content_security_policy(site: &Site, host: u8, preview: bool) -> String {
    let is_script = |page: &Page| page.location.host == host && page.location.path.ends_with(".js");
    let raw = site.config.raw_html;
    let searched = site
        .config
        .langs()
        .any(|lang| site.search_index(lang).is_some());
    let secure = site.hosts.hosts[usize::from(host)]
        .base_url
        .starts_with("https://");
    let comments = comments::allowed(site);
    let theirs = |wanted: bool| {
        let server = Some(&comments.server).filter(|server| wanted && !server.is_empty());
        server.cloned()
    };
    let sources = |own: &str, theirs: Option<String>| {
        let own = Some(own.to_string()).filter(|own| !own.is_empty());
        own.into_iter().chain(theirs).collect::<Vec<_>>()
    };
    let own = |wanted: bool| if wanted { "'self'" } else { "" };
    let https = |wanted: bool| if wanted { "'self' https:" } else { "'self'" };
    let scripts = preview || site.pages.iter().any(is_script);
    let connections = preview || searched;
    let forms = match (raw, searched) {
        (true, _) => https(true),
        (false, true) => "'self'",
        (false, false) => "'none'",
    };
    let directives = [
        ("default-src", sources("'none'", None)),
        ("style-src", sources("'self'", theirs(comments.styles))),
        ("font-src", sources("'self'", None)),
        ("img-src", sources("'self' https: data:", None)),
        ("manifest-src", sources("'self'", None)),
        ("script-src", sources(own(scripts), theirs(true))),
        (
            "connect-src",
            sources(own(connections), theirs(comments.connections)),
        ),
        ("media-src", sources(https(raw), None)),
        ("frame-src", frames(site, host, theirs(comments.frames))),
        ("form-action", sources(forms, None)),
        ("base-uri", sources("'none'", None)),
        ("frame-ancestors", sources("'none'", None)),
    ];
    let wanted = directives.iter().filter(|(_, sources)| !sources.is_empty());
    let mut policy: Vec<String> = wanted
        .map(|(name, sources)| format!("{name} {}", sources.join(" ")))
        .collect();
    policy.extend((secure && !preview).then(|| "upgrade-insecure-requests".to_string()));
    policy.join("; ")
}

/// Frames that the articles of a host have, and that of the comments.
fn frames(site: &Site, host: u8, comments: Option<String>) -> Vec<String> {
    match site.frame_sources(host) {
        FrameSources::Any => ["https:".to_string()].into_iter().chain(comments).collect(),
        FrameSources::Of(hosts) => {
            let hosts = hosts.iter().map(|host| format!("https://{host}"));
            hosts.chain(comments).collect()
        }
    }
}

/// Types of feeds and manifests. One line serves every term's feed, as Cloudflare reads 100
/// rules at most.
fn types(site: &Site, host: u8) -> BTreeSet<(String, &'static str)> {
    let ours = site.pages.iter().filter(|page| page.location.host == host);
    let typed = ours.filter_map(|page| {
        let home = |below: &str| {
            site.hosts
                .href(host, &site.hosts.location(page.lang, below))
        };
        match &page.kind {
            PageKind::Manifest => Some((home("manifest.webmanifest"), "application/manifest+json")),
            PageKind::Feed(list, format) => {
                let folder = match list {
                    ListOf::Home => String::new(),
                    ListOf::Term(taxonomy, _) => format!("{}/:term/", taxonomy.name()),
                };
                Some((home(&format!("{folder}{}", format.file())), format.mime()))
            }
            _ => None,
        }
    });
    typed.collect()
}

/// The page at an old address of `from_host`, for hosts that read no `_redirects`. A refresh
/// after no time counts as a permanent redirect and `canonical` names the page to be
/// indexed; `noindex` beside it would contradict that.
pub fn alias(renderer: &Renderer, lang: Lang, to: &Location, from_host: u8) -> Vec<u8> {
    let site = renderer.site;
    let language = site.config.language(lang);
    let title = match site.page_at(to).map(|page| &page.kind) {
        Some(PageKind::Article(id)) => &site.article(*id).title,
        _ => &language.title,
    };
    let (mut text, mut quoted) = (String::new(), String::new());
    push_text(&mut text, title);
    push_attribute(&mut quoted, &site.hosts.href(from_host, to));
    let mut canonical = String::new();
    push_attribute(&mut canonical, &site.hosts.permalink(to));
    let mut code = String::new();
    push_attribute(&mut code, &language.code);
    let mut moved = String::new();
    push_text(&mut moved, renderer.word(lang, "moved"));
    let dir = language.direction.name();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{text}</title>\n<link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={quoted}\">\n\
         </head>\n<body>\n<p>{moved} <a href=\"{quoted}\">{text}</a></p>\n</body>\n</html>\n"
    );
    html.into_bytes()
}
