//! Settings for the look of the theme, the tints of stories, the lists of authors.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};

const ARTICLE: &str = "-- content/articles/a/fr.md --\n---\ntitle: A 🚀\ndate: 2026-11-01\nauthors: [awa, Idriss]\n---\nTexte.\n";
const ENGLISH: &str = "-- content/articles/a/en.md --\n---\ntitle: A 🚀\n---\nText.\n";

fn with_settings(settings: &str) -> Outcome {
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}-- static/logo.svg --\n<svg/>\n{ARTICLE}{ENGLISH}"
    ))
}

fn style(outcome: &Outcome) -> &str {
    let mut texts = outcome.texts();
    let style = texts.find(|(path, _)| path.starts_with("assets/style."));
    style.expect("a style sheet").1
}

#[test]
fn an_accent_is_readable_in_both_schemes() {
    let outcome = with_settings("extra: {accent: \"#0a7a4b\"}\n").without_problems();
    let style = style(&outcome);
    assert!(style.contains("--accent: #0a7a4b;"), "readable as it is");
    assert!(!style.contains(":root:not([data-scheme=\"light\"]) { --accent: #0a7a4b;"));
    let pale = with_settings("extra: {accent: \"#ffe08a\"}\n").without_problems();
    assert!(
        !self::style(&pale).contains("{ --accent: #ffe08a; }\n:root[data"),
        "a pale yellow is made darker on light paper"
    );
}

#[test]
fn an_invalid_accent_is_refused_with_its_position() {
    with_settings("extra:\n  accent: teal\n")
        .assert_refused(&["griot.yaml:", "`teal` is not a colour"]);
    with_settings("extra:\n  accent: #a0163f\n")
        .assert_refused(&["`accent` is empty", "in quotes"]);
    with_settings("extra:\n  accent:\n").without_problems();
    with_settings("extra:\n  accent: # none yet\n").without_problems();
}

#[test]
fn a_logo_must_be_a_file_of_the_site() {
    let outcome = with_settings("extra: {logo: logo.svg}\n").without_problems();
    assert!(outcome.page("/en/").contains("src=\"/logo.svg\""));
    for wrong in [
        "logo.png",
        "https://elsewhere.example/logo.svg",
        "../logo.svg",
    ] {
        with_settings(&format!("extra:\n  logo: {wrong}\n"))
            .assert_refused(&["griot.yaml:", wrong]);
    }
}

#[test]
fn each_author_has_a_list_of_stories() {
    let settings = "authors:\n  awa: {name: Awa Tissandier, url: \"https://awa.example/\"}\n";
    let outcome = with_settings(settings).without_problems();
    let article = outcome.page("/a/");
    assert!(
        article.contains("<a href=\"/authors/awa-tissandier/\" rel=\"author\">Awa Tissandier</a>")
    );
    assert!(article.contains("<a href=\"/authors/idriss/\" rel=\"author\">Idriss</a>"));
    let list = outcome.page("/en/authors/awa-tissandier/");
    assert!(list.contains("href=\"/en/a/\"") && list.contains("https://awa.example/"));
    assert!(
        list.contains("href=\"/authors/awa-tissandier/\""),
        "the switch"
    );
    assert!(!outcome.has("/authors/") && !outcome.has("/authors/idriss/feed.xml"));
}

#[test]
fn a_story_has_the_same_tint_in_all_languages() {
    let outcome = with_settings("").without_problems();
    let tint = |page: &str| {
        let (_, after) = page.split_once("tint-").expect("a tint");
        after.split('"').next().expect("a class").to_string()
    };
    assert_eq!(tint(outcome.page("/")), tint(outcome.page("/en/")));
}
