//! Pure functions on strings: emoji, slugs, typography, Unicode.
//!
//! Nothing here knows Markdown, files or settings: text in, text out. The Unicode tables
//! are those of the `unicode-*` and `icu_*` crates; one table is ours, the quotation marks of CLDR.

pub mod emoji;
pub mod fold;
pub mod forbidden_chars;
pub mod html_tags;
mod latin_to_ascii;
mod normalize;
pub mod slug;
pub mod text_length;
pub mod typography;
pub mod unique_ids;

pub use normalize::nfc;
