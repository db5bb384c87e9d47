//! Themes of a site: what they inherit, and what they may not read.

use crate::harness::{FRENCH_AND_ENGLISH, site, sources};
use crate::program_runner::Folder;

const ARTICLE: &str =
    "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n";

fn with_theme(files: &str) -> String {
    let settings = FRENCH_AND_ENGLISH.replace("theme: plain\n", "") + "theme: mine\n";
    format!("-- griot.yaml --\n{settings}{ARTICLE}{files}")
}

#[test]
fn a_theme_can_override_a_single_string() {
    let files = "-- themes/mine/theme.yaml --\nextends: default\n-- themes/mine/strings/fr.yaml --\narchive: Grenier\n";
    let outcome = site(&with_theme(files)).without_problems();
    assert!(outcome.page("/").contains("Grenier"));
    assert!(
        outcome.page("/").contains("Aller au contenu"),
        "the rest is the default theme's"
    );
}

#[test]
fn a_language_unknown_to_the_theme_gets_english_strings() {
    let settings = "base_url: https://a.example\nlanguages:\n  de: {title: Das Blog}\n";
    let files = "-- content/articles/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nText.\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}")).with_warnings();
    outcome.assert_reported(&["themes/default/strings/de.yaml"]);
    assert!(outcome.page("/").contains("Archive"));
    let words = "-- themes/default/strings/de.yaml --\narchive: Archiv\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}{words}")).with_warnings();
    assert!(
        outcome.page("/").contains("Archiv<"),
        "a site may add a language to the default theme"
    );
}

#[test]
fn themes_are_read_only_from_the_themes_folder() {
    for name in ["../outside", "/etc", "a/b", ".."] {
        let files = format!("-- themes/mine/theme.yaml --\nextends: {name}\n");
        site(&with_theme(&files))
            .assert_refused(&["themes/mine/theme.yaml", "is not a valid theme name"]);
    }
    let files = "-- themes/mine/theme.yaml --\nextends: nope\n";
    site(&with_theme(files))
        .assert_refused(&["themes/mine/theme.yaml", "the theme `nope` was not found"]);
}

#[cfg(unix)]
#[test]
fn linked_folders_are_not_followed() {
    for linked in ["themes", "static", "content"] {
        let folder = Folder::empty();
        folder.write(
            "griot.yaml",
            FRENCH_AND_ENGLISH.replace("theme: plain\n", ""),
        );
        folder.write("elsewhere/canary.md", "---\ntitle: canary\n");
        if linked != "content" {
            folder.write("content/a.md", "x");
        }
        std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path(linked)).expect("a link");
        let ran = folder.run(&["build"]);
        assert!(
            ran.status == 1 && ran.err.contains("symbolic links are not followed"),
            "{ran:?}"
        );
        assert!(!ran.err.contains("canary"), "{ran:?}");
    }
}

#[test]
fn a_layout_without_the_article_is_not_used() {
    let files = "-- content/pages/b/fr.md --\n---\ntitle: B\nlayout: home\n---\nMon texte.\n";
    let outcome = sources(&format!("{ARTICLE}{files}"))
        .default_theme()
        .build()
        .with_warnings();
    outcome.assert_reported(&["the theme has no layout `home`"]);
    assert!(outcome.page("/b/").contains("Mon texte."));
    let files = files.replace("layout: home", "template: components");
    sources(&format!("{ARTICLE}{files}"))
        .default_theme()
        .build()
        .assert_refused(&["content/pages/b/fr.md:3"]);
}

#[test]
fn all_template_errors_are_reported_with_positions() {
    let files = "-- themes/mine/theme.yaml --\nextends: default\n\
         -- themes/mine/templates/home.html --\n{{ 1 + }}\n-- themes/mine/templates/term.html --\n\n{% if %}\n";
    site(&with_theme(files)).assert_refused(&[
        "themes/mine/templates/home.html:1:8",
        "themes/mine/templates/term.html:2:",
    ]);
    let files = "-- themes/mine/theme.yaml --\nextends: default\n\
         -- themes/mine/templates/home.html --\n{% extends \"base.html\" %}\n{% block nope %}{{ page.title | jsno }}{% endblock %}\n";
    site(&with_theme(files)).assert_refused(&["themes/mine/templates/home.html:2:"]);
    let files = files
        .replace("nope", "main")
        .replace(" | jsno", "")
        .replace("page.title", "t(\"hom\")");
    site(&with_theme(&files)).assert_refused(&[
        "themes/mine/templates/home.html:2:20",
        "did you mean `home`?",
    ]);
}
