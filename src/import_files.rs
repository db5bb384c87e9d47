//! The outside of an import: opens exports, copies or fetches their files, writes the new site.
//!
//! Writes through a [`ConfinedFolder`](crate::confined_folder::ConfinedFolder) and never over
//! anything. A file that is there already stays as it is.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads exports and writes the disk"
)]

#[cfg(feature = "external")]
mod fetch_media;
mod generator_folder;
mod media_folder;
mod new_site_folder;
mod site_writer;

#[cfg(feature = "external")]
pub use fetch_media::MediaFetcher;
pub use generator_folder::{GeneratorFolder, ListedFolder};
pub use media_folder::MediaFolder;
pub use new_site_folder::{NewSiteFolderError, begins_repository, open_new_site_folder};
pub use site_writer::{SiteWriter, WriteFailure, Written};

use crate::blog_exports::{ExportFormat, FileCopy, ImportShell};
use crate::diagnostic::Catalog;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

/// Where the pictures and files of an export come from.
pub enum MediaSource {
    /// They stay where they are.
    None,
    /// A copy of the folder for uploads.
    Folder(MediaFolder),
    /// The old site.
    #[cfg(feature = "external")]
    Site(MediaFetcher),
}

/// The outside of an import of exports.
pub struct ImportFiles<'a> {
    /// The exports.
    pub exports: Vec<PathBuf>,
    /// The program that wrote them.
    pub format: ExportFormat,
    /// The address of the blog, where they do not hold it.
    pub base_url: Option<String>,
    /// Where their files come from.
    pub media: MediaSource,
    /// The new site.
    pub writer: SiteWriter,
    /// The language of the report.
    pub catalog: &'static dyn Catalog,
    /// Hears of items that are done.
    pub on_progress: &'a dyn Fn(usize),
}

impl ImportShell for ImportFiles<'_> {
    fn open(&self, export: usize) -> io::Result<Box<dyn BufRead>> {
        let path = self.exports.get(export).ok_or(io::ErrorKind::NotFound)?;
        let file = File::open(path)?;
        // a pipe would give nothing the second time
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("this is not a file"));
        }
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }

    fn exports(&self) -> usize {
        self.exports.len()
    }

    fn format(&self) -> ExportFormat {
        self.format
    }

    fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    fn takes_files(&self) -> bool {
        !matches!(self.media, MediaSource::None)
    }

    fn take_files(&mut self, files: &[FileCopy]) -> Vec<Option<String>> {
        match &self.media {
            MediaSource::None => vec![None; files.len()],
            MediaSource::Folder(folder) => {
                let copy = |file: &FileCopy| folder.copy(file, &mut self.writer);
                files.iter().map(copy).collect()
            }
            #[cfg(feature = "external")]
            MediaSource::Site(fetcher) => fetcher.fetch(files, &mut self.writer),
        }
    }

    fn write(&mut self, path: &str, bytes: &[u8]) {
        self.writer.write(path, bytes);
    }

    fn catalog(&self) -> &'static dyn Catalog {
        self.catalog
    }

    fn progress(&self, items: usize) {
        (self.on_progress)(items);
    }
}
