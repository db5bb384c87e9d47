//! Sections that know their translations, as readers meet them.

use crate::harness::site;
use crate::html::elements;

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

fn toggles(page: &str) -> Vec<(String, String)> {
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
fn a_heading_leads_to_its_counterpart_in_words_of_its_language() {
    let outcome = site(STORY);
    let toggle = |id, title| {
        (
            format!("/en/a-chip/#{id}"),
            format!("en – Read this section in English – {title}"),
        )
    };
    assert_eq!(
        toggles(outcome.page("/une-puce/")),
        [toggle("launch", "Launch"), toggle("energie", "Battery")]
    );
    assert_eq!(
        toggles(outcome.page("/en/a-chip/"))[0],
        (
            "/une-puce/#energie".to_string(),
            "fr – Lire cette section en français – Batterie".to_string()
        )
    );
}

#[test]
fn a_section_of_emoji_alone_is_named_by_them() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀\n\n-- content/articles/a/en.md --\n---\ntitle: B\n---\n## 🚀\n",
    );
    let (_, name) = toggles(outcome.page("/a/")).remove(0);
    assert_eq!(name, "en – Read this section in English – 🚀");
}

#[test]
fn an_address_lands_when_only_its_language_is_changed() {
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
fn an_anchor_never_takes_an_id_that_is_there() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀 Un\n\n## 🔋 Deux\n\n<p id=\"x\">\n\
         -- content/articles/a/en.md --\n---\ntitle: B\n---\n## 🚀 Deux\n\n## 🔋 X\n",
    );
    let page = outcome.page("/a/");
    for id in ["un", "deux", "x"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert_eq!(toggles(page).len(), 2, "the links are there all the same");
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
fn three_languages_lead_to_one_another() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://b.example\ndefault_language: fr\nlanguages:\n  fr: {title: B}\n  en: {title: B}\n  ar: {title: B}\n\
         -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## 🚀 Un\n\
         -- content/articles/a/en.md --\n---\ntitle: A\n---\n## 🚀 One\n\
         -- content/articles/a/ar.md --\n---\ntitle: A\n---\n## 🚀 واحد\n",
    );
    let page = outcome.page("/en/a/");
    let links = toggles(page);
    assert_eq!(links[0].0, "/a/#un");
    assert_eq!(links[1].0, "/ar/a/#واحد");
    assert!(page.contains("<span id=\"un\"></span><span id=\"واحد\"></span><h2 id=\"one\">"));
}

#[test]
fn the_script_that_keeps_the_place_is_light_and_only_where_it_is_needed() {
    let outcome = site(STORY);
    let script = outcome
        .files
        .iter()
        .find(|(path, _)| path.starts_with("assets/place."));
    let (path, bytes) = script.expect("the script");
    assert!(bytes.len() < 1_000, "{} bytes", bytes.len());
    let wanted = |page: &str| page.contains(path.as_str());
    assert!(wanted(outcome.page("/une-puce/")));
    assert!(!wanted(outcome.page("/")));
}

#[test]
fn a_link_to_a_second_anchor_is_no_dead_one() {
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
fn an_id_of_the_theme_is_not_taken() {
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
