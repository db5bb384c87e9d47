//! [`SiteFolder`]: lists and reads the files of a site's folder. Writes nothing.
//!
//! Symbolic links are never followed, hidden files are not read, and files that cannot be read
//! are reported by name. `walkdir` lists names; each file is then opened here. The list of a
//! folder and the list of a path below it agree.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::content::{FileBytes, FileStart, FileState, Files, Listing};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{FILE_BYTES, FOLDERS};
use crate::{message, phrase};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use walkdir::{DirEntry, WalkDir};

/// Most articles fit: one allocation, and no question for the size.
const TYPICAL_BYTES: usize = 16 * 1024;

/// The path of a file, or why it is skipped.
type Found = Result<Arc<str>, Diagnostic>;

/// A site's folder.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    /// The folder, absolute or below the working directory.
    pub root: PathBuf,
}

impl Files for SiteFolder {
    fn list(&self, path: &str) -> Listing {
        let mut listing = Listing::default();
        let walk = Walk {
            disk: self,
            // a host's own files in `static/` may begin with a dot (`.well-known`)
            hidden_files: path == "static" || path.starts_with("static/"),
        };
        let found = match walk.reach(path) {
            Reach::Nothing => return listing,
            Reach::Link(link) => vec![Err(symbolic_link(link))],
            Reach::File(path) => vec![self.file(&path, path.is_file())],
            Reach::Folder(folder) => walk.folder(&folder, path.matches('/').count()),
        };
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
        let file = fs::File::open(self.root.join(path));
        file.map_err(|error| unreadable(path, &error))
            .and_then(|file| bytes(path, file))
    }

    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        let failed = |error: io::Error| unreadable(path, &error);
        let file = fs::File::open(self.root.join(path)).map_err(failed)?;
        let state = file.metadata().ok().and_then(|file| settled(&file));
        let bytes = bytes(path, file)?;
        Ok(FileBytes { bytes, state })
    }

    fn read_start(&self, path: &str, most: usize) -> Result<FileStart, Diagnostic> {
        let failed = |error: io::Error| unreadable(path, &error);
        let file = self.open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let mut bytes = Vec::with_capacity(most.min(usize::try_from(length).unwrap_or(most)));
        file.take(most as u64)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Ok(FileStart { bytes, length })
    }

    fn state(&self, path: &str) -> Option<FileState> {
        settled(&fs::symlink_metadata(self.root.join(path)).ok()?)
    }

    fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    fn has_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }
}

impl SiteFolder {
    /// Opens a file that was listed. A link or a pipe that took its place since then is not
    /// opened.
    ///
    /// # Errors
    /// `PermissionDenied` for a link, `NotFound` for anything else that is not a file.
    pub fn open(&self, path: &str) -> io::Result<fs::File> {
        let mut way = self.root.clone();
        for part in path.split('/') {
            way.push(part);
            if fs::symlink_metadata(&way)?.is_symlink() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
        }
        if !fs::symlink_metadata(&way)?.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        fs::File::open(way)
    }

    fn file(&self, path: &Path, is_file: bool) -> Found {
        let below = self.below_root(path);
        if !is_file {
            let problem = message!(Code::NotAFile, "this is not a file");
            return Err(Diagnostic::error(below, problem).hint(phrase!("remove it")));
        }
        if path.to_str().is_none() {
            let problem = message!(Code::FileNameNotUtf8, "this file's name is not UTF-8");
            return Err(Diagnostic::error(below, problem).hint(phrase!("rename it")));
        }
        Ok(below)
    }

    /// The path below the root, `/` between folders.
    fn below_root(&self, path: &Path) -> Arc<str> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = below.to_string_lossy();
        match MAIN_SEPARATOR {
            '/' => below.into(),
            other => below.replace(other, "/").into(),
        }
    }
}

/// One listing of a folder.
struct Walk<'d> {
    disk: &'d SiteFolder,
    /// Whether files whose names begin with a dot are listed.
    hidden_files: bool,
}

/// What is at a path that is to be listed.
enum Reach {
    Nothing,
    /// A symbolic link stands on the way.
    Link(Arc<str>),
    File(PathBuf),
    Folder(PathBuf),
}

impl Walk<'_> {
    fn reach(&self, path: &str) -> Reach {
        let mut way = self.disk.root.clone();
        for (depth, part) in path.split('/').enumerate() {
            way.push(part);
            if depth > 0 && !self.is_listed(part) {
                return Reach::Nothing;
            }
            // no part of the way may be a link: `themes`, then `themes/default`
            match fs::symlink_metadata(&way) {
                Err(_) => return Reach::Nothing,
                Ok(metadata) if metadata.is_symlink() => {
                    return Reach::Link(self.disk.below_root(&way));
                }
                Ok(_) => {}
            }
        }
        if way.is_dir() {
            Reach::Folder(way)
        } else {
            Reach::File(way)
        }
    }

    /// All files below a folder that is `depth` folders below the root. Each folder in it has a
    /// walker of its own, on any thread.
    fn folder(&self, folder: &Path, depth: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let mut folders = Vec::new();
        for entry in WalkDir::new(folder).min_depth(1).max_depth(1) {
            match entry {
                Ok(entry) if !self.is_listed_entry(&entry) => {}
                Ok(entry) if entry.file_type().is_dir() => folders.push(entry.into_path()),
                entry => found.extend(self.found(entry, depth)),
            }
        }
        let below = folders.into_par_iter();
        found.par_extend(below.flat_map_iter(|folder| self.tree(&folder, depth + 1)));
        found
    }

    /// All files below a folder that is `depth` folders below the root.
    fn tree(&self, folder: &Path, depth: usize) -> Vec<Found> {
        let deepest = FOLDERS.saturating_sub(depth);
        let entries = WalkDir::new(folder)
            .max_depth(deepest)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || self.is_listed_entry(entry));
        let found = entries.filter_map(|entry| self.found(entry, depth));
        found.collect()
    }

    /// A file, or why an entry is skipped; `None` for a folder that is listed.
    fn found(&self, entry: walkdir::Result<DirEntry>, depth: usize) -> Option<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&self.disk.root);
                let path = self.disk.below_root(path);
                let error = io::Error::from(error);
                return Some(Err(unreadable(&path, &error)));
            }
        };
        let kind = entry.file_type();
        if kind.is_symlink() {
            let path = self.disk.below_root(entry.path());
            return Some(Err(symbolic_link(path)));
        }
        if !kind.is_dir() {
            return Some(self.disk.file(entry.path(), kind.is_file()));
        }
        (depth + entry.depth() >= FOLDERS)
            .then(|| Err(too_deep(self.disk.below_root(entry.path()))))
    }

    fn is_listed_entry(&self, entry: &DirEntry) -> bool {
        self.is_listed(&entry.file_name().to_string_lossy())
    }

    fn is_listed(&self, name: &str) -> bool {
        let is_system = matches!(name, ".DS_Store" | ".git" | "Thumbs.db" | ".gitkeep");
        !is_system && (self.hidden_files || !name.starts_with('.'))
    }
}

fn bytes(path: &str, file: fs::File) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::with_capacity(TYPICAL_BYTES);
    file.take(FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > FILE_BYTES {
        let problem = message!(
            Code::FileTooLarge,
            "this file has more than the limit of {limit} MB",
            limit = FILE_BYTES >> 20
        );
        let hint = phrase!("make it smaller, or move it out");
        return Err(Diagnostic::error(path, problem).hint(hint));
    }
    Ok(bytes)
}

/// The state of a file; `None` where it was touched so recently that size and times do not
/// decide whether it changes later.
fn settled(file: &fs::Metadata) -> Option<FileState> {
    let state = file_state(file).filter(|_| file.is_file())?;
    state.is_settled(now()?).then_some(state)
}

/// Nanoseconds since 1970.
pub fn now() -> Option<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(now.as_nanos()).ok()
}

/// How a file looks to the file system; `None` where its times are out of range.
#[cfg(unix)]
pub fn file_state(file: &fs::Metadata) -> Option<FileState> {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds =
        |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
    Some(FileState {
        bytes: file.len(),
        modified: nanoseconds(file.mtime(), file.mtime_nsec())?,
        changed: nanoseconds(file.ctime(), file.ctime_nsec())?,
        inode: file.ino(),
        fingerprint: None,
    })
}

/// How a file looks to the file system; `None` where its times are out of range.
#[cfg(not(unix))]
pub fn file_state(file: &fs::Metadata) -> Option<FileState> {
    let modified = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified = i64::try_from(modified.as_nanos()).ok()?;
    Some(FileState {
        bytes: file.len(),
        modified,
        changed: modified,
        inode: 0,
        fingerprint: None,
    })
}

fn symbolic_link(path: Arc<str>) -> Diagnostic {
    let problem = message!(Code::SymbolicLink, "symbolic links are not followed");
    Diagnostic::error(path, problem).hint(phrase!("put the file that it leads to here"))
}

fn too_deep(path: Arc<str>) -> Diagnostic {
    let problem = message!(
        Code::FolderTooDeep,
        "this folder is {depth} folders deep, and not read",
        depth = FOLDERS
    );
    Diagnostic::error(path, problem).hint(phrase!("move it to a shallower folder"))
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => message!(Code::FileNotFound, "file not found"),
        io::ErrorKind::PermissionDenied => message!(
            Code::PermissionDenied,
            "permission denied: you may not read this"
        ),
        _ => message!(
            Code::FileNotReadable,
            "this file cannot be read ({error})",
            error = error.to_string()
        ),
    };
    Diagnostic::error(path, problem)
}
