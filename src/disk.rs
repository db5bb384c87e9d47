//! The files of a site, on a disk. Symbolic links are never followed, hidden files are not
//! read, and what cannot be read is told by name. What a folder's list says of a path below
//! it, the list of that path says too.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::bounds::{FILE_BYTES, FOLDERS};
use crate::content::{Files, Listing};
use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Most articles fit: one allocation, and no question for the size.
const TYPICAL_BYTES: usize = 16 * 1024;

/// Folders this deep are walked in parallel: `content/articles/<story>`.
const NEAR: usize = 2;

/// A site's folder.
#[derive(Debug, Clone)]
pub struct Disk {
    pub root: PathBuf,
}

impl Files for Disk {
    fn list(&self, path: &str) -> Listing {
        let mut listing = Listing::default();
        // a host's own files in `static/` may begin with a dot (`.well-known`)
        let dots = path == "static" || path.starts_with("static/");
        let mut way = self.root.clone();
        for (depth, part) in path.split('/').enumerate() {
            way.push(part);
            if depth > 0 && !is_ours(part, dots) {
                return listing;
            }
            // nothing on the way to it may be a link: `themes`, then `themes/default`
            match fs::symlink_metadata(&way) {
                Err(_) => return listing,
                Ok(metadata) if metadata.is_symlink() => {
                    listing.problems.push(linked(self.shown(&way)));
                    return listing;
                }
                Ok(_) => {}
            }
        }
        let depth = path.matches('/').count();
        let most = (FOLDERS - NEAR).saturating_sub(depth);
        let near: Vec<_> = walk(&way, 0, NEAR, dots).collect();
        let (folders, near): (Vec<_>, Vec<_>) = near.into_iter().partition(|entry| {
            let folder = entry.as_ref().ok().filter(|entry| entry.depth() == NEAR);
            folder.is_some_and(|entry| entry.file_type().is_dir())
        });
        let far = folders.into_par_iter().flatten().flat_map_iter(|folder| {
            let entries = walk(folder.path(), 1, most, dots);
            entries.filter_map(|entry| self.found(entry, most))
        });
        let mut found: Vec<_> = far.collect();
        found.extend(near.into_iter().filter_map(|entry| self.found(entry, most)));
        for found in found {
            match found {
                Ok(path) => listing.files.push(path),
                Err(problem) => listing.problems.push(problem),
            }
        }
        listing.files.par_sort_unstable();
        listing
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let told = |error: io::Error| unreadable(path, &error);
        let file = fs::File::open(self.root.join(path)).map_err(told)?;
        let mut bytes = Vec::with_capacity(TYPICAL_BYTES);
        file.take(FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(told)?;
        if bytes.len() as u64 > FILE_BYTES {
            let most = FILE_BYTES >> 20;
            let message = format!("this file has more than the limit of {most} MB");
            return Err(Diagnostic::error(path, message).hint("make it smaller, or move it out"));
        }
        Ok(bytes)
    }

    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), Diagnostic> {
        let told = |error: io::Error| unreadable(path, &error);
        let file = self.open(path).map_err(told)?;
        let length = file.metadata().map_err(told)?.len();
        let mut bytes = Vec::with_capacity(most.min(usize::try_from(length).unwrap_or(most)));
        file.take(most as u64)
            .read_to_end(&mut bytes)
            .map_err(told)?;
        Ok((bytes, length))
    }

    fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    fn has_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }
}

/// What is in a folder, below it by `from` to `to` levels.
fn walk(
    folder: &Path,
    from: usize,
    to: usize,
    dots: bool,
) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<> {
    let walk = WalkDir::new(folder).follow_links(false);
    walk.min_depth(from)
        .max_depth(to)
        .into_iter()
        .filter_entry(move |entry| {
            entry.depth() == 0 || is_ours(&entry.file_name().to_string_lossy(), dots)
        })
}

impl Disk {
    /// Opens a file that was listed. Links that took its place since then are not followed.
    pub fn open(&self, path: &str) -> io::Result<fs::File> {
        let mut way = self.root.clone();
        for part in path.split('/') {
            way.push(part);
            if fs::symlink_metadata(&way)?.is_symlink() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
        }
        fs::File::open(way)
    }

    /// The path of a file, or what is wrong with it; nothing for a folder, unless it is the
    /// last of `most`.
    fn found(
        &self,
        entry: walkdir::Result<DirEntry>,
        most: usize,
    ) -> Option<Result<Arc<str>, Diagnostic>> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(Err(self.unlisted(&error))),
        };
        let shown = self.shown(entry.path());
        let kind = entry.file_type();
        if kind.is_dir() {
            let fact = format!("this folder is {FOLDERS} folders deep, and not read");
            let problem = Diagnostic::error(shown, fact).hint("bring it further up");
            return (entry.depth() == most).then_some(Err(problem));
        }
        if entry.path_is_symlink() {
            return Some(Err(linked(shown)));
        }
        let (fact, remedy) = if !kind.is_file() {
            ("this is no file", "remove it")
        } else if entry.path().to_str().is_none() {
            ("this file's name is not UTF-8", "rename it")
        } else {
            return Some(Ok(shown));
        };
        Some(Err(Diagnostic::error(shown, fact).hint(remedy)))
    }

    /// The path below the root, `/` between folders.
    fn shown(&self, path: &Path) -> Arc<str> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = below.to_string_lossy();
        match MAIN_SEPARATOR {
            '/' => below.into(),
            other => below.replace(other, "/").into(),
        }
    }

    fn unlisted(&self, error: &walkdir::Error) -> Diagnostic {
        let path = error
            .path()
            .map_or_else(|| "".into(), |path| self.shown(path));
        match error.io_error() {
            Some(error) => unreadable(&path, error),
            None => Diagnostic::error(path, "this folder leads back to itself"),
        }
    }
}

fn linked(path: Arc<str>) -> Diagnostic {
    Diagnostic::error(path, "symbolic links are not followed").hint("put what it leads to here")
}

fn is_ours(name: &str, dots: bool) -> bool {
    let system = matches!(name, ".DS_Store" | ".git" | "Thumbs.db" | ".gitkeep");
    !system && (dots || !name.starts_with('.'))
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let fact = match error.kind() {
        io::ErrorKind::NotFound => "this file is not there".to_string(),
        io::ErrorKind::PermissionDenied => "this file may not be read by you".to_string(),
        _ => format!("this file cannot be read ({error})"),
    };
    Diagnostic::error(path, fact)
}
