//! Publishes a site: renders the pages that changed since the last build, stages them, and puts
//! them in place.

use super::{Publication, PublishError, PublishReport};
use crate::assets::AssetBuilder;
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{IncrementalPlan, PageSink, Session};
use crate::render::{Rendered, Renderer};
use crate::site::{Page, Site};

/// A stage of publishing, for progress bars and timings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishStage {
    /// Smaller pictures are made.
    Pictures,
    /// Pages are rendered and staged.
    Pages,
    /// Staged files are put in place.
    Commit,
}

/// Shows the progress of [`publish_site`].
pub trait PublishProgress: Sync {
    /// PublishStage begins that has so many steps.
    fn begin(&self, stage: PublishStage, steps: usize);

    /// A step is done, on any thread.
    fn step(&self);

    /// A stage has ended.
    fn end(&self, stage: PublishStage);
}

/// The reason why a site was not published.
#[derive(Debug)]
pub enum PublishFailure {
    /// Pages or pictures have errors: nothing was published.
    Pages(Vec<Diagnostic>),
    /// The folder could not be written.
    Folder(PublishError),
}

impl From<Vec<Diagnostic>> for PublishFailure {
    fn from(errors: Vec<Diagnostic>) -> Self {
        PublishFailure::Pages(errors)
    }
}

impl From<PublishError> for PublishFailure {
    fn from(error: PublishError) -> Self {
        PublishFailure::Folder(error)
    }
}

/// Puts every page of a site into the folder of `publication`. Pages that are unchanged since the
/// manifest of the session stay where they are.
///
/// # Errors
/// All errors of pages, or the reason why the folder cannot be written.
pub fn publish_site(
    mut publication: Publication,
    renderer: &Renderer,
    asset_builder: &AssetBuilder,
    session: &Session,
    progress: &dyn PublishProgress,
) -> Result<PublishReport, PublishFailure> {
    let sink = PublicationSink {
        publication: &publication,
        site: renderer.site,
        progress,
    };
    let plan = IncrementalPlan::new(session.manifest(), renderer, asset_builder.files, &sink);
    make_pictures(&plan, asset_builder, progress)?;
    progress.begin(PublishStage::Pages, plan.stale_pages().count());
    let manifest = plan.render(asset_builder, &sink)?;
    progress.end(PublishStage::Pages);
    let before = publication.addresses_before().cloned().unwrap_or_default();
    publication.set_addresses(renderer.translations.addresses_to_publish(&before));
    let report = publication.commit()?;
    session.save_manifest(&manifest);
    asset_builder.save();
    progress.end(PublishStage::Commit);
    Ok(report)
}

/// Makes the smaller pictures, before anything is written.
fn make_pictures(
    plan: &IncrementalPlan,
    asset_builder: &AssetBuilder,
    progress: &dyn PublishProgress,
) -> Result<(), Vec<Diagnostic>> {
    let jobs = plan.image_jobs();
    if jobs.is_empty() {
        return Ok(());
    }
    progress.begin(PublishStage::Pictures, jobs.len());
    let mut errors = plan.make_pictures(jobs, asset_builder, &|| progress.step());
    diagnostic::sort_and_merge(&mut errors, false);
    progress.end(PublishStage::Pictures);
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
    progress: &'a dyn PublishProgress,
}

impl PageSink for PublicationSink<'_> {
    fn reuse(&self, page: &Page, output: Fingerprint) -> bool {
        let path = self.site.hosts.file(&page.location);
        self.publication.reuse(&path, output)
    }

    fn write(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic> {
        let path = self.site.hosts.file(&page.location);
        let staged = self.publication.stage(&path, &rendered);
        self.progress.step();
        staged.map_err(|error| error.diagnostic())
    }
}
