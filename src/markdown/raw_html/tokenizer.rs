//! Splits raw HTML into tags, text and comments, as a browser does.
//!
//! lol_html does the work: it knows in which elements tags are text. Where it cannot know, and
//! where an element would swallow the Markdown after it, the tag is shown as text, and the
//! tokenizer goes on after its `<`.

use super::elements::{
    ends_foreign_content, holds_only_text, holds_table_parts, is_foreign_root, is_of_page,
    is_raw_text, is_shown_as_text, is_table_part, is_void,
};
use super::markup::{Markup, MarkupKind, StartTag, TagAttribute, UnclearHtml};
use super::raw_source::RawSource;
use crate::limits::TOKENS;
use lol_html::errors::RewritingError;
use lol_html::html_content::{Comment, Element, SourceLocation, TextChunk, TextType};
use lol_html::{HandlerResult, HtmlRewriter, Settings};
use lol_html::{doc_comments, doc_text, doctype, element};
use std::cell::RefCell;
use std::ops::Range;

/// Maximum number of times that the tokenizer begins again.
const MAX_RESTARTS: usize = 1_000;

/// Maximum number of bytes that are read in vain, before the tokenizer begins again.
const MAX_BYTES_IN_VAIN: usize = 32 * 1024 * 1024;

/// Splits raw HTML into its parts, in order and without gaps.
pub fn markup(raw: &RawSource) -> Vec<Markup> {
    let reader = RefCell::new(Reader {
        raw,
        base: 0,
        done: 0,
        markup: Vec::new(),
        whole: None,
        restarts: 0,
        bytes_in_vain: 0,
    });
    let length = raw.html.len();
    loop {
        let from = reader.borrow().done;
        if from >= length {
            return reader.into_inner().markup;
        }
        let result = read_from(&reader, from);
        let mut reader = reader.borrow_mut();
        match result {
            Ok(()) => reader.finish(),
            Err(RewritingError::ParsingAmbiguity(_)) => reader.skip_ambiguity(from),
            Err(_) => {}
        }
        let is_too_slow =
            reader.restarts > MAX_RESTARTS || reader.bytes_in_vain > MAX_BYTES_IN_VAIN;
        if is_too_slow || reader.markup.len() > TOKENS {
            let rest = reader.done..length;
            reader.push(rest, MarkupKind::Unclear(UnclearHtml::TooMuch));
        }
    }
}

/// Reads the HTML from byte `from` to its end, or to a part that is unclear.
fn read_from(reader: &RefCell<Reader>, from: usize) -> Result<(), RewritingError> {
    reader.borrow_mut().base = from;
    let settings = Settings::new()
        .with_strict(true)
        .append_element_content_handler(element!("*", |element| {
            reader.borrow_mut().start_tag(element)
        }))
        .append_document_content_handler(doc_text!(|chunk| reader.borrow_mut().text(chunk)))
        .append_document_content_handler(doc_comments!(|comment| {
            reader.borrow_mut().comment(comment)
        }))
        .append_document_content_handler(doctype!(|doctype| {
            let location = doctype.source_location();
            reader.borrow_mut().doctype(&location)
        }));
    let raw = reader.borrow().raw;
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter.write(&raw.html.as_bytes()[from..])?;
    rewriter.end()
}

struct Reader<'r> {
    raw: &'r RawSource,
    /// Byte where lol_html began to read.
    base: usize,
    /// Byte where `markup` ends.
    done: usize,
    markup: Vec<Markup>,
    /// The open element that has to end before the next tag of Markdown.
    whole: Option<WholeElement>,
    restarts: usize,
    bytes_in_vain: usize,
}

/// An element that holds no tag of Markdown.
struct WholeElement {
    name: String,
    /// Index of its start tag in the markup.
    index: usize,
    /// Byte before which it has to end.
    limit: usize,
    kind: WholeKind,
}

enum WholeKind {
    RawText,
    Select,
    /// SVG or MathML, and the elements that are open in it.
    Foreign(Vec<ForeignElement>),
}

/// An element inside SVG or MathML.
struct ForeignElement {
    name: String,
    /// Whether it is an element of HTML, inside `foreignObject`.
    is_html: bool,
}

/// Ends a run of lol_html: the reader goes on at [`Reader::done`].
#[derive(Debug, thiserror::Error)]
#[error("the HTML is unclear")]
struct Stop;

type Read = Result<(), Stop>;

impl Reader<'_> {
    fn range(&self, location: &SourceLocation) -> Range<usize> {
        let bytes = location.bytes();
        self.base + bytes.start..self.base + bytes.end
    }

    fn push(&mut self, range: Range<usize>, kind: MarkupKind) {
        self.done = range.end;
        self.markup.push(Markup { range, kind });
    }

    fn start_tag(&mut self, element: &mut Element) -> HandlerResult {
        let range = self.range(&element.source_location());
        self.end_tags(range.start)?;
        let tag = StartTag {
            name: element.tag_name(),
            written_name: element.tag_name_preserve_case(),
            attributes: self.attributes(element),
            is_self_closing: element.is_self_closing(),
            is_foreign: false,
        };
        let is_name = |c: u8| c.is_ascii_alphanumeric() || b"-_.:".contains(&c);
        if self.raw.has_break(&range) || !tag.name.bytes().all(is_name) {
            self.unclear_tag(range.start, UnclearHtml::UnfinishedTag)?;
        }
        match self.whole.as_mut().map(|whole| &mut whole.kind) {
            None => self.start_outside(range, tag)?,
            Some(WholeKind::RawText) => self.unclear_whole()?,
            Some(WholeKind::Select) => {
                if !matches!(&*tag.name, "option" | "optgroup" | "hr") {
                    self.unclear_whole()?;
                }
                self.push(range, MarkupKind::Start(tag));
            }
            Some(WholeKind::Foreign(_)) => self.start_foreign(range, tag)?,
        }
        Ok(())
    }

    fn attributes(&self, element: &Element) -> Vec<TagAttribute> {
        let attributes = element.attributes().iter();
        let attributes = attributes.filter_map(|attribute| {
            Some(TagAttribute {
                name: attribute.name(),
                written_name: self.range(&attribute.name_source_location()?),
                value: attribute
                    .value_source_location()
                    .map(|location| self.range(&location)),
            })
        });
        attributes.collect()
    }

    /// Adds a start tag that is in no element of its own rules.
    fn start_outside(&mut self, range: Range<usize>, tag: StartTag) -> Read {
        if is_shown_as_text(&tag.name) {
            return self.unclear_tag(range.start, UnclearHtml::UnsupportedElement(tag.name));
        }
        let limit = self.raw.end_of_fragment(range.end);
        let is_foreign = is_foreign_root(&tag.name);
        let kind = if is_raw_text(&tag.name) {
            if self.find_end_tag(&tag.name, range.end, limit).is_none() {
                self.bytes_in_vain += limit - range.end;
                return match tag.is_self_closing {
                    // `<iframe src="…"/>`: lol_html reads on as in a frame
                    true => self.push_and_stop(range, tag),
                    false => self.unclear_element(range.start, tag.name),
                };
            }
            WholeKind::RawText
        } else if is_foreign {
            if tag.is_self_closing {
                return self.unclear_element(range.start, tag.name);
            }
            WholeKind::Foreign(Vec::new())
        } else if tag.name == "select" {
            WholeKind::Select
        } else if tag.name == "noscript" {
            // to lol_html, its content is text
            return self.push_and_stop(range, tag);
        } else {
            self.push(range, MarkupKind::Start(tag));
            return Ok(());
        };
        self.whole = Some(WholeElement {
            name: tag.name.clone(),
            index: self.markup.len(),
            limit,
            kind,
        });
        self.push(range, MarkupKind::Start(StartTag { is_foreign, ..tag }));
        Ok(())
    }

    fn push_and_stop(&mut self, range: Range<usize>, tag: StartTag) -> Read {
        self.restarts += 1;
        self.push(range, MarkupKind::Start(tag));
        Err(Stop)
    }

    /// Adds a start tag in SVG or MathML, where each element has to end in order.
    fn start_foreign(&mut self, range: Range<usize>, mut tag: StartTag) -> Read {
        let Some(WholeElement {
            kind: WholeKind::Foreign(open),
            ..
        }) = &mut self.whole
        else {
            return Ok(());
        };
        let parent = open.last();
        let name = &*tag.name;
        let is_html = parent.is_some_and(|parent| parent.is_html || parent.name == "foreignobject");
        let is_clear = match is_html {
            true => {
                let is_table = holds_table_parts(name) || is_table_part(name);
                let is_special = is_raw_text(name) || is_shown_as_text(name) || is_of_page(name);
                !is_table && !is_special && !is_foreign_root(name) && name != "select"
            }
            false => {
                let holds_tags = parent.is_none_or(|parent| !holds_only_text(&parent.name));
                let is_confusing = tag.is_self_closing && is_foreign_root(name);
                holds_tags && !is_confusing && !ends_foreign_content(name)
            }
        };
        if !is_clear || name == "annotation-xml" {
            return self.unclear_whole();
        }
        let has_content = match is_html {
            true => !is_void(name),
            false => !tag.is_self_closing,
        };
        if has_content {
            open.push(ForeignElement {
                name: tag.name.clone(),
                is_html,
            });
        }
        // an element of HTML in SVG follows no rule of HTML here: it has to end in order
        tag.is_foreign = true;
        self.push(range, MarkupKind::Start(tag));
        Ok(())
    }

    fn text(&mut self, chunk: &mut TextChunk) -> HandlerResult {
        let range = self.range(&chunk.source_location());
        if range.is_empty() {
            return Ok(());
        }
        let is_cdata = chunk.text_type() == TextType::CDataSection;
        let before = match is_cdata && self.raw.html[self.done..range.start].ends_with(CDATA_START)
        {
            true => range.start - CDATA_START.len(),
            false => range.start,
        };
        self.end_tags(before)?;
        let is_too_long = |whole: &WholeElement| range.end > whole.limit;
        if self.whole.as_ref().is_some_and(is_too_long) {
            self.unclear_whole()?;
        }
        let raw_text = self.whole.as_ref();
        let raw_text = raw_text.filter(|whole| matches!(whole.kind, WholeKind::RawText));
        let kind = match raw_text.map(|whole| &*whole.name) {
            _ if is_cdata => MarkupKind::PlainText,
            None | Some("textarea") => MarkupKind::Text,
            Some("iframe") => MarkupKind::Unseen,
            Some(_) => MarkupKind::Code,
        };
        // lol_html gives a text in several chunks
        match self.markup.last_mut() {
            Some(last)
                if last.range.end == range.start
                    && std::mem::discriminant(&last.kind) == std::mem::discriminant(&kind) =>
            {
                last.range.end = range.end;
                self.done = range.end;
            }
            _ => self.push(range, kind),
        }
        Ok(())
    }

    fn comment(&mut self, comment: &mut Comment) -> HandlerResult {
        let range = self.range(&comment.source_location());
        self.end_tags(range.start)?;
        let text = &self.raw.html[range.clone()];
        let is_comment = text.starts_with("<!--");
        let is_finished = match is_comment {
            true => text.ends_with("-->") || text.ends_with("--!>"),
            false => text.ends_with('>'),
        };
        if self.raw.has_break(&range) || !is_finished {
            self.unclear_tag(range.start, UnclearHtml::UnfinishedComment)?;
        }
        let kind = match is_comment {
            true => MarkupKind::Comment,
            false => MarkupKind::BogusComment,
        };
        self.push(range, kind);
        Ok(())
    }

    fn doctype(&mut self, location: &SourceLocation) -> HandlerResult {
        let range = self.range(location);
        self.end_tags(range.start)?;
        if self.raw.has_break(&range) {
            self.unclear_tag(range.start, UnclearHtml::UnfinishedTag)?;
        }
        self.push(range, MarkupKind::BogusComment);
        Ok(())
    }

    /// Adds the end tags up to byte `to`: lol_html reports those that end no element to nobody.
    fn end_tags(&mut self, to: usize) -> Read {
        while self.done < to {
            let gap = &self.raw.html[self.done..to];
            let follows_cdata = matches!(
                self.markup.last(),
                Some(Markup { kind: MarkupKind::PlainText, range }) if range.end == self.done
            );
            if follows_cdata && gap.starts_with(CDATA_END) {
                self.done += CDATA_END.len();
                continue;
            }
            let Some(end_tag) = end_tag(gap) else {
                return self.unclear_tag(self.done, UnclearHtml::UnfinishedTag);
            };
            let range = self.done..self.done + end_tag.length;
            let name = end_tag.name.to_ascii_lowercase();
            if self.raw.has_break(&range) {
                return self.unclear_tag(range.start, UnclearHtml::UnfinishedTag);
            }
            self.end_tag(range, name)?;
        }
        match self.whole.as_ref().is_some_and(|whole| to >= whole.limit) {
            true => self.unclear_whole(),
            false => Ok(()),
        }
    }

    fn end_tag(&mut self, range: Range<usize>, name: String) -> Read {
        let whole = self.whole.as_mut();
        if whole
            .as_ref()
            .is_some_and(|whole| range.start >= whole.limit)
        {
            return self.unclear_whole();
        }
        let ends_whole = match whole {
            None => false,
            Some(WholeElement {
                kind: WholeKind::Foreign(open),
                name: root,
                ..
            }) => match open.pop() {
                None if *root == name => true,
                Some(inner) if inner.name == name => false,
                _ => return self.unclear_whole(),
            },
            Some(whole) if whole.name == name => true,
            Some(WholeElement {
                kind: WholeKind::Select,
                ..
            }) if matches!(&*name, "option" | "optgroup") => false,
            Some(_) => return self.unclear_whole(),
        };
        if ends_whole {
            self.whole = None;
        }
        self.push(range, MarkupKind::End(name));
        Ok(())
    }

    /// Ends a run of lol_html that came to the end of the HTML.
    fn finish(&mut self) {
        let ended = self.end_tags(self.raw.html.len());
        if ended.is_ok() && self.whole.is_some() {
            // sets where to go on
            let _ = self.unclear_whole();
        }
    }

    /// Goes on after a tag that lol_html refuses, which read from byte `from`.
    fn skip_ambiguity(&mut self, from: usize) {
        let stopped = if self.whole.is_some() {
            self.unclear_whole()
        } else if self.done == from {
            self.unclear_tag(from, UnclearHtml::UnfinishedTag)
        } else {
            // read again from here, lol_html knows what it needs
            Ok(())
        };
        let _ = stopped;
    }

    /// Shows the `<` at byte `at` as text, and reads on after it.
    fn unclear_tag(&mut self, at: usize, why: UnclearHtml) -> Read {
        if self.whole.is_some() {
            return self.unclear_whole();
        }
        self.restarts += 1;
        let first = self.raw.html[at..].chars().next();
        let end = at + first.map_or(1, char::len_utf8);
        self.push(at..end, MarkupKind::Unclear(why));
        Err(Stop)
    }

    fn unclear_element(&mut self, at: usize, name: String) -> Read {
        self.unclear_tag(at, UnclearHtml::UnfinishedElement(name))
    }

    /// Shows the start tag of the element that had to be whole as text; of SVG and MathML, all.
    fn unclear_whole(&mut self) -> Read {
        let Some(whole) = self.whole.take() else {
            return Err(Stop);
        };
        let read_to = self.done;
        let start = self.markup[whole.index].range.start;
        self.markup.truncate(whole.index);
        if !matches!(whole.kind, WholeKind::Foreign(_)) {
            self.bytes_in_vain += read_to - start;
            return self.unclear_element(start, whole.name);
        }
        self.restarts += 1;
        let limit = whole.limit.min(self.raw.html.len());
        let from = read_to.min(limit);
        let end = self
            .find_end_tag(&whole.name, from, limit)
            .and_then(|at| Some(at + self.raw.html[at..limit].find('>')? + 1));
        let why = UnclearHtml::UnfinishedElement(whole.name);
        self.push(start..end.unwrap_or(limit), MarkupKind::Unclear(why));
        Err(Stop)
    }

    /// The first `</name` in a part of the HTML.
    fn find_end_tag(&self, name: &str, from: usize, to: usize) -> Option<usize> {
        let html = &self.raw.html[from..to.min(self.raw.html.len())];
        let found = memchr::memmem::find_iter(html.as_bytes(), b"</").find(|at| {
            let after = html.as_bytes().get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
        });
        found.map(|at| from + at)
    }
}

const CDATA_START: &str = "<![CDATA[";
const CDATA_END: &str = "]]>";

/// An end tag without attributes.
struct EndTag<'h> {
    name: &'h str,
    /// Bytes of the tag.
    length: usize,
}

/// The end tag that `html` begins with; `None` when it is unfinished, or has attributes.
fn end_tag(html: &str) -> Option<EndTag<'_>> {
    let inside = &html[..html.find('>')?];
    let inside = inside.strip_prefix("</")?;
    let name = inside.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !name.contains(|c: char| c.is_ascii_whitespace() || "/<\"'=".contains(c));
    is_name.then_some(EndTag {
        name,
        length: 2 + inside.len() + 1,
    })
}
