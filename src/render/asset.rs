//! Describes files that are built from others and take long: smaller pictures and social cards.
//!
//! Rendering gives these descriptions; [`crate::assets`] builds the files.

use crate::picture;
use crate::social_card::CardText;
use std::sync::Arc;

/// A file to build, with everything that its bytes depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asset {
    /// A picture made from another one.
    Picture {
        /// The path of the original in the site.
        source: Arc<str>,
        /// The size and format to make.
        recipe: picture::Recipe,
    },
    /// The social card of an article, or of the site.
    Card(Box<CardText>),
}
