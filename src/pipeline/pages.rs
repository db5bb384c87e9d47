//! Pages of the last build that are still right. A page is a pure function of the theme, of the
//! site's shape and of the articles that were read for it (or of the file that it is a copy or
//! a picture of): one whose ingredients are what they were is what it was, and is not made again.

use super::known::Earlier;
use super::{all, outputs};
use crate::assets::AssetBuilder;
use crate::cache::Key;
use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::render::{Rendered, Renderer};
use crate::site::{Page, PageKind, Reads};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::hash::Hash;
use std::sync::OnceLock;

/// Raised whenever what is kept takes another form.
const VERSION: u32 = 1;

/// What a build wrote, and of what.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Pages {
    /// Of the site's shape and its theme.
    of: Fingerprint,
    /// In the order of the site's pages; `None` for those that are made anew each time.
    pages: Vec<Option<PathInfo>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct PathInfo {
    reads: Reads,
    /// Of all that was read.
    of: Fingerprint,
    /// Of the page's own bytes.
    fingerprint: Fingerprint,
}

/// What a caller does with pages.
pub trait Takes: Sync {
    /// Takes a page that would be the same as the last time, if that is where it belongs.
    fn keeps(&self, page: &Page, fingerprint: Fingerprint) -> bool;

    /// Takes a page that was made just now, and marks its bytes.
    fn take(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic>;
}

impl Pages {
    /// What the last build of this site wrote; nothing where that is not known.
    pub fn of(earlier: Option<Earlier>) -> Self {
        let bytes = earlier.and_then(|earlier| earlier.kept.get(&key(earlier)));
        let pages = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
        pages.unwrap_or_default()
    }

    /// Leaves it to the next build.
    pub fn keep(&self, earlier: Earlier) {
        if let Ok(bytes) = postcard::to_stdvec(self) {
            earlier.kept.put(&key(earlier), &bytes);
        }
    }

    /// Finds which pages are right still and in their place.
    pub fn compared<'r, 's>(
        self,
        renderer: &'r Renderer<'s>,
        files: &dyn Files,
        takes: &impl Takes,
    ) -> Compared<'r, 's> {
        let site = renderer.site;
        let of = Fingerprint::of_all(
            [
                site.structure_fingerprint(),
                renderer.translations.fingerprint(),
                renderer.theme.fingerprint,
            ]
            .into_iter(),
        );
        let mut before = self.pages;
        before.retain(|_| self.of == of);
        before.resize_with(site.pages.len(), || None);
        let mut compared = Compared {
            renderer,
            of,
            all_articles: site.fingerprint_of(&Reads::All),
            pages: Vec::new(),
        };
        let pages = site.pages.par_iter().zip(before).map(|(page, written)| {
            let source = source(page, files);
            let right = written.filter(|written| {
                compared.ingredients(page, source, &written.reads) == Some(written.of)
                    && takes.keeps(page, written.fingerprint)
            });
            let written = right.map_or_else(OnceLock::new, OnceLock::from);
            (source, written)
        });
        compared.pages = pages.collect();
        compared
    }
}

/// Pages of the last build beside those of this one.
pub struct Compared<'r, 's> {
    renderer: &'r Renderer<'s>,
    of: Fingerprint,
    all_articles: Fingerprint,
    /// By page: the file that it is made of, as it was before anybody read it, and what is
    /// written.
    pages: Vec<(Option<Fingerprint>, OnceLock<PathInfo>)>,
}

impl Compared<'_, '_> {
    /// The pages that are to be made.
    pub fn anew(&self) -> impl Iterator<Item = &Page> {
        let pages = self.renderer.site.pages.iter().zip(&self.pages);
        let anew = pages.filter(|(_, (_, written))| written.get().is_none());
        anew.map(|(page, _)| page)
    }

    /// Renders them in parallel, and gives what is written now. All errors come back.
    pub fn render(
        self,
        asset_builder: &AssetBuilder,
        takes: &impl Takes,
    ) -> Result<Pages, Vec<Diagnostic>> {
        let site = self.renderer.site;
        if self
            .anew()
            .any(|page| matches!(page.kind, PageKind::Search(_)))
        {
            site.index_words();
        }
        let anew = all(site).filter(|at| self.pages[*at].1.get().is_none());
        let errors = outputs(self.renderer, anew, &|at, output, reads| {
            let page = &site.pages[at];
            let fingerprint = takes.take(page, asset_builder.rendered(output)?)?;
            let (source, written) = &self.pages[at];
            if let Some(of) = self.ingredients(page, *source, &reads) {
                let _ = written.set(PathInfo {
                    reads,
                    of,
                    fingerprint,
                });
            }
            Ok(())
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let pages = self.pages.into_iter();
        Ok(Pages {
            of: self.of,
            pages: pages.map(|(_, written)| written.into_inner()).collect(),
        })
    }

    /// All that a page is made of besides the site's shape and its theme. `None` where nobody
    /// can tell.
    fn ingredients(
        &self,
        page: &Page,
        source: Option<Fingerprint>,
        reads: &Reads,
    ) -> Option<Fingerprint> {
        match (&page.kind, reads) {
            (PageKind::File(_) | PageKind::Picture { .. }, _) => source,
            // made of the time
            (PageKind::NewsSitemap, _) => None,
            (_, Reads::All) => Some(self.all_articles),
            (_, reads) => Some(self.renderer.site.fingerprint_of(reads)),
        }
    }
}

/// What the file that a page is copied from or made of is known by, without reading it.
fn source(page: &Page, files: &dyn Files) -> Option<Fingerprint> {
    let (PageKind::File(source) | PageKind::Picture { source, .. }) = &page.kind else {
        return None;
    };
    let mut hasher = FingerprintHasher::default();
    files.stamp(source)?.hash(&mut hasher);
    Some(hasher.fingerprint())
}

fn key(earlier: Earlier) -> Key {
    Key::new("pages", VERSION).with(earlier.program.as_bytes())
}
