//! Where an article lives: its own `url`, else the pattern of the settings.

use super::Site;
use super::url::Location;
use crate::config::address::decode;
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
                path: folder_of(whole_path(&url.value)),
            };
        }
        let Some(date) = &article.date else {
            return self
                .hosts
                .location(article.lang, &format!("{}/", article.slug));
        };
        if self.config.permalink == "/:slug/" {
            let path = [&article.slug, "/"].concat();
            return self.hosts.location(article.lang, &path);
        }
        let key = &self.story_of(id).key;
        let section = key.split_once('/').map_or("", |(section, _)| section);
        let mut path = self.config.permalink.clone();
        // what an author set is the last part of the address, in the place of the file's name
        let names_itself = article.slug_by_hand && !path.contains(":slug");
        // most patterns name one or two of these
        let mut fill = |name: &str, value: &dyn Fn() -> String| {
            if path.contains(name) {
                path = path.replace(name, &value());
            }
        };
        fill(":year", &|| format!("{:04}", date.at.year()));
        fill(":month", &|| format!("{:02}", date.at.month()));
        fill(":day", &|| format!("{:02}", date.at.day()));
        fill(":section", &|| slug(section));
        fill(":key", &|| {
            let mut parts: Vec<String> = key.split('/').map(slug).collect();
            if let Some(last) = parts.last_mut().filter(|_| names_itself) {
                last.clone_from(&article.slug);
            }
            parts.join("/")
        });
        fill(":slug", &|| article.slug.clone());
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        self.hosts
            .location(article.lang, &format!("{}/", parts.join("/")))
    }
}

/// `/a/` for `/a/index.html`: servers give one for the other.
fn folder_of(path: String) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_string(),
        _ => path,
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
