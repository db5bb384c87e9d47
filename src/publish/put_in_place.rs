//! Moves staged files into the output folder, one by one, and removes pages that no longer
//! exist. Leaves unchanged files and the author's own files alone.
//!
//! The record of the new site is staged last. From then on the staging folder is a journal, and
//! an interrupted publication is finished from it, whatever was done already.
//!
//! Files are renamed one by one. The alternative, to link unchanged files into the staging
//! folder and to exchange both folders at once, was measured at 24,000 files (ext4): with none
//! changed 0 s against 1.3, with a tenth changed 0.1 against 1.1, with all changed 1.2 against
//! 0, but then with a whole tree to delete, which takes longer than both. An exchange would
//! also break programs that watch, serve or have mounted the folder.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::error::{PublishError, write_error};
use super::file_fingerprint::has_fingerprint;
use super::output_guard::{files_below, foreign_file_in_way, is_unused};
use super::record::{PublishRecord, RECORD_FILE};
use super::staging::{remove_staging, staging_candidates};
use std::fs;
use std::path::Path;

/// A staged site that is about to replace the one in `out`.
pub struct Replacement<'a> {
    pub out: &'a Path,
    pub staging: &'a Path,
    /// The record of the last publication.
    pub before: &'a PublishRecord,
    /// The record of this one.
    pub after: &'a PublishRecord,
}

impl Replacement<'_> {
    /// Writes the journal. From here on this build or the next one finishes the replacement.
    pub fn write_journal(&self) -> Result<(), PublishError> {
        self.write_record(self.staging)
    }

    /// Moves the whole staging folder to where nothing is.
    pub fn run_whole(&self) -> Result<(), PublishError> {
        // an empty folder may be there
        let _ = fs::remove_dir(self.out);
        fs::rename(self.staging, self.out).map_err(write_error(self.out))
    }

    /// Removes old pages and moves the staged files into place. Returns the paths of old pages
    /// that somebody modified: these stay.
    pub fn run(&self, staged: &[String]) -> Result<Vec<String>, PublishError> {
        let old = self.before.missing_in(self.after);
        let modified = old.filter(|path| !self.remove(path)).cloned().collect();
        for path in staged {
            self.move_into_place(path)?;
        }
        self.write_record(self.out)?;
        Ok(modified)
    }

    fn move_into_place(&self, path: &str) -> Result<(), PublishError> {
        let target = self.out.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(write_error(folder))?;
        }
        fs::rename(self.staging.join(path), &target).map_err(write_error(&target))
    }

    /// Removes a published file and the folders that become empty. Returns false, and leaves
    /// the file, when somebody modified it. Never follows a link.
    fn remove(&self, path: &str) -> bool {
        let mut file = self.out.join(path);
        let Ok(metadata) = fs::symlink_metadata(&file) else {
            return true;
        };
        if foreign_file_in_way(self.out, path, &self.before.files).is_some() {
            return true;
        }
        let published = self.before.files.get(path);
        let is_modified = !self.before.is_untouched(path, &metadata)
            && published.is_none_or(|published| !has_fingerprint(&file, *published));
        if is_modified {
            return false;
        }
        let _ = fs::remove_file(&file);
        while file.pop() && file != self.out && fs::remove_dir(&file).is_ok() {}
        true
    }

    /// Writes the new record into a folder, in one step.
    fn write_record(&self, folder: &Path) -> Result<(), PublishError> {
        let new = self.staging.join(format!("{RECORD_FILE}.new"));
        let target = folder.join(RECORD_FILE);
        let written = fs::write(&new, self.after.to_text());
        let written = written.and_then(|()| fs::rename(&new, &target));
        written.map_err(write_error(&target))
    }

    /// Returns true when all staged files are whole and no foreign file is in their way.
    fn is_possible(&self, staged: &[String]) -> bool {
        staged.iter().all(|path| {
            let is_free = self.before.files.contains_key(path)
                || fs::symlink_metadata(self.out.join(path)).is_err();
            let expected = self.after.files.get(path);
            let is_whole = expected
                .is_some_and(|expected| has_fingerprint(&self.staging.join(path), *expected));
            is_free && is_whole && foreign_file_in_way(self.out, path, &self.before.files).is_none()
        })
    }
}

/// Returns true when a publication into `out` was interrupted.
pub fn is_interrupted(out: &Path) -> bool {
    let mut candidates = staging_candidates(out).into_iter();
    candidates.any(|staging| has_journal(&staging))
}

/// Finishes an interrupted publication. Returns the number of files that it put in place, or
/// `None` when there was nothing to finish. The caller holds the lock of `out`.
///
/// Leaves to the following build what cannot be finished: a foreign file is in the way, or a
/// power cut left a staged file half written.
pub fn finish_interrupted(out: &Path) -> Result<Option<usize>, PublishError> {
    let candidates = staging_candidates(out);
    let Some(staging) = candidates.iter().find(|staging| has_journal(staging)) else {
        return Ok(None);
    };
    let (Ok(Some(after)), Ok(before)) = (PublishRecord::read(staging), PublishRecord::read(out))
    else {
        return Ok(None);
    };
    if before.is_none() && !is_unused(out) {
        return Ok(None);
    }
    let mut staged = files_below(staging, "");
    staged.retain(|path| after.files.contains_key(path));
    let replacement = Replacement {
        out,
        staging,
        before: &before.unwrap_or_default(),
        after: &after,
    };
    if !replacement.is_possible(&staged) {
        return Ok(None);
    }
    replacement.run(&staged).map_err(PublishError::incomplete)?;
    remove_staging(staging).map_err(write_error(staging))?;
    Ok(Some(staged.len()))
}

fn has_journal(staging: &Path) -> bool {
    staging.join(RECORD_FILE).is_file()
}
