//! Reads an export of Blogger: an Atom feed with an entry for each post, page and comment, as the
//! settings of a blog give it, or as Google Takeout does (`feed.atom`).
//!
//! Gives the records that an export of WordPress would have.

use super::export_break::ExportBreak;
use super::records::{Fact, Record, SourceItem, TermUse};
use super::xml_steps::{StartTag, Step, XmlSteps};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::io::BufRead;

/// The scheme of categories that say what an entry is.
const KINDS: &str = "http://schemas.google.com/g/2005#kind";

/// Reads an export.
///
/// # Errors
/// The export breaks off, or is no export of Blogger.
pub fn read_blogger(
    input: impl BufRead,
    on_record: &mut dyn FnMut(Record),
) -> Result<(), ExportBreak> {
    let mut reader = BloggerReader {
        xml: XmlSteps::new(input),
        has_address: false,
    };
    let result = reader.feed(on_record);
    result.map_err(|reason| ExportBreak {
        line: reader.xml.line(),
        reason,
    })
}

struct BloggerReader<R: BufRead> {
    xml: XmlSteps<R>,
    /// Whether the address of the blog is known.
    has_address: bool,
}

/// An entry of the feed.
#[derive(Default)]
struct Entry {
    texts: BTreeMap<String, String>,
    labels: Vec<String>,
    kind: String,
    link: String,
    author: String,
    is_draft: bool,
}

impl<R: BufRead> BloggerReader<R> {
    fn feed(&mut self, on_record: &mut dyn FnMut(Record)) -> Result<(), String> {
        let first = loop {
            match self.xml.step()? {
                Step::Start(tag) => break tag.name,
                Step::EndOfFile => break String::new(),
                _ => {}
            }
        };
        if first != "feed" {
            return Err("this is no export of Blogger".to_string());
        }
        let (name, value) = ("program".to_string(), "Blogger".to_string());
        on_record(Record::Fact(Fact { name, value }));
        let mut number = 0;
        loop {
            match self.xml.step()? {
                Step::Start(tag) if tag.name == "entry" => {
                    number += 1;
                    let entry = self.entry()?;
                    self.give(number, entry, on_record);
                }
                Step::Start(tag) => self.fact(&tag, on_record)?,
                Step::Text(_) => {}
                Step::End => return Ok(()),
                Step::EndOfFile => return Err("the export breaks off here".to_string()),
            }
        }
    }

    fn fact(&mut self, tag: &StartTag, on_record: &mut dyn FnMut(Record)) -> Result<(), String> {
        if tag.is_empty {
            let is_page = tag.get("rel") == "alternate" && tag.get("type") == "text/html";
            if tag.name == "link" && is_page {
                self.address(tag.get("href"), on_record);
            }
            return Ok(());
        }
        let value = self.xml.text()?;
        if tag.name == "title" {
            let name = "title".to_string();
            on_record(Record::Fact(Fact { name, value }));
        }
        Ok(())
    }

    /// Says the address of the blog, by the address of one of its pages.
    fn address(&mut self, page: &str, on_record: &mut dyn FnMut(Record)) {
        let start = page.find("://").map(|at| at + 3);
        let Some(start) = start.filter(|_| !self.has_address) else {
            return;
        };
        let end = page[start..]
            .find('/')
            .map_or(page.len(), |end| start + end);
        self.has_address = true;
        let (name, value) = ("wp:base_blog_url".to_string(), page[..end].to_string());
        on_record(Record::Fact(Fact { name, value }));
    }

    fn entry(&mut self) -> Result<Entry, String> {
        let mut entry = Entry::default();
        loop {
            match self.xml.step()? {
                Step::Start(tag) => self.part(&tag, &mut entry)?,
                Step::Text(_) => {}
                Step::End => return Ok(entry),
                Step::EndOfFile => return Err("the export breaks off here".to_string()),
            }
        }
    }

    fn part(&mut self, tag: &StartTag, entry: &mut Entry) -> Result<(), String> {
        match tag.name.as_str() {
            "category" if tag.get("scheme") == KINDS => {
                let kind = tag.get("term").rsplit('#').next();
                entry.kind = kind.unwrap_or_default().to_string();
            }
            "category" => entry.labels.push(tag.get("term").to_string()),
            "link" if tag.get("rel") == "alternate" => entry.link = tag.get("href").to_string(),
            _ if tag.is_empty => {}
            "author" => {
                let texts = self.xml.texts()?;
                entry.author = texts.get("name").cloned().unwrap_or_default();
                return Ok(());
            }
            "app:control" => {
                let texts = self.xml.texts()?;
                entry.is_draft = texts.get("app:draft").is_some_and(|draft| draft == "yes");
                return Ok(());
            }
            name => {
                let text = self.xml.text()?;
                entry.texts.insert(name.to_string(), text);
                return Ok(());
            }
        }
        match tag.is_empty {
            true => Ok(()),
            false => self.xml.text().map(|_| ()),
        }
    }

    fn give(&mut self, number: u64, entry: Entry, on_record: &mut dyn FnMut(Record)) {
        let text = |name: &str| entry.texts.get(name).cloned().unwrap_or_default();
        let kind = match (&*text("blogger:type"), entry.kind.as_str()) {
            ("POST", _) | ("", "post") => "post",
            ("PAGE", _) | ("", "page") => "page",
            ("COMMENT", _) | ("", "comment") => "comment",
            ("", "template") => "template",
            _ => "setting",
        };
        if matches!(kind, "post" | "page") {
            self.address(&entry.link, on_record);
        }
        let status = match &*text("blogger:status") {
            "LIVE" => "publish",
            "SCHEDULED" => "future",
            "SOFT_TRASHED" => "trash",
            "" if !entry.is_draft => "publish",
            _ => "draft",
        };
        // Takeout has the path alone
        let path = text("blogger:filename");
        let link = match entry.link.is_empty() {
            true => path,
            false => entry.link.clone(),
        };
        let slug = link.rsplit('/').next().unwrap_or_default();
        let slug = slug.strip_suffix(".html").unwrap_or(slug).to_string();
        let (date, modified) = (Times::new(&text("published")), Times::new(&text("updated")));
        let mut item = SourceItem::default();
        for (name, value) in [
            ("wp:post_id", number.to_string()),
            ("wp:post_type", kind.to_string()),
            ("wp:status", status.to_string()),
            ("wp:post_name", slug),
            ("link", link),
            ("title", text("title")),
            ("content:encoded", text("content")),
            ("dc:creator", entry.author.clone()),
            ("wp:post_date", date.local),
            ("wp:post_date_gmt", date.utc),
            ("wp:post_modified", modified.local),
            ("wp:post_modified_gmt", modified.utc),
        ] {
            item.fields.insert(name.to_string(), value);
        }
        item.terms = entry
            .labels
            .iter()
            .map(|label| TermUse {
                taxonomy: "post_tag".to_string(),
                slug: label.clone(),
                name: label.clone(),
            })
            .collect();
        on_record(Record::Item(Box::new(item)));
    }
}

/// A time on the clock of the blog and in UTC, as WordPress writes them.
#[derive(Default)]
struct Times {
    local: String,
    utc: String,
}

impl Times {
    /// Reads `2026-05-23T10:00:00.000+01:00`.
    fn new(time: &str) -> Self {
        let Ok(moment) = time.trim().parse::<Timestamp>() else {
            return Times::default();
        };
        let utc = TimeZone::UTC.to_datetime(moment);
        let utc = utc.strftime("%Y-%m-%d %H:%M:%S").to_string();
        let local = time.get(..19).map(|local| local.replace('T', " "));
        Times {
            local: local.unwrap_or_default(),
            utc,
        }
    }
}
