//! Writes the "did you mean" hint of a broken link: the file that it most likely means.
//!
//! Takes the target of a link; gives a hint. An imported blog may have as many broken links as
//! files, so that a link is never compared with all of them.

use crate::content::Article;
use crate::diagnostic::{Text, nearest};
use crate::phrase;
use crate::picture;
use crate::site::{Site, join};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The most bytes by which a typo changes the length of a path.
const TYPO_BYTES: usize = 4;

/// The files below `content/`, indexed to find those that a broken link may mean.
#[derive(Debug)]
pub(super) struct FileNames {
    /// Articles by the stem of each part of their path: `a/puces/fr.md` is under `a`, `puces` and
    /// `fr`.
    by_stem: HashMap<String, Vec<Arc<str>>>,
    /// All files by the length of their path in bytes.
    by_length: BTreeMap<usize, Vec<Arc<str>>>,
}

impl FileNames {
    /// Indexes the files of a site.
    pub(super) fn new(site: &Site) -> Self {
        let mut by_stem: HashMap<String, Vec<Arc<str>>> = HashMap::new();
        let mut by_length: BTreeMap<usize, Vec<Arc<str>>> = BTreeMap::new();
        for path in site.article_paths() {
            for stem in stems(path) {
                let same_stem = by_stem.entry(stem.to_string()).or_default();
                same_stem.push(path.clone());
            }
        }
        for path in site.article_paths().chain(site.other_files()) {
            let same_length = by_length.entry(path.len()).or_default();
            same_length.push(path.clone());
        }
        FileNames { by_stem, by_length }
    }

    /// A hint on what to write in the place of `target`, which leads nowhere.
    pub(super) fn suggestion(&self, article: &Article, target: &str, is_image: bool) -> Text {
        if let Some(hint) = static_file(target) {
            return hint;
        }
        let quotes = ['“', '”', '‘', '’', '«', '»', '\u{a0}', '\u{202f}'];
        let bare = target.trim_matches(quotes);
        if bare.len() < target.len() && !bare.is_empty() {
            return phrase!(
                "write `{bare}`; quotation marks around an address are straight: `\"`",
                bare = bare
            );
        }
        let file = target.split(['?', '#']).next().unwrap_or(target);
        if file.rsplit('/').next() == Some("_index.md") {
            return phrase!(
                "a section has no page of its own: link to an article, or rename the file to `index.md` if it is a page"
            );
        }
        let folder = article.path.rsplit_once('/');
        let folder = folder.map_or("", |(folder, _)| folder);
        let path = join(&article.path, target).unwrap_or_default();
        let by_name = self.same_name(&article.path, folder, &path);
        let by_name = by_name.filter(|_| !is_image);
        let suggestion = by_name.map(|path| relative(folder, path)).or_else(|| {
            let similar = self.similar_paths(&path);
            let mut similar: Vec<String> = similar
                .filter(|path| **path != *article.path)
                .filter(|path| !is_image || picture::PictureFormat::has_picture_extension(path))
                .map(|path| relative(folder, path))
                .collect();
            similar.sort_unstable();
            let similar = similar.iter().map(String::as_str);
            nearest(&relative(folder, &path), similar).map(str::to_string)
        });
        match suggestion {
            Some(near) => phrase!("did you mean `{near}`?", near = near),
            None => phrase!("paths are read from `{folder}/`", folder = folder),
        }
    }

    /// The article in the folder of `from`, or below it, whose address ends like `path`: links of
    /// other generators are relative to addresses.
    fn same_name(&self, from: &str, folder: &str, path: &str) -> Option<&str> {
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        let articles = self.by_stem.get(name)?.iter().map(|path| &**path);
        let is_below = |path: &&str| {
            let below = path.strip_prefix(folder).unwrap_or_default();
            *path != from && stems(below).any(|stem| stem == name)
        };
        articles.filter(is_below).min()
    }

    /// Paths that a typo could turn into `path`: their first or their last half is the same.
    fn similar_paths(&self, path: &str) -> impl Iterator<Item = &str> {
        let (length, bytes) = (path.len(), path.as_bytes());
        let (start, end) = bytes.split_at(length / 2);
        let lengths = length.saturating_sub(TYPO_BYTES)..=length + TYPO_BYTES;
        let paths = self.by_length.range(lengths).flat_map(|(_, paths)| paths);
        paths.map(|path| &**path).filter(move |path| {
            let path = path.as_bytes();
            path.starts_with(start) || path.ends_with(end)
        })
    }
}

/// The parts of a path, each up to its first dot.
fn stems(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.filter_map(|part| part.split('.').next())
}

/// The hint for a target that is a file of `static/`.
fn static_file(target: &str) -> Option<Text> {
    let (_, below) = target.split_once("static/")?;
    Some(phrase!("a file of `static/` is `/{below}`", below = below))
}

/// `path` as a link in a file of `folder`.
pub(super) fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}
