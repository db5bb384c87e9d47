//! Which folders may be published into, and whose files stand in them. Refuses before
//! anything is touched.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::{Error, record, write_error};
use crate::mark::Mark;
use std::collections::{BTreeMap, BTreeSet};
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
pub const INSIDE: &str = ".griot-staging";

/// In the staging folder: the number of the process that stages.
pub const PROCESS: &str = ".griot-process";

/// Makes a folder to stage files in, which holds the number of this process and nothing else.
/// Files are put in place by renaming them, so both are on one file system. What a build that
/// was killed staged goes; a folder of that name that no build made is refused.
pub fn make_staging(out: &Path) -> Result<PathBuf, Error> {
    let [beside, inside] = stagings(out);
    for staging in [&beside, &inside] {
        if fs::symlink_metadata(staging).is_err() {
            continue;
        }
        if !is_staging(staging) {
            let path = staging.display().to_string();
            let fact = "is there and was not written by Griot: give it another name";
            return Err(Error::Refused { path, fact });
        }
        remove_staging(staging).map_err(write_error(staging))?;
    }
    let made = if is_mounted(out) {
        fs::create_dir(&inside).map(|()| inside)
    } else {
        match fs::create_dir_all(&beside) {
            Ok(()) => Ok(beside),
            Err(error) => fs::create_dir(&inside).map(|()| inside).map_err(|_| error),
        }
    };
    let staging = made.map_err(write_error(out))?;
    let process = std::process::id().to_string();
    fs::write(staging.join(PROCESS), process).map_err(write_error(&staging))?;
    Ok(staging)
}

/// Removes a staging folder; what says whose it is goes last, should this be cut short.
pub fn remove_staging(staging: &Path) -> io::Result<()> {
    fs::write(staging.join(PROCESS), std::process::id().to_string())?;
    let _ = fs::remove_file(staging.join(record::NAME));
    for entry in fs::read_dir(staging)?.flatten() {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(path)?;
        } else if entry.file_name() != PROCESS {
            fs::remove_file(path)?;
        }
    }
    fs::remove_dir_all(staging)
}

/// Whether a build made this folder: it begins with the number of its process, and ends with
/// its record.
fn is_staging(folder: &Path) -> bool {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|there| there.is_dir());
    let has = |name| folder.join(name).is_file();
    let is_bare = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (has(PROCESS) || has(record::NAME) || is_bare())
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
    let written = fs::File::create(&probe).is_ok();
    written && fs::remove_file(&probe).is_ok()
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
