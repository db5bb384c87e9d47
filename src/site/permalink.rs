//! Where an article lives: its own `url`, else the pattern of the settings.

use super::Site;
use super::url::{Location, decode};
use crate::content::ArticleId;
use crate::text::slug::slug;

impl Site {
    /// An article's location: its own `url`, else the permalink's pattern; a standing page
    /// lives at its slug.
    pub(super) fn place(&self, id: ArticleId) -> Location {
        let article = self.article(id);
        if let Some(url) = &article.url {
            return Location {
                host: self.hosts.host_of(article.lang),
                path: whole_path(&url.value),
            };
        }
        let Some(date) = &article.date else {
            return self
                .hosts
                .location(article.lang, &format!("{}/", article.slug));
        };
        let key = &self.story_of(id).key;
        let section = key.split_once('/').map_or("", |(section, _)| section);
        let path = self
            .config
            .permalink
            .replace(":year", &format!("{:04}", date.at.year()))
            .replace(":month", &format!("{:02}", date.at.month()))
            .replace(":day", &format!("{:02}", date.at.day()))
            .replace(":section", &slug(section))
            .replace(
                ":key",
                &key.split('/').map(slug).collect::<Vec<_>>().join("/"),
            )
            .replace(":slug", &article.slug);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        self.hosts
            .location(article.lang, &format!("{}/", parts.join("/")))
    }
}

/// A path that an author set by hand: `/`-first, and `/`-last unless it names an HTML file.
pub fn whole_path(path: &str) -> String {
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
