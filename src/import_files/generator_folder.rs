//! [`GeneratorFolder`]: the folder of another generator, and the new site that is made of it.

use super::media_folder::check_content;
use super::site_writer::SiteWriter;
use crate::confined_folder::{ConfinedFolder, EntryKind};
use crate::diagnostic::Catalog;
use crate::generator_sites::FolderShell;
use crate::limits::{FOLDERS, TEXT_BYTES};
use crate::picture::PictureFormat;
use std::io::{self, Read};
use std::path::Path;

/// Folders that hold programs and what they made, never texts.
const OTHERS: [&str; 8] = [
    "node_modules",
    "_site",
    "resources",
    "vendor",
    "__pycache__",
    "target",
    "dist",
    "bower_components",
];

/// Reads the folder of another generator, and writes the new site.
pub struct GeneratorFolder<'a> {
    folder: ConfinedFolder,
    files: Vec<String>,
    links: Vec<String>,
    /// The new site.
    pub writer: SiteWriter,
    /// The language of the report.
    pub catalog: &'static dyn Catalog,
    /// Hears of texts that are done.
    pub on_progress: &'a dyn Fn(),
}

/// A folder that was opened, and its files.
pub struct ListedFolder {
    folder: ConfinedFolder,
    files: Vec<String>,
    links: Vec<String>,
}

impl ListedFolder {
    /// Opens a folder and lists its files.
    ///
    /// # Errors
    /// The system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut listed = ListedFolder {
            folder: ConfinedFolder::open(path)?,
            files: Vec::new(),
            links: Vec::new(),
        };
        listed.list("", 0)?;
        listed.files.sort();
        listed.links.sort();
        Ok(listed)
    }

    fn list(&mut self, path: &str, depth: usize) -> io::Result<()> {
        let folder = match path {
            "" => None,
            path => Some(self.folder.folder(path)?),
        };
        let folder = folder.as_ref().unwrap_or(&self.folder);
        let mut folders = Vec::new();
        for name in folder.names()? {
            let kind = folder.kind(&name);
            let Some(name) = name.to_str() else { continue };
            let below = match path {
                "" => name.to_string(),
                path => format!("{path}/{name}"),
            };
            match kind {
                Some(EntryKind::Folder) if OTHERS.contains(&name) || name == ".git" => {}
                Some(EntryKind::Folder) if depth < FOLDERS => folders.push(below),
                Some(EntryKind::File) => self.files.push(below),
                Some(EntryKind::Link) => self.links.push(below),
                _ => {}
            }
        }
        folders
            .iter()
            .try_for_each(|folder| self.list(folder, depth + 1))
    }

    /// The files.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The text of a file; `None` where it is too large, no UTF-8, or cannot be read.
    pub fn text(&self, path: &str) -> Option<String> {
        text_of(&self.folder, path)
    }
}

impl<'a> GeneratorFolder<'a> {
    /// A folder and a place for the new site.
    pub fn new(
        listed: ListedFolder,
        writer: SiteWriter,
        catalog: &'static dyn Catalog,
        on_progress: &'a dyn Fn(),
    ) -> Self {
        GeneratorFolder {
            folder: listed.folder,
            files: listed.files,
            links: listed.links,
            writer,
            catalog,
            on_progress,
        }
    }
}

fn text_of(folder: &ConfinedFolder, path: &str) -> Option<String> {
    let file = folder.open_file(path).ok()?;
    let mut text = String::new();
    let most = TEXT_BYTES as u64 + 1;
    file.take(most).read_to_string(&mut text).ok()?;
    (text.len() <= TEXT_BYTES).then_some(text)
}

impl FolderShell for GeneratorFolder<'_> {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn links(&self) -> &[String] {
        &self.links
    }

    fn text(&self, path: &str) -> Option<String> {
        text_of(&self.folder, path)
    }

    fn is_sound(&self, path: &str) -> bool {
        let is_picture = PictureFormat::has_picture_extension(path);
        !is_picture
            || self
                .folder
                .open_file(path)
                .and_then(|mut file| check_content(path, &mut file))
                .is_ok()
    }

    fn copy(&mut self, from: &str, to: &str) -> bool {
        match self.folder.open_file(from) {
            Ok(mut file) => self.writer.write_from(to, &mut file),
            Err(_) => false,
        }
    }

    fn write(&mut self, path: &str, bytes: &[u8]) {
        self.writer.write(path, bytes);
    }

    fn catalog(&self) -> &'static dyn Catalog {
        self.catalog
    }

    fn progress(&self) {
        (self.on_progress)();
    }
}
