//! Social cards: the picture that WhatsApp, X or Facebook shows with a link to an article.
//!
//! Takes a few texts, gives a PNG of 1200 × 630 pixels, the same on every machine: letters and
//! emoji come from the fonts in `fonts/` and nowhere else. Texts are only ever drawn, so that
//! nothing in them is markup. What no font here can draw is left out; there are no boxes.

#[cfg(feature = "cards")]
mod canvas;
#[cfg(feature = "cards")]
mod drawable_text;
#[cfg(feature = "cards")]
mod emoji;
#[cfg(feature = "cards")]
mod faces;
#[cfg(feature = "cards")]
mod layout;
#[cfg(feature = "cards")]
mod line;
#[cfg(feature = "cards")]
mod lines;

use crate::config::{Colour, Direction};

/// Pixels. Open Graph's readers ask for 1.91 to 1, and show it large from 600 pixels on.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;

/// Raised whenever the same texts give other bytes: who keeps cards puts it in their key.
pub const DRAWING: u32 = 2;

/// All that a card is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardText {
    /// Of the article, with its emoji; those at its ends are drawn large beside the words.
    pub title: String,
    /// The site's name.
    pub site: String,
    /// The language's name in its own words.
    pub language: String,
    pub direction: Direction,
    pub accent: Option<Colour>,
    /// 0 to 11: the tint behind the large emoji.
    pub tint: u32,
}

#[cfg(feature = "cards")]
impl CardText {
    /// Whether there is something to show. A title in a script that no font here has gives
    /// its place to the site's name; when that cannot be drawn either, there is no card.
    pub fn can_be_drawn(&self) -> bool {
        drawable_text::is_readable(&self.title) || drawable_text::is_readable(&self.site)
    }

    /// The card as PNG.
    pub fn draw(&self) -> Vec<u8> {
        layout::draw(self)
            .map(canvas::Canvas::into_png)
            .unwrap_or_default()
    }
}

/// A program without the feature `cards` has no fonts.
#[cfg(not(feature = "cards"))]
impl CardText {
    pub fn can_be_drawn(&self) -> bool {
        false
    }

    pub fn draw(&self) -> Vec<u8> {
        Vec::new()
    }
}

#[cfg(all(test, feature = "cards"))]
mod tests;
