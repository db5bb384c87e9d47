//! `griot import wordpress`: exports become sites that build, and every item is accounted for.

use crate::program_runner::Folder;
use crate::wordpress_export::{Export, Item, meta, of};
use serde_json::Value;

/// An export with two languages of Polylang.
fn polylang() -> Export {
    let language = |code: &str, group: &str| {
        let name = if code == "fr" { "Français" } else { "English" };
        of("language", code, name) + &of("post_translations", group, group)
    };
    let fr = language("fr", "pll_1")
        + &of("category", "afrique", "Afrique")
        + &of("post_tag", "securite", "Sécurité");
    let en = language("en", "pll_1")
        + &of("category", "africa", "Africa")
        + &of("post_tag", "security", "Security");
    Export::new("fr-FR")
        .term(
            2,
            "language",
            "fr",
            "Français",
            "a:3:{s:6:\"locale\";s:5:\"fr_FR\";s:3:\"rtl\";i:0;s:9:\"flag_code\";s:2:\"fr\";}",
        )
        .term(
            3,
            "language",
            "en",
            "English",
            "a:3:{s:6:\"locale\";s:5:\"en_GB\";s:3:\"rtl\";i:0;s:9:\"flag_code\";s:2:\"gb\";}",
        )
        .term(
            4,
            "category",
            "afrique",
            "Afrique",
            "Les nouvelles d’Afrique",
        )
        .term(5, "category", "africa", "Africa", "News from Africa")
        .term(6, "post_tag", "securite", "Sécurité", "")
        .term(7, "post_tag", "security", "Security", "")
        .term(
            8,
            "term_translations",
            "pll_t1",
            "pll_t1",
            "a:2:{s:2:\"fr\";i:4;s:2:\"en\";i:5;}",
        )
        .term(
            9,
            "term_translations",
            "pll_t2",
            "pll_t2",
            "a:2:{s:2:\"fr\";i:6;s:2:\"en\";i:7;}",
        )
        .term(
            10,
            "post_translations",
            "pll_1",
            "pll_1",
            "a:2:{s:2:\"fr\";i:11;s:2:\"en\";i:12;}",
        )
        .term(11, "post_tag", "vide", "Vide", "")
        .post(
            11,
            "une-puce",
            "Une puce 🚀",
            "<p>Le texte, et <a href=\"https://blog.example/a-propos/\">nous</a>.</p>",
            &fr,
        )
        .item(Item {
            id: 12,
            slug: "a-chip",
            title: "A chip 🚀",
            path: "/en/2026/05/a-chip/",
            content: "<p>The text, and <a href=\"/en/2026/05/alone/\">another</a>.</p>",
            more: &en,
            ..Item::default()
        })
        .item(Item {
            id: 13,
            slug: "alone",
            title: "Alone",
            path: "/en/2026/05/alone/",
            date: "2026-05-24 10:00:00",
            content: "<p>Only English.</p>",
            more: &of("language", "en", "English"),
            ..Item::default()
        })
        .item(Item {
            id: 14,
            kind: "page",
            slug: "a-propos",
            title: "À propos",
            path: "/a-propos/",
            content: "<p>Nous.</p>",
            more: &of("language", "fr", "Français"),
            ..Item::default()
        })
        .item(Item {
            id: 15,
            status: "trash",
            slug: "x",
            title: "Trashed",
            path: "/?p=15",
            ..Item::default()
        })
        .item(Item {
            id: 16,
            kind: "nav_menu_item",
            slug: "m",
            title: "Menu entry",
            path: "/?p=16",
            ..Item::default()
        })
}

#[test]
fn polylang_becomes_a_site_in_two_languages() {
    let folder = polylang().imported();
    let fr = folder.read("site/content/articles/une-puce/fr.md");
    assert!(fr.contains("title: \"Une puce 🚀\"\n"), "{fr}");
    assert!(fr.contains("date: 2026-05-23T10:00:00+01:00\n"), "{fr}");
    assert!(
        fr.contains("authors: [awa-tissandier]\ncategories: [afrique]\ntags: [securite]\n"),
        "{fr}"
    );
    assert!(
        fr.ends_with("Le texte, et [nous](../../pages/a-propos/fr.md).\n"),
        "{fr}"
    );
    let en = folder.read("site/content/articles/une-puce/en.md");
    assert!(
        en.contains("categories: [afrique]\ntags: [securite]\n"),
        "{en}"
    );
    assert!(
        en.ends_with("The text, and [another](../alone/en.md).\n"),
        "{en}"
    );
    let settings = folder.read("site/griot.yaml");
    for line in [
        "permalink: \"/:year/:month/:slug/\"",
        "  securite: {fr: Sécurité, en: Security}",
        "  afrique: {fr: Afrique, en: Africa, description: {fr: Les nouvelles d’Afrique, en: News from Africa}}",
        "  awa-tissandier: {name: Awa Tissandier}",
    ] {
        assert!(settings.contains(line), "{line}\n{settings}");
    }
    // old addresses are the new ones
    let page = folder.read("site/public/2026/05/une-puce/index.html");
    assert!(page.contains("href=\"/en/2026/05/a-chip/\""), "{page}");
    assert!(folder.has("site/public/a-propos/index.html"));
    assert!(folder.has("site/public/en/tags/security/index.html"));
}

/// The report of an import, as JSON.
#[track_caller]
fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let mut all = vec!["import", "wordpress"];
    all.extend(arguments);
    all.extend(["--out", "site", "--json"]);
    let ran = folder.run(&all);
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

fn details(report: &Value, part: &str) -> Vec<String> {
    let lines = report[part].as_array().expect("lines").iter();
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_string();
    lines
        .map(|line| format!("{} {}", text(line, "code"), text(line, "detail")))
        .collect()
}

#[test]
fn every_item_is_written_or_named() {
    let folder = polylang().folder();
    let report = report(&folder, &["export.xml"]);
    let mut found = 0;
    let mut written = 0;
    for count in report["counts"].as_array().expect("counts") {
        let number = |key: &str| count[key].as_u64().expect("a number");
        if !["comments", "pictures and files in texts"]
            .contains(&count["kind"].as_str().expect("a kind"))
        {
            found += number("found");
            written += number("written");
        }
    }
    // 6 items, 5 terms, an author
    assert_eq!((found, written), (12, 9), "{report}");
    let named = details(&report, "not_written");
    assert_eq!(
        named,
        ["other-item Menu entry", "counted ", "unused-term Vide"],
        "{report}"
    );
    let alone = details(&report, "alone");
    assert_eq!(alone, ["alone Alone", "alone À propos"]);
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = polylang().folder();
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    let before = folder.tree("site");
    folder.write("site/content/articles/alone/en.md", "mine\n");
    let ran = folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert!(ran.err.contains("content/articles/alone/en.md"), "{ran:?}");
    assert_eq!(folder.read("site/content/articles/alone/en.md"), "mine\n");
    folder.remove("site/content/articles/alone/en.md");
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert_eq!(folder.tree("site"), before);
    let _ = meta("", "");
}
