//! From files to stories: the language and the story of each file, its front matter, and articles
//! in several languages joined into one [`Story`].
//!
//! Takes the files of a site, gives stories and articles. Never looks at a disk.

mod article;
mod build_article;
mod compose_translation_draft;
mod files_trait;
pub mod front_matter;
mod load_markdown;
mod pair;
mod paired_story_cache;
mod parse_cache;
mod parse_source_file;
mod path_info;
mod repeated_posts;
mod stray_texts;
#[cfg(test)]
mod tests;

pub use article::{Article, ArticleId, ArticlePicture, Story, StoryId, ValuePlaces};
pub use compose_translation_draft::{
    DraftSection, TextField, TranslationSource, machine_draft, text_fields, translation_draft,
    translation_path,
};
pub use files_trait::{FileBytes, FileStart, Files, Listing, Memory};
pub use load_markdown::{Content, load};
pub use pair::{Hidden, Paired, Visibility, hidden, pair};
pub use paired_story_cache::PairedStoryCache;
pub use parse_cache::{ParseCache, Retention};
pub use parse_source_file::{SourceFile, parse};
pub use path_info::PathInfo;
