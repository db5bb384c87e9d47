//! A build's pages on their way to the folder: compared with those of the last build, made where
//! they differ, staged, and put in place.

use super::Common;
use super::stopwatch::Stopwatch;
use super::terminal::{Progress, Terminal, counted};
use crate::assets::{self, AssetBuilder, ImageJobs};
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{Earlier, Pages, Takes};
use crate::publish::{self, Counts, Publication};
use crate::render::{Rendered, Renderer};
use crate::site::{Page, Site};

/// Completes a build that was stopped while it put its pages in place: also where this one
/// will find errors.
pub fn complete(common: &Common, terminal: &Terminal) -> Result<(), publish::Error> {
    let waiting = |process| waiting(terminal, process);
    if let Some(files) = publish::complete(&common.root, &common.out(), &waiting)? {
        let files = counted(files, "file");
        terminal.note(&format!(
            "the last build was stopped half way: {files} put in place"
        ));
    }
    Ok(())
}

fn waiting(terminal: &Terminal, process: Option<u32>) {
    let process = process.map_or(String::new(), |process| format!(" (process {process})"));
    terminal.note(&format!(
        "another build{process} publishes here: waiting for its end"
    ));
}

/// Makes what takes long before anything is written.
fn prepare(
    wanted: ImageJobs,
    asset_builder: &AssetBuilder,
    terminal: &Terminal,
    watch: &mut Stopwatch,
) -> Result<(), Vec<Diagnostic>> {
    if wanted.is_empty() {
        return Ok(());
    }
    let progress = terminal.progress("making smaller pictures", Some(wanted.len()));
    let mut errors = asset_builder.prepare(wanted, &|| progress.step());
    diagnostic::sort_and_merge(&mut errors, false);
    watch.lap("pictures made");
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Why the site is not there.
pub struct Unpublished {
    pub errors: Vec<Diagnostic>,
    /// Whether some of it is.
    pub halfway: bool,
}

impl From<Vec<Diagnostic>> for Unpublished {
    fn from(errors: Vec<Diagnostic>) -> Self {
        Unpublished {
            errors,
            halfway: false,
        }
    }
}

impl From<publish::Error> for Unpublished {
    fn from(error: publish::Error) -> Self {
        Unpublished {
            errors: vec![Diagnostic::error("", error.to_string())],
            halfway: matches!(error, publish::Error::Halfway(_)),
        }
    }
}

/// Puts every page into the folder: those that are right still stay where they are.
pub fn published(
    common: &Common,
    (renderer, asset_builder, earlier): (&Renderer, &AssetBuilder, Option<Earlier>),
    terminal: &Terminal,
    watch: &mut Stopwatch,
) -> Result<Counts, Unpublished> {
    let waiting = |process| waiting(terminal, process);
    let publication = Publication::begin(&common.root, &common.out(), &waiting)?;
    let site = renderer.site;
    let mut publishing = Publishing {
        progress: None,
        publication: &publication,
        site,
    };
    let compared = Pages::of(earlier).compared(renderer, asset_builder.files, &publishing);
    prepare(
        assets::image_jobs(site, compared.anew()),
        asset_builder,
        terminal,
        watch,
    )?;
    let count = compared.anew().count();
    publishing.progress = Some(terminal.progress("writing pages", Some(count)));
    let pages = compared.render(asset_builder, &publishing)?;
    watch.lap("rendered and written");
    let counts = publication.commit()?;
    if let Some(earlier) = earlier {
        pages.keep(earlier);
    }
    watch.lap("put in place");
    Ok(counts)
}

/// Pages on their way to the folder.
struct Publishing<'a> {
    publication: &'a Publication,
    site: &'a Site,
    progress: Option<Progress>,
}

impl Takes for Publishing<'_> {
    fn keeps(&self, page: &Page, fingerprint: Fingerprint) -> bool {
        let path = self.site.hosts.file(&page.location);
        self.publication.keeps(&path, fingerprint)
    }

    fn take(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic> {
        let path = self.site.hosts.file(&page.location);
        let staged = self.publication.stage(&path, &rendered);
        self.progress.iter().for_each(Progress::step);
        staged.map_err(|error| Diagnostic::error("", error.to_string()))
    }
}
