//! What an export of WordPress holds, record by record.

use std::collections::BTreeMap;

/// A part of an export.
#[derive(Debug, Clone)]
pub enum Record {
    /// A fact about the site: `title`, `language`, `wp:base_blog_url`.
    Fact(Fact),
    /// A person who may have written something.
    Author(SourceAuthor),
    /// A category, a tag, or another term.
    Term(SourceTerm),
    /// A post, a page, a file or another item.
    Item(Box<SourceItem>),
}

/// A fact about the site.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The name of the element.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// A person who may have written something.
#[derive(Debug, Clone, Default)]
pub struct SourceAuthor {
    /// The name that posts refer to.
    pub login: String,
    /// The name that readers see.
    pub name: String,
}

/// A category, a tag, or another term.
#[derive(Debug, Clone, Default)]
pub struct SourceTerm {
    /// `category`, `post_tag`, or that of a plugin.
    pub taxonomy: String,
    /// The number that plugins refer to.
    pub id: u64,
    /// The last part of its address.
    pub slug: String,
    /// The slug of the term above.
    pub parent: String,
    /// The name that readers see.
    pub name: String,
    /// A text about it; plugins keep data here.
    pub description: String,
}

/// The use of a term by an item.
#[derive(Debug, Clone)]
pub struct TermUse {
    /// `category`, `post_tag`, or that of a plugin.
    pub taxonomy: String,
    /// The slug of the term.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// How many comments of each kind an item has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommentCounts {
    /// Comments that readers see.
    pub approved: usize,
    /// Comments that wait, spam and trash.
    pub others: usize,
    /// Links from other sites.
    pub pings: usize,
}

impl CommentCounts {
    /// All comments.
    pub fn all(&self) -> usize {
        self.approved + self.others + self.pings
    }
}

/// A post, a page, a file or another item.
#[derive(Debug, Clone, Default)]
pub struct SourceItem {
    /// The texts of its elements, by name.
    pub fields: BTreeMap<String, String>,
    /// Its terms.
    pub terms: Vec<TermUse>,
    /// Values that WordPress and plugins keep beside it, by key.
    pub meta: BTreeMap<String, Vec<String>>,
    /// Its comments.
    pub comments: CommentCounts,
}

impl SourceItem {
    /// The text of an element; empty where there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// A number in an element; 0 where there is none.
    pub fn number(&self, name: &str) -> u64 {
        self.field(name).trim().parse().unwrap_or(0)
    }

    /// The slugs of its terms of a taxonomy.
    pub fn slugs<'a>(&'a self, taxonomy: &'a str) -> impl Iterator<Item = &'a str> {
        let terms = self.terms.iter();
        let terms = terms.filter(move |term| term.taxonomy == taxonomy);
        terms.map(|term| term.slug.as_str())
    }

    /// The value of a key; empty where there is none.
    pub fn meta(&self, key: &str) -> &str {
        let values = self.meta.get(key);
        values
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }
}
