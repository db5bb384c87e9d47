//! [`ServedDomain`]: what a web server must know to serve one domain of the site.

use super::ServerFacts;
use crate::render::content_security_policy::{self, DRAWINGS};
use crate::render::hosting::{TypedPath, typed_paths};
use crate::safe_addresses::decode;
use crate::site::{Location, PageKind, TrackedSite};
use crate::theme::Theme;
use std::cmp::Reverse;

/// A domain, its files and its rules. Paths are those that a browser asks for.
pub struct ServedDomain {
    /// `https://blog.example`: scheme, name and perhaps a port.
    pub origin: String,
    /// `blog.example`.
    pub name: String,
    /// The port, where the address names one.
    pub port: Option<String>,
    /// Whether the domain is read with `https`.
    pub is_https: bool,
    /// The folder on the server that holds the file of the path `/`.
    pub root: String,
    /// What must be copied there besides.
    pub copies: Vec<Copy>,
    /// The parts of the domain that are sites of their own, the longest path first.
    pub parts: Vec<ServedPart>,
    /// Old addresses, and where they lead.
    pub redirects: Vec<Redirect>,
    /// Old addresses with a query.
    pub query_redirects: Vec<QueryRedirect>,
    /// Folders of the files that are read at another domain.
    pub moved_folders: Vec<MovedFolder>,
    /// 404 pages, the longest path first.
    pub not_found: Vec<NotFoundPage>,
}

/// A folder of the build that lies elsewhere on the server.
pub struct Copy {
    /// The folder, such as `public/en/`.
    pub from: String,
    /// The folder on the server.
    pub to: String,
}

/// One host of the site below a path of the domain.
pub struct ServedPart {
    /// Path with a slash at both ends.
    pub path: String,
    /// Policy of its pages.
    pub policy: String,
    /// Paths whose files need a type.
    pub types: Vec<TypedPath>,
}

/// An old address.
pub struct Redirect {
    /// The path, not percent-encoded.
    pub from: String,
    /// Where it leads: a path or a full address, percent-encoded.
    pub to: String,
    /// 301 or 302.
    pub status: u16,
}

/// An old address with a query.
pub struct QueryRedirect {
    /// The path, not percent-encoded.
    pub path: String,
    /// The whole query: `p=12`.
    pub query: String,
    /// Where it leads, percent-encoded.
    pub to: String,
}

/// A folder that is read at another domain.
pub struct MovedFolder {
    /// Path with a slash at both ends.
    pub path: String,
    /// The address that takes its place, with a slash at its end.
    pub to: String,
}

/// The page that answers for a path that does not exist.
pub struct NotFoundPage {
    /// The path that it is for, with a slash at both ends.
    pub below: String,
    /// The path of the page.
    pub page: String,
}

/// The policy of drawings.
pub const DRAWING_POLICY: &str = DRAWINGS;

/// The domains of a site, the main one first.
pub fn served_domains(site: TrackedSite, theme: &Theme, facts: &ServerFacts) -> Vec<ServedDomain> {
    let mut domains: Vec<ServedDomain> = Vec::new();
    let mut main_files = String::new();
    for (host, of) in (0..).zip(&site.hosts.hosts) {
        let address = Address::new(&of.base_url);
        if host == 0 {
            main_files = format!("{}{}", facts.folder, address.below);
        }
        let files = format!("{main_files}/{}", of.folder);
        let at = domains
            .iter()
            .position(|domain| domain.origin == address.origin);
        let at = at.unwrap_or_else(|| {
            let root = files.trim_end_matches('/').strip_suffix(address.below);
            let aside = || format!("{}-{}", facts.folder, of.folder.trim_end_matches('/'));
            let root = root.map_or_else(aside, str::to_string);
            domains.push(ServedDomain::new(&address, root));
            domains.len() - 1
        });
        let domain = &mut domains[at];
        let wanted = format!("{}{}/", domain.root, address.below);
        if host == 0 || wanted != files {
            domain.copies.push(Copy {
                from: format!("public/{}", of.folder),
                to: wanted,
            });
        }
        domain.add_rules(site, theme, host);
    }
    leave_to_other_domains(&mut domains, site);
    let main = &mut domains[0];
    main.add_own_redirects(facts.own_redirects);
    for domain in &mut domains {
        domain.parts.sort_by_key(|part| Reverse(part.path.len()));
        domain
            .not_found
            .sort_by_key(|page| Reverse(page.below.len()));
    }
    domains
}

/// The parts of a `base_url`.
struct Address<'a> {
    /// `https://blog.example:8443`.
    origin: &'a str,
    /// Its path, empty or `/blog`.
    below: &'a str,
}

impl<'a> Address<'a> {
    fn new(base_url: &'a str) -> Self {
        let name = base_url.find("://").map_or(0, |at| at + 3);
        let end = base_url[name..].find('/');
        let (origin, below) = base_url.split_at(end.map_or(base_url.len(), |at| name + at));
        Address { origin, below }
    }
}

impl ServedDomain {
    fn new(address: &Address, root: String) -> Self {
        let (scheme, authority) = address.origin.split_once("://").unwrap_or_default();
        // an IPv6 address has colons of its own, in brackets
        let port = authority
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        ServedDomain {
            origin: address.origin.to_string(),
            name: port.map_or(authority, |(name, _)| name).to_string(),
            port: port.map(|(_, port)| port.to_string()),
            is_https: scheme == "https",
            root,
            copies: Vec::new(),
            parts: Vec::new(),
            redirects: Vec::new(),
            query_redirects: Vec::new(),
            moved_folders: Vec::new(),
            not_found: Vec::new(),
        }
    }

    /// Adds the rules of a host of the site.
    fn add_rules(&mut self, site: TrackedSite, theme: &Theme, host: u8) {
        let href = |location: &Location| site.hosts.href(host, location);
        self.parts.push(ServedPart {
            path: href(&Location {
                host,
                path: "/".to_string(),
            }),
            policy: content_security_policy::for_headers(site, theme, host),
            types: typed_paths(site, host).into_iter().collect(),
        });
        let pages = site.pages().iter();
        for page in pages.filter(|page| page.location.host == host) {
            match &page.kind {
                PageKind::Alias { to, named_in } => {
                    self.redirects
                        .extend(decode(&href(&page.location)).map(|from| Redirect {
                            from,
                            to: site.hosts.href(host, to),
                            // the root may lead to another default language one day
                            status: if named_in.is_some() { 301 } else { 302 },
                        }))
                }
                PageKind::NotFound => {
                    let page = href(&page.location);
                    let below = page.strip_suffix("404.html").unwrap_or("/").to_string();
                    self.not_found.push(NotFoundPage { below, page });
                }
                _ => {}
            }
        }
    }

    /// Adds what the author's `static/_redirects` leads on: whole paths, and paths with a query.
    fn add_own_redirects(&mut self, text: &str) {
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let is_kept = |from: &str, to: &str| {
                from.starts_with('/') && !from.contains(['*', ':']) && !to.contains(":splat")
            };
            match words.as_slice() {
                [from, to] if is_kept(from, to) => self.add_own(from, to, 301),
                [from, to, status @ ("301" | "302" | "307" | "308")] if is_kept(from, to) => {
                    self.add_own(from, to, status.parse().unwrap_or(301));
                }
                [from, query, to, "301" | "302"] if is_kept(from, to) && query.contains('=') => {
                    self.query_redirects
                        .extend(decode(from).map(|path| QueryRedirect {
                            path,
                            query: (*query).to_string(),
                            to: (*to).to_string(),
                        }));
                }
                _ => {}
            }
        }
    }

    fn add_own(&mut self, from: &str, to: &str, status: u16) {
        let Some(from) = decode(from) else { return };
        if self.redirects.iter().all(|other| other.from != from) {
            let to = to.to_string();
            self.redirects.push(Redirect { from, to, status });
        }
    }
}

/// A folder of the main domain's files that is read at a domain of its own leads there.
fn leave_to_other_domains(domains: &mut [ServedDomain], site: TrackedSite) {
    let hosts = &site.hosts.hosts;
    let main = Address::new(&hosts[0].base_url);
    for other in &hosts[1..] {
        let path = format!("{}/{}", main.below, other.folder);
        let to = format!("{}/", other.base_url);
        if to != format!("{}{path}", main.origin) {
            domains[0].moved_folders.push(MovedFolder { path, to });
        }
    }
}
