//! Loads the inputs of a site that are not articles: settings, theme, lock file, measures of
//! pictures.
//!
//! Each function reads files and gives a value with its problems; [`super::Session`] keeps them.

use crate::config::{Config, SETTINGS};
use crate::content::{Files, front_matter};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::picture::{self, PictureError};
use crate::site::{MARKUP_BYTES, Measured, Pictures, begins_as_markup};
use crate::theme::Theme;
use crate::translations::lock_file::{self, LOCK, Lock, ReadLock};
use crate::translations::{GLOSSARY, Glossary, REDIRECTS};
use crate::{message, phrase};
use rayon::prelude::*;
use std::sync::Arc;

/// Settings as they are written, and what they mean.
pub struct LoadedSettings {
    /// The text of the file.
    pub text: String,
    /// The settings of that text.
    pub config: Config,
    /// Whether the text has errors.
    pub has_errors: bool,
}

/// A theme and its problems.
#[derive(Clone)]
pub struct LoadedTheme {
    /// `None` where the theme has an error.
    pub theme: Option<Arc<Theme>>,
    /// Problems of the theme.
    pub problems: Vec<Diagnostic>,
}

/// The lock file and its problems.
#[derive(Clone)]
pub struct LoadedLock {
    /// Empty where there is no such file, or an invalid one.
    pub lock: Arc<Lock>,
    /// Problems of the file.
    pub problems: Vec<Diagnostic>,
}

/// The text of the settings; `None` where there is none, which `diagnostics` report.
pub fn settings_text(files: &dyn Files, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let listing = files.list(SETTINGS);
    if listing
        .files
        .first()
        .is_some_and(|path| **path == *SETTINGS)
    {
        return text_of(files, SETTINGS, diagnostics);
    }
    if !listing.problems.is_empty() {
        diagnostics.extend(listing.problems);
        return None;
    }
    diagnostics.push(no_settings());
    None
}

/// The folder is no site.
pub fn no_settings() -> Diagnostic {
    let problem = message!(Code::NoSettings, "there is no `griot.yaml` here");
    Diagnostic::error(SETTINGS, problem).hint(phrase!(
        "`griot new site my-blog` creates a site; `--root` names the folder of one"
    ))
}

/// The settings of a text; `None` where nothing can be read with them.
pub fn settings(text: String, diagnostics: &mut Vec<Diagnostic>) -> Option<LoadedSettings> {
    let (config, problems) = Config::read(SETTINGS, &text);
    let has_errors = has_errors(&problems);
    diagnostics.extend(problems);
    Some(LoadedSettings {
        text,
        config: config?,
        has_errors,
    })
}

/// The theme that the settings name.
pub fn theme(files: &dyn Files, config: &Config) -> LoadedTheme {
    let mut problems = Vec::new();
    let theme = Theme::load(files, config, &mut problems).map(Arc::new);
    LoadedTheme { theme, problems }
}

/// The lock file; an empty lock where there is no such file.
pub fn lock(files: &dyn Files) -> LoadedLock {
    let listing = files.list(LOCK);
    let mut problems = listing.problems;
    if files.has_folder(LOCK) {
        let problem = message!(Code::LockIsFolder, "this is a folder, and should be a file");
        let hint = phrase!("move it away: `griot accept` writes the file");
        problems.push(Diagnostic::error(LOCK, problem).hint(hint));
    }
    let is_lock = listing.files.first().is_some_and(|path| **path == *LOCK);
    let ReadLock { lock, warnings } = match is_lock {
        true => read_lock(files).unwrap_or_else(|errors| {
            problems.extend(errors);
            ReadLock::default()
        }),
        false => ReadLock::default(),
    };
    problems.extend(warnings);
    LoadedLock {
        lock: Arc::new(lock),
        problems,
    }
}

fn read_lock(files: &dyn Files) -> Result<ReadLock, Vec<Diagnostic>> {
    let bytes = files.read(LOCK).map_err(|problem| vec![problem])?;
    let text = front_matter::decode_utf8(&LOCK.into(), bytes);
    let text = text.map_err(|problem| vec![problem.hint(lock_file::restore())])?;
    lock_file::read(&text)
}

/// The glossary; `None` where there is none, and where `diagnostics` report why.
pub fn glossary(
    files: &dyn Files,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Glossary> {
    let named = config.glossary.as_ref();
    let path = named.map_or(GLOSSARY, |path| &path.value);
    if !files.has(path) {
        if let Some(named) = named {
            let message = message!(
                Code::FileNotFound,
                "the glossary `{path}` was not found",
                path = path
            );
            let hint = phrase!("write its path from the site's folder");
            let problem = Diagnostic::error(SETTINGS, message).at(named.span.clone());
            diagnostics.push(problem.hint(hint));
        }
        return None;
    }
    let text = text_of(files, path, diagnostics)?;
    let (glossary, problems) = Glossary::read(&path.into(), &text, config);
    let is_whole = !has_errors(&problems);
    diagnostics.extend(problems);
    is_whole.then_some(glossary)
}

/// The text of the author's own redirects; empty where there is no such file, and where it cannot be read: the
/// publisher reports that.
pub fn redirects(files: &dyn Files, statics: &[Arc<str>]) -> Arc<str> {
    if !statics.iter().any(|path| **path == *REDIRECTS) {
        return "".into();
    }
    let bytes = files.read(REDIRECTS).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into()
}

fn text_of(files: &dyn Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let bytes = files.read(path);
    let text = bytes.and_then(|bytes| front_matter::decode_utf8(&path.into(), bytes));
    text.map_err(|problem| diagnostics.push(problem)).ok()
}

/// Enough for the header of most pictures, with a preview in its Exif.
const HEADER_BYTES: usize = 16 * 1024;

/// Measures the pictures at `paths` by their first bytes; those that are in `measured` are not
/// read.
pub fn pictures(files: &dyn Files, paths: &[Arc<str>], measured: &Pictures) -> Pictures {
    let pictures = paths.par_iter().map(|path| {
        let hit = measured.get(path).copied();
        (path.clone(), hit.unwrap_or_else(|| measure(files, path)))
    });
    pictures.collect()
}

fn measure(files: &dyn Files, path: &str) -> Measured {
    let unreadable = |_| PictureError::Unreadable;
    let start = files.read_start(path, HEADER_BYTES).map_err(unreadable)?;
    match picture::read_header(&start.bytes, start.length) {
        Err(PictureError::Truncated) if (start.bytes.len() as u64) < start.length => {
            let whole = files.read(path).map_err(unreadable)?;
            picture::read_header(&whole, start.length)
        }
        measured => measured,
    }
}

/// Whether a file begins as HTML or XML. One that cannot be read is reported where it is copied.
pub fn is_markup(files: &dyn Files, path: &str) -> bool {
    let start = files.read_start(path, MARKUP_BYTES);
    start.is_ok_and(|start| begins_as_markup(&start.bytes))
}
