//! [`ImportShell`]: what an import needs from the outside: exports, files, a place to write.

use super::export_format::ExportFormat;
use super::media_names::FileCopy;
use crate::diagnostic::Catalog;
use std::io::{self, BufRead};

/// What an import needs from the outside.
pub trait ImportShell {
    /// Opens an export from its start.
    ///
    /// # Errors
    /// The system's.
    fn open(&self, export: usize) -> io::Result<Box<dyn BufRead>>;

    /// The number of exports.
    fn exports(&self) -> usize;

    /// The program that wrote the exports.
    fn format(&self) -> ExportFormat;

    /// The address of the blog, where the exports do not hold it.
    fn base_url(&self) -> Option<&str>;

    /// Whether files are copied or fetched at all.
    fn takes_files(&self) -> bool;

    /// Copies files. Gives the path of the copy of each; `None` where there is no such file.
    fn take_files(&mut self, files: &[FileCopy]) -> Vec<Option<String>>;

    /// Writes a file of the new site, unless one is there.
    fn write(&mut self, path: &str, bytes: &[u8]);

    /// The language of the report.
    fn catalog(&self) -> &'static dyn Catalog;

    /// Hears that so many more items are done.
    fn progress(&self, items: usize);
}
