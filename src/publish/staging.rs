//! The folder in which files are staged: whose it is, how it begins and how it goes.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::{Error, record, write_error};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
