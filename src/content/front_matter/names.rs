//! The keys of front matter, with the names that other generators give them.

use crate::diagnostic;

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Date,
    Updated,
    PublishDate,
    ExpiryDate,
    Draft,
    Published,
    Slug,
    Url,
    Aliases,
    Lang,
    TranslationKey,
    Original,
    Tags,
    Categories,
    Authors,
    Description,
    Summary,
    Image,
    ImageAlt,
    Toc,
    Weight,
    Template,
    Layout,
    Comments,
    Typography,
    Extra,
}

/// A field, our name for it and then the others that are read, and an example.
type Name = (Field, &'static [&'static str], &'static str);

const NAMES: &[Name] = &[
    (Field::Title, &["title"], "title: Mon article"),
    (Field::Date, &["date"], "date: 2026-05-23"),
    (
        Field::Updated,
        &["updated", "lastmod", "modified", "last_modified_at"],
        "updated: 2026-05-23",
    ),
    (
        Field::PublishDate,
        &["publish_date"],
        "publish_date: 2026-05-23",
    ),
    (
        Field::ExpiryDate,
        &["expiry_date"],
        "expiry_date: 2026-05-23",
    ),
    (Field::Draft, &["draft"], "draft: true"),
    (Field::Published, &["published"], "published: false"),
    (Field::Slug, &["slug"], "slug: mon-article"),
    (
        Field::Url,
        &["url", "permalink", "path"],
        "url: /mon-article/",
    ),
    (
        Field::Aliases,
        &["aliases", "redirect_from"],
        "aliases: [/ancien-article/]",
    ),
    (Field::Lang, &["lang"], "lang: fr"),
    (
        Field::TranslationKey,
        &["translationKey"],
        "translationKey: mon-article",
    ),
    (Field::Original, &["original"], "original: true"),
    (Field::Tags, &["tags"], "tags: [mobile, web]"),
    (
        Field::Categories,
        &["categories", "category"],
        "categories: [mobile, web]",
    ),
    (
        Field::Authors,
        &["authors", "author"],
        "authors: [Awa Tissandier]",
    ),
    (
        Field::Description,
        &["description"],
        "description: Une phrase.",
    ),
    (
        Field::Summary,
        &["summary", "excerpt"],
        "summary: Une ou deux phrases.",
    ),
    (
        Field::Image,
        &["image", "cover", "thumbnail"],
        "image: photo.jpg",
    ),
    (
        Field::ImageAlt,
        &["image_alt"],
        "image_alt: Ce que montre la photo",
    ),
    (Field::Toc, &["toc"], "toc: true"),
    (Field::Weight, &["weight"], "weight: 10"),
    (Field::Template, &["template"], "template: dossier"),
    (Field::Layout, &["layout"], "layout: dossier"),
    (Field::Comments, &["comments"], "comments: false"),
    (Field::Typography, &["typography"], "typography: false"),
    (
        Field::Extra,
        &["extra", "params"],
        "extra: {couleur: rouge}",
    ),
];

/// The field that a key names, whatever its case, with `_`, `-` or neither.
pub fn field(key: &str) -> Option<Field> {
    let named = |names: &[&str]| names.iter().any(|name| same(key, name));
    let found = NAMES.iter().find(|(_, names, _)| named(names));
    found.map(|(field, ..)| *field)
}

/// Whether readers see what is written under a key.
pub fn is_prose(field: Field) -> bool {
    use Field::{Categories, Description, ImageAlt, Summary, Tags, Title};
    matches!(
        field,
        Title | Description | Summary | ImageAlt | Tags | Categories
    )
}

/// A line of front matter as it should be: `tags: [mobile, web]`.
pub fn example(field: Field) -> &'static str {
    let found = NAMES.iter().find(|(known, ..)| *known == field);
    found.map_or("title: Mon article", |(_, _, example)| example)
}

/// The name that an unknown key was most likely meant to be.
pub fn nearest(key: &str) -> Option<&'static str> {
    let names = NAMES.iter().flat_map(|(_, names, _)| names.iter().copied());
    diagnostic::nearest(key, names)
}

fn same(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

fn letters(key: &str) -> impl Iterator<Item = u8> {
    let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase())
}
