//! Folders with all that is in them: creates, lists and removes trees below a [`ConfinedFolder`].

use super::entry::{LINK_REFUSED, special_error};
use super::{ConfinedFolder, EntryKind, checked_or_self, is_absence};
use std::io;
use std::path::Path;

impl ConfinedFolder {
    /// Creates a folder and those above it that do not exist.
    ///
    /// # Errors
    /// The system's; a link or a file on the way.
    pub fn create_folders(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = checked_or_self(path.as_ref())?;
        if path == Path::new(".") {
            return Ok(());
        }
        match self.create_folder(path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match self.kind(path) {
                Some(EntryKind::Folder) => Ok(()),
                Some(EntryKind::Link) => Err(special_error(LINK_REFUSED)),
                _ => Err(error),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty())
                else {
                    return Err(error);
                };
                self.create_folders(above)?;
                // another thread may have created it meanwhile
                self.create_folders(path)
            }
            Err(error) => Err(error),
        }
    }

    /// Removes a folder with everything below it. Links in it are removed, never followed.
    ///
    /// # Errors
    /// The first of the system; what was removed before stays removed.
    pub fn remove_folder(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = path.as_ref();
        let folder = self.folder(path)?;
        for name in folder.names()? {
            match folder.kind(&name) {
                Some(EntryKind::Folder) => folder.remove_folder(&name)?,
                _ => folder.remove_file(&name)?,
            }
        }
        self.remove_empty_folder(path)
    }

    /// Removes the empty folders on the way to a path, the innermost first.
    pub fn remove_empty_folders_above(&self, path: &str) {
        let folders = Path::new(path).ancestors().skip(1);
        for folder in folders.take_while(|folder| !folder.as_os_str().is_empty()) {
            // a folder that is gone already may have left an empty one above it
            let removed = self.remove_empty_folder(folder);
            if removed.is_err_and(|error| !is_absence(&error)) {
                return;
            }
        }
    }

    /// Every file below a folder, links and pipes included, by path below this one; none where
    /// there is no folder. An empty path is this folder.
    pub fn files_below(&self, path: &str) -> Vec<String> {
        let Ok(folder) = self.folder(path) else {
            return Vec::new();
        };
        let mut files = Vec::new();
        for name in folder.names().unwrap_or_default() {
            let kind = folder.kind(&name);
            let name = name.to_string_lossy();
            let below = match path {
                "" => name.into_owned(),
                path => format!("{path}/{name}"),
            };
            match kind {
                Some(EntryKind::Folder) => files.extend(self.files_below(&below)),
                _ => files.push(below),
            }
        }
        files
    }
}
