//! Tags and categories: named once, linked across languages.

use crate::harness::site;
use crate::html::{alternates, elements, main_of};

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
    let links = elements(main_of(page), "a").into_iter();
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
fn a_tag_is_found_by_its_id_or_any_name_whatever_the_case_or_accents() {
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
        .in_silence();
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
fn a_tag_of_the_table_is_one_tag_in_all_languages() {
    let files = article("a/fr", "tags: [Sécurité]\n") + &article("b/en", "tags: security\n");
    let outcome = site(&format!("{SETTINGS}{files}")).in_silence();
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
fn a_tag_outside_the_table_has_one_name_everywhere() {
    let files = article("a/fr", "tags: [Télécoms]\n") + &article("a/en", "");
    let outcome = site(&format!("{SETTINGS}{files}")).in_silence();
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
fn one_string_with_commas_is_a_list() {
    let outcome = site(&format!(
        "{SETTINGS}{}",
        article("a/fr", "tags: security, Zoo ,ai\ncategory: guides\n")
    ))
    .in_silence();
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
fn names_with_one_slug_are_told_apart() {
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
fn hyphens_make_no_other_tag() {
    let files =
        article("a/fr", "tags: [open-source]\n") + &article("b/fr", "tags: [Open Source]\n");
    let outcome = site(&format!("{SETTINGS}{files}")).in_silence();
    let tags = index(outcome.page("/tags/"));
    assert_eq!(tags.len(), 1, "{tags:?}");
}

#[test]
fn a_term_without_an_article_of_a_language_has_no_page_there() {
    let files = article("a/fr", "tags: [ai]\n") + &article("b/en", "");
    let outcome = site(&format!("{SETTINGS}{files}")).in_silence();
    assert!(outcome.has("/tags/intelligence-artificielle/") && !outcome.has("/tags/securite/"));
    assert!(!outcome.has("/en/tags/") && !outcome.has("/en/tags/artificial-intelligence/"));
    assert!(!outcome.has("/en/tags/artificial-intelligence/feed.xml"));
    assert!(
        !outcome.page("/en/").contains("/en/tags/"),
        "nothing leads there"
    );
}

#[test]
fn a_standing_page_is_in_no_list() {
    let files = "-- content/pages/p/fr.md --\n---\ntitle: P\ntags: [ai]\n---\nT.\n";
    let outcome = site(&format!("{SETTINGS}{files}")).in_silence();
    assert!(
        !outcome.has("/tags/")
            && !outcome.page("/").contains("href=\"/p/\"")
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
    outcome.says(&["tags and no date", "content/posts/p/fr.md:3"]);
}

#[test]
fn lists_are_cut_into_pages_newest_first() {
    let files: String = (1..=5).map(|day| format!("-- content/articles/j{day}/fr.md --\n---\ntitle: Jour {day}\ndate: 2026-11-0{day}\ntags: [ai]\n---\nT.\n")).collect();
    let settings = SETTINGS.replace(
        "default_language: fr\n",
        "default_language: fr\npaginate: 2\n",
    );
    let outcome = site(&format!("{settings}{files}")).in_silence();
    for list in ["/", "/tags/intelligence-artificielle/"] {
        let titles = |number: usize| {
            let address = if number == 1 {
                list.to_string()
            } else {
                format!("{list}page/{number}/")
            };
            let headings = elements(main_of(outcome.page(&address)), "h2")
                .into_iter()
                .map(|heading| heading.text);
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
fn a_name_means_what_it_means_in_the_articles_own_language() {
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
