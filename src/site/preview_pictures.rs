//! Preview pictures: what social networks and feeds show with an article, made from its own picture.
//!
//! An article whose picture cannot be made into one (an SVG, a GIF, one that is too small or
//! on another site) has a social card instead.

use super::Site;
use super::active_files::FileUse;
use super::guessed_links::below_static;
use super::hosts::Location;
use super::page::PageKind;
use super::pictures::Pictures;
use super::routes::Routes;
use crate::content::ArticleId;
use crate::markdown::{Destination, destination};
use crate::picture::{PreviewSize, Recipe};
use crate::safe_addresses::decode;
use std::sync::Arc;

/// Name of an article's preview. Authors hardly give it to a picture of their own.
const PREVIEW_FILE: &str = "social-preview.jpg";

/// A planned preview.
#[derive(Debug)]
pub struct Preview {
    /// Where it lies.
    pub location: Location,
    /// Its size in pixels.
    pub size: PreviewSize,
}

impl Routes {
    pub(super) fn preview_location(&self, id: ArticleId) -> Location {
        self.location_beside(id, PREVIEW_FILE)
    }

    /// The file that the preview of an article is made from. A picture of another site has an unknown
    /// size and weight, and gives none.
    pub(super) fn preview_source(&self, id: ArticleId, pictures: &Pictures) -> Option<Arc<str>> {
        let cover = self.article(id).image.as_ref()?;
        if destination(&cover.target, true) == Destination::Outside {
            return None;
        }
        let source = match cover.target.strip_prefix('/') {
            Some(path) => {
                let path = path.split(['?', '#']).next().unwrap_or_default();
                let path = decode(path).unwrap_or_else(|| path.to_string());
                Some(Arc::from(format!("static/{path}")))
            }
            None => self
                .file_beside(id, &cover.path, &cover.target, FileUse::Picture)
                .map(|file| file.source)
                .or_else(|| static_picture(&cover.target, pictures)),
        };
        let has_preview = |source: &Arc<str>| {
            let header = pictures
                .get(source)
                .and_then(|measured| measured.as_ref().ok());
            header.is_some_and(|header| PreviewSize::of(header).is_some())
        };
        source.filter(has_preview)
    }
}

/// The picture of `static/` that a relative path leads to by the folders of another generator.
fn static_picture(target: &str, pictures: &Pictures) -> Option<Arc<str>> {
    let path = decode(target).unwrap_or_else(|| target.to_string());
    let mut files = below_static(&path).map(|below| Arc::from(format!("static/{below}")));
    files.find(|file: &Arc<str>| pictures.contains_key(file))
}

impl Site {
    /// The planned preview of an article.
    pub fn preview(&self, id: ArticleId) -> Option<Preview> {
        let location = self.preview_location(id);
        let PageKind::Picture {
            source,
            recipe: Recipe::Preview,
        } = &self.page_at(&location)?.kind
        else {
            return None;
        };
        let size = PreviewSize::of(self.picture(source)?)?;
        Some(Preview { location, size })
    }
}
