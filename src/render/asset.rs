//! Files that are made of others, and take long: which, and by which recipe. Making them is
//! [`crate::assets`]'s.

use crate::picture;
use crate::social_card::CardText;
use std::sync::Arc;

/// What a derived file is made of, all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asset {
    /// A picture of the site, by the path of its file.
    Picture {
        source: Arc<str>,
        recipe: picture::Recipe,
    },
    /// The social card of an article, or of the site.
    Card(Box<CardText>),
}
