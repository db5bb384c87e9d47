//! The pipeline, on one screen: load and parse → pair → Site → plan → render.
//!
//! Takes files and options, gives a site whose every page can be rendered. Publishing and
//! serving are its callers'.

mod known;
mod pages;

pub use known::{Earlier, Known, Options, SETTINGS};
pub use pages::{Compared, Pages, Takes};

use crate::assets::{self, AssetBuilder};
use crate::check as rules;
use crate::content::{self, Files, Visibility};
use crate::diagnostic::{self, Diagnostic, has_errors};
use crate::render::{Asset, Output, Rendered, Renderer};
use crate::site::{self, Page, Reads, Site, SiteInputs};
use crate::theme::Theme;
use crate::translations::Translations;
use rayon::prelude::*;
use std::sync::{Arc, Mutex};

/// A site, its translations and its theme: everything that rendering takes.
pub struct Built {
    /// Pages, articles, lists.
    pub site: Arc<Site>,
    /// The status of each translation.
    pub translations: Translations,
    /// Templates, strings and files.
    pub theme: Arc<Theme>,
}

/// As much of a site as could be read.
pub struct ReadSite {
    /// Pages, articles, lists.
    pub site: Arc<Site>,
    /// The status of each translation.
    pub translations: Translations,
    /// `None` when the theme has an error.
    pub theme: Option<Arc<Theme>>,
}

impl ReadSite {
    fn built(self) -> Option<Built> {
        Some(Built {
            site: self.site,
            translations: self.translations,
            theme: self.theme?,
        })
    }

    /// What is wrong with the site as a whole, and with what it asks of its theme.
    fn check(&self) -> Vec<Diagnostic> {
        wrong(&self.site, self.theme.as_deref())
    }
}

/// What [`build_by_stages`] has done when it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Every file is read, parsed and its code highlighted, the theme compiled.
    Read,
    /// Articles are stories, with what they inherit.
    Pair,
    /// Lists and addresses are known.
    Index,
    /// All is checked: links, addresses, templates.
    Check,
}

/// Reads everything. What comes back is `None` when an error stands in `diagnostics`, which
/// are settled: sorted, each once.
pub fn build(files: &dyn Files, options: &Options) -> (Option<Built>, Vec<Diagnostic>) {
    build_by_stages(files, options, None, &mut |_| {})
}

/// The same, with what `earlier` builds left, for who wants to measure it: `done` is called after
/// each stage, in order.
pub fn build_by_stages(
    files: &dyn Files,
    options: &Options,
    earlier: Option<Earlier>,
    done: &mut dyn FnMut(Stage),
) -> (Option<Built>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut tell = |stage| done(stage);
    let told: (_, &mut dyn FnMut(Stage)) = (&mut diagnostics, &mut tell);
    let read = read_parts(files, options, (None, earlier), told);
    diagnostics.extend(read.iter().flat_map(ReadSite::check));
    done(Stage::Check);
    diagnostic::settle(&mut diagnostics, options.strict);
    let failed = has_errors(&diagnostics);
    let built = read.filter(|_| !failed).and_then(ReadSite::built);
    (built, diagnostics)
}

/// Reads everything, also what is not published yet or any more. The site comes back with
/// what could be read of it, whatever stands in `diagnostics`.
pub fn inspect(files: &dyn Files, options: &Options) -> (Option<ReadSite>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let all = Options {
        drafts: true,
        future: true,
        ..options.clone()
    };
    let read = all_there_is(files, &all, &mut diagnostics);
    diagnostic::settle(&mut diagnostics, options.strict);
    (read, diagnostics)
}

/// Reads what a build would publish, renders it all and throws it away; goes on in spite of
/// errors. Gives what could be read, and what is wrong with it by the rules of `check`, not
/// settled yet.
pub fn audit(
    asset_builder: &AssetBuilder,
    options: &Options,
) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let files = asset_builder.files;
    let mut diagnostics = Vec::new();
    let Some(read) = all_there_is(files, options, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let site = read.site.clone();
    diagnostics.extend(rules::content(&site, &read.translations));
    diagnostics.extend(rules::dead_links_to_own_site(&site, files));
    let Some(built) = read.built() else {
        return (Some(site), diagnostics);
    };
    let weights = rules::WeightChecker::new(&built.site, &built.theme, files);
    diagnostics
        .extend(asset_builder.prepare(assets::image_jobs(&built.site, &built.site.pages), &|| {}));
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    built.site.index_words();
    let errors = outputs(&renderer, all(&built.site), &|at, output, _| {
        match output {
            Output::Ready(rendered) => weights.weigh(&built.site.pages[at], &rendered),
            // any title can be drawn: there is nothing to find out
            Output::Asset(Asset::Card(_)) => {}
            derived => drop(asset_builder.rendered(derived)?),
        }
        Ok(())
    });
    diagnostics.extend(errors);
    diagnostics.extend(weights.problems());
    (Some(site), diagnostics)
}

/// The site and the theme as far as they can be read, and what is wrong with them.
fn all_there_is(
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ReadSite> {
    let read = read_parts(files, options, (None, None), (diagnostics, &mut |_| {}));
    diagnostics.extend(read.iter().flat_map(ReadSite::check));
    read
}

/// Reads everything, and nothing twice that is `known`: after this, it is what is here.
pub fn read(
    files: &dyn Files,
    options: &Options,
    known: &mut Known,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Built> {
    let told: (_, &mut dyn FnMut(Stage)) = (diagnostics, &mut |_| {});
    read_parts(files, options, (Some(known), None), told).and_then(ReadSite::built)
}

fn read_parts(
    files: &dyn Files,
    options: &Options,
    (mut known, earlier): (Option<&mut Known>, Option<Earlier>),
    (diagnostics, done): (&mut Vec<Diagnostic>, &mut dyn FnMut(Stage)),
) -> Option<ReadSite> {
    let settings = known::settings(files, options, known.as_deref_mut(), diagnostics);
    let (text, config) = settings?;
    let remembered = earlier.map(|earlier| earlier.parsed(&text));
    let lock = known::lock(files, known.as_deref_mut(), diagnostics);
    let (known_theme, mut known_content, known_pictures) = match known.map(Known::parts) {
        Some(parts) => (Some(parts.theme), Some(parts.content), Some(parts.pictures)),
        None => (None, None, None),
    };
    let known_pictures = Mutex::new(known_pictures);
    let mut problems = Vec::new();
    let (theme, content) = rayon::join(
        || known::theme(files, &config, known_theme, &mut problems),
        || {
            let known = (known_content.as_deref_mut(), remembered.as_ref());
            content::load(files, &config, known, diagnostics)
        },
    );
    diagnostics.extend(problems);
    done(Stage::Read);
    let shown = Visibility {
        now: options.now,
        drafts: options.drafts,
        future: options.future,
    };
    let paired = content::pair(content.sources, &config, &shown, known_content, diagnostics);
    done(Stage::Pair);
    let statics = files.list("static");
    diagnostics.extend(statics.problems);
    let site_inputs = SiteInputs {
        content: content.others,
        statics: statics.files,
        theme: theme
            .iter()
            .flat_map(|theme| theme.files.keys().cloned())
            .collect(),
        search: theme.as_ref().is_some_and(|theme| theme.has_search()),
        measure: &|paths| {
            let mut known = known_pictures.lock().ok();
            let known = known.as_mut().and_then(|known| known.as_deref_mut());
            known::pictures(files, paths, known)
        },
    };
    let site = Arc::new(Site::new(config, options.now, paired, site_inputs));
    let translations = Translations::new(site.clone(), lock);
    done(Stage::Index);
    Some(ReadSite {
        site,
        translations,
        theme,
    })
}

/// What is wrong with the site as a whole, and with what it asks of its theme.
pub fn check(built: &Built) -> Vec<Diagnostic> {
    wrong(&built.site, Some(&built.theme))
}

fn wrong(site: &Site, theme: Option<&Theme>) -> Vec<Diagnostic> {
    let mut diagnostics = rules::build(site);
    diagnostics.extend(theme.into_iter().flat_map(|theme| theme.check(site)));
    diagnostics
}

/// Renders every page in parallel and hands each to `take`, in no order, with what `asset_builder`
/// makes or finds. All errors come back.
pub fn render(
    renderer: &Renderer,
    asset_builder: &AssetBuilder,
    take: &(dyn Fn(&Page, Rendered) -> Result<(), Diagnostic> + Sync),
) -> Vec<Diagnostic> {
    let site = renderer.site;
    site.index_words();
    outputs(renderer, all(site), &|at, output, _| {
        take(&site.pages[at], asset_builder.rendered(output)?)
    })
}

/// The numbers of a site's pages: the longest first, and each on whichever thread is free, so that
/// none is left alone with them.
fn all(site: &Site) -> impl ParallelIterator<Item = usize> + use<> {
    let grows = |at: &usize| site.pages[*at].grows_with_site();
    let (mut numbers, mut rest): (Vec<usize>, Vec<usize>) = (0..site.pages.len()).partition(grows);
    // folders of one language are made by one thread, mostly: two would wait for each other
    rest.sort_by_key(|at| site.pages[*at].lang);
    numbers.extend(rest);
    numbers.into_par_iter().with_max_len(1)
}

/// Renders some pages, with nothing derived yet, and hands each to `take` with what was read
/// for it.
fn outputs(
    renderer: &Renderer,
    pages: impl ParallelIterator<Item = usize>,
    take: &(dyn Fn(usize, Output, Reads) -> Result<(), Diagnostic> + Sync),
) -> Vec<Diagnostic> {
    let errors = pages.filter_map(|at| {
        let (output, reads) = site::reads(|| renderer.render(&renderer.site.pages[at]));
        output.and_then(|output| take(at, output, reads)).err()
    });
    let mut errors: Vec<Diagnostic> = errors.collect();
    diagnostic::settle(&mut errors, false);
    errors
}
