//! Checks of the output folder's path, before anything is touched: whether it may be written.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::error::{PublishError, write_error};
use crate::config::SETTINGS;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The name of a staging folder inside the output folder, and the end of the name of one beside it.
pub const STAGING: &str = ".griot-staging";

/// Folders of a site that are not for pages.
const OTHER_FOLDERS: [&str; 4] = ["content", "themes", "static", ".griot"];

/// Returns the absolute path of the output folder, or why it may not be written.
pub fn check_output_folder(root: &Path, out: &Path) -> Result<PathBuf, PublishError> {
    if let Some(link) = link_of_site(root, out).map_err(write_error(out))? {
        return Err(PublishError::OutputIsLink(link));
    }
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(PublishError::OutputIsLink(out.to_path_buf()));
        }
        Ok(metadata) if !metadata.is_dir() => {
            return Err(PublishError::OutputIsFile(out.to_path_buf()));
        }
        _ => {}
    }
    let resolved = resolve(out).map_err(write_error(out))?;
    let root = resolve(root).map_err(write_error(out))?;
    if resolved.parent().is_none() || root.starts_with(&resolved) {
        Err(PublishError::OutputHoldsSite(resolved))
    } else if is_in_other_folder(&root, &resolved) {
        Err(PublishError::OutputInSources(resolved))
    } else if is_in_staging(&resolved) {
        Err(PublishError::OutputInStaging(resolved))
    } else if home_folder().is_some_and(|home| resolved == home) {
        Err(PublishError::OutputIsHome(resolved))
    } else {
        Ok(resolved)
    }
}

/// The path below the site's folder; `None` for a folder outside.
pub fn path_below(root: &Path, folder: &Path) -> Option<PathBuf> {
    let root = resolve(root).ok()?;
    folder.strip_prefix(root).ok().map(Path::to_path_buf)
}

/// The first symbolic link below the site's folder on the way to `out`. The way to the site's
/// folder is the user's own, but a link in the site may have come with its files.
fn link_of_site(root: &Path, out: &Path) -> io::Result<Option<PathBuf>> {
    let root = resolve(root)?;
    let out = std::path::absolute(out)?;
    let mut ways: Vec<&Path> = out.ancestors().skip(1).collect();
    ways.reverse();
    // whatever way the user wrote: what counts is the folder that holds the link
    let is_of_site = |way: &Path| {
        let above = way.parent().and_then(|above| fs::canonicalize(above).ok());
        above.is_some_and(|above| above.starts_with(&root))
    };
    let is_link = |way: &Path| fs::symlink_metadata(way).is_ok_and(|way| way.is_symlink());
    let link = ways.into_iter().find(|way| is_link(way) && is_of_site(way));
    Ok(link.map(Path::to_path_buf))
}

/// Whether a path is in a folder of this site, or of another one, that is not for pages.
fn is_in_other_folder(root: &Path, out: &Path) -> bool {
    let is_site = |folder: &Path| folder == root || folder.join(SETTINGS).is_file();
    let mut sites = out.ancestors().skip(1).filter(|folder| is_site(folder));
    sites.any(|site| {
        let mut folders = OTHER_FOLDERS.iter();
        folders.any(|folder| out.starts_with(site.join(folder)))
    })
}

/// Whether a path is in the staging folder of a build, or is one.
fn is_in_staging(out: &Path) -> bool {
    out.components().any(|part| match part {
        Component::Normal(name) => name.to_string_lossy().ends_with(STAGING),
        _ => false,
    })
}

/// The absolute path; resolves links as far as the path exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let path = std::path::absolute(path)?;
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(resolve(parent)?.join(name)),
        // a folder that does not exist yet is no link: `..` leads back to its parent
        (Some(parent), Some(Component::ParentDir)) => {
            let before = resolve(parent)?;
            Ok(before.parent().unwrap_or(&before).to_path_buf())
        }
        _ => Ok(path),
    }
}

fn home_folder() -> Option<PathBuf> {
    fs::canonicalize(std::env::var_os("HOME")?).ok()
}
