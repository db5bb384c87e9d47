//! Reads an export of WordPress (WXR, which is RSS with elements of its own) as a stream of
//! records.
//!
//! Holds one item at a time. Entities that the file declares are never expanded. An export that
//! breaks off or is no XML gives the records before the break, and the break with its line.

use super::export_break::ExportBreak;
use super::records::{Fact, Record, SourceAuthor, SourceItem, SourceTerm, TermUse};
use super::xml_steps::{StartTag, Step, XML_DEPTH, XmlSteps};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Reads an export and hands each record on.
///
/// # Errors
/// The export breaks off, is no XML, or is no export of WordPress.
pub fn read_export(
    input: impl BufRead,
    on_record: &mut dyn FnMut(Record),
) -> Result<(), ExportBreak> {
    let mut reader = ExportReader {
        xml: XmlSteps::new(input),
    };
    let result = reader.channel(on_record);
    result.map_err(|reason| ExportBreak {
        line: reader.xml.line(),
        reason,
    })
}

struct ExportReader<R: BufRead> {
    xml: XmlSteps<R>,
}

impl<R: BufRead> ExportReader<R> {
    fn channel(&mut self, on_record: &mut dyn FnMut(Record)) -> Result<(), String> {
        let mut depth = 0;
        let mut is_rss = false;
        loop {
            match self.xml.step()? {
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
                let texts = self.xml.texts()?;
                let text = |name: &str| texts.get(name).map_or("", |text| text.trim()).to_string();
                let (login, name) = (text("wp:author_login"), text("wp:author_display_name"));
                on_record(Record::Author(SourceAuthor { login, name }));
            }
            "wp:category" | "wp:tag" | "wp:term" => {
                let texts = self.xml.texts()?;
                on_record(Record::Term(term(&tag.name, &texts)));
            }
            name => {
                let value = self.xml.text()?;
                let name = name.to_string();
                on_record(Record::Fact(Fact { name, value }));
            }
        }
        Ok(())
    }

    fn item(&mut self) -> Result<SourceItem, String> {
        let mut item = SourceItem::default();
        loop {
            match self.xml.step()? {
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
        let attribute = |name: &str| tag.get(name).to_string();
        match tag.name.as_str() {
            "category" => {
                let name = self.xml.text()?;
                item.terms.push(TermUse {
                    taxonomy: attribute("domain"),
                    slug: attribute("nicename"),
                    name,
                });
            }
            "wp:postmeta" => {
                let mut texts = self.xml.texts()?;
                let key = texts.remove("wp:meta_key").unwrap_or_default();
                let value = texts.remove("wp:meta_value").unwrap_or_default();
                item.meta.entry(key).or_default().push(value);
            }
            "wp:comment" => {
                let texts = self.xml.texts()?;
                let text = |name: &str| texts.get(name).map_or("", |text| text.trim());
                match (text("wp:comment_type"), text("wp:comment_approved")) {
                    ("pingback" | "trackback", _) => item.comments.pings += 1,
                    (_, "1" | "approved") => item.comments.approved += 1,
                    _ => item.comments.others += 1,
                }
            }
            _ => {
                let text = self.xml.text()?;
                item.fields.entry(tag.name.clone()).or_insert(text);
            }
        }
        Ok(())
    }
}

fn term(element: &str, texts: &BTreeMap<String, String>) -> SourceTerm {
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
