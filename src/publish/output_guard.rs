//! Checks of the output folder, before anything is touched: whether it may be written, and
//! which of the files in it Griot did not write.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::error::{PublishError, write_error};
use super::staging::{INNER_STAGING, PROCESS_FILE};
use crate::fingerprint::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A file of the author that may stand in the output folder before the first build: it keeps
/// the pages out of version control.
pub const GITIGNORE: &str = ".gitignore";

/// Folders of the site that hold sources.
const SOURCE_FOLDERS: [&str; 3] = ["content", "themes", "static"];

/// Returns the absolute path of the output folder, or why it may not be written.
pub fn check_output_folder(root: &Path, out: &Path) -> Result<PathBuf, PublishError> {
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(PublishError::OutputIsLink(out.to_path_buf()));
        }
        Ok(metadata) if !metadata.is_dir() => {
            return Err(PublishError::OutputIsFile(out.to_path_buf()));
        }
        _ => {}
    }
    let resolved = resolve(out).map_err(write_error(out))?;
    let root = resolve(root).map_err(write_error(out))?;
    let mut sources = SOURCE_FOLDERS.iter().map(|folder| root.join(folder));
    if resolved.parent().is_none() || root.starts_with(&resolved) {
        Err(PublishError::OutputHoldsSite(resolved))
    } else if sources.any(|source| resolved.starts_with(source)) {
        Err(PublishError::OutputInSources(resolved))
    } else if home_folder().is_some_and(|home| resolved == home) {
        Err(PublishError::OutputIsHome(resolved))
    } else {
        Ok(resolved)
    }
}

/// The folder that a build locks while it publishes into `out`: the nearest one above it.
pub fn lock_folder(out: &Path) -> Option<&Path> {
    out.ancestors().skip(1).find(|folder| folder.is_dir())
}

/// The first folder in which `paths` lie, or will be created, that this process cannot write.
pub fn first_unwritable<'p>(
    out: &Path,
    staging: &Path,
    paths: impl Iterator<Item = &'p str>,
) -> Option<PathBuf> {
    let parents: BTreeSet<PathBuf> = paths
        .filter_map(|path| Some(out.join(path).parent()?.to_path_buf()))
        .collect();
    let folders: BTreeSet<&Path> = parents
        .iter()
        .filter_map(|parent| parent.ancestors().find(|folder| folder.is_dir()))
        .collect();
    let ours = fs::metadata(staging).ok();
    let mut folders = folders.into_iter();
    let unwritable = folders.find(|folder| {
        let by_owner =
            fs::metadata(folder).is_ok_and(|metadata| owner_can_write(&metadata, ours.as_ref()));
        !by_owner && !can_create_file_in(folder)
    });
    unwritable.map(Path::to_path_buf)
}

/// Whether the owner of `ours`, a folder that this process made, can write another folder.
#[cfg(unix)]
fn owner_can_write(folder: &fs::Metadata, ours: Option<&fs::Metadata>) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OWNER_WRITES: u32 = 0o300;
    let same = ours.is_some_and(|ours| ours.uid() == folder.uid() && ours.dev() == folder.dev());
    same && folder.mode() & OWNER_WRITES == OWNER_WRITES
}

#[cfg(not(unix))]
fn owner_can_write(_: &fs::Metadata, _: Option<&fs::Metadata>) -> bool {
    false
}

fn can_create_file_in(folder: &Path) -> bool {
    let probe = folder.join(PROCESS_FILE);
    match fs::File::create_new(&probe) {
        Ok(_) => fs::remove_file(&probe).is_ok(),
        Err(error) => error.kind() == io::ErrorKind::AlreadyExists,
    }
}

/// Returns true when the folder does not exist, or holds nothing but a [`GITIGNORE`] and what
/// is being staged.
pub fn is_unused(folder: &Path) -> bool {
    let is_allowed = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| {
            let name = entry.file_name();
            name == INNER_STAGING || name == GITIGNORE
        })
    };
    fs::read_dir(folder).map_or(true, |mut entries| entries.all(is_allowed))
}

/// Returns true when the folder does not exist or holds nothing at all.
pub fn is_vacant(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

/// The first file that Griot did not write and that prevents writing `path`: one that stands
/// where a folder must be, or that lies in a folder where the file must be. Symbolic links to
/// folders count as such files.
pub fn foreign_file_in_way(
    out: &Path,
    path: &str,
    published: &BTreeMap<String, Fingerprint>,
) -> Option<String> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        match fs::symlink_metadata(out.join(folder)) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) if !published.contains_key(folder) => return Some(folder.to_string()),
            _ => return None,
        }
    }
    let mut files = files_below(out, path).into_iter();
    files.find(|file| !published.contains_key(file))
}

/// Every file in a folder, by path below `out`; none when `path` is not a folder. An empty path
/// is `out` itself.
pub fn files_below(out: &Path, path: &str) -> Vec<String> {
    let is_folder =
        |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    let folder = out.join(path);
    if !is_folder(&folder) {
        return Vec::new();
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = match path {
            "" => name,
            path => format!("{path}/{name}"),
        };
        if is_folder(&out.join(&path)) {
            files.extend(files_below(out, &path));
        } else {
            files.push(path);
        }
    }
    files
}

/// The absolute path; resolves links as far as the path exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let path = std::path::absolute(path)?;
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(resolve(parent)?.join(name)),
        // a folder that does not exist yet is no link: `..` leads back to its parent
        (Some(parent), Some(Component::ParentDir)) => {
            let before = resolve(parent)?;
            Ok(before.parent().unwrap_or(&before).to_path_buf())
        }
        _ => Ok(path),
    }
}

fn home_folder() -> Option<PathBuf> {
    fs::canonicalize(std::env::var_os("HOME")?).ok()
}
