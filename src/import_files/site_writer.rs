//! [`SiteWriter`]: writes the files of an imported site, and never over anything.

use crate::confined_folder::ConfinedFolder;
use std::fs::File;
use std::io::{self, Read, Write};

/// What an import wrote.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// How many files are new.
    pub new: usize,
    /// How many files were there already with the same content.
    pub same: usize,
    /// Files that were there with another content: they stay.
    pub kept: Vec<String>,
}

/// The first file that could not be written.
#[derive(Debug)]
pub struct WriteFailure {
    /// Its path below the site's folder.
    pub path: String,
    /// Why.
    pub error: io::Error,
}

/// Writes the files of an imported site. After a failure it writes nothing more.
pub struct SiteWriter {
    folder: ConfinedFolder,
    written: Written,
    failure: Option<WriteFailure>,
}

impl SiteWriter {
    /// A writer into an open folder.
    pub fn new(folder: ConfinedFolder) -> Self {
        SiteWriter {
            folder,
            written: Written::default(),
            failure: None,
        }
    }

    /// The folder.
    pub fn folder(&self) -> &ConfinedFolder {
        &self.folder
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.folder.has_file(path)
    }

    /// Writes a file, unless one is there.
    pub fn write(&mut self, path: &str, bytes: &[u8]) {
        self.write_from(path, &mut &bytes[..]);
    }

    /// Writes a file with what a source gives, unless a file is there. Returns whether a file is
    /// there now.
    pub fn write_from(&mut self, path: &str, source: &mut dyn Read) -> bool {
        if self.failure.is_some() {
            return false;
        }
        match self.create(path, source) {
            Ok(()) => self.written.new += 1,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                match self.is_same(path, source) {
                    Ok(true) => self.written.same += 1,
                    _ => self.written.kept.push(path.to_string()),
                }
            }
            Err(error) => {
                let path = path.to_string();
                self.failure = Some(WriteFailure { path, error });
                return false;
            }
        }
        true
    }

    fn create(&self, path: &str, source: &mut dyn Read) -> io::Result<()> {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        self.folder.create_folders(above)?;
        let mut file = self.folder.create_file(path)?;
        let copied = io::copy(source, &mut file).and_then(|_| file.flush());
        if copied.is_err() {
            let _ = self.folder.remove_file(path);
            self.folder.remove_empty_folders_above(path);
        }
        copied
    }

    fn is_same(&self, path: &str, source: &mut dyn Read) -> io::Result<bool> {
        let mut own = self.folder.open_file(path)?;
        let (mut here, mut there) = (vec![0; 1 << 16], vec![0; 1 << 16]);
        loop {
            let length = fill(source, &mut there)?;
            if fill(&mut own, &mut here[..length])? < length || here[..length] != there[..length] {
                return Ok(false);
            }
            if length < there.len() {
                return at_end(&mut own);
            }
        }
    }

    /// Puts a file into place that lies in the same folder already, unless one is there.
    pub fn put_in_place(&mut self, from: &str, path: &str) -> bool {
        if self.failure.is_some() {
            return false;
        }
        if self.folder.kind(path).is_some() {
            return self.has(path);
        }
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        let put = self.folder.create_folders(above);
        let put = put.and_then(|()| self.folder.rename(from, &self.folder, path));
        match put {
            Ok(()) => self.written.new += 1,
            Err(error) => {
                let path = path.to_string();
                self.failure = Some(WriteFailure { path, error });
            }
        }
        self.failure.is_none()
    }

    /// Waits until all is on the disk, and says what was written.
    ///
    /// # Errors
    /// The first file that could not be written.
    pub fn finish(self) -> Result<Written, WriteFailure> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let synced = self.folder.sync_file_system();
        synced.map(|_| self.written).map_err(|error| WriteFailure {
            path: ".".to_string(),
            error,
        })
    }
}

/// Reads until the buffer is full or the source ends.
fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}

fn at_end(file: &mut File) -> io::Result<bool> {
    Ok(file.read(&mut [0])? == 0)
}
