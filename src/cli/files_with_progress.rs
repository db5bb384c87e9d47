//! Reads the files of a site from the disk, and counts each one in a progress bar.

use super::terminal_output::Progress;
use crate::content::{FileBytes, FileStart, Files, Listing};
use crate::diagnostic::Diagnostic;
use crate::file_state::FileState;
use crate::site_folder::SiteFolder;

/// Files of a disk. Each file that is read, or whose state is asked for, is one step.
pub struct FilesWithProgress<'d> {
    /// The site's folder.
    pub disk: &'d SiteFolder,
    /// The progress bar.
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

    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        self.progress.step();
        self.disk.read_with_state(path)
    }

    fn read_start(&self, path: &str, most: usize) -> Result<FileStart, Diagnostic> {
        self.progress.step();
        self.disk.read_start(path, most)
    }

    fn state(&self, path: &str) -> Option<FileState> {
        self.progress.step();
        self.disk.state(path)
    }

    fn has(&self, path: &str) -> bool {
        self.disk.has(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.disk.has_folder(path)
    }
}
