//! Writes a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).
//!
//! Takes a [`Feed`] and gives `feed.json`. The fields of the types here are the format's own.

use super::{Feed, FeedEntry};
use crate::render::date_formatter::rfc3339;
use crate::render::view::AuthorView;
use serde::Serialize;

#[derive(Serialize)]
struct JsonFeed<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'f str>,
    authors: [JsonAuthor<'f>; 1],
    language: &'f str,
    items: Vec<JsonItem<'f>>,
}

#[derive(Serialize)]
struct JsonAuthor<'f> {
    name: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
}

#[derive(Serialize)]
struct JsonItem<'f> {
    id: &'f str,
    url: &'f str,
    title: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'f str>,
    /// The content of an item without HTML: an item needs one of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'f str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'f str>,
    date_published: String,
    /// Absent where the article was never updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'f>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'f str>,
}

/// Writes the feed.
pub fn write(feed: &Feed) -> Vec<u8> {
    let publisher = feed.publisher();
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.url,
        description: feed.description,
        icon: feed.icon.as_deref(),
        favicon: feed.favicon.as_deref(),
        authors: [author(&publisher)],
        language: &feed.language.code,
        items: feed.entries.iter().map(item).collect(),
    };
    // strings and lists of strings always have a form in JSON
    serde_json::to_vec(&json).unwrap_or_default()
}

fn author<'f>(author: &AuthorView<'f>) -> JsonAuthor<'f> {
    JsonAuthor {
        name: author.name,
        url: author.url,
    }
}

fn item<'f>(entry: &'f FeedEntry) -> JsonItem<'f> {
    let text = if entry.summary.is_empty() {
        entry.title
    } else {
        entry.summary
    };
    JsonItem {
        id: &entry.url,
        url: &entry.url,
        title: entry.title,
        content_html: entry.content.as_deref(),
        content_text: entry.content.is_none().then_some(text),
        summary: entry.summary,
        image: entry.picture.as_deref(),
        date_published: rfc3339(entry.published),
        date_modified: (entry.updated != entry.published).then(|| rfc3339(entry.updated)),
        authors: entry.authors.iter().map(author).collect(),
        tags: entry.terms.iter().map(|term| term.name).collect(),
    }
}
