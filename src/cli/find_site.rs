//! Finds the site that a command is started in: the nearest folder, from the working directory
//! upwards, that has settings.
//!
//! Settings can name programs. So above the working directory, settings of another user are not
//! used.

#![expect(clippy::disallowed_methods, reason = "the shell looks at folders")]

use crate::config::SETTINGS;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// The folder of the site around the working directory, by the way from there: `.`, `..`, `../..`.
/// The working directory where there is no site.
pub fn nearest_root() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(working_directory) = std::env::current_dir() else {
        return here;
    };
    let above = working_directory.ancestors().skip(1).enumerate();
    let mut above = above.filter(|(_, folder)| has_own_settings(folder));
    match (here.join(SETTINGS).exists(), above.next()) {
        (false, Some((levels, _))) => std::iter::repeat_n("..", levels + 1).collect(),
        _ => here,
    }
}

/// The path below the site's folder `root` of what `name` means in the working directory; `None`
/// where it is not a file or folder of the site.
pub fn path_in_site(root: &Path, name: &str) -> Option<String> {
    let path = std::fs::canonicalize(name).ok()?;
    let root = std::fs::canonicalize(root).ok()?;
    let parts = path.strip_prefix(root).ok()?.iter();
    let parts: Option<Vec<&str>> = parts.map(|part| part.to_str()).collect();
    parts
        .filter(|parts| !parts.is_empty())
        .map(|parts| parts.join("/"))
}

fn has_own_settings(folder: &Path) -> bool {
    let settings = std::fs::symlink_metadata(folder.join(SETTINGS));
    settings.is_ok_and(|settings| settings.is_file() && is_own(&settings))
}

#[cfg(unix)]
fn is_own(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(file) == rustix::process::getuid().as_raw()
}

#[cfg(not(unix))]
fn is_own(_: &Metadata) -> bool {
    true
}
