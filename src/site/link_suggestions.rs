//! The file that a dead link most likely means. A blog that moves here may bring as many dead
//! links as it has files: what each may mean is not looked for among all of them.

use super::Site;
use super::links::join;
use crate::content::Article;
use crate::diagnostic::nearest;
use crate::picture;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// By how many bytes a slip of the pen changes a path.
const SLIP_BYTES: usize = 4;

/// The files below `content/`, by what is known of one that is meant.
#[derive(Debug, Default)]
pub struct FileNames {
    /// Articles by the stem of each part of their path: `a/puces/fr.md` is one of `a`, `puces`
    /// and `fr`.
    by_stem: HashMap<String, Vec<Arc<str>>>,
    /// All of them by the bytes of their path.
    by_length: BTreeMap<usize, Vec<Arc<str>>>,
}

impl Site {
    /// What to write instead of `target`, which leads nowhere.
    pub(super) fn link_suggestion(&self, article: &Article, target: &str, image: bool) -> String {
        if let Some(hint) = misread(target) {
            return hint;
        }
        let folder = article.path.rsplit_once('/');
        let folder = folder.map_or("", |(folder, _)| folder);
        let wanted = join(&article.path, target).unwrap_or_default();
        let names = self.names.get_or_init(|| self.named_files());
        let named = names.of_name(&article.path, folder, &wanted);
        let near = named.filter(|_| !image).map(|path| relative(folder, path));
        let near = near.or_else(|| {
            let alike = names.alike(&wanted);
            let mut known: Vec<String> = alike
                .filter(|path| **path != *article.path)
                .filter(|path| !image || picture::PictureFormat::has_picture_extension(path))
                .map(|path| relative(folder, path))
                .collect();
            known.sort_unstable();
            let known = known.iter().map(String::as_str);
            nearest(&relative(folder, &wanted), known).map(str::to_string)
        });
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("paths are read from `{folder}/`"),
        }
    }

    fn named_files(&self) -> FileNames {
        let mut names = FileNames::default();
        for path in self.paths.keys() {
            for stem in stems(path) {
                let named = names.by_stem.entry(stem.to_string()).or_default();
                named.push(path.clone());
            }
        }
        for path in self.paths.keys().chain(&self.others) {
            let same_length = names.by_length.entry(path.len()).or_default();
            same_length.push(path.clone());
        }
        names
    }
}

impl FileNames {
    /// The article in the folder of `from`, or below it, whose address ends as `wanted` does: in
    /// other generators links are relative to addresses.
    fn of_name(&self, from: &str, folder: &str, wanted: &str) -> Option<&str> {
        let name = wanted.trim_end_matches('/').rsplit('/').next()?;
        let named = self.by_stem.get(name)?.iter().map(|path| &**path);
        let below = |path: &&str| {
            let below = path.strip_prefix(folder).unwrap_or_default();
            *path != from && stems(below).any(|stem| stem == name)
        };
        named.filter(below).min()
    }

    /// Paths of which a slip of the pen leaves the first or the last half as it was.
    fn alike(&self, wanted: &str) -> impl Iterator<Item = &str> {
        let (length, wanted) = (wanted.len(), wanted.as_bytes());
        let (start, end) = wanted.split_at(length / 2);
        let lengths = length.saturating_sub(SLIP_BYTES)..=length + SLIP_BYTES;
        let paths = self.by_length.range(lengths).flat_map(|(_, paths)| paths);
        paths.map(|path| &**path).filter(move |path| {
            let path = path.as_bytes();
            path.starts_with(start) || path.ends_with(end)
        })
    }
}

/// The parts of a path, each without what follows its first dot.
fn stems(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.filter_map(|part| part.split('.').next())
}

/// The hint for a target that is no path of a file at all.
fn misread(target: &str) -> Option<String> {
    let host = target
        .split('/')
        .next()
        .unwrap_or(target)
        .to_ascii_lowercase();
    let domain = ["com", "org", "net", "fr", "io", "info", "eu", "dev"];
    let named = host
        .rsplit_once('.')
        .is_some_and(|(name, end)| !name.is_empty() && domain.contains(&end));
    if named || host.starts_with("www.") {
        return Some(format!("for another site, write `https://{target}`"));
    }
    let below = target.split_once("static/")?.1;
    Some(format!("a file of `static/` is `/{below}`"))
}

/// `path` as written in a file of `folder`.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}
