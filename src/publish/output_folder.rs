//! [`OutputFolder`]: where the site is published, as open folders that no link leads out of.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell creates the folders above"
)]

use super::error::{PublishError, write_error};
use super::output_guard::{STAGING, check_output_folder, path_below};
use crate::confined_folder::ConfinedFolder;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A file of the author that may stand in the output folder before the first build: it keeps
/// the pages out of version control.
pub const GITIGNORE: &str = ".gitignore";

/// The output folder, which may not exist yet, and the folder above it, which does.
pub struct OutputFolder {
    /// Absolute, for messages.
    pub path: PathBuf,
    /// The folder above.
    pub above: ConfinedFolder,
    /// The name of the output folder.
    pub name: OsString,
}

impl OutputFolder {
    /// The output folder `out` of the site at `root`; `None` where the folder above it does not
    /// exist.
    ///
    /// # Errors
    /// A folder that Griot may not write.
    pub fn find(root: &Path, out: &Path) -> Result<Option<Self>, PublishError> {
        let path = check_output_folder(root, out)?;
        let name = path.file_name().unwrap_or_default().to_os_string();
        let parent = path.parent().unwrap_or(&path);
        let above = match path_below(root, parent) {
            Some(below) => ConfinedFolder::open(root).and_then(|root| root.folder(below)),
            None => ConfinedFolder::open(parent),
        };
        match above {
            Ok(above) => Ok(Some(OutputFolder { path, above, name })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(write_error(parent)(error)),
        }
    }

    /// As [`OutputFolder::find`]; creates the folders above.
    pub fn prepare(root: &Path, out: &Path) -> Result<Self, PublishError> {
        if let Some(found) = Self::find(root, out)? {
            return Ok(found);
        }
        let path = check_output_folder(root, out)?;
        let parent = path.parent().unwrap_or(&path);
        let created = match path_below(root, parent) {
            Some(below) => ConfinedFolder::open(root).and_then(|root| root.create_folders(below)),
            None => fs::create_dir_all(parent),
        };
        created.map_err(write_error(parent))?;
        let found = Self::find(root, out)?;
        found.ok_or_else(|| write_error(parent)(io::ErrorKind::NotFound.into()))
    }

    /// The open folder; `None` where it does not exist.
    ///
    /// # Errors
    /// It is a link or a file, or cannot be opened.
    pub fn open(&self) -> Result<Option<ConfinedFolder>, PublishError> {
        match self.above.folder(&self.name) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(write_error(&self.path)(error)),
        }
    }

    /// The open folder; creates it where it does not exist.
    pub fn open_or_create(&self) -> Result<ConfinedFolder, PublishError> {
        if let Some(folder) = self.open()? {
            return Ok(folder);
        }
        let created = self.above.create_folder(&self.name);
        created
            .and_then(|()| self.above.folder(&self.name))
            .map_err(write_error(&self.path))
    }

    /// The folder above as a file that can be locked; `None` where the system has no such thing.
    pub fn file_to_lock(&self) -> Option<File> {
        self.above.as_file().ok()
    }

    /// Whether it is the root of a file system of its own.
    pub fn is_mount_point(&self, folder: Option<&ConfinedFolder>) -> bool {
        folder.is_some_and(|folder| folder.device() != self.above.device())
    }
}

/// Whether a folder does not exist, or holds nothing but a [`GITIGNORE`] and what is being staged.
pub fn is_unused(folder: Option<&ConfinedFolder>) -> bool {
    let names = folder.map(|folder| folder.names().unwrap_or_default());
    let mut names = names.unwrap_or_default().into_iter();
    names.all(|name| name == STAGING || name == GITIGNORE)
}

/// Whether a folder does not exist or holds nothing at all.
pub fn is_vacant(folder: Option<&ConfinedFolder>) -> bool {
    folder.is_none_or(ConfinedFolder::is_empty)
}
