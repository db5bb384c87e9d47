//! Permalinks: the location of an article, from its own `url` or the pattern of the settings.
//!
//! Takes an index and an article; gives a [`Location`].

use super::hosts::{Hosts, Location};
use super::index::SiteIndex;
use crate::content::ArticleId;
use crate::safe_addresses::decode;
use crate::text::slug::slug;

/// The location of an article: its own `url`, else the permalink pattern. A page without a date has
/// a pattern of its own.
pub(super) fn location(index: &SiteIndex, hosts: &Hosts, id: ArticleId) -> Location {
    let article = index.article(id);
    if let Some(url) = &article.url {
        return Location {
            host: hosts.host_of(article.lang),
            path: without_index(whole_path(&url.value)),
        };
    }
    let permalinks = &index.config.permalink;
    let pattern = match article.date {
        Some(_) => &permalinks.articles,
        None => &permalinks.pages,
    };
    if pattern == "/:slug/" {
        return hosts.location(article.lang, &[&article.slug, "/"].concat());
    }
    let key = &index.story_of(id).key;
    let (section, below) = key.split_once('/').unwrap_or(("", key));
    let mut path = pattern.clone();
    // a slug that the author set takes the place of the file's name
    let replaces_name = article.slug_by_hand && !path.contains(":slug");
    // most patterns have one or two of these names: values are computed on demand
    let mut replace = |name: &str, value: &dyn Fn() -> String| {
        if path.contains(name) {
            path = path.replace(name, &value());
        }
    };
    if let Some(date) = &article.date {
        replace(":year", &|| format!("{:04}", date.at.year()));
        replace(":month", &|| format!("{:02}", date.at.month()));
        replace(":day", &|| format!("{:02}", date.at.day()));
    }
    replace(":section", &|| slug(section));
    replace(":key", &|| {
        // the folder `pages` is no part of a page's address
        let key = match article.date.is_none() && section == "pages" {
            true => below,
            false => key,
        };
        let mut parts: Vec<String> = key.split('/').map(slug).collect();
        if let Some(last) = parts.last_mut().filter(|_| replaces_name) {
            last.clone_from(&article.slug);
        }
        parts.join("/")
    });
    replace(":slug", &|| article.slug.clone());
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    hosts.location(article.lang, &format!("{}/", parts.join("/")))
}

/// `/a/` for `/a/index.html`: servers answer both with one file.
fn without_index(path: String) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_string(),
        _ => path,
    }
}

/// A path that an author writes, decoded: begins with `/`, and ends with `/` unless it names an
/// HTML file.
pub(super) fn whole_path(path: &str) -> String {
    let path = decode(path).unwrap_or_else(|| path.to_string());
    let path = path.trim_matches('/');
    if path.is_empty() {
        "/".to_string()
    } else if path.ends_with(".html") || path.ends_with(".htm") {
        format!("/{path}")
    } else {
        format!("/{path}/")
    }
}
