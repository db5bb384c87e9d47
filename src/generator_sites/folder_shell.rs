//! [`FolderShell`]: what the import of a folder needs from the outside: files, and a place to write.

use crate::diagnostic::Catalog;

/// What the import of a folder needs from the outside.
pub trait FolderShell {
    /// The paths of all files of the folder, sorted. Links are not among them.
    fn files(&self) -> &[String];

    /// The paths of links, which are not followed.
    fn links(&self) -> &[String];

    /// The text of a file; `None` where it is too large, no UTF-8, or cannot be read.
    fn text(&self, path: &str) -> Option<String>;

    /// Whether a file is a picture that can be read, or no picture at all.
    fn is_sound(&self, path: &str) -> bool;

    /// Copies a file of the folder into the new site, unless one is there. Whether it is there now.
    fn copy(&mut self, from: &str, to: &str) -> bool;

    /// Writes a file of the new site, unless one is there.
    fn write(&mut self, path: &str, bytes: &[u8]);

    /// The language of the report.
    fn catalog(&self) -> &'static dyn Catalog;

    /// Hears that a text is done.
    fn progress(&self);
}
