//! Checks every place in the output folder that a publication is going to change, before anything
//! moves: whether a file that Griot did not write, a link or a folder is in the way.

use super::error::{PublishError, write_error};
use super::file_fingerprint::has_fingerprint;
use super::record::{PublishRecord, RECORD_FILE};
use crate::confined_folder::{ConfinedFolder, EntryKind};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The output folder, and the records of the last publication and of this one.
pub struct TargetCheck<'a> {
    pub folder: &'a ConfinedFolder,
    /// The path of the folder, for messages.
    pub path: &'a Path,
    pub before: &'a PublishRecord,
    pub after: &'a PublishRecord,
}

impl TargetCheck<'_> {
    /// Checks the places of all staged files.
    ///
    /// # Errors
    /// The first thing that is in the way, or the first folder that is not writable.
    pub fn check(&self, staged: &[String]) -> Result<(), PublishError> {
        let checked: Vec<Result<(), PublishError>> = staged
            .par_iter()
            .map(|path| self.check_target(path))
            .collect();
        checked.into_iter().collect::<Result<(), _>>()?;
        match self.first_unwritable(staged) {
            Some(folder) => Err(PublishError::NotWritable(folder)),
            None => Ok(()),
        }
    }

    fn check_target(&self, path: &str) -> Result<(), PublishError> {
        match self.folder.entry(path) {
            Ok(Some(entry)) => match entry.kind {
                EntryKind::Folder => self.check_folder(path),
                EntryKind::Link => Err(PublishError::LinkInWay(self.path.join(path))),
                EntryKind::Other => Err(self.foreign(path)),
                EntryKind::File if self.before.files.contains_key(path) => Ok(()),
                // a publication that was killed may have put it there already
                EntryKind::File if self.is_new_content(path) => Ok(()),
                EntryKind::File => Err(self.foreign(path)),
            },
            Ok(None) => self.check_way(path),
            Err(error) => self
                .check_way(path)
                .and_then(|()| Err(write_error(&self.path.join(path))(error))),
        }
    }

    /// A folder where a file must go: all that is in it must be old pages.
    fn check_folder(&self, path: &str) -> Result<(), PublishError> {
        let files = self.folder.files_below(path);
        let mut files = files.iter();
        let foreign = files.find(|file| !self.is_removable(file));
        foreign.map_or(Ok(()), |file| Err(self.foreign(file)))
    }

    /// The folders on the way to a file: an old page may be in their place.
    fn check_way(&self, path: &str) -> Result<(), PublishError> {
        for (end, _) in path.match_indices('/') {
            let above = &path[..end];
            match self.folder.kind(above) {
                Some(EntryKind::Folder) => {}
                None => return Ok(()),
                Some(EntryKind::Link) => {
                    return Err(PublishError::LinkInWay(self.path.join(above)));
                }
                Some(EntryKind::File) if self.is_removable(above) => return Ok(()),
                Some(_) => return Err(self.foreign(above)),
            }
        }
        Ok(())
    }

    /// Whether a file is a page of the last publication that the site no longer has, and that
    /// nobody modified.
    fn is_removable(&self, path: &str) -> bool {
        !self.after.files.contains_key(path) && is_unmodified(self.folder, self.before, path)
    }

    fn is_new_content(&self, path: &str) -> bool {
        let after = self.after.files.get(path);
        after.is_some_and(|after| has_fingerprint(self.folder, path, *after))
    }

    fn foreign(&self, path: &str) -> PublishError {
        let file = self.path.join(path);
        match self.before.files.contains_key(path) {
            true => PublishError::FileModified(file),
            false => PublishError::FileNotOurs(file),
        }
    }

    /// The first folder in which files change, or will be created, that this process cannot write.
    fn first_unwritable(&self, staged: &[String]) -> Option<PathBuf> {
        let changed = staged.iter().chain(self.before.missing_in(self.after));
        let changed = changed.map(String::as_str).chain([RECORD_FILE]);
        let parents: BTreeSet<&Path> = changed
            .filter_map(|path| Path::new(path).parent())
            .collect();
        let mut checked = BTreeSet::new();
        parents.into_iter().find_map(|parent| {
            let mut folders = parent.ancestors();
            let existing = folders.find_map(|path| Some((path, self.folder.folder(path).ok()?)));
            let (path, folder) = existing?;
            let is_new = checked.insert(path);
            (is_new && !folder.is_writable()).then(|| self.path.join(path))
        })
    }
}

/// Whether a file holds what was published in it.
pub fn is_unmodified(folder: &ConfinedFolder, published: &PublishRecord, path: &str) -> bool {
    let Ok(Some(entry)) = folder.entry(path) else {
        return false;
    };
    published.is_untouched(path, &entry)
        || published
            .files
            .get(path)
            .is_some_and(|fingerprint| has_fingerprint(folder, path, *fingerprint))
}
