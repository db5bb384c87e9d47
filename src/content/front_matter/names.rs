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

/// Our name first, then the others that are read.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title"]),
    (Field::Date, &["date"]),
    (
        Field::Updated,
        &["updated", "lastmod", "modified", "last_modified_at"],
    ),
    (Field::PublishDate, &["publish_date"]),
    (Field::ExpiryDate, &["expiry_date"]),
    (Field::Draft, &["draft"]),
    (Field::Published, &["published"]),
    (Field::Slug, &["slug"]),
    (Field::Url, &["url", "permalink", "path"]),
    (Field::Aliases, &["aliases", "redirect_from"]),
    (Field::Lang, &["lang"]),
    (Field::TranslationKey, &["translationKey"]),
    (Field::Original, &["original"]),
    (Field::Tags, &["tags"]),
    (Field::Categories, &["categories", "category"]),
    (Field::Authors, &["authors", "author"]),
    (Field::Description, &["description"]),
    (Field::Summary, &["summary", "excerpt"]),
    (Field::Image, &["image", "cover", "thumbnail"]),
    (Field::ImageAlt, &["image_alt"]),
    (Field::Toc, &["toc"]),
    (Field::Weight, &["weight"]),
    (Field::Template, &["template"]),
    (Field::Layout, &["layout"]),
    (Field::Comments, &["comments"]),
    (Field::Typography, &["typography"]),
    (Field::Extra, &["extra", "params"]),
];

/// The field that a key names, whatever its case, with `_`, `-` or neither.
pub fn field(key: &str) -> Option<Field> {
    let named = |names: &[&str]| names.iter().any(|name| same(key, name));
    let found = NAMES.iter().find(|(_, names)| named(names));
    found.map(|(field, _)| *field)
}

/// The name that an unknown key was most likely meant to be.
pub fn nearest(key: &str) -> Option<&'static str> {
    diagnostic::nearest(
        key,
        NAMES.iter().flat_map(|(_, names)| names.iter().copied()),
    )
}

fn same(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

fn letters(key: &str) -> impl Iterator<Item = u8> {
    let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase())
}
