//! Collects footnotes, numbers them in the order of their first references, and writes them
//! with links back.
//!
//! Ids hold a digest of the file's path, so that they stay unique where several articles stand
//! on one page, as in a feed reader.

use super::body::{SlotKind, ThemeStringKey};
use super::html_buffer::HtmlBuffer;
use crate::fingerprint::hex;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The footnotes of one article while it is written.
#[derive(Debug, Default)]
pub struct Footnotes {
    /// Digest of the path, in every id.
    prefix: String,
    /// The footnotes that the text refers to, by [`label_key`].
    numbers: HashMap<String, FootnoteNumber>,
    /// The footnotes that have a definition, by [`label_key`].
    defined: HashSet<String>,
    definitions: Vec<FootnoteDefinition>,
}

/// The number of a footnote, and how often the text refers to it so far.
#[derive(Debug, Clone, Copy)]
struct FootnoteNumber {
    number: usize,
    references: usize,
}

#[derive(Debug)]
struct FootnoteDefinition {
    label: String,
    html: HtmlBuffer,
    span: Range<usize>,
}

/// A footnote that the text never refers to.
#[derive(Debug)]
pub struct UnusedFootnote {
    pub label: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

impl Footnotes {
    pub fn new(path: &str) -> Self {
        let digest = Sha256::digest(path.as_bytes());
        Footnotes {
            prefix: hex(&digest[..3]),
            ..Footnotes::default()
        }
    }

    /// Writes a reference into the text and pushes its id on `ids`.
    pub fn write_reference(&mut self, label: &str, html: &mut HtmlBuffer, ids: &mut Vec<String>) {
        let next = self.numbers.len() + 1;
        let entry = self
            .numbers
            .entry(label_key(label))
            .or_insert(FootnoteNumber {
                number: next,
                references: 0,
            });
        entry.references += 1;
        let id = reference_id(&self.prefix, entry.number, entry.references);
        html.raw("<sup class=\"footnote-ref\"><a id=\"")
            .raw(&id)
            .raw("\" href=\"#");
        html.raw(&note_id(&self.prefix, entry.number))
            .raw("\" role=\"doc-noteref\">");
        html.raw(&entry.number.to_string()).raw("</a></sup>");
        ids.push(id);
    }

    /// Adds a definition. Returns false, and drops it, when the label has one already.
    pub fn add_definition(&mut self, label: &str, html: HtmlBuffer, span: Range<usize>) -> bool {
        let is_new = self.defined.insert(label_key(label));
        if is_new {
            let label = label.to_string();
            self.definitions
                .push(FootnoteDefinition { label, html, span });
        }
        is_new
    }

    /// Writes the section with all footnotes that the text refers to, and returns the others.
    pub fn write_section(
        mut self,
        html: &mut HtmlBuffer,
        ids: &mut Vec<String>,
    ) -> Vec<UnusedFootnote> {
        let numbers = std::mem::take(&mut self.numbers);
        let number = |definition: &FootnoteDefinition| {
            let key = label_key(&definition.label);
            numbers.get(&key).copied()
        };
        let (mut used, unused): (Vec<_>, Vec<_>) = self
            .definitions
            .into_iter()
            .partition(|definition| number(definition).is_some());
        used.sort_by_key(|definition| number(definition).map(|number| number.number));
        if !used.is_empty() {
            html.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
            html.slot(SlotKind::ThemeString(ThemeStringKey::Footnotes))
                .raw("\">\n<ol>\n");
            for definition in used {
                if let Some(number) = number(&definition) {
                    ids.push(note_id(&self.prefix, number.number));
                    write_note(&self.prefix, number, definition.html, html);
                }
            }
            html.raw("</ol>\n</section>\n");
        }
        unused
            .into_iter()
            .map(|FootnoteDefinition { label, span, .. }| UnusedFootnote { label, span })
            .collect()
    }
}

/// Writes one footnote; the links back go into its last paragraph.
fn write_note(prefix: &str, number: FootnoteNumber, mut note: HtmlBuffer, html: &mut HtmlBuffer) {
    let id = note_id(prefix, number.number);
    html.raw("<li id=\"").raw(&id).raw("\">\n");
    let ends_with_paragraph = note.html.ends_with("</p>\n");
    if ends_with_paragraph {
        note.html.truncate(note.html.len() - "</p>\n".len());
    }
    html.append(note);
    for reference in 1..=number.references {
        html.raw("\u{a0}<a class=\"footnote-back\" role=\"doc-backlink\" href=\"#");
        html.raw(&reference_id(prefix, number.number, reference))
            .raw("\" aria-label=\"");
        let name = match reference {
            1 => format!(" {}", number.number),
            _ => format!(" {}-{reference}", number.number),
        };
        html.slot(SlotKind::ThemeString(ThemeStringKey::FootnoteBack))
            .raw(&name)
            .raw("\">↩\u{fe0e}</a>");
    }
    html.raw(if ends_with_paragraph {
        "</p>\n</li>\n"
    } else {
        "</li>\n"
    });
}

/// The key that labels are compared by: case does not count (GFM).
fn label_key(label: &str) -> String {
    label.to_lowercase()
}

fn note_id(prefix: &str, number: usize) -> String {
    format!("fn-{prefix}-{number}")
}

fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    match reference {
        1 => format!("fnref-{prefix}-{number}"),
        _ => format!("fnref-{prefix}-{number}-{reference}"),
    }
}
