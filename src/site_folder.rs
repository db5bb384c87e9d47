//! [`SiteFolder`]: lists and reads the files of a site's folder. Writes nothing.
//!
//! Symbolic links are never followed, hidden files are not read, and files that cannot be read
//! are reported by name. `walkdir` lists names; each file is then opened here. The list of a
//! folder and the list of a path below it agree.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::confined_folder::{ConfinedFolder, EntryKind, is_link_error, now, state_of};
use crate::content::{FileBytes, FileStart, Files, Listing};
use crate::diagnostic::{Code, Diagnostic};
use crate::file_state::FileState;
use crate::limits::{FILE_BYTES, FOLDERS};
use crate::{message, phrase};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Arc, RwLock};
use walkdir::{DirEntry, WalkDir};

/// Most articles fit: one allocation, and no question for the size.
const TYPICAL_BYTES: usize = 16 * 1024;

/// The path of a file, or why it is skipped.
type Found = Result<Arc<str>, Diagnostic>;

/// A site's folder. Clones share one handle.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    /// The folder, absolute or below the working directory.
    pub root: PathBuf,
    /// The open folder; `None` where it does not exist.
    open: Arc<RwLock<Option<Arc<ConfinedFolder>>>>,
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
        let file = self.open(path).map_err(|error| unreadable(path, &error))?;
        bytes(path, file)
    }

    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        let file = self.open(path).map_err(|error| unreadable(path, &error))?;
        let state = state_of(&file).and_then(settled);
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
        let entry = self.folder().ok()?.entry(path).ok()??;
        let state = entry.state.filter(|_| entry.kind == EntryKind::File)?;
        settled(state)
    }

    fn has(&self, path: &str) -> bool {
        self.folder().is_ok_and(|folder| folder.has_file(path))
    }

    fn has_folder(&self, path: &str) -> bool {
        self.folder().is_ok_and(|folder| folder.has_folder(path))
    }
}

impl SiteFolder {
    /// The site at `root`. A folder that does not exist has no files.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let site = SiteFolder {
            root: root.into(),
            open: Arc::default(),
        };
        site.reopen();
        site
    }

    /// Opens the folder again, for this value and its clones: another folder may have taken its
    /// place.
    pub fn reopen(&self) {
        if let Ok(mut open) = self.open.write() {
            *open = ConfinedFolder::open(&self.root).ok().map(Arc::new);
        }
    }

    /// The open folder.
    ///
    /// # Errors
    /// `NotFound` where it does not exist.
    pub fn folder(&self) -> io::Result<Arc<ConfinedFolder>> {
        let open = self.open.read().ok().and_then(|open| open.clone());
        open.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Opens a file that was listed. A link or a pipe that took its place since then is not
    /// opened.
    ///
    /// # Errors
    /// The system's; anything that is not a regular file; a link on the way.
    pub fn open(&self, path: &str) -> io::Result<fs::File> {
        self.folder()?.open_file(path)
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

/// A state; `None` where the file was touched so recently that size and times do not decide
/// whether it changes later.
fn settled(state: FileState) -> Option<FileState> {
    state.is_settled(now()?).then_some(state)
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
    if is_link_error(error) {
        return symbolic_link(path.into());
    }
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
