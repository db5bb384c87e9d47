//! The staging folder: where it may lie, how it is created, recognized and removed.
//!
//! Files are put in place by renaming, so the staging folder and the output folder must be on
//! one file system.

#![expect(clippy::disallowed_methods, reason = "the shell knows its process")]

use super::error::{PublishError, write_error};
use super::output_folder::OutputFolder;
use super::output_guard::STAGING;
use super::record::RECORD_FILE;
use crate::confined_folder::{ConfinedFolder, EntryKind};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// A file in the staging folder: the number of the process that stages.
const PROCESS_FILE: &str = ".griot-process";

/// The longest number of a process.
const PROCESS_BYTES: u64 = 20;

/// A place for the staging folder: beside the output folder, or inside it where that is another
/// file system or the folder above is not writable.
pub struct StagingPlace<'f> {
    parent: &'f ConfinedFolder,
    name: OsString,
    /// For messages.
    pub path: PathBuf,
}

/// A staging folder that exists.
pub struct Staging {
    /// The folder that it is in.
    parent: ConfinedFolder,
    name: OsString,
    /// The open folder.
    pub folder: ConfinedFolder,
    /// For messages.
    pub path: PathBuf,
}

/// The places for a staging folder. `folder` is the output folder, where it exists.
pub fn places<'f>(
    out: &'f OutputFolder,
    folder: Option<&'f ConfinedFolder>,
) -> Vec<StagingPlace<'f>> {
    let mut beside = OsString::from(".");
    beside.push(&out.name);
    beside.push(STAGING);
    let beside = StagingPlace {
        parent: &out.above,
        path: out.path.with_file_name(&beside),
        name: beside,
    };
    let inside = folder.map(|folder| StagingPlace {
        parent: folder,
        name: STAGING.into(),
        path: out.path.join(STAGING),
    });
    [Some(beside), inside].into_iter().flatten().collect()
}

/// Creates an empty staging folder, with the number of this process in it. Removes what a killed
/// build staged. Refuses when the name is taken by something that no build made.
pub fn create(
    out: &OutputFolder,
    folder: Option<&ConfinedFolder>,
) -> Result<Staging, PublishError> {
    let places = places(out, folder);
    for place in &places {
        place.clear()?;
    }
    let [first, rest @ ..] = places.as_slice() else {
        return Err(write_error(&out.path)(io::ErrorKind::NotFound.into()));
    };
    let created = match rest {
        [inside] if out.is_mount_point(folder) => inside.create(),
        [inside] => first
            .create()
            .or_else(|error| inside.create().map_err(|_| error)),
        _ => first.create(),
    };
    let staging = created.map_err(write_error(&out.path))?;
    staging
        .write_process()
        .map_err(write_error(&staging.path))?;
    Ok(staging)
}

/// The number of the process that stages files for `out`, where it is known.
pub fn staging_process(out: &OutputFolder) -> Option<u32> {
    let folder = out.open().ok()?;
    let places = places(out, folder.as_ref());
    places.iter().find_map(|place| {
        let staging = place.open().ok()??;
        let file = staging.folder.open_file(PROCESS_FILE).ok()?;
        let mut number = String::new();
        file.take(PROCESS_BYTES).read_to_string(&mut number).ok()?;
        number.parse().ok()
    })
}

impl StagingPlace<'_> {
    /// The staging folder; `None` where there is none.
    ///
    /// # Errors
    /// A link or a file has its name.
    pub fn open(&self) -> Result<Option<Staging>, PublishError> {
        let folder = match self.parent.folder(&self.name) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(PublishError::StagingNotOurs(self.path.clone()));
            }
            Err(error) => return Err(write_error(&self.path)(error)),
        };
        let parent = self.parent.folder("").map_err(write_error(&self.path))?;
        Ok(Some(Staging {
            parent,
            name: self.name.clone(),
            folder,
            path: self.path.clone(),
        }))
    }

    /// Removes what a killed build left here.
    fn clear(&self) -> Result<(), PublishError> {
        let Some(staging) = self.open()? else {
            return Ok(());
        };
        if !staging.is_ours() {
            return Err(PublishError::StagingNotOurs(self.path.clone()));
        }
        staging.remove().map_err(write_error(&self.path))
    }

    fn create(&self) -> io::Result<Staging> {
        self.parent.create_folder(&self.name)?;
        Ok(Staging {
            parent: self.parent.folder("")?,
            name: self.name.clone(),
            folder: self.parent.folder(&self.name)?,
            path: self.path.clone(),
        })
    }
}

impl Staging {
    /// Whether it is the journal of a publication.
    pub fn has_journal(&self) -> bool {
        self.folder.has_file(RECORD_FILE)
    }

    /// Removes the number of the process: the folder becomes the output folder.
    pub fn remove_process(&self) -> io::Result<()> {
        self.folder.remove_file(PROCESS_FILE)
    }

    /// Moves the whole folder to where nothing is.
    pub fn move_to(&self, out: &OutputFolder) -> io::Result<()> {
        self.parent.rename(&self.name, &out.above, &out.name)
    }

    /// Removes the folder. The file that shows whose folder it is goes last, so that an interrupted
    /// removal is recognized.
    pub fn remove(&self) -> io::Result<()> {
        self.write_process()?;
        // without its journal, nothing is put in place from it any more
        let _ = self.folder.remove_file(RECORD_FILE);
        for name in self.folder.names()? {
            if name == PROCESS_FILE {
                continue;
            }
            match self.folder.kind(&name) {
                Some(EntryKind::Folder) => self.folder.remove_folder(&name)?,
                _ => self.folder.remove_file(&name)?,
            }
        }
        self.folder.remove_file(PROCESS_FILE)?;
        self.parent.remove_empty_folder(&self.name)
    }

    /// Whether a build made this folder: it has the number of a process, or a record, or nothing in
    /// it.
    fn is_ours(&self) -> bool {
        let has = |name| self.folder.has_file(name);
        has(PROCESS_FILE) || has(RECORD_FILE) || self.folder.is_empty()
    }

    /// Leaves the number of this process, where no other one is: at every moment the folder shows
    /// that a build made it.
    fn write_process(&self) -> io::Result<()> {
        if self.folder.has_file(PROCESS_FILE) {
            return Ok(());
        }
        let mut file = self.folder.create_file(PROCESS_FILE)?;
        file.write_all(std::process::id().to_string().as_bytes())
    }
}
