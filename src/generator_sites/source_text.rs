//! [`SourceText`]: a text of the old site with what its path and its front matter say.

use super::front_matter_blocks::SourceFile;
use crate::imported_site::Moment;

/// A text of the old site.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    /// Its path in the folder.
    pub path: String,
    /// The place of its language.
    pub language: usize,
    /// Its section or collection: `posts`; empty for pages at the top.
    pub collection: String,
    /// Its path below the folder of texts, without language, ending and `index`.
    pub key: String,
    /// What its translations share.
    pub story: String,
    /// What its file is among the others of its folder.
    pub role: TextRole,
    /// When it was published; `None` makes it a page.
    pub date: Option<Moment>,
    /// Whether readers did not see it.
    pub is_draft: bool,
    /// Its front matter and its text.
    pub file: SourceFile,
    /// Its old path on the site, decoded: `/2026/05/a-story/`.
    pub address: String,
}

/// What a text's file is among the others of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextRole {
    /// A file of its own.
    #[default]
    Plain,
    /// The text of its folder, whose other files belong to it.
    Bundle,
    /// The text above a list.
    Section,
}

impl SourceText {
    /// The folder of its file, with a slash at its end unless it is empty.
    pub fn folder(&self) -> &str {
        self.path.rfind('/').map_or("", |at| &self.path[..=at])
    }

    /// The last part of its key.
    pub fn name(&self) -> &str {
        self.key.rsplit('/').next().unwrap_or(&self.key)
    }

    /// A value of the front matter as text, by the first of several names.
    pub fn value(&self, names: &[&str]) -> Option<String> {
        super::value_tree::first_text(&self.file.values, names)
    }
}

/// The path of an address for comparison: decoded, without `index.html`, ending and final slash.
pub fn address_key(path: &str) -> String {
    let path = crate::safe_addresses::decode(path).unwrap_or_else(|| path.to_string());
    let path = path.trim_end_matches("index.html").trim_end_matches('/');
    path.trim_end_matches(".html").to_lowercase()
}

/// Joins a relative path to a folder; `None` where it leads out of it.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The path that a relative address on a page means, as a browser joins them, without the slash
/// before it.
pub fn from_page(page: &str, path: &str) -> String {
    let folder = page.rfind('/').map_or("", |at| &page[..at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
