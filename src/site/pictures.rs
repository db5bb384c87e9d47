//! The pictures of a site: which ones articles refer to, and the widths of their smaller copies.
//!
//! Takes links and the measures of files; gives sizes and locations. Decodes no picture.

use super::Site;
use super::guessed_links::below_static;
use super::hosts::Location;
use super::index::SiteIndex;
use super::resolve_links::{PageFile, Resolved};
use crate::config::Author;
use crate::content::{Article, ArticleId};
use crate::picture::{PictureError, PictureFormat, PictureHeader};
use crate::safe_addresses::decode;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The header of a picture from its first bytes, or why there is none.
pub type Measured = Result<PictureHeader, PictureError>;

/// The pictures that articles refer to, by the paths of their files.
pub type Pictures = BTreeMap<Arc<str>, Measured>;

/// A picture on a page.
#[derive(Debug)]
pub struct PictureSize<'s> {
    /// Size and kind of the picture.
    pub header: &'s PictureHeader,
    /// Where the picture lies.
    pub location: Location,
    /// Widths of its smaller copies in pixels, ascending.
    pub widths: Vec<u32>,
}

/// Widths of the small copies of an author's photo, in pixels: beside a name, and on the author's
/// page.
const PHOTO_WIDTHS: [u32; 2] = [96, 256];

/// A lighter picture needs no smaller copy.
const LIGHT_BYTES: u64 = 20_000;

/// The longest side of a WebP picture in pixels (RFC 9649).
const WEBP_SIDE: u32 = 16_383;

impl Site {
    /// The header of a picture; `None` for another kind of file and for a broken picture.
    pub fn picture(&self, source: &str) -> Option<&PictureHeader> {
        self.pictures.get(source)?.as_ref().ok()
    }

    /// The picture that a link in the file `from` leads to.
    pub fn picture_at(
        &self,
        article: ArticleId,
        from: &str,
        target: &str,
    ) -> Option<PictureSize<'_>> {
        match self.resolve(article, from, target) {
            Resolved::File {
                source, location, ..
            } => {
                let header = self.picture(&source)?;
                Some(PictureSize {
                    widths: self.smaller_widths(header),
                    header,
                    location,
                })
            }
            // a file of `static/` is copied as it is: it has no smaller copies
            Resolved::Path { location, .. } => Some(PictureSize {
                header: self.picture(&format!("static{}", location.path))?,
                location,
                widths: Vec::new(),
            }),
            _ => None,
        }
    }
}

impl Site {
    /// The photo of an author on a host, if it is a picture of `static/`.
    pub fn photo(&self, author: &Author, host: u8) -> Option<PictureSize<'_>> {
        let source = photo_source(author)?;
        let header = self.picture(&source)?;
        let path = source.strip_prefix("static")?.to_string();
        Some(PictureSize {
            header,
            location: Location { host, path },
            widths: self.photo_widths(header),
        })
    }
}

/// The file of an author's photo: `static/awa.jpg`.
pub fn photo_source(author: &Author) -> Option<String> {
    let path = author.photo.as_ref()?.value.trim_start_matches('/');
    Some(format!("static/{path}"))
}

impl SiteIndex {
    /// Widths of the small copies of an author's photo: none wider than the photo.
    pub(super) fn photo_widths(&self, header: &PictureHeader) -> Vec<u32> {
        if !self.config.images.enabled || !header.can_shrink() {
            return Vec::new();
        }
        let widths = PHOTO_WIDTHS.into_iter();
        widths.filter(|width| *width < header.width).collect()
    }

    /// Whether a file of `static/` is the photo of an author.
    pub(super) fn is_photo(&self, source: &str) -> bool {
        let mut authors = self.config.authors.values();
        authors.any(|author| photo_source(author).as_deref() == Some(source))
    }

    /// Widths of the smaller copies of a picture, by the settings: none for a small picture, and
    /// none wider than the picture.
    pub(super) fn smaller_widths(&self, header: &PictureHeader) -> Vec<u32> {
        let images = &self.config.images;
        let (Some(least), Some(most)) = (images.widths.first(), images.widths.last()) else {
            return Vec::new();
        };
        let is_small = header.width <= *least || header.file_bytes < LIGHT_BYTES;
        if !images.enabled || !header.can_shrink() || is_small {
            return Vec::new();
        }
        let own = Some(header.width).filter(|own| own <= most);
        let narrower = images.widths.iter().copied();
        let narrower = narrower.filter(|width| *width < header.width);
        let fits =
            |width: &u32| *width <= WEBP_SIDE && header.height_for_width(*width) <= WEBP_SIDE;
        narrower.chain(own).filter(fits).collect()
    }

    /// Paths of the pictures that articles refer to, sorted, each once.
    pub(super) fn referred_pictures(
        &self,
        files: &[Vec<PageFile>],
        static_files: &[Arc<str>],
    ) -> Vec<Arc<str>> {
        let beside = files.iter().flatten().map(|file| file.source.clone());
        let static_files: BTreeSet<&Arc<str>> = static_files.iter().collect();
        let site_paths = self.articles.iter().flat_map(|article| targets(article));
        let site_paths = site_paths.filter_map(|target| {
            let path = target.split(['?', '#']).next()?;
            let path = path.strip_prefix('/').unwrap_or(path);
            let path = decode(path).unwrap_or_else(|| path.to_string());
            let mut files = below_static(&path).map(|below| Arc::from(format!("static/{below}")));
            files.find_map(|file: Arc<str>| static_files.get(&file).copied())
        });
        let photos = static_files.iter().filter(|file| self.is_photo(file));
        let photos = photos.map(|file| (*file).clone());
        let files = beside.chain(site_paths.cloned()).chain(photos);
        let pictures: BTreeSet<Arc<str>> = files
            .filter(|path| PictureFormat::has_picture_extension(path))
            .collect();
        pictures.into_iter().collect()
    }
}

/// The targets of an article's links, images and cover.
fn targets(article: &Article) -> impl Iterator<Item = &str> {
    let links = article.body.links.iter().map(|link| link.target.as_str());
    links.chain(article.image.iter().map(|cover| cover.target.as_str()))
}

/// Where a smaller copy of a picture lies. The ending of the original stays in the name:
/// `photo.jpg` and `photo.png` have copies of their own.
pub fn smaller_copy(picture: &Location, width: u32) -> Location {
    Location {
        host: picture.host,
        path: smaller_copy_path(&picture.path, width),
    }
}

/// The path of a smaller copy.
pub fn smaller_copy_path(path: &str, width: u32) -> String {
    format!("{path}.{width}.webp")
}
