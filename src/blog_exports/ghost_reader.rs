//! Reads an export of Ghost: JSON with a list of rows for each table of its database.
//!
//! Reads it twice: first all tables but the posts, then the posts one by one. Gives the records that
//! an export of WordPress would have.

use super::export_break::ExportBreak;
use super::records::{Fact, Record, SourceAuthor, SourceItem, SourceTerm, TermUse};
use crate::config::own_name;
use crate::imported_site::language_code;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::io::BufRead;

/// Reads an export; `base_url` is the address of the blog, which an export does not hold.
///
/// # Errors
/// The export breaks off, or is no export of Ghost.
pub fn read_ghost(
    tables: impl BufRead,
    posts: impl BufRead,
    base_url: &str,
    on_record: &mut dyn FnMut(Record),
) -> Result<(), ExportBreak> {
    let mut known = Tables::default();
    let first = each_row(tables, &mut |table, row| known.add(table, &row));
    known.head(base_url, on_record);
    let mut number = 0;
    let second = each_row(posts, &mut |table, row| {
        if table == "posts" {
            number += 1;
            let item = known.item(number, &row, base_url);
            on_record(Record::Item(Box::new(item)));
        }
    });
    first.and(second)?;
    match known.rows > 0 {
        true => Ok(()),
        false => Err(ExportBreak {
            line: 1,
            reason: "this is no export of Ghost".to_string(),
        }),
    }
}

/// What is known before the posts.
#[derive(Default)]
struct Tables {
    rows: usize,
    settings: HashMap<String, String>,
    tags: HashMap<String, Tag>,
    tag_order: Vec<String>,
    users: HashMap<String, SourceAuthor>,
    user_order: Vec<String>,
    /// Ids of tags and of authors, by the id of a post.
    tags_of: HashMap<String, Vec<String>>,
    authors_of: HashMap<String, Vec<String>>,
    /// What `posts_meta` says, by the id of a post.
    meta_of: HashMap<String, Value>,
}

struct Tag {
    slug: String,
    name: String,
    description: String,
    /// Whether readers do not see it.
    is_internal: bool,
}

impl Tables {
    fn add(&mut self, table: &str, row: &Value) {
        self.rows += 1;
        let id = text(row, "id");
        match table {
            "settings" => {
                self.settings.insert(text(row, "key"), text(row, "value"));
            }
            "tags" => {
                let name = text(row, "name");
                let tag = Tag {
                    slug: text(row, "slug"),
                    description: text(row, "description"),
                    is_internal: text(row, "visibility") == "internal" || name.starts_with('#'),
                    name,
                };
                self.tag_order.push(id.clone());
                self.tags.insert(id, tag);
            }
            "users" => {
                let (login, name) = (text(row, "slug"), text(row, "name"));
                self.user_order.push(id.clone());
                self.users.insert(id, SourceAuthor { login, name });
            }
            "posts_tags" => {
                let tags = self.tags_of.entry(text(row, "post_id")).or_default();
                tags.push(text(row, "tag_id"));
            }
            "posts_authors" => {
                let authors = self.authors_of.entry(text(row, "post_id")).or_default();
                authors.push(text(row, "author_id"));
            }
            "posts_meta" => {
                self.meta_of.insert(text(row, "post_id"), row.clone());
            }
            _ => {}
        }
    }

    fn setting(&self, names: &[&str]) -> String {
        let found = names.iter().find_map(|name| self.settings.get(*name));
        found.cloned().unwrap_or_default()
    }

    /// Facts, authors and terms.
    fn head(&self, base_url: &str, on_record: &mut dyn FnMut(Record)) {
        let facts = [
            ("title", self.setting(&["title"])),
            ("description", self.setting(&["description"])),
            (
                "language",
                self.setting(&["locale", "lang", "default_locale"]),
            ),
            ("timezone", self.setting(&["timezone", "active_timezone"])),
            ("wp:base_blog_url", base_url.to_string()),
        ];
        for (name, value) in facts {
            let name = name.to_string();
            on_record(Record::Fact(Fact { name, value }));
        }
        for author in self.user_order.iter().filter_map(|id| self.users.get(id)) {
            on_record(Record::Author(author.clone()));
        }
        for tag in self.tag_order.iter().filter_map(|id| self.tags.get(id)) {
            on_record(Record::Term(SourceTerm {
                taxonomy: taxonomy(tag).to_string(),
                slug: tag.slug.clone(),
                name: tag.name.clone(),
                description: tag.description.clone(),
                ..SourceTerm::default()
            }));
        }
    }

    fn item(&self, number: u64, row: &Value, base_url: &str) -> SourceItem {
        let id = text(row, "id");
        let slug = text(row, "slug");
        let is_page = text(row, "type") == "page" || matches!(&*text(row, "page"), "1" | "true");
        let zone = TimeZone::get(&self.setting(&["timezone", "active_timezone"]));
        let zone = zone.unwrap_or(TimeZone::UTC);
        let published = [text(row, "published_at"), text(row, "created_at")];
        let published = published.into_iter().find(|time| !time.is_empty());
        let (date, modified) = (
            Times::new(&published.unwrap_or_default(), &zone),
            Times::new(&text(row, "updated_at"), &zone),
        );
        let html = text(row, "html").replace("__GHOST_URL__", base_url);
        let kind = if is_page { "page" } else { "post" };
        let password = match &*text(row, "visibility") {
            "" | "public" => "",
            _ => "members",
        };
        let featured = matches!(&*text(row, "featured"), "1" | "true");
        let mut item = SourceItem::default();
        for (name, value) in [
            ("wp:post_id", number.to_string()),
            ("wp:post_type", kind.to_string()),
            ("wp:status", status(row)),
            ("wp:post_name", slug.clone()),
            ("wp:post_password", password.to_string()),
            ("wp:is_sticky", u8::from(featured).to_string()),
            ("link", format!("{base_url}/{slug}/")),
            ("title", text(row, "title")),
            ("content:encoded", html),
            ("excerpt:encoded", text(row, "custom_excerpt")),
            ("wp:post_date", date.local),
            ("wp:post_date_gmt", date.utc),
            ("wp:post_modified", modified.local),
            ("wp:post_modified_gmt", modified.utc),
            (
                "griot:lead",
                text(row, "feature_image").replace("__GHOST_URL__", base_url),
            ),
        ] {
            item.fields.insert(name.to_string(), value);
        }
        self.add_relations(&id, row, &mut item);
        item
    }

    fn add_relations(&self, id: &str, row: &Value, item: &mut SourceItem) {
        let tags = self.tags_of.get(id).into_iter().flatten();
        for tag in tags.filter_map(|id| self.tags.get(id)) {
            item.terms.push(TermUse {
                taxonomy: taxonomy(tag).to_string(),
                slug: tag.slug.clone(),
                name: tag.name.clone(),
            });
            item.terms.extend(language_of(tag));
        }
        let own = text(row, "author_id");
        let authors = self
            .authors_of
            .get(id)
            .cloned()
            .unwrap_or_else(|| vec![own]);
        for author in authors.iter().filter_map(|id| self.users.get(id)) {
            item.terms.push(TermUse {
                taxonomy: "author".to_string(),
                slug: author.login.clone(),
                name: author.name.clone(),
            });
        }
        let meta = self.meta_of.get(id).unwrap_or(row);
        let mut add = |key: &str, value: String| {
            item.meta.entry(key.to_string()).or_default().push(value);
        };
        let description = [
            text(meta, "meta_description"),
            text(row, "meta_description"),
        ];
        add(
            "_yoast_wpseo_metadesc",
            description
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
        );
        add("griot:lead_alt", text(meta, "feature_image_alt"));
    }
}

/// Tags of Ghost that readers do not see are another taxonomy.
fn taxonomy(tag: &Tag) -> &'static str {
    match tag.is_internal {
        true => "internal tag",
        false => "post_tag",
    }
}

/// The language that an internal tag such as `#fr` says.
fn language_of(tag: &Tag) -> Option<TermUse> {
    let name = tag.name.strip_prefix('#').filter(|_| tag.is_internal)?;
    let code = language_code(name).filter(|code| own_name(code).is_some())?;
    Some(TermUse {
        taxonomy: "language".to_string(),
        slug: code,
        name: name.to_string(),
    })
}

fn status(row: &Value) -> String {
    let status = match &*text(row, "status") {
        "published" | "sent" => "publish",
        "scheduled" => "future",
        _ => "draft",
    };
    status.to_string()
}

/// A time on the clock of the blog and in UTC, as WordPress writes them.
#[derive(Default)]
struct Times {
    local: String,
    utc: String,
}

impl Times {
    fn new(time: &str, zone: &TimeZone) -> Self {
        let written = match time.contains('T') || time.is_empty() {
            true => time.to_string(),
            false => format!("{}Z", time.replace(' ', "T")),
        };
        let Ok(moment) = written.parse::<Timestamp>() else {
            return Times::default();
        };
        let form = "%Y-%m-%d %H:%M:%S";
        Times {
            local: zone.to_datetime(moment).strftime(form).to_string(),
            utc: TimeZone::UTC.to_datetime(moment).strftime(form).to_string(),
        }
    }
}

/// A value as text: a string, a number or a flag.
fn text(row: &Value, key: &str) -> String {
    match &row[key] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

/// Hands each row of each table on; holds one at a time.
fn each_row(input: impl BufRead, on_row: &mut dyn FnMut(&str, Value)) -> Result<(), ExportBreak> {
    let mut reader = serde_json::Deserializer::from_reader(input);
    let tables = TablesSeed { on_row };
    tables
        .deserialize(&mut reader)
        .map_err(|error| ExportBreak {
            line: error.line() as u64,
            reason: error.to_string(),
        })
}

/// An object whose lists are tables; `db` and `data` hold such objects.
struct TablesSeed<'a> {
    on_row: &'a mut dyn FnMut(&str, Value),
}

impl<'de> DeserializeSeed<'de> for TablesSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TablesSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an export of Ghost")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list
            .next_element_seed(TablesSeed {
                on_row: self.on_row,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "db" | "data" => map.next_value_seed(TablesSeed {
                    on_row: self.on_row,
                })?,
                "meta" => {
                    map.next_value::<IgnoredAny>()?;
                }
                table => map.next_value_seed(RowsSeed {
                    table,
                    on_row: self.on_row,
                })?,
            }
        }
        Ok(())
    }
}

/// The rows of a table; anything else is passed over.
struct RowsSeed<'a> {
    table: &'a str,
    on_row: &'a mut dyn FnMut(&str, Value),
}

impl<'de> DeserializeSeed<'de> for RowsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowsSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the rows of a table")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<Value>()? {
            (self.on_row)(self.table, row);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
