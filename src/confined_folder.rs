//! [`ConfinedFolder`]: an open folder, to read and write what is below it. No path leads out of it.
//!
//! Takes paths with only names in them, `/` between. Follows no symbolic link: a link on the way is
//! an error ([`is_link_error`]), also one that replaces a folder while the program runs. Opens
//! regular files only, and never waits for a pipe.

mod entry;
mod folder_trees;
#[cfg(any(not(unix), test))]
mod portable;
#[cfg(test)]
mod tests;
#[cfg(unix)]
mod unix;

pub use entry::{Entry, EntryKind, is_link_error, now, state_of};

#[cfg(not(unix))]
use portable as platform;
#[cfg(unix)]
use unix as platform;

use entry::{LINK_REFUSED, NOT_A_FILE, special_error};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Component, Path};

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenMode {
    /// To read a file that exists.
    Read,
    /// To read and write a file that exists.
    Write,
    /// To write a file that does not exist yet.
    CreateNew,
}

/// An open folder. Every path is below it; none may be absolute or have `..` in it.
#[derive(Debug)]
pub struct ConfinedFolder {
    handle: platform::Handle,
}

impl ConfinedFolder {
    /// Opens a folder that the user named. Links on the way to it are followed, because the way is
    /// the user's own.
    ///
    /// # Errors
    /// The system's, such as `NotFound` or `NotADirectory`.
    pub fn open(path: &Path) -> io::Result<Self> {
        let handle = platform::Handle::open(path)?;
        Ok(ConfinedFolder { handle })
    }

    /// Opens a folder below this one. An empty path is this folder.
    ///
    /// # Errors
    /// The system's; a link on the way.
    pub fn folder(&self, path: impl AsRef<Path>) -> io::Result<Self> {
        let handle = self.handle.folder(checked_or_self(path.as_ref())?)?;
        Ok(ConfinedFolder { handle })
    }

    /// Opens this folder as a file, to lock it.
    ///
    /// # Errors
    /// The system's; some systems cannot open a folder.
    pub fn as_file(&self) -> io::Result<File> {
        self.handle.as_file()
    }

    /// Looks at a path; `None` where nothing is.
    ///
    /// # Errors
    /// The system's; a link on the way. A link at the path itself is an [`EntryKind::Link`].
    pub fn entry(&self, path: impl AsRef<Path>) -> io::Result<Option<Entry>> {
        match self.handle.entry(checked(path.as_ref())?) {
            Ok(entry) => Ok(Some(entry)),
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The kind of what is at a path; `None` where nothing is, or where it cannot be seen.
    pub fn kind(&self, path: impl AsRef<Path>) -> Option<EntryKind> {
        let entry = self.entry(path).ok()??;
        Some(entry.kind)
    }

    /// Whether there is a regular file.
    pub fn has_file(&self, path: impl AsRef<Path>) -> bool {
        self.kind(path) == Some(EntryKind::File)
    }

    /// Whether there is a folder.
    pub fn has_folder(&self, path: impl AsRef<Path>) -> bool {
        self.kind(path) == Some(EntryKind::Folder)
    }

    /// Opens a regular file for reading.
    ///
    /// # Errors
    /// The system's; a link on the way; anything that is not a regular file.
    pub fn open_file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        let file = self.handle.file(checked(path.as_ref())?, OpenMode::Read)?;
        match file.metadata()?.is_file() {
            true => Ok(file),
            false => Err(special_error(NOT_A_FILE)),
        }
    }

    /// Opens a regular file that exists for reading and writing, to lock it.
    ///
    /// # Errors
    /// As [`ConfinedFolder::open_file`]; a file that has a second name, which may be outside.
    pub fn open_file_to_write(&self, path: impl AsRef<Path>) -> io::Result<File> {
        let file = self.handle.file(checked(path.as_ref())?, OpenMode::Write)?;
        match file.metadata()?.is_file() && !platform::has_other_names(&file) {
            true => Ok(file),
            false => Err(special_error(NOT_A_FILE)),
        }
    }

    /// Creates a file and opens it for writing.
    ///
    /// # Errors
    /// The system's; `AlreadyExists` where anything is at the path, a link included.
    pub fn create_file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        self.handle
            .file(checked(path.as_ref())?, OpenMode::CreateNew)
    }

    /// Creates a folder.
    ///
    /// # Errors
    /// The system's; `AlreadyExists` where anything is at the path.
    pub fn create_folder(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.handle.create_folder(checked(path.as_ref())?)
    }

    /// Moves a file or folder to a place below `to`, on the same file system. Replaces a file that
    /// is there.
    ///
    /// # Errors
    /// The system's; a link on either way.
    pub fn rename(
        &self,
        from: impl AsRef<Path>,
        to: &ConfinedFolder,
        target: impl AsRef<Path>,
    ) -> io::Result<()> {
        let from = checked(from.as_ref())?;
        self.handle
            .rename(from, &to.handle, checked(target.as_ref())?)
    }

    /// Removes a file, or a link itself.
    ///
    /// # Errors
    /// The system's; a link on the way.
    pub fn remove_file(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.handle.remove_file(checked(path.as_ref())?)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The system's; a link on the way or at the path.
    pub fn remove_empty_folder(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.handle.remove_empty_folder(checked(path.as_ref())?)
    }

    /// The names in this folder, in no order.
    ///
    /// # Errors
    /// The system's.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        self.handle.names()
    }

    /// Whether this folder has nothing in it. False where it cannot be listed.
    pub fn is_empty(&self) -> bool {
        self.names().is_ok_and(|names| names.is_empty())
    }

    /// Whether this process may create and remove files in this folder.
    pub fn is_writable(&self) -> bool {
        self.handle.is_writable()
    }

    /// The number of the file system that this folder is on; 0 where the system does not say.
    pub fn device(&self) -> u64 {
        self.handle.device()
    }

    /// Marks a file as modified just now. Does nothing where that fails.
    pub fn touch(&self, path: impl AsRef<Path>) {
        if let Ok(path) = checked(path.as_ref()) {
            self.handle.touch(path);
        }
    }

    /// Writes a file in one step: a reader sees the old content or the new one. `temporary` is a
    /// name beside it that only this caller uses; a file that a killed run left there is removed.
    ///
    /// # Errors
    /// The system's; a link at either path. Then the file is as it was.
    pub fn replace_file(&self, path: &str, temporary: &str, content: &[u8]) -> io::Result<()> {
        for path in [path, temporary] {
            match self.entry(path)?.map(|entry| entry.kind) {
                None | Some(EntryKind::File) => {}
                Some(EntryKind::Link) => return Err(special_error(LINK_REFUSED)),
                Some(_) => return Err(special_error(NOT_A_FILE)),
            }
        }
        let _ = self.remove_file(temporary);
        let written = self
            .write_new_file(temporary, content)
            .and_then(|()| self.rename(temporary, self, path));
        if written.is_err() {
            let _ = self.remove_file(temporary);
        }
        written
    }

    /// Creates a file with a content that is on the disk when this returns. Leaves no file where
    /// that fails.
    ///
    /// # Errors
    /// The system's; `AlreadyExists`.
    pub fn write_new_file(&self, path: impl AsRef<Path>, content: &[u8]) -> io::Result<()> {
        let path = path.as_ref();
        let mut file = self.create_file(path)?;
        let written = file.write_all(content).and_then(|()| file.sync_all());
        if written.is_err() {
            let _ = self.remove_file(path);
        }
        written
    }

    /// Waits until a file's content is on the disk.
    ///
    /// # Errors
    /// The system's; a link on the way.
    pub fn sync_file(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.handle.sync_file(checked(path.as_ref())?)
    }

    /// Waits until everything that was written on this folder's file system is on the disk.
    /// Returns false where the system cannot do that: then files are synced one by one.
    ///
    /// # Errors
    /// The system's.
    pub fn sync_file_system(&self) -> io::Result<bool> {
        self.handle.sync_file_system()
    }
}

/// Checks a path: names alone, at least one.
fn checked(path: &Path) -> io::Result<&Path> {
    let mut parts = path.components().peekable();
    let is_below = parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)));
    match is_below {
        true => Ok(path),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the path leads out of its folder",
        )),
    }
}

/// A checked path, where an empty one is the folder itself.
fn checked_or_self(path: &Path) -> io::Result<&Path> {
    match path.as_os_str().is_empty() {
        true => Ok(Path::new(".")),
        false => checked(path),
    }
}

/// Whether an error says that nothing is at a path: no such entry, or a file where a folder would
/// have to be.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
