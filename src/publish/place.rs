//! Which folders may be published into, and whose files stand in them. Refuses before
//! anything is touched.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::Error;
use crate::mark::Mark;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder, absolute, if it may be written.
pub fn checked(root: &Path, out: &Path) -> Result<PathBuf, Error> {
    let refused = |path: &Path, fact| Error::Refused {
        path: path.display().to_string(),
        fact,
    };
    let unwritable = |source| Error::Write {
        path: out.display().to_string(),
        source,
    };
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(refused(out, "is a symbolic link: name the folder itself"));
        }
        Ok(metadata) if !metadata.is_dir() => return Err(refused(out, "is a file, not a folder")),
        _ => {}
    }
    let out = resolved(out).map_err(unwritable)?;
    let root = resolved(root).map_err(unwritable)?;
    if out.parent().is_none() || root.starts_with(&out) {
        return Err(refused(
            &out,
            "holds the site itself: choose another folder with `--out`",
        ));
    }
    if ["content", "themes", "static"]
        .iter()
        .any(|folder| out.starts_with(root.join(folder)))
    {
        return Err(refused(
            &out,
            "is part of the site's sources: choose another folder with `--out`",
        ));
    }
    if home().is_some_and(|home| out == home) {
        return Err(refused(
            &out,
            "is a home folder: choose another folder with `--out`",
        ));
    }
    Ok(out)
}

/// Whether a recorded path stays below the folder.
pub fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Where files may be staged: beside the folder, or inside where that is another file system
/// or may not be written.
pub fn stagings(out: &Path) -> [PathBuf; 2] {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let beside = out.with_file_name(format!(".{name}.griot-staging"));
    [beside, out.join(INSIDE)]
}

/// The staging folder's name inside the folder.
const INSIDE: &str = ".griot-staging";

/// Makes an empty folder to stage files in. Files are put in place by renaming them, so both
/// are on one file system.
pub fn make_staging(out: &Path) -> io::Result<PathBuf> {
    let [beside, inside] = stagings(out);
    for staging in [&beside, &inside] {
        match fs::remove_dir_all(staging) {
            Err(error) if fs::symlink_metadata(staging).is_ok() => return Err(error),
            _ => {}
        }
    }
    if is_mounted(out) {
        return fs::create_dir(&inside).map(|()| inside);
    }
    match fs::create_dir_all(&beside) {
        Ok(()) => Ok(beside),
        Err(error) => match fs::create_dir(&inside) {
            Ok(()) => Ok(inside),
            Err(_) => Err(error),
        },
    }
}

/// Whether a folder is the root of a file system of its own.
#[cfg(unix)]
fn is_mounted(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|there| there.dev());
    let parent = folder.parent().and_then(device);
    device(folder).is_some_and(|own| Some(own) != parent)
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    false
}

/// Whether the folder is not there, or holds nothing but what is being staged.
pub fn is_empty(folder: &Path) -> bool {
    let somebodys =
        |entry: io::Result<fs::DirEntry>| entry.map_or(true, |entry| entry.file_name() != INSIDE);
    fs::read_dir(folder).map_or(true, |mut entries| !entries.any(somebodys))
}

/// A file of somebody's that stands where the folders of `path` are to be, or in a folder that
/// is to be the file; links to other folders are somebody's.
pub fn foreign_on_way(out: &Path, path: &str, ours: &BTreeMap<String, Mark>) -> Option<String> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        match fs::symlink_metadata(out.join(folder)) {
            Ok(there) if there.is_dir() => {}
            Ok(_) if !ours.contains_key(folder) => return Some(folder.to_string()),
            _ => return None,
        }
    }
    let mut files = files_in(out, path).into_iter();
    files.find(|file| !ours.contains_key(file))
}

/// Every file in a folder, by path below `out`; none where `path` is no folder. An empty path
/// is `out` itself.
pub fn files_in(out: &Path, path: &str) -> Vec<String> {
    let is_folder = fs::symlink_metadata(out.join(path)).is_ok_and(|there| there.is_dir());
    let Ok(entries) = fs::read_dir(out.join(path)) else {
        return Vec::new();
    };
    let entries = entries.filter(|_| is_folder).flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let inside = names.flat_map(|name| {
        let path = if path.is_empty() {
            name
        } else {
            format!("{path}/{name}")
        };
        match fs::symlink_metadata(out.join(&path)) {
            Ok(there) if there.is_dir() => files_in(out, &path),
            _ => vec![path],
        }
    });
    inside.collect()
}

/// Absolute, links resolved as far as the path is there.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
        _ => Ok(path),
    }
}

fn home() -> Option<PathBuf> {
    fs::canonicalize(std::env::var_os("HOME")?).ok()
}
