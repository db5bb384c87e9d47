//! [`Hosts`] and [`Location`]: where pages lie, and how one page links to another.
//!
//! Takes settings; gives addresses, links and paths of files below `public/`. Knows no pages.

use crate::config::{Config, Lang};
use crate::safe_addresses::decode;
use url::Url;

/// A domain that the site is served from. A language with its own `base_url` has a host of its
/// own, whose files are a folder of `public/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Scheme, domain and perhaps a path, without a final slash.
    pub base_url: String,
    /// Path part of `base_url`: empty or `/blog`.
    base_path: String,
    /// Folder below `public/`, with a final slash; empty for the main host.
    pub folder: String,
}

/// The place of a page or file of the site, before it becomes a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Position of the host in [`Hosts::hosts`].
    pub host: u8,
    /// Path on the host, not percent-encoded: `/en/slug/`, `/404.html`.
    pub path: String,
}

/// The hosts of a site, and the home of each language.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// The main host first.
    pub hosts: Vec<Host>,
    /// The home of each language.
    homes: Vec<Location>,
}

impl Hosts {
    /// Reads hosts and homes from the settings.
    pub fn new(config: &Config) -> Self {
        let mut hosts = vec![Host::new(&config.base_url, String::new())];
        let mut homes = Vec::new();
        for lang in config.langs() {
            let language = config.language(lang);
            let code = language.code.to_ascii_lowercase();
            let (host, path) = if let Some(base_url) = &language.base_url {
                hosts.push(Host::new(base_url, format!("{code}/")));
                ((hosts.len() - 1) as u8, "/".to_string())
            } else if lang == config.default_language && !config.default_language_in_subdir {
                (0, "/".to_string())
            } else {
                (0, format!("/{code}/"))
            };
            homes.push(Location { host, path });
        }
        Hosts { hosts, homes }
    }

    /// The host of a location.
    pub fn host(&self, location: &Location) -> &Host {
        &self.hosts[usize::from(location.host)]
    }

    /// The host of a path of the preview, which serves every host as a folder of one.
    pub fn below(&self, path: &str) -> u8 {
        let hosts = (0..).zip(&self.hosts);
        let own = hosts.filter(|(_, host)| {
            let rest = path.strip_prefix(&host.base_path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let own = own.max_by_key(|(_, host)| host.base_path.len());
        own.map_or(0, |(at, _)| at)
    }

    /// Position of the host of a language.
    pub fn host_of(&self, lang: Lang) -> u8 {
        self.homes[usize::from(lang.0)].host
    }

    /// A location below a language's home; `below` does not begin with a slash.
    pub fn location(&self, lang: Lang, below: &str) -> Location {
        let home = &self.homes[usize::from(lang.0)];
        Location {
            host: home.host,
            path: [&home.path, below].concat(),
        }
    }

    /// The full address of a location.
    pub fn permalink(&self, location: &Location) -> String {
        encoded(&self.host(location).base_url, &location.path)
    }

    /// The address of a location as a link on a page of the host `from`: without the domain on the
    /// same host.
    pub fn href(&self, from: u8, location: &Location) -> String {
        if from != location.host {
            return self.permalink(location);
        }
        encoded(&self.host(location).base_path, &location.path)
    }

    /// The location that `href` on a page of the host `from` leads to; `None` for another site. The
    /// inverse of [`Hosts::href`].
    pub fn at(&self, from: u8, href: &str) -> Option<Location> {
        // the address of one host may be the beginning of another's: the longest match counts
        let whole = (0..).zip(&self.hosts).filter_map(|(host, of)| {
            let rest = href.strip_prefix(&of.base_url)?;
            rest.starts_with('/').then_some((host, rest))
        });
        let whole = whole.min_by_key(|(_, rest)| rest.len());
        let own = || {
            Some((
                from,
                href.strip_prefix(&self.hosts[usize::from(from)].base_path)?,
            ))
        };
        let (host, path) = whole.or_else(own)?;
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let path = decode(&path[..end]).filter(|path| path.starts_with('/'))?;
        Some(Location { host, path })
    }

    /// The locations that an address on `page` may lead to, as a browser reads the address; none for
    /// another site. The scheme and the port do not count: `http:../x` is a relative path where the
    /// page itself is read by `http`, whatever `base_url` says.
    pub fn locations_of_address(&self, page: &Location, address: &str) -> Vec<Location> {
        let permalink = self.permalink(page);
        let after_scheme = permalink.split_once(':').map_or("", |(_, rest)| rest);
        let schemes = ["https", "http"].into_iter();
        let locations = schemes.filter_map(|scheme| {
            let page = Url::parse(&format!("{scheme}:{after_scheme}")).ok()?;
            self.location_of(&page.join(address).ok()?)
        });
        locations.collect()
    }

    /// The location on this site that a whole address leads to.
    fn location_of(&self, address: &Url) -> Option<Location> {
        let name = domain(address)?;
        let path = decode(address.path())?;
        let found = (0..).zip(&self.hosts).filter_map(|(host, of)| {
            let own = Url::parse(&of.base_url).ok()?;
            let rest = path.strip_prefix(&of.base_path)?;
            let is_own = domain(&own)? == name && rest.starts_with('/');
            is_own.then(|| Location {
                host,
                path: rest.to_string(),
            })
        });
        found.min_by_key(|location| location.path.len())
    }

    /// Path of a location's file below `public/`.
    pub fn file(&self, location: &Location) -> String {
        self.file_parts(location).concat()
    }

    /// The parts of a location's path below `public/`: the host's folder, the path, and
    /// `index.html` for a path without a file name.
    pub fn file_parts<'a>(&'a self, location: &'a Location) -> [&'a str; 3] {
        let index = if location.path.ends_with('/') {
            "index.html"
        } else {
            ""
        };
        [&self.host(location).folder, &location.path[1..], index]
    }
}

impl Host {
    fn new(base_url: &str, folder: String) -> Self {
        let after_scheme = base_url.split_once("://").map_or("", |(_, rest)| rest);
        let base_path = after_scheme.find('/').map_or("", |at| &after_scheme[at..]);
        Host {
            base_url: base_url.to_string(),
            base_path: base_path.to_string(),
            folder,
        }
    }
}

/// The domain of an address, without the dot that may end it.
fn domain(address: &Url) -> Option<&str> {
    let name = address.host_str()?;
    Some(name.strip_suffix('.').unwrap_or(name))
}

/// Appends a percent-encoded path to `base` (RFC 3986: `pchar` and `/` stay as they are).
fn encoded(base: &str, path: &str) -> String {
    let plain = |byte: &u8| PLAIN[usize::from(*byte)];
    let mut address = String::with_capacity(base.len() + path.len());
    address.push_str(base);
    let mut rest = path;
    while let Some(at) = rest.bytes().position(|byte| !plain(&byte)) {
        address.push_str(&rest[..at]);
        let special = rest[at..].bytes().take_while(|byte| !plain(byte));
        let length = special.clone().count();
        special.for_each(|byte| push_percent(&mut address, byte));
        rest = &rest[at + length..];
    }
    address.push_str(rest);
    address
}

/// The bytes that a path holds as they are.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let signs = b"-._~/!$&'()*+,;=:@";
    let mut at = 0;
    while at < 256 {
        plain[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    at = 0;
    while at < signs.len() {
        plain[signs[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Appends `%` and the two hexadecimal digits of a byte.
pub fn push_percent(address: &mut String, byte: u8) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    address.push('%');
    address.push(char::from(DIGITS[usize::from(byte >> 4)]));
    address.push(char::from(DIGITS[usize::from(byte & 15)]));
}
