//! Pure functions on strings: what is an emoji, what becomes a URL, how prose is set.
//!
//! Nothing here knows of Markdown, HTML, files or settings; text in, text out. The
//! Unicode tables are those of the `unicode-*` crates, and no table is kept here.

pub mod emoji;
pub mod slug;
pub mod typography;
pub mod writable;
