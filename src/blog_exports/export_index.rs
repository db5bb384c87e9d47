//! [`ExportIndex`]: what the first reading of an export keeps: everything but the texts.

use super::php_arrays::php_array;
use super::qtranslate::split_languages;
use super::records::{CommentCounts, Record, SourceAuthor, SourceItem, SourceTerm};
use super::toggle_links::{ToggleLink, toggle_links};
use crate::diagnostic::Text;
use crate::imported_site::Moment;
use crate::imported_site::language_code;
use crate::limits::TEXT_BYTES;
use crate::phrase;
use jiff::civil;
use jiff::tz::Offset;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// An item of one of the exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemKey {
    /// The number of the export.
    pub export: usize,
    /// The number of the item in WordPress.
    pub id: u64,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// An article.
    Post,
    /// A standing page.
    Page,
    /// A picture or another file.
    Attachment,
    /// A block that several texts share.
    ReusableBlock,
    /// Anything else, by its name.
    Other(String),
}

impl ItemKind {
    fn of(name: &str) -> Self {
        match name {
            "post" => ItemKind::Post,
            "page" => ItemKind::Page,
            "attachment" => ItemKind::Attachment,
            "wp_block" => ItemKind::ReusableBlock,
            other => ItemKind::Other(other.to_string()),
        }
    }

    /// Whether the item is a text that becomes a file.
    pub fn is_text(&self) -> bool {
        matches!(self, ItemKind::Post | ItemKind::Page)
    }
}

/// Who may see an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemStatus {
    /// Everybody.
    Published,
    /// Everybody, from its date on.
    Scheduled,
    /// Nobody yet.
    Draft,
    /// Nobody until an editor agrees.
    Pending,
    /// People who are logged in.
    Private,
    /// People who know a password.
    Password,
    /// Nobody: it was thrown away, or never written.
    Trash,
}

impl ItemStatus {
    fn of(item: &SourceItem) -> Self {
        let status = match item.field("wp:status").trim() {
            "publish" | "inherit" | "" => ItemStatus::Published,
            "future" => ItemStatus::Scheduled,
            "pending" => ItemStatus::Pending,
            "private" => ItemStatus::Private,
            "trash" | "auto-draft" => ItemStatus::Trash,
            _ => ItemStatus::Draft,
        };
        let is_seen = matches!(status, ItemStatus::Published | ItemStatus::Scheduled);
        match is_seen && !item.field("wp:post_password").is_empty() {
            true => ItemStatus::Password,
            false => status,
        }
    }

    /// Whether readers see the item, now or later.
    pub fn is_public(self) -> bool {
        matches!(self, ItemStatus::Published | ItemStatus::Scheduled)
    }

    /// The word for the report.
    pub fn name(self) -> Text {
        match self {
            ItemStatus::Published => phrase!("published"),
            ItemStatus::Scheduled => phrase!("scheduled"),
            ItemStatus::Draft => phrase!("draft"),
            ItemStatus::Pending => phrase!("pending"),
            ItemStatus::Private => phrase!("private"),
            ItemStatus::Password => phrase!("password-protected"),
            ItemStatus::Trash => phrase!("trash"),
        }
    }
}

/// An item without its text.
#[derive(Debug, Clone)]
pub struct IndexedItem {
    /// Its place in the exports.
    pub key: ItemKey,
    /// What it is.
    pub kind: ItemKind,
    /// Who may see it.
    pub status: ItemStatus,
    /// The last part of its address, decoded.
    pub slug: String,
    /// Its address.
    pub link: String,
    /// Its title, as it is.
    pub title: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// The language that a plugin says.
    pub lang: Option<String>,
    /// The name of the group of translations that a plugin says.
    pub group: Option<String>,
    /// The item that WPML copied it from.
    pub copied_from: Option<u64>,
    /// Links near its top to another language.
    pub toggles: Vec<ToggleLink>,
    /// The languages that qTranslate keeps in its texts.
    pub inner_langs: Vec<String>,
    /// Its old slugs, which WordPress leads on.
    pub old_slugs: Vec<String>,
    /// Its comments.
    pub comments: CommentCounts,
    /// The names of the terms that it uses, as `taxonomy/slug`.
    pub uses: Vec<String>,
    /// The logins of its authors.
    pub authors: Vec<String>,
    /// What it is in a menu.
    pub menu_item: Option<Box<MenuItem>>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// The slug of the menu.
    pub menu: String,
    /// Its place among the others.
    pub order: u64,
    /// What it leads to: `post_type`, `taxonomy` or `custom`.
    pub kind: String,
    /// The type or the taxonomy of that: `page`, `category`.
    pub object: String,
    /// The number of the item or term that it leads to.
    pub target: u64,
    /// The address that it leads to, where it is one.
    pub url: String,
    /// Whether it is below another entry.
    pub is_below: bool,
}

/// A picture or another file of the export.
#[derive(Debug, Clone, Default)]
pub struct Attachment {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// The words below it.
    pub caption: String,
    /// The item that it belongs to.
    pub parent: u64,
}

/// A term and the export that it is from.
#[derive(Debug, Clone)]
pub struct IndexedTerm {
    /// The number of the export.
    pub export: usize,
    /// The term.
    pub term: SourceTerm,
}

/// Gives each item of an export a number, also where the export has none, or one twice.
#[derive(Debug, Default)]
pub struct ItemNumbers {
    seen: HashSet<u64>,
}

/// Numbers beyond those of WordPress.
const OWN_NUMBERS: u64 = 1 << 48;

impl ItemNumbers {
    /// The number of the next item.
    pub fn next(&mut self, item: &SourceItem) -> u64 {
        let own = item.number("wp:post_id");
        let id = match own > 0 && own < OWN_NUMBERS && !self.seen.contains(&own) {
            true => own,
            false => OWN_NUMBERS + self.seen.len() as u64,
        };
        self.seen.insert(id);
        id
    }
}

/// Everything of the exports but the texts.
#[derive(Debug, Default)]
pub struct ExportIndex {
    /// Facts about the site: of the first export that has each.
    pub facts: BTreeMap<String, String>,
    /// The addresses of the blogs.
    pub blog_urls: BTreeSet<String>,
    /// The authors of the items.
    pub authors: Vec<SourceAuthor>,
    /// Categories, tags and other terms.
    pub terms: Vec<IndexedTerm>,
    /// The items, in the order of the exports.
    pub items: Vec<IndexedItem>,
    /// The files, by item.
    pub attachments: HashMap<ItemKey, Attachment>,
    /// The texts of blocks that several texts share.
    pub blocks: HashMap<ItemKey, String>,
    /// Whether an export has traces of WPML.
    pub has_wpml: bool,
    block_bytes: usize,
    numbers: HashMap<usize, ItemNumbers>,
    known_terms: HashSet<String>,
    by_key: HashMap<ItemKey, usize>,
    files_by_parent: HashMap<ItemKey, Vec<u64>>,
}

impl ExportIndex {
    /// Keeps what matters of a record.
    pub fn add(&mut self, export: usize, record: Record) {
        match record {
            Record::Fact(fact) => {
                if matches!(
                    fact.name.as_str(),
                    "wp:base_blog_url" | "wp:base_site_url" | "link"
                ) {
                    self.blog_urls.insert(fact.value.trim().to_string());
                }
                self.facts.entry(fact.name).or_insert(fact.value);
            }
            Record::Author(author) => {
                if self.authors.iter().all(|other| other.login != author.login) {
                    self.authors.push(author);
                }
            }
            Record::Term(term) => self.add_term(export, term),
            Record::Item(item) => self.add_item(export, *item),
        }
    }

    fn add_term(&mut self, export: usize, term: SourceTerm) {
        self.known_terms
            .insert(format!("{export}/{}/{}", term.taxonomy, term.slug));
        self.terms.push(IndexedTerm { export, term });
    }

    /// Adds the terms of an item that the export does not list.
    fn add_terms_of(&mut self, export: usize, item: &SourceItem) {
        for term in &item.terms {
            let known = format!("{export}/{}/{}", term.taxonomy, term.slug);
            if !self.known_terms.contains(&known) {
                self.add_term(
                    export,
                    SourceTerm {
                        taxonomy: term.taxonomy.clone(),
                        slug: term.slug.clone(),
                        name: term.name.clone(),
                        ..SourceTerm::default()
                    },
                );
            }
        }
    }

    fn add_item(&mut self, export: usize, item: SourceItem) {
        let id = self.numbers.entry(export).or_default().next(&item);
        let key = ItemKey { export, id };
        let kind = ItemKind::of(item.field("wp:post_type").trim());
        self.add_terms_of(export, &item);
        self.has_wpml |= item.meta.keys().any(|key| {
            key.starts_with("_wpml") || key.starts_with("_icl") || key.starts_with("wpml_")
        });
        if kind == ItemKind::Attachment {
            let file = attachment(&item);
            let parent = ItemKey {
                id: file.parent,
                ..key
            };
            self.files_by_parent.entry(parent).or_default().push(id);
            self.attachments.insert(key, file);
        }
        let content = item.field("content:encoded");
        if kind == ItemKind::ReusableBlock && self.block_bytes + content.len() <= TEXT_BYTES {
            self.block_bytes += content.len();
            self.blocks.insert(key, content.to_string());
        }
        self.by_key.insert(key, self.items.len());
        self.items.push(indexed(key, kind, &item));
    }

    /// The kind of an item.
    pub fn kind(&self, key: ItemKey) -> Option<&ItemKind> {
        self.by_key.get(&key).map(|at| &self.items[*at].kind)
    }

    /// An item.
    pub fn item(&self, key: ItemKey) -> Option<&IndexedItem> {
        self.by_key.get(&key).map(|at| &self.items[*at])
    }

    /// The code of a language of Polylang: its slug, else that of its locale.
    pub fn polylang_code(&self, slug: &str) -> Option<String> {
        let by_locale = || {
            let mut terms = self.terms.iter().map(|indexed| &indexed.term);
            let term = terms.find(|term| term.taxonomy == "language" && term.slug == slug)?;
            let mut entries = php_array(&term.description).into_iter();
            let locale = entries.find(|entry| entry.key == "locale")?;
            language_code(&locale.value)
        };
        language_code(slug).or_else(by_locale)
    }

    /// The numbers of the files that belong to an item, in the order of the export.
    pub fn files_of(&self, key: ItemKey) -> &[u64] {
        self.files_by_parent.get(&key).map_or(&[], Vec::as_slice)
    }

    /// A fact about the site; empty where the export does not say it.
    pub fn fact(&self, name: &str) -> &str {
        self.facts.get(name).map_or("", |value| value.trim())
    }
}

fn attachment(item: &SourceItem) -> Attachment {
    let text = |text: &str| text.trim().to_string();
    Attachment {
        url: text(item.field("wp:attachment_url")),
        alt: text(item.meta("_wp_attachment_image_alt")),
        caption: text(item.field("excerpt:encoded")),
        parent: item.number("wp:post_parent"),
    }
}

fn indexed(key: ItemKey, kind: ItemKind, item: &SourceItem) -> IndexedItem {
    let is_text = kind.is_text();
    let content = if is_text {
        item.field("content:encoded")
    } else {
        ""
    };
    let texts = [content, item.field("title")];
    let languages = texts
        .iter()
        .filter(|_| is_text)
        .filter_map(|text| split_languages(text));
    let inner_langs: BTreeSet<String> = languages.flat_map(BTreeMap::into_keys).collect();
    let slug = item.field("wp:post_name").trim();
    let copied_from = item.meta("_icl_lang_duplicate_of").parse().ok();
    let uses = item.terms.iter();
    let several = item.slugs("author");
    let several = several.map(|slug| slug.strip_prefix("cap-").unwrap_or(slug).to_string());
    let mut authors: Vec<String> = several.collect();
    if authors.is_empty() {
        authors.extend(
            Some(item.field("dc:creator").trim().to_string()).filter(|login| !login.is_empty()),
        );
    }
    IndexedItem {
        key,
        status: ItemStatus::of(item),
        slug: crate::safe_addresses::decode(slug).unwrap_or_else(|| slug.to_string()),
        link: item.field("link").trim().to_string(),
        title: item.field("title").trim().to_string(),
        date: moment(item.field("wp:post_date"), item.field("wp:post_date_gmt")),
        lang: item.slugs("language").next().map(str::to_string),
        group: item.slugs("post_translations").next().map(str::to_string),
        copied_from,
        toggles: toggle_links(content),
        inner_langs: inner_langs.into_iter().collect(),
        old_slugs: item.meta.get("_wp_old_slug").cloned().unwrap_or_default(),
        comments: item.comments,
        uses: uses
            .map(|term| format!("{}/{}", term.taxonomy, term.slug))
            .collect(),
        authors,
        menu_item: menu_item(&kind, item).map(Box::new),
        kind,
    }
}

fn menu_item(kind: &ItemKind, item: &SourceItem) -> Option<MenuItem> {
    let is_menu_item = *kind == ItemKind::Other("nav_menu_item".to_string());
    let menu = item.slugs("nav_menu").next().filter(|_| is_menu_item)?;
    let meta = |key: &str| item.meta(key).trim().to_string();
    Some(MenuItem {
        menu: menu.to_string(),
        order: item.number("wp:menu_order"),
        kind: meta("_menu_item_type"),
        object: meta("_menu_item_object"),
        target: meta("_menu_item_object_id").parse().unwrap_or(0),
        url: meta("_menu_item_url"),
        is_below: !matches!(item.meta("_menu_item_menu_item_parent").trim(), "" | "0"),
    })
}

/// A moment from its time on the blog's clock and its time in UTC.
pub fn moment(local: &str, utc: &str) -> Option<Moment> {
    let read = |text: &str| civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text.trim()).ok();
    let is_real = |time: &civil::DateTime| time.year() >= 1000;
    let utc = read(utc).filter(is_real);
    let local = read(local).filter(is_real).or(utc)?;
    let offset = utc.and_then(|utc| {
        let seconds = local.duration_since(utc).as_secs();
        let is_offset = seconds % 900 == 0 && seconds.abs() <= 14 * 3600;
        let seconds = i32::try_from(seconds).ok().filter(|_| is_offset)?;
        Offset::from_seconds(seconds).ok()
    });
    Some(Moment { local, offset })
}

/// The numbers by language that Polylang keeps with a group of translations.
pub fn polylang_group(description: &str) -> BTreeMap<String, u64> {
    let entries = php_array(description).into_iter();
    let numbers = entries.filter_map(|entry| Some((entry.key, entry.value.parse().ok()?)));
    numbers.filter(|(_, number)| *number > 0).collect()
}
