//! The picture that social networks show with an article: its own, else its card.

use super::{Derived, Output, Rendered, Renderer};
use crate::content::ArticleId;
use crate::social_card::{HEIGHT, WIDTH};

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
        if let Some(image) = &article.image {
            return Some(PreviewPicture {
                url: self.picture(id)?,
                size: self
                    .cover(id)
                    .map(|shown| (shown.measure.width, shown.measure.height)),
                alt: &image.alt,
            });
        }
        let card = self.site.card(id)?;
        Some(PreviewPicture {
            url: self.site.hosts.permalink(&card.location),
            size: Some((WIDTH, HEIGHT)),
            // a card shows the title and says no more
            alt: &article.title,
        })
    }

    /// What the card of an article is drawn from; one that has none is never asked for it.
    pub(super) fn social_card(&self, id: ArticleId) -> Output {
        match self.site.card_text(id) {
            Some(card) => Output::Derived(Derived::Card(Box::new(card))),
            None => Output::Ready(Rendered::Bytes(Vec::new())),
        }
    }
}
