//! The staging folder: where it may lie, how it is created, recognized and removed.
//!
//! Files are put in place by renaming, so the staging folder and the output folder must be on
//! one file system.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::error::{PublishError, write_error};
use super::record::RECORD_FILE;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The name of the staging folder inside the output folder.
pub const INNER_STAGING: &str = ".griot-staging";

/// A file in the staging folder: the number of the process that stages.
pub const PROCESS_FILE: &str = ".griot-process";

/// Where files may be staged: beside the output folder, or inside it where that is another
/// file system or the folder above is not writable.
pub fn staging_candidates(out: &Path) -> [PathBuf; 2] {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let beside = out.with_file_name(format!(".{name}.griot-staging"));
    [beside, out.join(INNER_STAGING)]
}

/// Creates an empty staging folder, with the number of this process in it. Removes what a
/// killed build staged. Refuses when the name is taken by something that no build made.
pub fn create_staging(out: &Path) -> Result<PathBuf, PublishError> {
    let [beside, inside] = staging_candidates(out);
    for staging in [&beside, &inside] {
        if fs::symlink_metadata(staging).is_err() {
            continue;
        }
        if !is_staging(staging) {
            return Err(PublishError::StagingNotOurs(staging.clone()));
        }
        remove_staging(staging).map_err(write_error(staging))?;
    }
    let created = if is_mount_point(out) {
        fs::create_dir(&inside).map(|()| inside)
    } else {
        match fs::create_dir_all(&beside) {
            Ok(()) => Ok(beside),
            Err(error) => fs::create_dir(&inside).map(|()| inside).map_err(|_| error),
        }
    };
    let staging = created.map_err(write_error(out))?;
    let process = std::process::id().to_string();
    fs::write(staging.join(PROCESS_FILE), process).map_err(write_error(&staging))?;
    Ok(staging)
}

/// Removes a staging folder. The file that shows whose folder it is goes last, so that an
/// interrupted removal is recognized.
pub fn remove_staging(staging: &Path) -> io::Result<()> {
    fs::write(staging.join(PROCESS_FILE), std::process::id().to_string())?;
    let _ = fs::remove_file(staging.join(RECORD_FILE));
    for entry in fs::read_dir(staging)?.flatten() {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(path)?;
        } else if entry.file_name() != PROCESS_FILE {
            fs::remove_file(path)?;
        }
    }
    fs::remove_dir_all(staging)
}

/// The number of the process that stages files for `out`, where it is known.
pub fn staging_process(out: &Path) -> Option<u32> {
    let mut candidates = staging_candidates(out).into_iter();
    candidates.find_map(|staging| {
        let number = fs::read_to_string(staging.join(PROCESS_FILE)).ok()?;
        number.parse().ok()
    })
}

/// Returns true when a build made this folder: it has the number of a process, or a record, or
/// nothing in it.
fn is_staging(folder: &Path) -> bool {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir());
    let has = |name| folder.join(name).is_file();
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (has(PROCESS_FILE) || has(RECORD_FILE) || is_empty())
}

/// Whether a folder is the root of a file system of its own.
#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
    let parent = folder.parent().and_then(device);
    device(folder).is_some_and(|own| Some(own) != parent)
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}
