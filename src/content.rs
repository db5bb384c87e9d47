//! From files to stories: the language and the story of each file, its front matter, and articles
//! in several languages joined into one [`Story`].
//!
//! Takes the files of a site, gives stories and articles. Never looks at a disk.

mod article;
mod file_state;
pub mod front_matter;
mod inherit;
mod load;
mod pair;
mod parse_cache;
mod path_info;
mod site_files;
mod source_file;
mod story_cache;
#[cfg(test)]
mod tests;
mod translation;

pub use article::{Article, ArticleId, Picture, Places, Story, StoryId};
pub use file_state::FileState;
pub use load::{Content, load};
pub use pair::{Hidden, Paired, Visibility, hidden, pair};
pub use parse_cache::{ParseCache, Retention};
pub use path_info::PathInfo;
pub use site_files::{FileBytes, FileStart, Files, Listing, Memory};
pub use source_file::{SourceFile, parse, typeset};
pub use story_cache::StoryCache;
pub use translation::{Original, translation, translation_path};
