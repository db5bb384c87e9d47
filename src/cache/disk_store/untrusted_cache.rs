//! Tells whether the cache of a site may have been written by somebody else: it is reached by a
//! link, or git tracks it.
//!
//! Reads the names of `.griot` and the index of git. Writes nothing.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads the index of git"
)]

use super::{ASSETS, BUILDS, CACHE, LINKS, git_index};
use crate::confined_folder::{ConfinedFolder, EntryKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The folder that the caches are in.
const GRIOT_FOLDER: &str = ".griot";

/// An index of git with more bytes is not read: that is a million files.
const MAX_INDEX_BYTES: u64 = 256 << 20;

/// Why the caches of a site may not be used: somebody else may have written them. Such caches are
/// neither read nor written.
pub fn refusal(root: &Path) -> Option<Diagnostic> {
    link_in_way(root).or_else(|| tracked_by_git(root))
}

/// The warning for a cache that is reached by a symbolic link.
fn link_in_way(root: &Path) -> Option<Diagnostic> {
    let root = ConfinedFolder::open(root).ok()?;
    let link = [GRIOT_FOLDER, CACHE, ASSETS, BUILDS, LINKS]
        .into_iter()
        .find(|path| root.kind(path) == Some(EntryKind::Link))?;
    let problem = message!(
        Code::CacheIsLink,
        "this is a symbolic link: the cache is not used, because it would lead out of the site"
    );
    Some(Diagnostic::warning(link, problem).hint(phrase!("remove the link")))
}

/// The warning for a cache that came with the site's files: git tracks it, so somebody else may
/// have written it. Such a cache is neither read nor written.
fn tracked_by_git(root: &Path) -> Option<Diagnostic> {
    if !root.join(CACHE).exists() || !is_tracked(root) {
        return None;
    }
    let problem = message!(
        Code::CacheTrackedByGit,
        "git tracks this cache: it is not used, because somebody else may have written it"
    );
    Some(Diagnostic::warning(CACHE, problem).hint(phrase!(
        "run `git rm -r --cached .griot`, and add the line `.griot/` to `.gitignore`"
    )))
}

/// Whether the index of the repository lists a file of the cache, or the cache came as a repository
/// of its own.
fn is_tracked(root: &Path) -> bool {
    let is_repository = ConfinedFolder::open(root).is_ok_and(|root| {
        let mut folders = [GRIOT_FOLDER, CACHE].into_iter();
        folders.any(|folder| root.kind(format!("{folder}/.git")).is_some())
    });
    is_repository
        || Repository::of(root).is_some_and(|repository| match repository.index {
            Index::Missing => false,
            Index::Unreadable => true,
            Index::Read(index) => git_index::tracks(&index, &repository.griot_folder),
        })
}

/// The repository that the site's folder is in.
struct Repository {
    index: Index,
    /// The path of the site's `.griot` in the repository.
    griot_folder: String,
}

/// The file that lists what git tracks.
enum Index {
    Missing,
    /// A link, a pipe, or too large.
    Unreadable,
    Read(Vec<u8>),
}

impl Repository {
    fn of(root: &Path) -> Option<Self> {
        let root = fs::canonicalize(root).ok()?;
        let is_top = |top: &&Path| fs::symlink_metadata(top.join(".git")).is_ok();
        let top = root.ancestors().find(is_top)?;
        let parts = root.strip_prefix(top).ok()?.components();
        let parts = parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
        Some(Repository {
            index: read_index(top),
            griot_folder: parts.collect::<String>() + GRIOT_FOLDER,
        })
    }
}

fn read_index(top: &Path) -> Index {
    // in a worktree, `.git` is a file that names the folder of the index
    let folder = match read_file(top, ".git") {
        Ok(link) => {
            let link = str::from_utf8(&link).ok();
            let Some(link) = link.and_then(|link| link.trim().strip_prefix("gitdir: ")) else {
                return Index::Unreadable;
            };
            top.join(link)
        }
        Err(_) => top.join(".git"),
    };
    match read_file(&folder, "index") {
        Ok(index) => Index::Read(index),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Index::Missing,
        Err(_) => Index::Unreadable,
    }
}

/// The content of a regular file of at most [`MAX_INDEX_BYTES`], which is not reached by a link.
fn read_file(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let file = ConfinedFolder::open(folder)?.open_file(name)?;
    let mut bytes = Vec::new();
    file.take(MAX_INDEX_BYTES + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 <= MAX_INDEX_BYTES {
        true => Ok(bytes),
        false => Err(io::ErrorKind::FileTooLarge.into()),
    }
}
