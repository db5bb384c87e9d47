//! [`site_files`]: the files of a built site, each with its stage and its headers.

use super::content_type::content_type;
use super::header_rules::HeaderRules;
use crate::fingerprint::Fingerprint;
use crate::site::{Page, PageKind, SearchPart, Site};
use std::collections::BTreeMap;

/// Browsers ask again for what has no digest in its name, as Netlify and Cloudflare tell them too.
const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

/// A file of a built site.
#[derive(Debug, Clone)]
pub struct SiteFile {
    /// Path below `public/`, `/` between folders.
    pub path: String,
    /// Size and digest of the content.
    pub fingerprint: Fingerprint,
    /// When it is sent.
    pub stage: DeployStage,
    /// Headers, for targets that store them.
    pub headers: FileHeaders,
    /// The full address, for a page that search engines list.
    pub listed_address: Option<String>,
}

/// When a file is sent: a page comes after what it needs, and before what leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeployStage {
    /// Pictures, styles, scripts, the data of the search, files of the author.
    Assets,
    /// Articles, and pages of the author.
    Pages,
    /// Lists, the search page, redirects of old addresses.
    Lists,
    /// Feeds.
    Feeds,
    /// Sitemaps, and files that hosts and search engines read.
    Sitemaps,
}

impl DeployStage {
    /// Every stage, in its order.
    pub const ALL: [DeployStage; 5] = [
        DeployStage::Assets,
        DeployStage::Pages,
        DeployStage::Lists,
        DeployStage::Feeds,
        DeployStage::Sitemaps,
    ];
}

/// The headers that an object store serves a file with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHeaders {
    /// `Content-Type`.
    pub content_type: String,
    /// `Cache-Control`.
    pub cache_control: String,
}

impl FileHeaders {
    /// A digest that changes with the headers.
    pub fn digest(&self) -> u64 {
        let text = format!("{}\n{}", self.content_type, self.cache_control);
        Fingerprint::of(text.as_bytes()).digest as u64
    }
}

/// The files of a site. `published` are the files of `public/`; `rules` the headers of each host.
pub fn site_files(
    site: &Site,
    published: &BTreeMap<String, Fingerprint>,
    rules: &[HeaderRules],
) -> Vec<SiteFile> {
    let files = site.pages.iter().filter_map(|page| {
        let path = site.hosts.file(&page.location);
        let fingerprint = *published.get(&path)?;
        // notes of Griot and Git
        let is_note = matches!(path.as_str(), ".griot" | ".gitignore");
        (!is_note).then(|| SiteFile {
            stage: stage(page, &path),
            headers: headers(site, page, &path, rules),
            listed_address: page
                .is_listed(page.location.host)
                .then(|| site.hosts.permalink(&page.location)),
            path,
            fingerprint,
        })
    });
    files.collect()
}

fn stage(page: &Page, path: &str) -> DeployStage {
    let is_html = path.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm")
    });
    match &page.kind {
        PageKind::File(_) if is_html => DeployStage::Pages,
        PageKind::File(_)
        | PageKind::Picture { .. }
        | PageKind::Theme(_)
        | PageKind::Card(_)
        | PageKind::SiteCard
        | PageKind::Manifest
        | PageKind::Search(
            SearchPart::Words { .. } | SearchPart::Results(_) | SearchPart::Texts(_),
        ) => DeployStage::Assets,
        PageKind::Article(_) | PageKind::NotFound => DeployStage::Pages,
        PageKind::List(..)
        | PageKind::Terms(_)
        | PageKind::Archive
        | PageKind::Alias { .. }
        | PageKind::Search(SearchPart::Page | SearchPart::Head) => DeployStage::Lists,
        PageKind::Feed(..) => DeployStage::Feeds,
        PageKind::Sitemap { .. }
        | PageKind::SitemapIndex { .. }
        | PageKind::NewsSitemap
        | PageKind::Robots
        | PageKind::IndexNowKey
        | PageKind::Redirects { .. }
        | PageKind::Headers => DeployStage::Sitemaps,
    }
}

fn headers(site: &Site, page: &Page, path: &str, rules: &[HeaderRules]) -> FileHeaders {
    let host = page.location.host;
    let requested = site.hosts.href(host, &page.location);
    let value = |name| rules.get(usize::from(host))?.value(&requested, name);
    FileHeaders {
        content_type: value("Content-Type")
            .unwrap_or_else(|| content_type(path))
            .to_string(),
        cache_control: value("Cache-Control").unwrap_or(ASK_AGAIN).to_string(),
    }
}
