//! The pipeline, on one screen: load → pair → parse → Site → plan → render.
//!
//! Takes files and options, gives a site whose every page can be rendered. Publishing is
//! its caller's.

use crate::config::Config;
use crate::content::{self, Files, Shown};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::lock::{self, LOCK, Lock};
use crate::render::{Rendered, Renderer, Theme};
use crate::site::{Inventory, Page, Site};
use jiff::Timestamp;
use rayon::prelude::*;

/// What a run may change of the settings.
#[derive(Debug, Clone)]
pub struct Options {
    pub now: Timestamp,
    pub base_url: Option<String>,
    pub drafts: bool,
    pub future: bool,
    /// Warnings are errors.
    pub strict: bool,
}

/// A site that could be read, and its theme.
pub struct Built {
    pub site: Site,
    pub theme: Theme,
}

/// The file of the settings.
pub const SETTINGS: &str = "griot.yaml";

/// What [`build_by_stages`] has done when it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Every file is read and parsed, the theme compiled.
    Read,
    /// Code is highlighted.
    Highlight,
    /// Articles are stories, with what they inherit.
    Pair,
    /// Lists, addresses and links are known, and all is checked.
    Index,
}

/// Reads everything. What comes back is `None` when an error stands in `diagnostics`, which
/// are settled: sorted, each once.
pub fn build(files: &dyn Files, options: &Options) -> (Option<Built>, Vec<Diagnostic>) {
    build_by_stages(files, options, &mut |_| {})
}

/// The same for who wants to measure it: `done` is called after each stage, in order.
pub fn build_by_stages(
    files: &dyn Files,
    options: &Options,
    done: &mut dyn FnMut(Stage),
) -> (Option<Built>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let built = read(files, options, &mut diagnostics, done);
    diagnostic::settle(&mut diagnostics, options.strict);
    let failed = has_errors(&diagnostics);
    (built.filter(|_| !failed), diagnostics)
}

/// Reads everything, also what is not published yet or any more. The site comes back with
/// what could be read of it, whatever stands in `diagnostics`.
pub fn inspect(files: &dyn Files, options: &Options) -> (Option<Built>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let all = Options {
        drafts: true,
        future: true,
        ..options.clone()
    };
    let built = read(files, &all, &mut diagnostics, &mut |_| {});
    diagnostic::settle(&mut diagnostics, options.strict);
    (built, diagnostics)
}

fn read(
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
    done: &mut dyn FnMut(Stage),
) -> Option<Built> {
    let config = settings(files, options, diagnostics)?;
    let mut problems = Vec::new();
    let (theme, mut content) = rayon::join(
        || Theme::load(files, &config, &mut problems),
        || content::load(files, &config, diagnostics),
    );
    diagnostics.extend(problems);
    done(Stage::Read);
    content.highlight();
    done(Stage::Highlight);
    let shown = Shown {
        now: options.now,
        drafts: options.drafts,
        future: options.future,
    };
    let paired = content::pair(content.sources, &config, &shown, diagnostics);
    done(Stage::Pair);
    let lock = lock(files, diagnostics);
    let statics = files.list("static");
    diagnostics.extend(statics.problems);
    let inventory = Inventory {
        content: content.others,
        statics: statics.files,
        theme: theme
            .iter()
            .flat_map(|theme| theme.files.keys().cloned())
            .collect(),
        lock,
    };
    let (site, problems) = Site::new(config, options.now, paired, inventory);
    diagnostics.extend(problems);
    let theme = theme?;
    diagnostics.extend(theme.check(&site));
    done(Stage::Index);
    Some(Built { site, theme })
}

fn settings(
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Config> {
    if !files.has(SETTINGS) {
        let diagnostic = Diagnostic::error(SETTINGS, "there is no `griot.yaml` here");
        diagnostics.push(
            diagnostic.hint("run `griot new site` to begin one, or name its folder with `--root`"),
        );
        return None;
    }
    let text = text(files, SETTINGS, diagnostics)?;
    match Config::parse(SETTINGS, &text) {
        Ok(mut config) => {
            if let Some(base_url) = &options.base_url {
                config.base_url = base_url.clone();
            }
            Some(config)
        }
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}

/// What was accepted; nothing where there is no such file.
fn lock(files: &dyn Files, diagnostics: &mut Vec<Diagnostic>) -> Lock {
    if !files.has(LOCK) {
        return Lock::default();
    }
    let Some(text) = text(files, LOCK, diagnostics) else {
        return Lock::default();
    };
    lock::read(&text).unwrap_or_else(|problems| {
        diagnostics.extend(problems);
        Lock::default()
    })
}

fn text(files: &dyn Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let bytes = files.read(path);
    let text = bytes.and_then(|bytes| content::front_matter::text_of(&path.into(), bytes));
    text.map_err(|problem| diagnostics.push(problem)).ok()
}

/// Renders every page in parallel and hands each to `take`, in no order. All errors come back.
pub fn render(
    built: &Built,
    take: &(dyn Fn(&Page, Rendered) -> Result<(), Diagnostic> + Sync),
) -> Vec<Diagnostic> {
    let renderer = Renderer::new(&built.site, &built.theme);
    let errors = built.site.pages.par_iter().filter_map(|page| {
        renderer
            .render(page)
            .and_then(|bytes| take(page, bytes))
            .err()
    });
    let mut errors: Vec<Diagnostic> = errors.collect();
    diagnostic::settle(&mut errors, false);
    errors
}

pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}
