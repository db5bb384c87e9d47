//! [`Site`]: the immutable, ordered, indexed whole, and every page it has.
//!
//! Three layers, each complete when it is made: [`SiteIndex`] (stories, articles, lists, terms),
//! [`Routes`] (hosts and locations), [`Site`] (the plan of pages and the pictures). Takes paired
//! stories, settings and the names of files. Never touches a file, and knows no translation
//! status: `translations/` stands above.

mod active_files;
mod dependency_tracking;
mod find_story;
mod frame_sources;
mod guessed_links;
mod hosts;
mod index;
mod language_counterparts;
mod page;
mod page_index;
mod permalink;
mod pictures;
mod plan;
mod preview_pictures;
mod related_stories;
mod resolve_links;
mod routes;
mod search_index;
mod search_words;
mod social_cards;
mod structure_fingerprint;
mod taxonomy;

pub use crate::safe_addresses::decode;
pub use active_files::{FileUse, MARKUP_BYTES, begins_as_markup};
pub use dependency_tracking::{Dependencies, Tracked, TrackedCell, TrackedSite, UndatedPage};
pub use frame_sources::FrameSources;
pub use guessed_links::meant_anchor;
pub use hosts::{Host, Hosts, Location, push_percent};
pub use index::{Neighbours, SiteIndex};
pub use language_counterparts::{Alternate, Counterpart};
pub use page::{FeedFormat, ListOf, Page, PageKind, SearchPart, SegmentName};
pub use pictures::{Measured, PictureSize, Pictures, photo_source, smaller_copy};
pub use plan::SITEMAP_URLS;
pub use preview_pictures::Preview;
pub use resolve_links::{Resolved, join};
pub use routes::Routes;
pub use search_index::{RESULTS_PER_FILE, SearchIndex, Segment, SegmentWords, TEXTS_PER_FILE};
pub use taxonomy::{Taxonomy, Term, TermId, Terms};

use crate::config::Config;
use crate::content::{ArticleId, Paired};
use active_files::is_drawing;
use jiff::Timestamp;
use page_index::PageIndex;
use plan::Plan;
use rayon::prelude::*;
use resolve_links::PageFile;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

/// The whole site: every page is a function of it. Dereferences to [`Routes`], and through it to
/// [`SiteIndex`].
#[derive(Debug)]
pub struct Site {
    routes: Routes,
    /// Every page and file to be written, in a fixed order.
    pub pages: Vec<Page>,
    /// Finds planned pages by the files they are written to.
    page_index: PageIndex,
    /// The pictures that articles refer to, by the paths of their files.
    pub pictures: Pictures,
    /// Files beside articles that begin as HTML or XML and are no drawings, where the settings
    /// refuse them.
    markup_files: BTreeSet<Arc<str>>,
}

/// What a site is made from besides settings and articles.
pub struct SiteInputs<'m> {
    /// Files below `content/` that are not Markdown.
    pub content: Vec<Arc<str>>,
    /// Files below `static/`.
    pub statics: Vec<Arc<str>>,
    /// The author's own redirects: the text of `static/_redirects`.
    pub redirects: Arc<str>,
    /// Files of the theme, as paths on a host: `/assets/style.1a2b.css`.
    pub theme: Vec<String>,
    /// Whether the theme has a search page.
    pub search: bool,
    /// Measures the pictures at some paths.
    pub measure: &'m dyn Fn(&[Arc<str>]) -> Pictures,
    /// Whether a file begins as HTML or XML.
    pub is_markup: &'m (dyn Fn(&str) -> bool + Sync),
}

impl Deref for Site {
    type Target = Routes;

    fn deref(&self) -> &Routes {
        &self.routes
    }
}

impl Site {
    /// Indexes, places and plans everything. Finds no mistakes: `check/` does.
    pub fn new(config: Config, now: Timestamp, paired: Paired, inputs: SiteInputs) -> Site {
        let index = SiteIndex::new(config, now, paired, inputs.content);
        let routes = Routes::new(index, inputs.search);
        let ids = (0..routes.articles.len() as u32).into_par_iter();
        let files = ids.map(|id| routes.files_beside(ArticleId(id)));
        let mut files: Vec<_> = files.collect();
        let markup_files = markup_files(&routes, &files, inputs.is_markup);
        for files in &mut files {
            files.retain(|file| !markup_files.contains(&file.source));
        }
        let pictures = (inputs.measure)(&routes.referred_pictures(&files, &inputs.statics));
        let plan = Plan {
            routes: &routes,
            pictures: &pictures,
            static_files: &inputs.statics,
            own_redirects: &inputs.redirects,
            theme_files: &inputs.theme,
        };
        let pages = plan.pages(files);
        Site {
            page_index: PageIndex::new(&pages, &routes.hosts),
            routes,
            pages,
            pictures,
            markup_files,
        }
    }
}

/// The files beside articles that are refused for their first bytes.
fn markup_files(
    routes: &Routes,
    files: &[Vec<PageFile>],
    is_markup: &(dyn Fn(&str) -> bool + Sync),
) -> BTreeSet<Arc<str>> {
    if routes.config.raw_html {
        return BTreeSet::new();
    }
    // a drawing that is still here is shown as a picture
    let sources = files.iter().flatten().map(|file| &file.source);
    let sources: BTreeSet<&Arc<str>> = sources.filter(|file| !is_drawing(file)).collect();
    let found = sources.into_par_iter().filter(|file| is_markup(file));
    found.cloned().collect()
}
