//! Opens the folder that an import writes into: a new one, an empty one, or one that an import or
//! Griot itself began.

use crate::confined_folder::ConfinedFolder;
use std::fs;
use std::io;
use std::path::Path;

/// Names of a site of Griot.
const OF_SITE: [&str; 8] = [
    "content",
    "static",
    "themes",
    "public",
    "griot.yaml",
    "griot.lock",
    "import-report.md",
    ".griot",
];

/// Why a folder is not written into.
#[derive(Debug)]
pub enum NewSiteFolderError {
    /// There is a file at its path.
    IsFile,
    /// Something is in it that no site of Griot has.
    HoldsOthers(String),
    /// The system's.
    System(io::Error),
}

/// Opens or makes the folder of a site.
///
/// # Errors
/// The folder holds somebody's files; the system's.
pub fn open_new_site_folder(path: &Path) -> Result<ConfinedFolder, NewSiteFolderError> {
    if path.is_file() {
        return Err(NewSiteFolderError::IsFile);
    }
    let folder = fs::create_dir_all(path).and_then(|()| ConfinedFolder::open(path));
    let folder = folder.map_err(NewSiteFolderError::System)?;
    let names = folder.names().map_err(NewSiteFolderError::System)?;
    let names = names.iter().map(|name| name.to_string_lossy().into_owned());
    let is_other = |name: &String| !OF_SITE.contains(&name.as_str()) && !begins_repository(name);
    let mut others: Vec<String> = names.filter(is_other).collect();
    others.sort();
    match others.into_iter().next() {
        Some(other) => Err(NewSiteFolderError::HoldsOthers(other)),
        None => Ok(folder),
    }
}

/// Whether a file is one that a repository begins with, and that no site uses.
pub fn begins_repository(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let is_about_project = ["README", "LICENSE", "LICENCE", "COPYING", "NOTICE"]
        .iter()
        .any(|known| stem.eq_ignore_ascii_case(known));
    (name.starts_with('.') && name != ".griot") || is_about_project
}
