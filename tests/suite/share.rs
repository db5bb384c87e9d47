//! `griot share`: a story as a post for WhatsApp.

use crate::program_runner::Folder;
use serde_json::Value;

const STORY: &str = "\
-- content/articles/puce/fr.md --
---
title: \"Une *puce* à 2 nm 🚀\"
date: 2026-11-01
description: Elle tient deux jours. On l'a essayée.
---
Le début.
-- content/articles/puce/en.md --
---
title: A chip 🚀
---
The start.
-- content/articles/plus-tard/fr.md --
---
title: Une puce demain
date: 2030-01-01
---
Plus tard.
";

const FRENCH: &str = "*Une puce à 2 nm 🚀*\n\nElle tient deux jours.\nOn l’a essayée.\n\nhttps://blog.example/une-puce-a-2-nm/";
const ENGLISH: &str = "*A chip 🚀*\n\nThe start.\n\nhttps://blog.example/en/a-chip/";

#[test]
fn a_story_gives_a_post_in_each_language() {
    let folder = Folder::new(STORY);
    let ran = folder.run(&["share", "articles/puce"]);
    let plain = ran.out.replace('\u{a0}', " ");
    let wanted = format!("── Français ──\n\n{FRENCH}\n\n── English ──\n\n{ENGLISH}\n");
    assert_eq!(
        (ran.status, plain.as_str(), ran.err.as_str()),
        (0, wanted.as_str(), "")
    );
    let only = folder.run(&["share", "chip", "--lang", "en"]);
    assert_eq!(only.out.replace('\u{a0}', " "), format!("{ENGLISH}\n"));
}

#[test]
fn posts_can_be_printed_as_json() {
    let ran = Folder::new(STORY).run(&["share", "articles/puce", "--json"]);
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["posts"][1]["lang"], "en");
    assert_eq!(json["posts"][1]["url"], "https://blog.example/en/a-chip/");
    assert_eq!(
        json["posts"][0]["text"]
            .as_str()
            .map(|text| text.replace('\u{a0}', " "))
            .as_deref(),
        Some(FRENCH)
    );
}

#[test]
fn an_ambiguous_or_unknown_story_is_wrong_usage() {
    let folder = Folder::new(STORY);
    let none = folder.run(&["share", "puce 2"]);
    assert_eq!(none.status, 2, "{none:?}");
    let several = folder.run(&["share", "UNE"]);
    assert_eq!(several.status, 2);
    assert!(several.err.contains("articles/puce") && several.err.contains("articles/plus-tard"));
    let untold = folder.run(&["share", "plus-tard", "--lang", "en"]);
    assert_eq!(untold.status, 2);
    assert!(
        untold.err.contains("has no article in English"),
        "{untold:?}"
    );
}

#[test]
fn a_scheduled_article_is_a_warning() {
    let ran = Folder::new(STORY).run(&["share", "plus-tard"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.starts_with("*Une puce demain*"));
    assert!(
        ran.err
            .contains("fr: the link leads to no page yet (scheduled)"),
        "{ran:?}"
    );
}
