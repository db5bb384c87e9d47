//! [`XmlSteps`]: the XML of an export, step by step.
//!
//! Joins nothing and keeps nothing. Entities that the file declares are never expanded; elements have
//! bounded depth and size.

use super::bounded_reader::BoundedReader;
use crate::limits::TEXT_BYTES;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// The most bytes of one event of the XML: a text in CDATA is one.
const EVENT_BYTES: usize = 2 * TEXT_BYTES;

/// Elements inside one another in an export; WordPress writes five.
pub const XML_DEPTH: usize = 64;

/// An event without what the reader's buffer holds.
pub enum Step {
    /// An element begins.
    Start(StartTag),
    /// A piece of text, its entities decoded.
    Text(String),
    /// An element ends.
    End,
    /// The file ends.
    EndOfFile,
}

/// The start of an element.
pub struct StartTag {
    /// Its name, with its prefix.
    pub name: String,
    attributes: BTreeMap<String, String>,
    /// Whether it is an end tag too.
    pub is_empty: bool,
}

impl StartTag {
    /// The value of an attribute; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// The XML of an export.
pub struct XmlSteps<R: BufRead> {
    xml: Reader<BoundedReader<R>>,
    buffer: Vec<u8>,
}

impl<R: BufRead> XmlSteps<R> {
    /// Reads from the start of an export.
    pub fn new(input: R) -> Self {
        let mut xml = Reader::from_reader(BoundedReader::new(input, EVENT_BYTES));
        xml.config_mut().allow_dangling_amp = true;
        XmlSteps {
            xml,
            buffer: Vec::new(),
        }
    }

    /// The line that is being read, from 1.
    pub fn line(&mut self) -> u64 {
        self.xml.get_mut().line()
    }

    /// The next step.
    ///
    /// # Errors
    /// What is wrong with the XML.
    pub fn step(&mut self) -> Result<Step, String> {
        loop {
            self.xml.get_mut().start_event();
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer);
            return Ok(match event.map_err(|error| error.to_string())? {
                Event::Start(tag) => Step::Start(start_tag(&tag, false)),
                Event::Empty(tag) => Step::Start(start_tag(&tag, true)),
                Event::End(_) => Step::End,
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => Step::Text(entity_text(&entity)),
                Event::Eof => Step::EndOfFile,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    /// The texts of the elements in an element.
    ///
    /// # Errors
    /// As [`step`](XmlSteps::step).
    pub fn texts(&mut self) -> Result<BTreeMap<String, String>, String> {
        let mut texts = BTreeMap::new();
        loop {
            match self.step()? {
                Step::Start(tag) if tag.is_empty => {}
                Step::Start(tag) => {
                    let text = self.text()?;
                    texts.insert(tag.name, text);
                }
                Step::Text(_) => {}
                Step::End => return Ok(texts),
                Step::EndOfFile => return Err("the export breaks off here".to_string()),
            }
        }
    }

    /// The text of an element, all pieces of it; elements inside are passed over.
    ///
    /// # Errors
    /// As [`step`](XmlSteps::step); the text is too long.
    pub fn text(&mut self) -> Result<String, String> {
        let mut text = String::new();
        let mut depth = 1;
        loop {
            match self.step()? {
                Step::Start(tag) => depth += usize::from(!tag.is_empty),
                Step::End => depth -= 1,
                Step::Text(piece) if depth == 1 => text.push_str(&piece),
                Step::Text(_) => {}
                Step::EndOfFile => return Err("the export breaks off here".to_string()),
            }
            if depth == 0 {
                return Ok(text);
            }
            if depth > XML_DEPTH {
                return Err("elements are nested too deeply".to_string());
            }
            if text.len() > TEXT_BYTES {
                let megabytes = TEXT_BYTES >> 20;
                return Err(format!("a text has more than the limit of {megabytes} MB"));
            }
        }
    }
}

fn start_tag(tag: &BytesStart<'_>, is_empty: bool) -> StartTag {
    let mut attributes = BTreeMap::new();
    let mut read = tag.attributes();
    for attribute in read.with_checks(false).flatten() {
        let value = htmlize::unescape_attribute(&*attribute.value).into_owned();
        attributes.insert(attribute.key.0.to_string(), value);
    }
    StartTag {
        name: tag.name().0.to_string(),
        attributes,
        is_empty,
    }
}

/// What an entity stands for: a character by its number or its name in HTML, else itself.
fn entity_text(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    let text = format!("&{};", &**entity);
    htmlize::unescape(&text).into_owned()
}
