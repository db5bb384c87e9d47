//! Incremental builds: which pages of the last build are valid, and which are rendered again.
//!
//! Takes a site, its theme and the manifest of the last build; hands every page to a
//! [`PageSink`]; gives the manifest of this build.

use super::manifest::{BuildManifest, ManifestEntry};
use super::{all_pages, render_pages};
use crate::assets::{AssetBuilder, ImageJobs, image_jobs};
use crate::check as rules;
use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::render::{Rendered, Renderer};
use crate::site::{Dependencies, Page, PageKind, Site};
use rayon::prelude::*;
use std::hash::Hash;
use std::sync::OnceLock;

/// Where the pages of a build go.
pub trait PageSink: Sync {
    /// Keeps a page of the last build, if its file still has this content. `false` has the page
    /// rendered again.
    fn reuse(&self, page: &Page, output: Fingerprint) -> bool;

    /// Writes a page that was rendered just now, and gives the fingerprint of its bytes.
    fn write(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic>;
}

/// Pages to render, beside those that are reused.
pub struct IncrementalPlan<'r, 's> {
    renderer: &'r Renderer<'s>,
    structure: Fingerprint,
    all_articles: Fingerprint,
    /// In the order of the site's pages.
    pages: Vec<PlannedPage>,
}

/// A page of the plan.
struct PlannedPage {
    /// State of the file that the page copies or is made of, before it is read; for a card, of the
    /// logo.
    source: Option<Fingerprint>,
    /// The entry of the new manifest: set for a reused page, and once a page is rendered.
    entry: OnceLock<ManifestEntry>,
}

impl<'r, 's> IncrementalPlan<'r, 's> {
    /// Compares a site with the manifest of the last build. Pages that `sink` can reuse are not
    /// rendered.
    pub fn new(
        manifest: BuildManifest,
        renderer: &'r Renderer<'s>,
        files: &dyn Files,
        sink: &impl PageSink,
    ) -> Self {
        let site = renderer.site;
        let parts = [
            site.structure_fingerprint(),
            renderer.translations.fingerprint(),
            renderer.theme.fingerprint,
        ];
        let structure = Fingerprint::of_all(parts.into_iter());
        let entries = manifest.entries_for(structure, site.pages.len());
        let mut plan = IncrementalPlan {
            renderer,
            structure,
            all_articles: site.fingerprint_of(&Dependencies::AllArticles),
            pages: Vec::new(),
        };
        let pages = site.pages.par_iter().zip(entries);
        plan.pages = pages
            .map(|(page, entry)| plan.page(page, entry, files, sink))
            .collect();
        plan
    }

    fn page(
        &self,
        page: &Page,
        entry: Option<ManifestEntry>,
        files: &dyn Files,
        sink: &impl PageSink,
    ) -> PlannedPage {
        let source = source_fingerprint(page, self.renderer.site, files);
        let valid = entry.filter(|entry| {
            self.inputs(page, source, &entry.dependencies) == Some(entry.inputs)
                && sink.reuse(page, entry.output)
        });
        PlannedPage {
            source,
            entry: valid.map_or_else(OnceLock::new, OnceLock::from),
        }
    }

    /// The pages to render.
    pub fn stale_pages(&self) -> impl Iterator<Item = &Page> {
        let pages = self.renderer.site.pages.iter().zip(&self.pages);
        let stale = pages.filter(|(_, planned)| planned.is_stale());
        stale.map(|(page, _)| page)
    }

    /// The pictures that the pages to render need, and that take long to make.
    pub fn image_jobs(&self) -> ImageJobs<'_> {
        image_jobs(self.renderer.site, self.stale_pages())
    }

    /// Makes these pictures. Calls `step` after each original.
    pub fn make_pictures(
        &self,
        image_jobs: ImageJobs,
        asset_builder: &AssetBuilder,
        step: &(dyn Fn() + Sync),
    ) -> Vec<Diagnostic> {
        let problems = asset_builder.prepare(image_jobs, step);
        rules::at_their_texts(self.renderer.site, problems)
    }

    /// Renders the stale pages in parallel, and gives the manifest of this build.
    ///
    /// # Errors
    /// All errors of all pages.
    pub fn render(
        self,
        asset_builder: &AssetBuilder,
        sink: &impl PageSink,
    ) -> Result<BuildManifest, Vec<Diagnostic>> {
        let site = self.renderer.site;
        if self
            .stale_pages()
            .any(|page| matches!(page.kind, PageKind::Search(_)))
        {
            site.index_words();
        }
        let stale = all_pages(site).filter(|at| self.pages[*at].is_stale());
        let errors = render_pages(self.renderer, stale, &|at, output, dependencies| {
            let page = &site.pages[at];
            let output = sink.write(page, asset_builder.rendered(output)?)?;
            let planned = &self.pages[at];
            if let Some(inputs) = self.inputs(page, planned.source, &dependencies) {
                let _ = planned.entry.set(ManifestEntry {
                    dependencies,
                    inputs,
                    output,
                });
            }
            Ok(())
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let entries = self.pages.into_iter();
        Ok(BuildManifest {
            structure: self.structure,
            entries: entries.map(|page| page.entry.into_inner()).collect(),
        })
    }

    /// Fingerprint of all inputs of a page besides structure and theme; `None` for a page that
    /// each build renders.
    fn inputs(
        &self,
        page: &Page,
        source: Option<Fingerprint>,
        dependencies: &Dependencies,
    ) -> Option<Fingerprint> {
        match (&page.kind, dependencies) {
            (PageKind::File(_) | PageKind::Picture { .. }, _) => source,
            (PageKind::Card(_) | PageKind::SiteCard, dependencies)
                if self.renderer.site.logo_file().is_some() =>
            {
                let text = self.renderer.site.fingerprint_of(dependencies);
                source.map(|logo| Fingerprint::of_all([text, logo].into_iter()))
            }
            // depends on the time
            (PageKind::NewsSitemap, _) => None,
            (_, Dependencies::AllArticles) => Some(self.all_articles),
            (_, dependencies) => Some(self.renderer.site.fingerprint_of(dependencies)),
        }
    }
}

impl PlannedPage {
    fn is_stale(&self) -> bool {
        self.entry.get().is_none()
    }
}

/// Fingerprint of the state of the file that a page copies or is made of, without reading it.
fn source_fingerprint(page: &Page, site: &Site, files: &dyn Files) -> Option<Fingerprint> {
    let source = match &page.kind {
        PageKind::File(source) | PageKind::Picture { source, .. } => source,
        PageKind::Card(_) | PageKind::SiteCard => site.logo_file()?,
        _ => return None,
    };
    let mut hasher = FingerprintHasher::default();
    files.state(source)?.hash(&mut hasher);
    Some(hasher.fingerprint())
}
