//! Publishes a site: renders the pages that changed since the last build, stages them, and puts
//! them in place.

use super::{Counts, Error, Publication};
use crate::assets::AssetBuilder;
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{IncrementalPlan, PageSink, Session};
use crate::render::{Rendered, Renderer};
use crate::site::{Page, Site};

/// A part of publishing, for progress bars and timings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Smaller pictures are made.
    Pictures,
    /// Pages are rendered and staged.
    Pages,
    /// Staged files are put in place.
    Commit,
}

/// Hears of the progress of [`publish_site`].
pub trait Progress: Sync {
    /// Work begins that has so many steps.
    fn begin(&self, work: Work, steps: usize);

    /// A step is done, on any thread.
    fn step(&self);

    /// The work has ended.
    fn end(&self, work: Work);
}

/// Why a site was not published.
#[derive(Debug)]
pub enum Failure {
    /// Pages or pictures have errors: nothing was published.
    Pages(Vec<Diagnostic>),
    /// The folder could not be written.
    Folder(Error),
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(errors: Vec<Diagnostic>) -> Self {
        Failure::Pages(errors)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Folder(error)
    }
}

/// Puts every page of a site into the folder of `publication`. Pages that are unchanged since the
/// manifest of the session stay where they are.
///
/// # Errors
/// All errors of pages, or the reason why the folder cannot be written.
pub fn publish_site(
    publication: Publication,
    renderer: &Renderer,
    asset_builder: &AssetBuilder,
    session: &Session,
    progress: &dyn Progress,
) -> Result<Counts, Failure> {
    let sink = PublicationSink {
        publication: &publication,
        site: renderer.site,
        progress,
    };
    let plan = IncrementalPlan::new(session.manifest(), renderer, asset_builder.files, &sink);
    make_pictures(&plan, asset_builder, progress)?;
    progress.begin(Work::Pages, plan.stale_pages().count());
    let manifest = plan.render(asset_builder, &sink)?;
    progress.end(Work::Pages);
    let counts = publication.commit()?;
    session.save_manifest(&manifest);
    progress.end(Work::Commit);
    Ok(counts)
}

/// Makes what takes long before anything is written.
fn make_pictures(
    plan: &IncrementalPlan,
    asset_builder: &AssetBuilder,
    progress: &dyn Progress,
) -> Result<(), Vec<Diagnostic>> {
    let jobs = plan.image_jobs();
    if jobs.is_empty() {
        return Ok(());
    }
    progress.begin(Work::Pictures, jobs.len());
    let mut errors = asset_builder.prepare(jobs, &|| progress.step());
    diagnostic::settle(&mut errors, false);
    progress.end(Work::Pictures);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Stages pages in a publication.
struct PublicationSink<'a> {
    publication: &'a Publication,
    site: &'a Site,
    progress: &'a dyn Progress,
}

impl PageSink for PublicationSink<'_> {
    fn reuse(&self, page: &Page, output: Fingerprint) -> bool {
        let path = self.site.hosts.file(&page.location);
        self.publication.keeps(&path, output)
    }

    fn write(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic> {
        let path = self.site.hosts.file(&page.location);
        let staged = self.publication.stage(&path, &rendered);
        self.progress.step();
        staged.map_err(|error| Diagnostic::error("", error.to_string()))
    }
}
