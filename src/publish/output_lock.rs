//! Locks an output folder: the second of two builds waits for the first.

#![expect(clippy::disallowed_methods, reason = "the shell locks the settings")]

use super::error::{PublishError, read_error, write_error};
use super::output_folder::OutputFolder;
use super::staging::staging_process;
use crate::config::SETTINGS;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Waits until no other build publishes into `out`.
///
/// Locks the folder above it, or the site's settings where a folder cannot be locked: an editor
/// may replace the settings meanwhile.
pub fn lock(
    root: &Path,
    out: &OutputFolder,
    on_wait: &dyn Fn(Option<u32>),
) -> Result<File, PublishError> {
    let file = match out.file_to_lock() {
        Some(folder) => folder,
        None => File::open(root.join(SETTINGS)).map_err(read_error(Path::new(SETTINGS)))?,
    };
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::Error(error)) => return Err(write_error(&out.path)(error)),
        Err(TryLockError::WouldBlock) => {}
    }
    on_wait(staging_process(out));
    file.lock().map(|()| file).map_err(write_error(&out.path))
}
