//! Footnotes: numbered in the order they are referred to, with links back.
//!
//! Ids carry a digest of the file's path, so that they stay unique where several articles
//! stand on one page, as in a feed reader.

use super::html::Html;
use super::{SlotKind, Word};
use crate::fingerprint::hex;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

#[derive(Debug, Default)]
pub struct Footnotes {
    prefix: String,
    /// By [`name`]: how often it was referred to so far, and its number.
    numbers: HashMap<String, Number>,
    /// Those of which there is a note, by [`name`].
    defined: HashSet<String>,
    definitions: Vec<Definition>,
}

#[derive(Debug, Clone, Copy)]
struct Number {
    number: usize,
    references: usize,
}

#[derive(Debug)]
struct Definition {
    label: String,
    html: Html,
    span: Range<usize>,
}

impl Footnotes {
    pub fn new(path: &str) -> Self {
        let digest = Sha256::digest(path.as_bytes());
        Footnotes {
            prefix: hex(&digest[..3]),
            ..Footnotes::default()
        }
    }

    /// Writes the mark in the text. Its id is pushed on `ids`.
    pub fn refer(&mut self, label: &str, html: &mut Html, ids: &mut Vec<String>) {
        let next = self.numbers.len() + 1;
        let entry = self.numbers.entry(name(label)).or_insert(Number {
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

    /// Keeps a note for the end; false, and nothing, for one that is there already.
    pub fn define(&mut self, label: &str, html: Html, span: Range<usize>) -> bool {
        let new = self.defined.insert(name(label));
        if new {
            let label = label.to_string();
            self.definitions.push(Definition { label, html, span });
        }
        new
    }

    /// Writes the notes, and gives the labels that nothing refers to with their places.
    pub fn finish(mut self, html: &mut Html, ids: &mut Vec<String>) -> Vec<(String, Range<usize>)> {
        let numbers = std::mem::take(&mut self.numbers);
        let number = |definition: &Definition| numbers.get(&name(&definition.label)).copied();
        let (mut used, unused): (Vec<_>, Vec<_>) = self
            .definitions
            .into_iter()
            .partition(|definition| number(definition).is_some());
        used.sort_by_key(|definition| number(definition).map(|number| number.number));
        if !used.is_empty() {
            html.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
            html.slot(SlotKind::Word(Word::Footnotes))
                .raw("\">\n<ol>\n");
            for definition in used {
                if let Some(number) = number(&definition) {
                    note(&self.prefix, number, definition.html, html, ids);
                }
            }
            html.raw("</ol>\n</section>\n");
        }
        unused
            .into_iter()
            .map(|definition| (definition.label, definition.span))
            .collect()
    }
}

fn note(prefix: &str, number: Number, mut note: Html, html: &mut Html, ids: &mut Vec<String>) {
    let id = note_id(prefix, number.number);
    html.raw("<li id=\"").raw(&id).raw("\">\n");
    ids.push(id);
    let last_paragraph = note.text.ends_with("</p>\n");
    if last_paragraph {
        note.text.truncate(note.text.len() - "</p>\n".len());
    }
    html.append(note);
    for reference in 1..=number.references {
        html.raw("\u{a0}<a class=\"footnote-back\" role=\"doc-backlink\" href=\"#");
        html.raw(&reference_id(prefix, number.number, reference))
            .raw("\" aria-label=\"");
        html.slot(SlotKind::Word(Word::FootnoteBack))
            .raw(&format!(" {}", number.number))
            .raw("\">↩\u{fe0e}</a>");
    }
    html.raw(if last_paragraph {
        "</p>\n</li>\n"
    } else {
        "</li>\n"
    });
}

/// What labels are compared by: case does not count (GFM).
fn name(label: &str) -> String {
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
