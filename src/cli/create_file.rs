//! Creates files of a site. Never overwrites one, and leaves none half written.

use super::command_failure::CommandFailure;
use crate::confined_folder::ConfinedFolder;
use crate::site_folder::SiteFolder;
use std::io;

/// Creates a file of a site, as [`create`] does.
pub fn create_in(site: &SiteFolder, path: &str, text: &str) -> Result<(), CommandFailure> {
    let folder = site
        .folder()
        .map_err(|error| CommandFailure::cannot_write(path, &error))?;
    create(&folder, path, text.as_bytes())
}

/// Creates a file below `root`, and its folders. Fails when the file exists, and where a link would
/// lead out of the folder. Leaves no half-written file.
pub fn create(root: &ConfinedFolder, path: &str, bytes: &[u8]) -> Result<(), CommandFailure> {
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    root.create_folders(above)
        .and_then(|()| root.write_new_file(path, bytes))
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CommandFailure::file_exists(path),
            _ => {
                root.remove_empty_folders_above(path);
                CommandFailure::cannot_write(path, &error)
            }
        })
}
