//! The Markdown of each section of an article, under the names that `griot.lock` has for sections.
//!
//! A pure function of a text; also of one that git keeps from earlier.

use super::section_digests::section_name;
use crate::config::Config;
use crate::content::{self, front_matter};
use std::sync::Arc;

/// A section of an article as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionSource {
    /// Name of the section as [`SectionDigest::name`](super::lock_file::SectionDigest::name).
    pub name: String,
    /// The lines of the section, with its heading; a value of front matter for title and
    /// description, the lines with the notes for notes.
    pub text: String,
}

/// The sections of the text of a Markdown file, in the order of the text. Empty for a text that is
/// no article.
pub fn section_sources(path: &Arc<str>, text: &str, config: &Config) -> Vec<SectionSource> {
    let (Some(file), _) = content::parse(path.clone(), text, config) else {
        return Vec::new();
    };
    let body = front_matter::find_fences(text).body(text);
    let headings = &file.body.headings;
    let start = |at: usize| {
        headings.get(at).map_or(text.len(), |heading| {
            // a heading in a quote begins behind its mark
            let at = text.floor_char_boundary(heading.span.start as usize);
            text[..at].rfind('\n').map_or(0, |end| end + 1).max(body)
        })
    };
    let source = |name: &str, text: &str| SectionSource {
        name: name.to_string(),
        text: text.trim().to_string(),
    };
    let front = [
        ("title", &file.front.title),
        ("description", &file.front.description),
    ];
    let front = front
        .into_iter()
        .filter_map(|(name, value)| Some(source(name, &value.as_ref()?.value)));
    let introduction = source("introduction", &text[body..start(0)]);
    let sections = headings.iter().enumerate().map(|(at, heading)| {
        let end = start(at + 1).max(start(at));
        source(&section_name(heading), &text[start(at)..end])
    });
    let notes = source("notes", &notes(&text[body..]));
    let sections = front.chain([introduction]).chain(sections).chain([notes]);
    sections
        .filter(|section| !section.text.is_empty())
        .collect()
}

/// The lines of a body that define footnotes, each up to the next empty line.
fn notes(body: &str) -> String {
    let mut is_note = false;
    let lines = body.lines().filter(|line| {
        is_note = line.starts_with("[^") || (is_note && !line.trim().is_empty());
        is_note
    });
    lines.collect::<Vec<_>>().join("\n")
}
