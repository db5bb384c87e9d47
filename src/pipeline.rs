//! The pipeline, on one screen: load and parse → pair → Site → plan → render.
//!
//! Takes a site's files, options and a session; gives a site whose every page can be rendered.
//! Publishing and serving are its callers'.

mod incremental;
mod inputs;
mod manifest;
mod options;
mod session;

pub use incremental::{IncrementalPlan, PageSink};
pub use inputs::{glossary, lock, no_settings, settings_text};
pub use manifest::BuildManifest;
pub use options::Options;
pub use session::{PROGRAM, ReadSite, Session};

use crate::assets::{AssetBuilder, image_jobs};
use crate::check as rules;
use crate::content::Files;
use crate::diagnostic::{self, Diagnostic, has_errors};
use crate::render::{Asset, Output, Rendered, Renderer};
use crate::site::{Dependencies, Page, Site, Tracked};
use crate::theme::Theme;
use crate::translations::Translations;
use rayon::prelude::*;
use std::sync::Arc;

/// A site, its translations and its theme: everything that rendering takes.
pub struct Built {
    /// The site.
    pub site: Arc<Site>,
    /// The status of each translation.
    pub translations: Translations,
    /// The theme.
    pub theme: Arc<Theme>,
}

/// A stage of [`build`] that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Every file is read, parsed and its code highlighted, the theme compiled.
    Read,
    /// Articles are joined into stories, with the values they inherit.
    Pair,
    /// Lists and addresses are known.
    Index,
    /// Links, addresses and templates are checked.
    Check,
}

/// Reads and checks everything. The site is `None` when a diagnostic is an error; diagnostics are
/// settled: sorted, each once. `done` is called after each stage, in order.
pub fn build(
    files: &dyn Files,
    options: &Options,
    session: &mut Session,
    done: &mut dyn FnMut(Stage),
) -> (Option<Built>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let read = session.read(files, options, &mut diagnostics, done);
    diagnostics.extend(read.iter().flat_map(ReadSite::check));
    if let Some(read) = &read {
        rules::remove_consequences(&read.site, &mut diagnostics);
    }
    done(Stage::Check);
    diagnostic::sort_and_merge(&mut diagnostics, options.strict);
    let failed = has_errors(&diagnostics);
    let built = read.filter(|_| !failed).and_then(ReadSite::built);
    (built, diagnostics)
}

/// Reads everything, hidden articles too. The site comes back as far as it could be read,
/// whatever the diagnostics say.
pub fn inspect(
    files: &dyn Files,
    options: &Options,
    session: &mut Session,
) -> (Option<ReadSite>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let all = Options {
        drafts: true,
        future: true,
        ..options.clone()
    };
    let read = session.read(files, &all, &mut diagnostics, &mut |_| {});
    diagnostics.extend(read.iter().flat_map(ReadSite::check));
    diagnostic::sort_and_merge(&mut diagnostics, options.strict);
    (read, diagnostics)
}

/// Reads the site that a build would publish, and renders nothing.
pub fn read_published(
    files: &dyn Files,
    options: &Options,
    session: &mut Session,
) -> (Option<ReadSite>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let read = session.read(files, options, &mut diagnostics, &mut |_| {});
    diagnostic::sort_and_merge(&mut diagnostics, options.strict);
    (read, diagnostics)
}

/// Reads the site that a build would publish, renders every page without writing it, and goes on
/// after errors. Gives the site as far as it could be read, and the problems that the rules of
/// `check` find in it, not settled yet.
pub fn audit(
    asset_builder: &AssetBuilder,
    options: &Options,
    session: &mut Session,
) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let files = asset_builder.files;
    let mut diagnostics = Vec::new();
    let read = session.read(files, options, &mut diagnostics, &mut |_| {});
    let Some(read) = read else {
        return (None, diagnostics);
    };
    diagnostics.extend(read.check());
    let site = read.site.clone();
    diagnostics.extend(rules::content(&site, &read.translations));
    if let Some(glossary) = glossary(files, &site.config, &mut diagnostics) {
        diagnostics.extend(rules::translated_terms(&site, &glossary));
    }
    diagnostics.extend(rules::dead_links_to_own_site(&site, files));
    if let Some(built) = read.built() {
        diagnostics.extend(audit_pages(&built, asset_builder));
    }
    rules::remove_consequences(&site, &mut diagnostics);
    (Some(site), diagnostics)
}

/// Renders every page, weighs it, and gives the problems.
fn audit_pages(built: &Built, asset_builder: &AssetBuilder) -> Vec<Diagnostic> {
    let site = &built.site;
    let weights = rules::WeightChecker::new(site, &built.theme, asset_builder.files);
    let problems = asset_builder.prepare(image_jobs(site, &site.pages), &|| {});
    let mut problems = rules::at_their_texts(site, problems);
    let renderer = Renderer::new(site, &built.translations, &built.theme);
    site.index_words();
    problems.extend(render_pages(
        &renderer,
        all_pages(site),
        &|at, output, _| {
            match output {
                Output::Ready(rendered) => weights.weigh(&site.pages[at], &rendered),
                // a card can be drawn from any title
                Output::Asset(Asset::Card(_)) => {}
                asset => drop(asset_builder.rendered(asset)?),
            }
            Ok(())
        },
    ));
    problems.extend(weights.problems());
    problems
}

/// Reads the site for a preview, which shows it before it is checked.
pub fn read(
    files: &dyn Files,
    options: &Options,
    session: &mut Session,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Built> {
    let read = session.read(files, options, diagnostics, &mut |_| {});
    read.and_then(ReadSite::built)
}

/// Checks the site as a whole, and what it needs of its theme.
pub fn check(built: &Built) -> Vec<Diagnostic> {
    problems(&built.site, Some(&built.theme))
}

impl ReadSite {
    fn built(self) -> Option<Built> {
        let theme = self.theme?;
        Some(Built {
            site: self.site,
            translations: self.translations,
            theme,
        })
    }

    fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = problems(&self.site, self.theme.as_deref());
        let mut lost = self.translations.lost_addresses();
        // an article with an error only seems to be gone
        lost.gone.retain(|gone| {
            let folder = format!("content/{}", gone.owner.story);
            let mut files = self.files_with_errors.iter();
            !files.any(|file| **file == *gone.owner.file || file.starts_with(&folder))
        });
        diagnostics.extend(rules::lost_urls(&self.site, lost));
        diagnostics
    }
}

fn problems(site: &Site, theme: Option<&Theme>) -> Vec<Diagnostic> {
    let mut diagnostics = rules::build(site);
    diagnostics.extend(theme.into_iter().flat_map(|theme| theme.check(site)));
    diagnostics
}

/// Renders every page in parallel and hands each to `write`, in no order, with its assets made.
/// All errors come back.
pub fn render(
    renderer: &Renderer,
    asset_builder: &AssetBuilder,
    write: &(dyn Fn(&Page, Rendered) -> Result<(), Diagnostic> + Sync),
) -> Vec<Diagnostic> {
    let site = renderer.site;
    site.index_words();
    render_pages(renderer, all_pages(site), &|at, output, _| {
        write(&site.pages[at], asset_builder.rendered(output)?)
    })
}

/// The numbers of a site's pages. The longest come first, and each goes to any free thread, so
/// that no thread ends long after the others.
fn all_pages(site: &Site) -> impl ParallelIterator<Item = usize> + use<> {
    let grows = |at: &usize| site.pages[*at].grows_with_site();
    let (mut numbers, mut rest): (Vec<usize>, Vec<usize>) = (0..site.pages.len()).partition(grows);
    // mostly one thread makes the folders of one language: two would wait for each other
    rest.sort_by_key(|at| site.pages[*at].lang);
    numbers.extend(rest);
    numbers.into_par_iter().with_max_len(1)
}

/// Renders some pages, without their assets, and hands each to `write` with the articles that
/// were read for it.
fn render_pages(
    renderer: &Renderer,
    pages: impl ParallelIterator<Item = usize>,
    write: &(dyn Fn(usize, Output, Dependencies) -> Result<(), Diagnostic> + Sync),
) -> Vec<Diagnostic> {
    let errors = pages.filter_map(|at| {
        let Tracked {
            value: output,
            dependencies,
        } = renderer.render_tracked(&renderer.site.pages[at]);
        output
            .and_then(|output| write(at, output, dependencies))
            .err()
    });
    let errors: Vec<Diagnostic> = errors.collect();
    let mut errors = rules::at_their_texts(renderer.site, errors);
    diagnostic::sort_and_merge(&mut errors, false);
    errors
}
