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
use end_tags::CDATA_START;
use lol_html::errors::RewritingError;
use lol_html::html_content::{Comment, Element, SourceLocation, TextChunk, TextType};
use lol_html::{HandlerResult, HtmlRewriter, Settings};
use lol_html::{doc_comments, doc_text, doctype, element};
use std::cell::RefCell;
use std::ops::Range;

mod end_tags;
mod unclear;

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
        let name = element.tag_name();
        let tag = StartTag {
            has_content: !is_void(&name),
            name,
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
        if !is_html {
            tag.has_content = !tag.is_self_closing;
        }
        if tag.has_content {
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

    /// Ends a run of lol_html that came to the end of the HTML.
    fn finish(&mut self) {
        let ended = self.end_tags(self.raw.html.len());
        if ended.is_ok() && self.whole.is_some() {
            // sets where to go on
            let _ = self.unclear_whole();
        }
    }
}
