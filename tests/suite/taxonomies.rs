//! Tags and categories: their names, and their links across languages.

use crate::harness::site;
use crate::html_reader::{alternates, elements, main_element};

const SETTINGS: &str = "\
-- griot.yaml --
base_url: https://blog.example
default_language: fr
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
tags:
  security: {fr: Sécurité, en: Security}
  ai: {fr: Intelligence artificielle, en: Artificial intelligence}
categories:
  guides: {fr: Modes d’emploi, en: How-tos}
";

fn article(path: &str, keys: &str) -> String {
    format!(
        "-- content/articles/{path}.md --\n---\ntitle: {}\ndate: 2026-11-01\n{keys}---\nT.\n",
        path.replace('/', " ")
    )
}

/// Names and addresses in a tag index.
fn index(page: &str) -> Vec<(String, String)> {
    let links = elements(main_element(page), "a").into_iter();
    links
        .map(|link| {
            (
                link.text.clone(),
                link.get("href").unwrap_or_default().to_string(),
            )
        })
        .collect()
}

fn named(name: &str, address: &str) -> (String, String) {
    (name.to_string(), address.to_string())
}

#[test]
fn a_tag_is_matched_by_id_or_name_ignoring_case_and_accents() {
    for written in [
        "security",
        "Sécurité",
        "SECURITE",
        "sécurité",
        "Security",
        "  security ",
    ] {
        let outcome = site(&format!(
            "{SETTINGS}{}",
            article("a/fr", &format!("tags: [\"{written}\"]\n"))
        ))
        .without_problems();
        assert_eq!(
            index(outcome.page("/tags/")),
            [named("Sécurité", "/tags/securite/")],
            "{written}"
        );
        assert!(
            outcome.page("/a-fr/").contains("/tags/securite/"),
            "{written}"
        );
    }
}

#[test]
fn a_configured_tag_is_the_same_in_all_languages() {
    let files = article("a/fr", "tags: [Sécurité]\n") + &article("b/en", "tags: security\n");
    let outcome = site(&format!("{SETTINGS}{files}")).without_problems();
    let set = alternates(outcome.page("/tags/securite/"));
    assert_eq!(
        set[..2],
        [
            named("fr", "https://blog.example/tags/securite/"),
            named("en", "https://blog.example/en/tags/security/")
        ]
    );
    assert!(outcome.page("/en/tags/security/").contains("/en/b-en/"));
    assert!(!outcome.page("/en/tags/security/").contains("/a-fr/"));
}

#[test]
fn a_tag_without_settings_has_the_same_name_everywhere() {
    let files = article("a/fr", "tags: [Télécoms]\n") + &article("a/en", "");
    let outcome = site(&format!("{SETTINGS}{files}")).without_problems();
    assert_eq!(
        index(outcome.page("/tags/")),
        [named("Télécoms", "/tags/telecoms/")]
    );
    assert_eq!(
        index(outcome.page("/en/tags/")),
        [named("Télécoms", "/en/tags/telecoms/")]
    );
    assert!(!alternates(outcome.page("/tags/telecoms/")).is_empty());
}

#[test]
fn a_string_with_commas_is_a_list() {
    let outcome = site(&format!(
        "{SETTINGS}{}",
        article("a/fr", "tags: security, Zoo ,ai\ncategory: guides\n")
    ))
    .without_problems();
    let names: Vec<String> = index(outcome.page("/tags/"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        ["Intelligence artificielle", "Sécurité", "Zoo"],
        "in the order of the language"
    );
    assert_eq!(
        index(outcome.page("/categories/")),
        [named("Modes d’emploi", "/categories/modes-d-emploi/")]
    );
    assert!(
        outcome
            .page("/categories/modes-d-emploi/")
            .contains("/a-fr/")
    );
    assert!(outcome.has("/categories/modes-d-emploi/feed.xml"));
}

#[test]
fn names_with_the_same_slug_stay_distinct() {
    let files = article("a/fr", "tags: [C, C++, \"C#\"]\n");
    let outcome = site(&format!("{SETTINGS}{files}"));
    assert!(
        outcome.built || outcome.problems().contains("C++"),
        "built, or the two are named: {}",
        outcome.problems()
    );
    if outcome.built {
        assert_eq!(index(outcome.page("/tags/")).len(), 3);
    }
}

#[test]
fn hyphens_are_ignored_in_tags() {
    let files =
        article("a/fr", "tags: [open-source]\n") + &article("b/fr", "tags: [Open Source]\n");
    let outcome = site(&format!("{SETTINGS}{files}")).without_problems();
    let tags = index(outcome.page("/tags/"));
    assert_eq!(tags.len(), 1, "{tags:?}");
}

#[test]
fn a_term_without_an_article_of_a_language_has_no_page_there() {
    let files = article("a/fr", "tags: [ai]\n") + &article("b/en", "");
    let outcome = site(&format!("{SETTINGS}{files}")).without_problems();
    assert!(outcome.has("/tags/intelligence-artificielle/") && !outcome.has("/tags/securite/"));
    assert!(!outcome.has("/en/tags/") && !outcome.has("/en/tags/artificial-intelligence/"));
    assert!(!outcome.has("/en/tags/artificial-intelligence/feed.xml"));
    assert!(
        !outcome.page("/en/").contains("/en/tags/"),
        "nothing leads there"
    );
}

#[test]
fn pages_are_in_no_list() {
    let files = "-- content/pages/p/fr.md --\n---\ntitle: P\ntags: [ai]\n---\nT.\n";
    let outcome = site(&format!("{SETTINGS}{files}")).without_problems();
    assert!(
        !outcome.has("/tags/")
            && !main_element(outcome.page("/")).contains("href=\"/p/\"")
            && !outcome.page("/feed.xml").contains("/p/")
    );
    assert!(
        outcome
            .page("/sitemap.xml")
            .contains("https://blog.example/p/")
    );
    // among posts it may be one that lost its date
    let post = files.replace("content/pages/p/fr.md", "content/posts/p/fr.md");
    let outcome = site(&format!("{SETTINGS}{post}")).with_warnings();
    outcome.assert_reported(&["tags and no date", "content/posts/p/fr.md:3"]);
}

#[test]
fn lists_are_paginated_newest_first() {
    let files: String = (1..=5).map(|day| format!("-- content/articles/j{day}/fr.md --\n---\ntitle: Jour {day}\ndate: 2026-11-0{day}\ntags: [ai]\n---\nT.\n")).collect();
    let settings = SETTINGS.replace(
        "default_language: fr\n",
        "default_language: fr\npaginate: 2\n",
    );
    let outcome = site(&format!("{settings}{files}")).without_problems();
    for list in ["/", "/tags/intelligence-artificielle/"] {
        let titles = |number: usize| {
            let address = if number == 1 {
                list.to_string()
            } else {
                format!("{list}page/{number}/")
            };
            let main = main_element(outcome.page(&address));
            // the lead of the home page has a heading of a higher level
            let levels = ["h2", "h3"].into_iter();
            let headings = levels.flat_map(|level| elements(main, level));
            let headings = headings.map(|heading| heading.text);
            headings
                .filter(|text| text.starts_with("Jour"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            [titles(1), titles(2), titles(3)].concat(),
            ["Jour 5", "Jour 4", "Jour 3", "Jour 2", "Jour 1"],
            "{list}"
        );
        assert_eq!(titles(3), ["Jour 1"], "{list}");
        assert!(
            !outcome.has(&format!("{list}page/1/")) && !outcome.has(&format!("{list}page/4/")),
            "{list}"
        );
    }
}

#[test]
fn a_tag_name_is_looked_up_in_the_language_of_the_article() {
    for table in [
        [
            "talk: {fr: Discussion, en: Chat}",
            "cats: {fr: Chat, en: Cats}",
        ],
        [
            "cats: {fr: Chat, en: Cats}",
            "talk: {fr: Discussion, en: Chat}",
        ],
    ] {
        let outcome = site(&format!(
            "-- griot.yaml --\nbase_url: https://blog.example\ndefault_language: fr\nlanguages:\n  \
             fr: {{title: A}}\n  en: {{title: B}}\ntags:\n  {}\n  {}\n{}{}",
            table[0],
            table[1],
            article("a/fr", "tags: [Chat]\n"),
            article("b/en", "tags: [Chat]\n"),
        ));
        assert_eq!(
            index(outcome.page("/tags/")),
            [named("Chat", "/tags/chat/")]
        );
        assert_eq!(
            index(outcome.page("/en/tags/")),
            [named("Chat", "/en/tags/chat/")]
        );
    }
}
