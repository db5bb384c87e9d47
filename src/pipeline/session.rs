//! [`Session`]: what one run leaves to the next.
//!
//! Holds settings, theme, lock file, parsed files, paired stories and measures of pictures, and
//! the store with the parse cache and the manifest of the last build. The law: a run with a
//! session gives the site of a run from nothing, if [`Session::forget`] is called for each file
//! that changed.

use super::inputs::{self, LoadedLock, LoadedSettings, LoadedTheme};
use super::manifest::BuildManifest;
use super::{Options, Stage};
use crate::cache::{NullStore, Store};
use crate::content::{self, Files, PairedStoryCache, ParseCache, Retention};
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::{Pictures, Site, SiteInputs};
use crate::theme::Theme;
use crate::translations::lock_file::LOCK;
use crate::translations::{EarlierAddresses, PublishedAddresses, RedirectPatterns, Translations};
use std::sync::{Arc, Mutex};

/// The program that runs: a digest of its sources, dependencies, compiler, target, features and
/// profile, which the build script makes. Entries of another program are misses.
pub const PROGRAM: &str = env!("GRIOT_PROGRAM_DIGEST");

/// Results of earlier runs.
pub struct Session {
    store: Arc<dyn Store>,
    program: String,
    retention: Retention,
    /// The addresses that the last publication left.
    published: PublishedAddresses,
    /// Everything that depends on the settings.
    loaded: Option<Loaded>,
}

/// Inputs under one text of the settings.
struct Loaded {
    settings: LoadedSettings,
    theme: Option<LoadedTheme>,
    lock: Option<LoadedLock>,
    parse_cache: ParseCache,
    story_cache: PairedStoryCache,
    pictures: Pictures,
}

/// A site as far as it could be read.
pub struct ReadSite {
    /// The site.
    pub site: Arc<Site>,
    /// The status of each translation.
    pub translations: Translations,
    /// `None` when the theme has an error.
    pub theme: Option<Arc<Theme>>,
    /// Files that could not be read: their articles may be missing.
    pub files_with_errors: Vec<Arc<str>>,
}

impl Default for Session {
    /// A session for one run from nothing.
    fn default() -> Self {
        Session::new(Arc::new(NullStore), PROGRAM, Retention::OneRun)
    }
}

impl Session {
    /// A session over a store. `program` names the program that reads and parses.
    pub fn new(store: Arc<dyn Store>, program: &str, retention: Retention) -> Self {
        Session {
            store,
            program: program.to_string(),
            retention,
            published: PublishedAddresses::default(),
            loaded: None,
        }
    }

    /// Adds the addresses that the last publication left, to be compared with those of this run.
    pub fn with_published(self, published: PublishedAddresses) -> Self {
        Session { published, ..self }
    }

    /// Marks the file at `path` as changed: the next run reads it.
    pub fn forget(&mut self, path: &str) {
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        if path == LOCK {
            loaded.lock = None;
        } else if path.starts_with("themes/") {
            loaded.theme = None;
        } else {
            loaded.pictures.remove(path);
            loaded.parse_cache.forget(path);
        }
    }

    /// Writes the parse cache to the store. A session for one run does so by itself.
    pub fn save(&mut self) {
        if let Some(loaded) = &mut self.loaded {
            loaded.parse_cache.save();
        }
    }

    /// The manifest of the last build; an empty one on a miss.
    pub fn manifest(&self) -> BuildManifest {
        BuildManifest::load(&*self.store, &self.program)
    }

    /// Stores the manifest of a build for the next one.
    pub fn save_manifest(&self, manifest: &BuildManifest) {
        manifest.save(&*self.store, &self.program);
    }

    /// Reads the site. Files that did not change since the last run are neither read nor parsed.
    /// `None` where there are no settings to read it with. `done` is called after each stage.
    pub(super) fn read(
        &mut self,
        files: &dyn Files,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
        done: &mut dyn FnMut(Stage),
    ) -> Option<ReadSite> {
        let retention = self.retention;
        let published = self.published.clone();
        let loaded = self.load_settings(files, options, diagnostics)?;
        let config = loaded.settings.config.clone();
        let lock = loaded.lock.take().unwrap_or_else(|| inputs::lock(files));
        diagnostics.extend(lock.problems.iter().cloned());
        let theme = loaded.theme.take();
        let parse_cache = &mut loaded.parse_cache;
        let (theme, content) = rayon::join(
            || theme.unwrap_or_else(|| inputs::theme(files, &config)),
            || content::load(files, &config, parse_cache, diagnostics),
        );
        diagnostics.extend(theme.problems.iter().cloned());
        done(Stage::Read);
        let story_cache = match retention {
            Retention::OneRun => None,
            Retention::ManyRuns => Some(&mut loaded.story_cache),
        };
        let visibility = options.visibility();
        let sources = content.sources;
        let paired = content::pair(sources, &config, &visibility, story_cache, diagnostics);
        let errors = diagnostics.iter();
        let errors = errors.filter(|problem| problem.severity == Severity::Error);
        let files_with_errors = errors.map(|problem| problem.path.clone()).collect();
        done(Stage::Pair);
        let statics = files.list("static");
        diagnostics.extend(statics.problems);
        let redirects = inputs::redirects(files, &statics.files);
        let earlier = EarlierAddresses {
            published,
            redirects: RedirectPatterns::read(&redirects),
        };
        let measured = Mutex::new(&mut loaded.pictures);
        let site_inputs = SiteInputs {
            content: content.others,
            statics: statics.files,
            redirects,
            theme: theme_files(theme.theme.as_deref()),
            search: theme.theme.as_ref().is_some_and(|theme| theme.has_search()),
            measure: &|paths| measure(files, paths, &measured),
            is_markup: &|path| inputs::is_markup(files, path),
        };
        let site = Arc::new(Site::new(config, options.now, paired, site_inputs));
        let translations = Translations::new(site.clone(), lock.lock.clone()).with_earlier(earlier);
        done(Stage::Index);
        loaded.lock = Some(lock);
        loaded.theme = Some(theme.clone());
        Some(ReadSite {
            site,
            translations,
            theme: theme.theme,
            files_with_errors,
        })
    }

    /// The inputs under the settings as they are now; results under other settings are dropped.
    fn load_settings(
        &mut self,
        files: &dyn Files,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<&mut Loaded> {
        let text = inputs::settings_text(files, diagnostics)?;
        let is_same = |loaded: &Loaded| loaded.settings.text == text;
        if !self.loaded.as_ref().is_some_and(is_same) {
            let mut settings = inputs::settings(text, diagnostics)?;
            options.apply(&mut settings.config);
            if settings.has_errors && self.retention == Retention::ManyRuns {
                // the results of the last valid settings stay for the next valid ones
                return None;
            }
            self.loaded = Some(self.load(settings));
        }
        self.loaded.as_mut()
    }

    fn load(&self, settings: LoadedSettings) -> Loaded {
        let store = Arc::clone(&self.store);
        let parse_cache = ParseCache::new(store, &self.program, &settings.text, self.retention);
        Loaded {
            settings,
            theme: None,
            lock: None,
            parse_cache,
            story_cache: PairedStoryCache::default(),
            pictures: Pictures::new(),
        }
    }
}

fn theme_files(theme: Option<&Theme>) -> Vec<String> {
    let files = theme.into_iter().flat_map(|theme| theme.files.keys());
    files.cloned().collect()
}

/// Measures pictures, and keeps the measures for the next run.
fn measure(files: &dyn Files, paths: &[Arc<str>], measured: &Mutex<&mut Pictures>) -> Pictures {
    let Ok(mut measured) = measured.lock() else {
        return inputs::pictures(files, paths, &Pictures::new());
    };
    let pictures = inputs::pictures(files, paths, &measured);
    measured.clone_from(&pictures);
    pictures
}
