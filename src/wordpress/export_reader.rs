//! Reads an export of WordPress (WXR, which is RSS with elements of its own) as a stream of
//! records.
//!
//! Holds one item at a time. Entities that the file declares are never expanded. An export that
//! breaks off or is no XML gives the records before the break, and the break with its line.

use super::bounded_reader::BoundedReader;
use super::records::{Fact, Record, SourceAuthor, SourceItem, SourceTerm, TermUse};
use crate::limits::TEXT_BYTES;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// The most bytes of one event of the XML: a text in CDATA is one.
const EVENT_BYTES: usize = 2 * TEXT_BYTES;

/// Elements inside one another in an export; WordPress writes five.
const XML_DEPTH: usize = 64;

/// Where and why an export cannot be read further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportBreak {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong there.
    pub reason: String,
}

/// Reads an export and hands each record on.
///
/// # Errors
/// The export breaks off, is no XML, or is no export of WordPress.
pub fn read_export(
    input: impl BufRead,
    on_record: &mut dyn FnMut(Record),
) -> Result<(), ExportBreak> {
    let mut reader = ExportReader::new(input);
    let result = reader.channel(on_record);
    result.map_err(|reason| ExportBreak {
        line: reader.xml.get_mut().line(),
        reason,
    })
}

struct ExportReader<R: BufRead> {
    xml: Reader<BoundedReader<R>>,
    buffer: Vec<u8>,
}

/// An event without what the reader's buffer holds.
enum Step {
    Start(StartTag),
    Text(String),
    End,
    EndOfFile,
}

struct StartTag {
    name: String,
    attributes: BTreeMap<String, String>,
    is_empty: bool,
}

/// The children of an element that holds only texts.
type Texts = BTreeMap<String, String>;

impl<R: BufRead> ExportReader<R> {
    fn new(input: R) -> Self {
        let mut xml = Reader::from_reader(BoundedReader::new(input, EVENT_BYTES));
        xml.config_mut().allow_dangling_amp = true;
        ExportReader {
            xml,
            buffer: Vec::new(),
        }
    }

    fn step(&mut self) -> Result<Step, String> {
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

    fn channel(&mut self, on_record: &mut dyn FnMut(Record)) -> Result<(), String> {
        let mut depth = 0;
        let mut is_rss = false;
        loop {
            match self.step()? {
                Step::Start(tag) if depth == 0 && tag.name != "rss" => {
                    return Err(format!(
                        "this begins with `<{}>`: it is no export of WordPress",
                        tag.name
                    ));
                }
                Step::Start(tag) if depth == 2 => self.record(&tag, on_record)?,
                Step::Start(tag) => {
                    is_rss = true;
                    depth += usize::from(!tag.is_empty);
                    if depth > XML_DEPTH {
                        return Err("elements are nested too deeply".to_string());
                    }
                }
                Step::End => depth -= 1,
                Step::Text(_) => {}
                Step::EndOfFile if depth > 0 => {
                    return Err("the export breaks off here".to_string());
                }
                Step::EndOfFile if !is_rss => {
                    return Err("this is no export of WordPress".to_string());
                }
                Step::EndOfFile => return Ok(()),
            }
        }
    }

    fn record(&mut self, tag: &StartTag, on_record: &mut dyn FnMut(Record)) -> Result<(), String> {
        match tag.name.as_str() {
            _ if tag.is_empty => {}
            "item" => on_record(Record::Item(Box::new(self.item()?))),
            "wp:author" => {
                let texts = self.texts()?;
                let text = |name: &str| texts.get(name).map_or("", |text| text.trim()).to_string();
                let (login, name) = (text("wp:author_login"), text("wp:author_display_name"));
                on_record(Record::Author(SourceAuthor { login, name }));
            }
            "wp:category" | "wp:tag" | "wp:term" => {
                let texts = self.texts()?;
                on_record(Record::Term(term(&tag.name, &texts)));
            }
            name => {
                let value = self.text()?;
                let name = name.to_string();
                on_record(Record::Fact(Fact { name, value }));
            }
        }
        Ok(())
    }

    fn item(&mut self) -> Result<SourceItem, String> {
        let mut item = SourceItem::default();
        loop {
            match self.step()? {
                Step::Start(tag) => self.item_part(&tag, &mut item)?,
                Step::Text(_) => {}
                Step::End => return Ok(item),
                Step::EndOfFile => return Err("the export breaks off here".to_string()),
            }
        }
    }

    fn item_part(&mut self, tag: &StartTag, item: &mut SourceItem) -> Result<(), String> {
        if tag.is_empty {
            return Ok(());
        }
        let attribute = |name: &str| tag.attributes.get(name).cloned().unwrap_or_default();
        match tag.name.as_str() {
            "category" => {
                let name = self.text()?;
                item.terms.push(TermUse {
                    taxonomy: attribute("domain"),
                    slug: attribute("nicename"),
                    name,
                });
            }
            "wp:postmeta" => {
                let mut texts = self.texts()?;
                let key = texts.remove("wp:meta_key").unwrap_or_default();
                let value = texts.remove("wp:meta_value").unwrap_or_default();
                item.meta.entry(key).or_default().push(value);
            }
            "wp:comment" => {
                let texts = self.texts()?;
                let text = |name: &str| texts.get(name).map_or("", |text| text.trim());
                match (text("wp:comment_type"), text("wp:comment_approved")) {
                    ("pingback" | "trackback", _) => item.comments.pings += 1,
                    (_, "1" | "approved") => item.comments.approved += 1,
                    _ => item.comments.others += 1,
                }
            }
            _ => {
                let text = self.text()?;
                item.fields.entry(tag.name.clone()).or_insert(text);
            }
        }
        Ok(())
    }

    /// The texts of the elements in an element.
    fn texts(&mut self) -> Result<Texts, String> {
        let mut texts = Texts::new();
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
    fn text(&mut self) -> Result<String, String> {
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

fn term(element: &str, texts: &Texts) -> SourceTerm {
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| texts.get(*name));
        found.map_or("", |text| text.trim()).to_string()
    };
    let taxonomy = match element {
        "wp:category" => "category".to_string(),
        "wp:tag" => "post_tag".to_string(),
        _ => text(&["wp:term_taxonomy"]),
    };
    SourceTerm {
        taxonomy,
        id: text(&["wp:term_id"]).parse().unwrap_or(0),
        slug: text(&["wp:category_nicename", "wp:tag_slug", "wp:term_slug"]),
        parent: text(&["wp:category_parent", "wp:term_parent"]),
        name: text(&["wp:cat_name", "wp:tag_name", "wp:term_name"]),
        description: text(&[
            "wp:category_description",
            "wp:tag_description",
            "wp:term_description",
        ]),
    }
}
