//! What the pipeline begins with: options, settings, theme, what was accepted; each read once
//! and known until its file changes.

use crate::cache::Store;
use crate::config::Config;
use crate::content::{self, Files, Remembered};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::picture::{self, PictureError};
use crate::site::{Measured, Pictures};
use crate::theme::Theme;
use crate::translations::lock_file::{self, LOCK, Lock};
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::Arc;

/// The file of the settings.
pub const SETTINGS: &str = "griot.yaml";

/// What a run may change of the settings.
#[derive(Debug, Clone)]
pub struct Options {
    pub now: Timestamp,
    pub base_url: Option<String>,
    /// Where a preview is, `http://127.0.0.1:4000`: it stands for the host of the site, and a
    /// language with a host of its own takes its folder there.
    pub local: Option<String>,
    pub drafts: bool,
    pub future: bool,
    /// Warnings are errors.
    pub strict: bool,
}

/// Where earlier builds left what took long, for the same program to use.
#[derive(Clone, Copy)]
pub struct Earlier<'k> {
    pub kept: &'k dyn Store,
    /// Names this very program: another one may parse otherwise.
    pub program: &'k str,
}

impl<'k> Earlier<'k> {
    /// What was parsed under the same settings: where the site will be makes no difference.
    pub(super) fn parsed(&self, settings: &str) -> Remembered<'k> {
        Remembered::new(self.kept, self.program, settings)
    }
}

/// What one run knows that the next may use: the settings and the theme as they were read,
/// files and stories. A site built from it is that of a run from nothing, if whoever keeps it
/// forgets every file that changed.
#[derive(Default)]
pub struct Known {
    settings: Option<(String, Config)>,
    theme: KnownTheme,
    lock: Option<(Arc<Lock>, Vec<Diagnostic>)>,
    content: content::Known,
    pictures: Pictures,
}

/// What is known besides settings and lock, each for a stage of its own.
pub(super) struct Parts<'k> {
    pub theme: &'k mut KnownTheme,
    pub content: &'k mut content::Known,
    pub pictures: &'k mut Pictures,
}

/// A theme and what is wrong with it.
type KnownTheme = Option<(Option<Arc<Theme>>, Vec<Diagnostic>)>;

impl Known {
    pub(super) fn parts(&mut self) -> Parts<'_> {
        Parts {
            theme: &mut self.theme,
            content: &mut self.content,
            pictures: &mut self.pictures,
        }
    }

    /// The file at `path` is not what it was.
    pub fn forget(&mut self, path: &str) {
        if path == LOCK {
            self.lock = None;
        } else if path.starts_with("themes/") {
            self.theme = None;
        } else {
            self.pictures.remove(path);
            self.content.forget(path);
        }
    }
}

/// The settings as they are written, and as the options would have them.
pub fn settings(
    files: &dyn Files,
    options: &Options,
    known: Option<&mut Known>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(String, Config)> {
    if !files.has(SETTINGS) {
        let diagnostic = Diagnostic::error(SETTINGS, "there is no `griot.yaml` here");
        diagnostics.push(
            diagnostic.hint("run `griot new site` to begin one, or name its folder with `--root`"),
        );
        return None;
    }
    let text = text(files, SETTINGS, diagnostics)?;
    if let Some((_, config)) = known
        .iter()
        .filter_map(|known| known.settings.as_ref())
        .find(|(known, _)| *known == text)
    {
        return Some((text, config.clone()));
    }
    let (config, problems) = Config::read(SETTINGS, &text);
    let wrong = has_errors(&problems);
    diagnostics.extend(problems);
    let mut config = config?;
    options.apply(&mut config);
    match known {
        // nothing is known by settings that are not right
        Some(_) if wrong => return None,
        Some(known) => {
            *known = Known {
                settings: Some((text.clone(), config.clone())),
                ..Known::default()
            };
        }
        None => {}
    }
    Some((text, config))
}

/// The theme that the settings name.
pub fn theme(
    files: &dyn Files,
    config: &Config,
    known: Option<&mut KnownTheme>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Theme>> {
    let load = || {
        let mut problems = Vec::new();
        let theme = Theme::load(files, config, &mut problems).map(Arc::new);
        (theme, problems)
    };
    let (theme, problems) = match known {
        Some(known) => known.get_or_insert_with(load).clone(),
        None => load(),
    };
    diagnostics.extend(problems);
    theme
}

impl Options {
    fn apply(&self, config: &mut Config) {
        if let Some(base_url) = &self.base_url {
            config.base_url = base_url.clone();
        }
        if let Some(local) = &self.local {
            let (_, rest) = config.base_url.split_once("://").unwrap_or_default();
            let path = rest.find('/').map_or("", |at| &rest[at..]);
            config.base_url = format!("{local}{path}");
        }
        for language in config.languages.iter_mut().filter(|_| self.local.is_some()) {
            let folder = language.code.to_ascii_lowercase();
            if let Some(own) = &mut language.base_url {
                *own = format!("{}/{folder}", config.base_url);
            }
        }
    }
}

/// What was accepted; nothing where there is no such file.
pub fn lock(
    files: &dyn Files,
    known: Option<&mut Known>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Lock> {
    let load = || {
        let mut problems = Vec::new();
        if files.has_folder(LOCK) {
            let problem = Diagnostic::error(LOCK, "this is a folder, and should be a file");
            problems.push(problem.hint("move it away: `griot accept` writes the file"));
        }
        let text = files
            .has(LOCK)
            .then(|| text(files, LOCK, &mut problems))
            .flatten();
        let lock = text
            .map(|text| lock_file::read(&text))
            .unwrap_or_else(|| Ok(Lock::default()));
        let lock = lock.unwrap_or_else(|wrong| {
            problems.extend(wrong);
            Lock::default()
        });
        (Arc::new(lock), problems)
    };
    let (lock, problems) = match known {
        Some(known) => known.lock.get_or_insert_with(load).clone(),
        None => load(),
    };
    diagnostics.extend(problems);
    lock
}

fn text(files: &dyn Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let bytes = files.read(path);
    let text = bytes.and_then(|bytes| content::front_matter::text_of(&path.into(), bytes));
    text.map_err(|problem| diagnostics.push(problem)).ok()
}

/// Enough for the header of most pictures, with a preview in its Exif.
const HEADER_BYTES: usize = 16 * 1024;

/// What the first bytes of the pictures at `paths` say of them.
pub fn pictures(files: &dyn Files, paths: &[Arc<str>], known: Option<&mut Pictures>) -> Pictures {
    let old = known.as_deref().cloned().unwrap_or_default();
    let measured = paths.par_iter().map(|path| {
        let known = old.get(path).copied();
        (path.clone(), known.unwrap_or_else(|| measured(files, path)))
    });
    let pictures: Pictures = measured.collect();
    if let Some(known) = known {
        known.clone_from(&pictures);
    }
    pictures
}

fn measured(files: &dyn Files, path: &str) -> Measured {
    let unreadable = |_| PictureError::Unreadable;
    let (start, length) = files.begin(path, HEADER_BYTES).map_err(unreadable)?;
    match picture::read_header(&start, length) {
        Err(PictureError::Truncated) if (start.len() as u64) < length => {
            let whole = files.read(path).map_err(unreadable)?;
            picture::read_header(&whole, length)
        }
        measured => measured,
    }
}
