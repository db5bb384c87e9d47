//! Tells whether the cache of a site may have been written by somebody else: it is reached by a
//! link, or git tracks it.
//!
//! Reads the names of `.griot` and the index of git. Writes nothing.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads the index of git"
)]

use super::{ASSETS, BUILDS, CACHE, LINKS};
use crate::confined_folder::{ConfinedFolder, EntryKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};
use std::fs;
use std::path::Path;
use std::process::Command;

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

/// Whether the index of the repository lists a file of the cache.
fn is_tracked(root: &Path) -> bool {
    let Some(repository) = Repository::of(root) else {
        return false;
    };
    // the fourth version of the index compresses paths (gitformat-index)
    if repository.index.get(4..8) != Some(&[0, 0, 0, 4]) {
        let path = format!("{}{CACHE}/", repository.prefix);
        return repository.has_path_below(path.as_bytes());
    }
    // the settings of a repository can name a program that git starts to learn what changed
    let listed = Command::new("git")
        .args([
            "--no-pager",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
        ])
        .args(["ls-files", "--", CACHE])
        .current_dir(root)
        .output();
    listed.is_ok_and(|listed| !listed.stdout.is_empty())
}

/// The repository that the site's folder is in.
struct Repository {
    /// The file that lists what git tracks.
    index: Vec<u8>,
    /// The path of the site's folder in the repository: empty, or with a slash at its end.
    prefix: String,
}

impl Repository {
    /// Whether git tracks a path that begins so. Before each path, the index has its length in
    /// the lower 12 bits of two bytes; after it, a zero.
    fn has_path_below(&self, beginning: &[u8]) -> bool {
        let index = &self.index;
        memchr::memmem::find_iter(index, beginning).any(|at| {
            let length = index[at..].iter().position(|byte| *byte == 0);
            let flags = at
                .checked_sub(2)
                .map(|before| [index[before], index[before + 1]]);
            let recorded = flags.map(|flags| usize::from(u16::from_be_bytes(flags) & 0xFFF));
            recorded == length.map(|length| length.min(0xFFF))
        })
    }

    fn of(root: &Path) -> Option<Self> {
        let root = fs::canonicalize(root).ok()?;
        let top = root.ancestors().find(|top| top.join(".git").exists())?;
        let git = top.join(".git");
        // in a worktree, `.git` is a file that names the folder of the index
        let folder = match read_file(&git) {
            Some(link) => top.join(
                str::from_utf8(&link)
                    .ok()?
                    .trim()
                    .strip_prefix("gitdir: ")?,
            ),
            None => git,
        };
        let parts = root.strip_prefix(top).ok()?.components();
        let parts = parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
        Some(Repository {
            index: read_file(&folder.join("index"))?,
            prefix: parts.collect(),
        })
    }
}

/// The content of a file of git; `None` for anything else, such as a pipe that never ends.
fn read_file(path: &Path) -> Option<Vec<u8>> {
    let metadata = fs::metadata(path).ok()?;
    let is_file = metadata.is_file() && metadata.len() <= MAX_INDEX_BYTES;
    is_file.then(|| fs::read(path).ok()).flatten()
}
