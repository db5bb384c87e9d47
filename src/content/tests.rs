//! The pairing table of paths: language, key, date and slug.

use super::PathInfo;
use crate::config::{Config, Lang};

const SETTINGS: &str = "base_url: https://a.example\nlanguages:\n  fr: {title: A}\n  en: {title: B}\n  pt-BR: {title: C}\n";

fn case(path: &str, lang: Option<u8>, key: &str) {
    let config = Config::parse("griot.yaml", SETTINGS).expect("the settings are right");
    let found = PathInfo::parse(path, &config);
    assert_eq!(
        (found.lang, found.key.as_str()),
        (lang.map(Lang), key),
        "{path}"
    );
}

#[test]
fn the_language_is_the_files_name() {
    case("articles/telegram/fr.md", Some(0), "articles/telegram");
    case("articles/telegram/en.md", Some(1), "articles/telegram");
    case("articles/telegram/pt-br.md", Some(2), "articles/telegram");
    case(
        "articles/telegram/FR.markdown",
        Some(0),
        "articles/telegram",
    );
}

#[test]
fn the_language_is_a_suffix() {
    case("articles/telegram.fr.md", Some(0), "articles/telegram");
    case(
        "articles/telegram/index.en.md",
        Some(1),
        "articles/telegram",
    );
    case(
        "articles/version 2.0.fr.md",
        Some(0),
        "articles/version 2.0",
    );
}

#[test]
fn a_region_of_a_language_is_that_language() {
    case("articles/telegram.en-us.md", Some(1), "articles/telegram");
    case("fr_CA/articles/telegram.md", Some(0), "articles/telegram");
    case("fr-actu/telegram.md", None, "fr-actu/telegram");
}

#[test]
fn the_language_is_the_first_folder() {
    case("en/articles/telegram.md", Some(1), "articles/telegram");
    case(
        "en/articles/telegram/index.md",
        Some(1),
        "articles/telegram",
    );
    case(
        "fr/blog/L’été : vraiment ?.md",
        Some(0),
        "blog/L’été : vraiment ?",
    );
}

#[test]
fn the_language_is_the_first_folder_that_names_one() {
    case("_posts/fr/telegram.md", Some(0), "_posts/telegram");
    case(
        "_posts/fr/2026-01-02-telegram.md",
        Some(0),
        "posts/telegram",
    );
    case(
        "tech/_posts/2026-01-02-telegram.md",
        None,
        "tech/posts/telegram",
    );
    case(
        "posts/2026-01-02-telegram.md",
        None,
        "posts/2026-01-02-telegram",
    );
    case("articles/en/telegram.md", Some(1), "articles/telegram");
    case("articles/en/a/index.md", Some(1), "articles/a");
    case("articles/en/index.md", Some(1), "articles");
    case(
        "articles/en/2026/pt-BR/a.md",
        Some(1),
        "articles/2026/pt-BR/a",
    );
    case("articles/en/a.fr.md", Some(0), "articles/en/a");
    case("articles/en/a/fr.md", Some(0), "articles/en/a");
    case("articles/de/a.md", None, "articles/de/a");
}

#[test]
fn the_language_is_nowhere() {
    case("articles/telegram.md", None, "articles/telegram");
    case("articles/telegram/index.md", None, "articles/telegram");
    case("articles/node.js.md", None, "articles/node.js");
    case("de/telegram.md", None, "de/telegram");
    case("telegram.de.md", None, "telegram.de");
    case("fr.md", None, "fr");
}

#[test]
fn a_dated_name_gives_a_date_and_a_slug() {
    let config = Config::parse("griot.yaml", SETTINGS).expect("the settings are right");
    let dated = |path| {
        let found = PathInfo::parse(path, &config);
        (found.date.map(|date| date.to_string()), found.slug)
    };
    let some = |date: &str, slug: &str| (Some(date.to_string()), Some(slug.to_string()));
    assert_eq!(
        dated("_posts/2026-05-23-name.md"),
        some("2026-05-23", "name")
    );
    assert_eq!(
        dated("_posts/2026-05-23-name.en.md"),
        some("2026-05-23", "name")
    );
    assert_eq!(
        dated("blog/2026-05-23-name/fr.md"),
        some("2026-05-23", "name")
    );
    assert_eq!(
        dated("_posts/fr/2026-05-23-name.md"),
        some("2026-05-23", "name")
    );
    assert_eq!(dated("_posts/2026-5-3-name.md"), some("2026-05-03", "name"));
    assert_eq!(dated("blog/2026-5-3-name.md"), (None, None));
    assert_eq!(dated("blog/2026-02-30-name.md"), (None, None));
    assert_eq!(dated("blog/2026-05-23x.md"), (None, None));
    assert_eq!(dated("blog/name.md"), (None, None));
}
