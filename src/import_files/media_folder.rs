//! [`MediaFolder`]: a copy of `wp-content/uploads`, to take pictures and files from.

use super::site_writer::SiteWriter;
use crate::blog_exports::{Candidate, FileCopy};
use crate::confined_folder::ConfinedFolder;
use crate::picture::{PictureFormat, read_header};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The bytes of a picture that say what it is.
const HEADER_BYTES: u64 = 256 * 1024;

/// A copy of the folder for uploads.
pub struct MediaFolder {
    folder: ConfinedFolder,
    /// The path of each file by its name, where only one file has it; empty where paths count.
    by_name: HashMap<String, Option<String>>,
}

impl MediaFolder {
    /// Opens the folder; also one that holds `wp-content/uploads`, `uploads`, or Ghost's `content`.
    ///
    /// # Errors
    /// The system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        let folder = ConfinedFolder::open(path)?;
        for inner in ["wp-content/uploads", "uploads", "content"] {
            if folder.has_folder(inner) {
                let folder = folder.folder(inner)?;
                return Ok(MediaFolder::of(folder));
            }
        }
        Ok(MediaFolder::of(folder))
    }

    fn of(folder: ConfinedFolder) -> Self {
        MediaFolder {
            folder,
            by_name: HashMap::new(),
        }
    }

    /// Finds files by their names alone: Blogger's albums have no other order. A name that two files
    /// have is not found.
    pub fn by_names(self) -> Self {
        let mut by_name = HashMap::new();
        for path in self.folder.files_below("") {
            let name = path.rsplit('/').next().unwrap_or(&path).to_lowercase();
            let entry = by_name.entry(name).or_insert_with(|| Some(path.clone()));
            if entry.as_ref() != Some(&path) {
                *entry = None;
            }
        }
        MediaFolder { by_name, ..self }
    }

    /// Copies the best candidate that is there. Gives the path of the copy.
    pub fn copy(&self, file: &FileCopy, writer: &mut SiteWriter) -> Option<String> {
        file.candidates.iter().find_map(|candidate| {
            let mut source = self.open_candidate(candidate).ok()?;
            let is_there = writer.write_from(&candidate.to, &mut source);
            is_there.then(|| candidate.to.clone())
        })
    }

    fn open_candidate(&self, candidate: &Candidate) -> io::Result<File> {
        let name = candidate.upload.rsplit('/').next().unwrap_or_default();
        let named = self.by_name.get(&name.to_lowercase());
        let path = named.and_then(Option::as_ref).unwrap_or(&candidate.upload);
        let mut file = self.folder.open_file(path)?;
        check_content(&candidate.to, &mut file)?;
        Ok(file)
    }
}

/// Checks that a file is not empty and that a picture is one, and goes back to its start.
///
/// # Errors
/// The system's; a picture that Griot would refuse.
pub fn check_content(name: &str, file: &mut File) -> io::Result<()> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Err(io::Error::other("the file is empty"));
    }
    if PictureFormat::has_picture_extension(name) && !name.to_lowercase().ends_with(".svg") {
        let mut start = Vec::new();
        file.take(HEADER_BYTES).read_to_end(&mut start)?;
        read_header(&start, length).map_err(|_| io::Error::other("this is no picture"))?;
        file.seek(SeekFrom::Start(0))?;
    }
    Ok(())
}
