//! Chooses the picture that social networks show with a page: the one that is made from the
//! article's own, else its social card, else the card of the site.

use super::output::{Asset, Output, Rendered};
use super::page_renderer::PageRenderer;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::site::Page;
use crate::social_card::{CardText, HEIGHT, WIDTH};

/// The picture of a preview.
pub struct PreviewPicture<'a> {
    /// The full address.
    pub url: String,
    /// Its width and height.
    pub size: PixelSize,
    /// The text for readers who do not see it.
    pub alt: &'a str,
}

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PixelSize {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl PageRenderer<'_, '_> {
    /// The picture of an article.
    pub(super) fn preview_picture(&self, id: ArticleId) -> Option<PreviewPicture<'_>> {
        let article = self.site.article(id);
        if let Some(picture) = self.own_preview(id) {
            return Some(picture);
        }
        match self.site.card(id) {
            Some(card) => Some(self.card_preview(card, &article.title)),
            None => self.site_preview(article.lang),
        }
    }

    /// The picture that is made from the article's own.
    pub(super) fn own_preview(&self, id: ArticleId) -> Option<PreviewPicture<'_>> {
        let alt = &self.site.article(id).image.as_ref()?.alt;
        let preview = self.site.preview(id)?;
        Some(PreviewPicture {
            url: self.site.hosts.permalink(&preview.location),
            size: PixelSize {
                width: preview.size.width,
                height: preview.size.height,
            },
            alt,
        })
    }

    /// The picture of a page that is not an article.
    pub(super) fn site_preview(&self, lang: Lang) -> Option<PreviewPicture<'_>> {
        let card = self.site.site_card(lang)?;
        Some(self.card_preview(card, &self.site.config.language(lang).title))
    }

    /// A card shows its title only, so the title is also its text.
    fn card_preview<'a>(&self, card: &Page, title: &'a str) -> PreviewPicture<'a> {
        PreviewPicture {
            url: self.site.hosts.permalink(&card.location),
            size: PixelSize {
                width: WIDTH,
                height: HEIGHT,
            },
            alt: title,
        }
    }
}

/// The asset of a card. A card without text is never planned.
pub fn card(text: Option<CardText>) -> Output {
    match text {
        Some(text) => Output::Asset(Asset::Card(Box::new(text))),
        None => Output::Ready(Rendered::Bytes(Vec::new())),
    }
}
