//! Reads the comments with which WordPress's block editor marks blocks: `<!-- wp:name {…} -->`.
//!
//! Blocks hold their HTML, and their comments say nothing more. This fills in those that hold none:
//! shared blocks, embeds, galleries of old versions; others get the sign of a note.

use super::shortcodes::{Files, GalleryFile, escape, gallery_html, note_tag, numbers};
use crate::html_to_markdown::NoteKind;
use serde_json::Value;
use std::cell::Cell;

/// Shared blocks inside one another.
const DEPTH: usize = 8;

/// Shared blocks in one text.
const MOST_SHARED: usize = 1_000;

/// Blocks without HTML that readers do not miss, or that other parts of the conversion fill in.
const SILENT: [&str; 15] = [
    "shortcode",
    "footnotes",
    "spacer",
    "separator",
    "more",
    "nextpage",
    "paragraph",
    "html",
    "freeform",
    "list-item",
    "post-title",
    "post-content",
    "post-date",
    "post-excerpt",
    "post-featured-image",
];

/// Gives the texts of shared blocks.
pub trait SharedBlocks {
    /// The text of a block by its number.
    fn block(&self, id: u64) -> Option<&str>;
}

/// Whether a text was written with the block editor.
pub fn has_blocks(text: &str) -> bool {
    text.contains("<!-- wp:")
}

/// A text with its empty blocks filled in. `most` bounds its length.
pub fn fill_blocks(
    text: &str,
    blocks: &dyn SharedBlocks,
    files: &dyn Files,
    most: usize,
) -> String {
    let mut filled = String::with_capacity(text.len());
    let filling = Filling {
        blocks,
        files,
        most,
        left: Cell::new(MOST_SHARED),
    };
    filling.push(text, 0, &mut filled);
    filled
}

struct Filling<'a> {
    blocks: &'a dyn SharedBlocks,
    files: &'a dyn Files,
    most: usize,
    /// How many shared blocks may still be filled in.
    left: Cell<usize>,
}

/// A comment that is a block of its own: `<!-- wp:name {…} /-->`.
struct EmptyBlock<'a> {
    name: &'a str,
    values: Value,
}

impl Filling<'_> {
    fn push(&self, text: &str, depth: usize, filled: &mut String) {
        let mut rest = text;
        while let Some(at) = rest.find("<!-- wp:") {
            filled.push_str(&rest[..at]);
            let Some(end) = rest[at..].find("-->").map(|end| at + end + 3) else {
                return filled.push_str(&rest[at..]);
            };
            match empty_block(&rest[at..end]) {
                Some(block) => self.push_block(&block, depth, filled),
                None => filled.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        filled.push_str(rest);
    }

    fn push_block(&self, block: &EmptyBlock<'_>, depth: usize, filled: &mut String) {
        let text = |key: &str| block.values[key].as_str().unwrap_or_default();
        match block.name {
            "block" => {
                let id = block.values["ref"].as_u64().unwrap_or(0);
                let shared = self.blocks.block(id).filter(|shared| {
                    depth < DEPTH && self.left.get() > 0 && filled.len() + shared.len() <= self.most
                });
                self.left.set(self.left.get().saturating_sub(1));
                match shared {
                    Some(shared) => self.push(shared, depth + 1, filled),
                    None => filled.push_str(&note_tag(NoteKind::MissingBlock, &id.to_string())),
                }
            }
            "gallery" | "image" => {
                let ids = match &block.values["ids"] {
                    Value::Array(ids) => ids.iter().filter_map(Value::as_u64).collect(),
                    Value::String(ids) => numbers(ids),
                    _ => block.values["id"]
                        .as_u64()
                        .into_iter()
                        .collect::<Vec<u64>>(),
                };
                let found: Vec<GalleryFile> =
                    ids.iter().filter_map(|id| self.files.by_id(*id)).collect();
                filled.push_str(&gallery_html(&found, ids.len(), block.name));
            }
            "social-link" => {
                let (address, service) = (text("url"), text("service"));
                let words = if text("label").is_empty() {
                    service
                } else {
                    text("label")
                };
                filled.push_str(&format!(
                    "<li><a href=\"{}\">{}</a></li>",
                    escape(address),
                    escape(words)
                ));
            }
            name if name == "embed" || name.starts_with("core-embed/") => {
                filled.push_str(&format!("<p>{}</p>", escape(text("url"))));
            }
            name if SILENT.contains(&name) => {}
            name => {
                let note = note_tag(NoteKind::DynamicBlock, name);
                filled.push_str(&format!("<div>{note}</div>"));
            }
        }
    }
}

fn empty_block(comment: &str) -> Option<EmptyBlock<'_>> {
    let inner = comment
        .strip_prefix("<!-- wp:")?
        .strip_suffix("-->")?
        .trim_end();
    let inner = inner.strip_suffix('/')?.trim_end();
    let (name, values) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let name = name.strip_prefix("core/").unwrap_or(name);
    let values = serde_json::from_str(values.trim()).unwrap_or(Value::Null);
    Some(EmptyBlock { name, values })
}
