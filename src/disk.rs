//! The files of a site, on a disk. Symbolic links are never followed, hidden files are not
//! read, and what cannot be read is told by name. What a folder's list says of a path below
//! it, the list of that path says too.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::content::{Files, Listing, Stamp};
use crate::diagnostic::Diagnostic;
use crate::limits::{FILE_BYTES, FOLDERS};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Most articles fit: one allocation, and no question for the size.
const TYPICAL_BYTES: usize = 16 * 1024;

/// The coarsest clock of a file system (FAT: two seconds): what was touched since may be written
/// again and look the same.
const COARSE_NANOSECONDS: i64 = 2_000_000_000;

/// The path of a file, or what is wrong with it.
type Found = Result<Arc<str>, Diagnostic>;

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
        let found = match way.is_dir() {
            true => self.below(&way, depth, dots),
            false => vec![self.file(&way, way.is_file())],
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

    fn read_stamped(&self, path: &str) -> Result<(Vec<u8>, Option<Stamp>), Diagnostic> {
        let told = |error: io::Error| unreadable(path, &error);
        let file = fs::File::open(self.root.join(path)).map_err(told)?;
        let stamp = file.metadata().ok().and_then(|file| settled(&file));
        Ok((bytes(path, file)?, stamp))
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

    fn stamp(&self, path: &str) -> Option<Stamp> {
        settled(&fs::symlink_metadata(self.root.join(path)).ok()?)
    }

    fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    fn has_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }
}

impl Disk {
    /// Opens a file that was listed. A link or a pipe that took its place since then is not
    /// opened.
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

    /// The paths of all files below a folder that is so deep, or what is wrong with each.
    fn below(&self, folder: &Path, depth: usize, dots: bool) -> Vec<Found> {
        let untold = |error: io::Error| Err(unreadable(&self.shown(folder), &error));
        let (mut found, mut folders) = (Vec::new(), Vec::new());
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return vec![untold(error)],
        };
        for entry in entries {
            let kind = entry.and_then(|entry| Ok((entry.file_type()?, entry)));
            let (kind, entry) = match kind {
                Ok(known) => known,
                Err(error) => {
                    found.push(untold(error));
                    continue;
                }
            };
            if !is_ours(&entry.file_name().to_string_lossy(), dots) {
                continue;
            }
            let path = entry.path();
            if kind.is_symlink() {
                found.push(Err(linked(self.shown(&path))));
            } else if !kind.is_dir() {
                found.push(self.file(&path, kind.is_file()));
            } else if depth + 1 >= FOLDERS {
                let fact = format!("this folder is {FOLDERS} folders deep, and not read");
                let problem = Diagnostic::error(self.shown(&path), fact);
                found.push(Err(problem.hint("bring it further up")));
            } else {
                folders.push(path);
            }
        }
        let far = folders.into_par_iter();
        found.par_extend(far.flat_map_iter(|folder| self.below(&folder, depth + 1, dots)));
        found
    }

    fn file(&self, path: &Path, is_file: bool) -> Found {
        let shown = self.shown(path);
        let (fact, remedy) = if !is_file {
            ("this is no file", "remove it")
        } else if path.to_str().is_none() {
            ("this file's name is not UTF-8", "rename it")
        } else {
            return Ok(shown);
        };
        Err(Diagnostic::error(shown, fact).hint(remedy))
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
}

fn bytes(path: &str, file: fs::File) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::with_capacity(TYPICAL_BYTES);
    file.take(FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > FILE_BYTES {
        let most = FILE_BYTES >> 20;
        let message = format!("this file has more than the limit of {most} MB");
        return Err(Diagnostic::error(path, message).hint("make it smaller, or move it out"));
    }
    Ok(bytes)
}

/// The stamp of a file that was not touched for a while.
fn settled(file: &fs::Metadata) -> Option<Stamp> {
    let stamp = stamp(file).filter(|_| file.is_file())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let touched = stamp.changed.max(stamp.modified);
    let age = i64::try_from(now.as_nanos()).ok()?.checked_sub(touched)?;
    (age > COARSE_NANOSECONDS).then_some(stamp)
}

#[cfg(unix)]
fn stamp(file: &fs::Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds =
        |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
    Some(Stamp {
        bytes: file.len(),
        modified: nanoseconds(file.mtime(), file.mtime_nsec())?,
        changed: nanoseconds(file.ctime(), file.ctime_nsec())?,
        number: file.ino(),
    })
}

#[cfg(not(unix))]
fn stamp(file: &fs::Metadata) -> Option<Stamp> {
    let modified = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified = i64::try_from(modified.as_nanos()).ok()?;
    Some(Stamp {
        bytes: file.len(),
        modified,
        changed: modified,
        number: 0,
    })
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
