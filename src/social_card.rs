//! Draws social cards: the picture that WhatsApp, X or Facebook shows with a link.
//!
//! Takes a few strings in a [`CardText`] and the bytes of a logo, and gives a PNG of 1200 × 630 pixels, the same bytes on
//! every machine: letters and emoji come only from the fonts in `fonts/`. Text is drawn and never
//! read as markup. A character that no font has is skipped, so that no empty box appears.

#[cfg(feature = "cards")]
mod bidi_text;
#[cfg(feature = "cards")]
mod canvas;
#[cfg(feature = "cards")]
mod drawable_text;
#[cfg(feature = "cards")]
mod emoji_glyphs;
#[cfg(feature = "cards")]
mod emoji_painter;
#[cfg(feature = "cards")]
mod fonts;
#[cfg(feature = "cards")]
mod glyph_outline;
#[cfg(feature = "cards")]
mod layout;
#[cfg(feature = "cards")]
mod line_breaking;
#[cfg(feature = "cards")]
mod logo;
#[cfg(feature = "cards")]
mod shaping;

use crate::config::{Colour, Direction};
use std::sync::Arc;

/// Width of a card in pixels. Open Graph asks for 1.91 to 1, and for 600 pixels at least.
pub const WIDTH: u32 = 1200;

/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;

/// Part of the cache key of cards. Raise it when the same text gives other bytes.
pub const CARD_VERSION: u32 = 3;

/// Everything that a card is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardText {
    /// Title of the article. Emoji at its ends are drawn large beside the words.
    pub title: String,
    /// What stands above the title: a category; may be empty.
    pub category: String,
    /// Name of the site.
    pub site: String,
    /// File of the site's logo, which stands in place of the name where it can be drawn.
    pub logo: Option<Arc<str>>,
    /// Name of the language in that language.
    pub language: String,
    /// Direction in which the language is read.
    pub direction: Direction,
    /// Accent colour of the site; `None` for the default.
    pub accent: Option<Colour>,
    /// Tint of the tile behind the large emoji, 0 to 11.
    pub tint: u32,
}

#[cfg(feature = "cards")]
impl CardText {
    /// Whether the fonts can draw the title, or else the name of the site, which takes its
    /// place.
    pub fn can_be_drawn(&self) -> bool {
        drawable_text::can_be_drawn(&self.title) || drawable_text::can_be_drawn(&self.site)
    }

    /// Draws the card and gives a PNG; no bytes when there is no memory for the pixels. `logo` is
    /// the content of its file.
    pub fn draw(&self, logo: Option<&[u8]>) -> Vec<u8> {
        layout::draw(self, logo)
            .map(canvas::Canvas::into_png)
            .unwrap_or_default()
    }
}

/// A program without the feature `cards` has no fonts.
#[cfg(not(feature = "cards"))]
impl CardText {
    /// Always false: there are no fonts.
    pub fn can_be_drawn(&self) -> bool {
        false
    }

    /// Always gives no bytes: there are no fonts.
    pub fn draw(&self, _logo: Option<&[u8]>) -> Vec<u8> {
        Vec::new()
    }
}

#[cfg(all(test, feature = "cards"))]
mod tests;
