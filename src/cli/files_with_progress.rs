//! The files of a site on the disk, with a progress bar that counts every file read.

use super::terminal::Progress;
use crate::content::{Files, Listing, Stamp};
use crate::diagnostic::Diagnostic;
use crate::disk::Disk;

/// Files of a disk. Each file that is read, or whose state is asked for, is one step.
pub struct FilesWithProgress<'d> {
    pub disk: &'d Disk,
    pub progress: Progress,
}

impl Files for FilesWithProgress<'_> {
    fn list(&self, folder: &str) -> Listing {
        self.disk.list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        self.progress.step();
        self.disk.read(path)
    }

    fn read_stamped(&self, path: &str) -> Result<(Vec<u8>, Option<Stamp>), Diagnostic> {
        self.progress.step();
        self.disk.read_stamped(path)
    }

    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), Diagnostic> {
        self.progress.step();
        self.disk.begin(path, most)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.progress.step();
        self.disk.stamp(path)
    }

    fn has(&self, path: &str) -> bool {
        self.disk.has(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.disk.has_folder(path)
    }
}
