//! Which folders may be published into, and whose files stand in them. Refuses before
//! anything is touched.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::Error;
use super::staging::{INSIDE, PROCESS};
use crate::fingerprint::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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

/// The folder that whoever publishes into `out` holds meanwhile: the nearest above it.
pub fn guard(out: &Path) -> Option<&Path> {
    out.ancestors().skip(1).find(|folder| folder.is_dir())
}

/// The first folder that `paths` are in, or are to be made in, that this process may not write.
pub fn unwritable(
    out: &Path,
    staging: &Path,
    paths: impl Iterator<Item = impl AsRef<str>>,
) -> Option<PathBuf> {
    let parent = |path: &str| out.join(path).parent().map(Path::to_path_buf);
    let parents: BTreeSet<PathBuf> = paths.filter_map(|path| parent(path.as_ref())).collect();
    let nearest = |parent: &PathBuf| {
        parent
            .ancestors()
            .find(|at| at.is_dir())
            .map(Path::to_path_buf)
    };
    let folders: BTreeSet<PathBuf> = parents.iter().filter_map(nearest).collect();
    let ours = fs::metadata(staging).ok();
    folders.into_iter().find(|folder| {
        let plain = fs::metadata(folder).is_ok_and(|there| is_plainly_ours(&there, ours.as_ref()));
        !plain && !may_be_written(folder)
    })
}

/// Whether the owner of `ours`, which this process made, may write a folder.
#[cfg(unix)]
fn is_plainly_ours(there: &fs::Metadata, ours: Option<&fs::Metadata>) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OWNER_WRITES: u32 = 0o300;
    let same = ours.is_some_and(|ours| ours.uid() == there.uid() && ours.dev() == there.dev());
    same && there.mode() & OWNER_WRITES == OWNER_WRITES
}

#[cfg(not(unix))]
fn is_plainly_ours(_: &fs::Metadata, _: Option<&fs::Metadata>) -> bool {
    false
}

fn may_be_written(folder: &Path) -> bool {
    let probe = folder.join(PROCESS);
    match fs::File::create_new(&probe) {
        Ok(_) => fs::remove_file(&probe).is_ok(),
        Err(error) => error.kind() == io::ErrorKind::AlreadyExists,
    }
}

/// Whether the folder is not there, or holds nothing but what is being staged.
pub fn is_empty(folder: &Path) -> bool {
    let somebodys =
        |entry: io::Result<fs::DirEntry>| entry.map_or(true, |entry| entry.file_name() != INSIDE);
    fs::read_dir(folder).map_or(true, |mut entries| !entries.any(somebodys))
}

/// A file of somebody's that stands where the folders of `path` are to be, or in a folder that
/// is to be the file; links to other folders are somebody's.
pub fn foreign_on_way(
    out: &Path,
    path: &str,
    ours: &BTreeMap<String, Fingerprint>,
) -> Option<String> {
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
