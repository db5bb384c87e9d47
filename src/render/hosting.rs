//! Files that search engines and hosts read: `robots.txt`, `_redirects` and `_headers`.
//!
//! Netlify and Cloudflare Pages read `_redirects` and `_headers` in the same way; other hosts serve
//! the same site without them. No value of an author can begin a line: paths are percent-encoded.

use super::content_security_policy;
use crate::site::{ListOf, Location, Page, PageKind, TrackedSite};
use crate::theme::Theme;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A path of `_headers` and the type of its files.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct TypedPath {
    /// The path; `:term` stands for one part of it.
    pub path: String,
    /// The media type.
    pub mime: &'static str,
}

/// Renders `robots.txt`: every crawler is welcome; the sitemaps by their full addresses, and
/// the licence for crawlers (RSL 1.0).
pub fn robots(site: TrackedSite, host: u8) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n\n".to_string();
    for path in ["/sitemap.xml", "/news-sitemap.xml"] {
        let path = path.to_string();
        let address = site.hosts.permalink(&Location { host, path });
        let _ = writeln!(text, "Sitemap: {address}");
    }
    let license = site.config.license.as_ref();
    if let Some(rsl) = license.and_then(|license| license.rsl.as_ref()) {
        let _ = writeln!(text, "License: {rsl}");
    }
    text.into_bytes()
}

/// Renders `_redirects`: the author's `own` lines, the old paths of a host and where they lead, then
/// the 404 page of each language. Paths are those that a browser asks for, the path of `base_url`
/// included. Hosts take the first line that fits: the author's win.
pub fn redirects(site: TrackedSite, host: u8, own: &str) -> Vec<u8> {
    let mut text = own.trim_end().to_string();
    if !text.is_empty() {
        text.push('\n');
    }
    let pages = || {
        site.pages()
            .iter()
            .filter(|page| page.location.host == host)
    };
    for page in pages() {
        if let PageKind::Alias { to, named_in } = &page.kind {
            // the root may lead to another default language one day
            let status = if named_in.is_some() { 301 } else { 302 };
            if is_literal(&page.location) && is_literal(to) {
                let from = site.hosts.href(host, &page.location);
                let _ = writeln!(text, "{from} {} {status}", site.hosts.href(host, to));
            }
        }
    }
    let not_found: Vec<&Page> = pages()
        .filter(|page| page.kind == PageKind::NotFound)
        .collect();
    if not_found.len() > 1 {
        push_not_found(&mut text, site, not_found);
    }
    text.into_bytes()
}

/// Whether a path means itself. `*` and `:name` are patterns in these files and have no escape: an
/// alias with them gets a page only.
fn is_literal(location: &Location) -> bool {
    !location.path.contains(['*', ':'])
}

/// Lines for Netlify; Cloudflare finds the nearest `404.html` without them. The first match
/// counts, so the shortest path comes last.
fn push_not_found(text: &mut String, site: TrackedSite, mut pages: Vec<&Page>) {
    pages.sort_by_key(|page| Reverse(page.location.path.len()));
    for page in pages {
        let address = site.hosts.href(page.location.host, &page.location);
        let folder = address.strip_suffix("404.html").unwrap_or("/");
        let _ = writeln!(text, "{folder}* {address} 404");
    }
}

/// Renders `_headers`: the Content-Security-Policy, long caching for files with a digest in their
/// names, and the types that hosts get wrong. Where two rules set a policy, browsers obey both.
pub fn headers(site: TrackedSite, theme: &Theme, host: u8) -> Vec<u8> {
    let path = "/".to_string();
    let root = site.hosts.href(host, &Location { host, path });
    let policy = content_security_policy::for_headers(site, theme, host);
    let drawings = content_security_policy::DRAWINGS;
    let mut text = format!(
        "{root}*\n  Content-Security-Policy: {policy}\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n"
    );
    for ending in drawing_endings(site, host) {
        let _ = writeln!(
            text,
            "{root}*.{ending}\n  Content-Security-Policy: {drawings}"
        );
    }
    let _ = writeln!(
        text,
        "{root}assets/*\n  Cache-Control: public, max-age=31536000, immutable"
    );
    for TypedPath { path, mime } in typed_paths(site, host) {
        let _ = writeln!(text, "{path}\n  Content-Type: {mime}; charset=utf-8");
    }
    text.into_bytes()
}

/// The endings of drawings as the files of a host write them: hosts compare them by case. `svg` is
/// always among them, for what is uploaded beside the site.
fn drawing_endings(site: TrackedSite, host: u8) -> BTreeSet<String> {
    let pages = site.pages().iter();
    let pages = pages.filter(|page| page.location.host == host);
    let endings = pages.filter_map(|page| {
        let (_, ending) = page.location.path.rsplit_once('.')?;
        let is_drawing = ending.eq_ignore_ascii_case("svg");
        is_drawing.then(|| ending.to_string())
    });
    endings.chain(["svg".to_string()]).collect()
}

/// The paths of feeds and manifests. One line serves the feeds of all terms: Cloudflare reads at
/// most 100 rules.
pub fn typed_paths(site: TrackedSite, host: u8) -> BTreeSet<TypedPath> {
    let pages = site.pages().iter();
    let pages = pages.filter(|page| page.location.host == host);
    let typed = pages.filter_map(|page| {
        let (below, mime) = match &page.kind {
            PageKind::Manifest => (
                "manifest.webmanifest".to_string(),
                "application/manifest+json",
            ),
            PageKind::Feed(ListOf::Home, format) => (format.file().to_string(), format.mime()),
            PageKind::Feed(ListOf::Term(taxonomy, _), format) => (
                format!("{}/:term/{}", taxonomy.name(), format.file()),
                format.mime(),
            ),
            _ => return None,
        };
        let location = site.hosts.location(page.lang, &below);
        let path = site.hosts.href(host, &location);
        Some(TypedPath { path, mime })
    });
    typed.collect()
}
