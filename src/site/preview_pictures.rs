//! Preview pictures: what social networks and feeds show with an article, made from its own picture.
//!
//! An article whose picture cannot be made into one (an SVG, a GIF, one that is too small) has a
//! social card instead.

use super::Site;
use super::active_files::FileUse;
use super::hosts::Location;
use super::page::PageKind;
use super::pictures::Pictures;
use super::routes::Routes;
use crate::content::ArticleId;
use crate::markdown::{Destination, destination};
use crate::picture::{PictureFormat, PreviewSize, Recipe};
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

/// What an article's `image` gives to social networks.
pub(super) enum PreviewSource {
    /// A preview is made from this file.
    File(Arc<str>),
    /// A picture of another site, which stays as it is.
    Outside,
    /// Nothing: the card is shown.
    Nothing,
}

impl Routes {
    pub(super) fn preview_location(&self, id: ArticleId) -> Location {
        self.location_beside(id, PREVIEW_FILE)
    }

    /// What the picture of an article gives to its preview.
    pub(super) fn preview_source(&self, id: ArticleId, pictures: &Pictures) -> PreviewSource {
        let Some(cover) = &self.article(id).image else {
            return PreviewSource::Nothing;
        };
        if destination(&cover.target, true) == Destination::Outside {
            return match self.outside_preview(id) {
                Some(_) => PreviewSource::Outside,
                None => PreviewSource::Nothing,
            };
        }
        let source = match cover.target.strip_prefix('/') {
            Some(path) => {
                let path = path.split(['?', '#']).next().unwrap_or_default();
                let path = decode(path).unwrap_or_else(|| path.to_string());
                Some(Arc::from(format!("static/{path}")))
            }
            None => self
                .file_beside(id, &cover.path, &cover.target, FileUse::Picture)
                .map(|file| file.source),
        };
        let has_preview = |source: &Arc<str>| {
            let header = pictures
                .get(source)
                .and_then(|measured| measured.as_ref().ok());
            header.is_some_and(|header| PreviewSize::of(header).is_some())
        };
        source
            .filter(has_preview)
            .map_or(PreviewSource::Nothing, PreviewSource::File)
    }

    /// The address of a picture of another site, if its ending says that social networks show it.
    pub fn outside_preview(&self, id: ArticleId) -> Option<&str> {
        let target = self.article(id).image.as_ref()?.target.as_str();
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let format = PictureFormat::from_extension(path);
        let is_shown = matches!(
            format,
            None | Some(PictureFormat::Jpeg | PictureFormat::Png)
        );
        (is_shown && destination(target, true) == Destination::Outside).then_some(target)
    }
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
