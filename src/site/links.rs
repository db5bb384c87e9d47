//! Where an author's links lead: by file path to an article in the reader's language, to a
//! file beside it, to a path of the site, to an anchor.

use super::Site;
use super::url::Location;
use crate::config::address::decode;
use crate::content::{ArticleId, PathInfo, StoryId};
use crate::markdown::{Destination, destination};
use std::iter;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What a link turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved<'l> {
    /// An anchor on the same page, `#` included.
    Anchor(&'l str),
    /// An article; `suffix` is what followed the path: `?…` and `#…`.
    Article { id: ArticleId, suffix: &'l str },
    /// A file to be copied beside the page.
    File {
        source: Arc<str>,
        location: Location,
        suffix: &'l str,
    },
    /// A path on the site that is there.
    Path { location: Location, suffix: &'l str },
    /// A path on the site that leads to nothing: written as it is.
    Unknown { location: Location, suffix: &'l str },
    /// An article that is not published.
    Unpublished,
    /// A file that is not there.
    Dead,
}

impl Site {
    /// Resolves a link written in the file `from`, for the page of `article`.
    pub fn resolve<'l>(&self, article: ArticleId, from: &str, target: &'l str) -> Resolved<'l> {
        if target.starts_with('#') {
            return Resolved::Anchor(target);
        }
        let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        if let Some(path) = path.strip_prefix('/') {
            return self.site_path(article, path, suffix);
        }
        if path.is_empty() {
            return Resolved::Anchor(suffix);
        }
        // Zola's paths begin at `content/`
        if let Some(path) = path.strip_prefix("@/") {
            let resolved = self.file(article, &format!("content/{path}"), suffix);
            return resolved.unwrap_or(Resolved::Dead);
        }
        // a file's name may hold `#` or `?`: the whole is tried first
        self.below_content(article, from, (target, ""))
            .or_else(|| self.below_content(article, from, (path, suffix)))
            .unwrap_or(Resolved::Dead)
    }

    fn below_content<'l>(
        &self,
        article: ArticleId,
        from: &str,
        (path, suffix): (&str, &'l str),
    ) -> Option<Resolved<'l>> {
        let paths = || {
            let as_written = iter::once_with(|| join(from, path));
            let decoded = iter::once_with(|| {
                let decoded = decode(path).filter(|decoded| decoded != path)?;
                join(from, &decoded)
            });
            as_written.chain(decoded).flatten()
        };
        let file = |path: String| self.file(article, &path, suffix);
        paths().find_map(file).or_else(|| {
            // a file's name may hold its accents apart, as macOS writes them
            let forms = |path: String| [path.nfc().collect(), path.nfd().collect()];
            paths().flat_map(forms).find_map(file)
        })
    }

    fn file<'l>(&self, article: ArticleId, path: &str, suffix: &'l str) -> Option<Resolved<'l>> {
        if let Some(source) = self.others.get(path) {
            let location = self.beside(article, source);
            return Some(Resolved::File {
                source: source.clone(),
                location,
                suffix,
            });
        }
        let lang = self.article(article).lang;
        let story = self
            .paths
            .get(path)
            .map(|id| self.story_ids[id.0 as usize])
            .or_else(|| self.keyed(path));
        if let Some(story) = story {
            let id = self.told_in(story, lang);
            return Some(Resolved::Article { id, suffix });
        }
        let hidden = self.hidden.contains_key(path)
            || key(path, self).is_some_and(|key| self.hidden_keys.contains(key.as_str()));
        hidden.then_some(Resolved::Unpublished)
    }

    fn keyed(&self, path: &str) -> Option<StoryId> {
        self.keys.get(key(path, self)?.as_str()).copied()
    }

    fn site_path<'l>(&self, article: ArticleId, path: &str, suffix: &'l str) -> Resolved<'l> {
        let host = self.location(article).host;
        let decoded = decode(path).unwrap_or_else(|| path.to_string());
        let location = |slash: &str| Location {
            host,
            path: format!("/{decoded}{slash}"),
        };
        let there = ["", "/"]
            .into_iter()
            .map(location)
            .find(|location| self.page_at(location).is_some());
        if let Some(location) = there {
            return Resolved::Path { location, suffix };
        }
        // other generators take addresses from file names: such a path still finds its story
        match self.keyed(&format!("content/{decoded}")) {
            Some(story) => Resolved::Article {
                id: self.told_in(story, self.article(article).lang),
                suffix,
            },
            None => Resolved::Unknown {
                location: location(""),
                suffix,
            },
        }
    }

    /// The planned page at a location.
    pub fn page_at(&self, location: &Location) -> Option<&super::Page> {
        self.planned.at(location, &self.pages, &self.hosts)
    }

    /// The page that is written to a file of `public/`.
    pub fn page_in(&self, file: &str) -> Option<&super::Page> {
        self.planned.in_file(file, &self.pages, &self.hosts)
    }

    /// The article that is written in a file of `content/`.
    pub fn article_in(&self, path: &str) -> Option<ArticleId> {
        self.paths.get(path).copied()
    }

    /// Where a file of `content/` lies when the page of `article` refers to it.
    fn beside(&self, article: ArticleId, source: &str) -> Location {
        let page = self.location(article);
        let folder = page.path.rfind('/').map_or(0, |at| at + 1);
        let own = self
            .article(article)
            .path
            .rsplit_once('/')
            .map_or("", |(own, _)| own);
        let below = source
            .strip_prefix(own)
            .and_then(|rest| rest.strip_prefix('/'));
        // two stories may both have a `cover.png`: one from elsewhere takes its folder's name along
        let from_elsewhere = || {
            let mut parts = source.rsplit('/');
            let (name, folder) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            format!("{folder}-{name}")
        };
        let name = below.map_or_else(from_elsewhere, str::to_string);
        Location {
            host: page.host,
            path: format!("{}{name}", &page.path[..folder]),
        }
    }

    /// The files that an article's page needs beside it, each once.
    pub(super) fn files_of(&self, id: ArticleId) -> Vec<(Arc<str>, Location)> {
        if self.others.is_empty() {
            return Vec::new();
        }
        let article = self.article(id);
        // a plain path to Markdown leads to no other file
        let links = article.body.links.iter().filter(|link| {
            let target = &link.target;
            !target.ends_with(".md") || target.contains(['%', '?', '#'])
        });
        let links = links.map(|link| (&*article.path, link.target.as_str()));
        let picture = article
            .image
            .iter()
            .map(|picture| (&*picture.path, picture.target.as_str()));
        let mut files: Vec<(Arc<str>, Location)> = links
            .chain(picture.filter(|(_, target)| destination(target, true) == Destination::Inside))
            .filter_map(|(from, target)| match self.resolve(id, from, target) {
                Resolved::File {
                    source, location, ..
                } => Some((source, location)),
                _ => None,
            })
            .collect();
        files.sort();
        files.dedup();
        files
    }
}

/// The story key that a path below the site's root names, with or without language.
fn key(path: &str, site: &Site) -> Option<String> {
    let below = path.strip_prefix("content/")?;
    let below = below.trim_end_matches('/');
    let bare = below.strip_suffix(".md").unwrap_or(below);
    Some(PathInfo::parse(&format!("{bare}.md"), &site.config).key)
}

/// Joins a relative path to the folder of the file `from`; `None` when it leaves the site.
pub fn join(from: &str, path: &str) -> Option<String> {
    let (folder, _) = from.rsplit_once('/').unwrap_or(("", from));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
