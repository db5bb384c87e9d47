//! Writes a feed as RSS 2.0, with the modules that readers support: Atom, Dublin Core, content,
//! media.
//!
//! Takes a [`Feed`] and gives `rss.xml`, for readers and services without Atom and JSON Feed.

use super::{Feed, FeedEntry};
use crate::content::front_matter::Date;
use crate::markdown::push_text;
use crate::render::xml_writer::XmlWriter;
use crate::site::FeedFormat;

/// Writes the feed.
pub fn write(feed: &Feed) -> Vec<u8> {
    let attributes = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ];
    XmlWriter::document("rss", &attributes, |xml| {
        xml.element("channel", &[], |xml| channel(xml, feed))
    })
}

fn channel(xml: &mut XmlWriter, feed: &Feed) {
    xml.text("title", &feed.title);
    xml.text("link", &feed.page);
    // RSS requires a description
    let description = if feed.description.is_empty() {
        &feed.title
    } else {
        feed.description
    };
    xml.text("description", description);
    xml.text("language", &feed.language.code);
    if let Some(updated) = feed.updated() {
        xml.text("lastBuildDate", &rfc822(updated));
    }
    xml.text("generator", concat!("Griot ", env!("CARGO_PKG_VERSION")));
    let link = [
        ("rel", "self"),
        ("type", FeedFormat::Rss.mime()),
        ("href", feed.url.as_str()),
    ];
    xml.empty("atom:link", &link);
    for entry in &feed.entries {
        xml.element("item", &[], |xml| item(xml, entry));
    }
}

fn item(xml: &mut XmlWriter, entry: &FeedEntry) {
    xml.text("title", entry.title);
    xml.text("link", &entry.url);
    xml.text_with("guid", &[("isPermaLink", "true")], &entry.url);
    xml.text("pubDate", &rfc822(entry.published));
    for author in &entry.authors {
        xml.text("dc:creator", author.name);
    }
    for term in &entry.terms {
        xml.text("category", term.name);
    }
    if let Some(picture) = &entry.picture {
        xml.empty("media:content", &[("url", picture), ("medium", "image")]);
    }
    if !entry.summary.is_empty() {
        // readers parse the description as HTML
        let mut summary = String::new();
        push_text(&mut summary, entry.summary);
        xml.text("description", &summary);
    }
    if let Some(content) = &entry.content {
        xml.text("content:encoded", content);
    }
}

/// A date by RFC 822 with a year of four digits: `Mon, 23 Nov 2026 00:00:00 +0100`.
fn rfc822(date: &Date) -> String {
    date.at.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}
