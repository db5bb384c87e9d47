//! [`DeployWork`]: a plan, and the folder with the files that it sends.

use super::error::DeployError;
use crate::confined_folder::ConfinedFolder;
use crate::deploy::{DeployPlan, PlannedFile};
use crate::fingerprint::Fingerprint;
use std::path::Path;

/// A plan, and the folder with the files that it sends.
pub struct DeployWork<'w> {
    /// What to send and to remove.
    pub plan: &'w DeployPlan,
    /// The folder with the built site.
    pub folder: &'w ConfinedFolder,
    /// Its absolute path, for other programs.
    pub path: &'w Path,
}

impl DeployWork<'_> {
    /// Checks that the files in the folder are still those of the plan.
    pub fn check_unchanged<'p>(
        &self,
        files: impl Iterator<Item = &'p PlannedFile>,
    ) -> Result<(), DeployError> {
        for planned in files {
            let path = &planned.file.path;
            let read = self
                .folder
                .open_file(path)
                .and_then(|file| Fingerprint::read(file, |_| Ok(())));
            let fingerprint = read.map_err(unreadable(path))?;
            if fingerprint != planned.version.fingerprint {
                return Err(DeployError::FileChanged(path.clone()));
            }
        }
        Ok(())
    }
}

/// Reads a file of the plan, and checks that it is still the one that was built.
#[cfg(feature = "stores")]
pub fn read_planned(
    folder: &ConfinedFolder,
    planned: &PlannedFile,
) -> Result<Vec<u8>, DeployError> {
    use std::io::Read as _;

    let path = &planned.file.path;
    let mut bytes = Vec::with_capacity(planned.version.fingerprint.bytes as usize);
    folder
        .open_file(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(unreadable(path))?;
    match Fingerprint::of(&bytes) == planned.version.fingerprint {
        true => Ok(bytes),
        false => Err(DeployError::FileChanged(path.clone())),
    }
}

fn unreadable(path: &str) -> impl Fn(std::io::Error) -> DeployError + '_ {
    |error| DeployError::File {
        path: path.to_string(),
        error,
    }
}
