//! [`Entry`]: what is at a path of a folder, and the errors that [`super::ConfinedFolder`] adds to
//! those of the system.

#![expect(clippy::disallowed_methods, reason = "the shell knows the time")]

use crate::file_state::FileState;
use std::fs::File;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

/// What is at a path.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// File, folder, link or something else.
    pub kind: EntryKind,
    /// How it looks to the file system; `None` where its times are out of range.
    pub state: Option<FileState>,
}

/// The kind of an entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// The system's text is "too many levels of symbolic links", which says something else.
pub(super) const LINK_REFUSED: &str = "a symbolic link is in the way";
pub(super) const NOT_A_FILE: &str = "it is not a regular file";

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct SpecialError(&'static str);

/// An error of this room, with one of the texts above.
pub(super) fn special_error(text: &'static str) -> io::Error {
    io::Error::other(SpecialError(text))
}

/// Whether an error says that a symbolic link was refused.
pub fn is_link_error(error: &io::Error) -> bool {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<SpecialError>());
    inner.is_some_and(|inner| inner.0 == LINK_REFUSED)
}

/// The state of an open file; `None` where its times are out of range.
pub fn state_of(file: &File) -> Option<FileState> {
    super::platform::state_of(file)
}

/// Nanoseconds since 1970.
pub fn now() -> Option<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(now.as_nanos()).ok()
}
