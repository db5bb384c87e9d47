//! From files to stories: which language and story a file belongs to, its front matter,
//! and articles in several languages joined into one [`Story`].

mod article;
pub mod front_matter;
mod inherit;
mod known;
mod load;
mod pair;
mod path_info;
mod remembered;
mod site_files;
mod translation_draft;

pub use article::{Article, ArticleId, ArticlePicture, Story, StoryId, ValuePlaces};
pub use known::Known;
pub use load::{Content, SourceFile, load, parse, typeset};
pub use pair::{Hidden, Paired, Visibility, hidden, pair};
pub use path_info::{PathInfo, written};
pub use remembered::Remembered;
pub use site_files::{Files, Listing, Memory, Stamp};
pub use translation_draft::{TranslationSource, translation_draft, translation_path};

#[cfg(test)]
mod tests;
