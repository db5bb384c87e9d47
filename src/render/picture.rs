//! Pictures on pages: their size, the smaller ones a browser may take instead, and when it is
//! to load them.

use super::Renderer;
use super::view::ImageView;
use crate::content::{Article, ArticleId};
use crate::markdown::{SlotKind, push_attribute};
use crate::site::{PictureSize, Site};
use std::fmt::Write as _;

/// Bytes of a body's HTML that stand on a reader's first screen, about.
const FIRST_SCREEN: u32 = 1200;

impl Renderer<'_> {
    /// The attributes of an image in the text, after its `src` and `alt`.
    pub(super) fn push_picture(&self, id: ArticleId, link: u32, html: &mut String) {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        if let Some(shown) = self.site.picture_at(id, &article.path, target) {
            push_size(&shown, html);
            let srcset = self.srcset(self.site.location(id).host, &shown);
            if !srcset.is_empty() {
                html.push_str(" srcset=\"");
                push_attribute(html, &srcset);
                html.push_str("\" sizes=\"");
                push_attribute(html, &self.theme.image_sizes);
                html.push('"');
            }
        }
        html.push_str(if is_seen_first(article, link) {
            " fetchpriority=\"high\" decoding=\"async\""
        } else {
            " loading=\"lazy\" decoding=\"async\""
        });
    }

    /// The same for readers of feeds, who get the picture itself.
    pub(super) fn push_picture_size(&self, id: ArticleId, link: u32, html: &mut String) {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        if let Some(shown) = self.site.picture_at(id, &article.path, target) {
            push_size(&shown, html);
        }
    }

    /// `photo.jpg.480.webp 480w, photo.jpg.800.webp 800w`, as links from pages of `host`.
    fn srcset(&self, host: u8, shown: &PictureSize) -> String {
        let mut srcset = String::new();
        for width in &shown.widths {
            let separator = if srcset.is_empty() { "" } else { ", " };
            let smaller = Site::smaller(&shown.location, *width);
            let href = self.site.hosts.href(host, &smaller);
            let _ = write!(srcset, "{separator}{href} {width}w");
        }
        srcset
    }

    /// The picture that the front matter names.
    pub(super) fn cover(&self, id: ArticleId) -> Option<PictureSize<'_>> {
        let picture = self.site.article(id).image.as_ref()?;
        self.site.picture_at(id, &picture.path, &picture.target)
    }

    pub(super) fn image(&self, id: ArticleId) -> Option<ImageView<'_>> {
        let shown = self.cover(id);
        let host = self.site.location(id).host;
        Some(ImageView {
            url: self.picture_href(id)?,
            alt: &self.site.article(id).image.as_ref()?.alt,
            width: shown.as_ref().map(|shown| shown.header.width),
            height: shown.as_ref().map(|shown| shown.header.height),
            srcset: shown.map_or(String::new(), |shown| self.srcset(host, &shown)),
        })
    }
}

fn push_size(shown: &PictureSize, html: &mut String) {
    let (width, height) = (shown.header.width, shown.header.height);
    let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
}

/// Whether an image is likely to be on the screen before a reader scrolls: the first one, near
/// the beginning, with no cover above it.
fn is_seen_first(article: &Article, link: u32) -> bool {
    let mut slots = article.body.slots.iter();
    let first =
        slots.find(|slot| matches!(slot.what, SlotKind::Picture(_) | SlotKind::BeforeHeading(_)));
    article.image.is_none()
        && first.is_some_and(|slot| slot.what == SlotKind::Picture(link) && slot.at < FIRST_SCREEN)
}
