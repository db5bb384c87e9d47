//! Turns the front matter of a generator into that of Griot. Keys that Griot does not have are kept
//! under `extra`.

use super::convert_text::WholeFolder;
use super::file_places::FilePlaces;
use super::generator::Generator;
use super::jekyll_addresses::listed_words;
use super::lead_pictures::{OF_PICTURE, add_picture};
use super::list_texts::date_names;
use super::read_dates::moment;
use super::source_text::SourceText;
use super::value_tree::{entries, first_text, flag, folded, get, mapping, texts};
use crate::imported_site::{ArticleDraft, Moment, ReportLine};
use crate::limits::LIST_ITEMS;
use crate::phrase;
use crate::text::slug::slug;
use crate::yaml_and_toml::{Mapping, Value};

/// Keys that are read here or elsewhere in this room; what else there is goes under `extra`.
const READ: [&str; 48] = [
    "title",
    "date",
    "pubdate",
    "pubdatetime",
    "publishdate",
    "publisheddate",
    "publishedat",
    "createdat",
    "lastmod",
    "updated",
    "modified",
    "lastmodifiedat",
    "updateddate",
    "moddatetime",
    "lastupdated",
    "draft",
    "published",
    "slug",
    "url",
    "permalink",
    "path",
    "aliases",
    "alias",
    "redirectfrom",
    "tags",
    "tag",
    "categories",
    "category",
    "taxonomies",
    "author",
    "authors",
    "description",
    "summary",
    "excerpt",
    "image",
    "images",
    "cover",
    "thumbnail",
    "featuredimage",
    "heroimage",
    "imagealt",
    "heroimagealt",
    "expirydate",
    "weight",
    "comments",
    "toc",
    "lang",
    "translationkey",
];

/// Keys that name a template of the old theme.
pub const OF_TEMPLATES: [&str; 3] = ["layout", "template", "type"];

/// A text with its front matter, and what a person should know of it.
pub struct AdoptedText {
    /// The text of the new site, still without its Markdown.
    pub draft: ArticleDraft,
    /// What was changed.
    pub changed: Vec<ReportLine>,
    /// What needs a hand.
    pub needs_hand: Vec<ReportLine>,
}

/// The front matter of a text for Griot.
pub fn adopt_front_matter(
    whole: &WholeFolder<'_>,
    number: usize,
    files: &mut FilePlaces,
) -> AdoptedText {
    let text = &whole.texts[number];
    let place = whole.plan.places[number].clone().unwrap_or_default();
    let values = &text.file.values;
    let mut needs_hand = Vec::new();
    let mut changed = Vec::new();
    let written = text.value(&["title"]);
    let title = written.clone().unwrap_or_else(|| made_title(text));
    let mut draft = ArticleDraft {
        title,
        date: text.date,
        updated: updated(values),
        is_draft: text.is_draft,
        slug: place.slug,
        url: place.url,
        aliases: place.aliases,
        authors: authors(whole, values),
        categories: terms(whole.generator, values, &["categories", "category"]),
        tags: terms(whole.generator, values, &["tags", "tag"]),
        description: first_text(values, &["description", "desc", "meta_description"])
            .unwrap_or_default(),
        summary: first_text(values, &["summary", "excerpt"]).unwrap_or_default(),
        featured: ["featured", "sticky", "pin", "top"]
            .iter()
            .any(|name| flag(values, name) == Some(true)),
        ..ArticleDraft::default()
    };
    add_picture(whole, number, files, &mut draft, &mut needs_hand);
    add_more(values, &mut draft);
    let extra = extra(whole.generator, text);
    if !extra.is_empty() {
        let names = entries(&extra).map(|entry| entry.name).collect::<Vec<_>>();
        let json = serde_json::to_string(&extra).unwrap_or_default();
        draft.more.insert("extra", json);
        let words = phrase!("Griot has no such key: it is kept under `extra`, for templates");
        let line = ReportLine::in_file("extra", &place.file, words);
        changed.push(
            line.at(draft.line_of("extra"))
                .with_detail(&names.join(", ")),
        );
    }
    if written.is_none() {
        let words = phrase!("it had no title: its heading or its name is one");
        let line = ReportLine::in_file("made-title", &place.file, words);
        changed.push(line.at(2).with_detail(&draft.title));
    }
    if let Some(problem) = &text.file.problem {
        let words = phrase!("its front matter cannot be read: it is a draft now");
        let line = ReportLine::in_file("front-matter-not-read", &place.file, words);
        needs_hand.push(line.with_detail(problem));
    }
    AdoptedText {
        draft,
        changed,
        needs_hand,
    }
}

/// A title for a text without one: its first heading, else its name.
fn made_title(text: &SourceText) -> String {
    let mut is_code = false;
    for line in text.file.body.lines() {
        is_code ^= line.trim_start().starts_with("```");
        if let Some(heading) = line.strip_prefix("# ").filter(|_| !is_code) {
            return heading.trim().trim_end_matches('#').trim().to_string();
        }
    }
    let name = text.name();
    let dated = super::read_dates::dated_name(name).filter(|named| !named.rest.is_empty());
    let name = dated
        .map_or(name, |named| named.rest)
        .replace(['-', '_'], " ");
    let mut letters = name.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    format!(
        "{}{}",
        first.unwrap_or_else(|| "—".to_string()),
        letters.as_str()
    )
}

fn updated(values: &Mapping) -> Option<Moment> {
    let names = [
        "lastmod",
        "updated",
        "last_modified_at",
        "updatedDate",
        "modDatetime",
        "lastUpdated",
        "modified",
    ];
    names
        .iter()
        .find_map(|name| moment(&first_text(values, &[name])?))
}

fn authors(whole: &WholeFolder<'_>, values: &Mapping) -> Vec<String> {
    let value = get(values, "authors").or(get(values, "author"));
    let taxonomy = mapping(values, "taxonomies").and_then(|taxonomies| get(taxonomies, "authors"));
    let names = value.or(taxonomy).map(texts).unwrap_or_default();
    let known = |name: String| {
        let id = slug(&name);
        let authors = whole.facts.authors.iter();
        let author = authors.filter(|author| author.id == id || author.name == name);
        author
            .map(|author| author.id.clone())
            .next()
            .unwrap_or(name)
    };
    names.into_iter().map(known).collect()
}

/// Tags or categories, each once.
fn terms(generator: Generator, values: &Mapping, names: &[&str]) -> Vec<String> {
    let own = names.iter().find_map(|name| get(values, name));
    let taxonomies = mapping(values, "taxonomies");
    let value = own.or_else(|| names.iter().find_map(|name| get(taxonomies?, name)));
    let written = match (generator, value) {
        (Generator::Jekyll, value) => listed_words(value),
        // Hexo takes lists in a list
        (_, Some(Value::Sequence(items))) => items.iter().flat_map(texts).collect(),
        (_, Some(value)) => texts(value),
        (_, None) => Vec::new(),
    };
    let mut found: Vec<String> = Vec::new();
    for term in written {
        let is_new = found.iter().all(|other| slug(other) != slug(&term));
        if is_new && !slug(&term).is_empty() && found.len() < LIST_ITEMS {
            found.push(term);
        }
    }
    found
}

/// Keys that both programs have.
fn add_more(values: &Mapping, draft: &mut ArticleDraft) {
    if flag(values, "toc") == Some(true) {
        draft.more.insert("toc", "true".to_string());
    }
    if flag(values, "comments") == Some(false) {
        draft.more.insert("comments", "false".to_string());
    }
    if let Some(weight) = get(values, "weight")
        .and_then(Value::as_i64)
        .filter(|weight| *weight != 0)
    {
        draft.more.insert("weight", weight.to_string());
    }
    for (name, key) in [
        ("expiryDate", "expiry_date"),
        ("publishDate", "publish_date"),
    ] {
        let date = first_text(values, &[name]).and_then(|date| moment(&date));
        if let Some(date) = date.filter(|date| Some(*date) != draft.date) {
            draft.more.insert(key, date.to_front_matter());
        }
    }
}

/// The keys that Griot does not have.
fn extra(generator: Generator, text: &SourceText) -> Mapping {
    let mut extra = Mapping::new();
    for entry in entries(&text.file.values) {
        let name = folded(&entry.name);
        let is_date = text.date.is_none()
            && date_names(generator)
                .iter()
                .any(|date| folded(date) == name);
        let is_picture = OF_PICTURE.iter().any(|picture| folded(picture) == name);
        let is_read = READ.contains(&name.as_str()) || (is_picture && name != "header");
        let is_blank = matches!(entry.value, Value::Null);
        match entry.value {
            _ if is_blank || (is_read && !is_date) || OF_TEMPLATES.contains(&name.as_str()) => {}
            Value::Mapping(own) if matches!(name.as_str(), "extra" | "params") => {
                super::value_tree::merge(&mut extra, own);
            }
            value => {
                extra.insert(Value::String(entry.name), value.clone());
            }
        }
    }
    for taxonomy in mapping(&text.file.values, "taxonomies")
        .into_iter()
        .flat_map(entries)
    {
        if !matches!(taxonomy.name.as_str(), "tags" | "categories" | "authors") {
            extra.insert(Value::String(taxonomy.name), taxonomy.value.clone());
        }
    }
    extra
}
