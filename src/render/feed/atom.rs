//! Writes a feed as Atom 1.0 (RFC 4287).
//!
//! Takes a [`Feed`] and gives `feed.xml`. An entry has its own page as its only `alternate` link:
//! RFC 4287 allows translations too, but readers that ignore `hreflang` would open them.

use super::{Feed, FeedEntry};
use crate::render::date_formatter::rfc3339;
use crate::render::view::AuthorView;
use crate::render::xml_writer::XmlWriter;
use crate::site::FeedFormat;

/// The date of an empty feed: Atom requires one.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Writes the feed.
pub fn write(feed: &Feed) -> Vec<u8> {
    let attributes = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xml:lang", &feed.language.code),
    ];
    XmlWriter::document("feed", &attributes, |xml| {
        xml.text("id", &feed.page);
        xml.text("title", &feed.title);
        if !feed.description.is_empty() {
            xml.text("subtitle", feed.description);
        }
        let updated = feed.updated().map(rfc3339);
        xml.text("updated", updated.as_deref().unwrap_or(NEVER));
        links(xml, feed);
        author(xml, &feed.publisher());
        if let Some(icon) = &feed.favicon {
            xml.text("icon", icon);
        }
        xml.text_with(
            "generator",
            &[("version", env!("CARGO_PKG_VERSION"))],
            "Griot",
        );
        for entry in &feed.entries {
            xml.element("entry", &[], |xml| {
                write_entry(xml, entry, &feed.language.code)
            });
        }
    })
}

/// Writes the links of the feed. The page comes first: some readers use the first link only.
fn links(xml: &mut XmlWriter, feed: &Feed) {
    let mime = FeedFormat::Atom.mime();
    page_link(xml, &feed.page, &feed.language.code);
    xml.empty(
        "link",
        &[("rel", "self"), ("type", mime), ("href", &feed.url)],
    );
    for translation in &feed.translations {
        xml.empty(
            "link",
            &[
                ("rel", "alternate"),
                ("type", mime),
                ("hreflang", translation.code),
                ("href", &translation.url),
            ],
        );
    }
}

fn page_link(xml: &mut XmlWriter, url: &str, code: &str) {
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("hreflang", code),
            ("href", url),
        ],
    );
}

fn author(xml: &mut XmlWriter, author: &AuthorView) {
    xml.element("author", &[], |xml| {
        xml.text("name", author.name);
        if let Some(url) = author.url {
            xml.text("uri", url);
        }
    });
}

fn write_entry(xml: &mut XmlWriter, entry: &FeedEntry, code: &str) {
    xml.text("id", &entry.url);
    xml.text("title", entry.title);
    page_link(xml, &entry.url, code);
    xml.text("published", &rfc3339(entry.published));
    xml.text("updated", &rfc3339(entry.updated));
    for each in &entry.authors {
        author(xml, each);
    }
    for term in &entry.terms {
        xml.empty("category", &[("term", term.slug), ("label", term.name)]);
    }
    if let Some(picture) = &entry.picture {
        xml.empty("media:content", &[("url", picture), ("medium", "image")]);
    }
    if !entry.summary.is_empty() {
        xml.text_with("summary", &[("type", "text")], entry.summary);
    }
    if let Some(content) = &entry.content {
        xml.text_with("content", &[("type", "html")], content);
    }
}
