//! Configurations of web servers that serve the built site: nginx, Caddy and Apache.
//!
//! Each says what `_headers` and `_redirects` say to hosts that read them: the policy, caching,
//! types, old addresses and the 404 page of each language.

mod apache;
mod caddy;
mod nginx;
mod served_domain;

use crate::site::TrackedSite;
use crate::theme::Theme;
use served_domain::{ServedDomain, served_domains};
use std::fmt::Write as _;

/// A web server that can serve the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum WebServer {
    /// nginx 1.18 or newer
    Nginx,
    /// Caddy 2.6 or newer
    Caddy,
    /// Apache 2.4
    Apache,
}

/// What a configuration depends on besides the site and its theme.
pub struct ServerFacts<'a> {
    /// The folder on the server that `public/` is copied to.
    pub folder: &'a str,
    /// The text of the author's `static/_redirects`; empty where there is none.
    pub own_redirects: &'a str,
}

/// Writes the configuration of a web server for every domain of the site.
pub fn configuration(
    server: WebServer,
    site: TrackedSite,
    theme: &Theme,
    facts: &ServerFacts,
) -> String {
    let domains = served_domains(site, theme, facts);
    match server {
        WebServer::Nginx => nginx::configuration(&domains),
        WebServer::Caddy => caddy::configuration(&domains),
        WebServer::Apache => apache::configuration(&domains),
    }
}

/// Media types whose files get smaller when they are compressed; HTML is always among them.
const COMPRESSED_TYPES: [&str; 11] = [
    "application/atom+xml",
    "application/feed+json",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/rss+xml",
    "image/svg+xml",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/xml",
];

/// Headers that every answer has, besides the policy and the time that it may be kept.
const COMMON_HEADERS: [CommonHeader; 3] = [
    CommonHeader {
        name: "X-Content-Type-Options",
        value: "nosniff",
    },
    CommonHeader {
        name: "Referrer-Policy",
        value: "strict-origin-when-cross-origin",
    },
    CommonHeader {
        name: "Permissions-Policy",
        value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    },
];

/// A header and its value.
struct CommonHeader {
    name: &'static str,
    value: &'static str,
}

/// Files with a digest in their names are kept for a year.
const KEPT_FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Browsers keep a page, and ask each time whether it has changed.
const ASKED_FOR_EACH_TIME: &str = "no-cache";

/// The folders that an operator copies.
fn write_preparations(text: &mut String, domains: &[ServedDomain]) {
    for copy in domains.iter().flat_map(|domain| &domain.copies) {
        let _ = writeln!(text, "# Copy {} to {}", copy.from, copy.to);
    }
}

/// The commands that get certificates, for servers that do not get them themselves.
fn write_certificates(text: &mut String, domains: &[ServedDomain]) {
    let secure = domains.iter().filter(|domain| domain.is_https);
    for (number, domain) in secure.enumerate() {
        if number == 0 {
            text.push_str(
                "# It needs a certificate for each domain. With certbot, before the first start:\n",
            );
        }
        let _ = writeln!(text, "#   certbot certonly --standalone -d {}", domain.name);
    }
}

/// A regular expression that matches this text alone.
fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if ".+*?()[]{}|^$\\".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
