//! The parts of a text that are no prose: code and raw HTML. Nothing in them is repaired.
//!
//! The text is parsed when it is first asked: few texts need a repair.

use crate::markdown::parser_options;
use crate::markdown::source::MarkdownSource;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// The code and the raw HTML of a text.
pub struct VerbatimRanges<'t, 's> {
    source: &'t MarkdownSource<'s>,
    /// The file, with the blocks that never end as text.
    text: Cow<'s, str>,
    /// Bytes of the file, ascending. A cache.
    ranges: OnceCell<Vec<Range<usize>>>,
}

impl<'t, 's> VerbatimRanges<'t, 's> {
    pub fn new(source: &'t MarkdownSource<'s>, text: Cow<'s, str>) -> Self {
        VerbatimRanges {
            source,
            text,
            ranges: OnceCell::new(),
        }
    }

    /// Whether a byte of the file is in code or raw HTML.
    pub fn contains(&self, at: usize) -> bool {
        let ranges = self.ranges.get_or_init(|| ranges(self.source, &self.text));
        let next = ranges.partition_point(|range| range.end <= at);
        ranges.get(next).is_some_and(|range| range.contains(&at))
    }
}

fn ranges(source: &MarkdownSource, text: &str) -> Vec<Range<usize>> {
    let markdown = &text[source.start..];
    let events = Parser::new_ext(markdown, parser_options::options(source)).into_offset_iter();
    let is_verbatim = |event: &Event| {
        matches!(
            event,
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
                | Event::Code(_)
                | Event::InlineHtml(_)
        )
    };
    let ranges = events.filter(|(event, _)| is_verbatim(event));
    let ranges = ranges.map(|(_, range)| source.start + range.start..source.start + range.end);
    ranges.collect()
}
