//! A build's pages on their way to the folder: compared with those of the last build, made where
//! they differ, staged, and put in place.

use super::Common;
use super::stopwatch::Stopwatch;
use super::terminal::{Progress, Terminal};
use crate::assets::{self, AssetBuilder, ImageJobs};
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{Earlier, Pages, Takes};
use crate::publish::{self, Publication, PublishError, PublishReport};
use crate::render::{Rendered, Renderer};
use crate::site::{Page, Site};
use crate::text;

/// Completes a build that was stopped while it put its pages in place: also where this one
/// will find errors.
pub fn complete(common: &Common, terminal: &Terminal) -> Result<(), PublishError> {
    let waiting = |process| waiting(terminal, process);
    if let Some(files) = publish::finish_interrupted(&common.root, &common.out(), &waiting)? {
        terminal.note(match files {
            1 => text!("the last build was interrupted: 1 file put in place"),
            files => text!(
                "the last build was interrupted: {files} files put in place",
                files = files
            ),
        });
    }
    Ok(())
}

fn waiting(terminal: &Terminal, process: Option<u32>) {
    terminal.note(match process {
        Some(process) => text!(
            "another build (process {process}) publishes here: waiting for its end",
            process = u64::from(process)
        ),
        None => text!("another build publishes here: waiting for its end"),
    });
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
    diagnostic::settle(&mut errors, false);
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

impl From<PublishError> for Unpublished {
    fn from(error: PublishError) -> Self {
        Unpublished {
            errors: vec![error.diagnostic()],
            halfway: matches!(error, PublishError::Incomplete(_)),
        }
    }
}

/// Puts every page into the folder: those that are right still stay where they are.
pub fn published(
    common: &Common,
    (renderer, asset_builder, earlier): (&Renderer, &AssetBuilder, Option<Earlier>),
    terminal: &Terminal,
    watch: &mut Stopwatch,
) -> Result<PublishReport, Unpublished> {
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
        self.publication.reuse(&path, fingerprint)
    }

    fn take(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic> {
        let path = self.site.hosts.file(&page.location);
        let staged = self.publication.stage(&path, &rendered);
        self.progress.iter().for_each(Progress::step);
        staged.map_err(|error| error.diagnostic())
    }
}
