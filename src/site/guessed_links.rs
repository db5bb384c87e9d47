//! Links that lead to no file and have exactly one reading: an address where a file is meant, a file
//! of `static/` where another generator keeps it, an address of another site without `https://`, an
//! anchor by the rule of another generator.
//!
//! Each is used, and the check of links says what to write.

use super::Site;
use super::hosts::Location;
use super::page::PageKind;
use super::resolve_links::{Resolved, SplitLink};
use super::routes::{Routes, StoriesByName};
use crate::content::{Article, ArticleId};
use crate::safe_addresses::decode;
use crate::text::slug::slug;

/// Endings of host names that authors write without `https://`. Any other ending may be a file's.
const DOMAINS: [&str; 26] = [
    "africa", "app", "be", "blog", "ca", "ch", "ci", "cm", "co", "com", "de", "dev", "edu", "eu",
    "fr", "gov", "info", "io", "ma", "me", "net", "org", "sn", "tn", "tv", "uk",
];

/// Indexes the stories of a site by name.
pub fn stories_by_name(routes: &Routes) -> StoriesByName {
    let mut names = StoriesByName::new();
    for id in routes.article_ids() {
        let story = routes.story_id_of(id);
        for path in [&routes.story(story).key, routes.location(id).path.as_str()] {
            let name = last_part(path).to_string();
            let known = names.entry(name).or_insert(Some(story));
            *known = known.filter(|known| *known == story);
        }
    }
    names
}

/// The paths below `static/` that a relative link may mean: `images/x.png` for
/// `../../images/x.png` and for `../static/images/x.png`.
pub(super) fn below_static(path: &str) -> impl Iterator<Item = &str> {
    let mut below = path;
    while let Some(rest) = ["./", "../"].iter().find_map(|up| below.strip_prefix(up)) {
        below = rest;
    }
    let mut named = ["static/", "public/"].iter();
    let named = named.find_map(|folder| below.strip_prefix(folder));
    named.into_iter().chain([below])
}

impl Site {
    /// The file of `static/` that a relative link leads to by the folders of another generator.
    pub(super) fn guess_static_file<'l>(
        &self,
        article: ArticleId,
        target: &'l str,
    ) -> Option<Resolved<'l>> {
        let SplitLink { path, suffix } = SplitLink::new(target);
        let path = decode(path).unwrap_or_else(|| path.to_string());
        let host = self.location(article).host;
        let mut locations = below_static(&path).map(|below| Location {
            host,
            path: format!("/{below}"),
        });
        let location = locations.find(|location| {
            let page = self.page_at(location);
            page.is_some_and(|page| match &page.kind {
                PageKind::File(source) | PageKind::Picture { source, .. } => {
                    source.starts_with("static/")
                }
                _ => false,
            })
        })?;
        Some(Resolved::Path { location, suffix })
    }
}

impl Routes {
    /// The article or the other site that a link leads to which no file and no page answers.
    pub(super) fn guess<'l>(&self, article: ArticleId, target: &'l str) -> Option<Resolved<'l>> {
        if let Some(address) = other_site(target) {
            return Some(Resolved::OtherSite(address));
        }
        let SplitLink { path, suffix } = SplitLink::new(target);
        let path = decode(path).unwrap_or_else(|| path.to_string());
        let names = self.names.get_or_init(|| stories_by_name(self));
        let story = (*names.get(last_part(&path))?)?;
        let id = self.article_for(story, self.article(article).lang);
        Some(Resolved::GuessedArticle { id, suffix })
    }
}

/// The anchor of an article that `fragment` means by the rule of another generator: the same
/// letters, as `lannée` for `l-annee`. `None` where the article has the anchor as it is
/// written, and where two anchors have these letters.
pub fn meant_anchor<'a>(article: &'a Article, fragment: &str) -> Option<&'a str> {
    let fragment = decode(fragment).unwrap_or_else(|| fragment.to_string());
    let headings = article.body.headings.iter().map(|heading| &*heading.id);
    let anchors = article.body.anchors.iter().map(String::as_str);
    let ids: Vec<&str> = headings.chain(anchors).collect();
    if fragment.is_empty() || fragment.starts_with('_') || ids.contains(&&*fragment) {
        return None;
    }
    let letters = |id: &str| slug(id).replace('-', "");
    let meant = letters(&fragment);
    let mut same = ids.into_iter().filter(|id| letters(id) == meant);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

/// The last part of a path, without the ending of a page: `x` in `/2026/05/x.html` and in
/// `x/index.html`. Empty for a path of another kind of file.
fn last_part(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = [".html", ".htm"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}

/// The address of another site that an author wrote without `https://`.
fn other_site(target: &str) -> Option<String> {
    let host = target.split(['/', '?', '#']).next()?;
    let (name, ending) = host.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let is_label = |label: &str| {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(is_part)
    };
    let is_host = name.split('.').all(is_label);
    let is_ending = DOMAINS.contains(&ending.as_str())
        || (host.starts_with("www.") && ending.chars().all(|c| c.is_ascii_alphabetic()));
    (is_host && is_ending).then(|| format!("https://{target}"))
}
