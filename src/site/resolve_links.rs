//! Links in articles: a path of a file becomes the article or file that it leads to.
//!
//! Takes a link as its author writes it; gives a [`Resolved`]. An article is found in the
//! reader's language, a file beside the article, a path of the site among the planned pages.

use super::Site;
use super::active_files::FileUse;
use super::hosts::Location;
use super::index::SiteIndex;
use super::page::Page;
use super::routes::Routes;
use crate::content::{ArticleId, PathInfo, StoryId};
use crate::markdown::{Destination, destination};
use crate::safe_addresses::decode;
use crate::text::nfc;
use std::iter;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved<'l> {
    /// An anchor on the same page, `#` included.
    Anchor(&'l str),
    /// An article.
    Article {
        /// The article, in the reader's language where there is one.
        id: ArticleId,
        /// `?…` and `#…` after the path.
        suffix: &'l str,
    },
    /// A file that is copied beside the page.
    File {
        /// Path of the file below the site's root.
        source: Arc<str>,
        /// Where the copy lies.
        location: Location,
        /// `?…` and `#…` after the path.
        suffix: &'l str,
    },
    /// A planned page or file at a path of the site. A relative link leads to one where another
    /// generator keeps a file of `static/`.
    Path {
        /// Host and path.
        location: Location,
        /// `?…` and `#…` after the path.
        suffix: &'l str,
    },
    /// A path of the site where nothing is planned. It stays as it is written.
    Unknown {
        /// Host and path.
        location: Location,
        /// `?…` and `#…` after the path.
        suffix: &'l str,
    },
    /// An article by its address where its file is meant.
    GuessedArticle {
        /// The article, in the reader's language where there is one.
        id: ArticleId,
        /// `?…` and `#…` after the path.
        suffix: &'l str,
    },
    /// The address of another site that was written without `https://`.
    OtherSite(String),
    /// An article that is not published.
    Unpublished,
    /// A file that does not exist.
    Dead,
}

/// A file that is copied beside the page of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PageFile {
    /// Path of the file below the site's root.
    pub source: Arc<str>,
    /// Where the copy lies.
    pub location: Location,
}

/// A link in two parts.
#[derive(Clone, Copy)]
pub(super) struct SplitLink<'l> {
    pub path: &'l str,
    /// `?…` and `#…` after the path.
    pub suffix: &'l str,
}

impl<'l> SplitLink<'l> {
    pub fn new(target: &'l str) -> Self {
        let end = target.find(['?', '#']).unwrap_or(target.len());
        let (path, suffix) = target.split_at(end);
        SplitLink { path, suffix }
    }
}

impl Site {
    /// Resolves a link that stands in the file `from`, for the page of `article`.
    pub fn resolve<'l>(&self, article: ArticleId, from: &str, target: &'l str) -> Resolved<'l> {
        if target.starts_with('#') {
            return Resolved::Anchor(target);
        }
        let SplitLink { path, suffix } = SplitLink::new(target);
        if let Some(path) = path.strip_prefix('/') {
            let resolved = self.resolve_site_path(article, path, suffix);
            return match resolved {
                Resolved::Unknown { .. } => self.guess(article, target).unwrap_or(resolved),
                resolved => resolved,
            };
        }
        if path.is_empty() {
            return Resolved::Anchor(suffix);
        }
        let resolved = self.resolve_file_path(article, from, target);
        resolved
            .or_else(|| self.guess_static_file(article, target))
            .or_else(|| self.guess(article, target))
            .unwrap_or(Resolved::Dead)
    }

    fn resolve_site_path<'l>(
        &self,
        article: ArticleId,
        path: &str,
        suffix: &'l str,
    ) -> Resolved<'l> {
        let host = self.location(article).host;
        let decoded = decode(path).unwrap_or_else(|| path.to_string());
        let location = |path: &str, slash: &str| Location {
            host,
            path: format!("/{path}{slash}"),
        };
        // addresses of pages are in NFC, names of files in `static/` are as the disk has them
        let composed = nfc(&decoded);
        let spellings = [&*decoded, &*composed];
        let planned = spellings
            .into_iter()
            .flat_map(|path| [location(path, ""), location(path, "/")])
            .find(|location| self.page_at(location).is_some());
        if let Some(location) = planned {
            return Resolved::Path { location, suffix };
        }
        // other generators take addresses from file names: such a path still finds its story
        match self.story_at(&format!("content/{decoded}")) {
            Some(story) => Resolved::Article {
                id: self.article_for(story, self.article(article).lang),
                suffix,
            },
            None => Resolved::Unknown {
                location: location(&decoded, ""),
                suffix,
            },
        }
    }

    /// The planned page at a location.
    pub fn page_at(&self, location: &Location) -> Option<&Page> {
        self.page_index.at(location, &self.pages, &self.hosts)
    }

    /// The page that is written to a file of `public/`.
    pub fn page_in(&self, file: &str) -> Option<&Page> {
        self.page_index.in_file(file, &self.pages, &self.hosts)
    }
}

impl Routes {
    /// Resolves a path of a file, relative or with `@/`. `None` when the file does not exist.
    fn resolve_file_path<'l>(
        &self,
        article: ArticleId,
        from: &str,
        target: &'l str,
    ) -> Option<Resolved<'l>> {
        let link = SplitLink::new(target);
        // Zola's paths begin at `content/`
        if let Some(path) = link.path.strip_prefix("@/") {
            let page = || self.file(article, &page_of_section(path)?, link.suffix);
            return self
                .file(article, &format!("content/{path}"), link.suffix)
                .or_else(page);
        }
        // a file's name may hold `#` or `?`: the whole is tried first
        let whole = SplitLink {
            path: target,
            suffix: "",
        };
        self.below_content(article, from, whole)
            .or_else(|| self.below_content(article, from, link))
            .or_else(|| self.in_own_folder(article, from, link))
            .or_else(|| self.beside_translations(article, from, link))
    }

    /// Seeks a file in the folder that has the name of the article, where Hexo keeps the pictures of
    /// a post: `name/photo.jpg` for `name.md`.
    fn in_own_folder<'l>(
        &self,
        article: ArticleId,
        from: &str,
        link: SplitLink<'l>,
    ) -> Option<Resolved<'l>> {
        let folder = from.strip_suffix(".md")?;
        let found = self.below_content(article, &format!("{folder}/index.md"), link)?;
        matches!(found, Resolved::File { .. }).then_some(found)
    }

    /// Seeks a file beside the story's other articles, the original first: a translation in a folder
    /// of its own needs no copies of the pictures.
    fn beside_translations<'l>(
        &self,
        article: ArticleId,
        from: &str,
        link: SplitLink<'l>,
    ) -> Option<Resolved<'l>> {
        let story = self.story_of(article);
        let translations = story.articles.iter().map(|(_, id)| *id);
        let articles = iter::once(story.original).chain(translations);
        let hidden = story.hidden.iter().map(|(_, path)| path.as_ref());
        let mut paths = articles
            .map(|id| self.article(id).path.as_ref())
            .chain(hidden)
            .filter(|path| *path != from);
        paths.find_map(|path| {
            let found = self.below_content(article, path, link)?;
            matches!(found, Resolved::File { .. }).then_some(found)
        })
    }

    fn below_content<'l>(
        &self,
        article: ArticleId,
        from: &str,
        link: SplitLink<'l>,
    ) -> Option<Resolved<'l>> {
        let SplitLink { path, suffix } = link;
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
            // macOS writes letters and accents of a file name as separate characters
            let forms = |path: String| [path.nfc().collect(), path.nfd().collect()];
            paths().flat_map(forms).find_map(file)
        })
    }

    /// The article or file at a path below the site's root.
    fn file<'l>(&self, article: ArticleId, path: &str, suffix: &'l str) -> Option<Resolved<'l>> {
        if let Some(source) = self.other_files.get(path) {
            return Some(Resolved::File {
                source: source.clone(),
                location: self.beside(article, source),
                suffix,
            });
        }
        let lang = self.article(article).lang;
        let story = self.article_in(path).map(|id| self.story_id_of(id));
        if let Some(story) = story.or_else(|| self.story_at(path)) {
            let id = self.article_for(story, lang);
            return Some(Resolved::Article { id, suffix });
        }
        let is_hidden = self.hidden.contains_key(path)
            || story_keys(path, self).any(|key| self.is_hidden_story(&key));
        is_hidden.then_some(Resolved::Unpublished)
    }

    /// Where a file of `content/` lies when the page of `article` refers to it.
    fn beside(&self, article: ArticleId, source: &str) -> Location {
        let page = self.location(article);
        let folder = page.path.rfind('/').map_or(0, |at| at + 1);
        let article = self.article(article);
        let own = article.path.rsplit_once('/').map_or("", |(own, _)| own);
        let below = source
            .strip_prefix(own)
            .and_then(|rest| rest.strip_prefix('/'));
        // two stories may each have a `cover.png`: a file of another folder is named after it
        let from_elsewhere = || {
            let mut parts = source.rsplit('/');
            let name = parts.next().unwrap_or_default();
            let folder = parts.next().unwrap_or_default();
            format!("{folder}-{name}")
        };
        let name = below.map_or_else(from_elsewhere, str::to_string);
        Location {
            host: page.host,
            path: format!("{}{name}", &page.path[..folder]),
        }
    }

    /// The files that lie beside the page of an article, each once, without those that may not be
    /// published.
    pub(super) fn files_beside(&self, id: ArticleId) -> Vec<PageFile> {
        if self.other_files.is_empty() {
            return Vec::new();
        }
        let article = self.article(id);
        // a plain path of a Markdown file leads to no other file
        let links = article.body.links.iter().filter(|link| {
            let target = &link.target;
            !target.ends_with(".md") || target.contains(['%', '?', '#'])
        });
        let in_text = links.filter_map(|link| {
            let file_use = match link.is_image {
                true => FileUse::Picture,
                false => FileUse::Link,
            };
            self.file_beside(id, &article.path, &link.target, file_use)
        });
        let mut files: Vec<PageFile> = in_text.collect();
        let cover = article.image.as_ref();
        let cover = cover.filter(|cover| destination(&cover.target, true) == Destination::Inside);
        files.extend(
            cover.and_then(|cover| {
                self.file_beside(id, &cover.path, &cover.target, FileUse::Picture)
            }),
        );
        files.sort();
        files.dedup();
        files
    }

    pub(super) fn file_beside(
        &self,
        id: ArticleId,
        from: &str,
        target: &str,
        file_use: FileUse,
    ) -> Option<PageFile> {
        let path = SplitLink::new(target).path;
        if path.is_empty() || path.starts_with('/') {
            return None;
        }
        match self.resolve_file_path(id, from, target)? {
            Resolved::File {
                source, location, ..
            } if !self.is_refused_by_name(&source, file_use) => Some(PageFile { source, location }),
            _ => None,
        }
    }
}

/// The path below the site's root of the page that stands in the place of Zola's `x/_index.md`.
fn page_of_section(path: &str) -> Option<String> {
    let folder = path.strip_suffix("_index.md")?;
    Some(format!("content/{folder}index.md"))
}

impl SiteIndex {
    /// The story that a path below the site's root names by its key.
    fn story_at(&self, path: &str) -> Option<StoryId> {
        let mut keys = story_keys(path, self);
        keys.find_map(|key| self.keys.get(key.as_str()).copied())
    }
}

/// The story keys that a path below the site's root may name, with or without a language: that of a
/// post with its date comes first.
fn story_keys(path: &str, index: &SiteIndex) -> impl Iterator<Item = String> {
    let info = path.strip_prefix("content/").map(|below| {
        let below = below.trim_end_matches('/');
        let bare = below.strip_suffix(".md").unwrap_or(below);
        PathInfo::parse(&format!("{bare}.md"), &index.config)
    });
    let keys = info.map(|info| [info.dated_key, Some(info.key)]);
    keys.into_iter().flatten().flatten()
}

/// Joins a relative path to the folder of the file `from`. `None` when the result lies outside
/// the site.
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
