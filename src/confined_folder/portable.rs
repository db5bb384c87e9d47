//! Handles for systems without `openat`: each call looks at every folder of a path before it goes
//! on, and refuses links.
//!
//! A link that takes a folder's place between the look and the call is followed. That is why the
//! handles of Unix are used where they exist.

#![expect(clippy::disallowed_methods, reason = "the shell's way to the disk")]

use super::OpenMode;
use super::entry::{Entry, EntryKind, LINK_REFUSED, special_error};
use crate::file_state::FileState;
use std::ffi::OsString;
use std::fs::{self, File, FileTimes, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A folder that exists.
#[derive(Debug)]
pub struct Handle(PathBuf);

impl Handle {
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        match fs::metadata(&path)?.is_dir() {
            true => Ok(Handle(path)),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub fn folder(&self, path: &Path) -> io::Result<Self> {
        if path == Path::new(".") {
            return Ok(Handle(self.0.clone()));
        }
        match self.entry(path)?.kind {
            EntryKind::Folder => Ok(Handle(self.0.join(path))),
            EntryKind::Link => Err(special_error(LINK_REFUSED)),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub fn as_file(&self) -> io::Result<File> {
        File::open(&self.0)
    }

    pub fn file(&self, path: &Path, mode: OpenMode) -> io::Result<File> {
        let full = self.locate(path)?;
        match mode {
            OpenMode::CreateNew => File::options()
                .read(true)
                .write(true)
                .create_new(true)
                .open(full),
            // opening a pipe would wait
            OpenMode::Read | OpenMode::Write => match self.entry(path)?.kind {
                EntryKind::File => File::options()
                    .read(true)
                    .write(mode == OpenMode::Write)
                    .open(full),
                EntryKind::Link => Err(special_error(LINK_REFUSED)),
                _ => Err(special_error(super::entry::NOT_A_FILE)),
            },
        }
    }

    pub fn entry(&self, path: &Path) -> io::Result<Entry> {
        let metadata = fs::symlink_metadata(self.locate(path)?)?;
        Ok(Entry {
            kind: kind(&metadata),
            state: file_state(&metadata),
        })
    }

    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(self.locate(path)?)
    }

    pub fn rename(&self, from: &Path, to: &Handle, target: &Path) -> io::Result<()> {
        fs::rename(self.locate(from)?, to.locate(target)?)
    }

    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(self.locate(path)?)
    }

    pub fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(self.locate(path)?)
    }

    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let entries = fs::read_dir(&self.0)?;
        entries.map(|entry| Ok(entry?.file_name())).collect()
    }

    pub fn is_writable(&self) -> bool {
        fs::metadata(&self.0).is_ok_and(|folder| !folder.permissions().readonly())
    }

    pub fn device(&self) -> u64 {
        0
    }

    pub fn touch(&self, path: &Path) {
        // opening would follow a link
        let is_file = self
            .entry(path)
            .is_ok_and(|entry| entry.kind == EntryKind::File);
        if is_file
            && let Ok(full) = self.locate(path)
            && let Ok(file) = File::options().append(true).open(full)
        {
            let _ = file.set_times(FileTimes::new().set_modified(SystemTime::now()));
        }
    }

    pub fn sync_file(&self, path: &Path) -> io::Result<()> {
        let file = File::options().append(true).open(self.locate(path)?)?;
        file.sync_all()
    }

    pub fn sync_file_system(&self) -> io::Result<bool> {
        Ok(false)
    }

    /// The path of an entry whose folders are no links.
    fn locate(&self, path: &Path) -> io::Result<PathBuf> {
        let mut way = self.0.clone();
        for part in path.parent().into_iter().flat_map(Path::components) {
            way.push(part);
            let metadata = fs::symlink_metadata(&way)?;
            if metadata.is_symlink() {
                return Err(special_error(LINK_REFUSED));
            }
            if !metadata.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
        }
        Ok(self.0.join(path))
    }
}

/// Whether a file has hard links: not known here.
#[cfg(not(unix))]
pub fn has_other_names(_: &File) -> bool {
    false
}

/// The state of an open file.
#[cfg(not(unix))]
pub fn state_of(file: &File) -> Option<FileState> {
    file_state(&file.metadata().ok()?)
}

fn kind(metadata: &Metadata) -> EntryKind {
    if metadata.is_symlink() {
        EntryKind::Link
    } else if metadata.is_dir() {
        EntryKind::Folder
    } else if metadata.is_file() {
        EntryKind::File
    } else {
        EntryKind::Other
    }
}

fn file_state(metadata: &Metadata) -> Option<FileState> {
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified = i64::try_from(modified.as_nanos()).ok()?;
    Some(FileState {
        bytes: metadata.len(),
        modified,
        changed: modified,
        inode: 0,
        fingerprint: None,
    })
}
