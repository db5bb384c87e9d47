//! The result of rendering a page: bytes, a file to copy, or an asset to build.
//!
//! Rendering only describes an asset, which takes long to build; [`crate::assets`] builds it.

use crate::picture::Recipe;
use crate::social_card::CardText;
use std::sync::Arc;

/// The content of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// The bytes of a file of the site, by its path.
    Copy(Arc<str>),
}

/// The result of rendering, before slow work such as resizing a picture is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Nothing is left to do.
    Ready(Rendered),
    /// A file to build, or to take from the cache.
    Asset(Asset),
}

/// A file to build, with everything that its bytes depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asset {
    /// A picture made from another one.
    Picture {
        /// The path of the original in the site.
        source: Arc<str>,
        /// The size and format to make.
        recipe: Recipe,
    },
    /// The social card of an article, or of the site.
    Card(Box<CardText>),
}

impl From<Rendered> for Output {
    fn from(rendered: Rendered) -> Self {
        Output::Ready(rendered)
    }
}
