//! Drafts, scheduled and expired articles are in no output.

use crate::harness::{Sources, sources};
use crate::program_runner::Folder;

const HIDDEN: &str = "\
-- content/articles/shown/fr.md --
---
title: Visible
date: 2026-11-01
tags: [commun]
---
Texte.
-- content/articles/draft/fr.md --
---
title: Secret-brouillon
date: 2026-11-02
draft: true
tags: [secret-tag, commun]
categories: [secret-cat]
aliases: [/secret-alias/]
image: secret.png
authors: [Secret-auteur]
description: Secret-description
---
Secret-texte ![x](secret.png)
-- content/articles/draft/secret.png --
PNG
-- content/articles/later/fr.md --
---
title: Secret-futur
date: 2026-11-23T12:00:01
tags: [secret-futur]
---
Secret-texte
-- content/articles/publish/fr.md --
---
title: Secret-publication
date: 2026-11-01
publish_date: 2026-11-24
---
Secret-texte
-- content/articles/gone/fr.md --
---
title: Secret-fini
date: 2026-11-01
expiry_date: 2026-11-23T12:00:00
aliases: [/secret-fini-alias/]
---
Secret-texte
-- content/pages/draft/fr.md --
---
title: Secret-page
draft: true
---
Secret-texte
";

#[track_caller]
fn assert_in_no_output(sources: &Sources, word: &str) {
    let outcome = sources.build().with_warnings();
    for (path, bytes) in &outcome.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!path.to_lowercase().contains(word), "{path}");
        assert!(!text.to_lowercase().contains(word), "{path}: {text}");
    }
}

#[test]
fn unpublished_articles_are_in_no_output() {
    assert_in_no_output(&sources(HIDDEN), "secret");
    assert!(sources(HIDDEN).build().has("/visible/"));
}

#[test]
fn options_show_drafts_and_future_articles() {
    let drafts = sources(HIDDEN).drafts().build().with_warnings();
    assert!(
        drafts.has("/secret-brouillon/")
            && drafts.has("/secret-brouillon/secret.png")
            && drafts.has("/secret-page/")
    );
    assert!(drafts.page("/secret-brouillon/").contains("noindex"));
    assert!(!drafts.has("/secret-futur/") && !drafts.has("/secret-fini/"));
    let future = sources(HIDDEN).future().build().with_warnings();
    assert!(
        future.has("/secret-futur/")
            && future.has("/secret-publication/")
            && future.has("/secret-fini/")
    );
    assert!(!future.has("/secret-brouillon/"));
}

#[test]
fn an_article_appears_and_expires_at_its_dates() {
    let text = "-- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-20T08:00:00+01:00\nexpiry_date: 2026-11-21\n---\nT.\n";
    let settings = format!(
        "-- griot.yaml --\n{}{text}",
        crate::harness::FRENCH_AND_ENGLISH.replace("timezone: UTC", "timezone: Africa/Dakar")
    );
    let shown = |now: &str| sources(&settings).now(now).build().has("/x/");
    assert!(!shown("2026-11-20T06:59:59Z"));
    assert!(shown("2026-11-20T07:00:00Z"));
    assert!(shown("2026-11-20T23:59:59Z"));
    assert!(!shown("2026-11-21T00:00:00Z"));
}

#[test]
fn a_date_without_an_offset_is_in_the_time_zone_of_the_site() {
    let text = "-- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-20 08:00\n---\nT.\n";
    let settings = format!(
        "-- griot.yaml --\n{}{text}",
        crate::harness::FRENCH_AND_ENGLISH.replace("timezone: UTC", "timezone: Asia/Tokyo")
    );
    let shown = |now: &str| sources(&settings).now(now).build().has("/x/");
    assert!(!shown("2026-11-19T22:59:59Z"));
    assert!(shown("2026-11-19T23:00:00Z"));
}

#[test]
fn a_draft_in_one_language_does_not_hide_the_other() {
    let text = "-- content/articles/x/fr.md --\n---\ntitle: Secret\ndate: 2026-11-01\ndraft: true\ntags: [puces]\n---\nT.\n\
         -- content/articles/x/en.md --\n---\ntitle: One\n---\nText.\n";
    assert_in_no_output(&sources(text), "secret");
    let outcome = sources(text).build().without_problems();
    assert!(
        outcome.has("/en/one/") && outcome.has("/en/tags/puces/") && !outcome.has("/tags/puces/")
    );
}

#[test]
fn published_false_is_a_draft() {
    assert_in_no_output(
        &sources(
            "-- content/articles/x/fr.md --\n---\ntitle: Secret\ndate: 2026-11-01\npublished: false\n---\nT.\n",
        ),
        "secret",
    );
    assert_in_no_output(
        &sources(
            "-- content/articles/x/fr.md --\n---\ntitle: Secret\ndate: 2026-11-01\npublished: true\ndraft: true\n---\nT.\n",
        ),
        "secret",
    );
}

/// A scheduled or expired translation does not hide the original.
#[test]
fn a_translation_has_its_own_dates() {
    for day in ["publish_date: 2030-01-01", "expiry_date: 2020-01-01"] {
        let story = format!(
            "-- content/articles/a/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nT.\n\
             -- content/articles/a/en.md --\n---\ntitle: One\n{day}\n---\nT.\n"
        );
        let outcome = sources(&story).build();
        assert!(outcome.has("/un/") && !outcome.has("/en/one/"), "{day}");
        let original = story.replace("title: Un\n", &format!("title: Un\n{day}\n"));
        let outcome =
            sources(&original.replace(&format!("title: One\n{day}\n"), "title: One\n")).build();
        assert!(!outcome.has("/un/") && !outcome.has("/en/one/"), "{day}");
    }
}

/// Jekyll has such a folder.
#[test]
fn files_in_the_drafts_folder_are_drafts() {
    let at = |path: &str, keys: &str| {
        let text = format!("-- content/{path} --\n---\ntitle: Idée\n{keys}---\nT.\n");
        sources(&text).build().has("/idee/")
    };
    assert!(!at("_drafts/idee.md", "") && !at("blog/_drafts/idee.md", "date: 2026-11-01\n"));
    assert!(at("_drafts/idee.md", "draft: false\n") && at("drafts/idee.md", ""));
}

#[test]
fn a_build_says_when_the_next_scheduled_article_is_due() {
    let folder = Folder::new(
        "-- griot.yaml --\nbase_url: https://blog.example\ntimezone: Africa/Dakar\nlanguages: {fr: {title: Blog}}\n\
         -- content/a.md --\n---\ntitle: A\ndate: 2099-12-24\n---\nA.\n\
         -- content/b.md --\n---\ntitle: B\ndate: 2099-01-01\npublish_date: 2099-11-02 08:30\n---\nB.\n\
         -- content/c.md --\n---\ntitle: C\ndate: 2098-01-01\ndraft: true\n---\nC.\n",
    );
    let ran = folder.run_ok(&["build"]);
    let wanted = "the next scheduled article is due on 2099-11-02 08:30 +00:00: build again then";
    assert!(ran.out.contains(wanted), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run_ok(&["build", "--json"]).out).expect("JSON");
    assert_eq!(json["next_due"], "2099-11-02T08:30:00Z");
    let all = folder.run_ok(&["build", "--future"]);
    assert!(!all.out.contains("is due"), "{}", all.out);
}
