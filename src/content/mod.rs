//! From files to stories: which language and story a file belongs to, its front matter,
//! and articles in several languages joined into one [`Story`].

mod article;
mod files;
pub mod front_matter;
mod inherit;
mod load;
mod pair;
mod path;

pub use article::{Article, ArticleId, Picture, Story, StoryId};
pub use files::{Files, Listing, Memory};
pub use load::{Content, SourceFile, load, parse, typeset};
pub use pair::{Hidden, Paired, Shown, pair};
pub use path::{Written, written};

#[cfg(test)]
mod tests;
