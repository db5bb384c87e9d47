//! Digests of the front matter that does not depend on the language (dates, authors, tags,
//! categories, picture, weight), by which a translation is found stale when the original changes.

use super::link_names_in_digests::{LinkNaming, link_name};
use super::lock_file::TextDigest;
use crate::content::ArticleId;
use crate::content::front_matter::Date;
use crate::site::{Site, TermId, Terms};
use crate::text::nfc;
use std::collections::BTreeMap;

/// A digest of each key of front matter that does not depend on the language. Empty values have
/// none.
pub(super) fn front_matter_digests(site: &Site, id: ArticleId) -> BTreeMap<String, TextDigest> {
    let article = site.article(id);
    let image = article.image.as_ref();
    let image =
        image.map(|image| link_name(site, id, &image.path, &image.target, LinkNaming::Story));
    let weight = article.weight.map(|weight| weight.to_string());
    let values = [
        ("date", date(article.date.as_ref())),
        ("updated", date(article.updated.as_ref())),
        ("publish_date", date(article.publish_date.as_ref())),
        ("expiry_date", date(article.expiry_date.as_ref())),
        ("authors", article.authors.join("\n")),
        ("tags", terms(&site.tags, id)),
        ("categories", terms(&site.categories, id)),
        ("image", image.unwrap_or_default()),
        ("weight", weight.unwrap_or_default()),
    ];
    let values = values.into_iter().filter(|(_, value)| !value.is_empty());
    values
        .map(|(key, value)| {
            let value = nfc(&value);
            (key.to_string(), TextDigest::of(&value, &value))
        })
        .collect()
}

fn date(date: Option<&Date>) -> String {
    date.map_or(String::new(), |date| date.at.timestamp().to_string())
}

fn terms(terms: &Terms, id: ArticleId) -> String {
    let names = |term: &TermId| nfc(&terms.term(*term).names.join("\t")).into_owned();
    let mut names: Vec<String> = terms.of_article[id.0 as usize].iter().map(names).collect();
    names.sort_unstable();
    names.join("\n")
}
