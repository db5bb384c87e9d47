//! The Markdown of each section of an article, under the names that `griot.lock` has for sections.
//!
//! A pure function of a text; also of one that git keeps from earlier.

use super::section_digests::section_name;
use crate::config::Config;
use crate::content::{self, SourceFile, front_matter};
use std::collections::HashMap;
use std::ops::Range;
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

/// A section among others: its name, and which one of those with that name it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SectionName {
    /// Name of the section as [`SectionDigest::name`](super::lock_file::SectionDigest::name).
    pub name: String,
    /// 0 for the first one of this name.
    pub nth: usize,
}

impl SectionName {
    /// The names of all sections, in their order.
    pub fn all<S>(sections: &[S], name: impl Fn(&S) -> &str) -> Vec<Self> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let names = sections.iter().map(|section| {
            let name = name(section);
            let count = counts.entry(name).or_default();
            *count += 1;
            SectionName {
                nth: *count - 1,
                name: name.to_string(),
            }
        });
        names.collect()
    }

    /// The name of the section at a position; `None` past the end.
    pub fn at<S>(sections: &[S], at: usize, name: impl Fn(&S) -> &str) -> Option<Self> {
        let own = name(sections.get(at)?);
        let same = sections[..at].iter().filter(|other| name(other) == own);
        Some(SectionName {
            nth: same.count(),
            name: own.to_string(),
        })
    }

    /// The position of the section among these.
    pub fn position<S>(&self, sections: &[S], name: impl Fn(&S) -> &str) -> Option<usize> {
        let positions = (0..sections.len()).filter(|at| name(&sections[*at]) == self.name);
        positions.into_iter().nth(self.nth)
    }
}

/// A section of a Markdown file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRange {
    /// Name of the section as [`SectionDigest::name`](super::lock_file::SectionDigest::name).
    pub name: String,
    /// Bytes of the text: its lines, with its heading.
    pub range: Range<usize>,
}

/// The introduction and the sections of the text of a Markdown file, one after the other from the
/// end of the front matter to the end of the text.
pub fn section_ranges(file: &SourceFile, text: &str) -> Vec<SectionRange> {
    let body = front_matter::find_fences(text).body(text);
    let headings = &file.body.headings;
    let mut starts = vec![body];
    for heading in headings {
        // a heading in a quote begins behind its mark
        let at = text.floor_char_boundary(heading.span.start as usize);
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        starts.push(line.max(starts[starts.len() - 1]));
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let names = headings.iter().map(section_name);
    let names = std::iter::once("introduction".to_string()).chain(names);
    let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
    names
        .zip(ranges)
        .map(|(name, range)| SectionRange { name, range })
        .collect()
}

/// The sections of the text of a Markdown file, in the order of the text. Empty for a text that is
/// no article.
pub fn section_sources(path: &Arc<str>, text: &str, config: &Config) -> Vec<SectionSource> {
    let (Some(file), _) = content::parse(path.clone(), text, config) else {
        return Vec::new();
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
    let sections = section_ranges(&file, text).into_iter();
    let sections = sections.map(|section| source(&section.name, &text[section.range]));
    let body = front_matter::find_fences(text).body(text);
    let notes = source("notes", &notes(&text[body..]));
    let sections = front.chain(sections).chain([notes]);
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
