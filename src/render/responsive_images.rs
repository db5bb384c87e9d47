//! The attributes of images: size, smaller variants that a browser may choose, and when to load.
//!
//! Takes an image of the text or of the front matter, and gives attributes or an [`ImageView`].

use super::page_renderer::PageRenderer;
use super::view::ImageView;
use crate::config::Author;
use crate::content::{Article, ArticleId};
use crate::markdown::{SlotKind, push_attribute};
use crate::site::{Location, PictureSize};
use std::fmt::Write as _;

/// The least width in pixels of a picture that is worth looking at by itself.
const LARGE_WIDTH: u32 = 1000;
/// About so many bytes of a body's HTML are on a reader's first screen.
const FIRST_SCREEN_BYTES: u32 = 1200;

/// The widest picture in a feed: readers of feeds load each whole, whatever their screen.
const FEED_WIDTH: u32 = 1200;

/// A smaller copy of a picture, for a feed.
pub(super) struct FeedPicture {
    /// Where it lies.
    pub location: Location,
    width: u32,
    height: u32,
}

impl PageRenderer<'_, '_> {
    /// Writes the attributes of an image in the text, after its `src` and `alt`.
    pub(super) fn push_image_attributes(&self, id: ArticleId, link: u32, html: &mut String) {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        if let Some(picture) = self.site.picture_at(id, &article.path, target) {
            push_size(&picture, html);
            let srcset = self.srcset(self.site.location(id).host, &picture);
            if !srcset.is_empty() {
                html.push_str(" srcset=\"");
                push_attribute(html, &srcset);
                html.push_str("\" sizes=\"");
                push_attribute(html, &self.theme.image_sizes);
                html.push('"');
            }
        }
        html.push_str(if is_on_first_screen(article, link) {
            " fetchpriority=\"high\" decoding=\"async\""
        } else {
            " loading=\"lazy\" decoding=\"async\""
        });
    }

    /// Writes the beginning of a link to a large version of an image in the text, if it has one.
    pub(super) fn push_larger_link(&self, id: ArticleId, link: u32, html: &mut String) {
        if let Some(address) = self.larger_image(id, link) {
            html.push_str("<a class=\"larger\" href=\"");
            push_attribute(html, &address);
            html.push_str("\">");
        }
    }

    /// The address of a version of an image in the text that is larger than the column.
    pub(super) fn larger_image(&self, id: ArticleId, link: u32) -> Option<String> {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        let picture = self.site.picture_at(id, &article.path, target)?;
        let is_large = picture.widths.last()? >= &LARGE_WIDTH;
        is_large.then(|| self.large_version(self.site.location(id).host, &picture))?
    }

    /// Writes the size of an image in a feed, which gets one variant.
    pub(super) fn push_image_size(&self, id: ArticleId, link: u32, html: &mut String) {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        if let Some(FeedPicture { width, height, .. }) = self.feed_picture(id, link) {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
        } else if let Some(picture) = self.site.picture_at(id, &article.path, target) {
            push_size(&picture, html);
        }
    }

    /// The smaller copy that a feed shows of a picture in the text that is wider than
    /// [`FEED_WIDTH`]; `None` where the picture itself is shown.
    pub(super) fn feed_picture(&self, id: ArticleId, link: u32) -> Option<FeedPicture> {
        let article = self.site.article(id);
        let link = article.body.links.get(link as usize)?;
        if !link.is_image {
            return None;
        }
        let picture = self.site.picture_at(id, &article.path, &link.target)?;
        if picture.header.width <= FEED_WIDTH {
            return None;
        }
        let widths = picture.widths.iter().copied();
        let width = widths.filter(|width| *width <= FEED_WIDTH).max()?;
        Some(FeedPicture {
            location: self.site.smaller_picture(&picture.location, width),
            height: picture.header.height_for_width(width),
            width,
        })
    }

    /// `photo.jpg.480.webp 480w, photo.jpg.800.webp 800w`, as links from pages of `host`.
    fn srcset(&self, host: u8, picture: &PictureSize) -> String {
        let mut srcset = String::new();
        for width in &picture.widths {
            let separator = if srcset.is_empty() { "" } else { ", " };
            let location = self.site.smaller_picture(&picture.location, *width);
            let href = self.site.hosts.href(host, &location);
            let _ = write!(srcset, "{separator}{href} {width}w");
        }
        srcset
    }

    /// The picture that the front matter names, if it is a picture of this site.
    pub(super) fn cover(&self, id: ArticleId) -> Option<PictureSize<'_>> {
        let picture = self.site.article(id).image.as_ref()?;
        self.site.picture_at(id, &picture.path, &picture.target)
    }

    /// The view of the picture that the front matter names.
    pub(super) fn image(&self, id: ArticleId) -> Option<ImageView<'_>> {
        let cover = self.cover(id);
        let host = self.site.location(id).host;
        let url = self.cover_href(id)?;
        Some(ImageView {
            large: cover
                .as_ref()
                .and_then(|cover| self.large_version(host, cover))
                .unwrap_or_default(),
            url,
            alt: &self.site.article(id).image.as_ref()?.alt,
            width: cover.as_ref().map(|cover| cover.header.width),
            height: cover.as_ref().map(|cover| cover.header.height),
            srcset: cover.map_or(String::new(), |cover| self.srcset(host, &cover)),
        })
    }

    /// The address of the widest smaller picture, as a link from pages of `host`.
    pub(super) fn large_version(&self, host: u8, picture: &PictureSize) -> Option<String> {
        let width = picture.widths.last()?;
        let location = self.site.smaller_picture(&picture.location, *width);
        Some(self.site.hosts.href(host, &location))
    }

    /// The view of an author's photo on a host.
    pub(super) fn photo(&self, author: &Author, host: u8) -> Option<ImageView<'_>> {
        let photo = self.site.photo(author, host)?;
        let own = self.site.hosts.href(host, &photo.location);
        let url = self.large_version(host, &photo);
        Some(ImageView {
            large: url.clone().unwrap_or_default(),
            url: url.unwrap_or(own),
            alt: "",
            width: Some(photo.header.width),
            height: Some(photo.header.height),
            srcset: self.srcset(host, &photo),
        })
    }
}

fn push_size(picture: &PictureSize, html: &mut String) {
    let (width, height) = (picture.header.width, picture.header.height);
    let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
}

/// Whether a reader probably sees an image before scrolling: it is the first one, near the
/// beginning of the text, and no cover is above it.
fn is_on_first_screen(article: &Article, link: u32) -> bool {
    let mut slots = article.body.slots.iter();
    let first = slots.find(|slot| {
        matches!(
            slot.kind,
            SlotKind::ImageAttributes(_) | SlotKind::BeforeHeading(_)
        )
    });
    article.image.is_none()
        && first.is_some_and(|slot| {
            slot.kind == SlotKind::ImageAttributes(link) && slot.offset < FIRST_SCREEN_BYTES
        })
}
