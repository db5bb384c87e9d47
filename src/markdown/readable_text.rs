//! The text of an article as the Markdown parser reads it: what an author means and Markdown reads
//! in another way is written so that it is read as meant.
//!
//! Takes a text and gives it back with the same length, so that all places stay. Stand-ins, which
//! no text has, replace characters that are text; [`ReadableText::events`] puts them back. A text
//! that needs no repair passes through.

mod block_marks;
mod colon_lines;
mod heading_braces;
mod inline_shortcodes;
mod line_beginnings;
mod link_spaces;
mod shortcode_blocks;
mod unclosed_blocks;
mod verbatim_ranges;

use super::event_strings::map_strings;
use super::parser_options;
use super::source::MarkdownSource;
use crate::diagnostic::DiagnosticSink;
use memchr::{memchr, memchr3};
use pulldown_cmark::{CowStr, Event, OffsetIter, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use verbatim_ranges::VerbatimRanges;

/// A character that is text, and the one of one byte that replaces it. Control characters are in
/// no page.
struct StandIn {
    written: char,
    stand_in: char,
}

const STAND_INS: [StandIn; 3] = [
    StandIn {
        written: '<',
        stand_in: '\u{1}',
    },
    StandIn {
        written: ':',
        stand_in: '\u{2}',
    },
    StandIn {
        written: '{',
        stand_in: '\u{3}',
    },
];

/// Stands for a space or bracket in the address of a link, where the parser would end it.
const IN_ADDRESS: char = '\u{7f}';

/// A text for the Markdown parser; places are the same as in the file.
pub struct ReadableText<'s> {
    pub text: Cow<'s, str>,
    /// The file.
    pub written: &'s str,
    start: usize,
    has_stand_ins: bool,
    /// Bytes of the addresses of links with an [`IN_ADDRESS`], ascending.
    addresses: Vec<Range<usize>>,
    /// The addresses of definitions with an [`IN_ADDRESS`], and each as it is written.
    defined_addresses: HashMap<String, &'s str>,
    /// Bytes of the shortcodes that the parser takes for HTML, ascending.
    shortcodes: Vec<Range<usize>>,
}

/// Makes the text of `source` readable, with a warning for each thing that its author has to
/// correct.
pub fn readable<'s>(
    source: &MarkdownSource<'s>,
    diagnostics: &mut DiagnosticSink,
) -> ReadableText<'s> {
    let mut readable = ReadableText {
        text: Cow::Borrowed(source.text),
        written: source.text,
        start: source.start,
        has_stand_ins: false,
        addresses: Vec::new(),
        defined_addresses: HashMap::new(),
        shortcodes: Vec::new(),
    };
    let markdown = &source.text.as_bytes()[source.start..];
    if memchr3(1, 2, 3, markdown)
        .or(memchr(IN_ADDRESS as u8, markdown))
        .is_some()
    {
        return readable;
    }
    unclosed_blocks::repair(source, &mut readable, diagnostics);
    let verbatim = VerbatimRanges::new(source, readable.text.clone());
    block_marks::repair(source, &verbatim, &mut readable);
    colon_lines::repair(source, &verbatim, &mut readable);
    heading_braces::repair(source, &verbatim, &mut readable);
    shortcode_blocks::repair(source, &verbatim, &mut readable);
    inline_shortcodes::repair(source, &verbatim, &mut readable);
    link_spaces::repair(source, &verbatim, &mut readable, diagnostics);
    readable
}

impl<'s> ReadableText<'s> {
    /// The events of the parser, as the author wrote the text; their places are bytes of the
    /// file.
    pub fn events<'r>(&'r self, source: &MarkdownSource) -> ReadableEvents<'r> {
        let markdown = &self.text[self.start..];
        let options = parser_options::options(source);
        ReadableEvents {
            readable: self,
            events: Parser::new_ext(markdown, options).into_offset_iter(),
            in_shortcode: false,
        }
    }

    /// Replaces the character at a byte of the file by its stand-in.
    fn stand_in(&mut self, at: usize) {
        let written = self.text[at..].chars().next();
        let mut known = STAND_INS.iter();
        if let Some(known) = known.find(|known| Some(known.written) == written) {
            let mut bytes = [0; 1];
            self.replace(at..at + 1, known.stand_in.encode_utf8(&mut bytes));
            self.has_stand_ins = true;
        }
    }

    /// Replaces bytes of the file by as many others.
    fn replace(&mut self, range: Range<usize>, with: &str) {
        debug_assert_eq!(range.len(), with.len(), "places stay");
        self.text.to_mut().replace_range(range, with);
    }

    /// Puts characters back into an event of the parser. `range` are its bytes of the file.
    fn restore<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Event<'e>
    where
        's: 'e,
    {
        let event = match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) if dest_url.contains(IN_ADDRESS) => Event::Start(Tag::Link {
                link_type,
                dest_url: self.written_address(dest_url, range),
                title,
                id,
            }),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) if dest_url.contains(IN_ADDRESS) => Event::Start(Tag::Image {
                link_type,
                dest_url: self.written_address(dest_url, range),
                title,
                id,
            }),
            other => other,
        };
        // an author may write the number of a control character: `&#2;`
        let is_stand_in = |byte: &u8| matches!(byte, 1..=3);
        let repaired = &self.text.as_bytes()[range.clone()];
        match self.has_stand_ins && repaired.iter().any(is_stand_in) {
            true => map_strings(event, &restore),
            false => event,
        }
    }

    /// The address of a link at `range`, as it is written: the last one in it, for the text of the
    /// link stands before.
    fn written_address<'e>(&self, address: CowStr<'e>, range: &Range<usize>) -> CowStr<'e> {
        let before = self.addresses.partition_point(|own| own.end <= range.end);
        let own = before.checked_sub(1).map(|at| self.addresses[at].clone());
        let own = own.filter(|own| own.start >= range.start);
        let written = match own {
            Some(own) => &self.written[own],
            None => self
                .defined_addresses
                .get(&*address)
                .copied()
                .unwrap_or_default(),
        };
        htmlize::unescape(written).into_owned().into()
    }

    fn is_shortcode(&self, at: usize) -> bool {
        let next = self.shortcodes.partition_point(|range| range.end <= at);
        let next = self.shortcodes.get(next);
        next.is_some_and(|range| range.contains(&at))
    }
}

fn restore(text: CowStr) -> CowStr {
    let is_stand_in = |c: char| matches!(c, '\u{1}'..='\u{3}');
    if !text.contains(is_stand_in) {
        return text;
    }
    let written = |c: char| {
        let known = STAND_INS.iter().find(|known| known.stand_in == c);
        known.map_or(c, |known| known.written)
    };
    text.chars().map(written).collect::<String>().into()
}

/// The events of a [`ReadableText`].
pub struct ReadableEvents<'r> {
    readable: &'r ReadableText<'r>,
    events: OffsetIter<'r>,
    /// Whether the open block of HTML is a shortcode.
    in_shortcode: bool,
}

/// The address that the name of a reference stands for, and the place of its definition.
pub struct LinkDefinition {
    pub name: String,
    pub address: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

impl ReadableEvents<'_> {
    /// The definitions `[name]: address` of the text.
    pub fn definitions(&self) -> Vec<LinkDefinition> {
        let definitions = self.events.reference_definitions().iter();
        let definitions = definitions.map(|(name, definition)| LinkDefinition {
            name: name.to_string(),
            address: definition.dest.to_string(),
            span: self.readable.start + definition.span.start
                ..self.readable.start + definition.span.end,
        });
        definitions.collect()
    }
}

impl<'r> Iterator for ReadableEvents<'r> {
    type Item = (Event<'r>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.readable.start;
        if let Cow::Borrowed(_) = self.readable.text {
            // nothing was repaired
            let mut next = self.events.next();
            if let Some((_, range)) = &mut next {
                range.start += start;
                range.end += start;
            }
            return next;
        }
        let (event, range) = self.events.next()?;
        // marks that were moved may begin inside a character of the file
        let written = self.readable.written;
        let range = written.floor_char_boundary(range.start + start)
            ..written.ceil_char_boundary(range.end + start);
        let event = match event {
            Event::Start(Tag::HtmlBlock) if self.begins_shortcode(&range) => {
                self.in_shortcode = true;
                Event::Start(Tag::Paragraph)
            }
            Event::End(TagEnd::HtmlBlock) if self.in_shortcode => {
                self.in_shortcode = false;
                Event::End(TagEnd::Paragraph)
            }
            Event::Html(_) if self.in_shortcode => {
                let text = &self.readable.written[range.clone()];
                let is_last = !self.readable.is_shortcode(range.end);
                Event::Text(match is_last {
                    true => text.trim_end_matches(parser_options::LINE_ENDS).into(),
                    false => text.into(),
                })
            }
            // not where a block can begin: the shortcode is text
            Event::Text(_) | Event::InlineHtml(_) if self.readable.is_shortcode(range.start) => {
                Event::Text(self.readable.written[range.clone()].into())
            }
            event => self.readable.restore(event, &range),
        };
        Some((event, range))
    }
}

impl ReadableEvents<'_> {
    fn begins_shortcode(&self, range: &Range<usize>) -> bool {
        let html = &self.readable.text[range.clone()];
        let indent = html.len() - html.trim_start_matches([' ', '\t', '>']).len();
        html[indent..].starts_with("<?") && self.readable.is_shortcode(range.start + indent)
    }
}
