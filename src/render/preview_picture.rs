//! The picture that social networks show with a page: an article's own, else its card, else the
//! card of the site.

use super::{Asset, Output, Rendered, Renderer};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::site::Page;
use crate::social_card::{CardText, HEIGHT, WIDTH};

/// Facebook, and WhatsApp with it, shows no picture with fewer pixels on a side.
const SMALLEST: u32 = 200;

/// A picture as a head names it.
pub struct PreviewPicture<'a> {
    /// With scheme and host.
    pub url: String,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
    pub alt: &'a str,
}

impl Renderer<'_> {
    pub(super) fn preview_picture(&self, id: ArticleId) -> Option<PreviewPicture<'_>> {
        let article = self.site.article(id);
        let Some(image) = &article.image else {
            return Some(self.drawn(self.site.card(id)?, &article.title));
        };
        let cover = self.cover(id);
        let size = cover.map(|shown| (shown.header.width, shown.header.height));
        let is_small = size.is_some_and(|(width, height)| width.min(height) < SMALLEST);
        let other = is_small.then(|| self.site_preview(article.lang)).flatten();
        other.or_else(|| {
            Some(PreviewPicture {
                url: self.picture(id)?,
                size,
                alt: &image.alt,
            })
        })
    }

    /// The picture of a page that is no article.
    pub(super) fn site_preview(&self, lang: Lang) -> Option<PreviewPicture<'_>> {
        let card = self.site.site_card(lang)?;
        Some(self.drawn(card, &self.site.config.language(lang).title))
    }

    /// A card shows its title and says no more.
    fn drawn<'a>(&self, card: &Page, alt: &'a str) -> PreviewPicture<'a> {
        PreviewPicture {
            url: self.site.hosts.permalink(&card.location),
            size: Some((WIDTH, HEIGHT)),
            alt,
        }
    }
}

/// What a card is drawn from; a page that has none is never asked for it.
pub fn card(text: Option<CardText>) -> Output {
    match text {
        Some(card) => Output::Asset(Asset::Card(Box::new(card))),
        None => Output::Ready(Rendered::Bytes(Vec::new())),
    }
}
