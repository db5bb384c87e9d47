//! `griot.lock` and the commands that use it: accepted, stale, moved and merged translations.

use crate::program_runner::{Folder, RunOutput, run_command};
use serde_json::Value;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

const STORY: &str = "\
-- content/articles/puce/fr.md --
---
title: Une puce 🚀
date: 2026-11-01
tags: [puces]
---
Le début.

## 🏁 Lancement

Un paragraphe de six mots ici.

## 🔋 Batterie

Elle tient [deux jours](../autre/fr.md).

## Et après ?

La suite.
-- content/articles/puce/en.md --
---
title: A chip 🚀
---
The start.

## 🏁 Launch

Words.

## 🔋 Battery

Words.

## What next?

More.
-- content/articles/autre/fr.md --
---
title: Autre
date: 2026-11-02
---
Texte.
";

const PATH: &str = "content/articles/puce/fr.md";

fn accepted_site() -> Folder {
    let folder = Folder::new(STORY);
    assert_eq!(folder.run(&["accept", "--all"]).status, 0);
    folder
}

fn edit(folder: &Folder, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.path(path)).expect("a file");
    assert!(text.contains(from), "{from}");
    folder.write(path, text.replace(from, to));
}

fn status(folder: &Folder) -> Value {
    let ran = folder.run(&["status", "--json"]);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn of_story<'v>(status: &'v Value, key: &str) -> &'v Value {
    let stories = status["stories"].as_array().expect("stories");
    let found = stories.iter().find(|story| story["story"] == key);
    found.unwrap_or_else(|| panic!("no {key} in {status}"))
}

/// The state of the English translation, and what changed: `changed ## 🏁 Lancement 9`.
fn english(folder: &Folder) -> (String, Vec<String>) {
    let status = status(folder);
    let cell = &of_story(&status, "articles/puce")["languages"]["en"];
    let changes = cell["changes"].as_array().cloned().unwrap_or_default();
    let change = |change: &Value| {
        let word = |key: &str| change[key].as_str().unwrap_or_default().to_string();
        format!("{} {} {}", word("kind"), word("name"), change["words"])
    };
    let state = cell["state"].as_str().expect("a state").to_string();
    (state, changes.iter().map(change).collect())
}

#[track_caller]
fn assert_current(folder: &Folder) {
    assert_eq!(english(folder), ("current".to_string(), vec![]));
}

#[track_caller]
fn assert_stale(folder: &Folder, changes: &[&str]) {
    let (state, found) = english(folder);
    assert_eq!(
        (state.as_str(), found),
        ("stale", changes.iter().map(|c| c.to_string()).collect())
    );
}

#[test]
fn accepting_makes_current() {
    let folder = Folder::new(STORY);
    assert_eq!(english(&folder).0, "unaccepted");
    let ran = folder.run(&["accept", "articles/puce"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (0, "articles/puce: English is accepted\n")
    );
    assert_current(&folder);
    let lock = std::fs::read_to_string(folder.path("griot.lock")).expect("a lock");
    folder.run_ok(&["accept", "--all"]);
    let all = std::fs::read_to_string(folder.path("griot.lock")).expect("a lock");
    let line = |lock: &str| {
        lock.lines()
            .find(|line| line.contains("\"en\""))
            .map(str::to_string)
    };
    assert_eq!(
        line(&all),
        line(&lock),
        "what did not change stays as it was"
    );
}

#[test]
fn changed_text_of_the_original_makes_translations_stale() {
    let folder = accepted_site();
    edit(&folder, PATH, "six mots", "sept mots tout");
    assert_stale(&folder, &["changed ## 🏁 Lancement 8"]);
    edit(
        &folder,
        PATH,
        "## Et après ?",
        "## 💡 Idée\n\nNeuve.\n\n## Et après ?",
    );
    edit(&folder, PATH, "title: Une puce 🚀", "title: La puce 🚀");
    assert_stale(
        &folder,
        &[
            "changed title 2",
            "changed ## 🏁 Lancement 8",
            "added ## 💡 Idée 2",
        ],
    );
    folder.run(&["accept", "puce"]);
    assert_current(&folder);
    edit(
        &folder,
        PATH,
        "## 🔋 Batterie\n\nElle tient [deux jours](../autre/fr.md).\n",
        "",
    );
    assert_stale(&folder, &["removed ## 🔋 Batterie 5"]);
}

#[test]
fn moved_sections_are_reported_as_moved() {
    let folder = accepted_site();
    edit(
        &folder,
        PATH,
        "## 🏁 Lancement\n\nUn paragraphe de six mots ici.\n\n",
        "",
    );
    edit(
        &folder,
        PATH,
        "## Et après ?",
        "## 🏁 Lancement\n\nUn paragraphe de six mots ici.\n\n## Et après ?",
    );
    assert_stale(&folder, &["moved ## 🏁 Lancement 7"]);
}

#[test]
fn formatting_changes_make_nothing_stale() {
    let folder = accepted_site();
    edit(
        &folder,
        PATH,
        "Un paragraphe de six mots ici.",
        "Un paragraphe\n de   six mots\nici.  ",
    );
    edit(&folder, PATH, "## Et après ?", "## Et après\u{202f}?");
    edit(&folder, PATH, "../autre/fr.md", "/autre/");
    assert_current(&folder);
    edit(
        &folder,
        "content/articles/puce/en.md",
        "Words.",
        "Other words.",
    );
    assert_current(&folder);
}

#[test]
fn a_renamed_link_target_makes_nothing_stale() {
    let folder = accepted_site();
    edit(
        &folder,
        "content/articles/autre/fr.md",
        "title: Autre",
        "title: Un tout autre titre",
    );
    assert_current(&folder);
    std::fs::rename(
        folder.path("content/articles/autre"),
        folder.path("content/articles/voisin"),
    )
    .expect("a folder is moved");
    edit(
        &folder,
        "content/articles/voisin/fr.md",
        "title: Un tout autre titre",
        "title: Autre",
    );
    edit(&folder, PATH, "../autre/fr.md", "../voisin/fr.md");
    assert_current(&folder);
    edit(&folder, PATH, "../voisin/fr.md", "fr.md");
    assert_stale(&folder, &["changed ## 🔋 Batterie 5"]);
}

#[test]
fn inherited_front_matter_never_goes_stale() {
    let folder = accepted_site();
    edit(&folder, PATH, "tags: [puces]", "tags: [puces, sécurité]");
    assert_current(&folder);
    edit(
        &folder,
        "content/articles/puce/en.md",
        "title: A chip 🚀",
        "title: A chip 🚀\ntags: [puces]",
    );
    assert_stale(&folder, &["front_matter tags 0"]);
}

#[test]
fn a_renamed_folder_keeps_its_accepted_state() {
    let folder = accepted_site();
    std::fs::rename(
        folder.path("content/articles/puce"),
        folder.path("content/articles/puce-2nm"),
    )
    .expect("a folder is moved");
    let status = status(&folder);
    assert_eq!(
        of_story(&status, "articles/puce-2nm")["languages"]["en"]["state"],
        "current"
    );
    folder.run(&["accept", "puce-2nm"]);
    let lock = std::fs::read_to_string(folder.path("griot.lock")).expect("a lock");
    assert!(
        !lock.contains("\"articles/puce\""),
        "the old key is gone: {lock}"
    );
}

#[test]
fn lock_files_of_two_branches_merge() {
    let folder = Folder::new(STORY);
    let git = |arguments: &[&str]| {
        let git = Command::new("git")
            .args([
                "-c",
                "user.name=n",
                "-c",
                "user.email=e@example.org",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(folder.path(""))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git runs");
        assert!(git.status.success(), "{arguments:?}: {git:?}");
    };
    folder.write(".gitattributes", "griot.lock merge=union\n");
    folder.write(
        "content/articles/autre/en.md",
        "---\ntitle: Other\n---\nText.\n",
    );
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "begin"]);
    git(&["checkout", "-qb", "side"]);
    assert_eq!(folder.run(&["accept", "autre"]).status, 0);
    git(&["add", "."]);
    git(&["commit", "-qm", "side"]);
    git(&["checkout", "-q", "main"]);
    assert_eq!(folder.run(&["accept", "puce"]).status, 0);
    git(&["add", "."]);
    git(&["commit", "-qm", "main"]);
    git(&["merge", "-q", "side", "-m", "both"]);
    assert_current(&folder);
    let status = status(&folder);
    assert_eq!(
        of_story(&status, "articles/autre")["languages"]["en"]["state"],
        "current"
    );
}

#[test]
fn status_prints_a_table_with_next_steps() {
    let folder = accepted_site();
    edit(&folder, PATH, "six mots", "dix mots");
    let RunOutput { status, out, .. } = folder.run(&["status"]);
    assert_eq!(status, 0);
    let expected = "\
story           fr        en
articles/autre  original  missing
articles/puce   original  stale
  en, accepted 2026-11-23:
    changed ## 🏁 Lancement (7 words)

fr 2 · en 1, 1 stale, 1 missing
";
    assert_eq!(out, expected);
    let filtered = folder
        .run(&["status", "--state", "missing", "--lang", "en"])
        .out;
    assert!(filtered.contains("articles/autre  missing") && !filtered.contains("articles/puce"));
    let tagged = folder.run(&["status", "--tag", "PUCES"]).out;
    assert!(tagged.contains("articles/puce") && !tagged.contains("articles/autre"));
    assert_eq!(folder.run(&["status", "--lang", "de"]).status, 2);
}

#[test]
fn settings_choose_the_severity_of_stale_translations() {
    let folder = accepted_site();
    assert_eq!(
        folder.run(&["status", "--check"]).status,
        0,
        "missing is a warning"
    );
    edit(&folder, PATH, "six mots", "dix mots");
    assert_eq!(folder.run(&["status", "--check"]).status, 0);
    let settings = std::fs::read_to_string(folder.path("griot.yaml")).expect("settings");
    folder.write(
        "griot.yaml",
        format!("{settings}check: {{stale: error, translations: off}}\n"),
    );
    let checked = folder.run(&["status", "--check"]);
    assert_eq!(checked.status, 1);
    assert!(
        checked
            .err
            .contains("the original changed since 2026-11-23: changed ## 🏁 Lancement (7 words)")
    );
    assert!(!checked.err.contains("is not told"));
    folder.write(
        "griot.yaml",
        format!("{settings}check: {{stale_days: 10}}\n"),
    );
    let later = |epoch: &str| {
        run_command(
            folder
                .griot(&["status", "--check"])
                .env("SOURCE_DATE_EPOCH", epoch),
        )
    };
    assert_eq!(later("1796299200").status, 0, "ten days later");
    assert_eq!(later("1796385600").status, 1, "eleven days later");
}

#[test]
fn readers_see_a_notice_on_a_stale_translation() {
    let folder = accepted_site();
    let page = |folder: &Folder| {
        assert_eq!(folder.run(&["build"]).status, 0);
        std::fs::read_to_string(folder.path("public/en/a-chip/index.html")).expect("a page")
    };
    assert!(!page(&folder).contains("class=\"stale\""));
    edit(&folder, PATH, "six mots", "dix mots");
    let notice = "<p class=\"stale\">The original has changed since this translation: <a href=\"/une-puce/\" hreflang=\"fr\">read the original (Français)</a>.</p>";
    assert!(page(&folder).contains(notice));
    let settings = std::fs::read_to_string(folder.path("griot.yaml")).expect("settings");
    folder.write("griot.yaml", format!("{settings}stale_notice: false\n"));
    assert!(!page(&folder).contains("class=\"stale\""));
}

#[test]
fn a_build_reports_translation_counts() {
    let folder = accepted_site();
    edit(&folder, PATH, "six mots", "dix mots");
    let out = folder.run(&["build"]).out;
    assert!(
        out.contains("\n  fr 2 · en 1, 1 stale, 1 missing\n"),
        "{out}"
    );
}

#[test]
fn stories_are_found_by_key_path_or_url() {
    let folder = Folder::new(STORY);
    for name in [
        "articles/puce",
        "puce",
        "content/articles/puce/en.md",
        "./content/articles/puce/",
        "une-puce",
        "/en/a-chip/",
        "https://blog.example/en/a-chip/#launch",
        "A CHIP",
    ] {
        let ran = folder.run(&["accept", name]);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (0, "articles/puce: English is accepted\n"),
            "{name}"
        );
    }
    let several = folder.run(&["accept", "u"]);
    assert_eq!(several.status, 2);
    assert!(
        several
            .err
            .contains("  articles/autre  Autre\n  articles/puce  Une puce"),
        "{}",
        several.err
    );
    let none = folder.run(&["accept", "articles/puse"]);
    assert_eq!(none.status, 2);
    assert!(
        none.err.contains("did you mean `articles/puce`?"),
        "{}",
        none.err
    );
    assert_eq!(folder.run(&["accept"]).status, 2);
    assert_eq!(
        folder.run(&["accept", "puce", "--lang", "fr"]).status,
        2,
        "the original"
    );
    assert_eq!(
        folder.run(&["accept", "autre", "--lang", "en"]).status,
        2,
        "not there"
    );
}

#[test]
fn a_broken_lock_file_is_reported_and_not_overwritten() {
    let folder = accepted_site();
    folder.write("griot.lock", "<<<<<<< HEAD\n");
    for command in [&["build"][..], &["status"], &["accept", "--all"]] {
        let ran = folder.run(command);
        assert_eq!(ran.status, 1, "{command:?}");
        assert!(ran.err.contains("--> griot.lock:1:1"), "{}", ran.err);
    }
    let lock = std::fs::read_to_string(folder.path("griot.lock")).expect("it is there");
    assert_eq!(lock, "<<<<<<< HEAD\n");
}

#[test]
fn drafts_have_a_translation_status() {
    let folder = Folder::new(STORY);
    edit(
        &folder,
        "content/articles/puce/en.md",
        "title: A chip 🚀",
        "title: A chip 🚀\ndraft: true",
    );
    // what is begun and not finished matches nothing, unless somebody says so of this one
    for (accepted, state) in [("--all", "unaccepted"), ("puce", "current")] {
        folder.run_ok(&["accept", accepted]);
        let status = status(&folder);
        let cell = &of_story(&status, "articles/puce")["languages"]["en"];
        assert_eq!(
            (cell["state"].as_str(), cell["hidden"].as_str()),
            (Some(state), Some("draft"))
        );
    }
    assert!(folder.run(&["status"]).out.contains("current, draft"));
}

/// The file that `translate` wrote, by the path that it printed.
fn run_translate(folder: &Folder, story: &str) -> (String, String) {
    let ran = folder.run_ok(&["translate", story, "--to", "en"]);
    let path = ran.out.trim().trim_start_matches("./").to_string();
    let text = std::fs::read_to_string(folder.path(&path)).expect("it was written");
    (path, text)
}

#[test]
fn translate_starts_from_the_original() {
    let folder = Folder::new(
        "-- content/articles/a/fr.md --\n---\ntitle: Une « puce » 🚀\ndate: 2026-11-01\ndescription: Deux mots.\nimage: p.svg\nimage_alt: Un dessin\n---\n\
         Début --> fin.\n\n<!-- note -->\n\n## 🏁 Lancement {#go}\n\nTexte.\n\nSuite\n-----\n\n> ## Cité\n\nFin.\n\
         -- content/articles/a/p.svg --\n<svg/>\n",
    );
    let (path, text) = run_translate(&folder, "a");
    assert_eq!(path, "content/articles/a/en.md");
    let expected = "---
title: \"Une « puce » 🚀\"
description: \"Deux mots.\"
image_alt: \"Un dessin\"
draft: true
---

<!-- The original (Français) is in comments below: translate it, then take `draft: true` out. -->
<!-- An arrow `--&gt;` in them is `--` and `>` in the original. -->

<!--
Début --&gt; fin.

<!-- note --&gt;
-->

## 🏁 Lancement {#go}

<!--
Texte.
-->

Suite
-----

<!--
> ## Cité

Fin.
-->
";
    assert_eq!(text, expected);
    assert_eq!(folder.run_ok(&["build", "--strict", "--drafts"]).err, "");
    let page = std::fs::read_to_string(folder.path("public/en/une-puce/index.html"));
    let page = page.expect("the draft is a page");
    assert!(page.contains("id=\"go\""));
    assert!(
        !page.contains("Texte") && !page.contains("note"),
        "comments stay out"
    );
    folder.write(&path, "---\ntitle: Mine\n---\n");
    let again = folder.run(&["translate", "a", "--to", "en"]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("exists already"), "{}", again.err);
    let text = std::fs::read_to_string(folder.path(&path)).expect("it is there");
    assert_eq!(text, "---\ntitle: Mine\n---\n");
}

#[test]
fn a_draft_in_an_earlier_language_is_not_the_original() {
    let folder = Folder::new(
        "-- griot.yaml --\nbase_url: https://blog.example\ndefault_language: fr\nlanguages:\n  \
         fr: {title: A}\n  en: {title: B}\n  ar: {title: C}\n\
         -- content/articles/a/ar.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nText.\n",
    );
    for to in ["en", "fr"] {
        folder.run_ok(&["translate", "a", "--to", to]);
        let report = status(&folder);
        assert_eq!(
            of_story(&report, "articles/a")["original"],
            "ar",
            "{report}"
        );
    }
}

#[test]
fn a_story_first_written_in_another_language_keeps_its_original() {
    let folder = Folder::new(
        "-- content/articles/a/en.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nLead.\n\n## One\n\nText.\n",
    );
    folder.run_ok(&["translate", "a", "--to", "fr"]);
    let text = folder.read("content/articles/a/fr.md");
    assert!(text.contains("original: false\ndraft: true\n"), "{text}");
    let report = status(&folder);
    assert_eq!(
        of_story(&report, "articles/a")["original"],
        "en",
        "{report}"
    );
    folder.write(
        "content/articles/a/fr.md",
        text.replace("draft: true\n", ""),
    );
    let built = folder.run_ok(&["build"]);
    assert!(
        built.err.contains("this translation has no text yet"),
        "{}",
        built.err
    );
    let written = "---\ntitle: A\noriginal: false\n---\nChapeau.\n\n## Un\n\nTexte.\n";
    folder.write("content/articles/a/fr.md", written);
    assert_eq!(folder.run_ok(&["build"]).err, "");
    folder.run_ok(&["accept", "a"]);
    edit(&folder, "content/articles/a/en.md", "Text.", "Other text.");
    let report = status(&folder);
    assert_eq!(
        of_story(&report, "articles/a")["languages"]["fr"]["state"],
        "stale",
        "{report}"
    );
}

/// Text as editors of macOS may save it: accents are characters of their own.
fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

#[test]
fn another_form_of_accents_or_line_ends_is_no_change() {
    let original = "---\ntitle: L’été à Zürich\ndescription: Déjà là\ndate: 2026-11-01\ntags: [Énergie]\n\
                    authors: [Zoé]\nimage: é.png\nimage_alt: Été\n---\nLe début été.\n\n\
                    ## 🏁 Été {#été}\n\nUn [lien](#été) et ![Été](é.png).\n\n```text\nété = 1\n\nfin\n```\n\n\
                    <div title=\"é\">\nÉté\n</div>\n";
    let text = format!(
        "-- content/articles/a/fr.md --\n{original}\
         -- content/articles/a/en.md --\n---\ntitle: A\n---\nText.\n\n## 🏁 Summer\n\nText.\n\
         -- content/articles/a/é.png --\nPNG\n"
    );
    let folder = Folder::new(&text);
    folder.write("content/articles/a/é.png", crate::pictures::png(1, 1));
    folder.run_ok(&["accept", "--all"]);
    let state = || {
        let report = status(&folder);
        of_story(&report, "articles/a")["languages"]["en"].to_string()
    };
    assert!(state().contains("\"current\""), "{}", state());
    let forms = [
        decomposed(original),
        original.replace('\n', "\r\n"),
        decomposed(original).replace('\n', "\r\n"),
        original.to_string(),
    ];
    for form in forms {
        folder.write("content/articles/a/fr.md", &form);
        assert!(state().contains("\"current\""), "{form:?}: {}", state());
    }
    folder.write(
        "content/articles/a/fr.md",
        decomposed(&original.replace("début", "debut")),
    );
    assert!(state().contains("\"stale\""), "{}", state());
}

#[test]
fn names_are_found_in_any_form_of_accents() {
    let folder =
        Folder::new("-- content/articles/e/fr.md --\n---\ntitle: Été\ndate: 2026-11-01\n---\nT.\n");
    std::fs::rename(
        folder.path("content/articles/e"),
        folder.path(&format!("content/articles/{}", decomposed("été"))),
    )
    .expect("a new name");
    for name in ["articles/été", "content/articles/été/fr.md", "été", "Été"] {
        for name in [name.to_string(), decomposed(name)] {
            let ran = folder.run(&["share", &name]);
            assert_eq!(ran.status, 0, "{name:?}: {}", ran.err);
        }
    }
}

#[test]
fn a_translation_file_is_named_like_its_original() {
    for (original, front, expected, more) in [
        ("articles/a.fr.md", "", "articles/a.en.md", ""),
        ("articles/a.md", "", "articles/a.en.md", ""),
        ("articles/a/index.md", "", "articles/a/index.en.md", ""),
        ("articles/a/index.fr.md", "", "articles/a/index.en.md", ""),
        ("fr/blog/a.md", "", "en/blog/a.md", ""),
        ("a.md", "", "a.en.md", ""),
        ("_posts/fr/a.md", "", "_posts/en/a.md", ""),
        (
            "_posts/2026-05-23-a.md",
            "",
            "_posts/2026-05-23-a.en.md",
            "",
        ),
        (
            "fr/blog/a.md",
            "translationKey: k\n",
            "en/blog/a.md",
            "translationKey: \"k\"\n",
        ),
        ("de/a.md", "lang: fr\n", "de/a.en.md", ""),
    ] {
        let folder = Folder::new(&format!(
            "-- content/{original} --\n---\ntitle: A\ndate: 2026-05-23\n{front}---\nTexte.\n"
        ));
        let (path, text) = run_translate(&folder, "A");
        assert_eq!(path, format!("content/{expected}"), "{original}");
        assert!(text.contains(&format!("{more}draft: true\n")), "{text}");
        let status = status(&folder);
        let stories = status["stories"].as_array().expect("stories");
        assert_eq!(
            stories.len(),
            1,
            "{original}: one story in two languages: {status}"
        );
    }
}

#[test]
fn unreadable_articles_are_not_accepted() {
    let folder = accepted_site();
    let lock = folder.read("griot.lock");
    edit(&folder, PATH, "date: 2026-11-01", "date: jamais");
    for command in [&["status"][..], &["accept", "--all"]] {
        let ran = folder.run(command);
        assert_eq!(ran.status, 1, "{command:?}");
        assert!(
            ran.err.contains("content/articles/puce/fr.md:3:"),
            "{}",
            ran.err
        );
    }
    assert_eq!(folder.read("griot.lock"), lock);
}

#[test]
fn a_lock_that_is_not_a_regular_file_is_not_touched() {
    let folder = Folder::new(STORY);
    std::fs::create_dir(folder.path("griot.lock")).expect("a folder");
    assert!(folder.run(&["status"]).err.contains("this is a folder"));
    std::fs::remove_dir(folder.path("griot.lock")).expect("it goes");
    folder.write("elsewhere", "");
    std::os::unix::fs::symlink("elsewhere", folder.path("griot.lock")).expect("a link");
    let ran = folder.run(&["accept", "--all"]);
    assert!(
        ran.status == 1
            && ran
                .err
                .contains("symbolic links are not followed\n--> griot.lock"),
        "{ran:?}"
    );
    assert_eq!(folder.read("elsewhere"), "");
}
