//! Links between the same section in different languages.

use crate::harness::site;
use crate::html_reader::elements;

const STORY: &str = "\
-- content/articles/a/fr.md --
---
title: Une puce
date: 2026-11-01
---
Début.

## 🚀 Lancement

## Chez nous

## 🔋 Batterie {#energie}

## 🧊 Ici seulement
-- content/articles/a/en.md --
---
title: A chip
---
Start.

## 🔋 Battery {#energie}

## 🚀 Launch

## At home
";

fn heading_links(page: &str) -> Vec<(String, String)> {
    let links = elements(page, "a").into_iter();
    links
        .filter(|link| link.get("class") == Some("section-toggle"))
        .map(|link| {
            let name = link.get("aria-label").unwrap_or_default().to_string();
            assert_eq!(link.get("lang"), link.get("hreflang"));
            (link.get("href").unwrap_or_default().to_string(), name)
        })
        .collect()
}

#[test]
fn a_heading_links_to_its_translation_in_the_language_of_the_page() {
    let outcome = site(STORY);
    let toggle = |id, title| {
        (
            format!("/en/a-chip/#{id}"),
            format!("en – Read this section in English – {title}"),
        )
    };
    assert_eq!(
        heading_links(outcome.page("/une-puce/")),
        [toggle("launch", "Launch"), toggle("energie", "Battery")]
    );
    assert_eq!(
        heading_links(outcome.page("/en/a-chip/"))[0],
        (
            "/une-puce/#energie".to_string(),
            "fr – Lire cette section en français – Batterie".to_string()
        )
    );
}

#[test]
fn a_section_with_an_emoji_heading_is_linked_by_its_emoji() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀\n\n-- content/articles/a/en.md --\n---\ntitle: B\n---\n## 🚀\n",
    );
    let (_, name) = heading_links(outcome.page("/a/")).remove(0);
    assert_eq!(name, "en – Read this section in English – 🚀");
}

#[test]
fn anchors_are_the_same_in_each_language() {
    let outcome = site(STORY);
    let page = outcome.page("/en/a-chip/");
    assert!(page.contains("<span id=\"lancement\"></span><h2 id=\"launch\">"));
    assert_eq!(
        page.matches("id=\"energie\"").count(),
        1,
        "the same id once"
    );
    assert!(!page.contains("id=\"ici-seulement\""));
}

#[test]
fn an_added_anchor_never_repeats_an_id() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀 Un\n\n## 🔋 Deux\n\n<p id=\"x\">\n\
         -- content/articles/a/en.md --\n---\ntitle: B\n---\n## 🚀 Deux\n\n## 🔋 X\n",
    );
    let page = outcome.page("/a/");
    for id in ["un", "deux", "x"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert_eq!(
        heading_links(page).len(),
        2,
        "the links are there all the same"
    );
}

#[test]
fn feeds_and_stories_in_one_language_have_plain_headings() {
    let outcome = site(STORY);
    for (path, text) in outcome.texts().filter(|(path, _)| path.ends_with(".xml")) {
        assert!(!text.contains("section-"), "{path}");
    }
    let alone =
        site("-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀 Un\n");
    assert!(
        alone
            .page("/a/")
            .contains("<h2 id=\"un\"><span class=\"emoji\"")
    );
    assert!(!alone.page("/a/").contains("section-"));
}

#[test]
fn sections_in_three_languages_link_to_each_other() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://b.example\ndefault_language: fr\nlanguages:\n  fr: {title: B}\n  en: {title: B}\n  ar: {title: B}\n\
         -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀 Un\n\
         -- content/articles/a/en.md --\n---\ntitle: A\n---\n## 🚀 One\n\
         -- content/articles/a/ar.md --\n---\ntitle: A\n---\n## 🚀 واحد\n",
    );
    let page = outcome.page("/en/a/");
    let links = heading_links(page);
    assert_eq!(links[0].0, "/a/#un");
    assert_eq!(links[1].0, "/ar/a/#واحد");
    assert!(page.contains("<span id=\"un\"></span><span id=\"واحد\"></span><h2 id=\"one\">"));
}

#[test]
fn the_scroll_script_is_small_and_loaded_only_where_needed() {
    let outcome = site(STORY);
    let script = outcome
        .files
        .iter()
        .find(|(path, _)| path.starts_with("assets/place."));
    let (path, bytes) = script.expect("the script");
    assert!(bytes.len() < 1_000, "{} bytes", bytes.len());
    let tag = format!("<script src=\"/{path}\"");
    let wanted = |page: &str| page.contains(&tag);
    assert!(wanted(outcome.page("/une-puce/")));
    assert!(!wanted(outcome.page("/")));
}

#[test]
fn a_link_to_an_added_anchor_is_valid() {
    let outcome =
        site(&STORY.replace("Start.", "[x](#batterie) [y](fr.md#launch) [z](#lancement)"));
    let said = outcome.problems();
    assert!(
        said.contains("`batterie`"),
        "its heading has an id of its own: {said}"
    );
    assert!(
        !said.contains("`launch`") && !said.contains("`lancement`"),
        "{said}"
    );
}

#[test]
fn an_id_of_the_theme_is_not_repeated() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## Un {#_share}\n",
    );
    assert_eq!(outcome.page("/a/").matches("id=\"_share\"").count(), 1);
    assert!(outcome.page("/a/").contains("<h2 id=\"share\">"));
    assert!(
        outcome
            .problems()
            .contains("begins with `_`, as those of the theme do")
    );
}
