//! Which folders may be published into. Refuses before anything is touched.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use super::Error;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder, absolute, if it may be written.
pub fn checked(root: &Path, out: &Path) -> Result<PathBuf, Error> {
    let refused = |path: &Path, fact| Error::Refused {
        path: path.display().to_string(),
        fact,
    };
    let unwritable = |source| Error::Write {
        path: out.display().to_string(),
        source,
    };
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(refused(out, "is a symbolic link: name the folder itself"));
        }
        Ok(metadata) if !metadata.is_dir() => return Err(refused(out, "is a file, not a folder")),
        _ => {}
    }
    let out = resolved(out).map_err(unwritable)?;
    let root = resolved(root).map_err(unwritable)?;
    if out.parent().is_none() || root.starts_with(&out) {
        return Err(refused(
            &out,
            "holds the site itself: choose another folder with `--out`",
        ));
    }
    if ["content", "themes", "static"]
        .iter()
        .any(|folder| out.starts_with(root.join(folder)))
    {
        return Err(refused(
            &out,
            "is part of the site's sources: choose another folder with `--out`",
        ));
    }
    if home().is_some_and(|home| out == home) {
        return Err(refused(
            &out,
            "is a home folder: choose another folder with `--out`",
        ));
    }
    Ok(out)
}

/// Whether a recorded path stays below the folder.
pub fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Every file in a folder, by path below `out`; none where `path` is no folder.
pub fn files_in(out: &Path, path: &str) -> Vec<String> {
    let is_folder = fs::symlink_metadata(out.join(path)).is_ok_and(|there| there.is_dir());
    let Ok(entries) = fs::read_dir(out.join(path)) else {
        return Vec::new();
    };
    let entries = entries.filter(|_| is_folder).flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let inside = names.flat_map(|name| {
        let path = format!("{path}/{name}");
        match fs::symlink_metadata(out.join(&path)) {
            Ok(there) if there.is_dir() => files_in(out, &path),
            _ => vec![path],
        }
    });
    inside.collect()
}

/// Absolute, links resolved as far as the path is there.
fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
        _ => Ok(path),
    }
}

fn home() -> Option<PathBuf> {
    fs::canonicalize(std::env::var_os("HOME")?).ok()
}
