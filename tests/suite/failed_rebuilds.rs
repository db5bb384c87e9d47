//! A build over an earlier one: it publishes everything, or changes nothing.

use crate::program_runner::Folder;

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Premier titre
date: 2026-11-01
tags: [puces]
aliases: [/tout-premier/]
image: p.png
---
Texte-a
-- content/articles/a/p.png --
PNG
-- content/articles/a/en.md --
---
title: First title
---
Text-a
-- content/articles/b/fr.md --
---
title: Autre
date: 2026-11-02
---
Texte-b
";

/// R6: errors in a template and in two articles are reported together, and `public/` stays.
#[test]
fn r6_errors_of_templates_and_articles_are_reported_together_and_nothing_is_published() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let before = folder.tree("public");
    folder.write("themes/default/templates/article.html", "{{ page.nothing }");
    folder.write("themes/default/templates/page.html", "{% if %}");
    folder.write("content/articles/a/fr.md", "---\ndate: jamais\n---\n");
    folder.write("content/articles/b/fr.md", "---\ntitle: [x\n---\n");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    for place in [
        "--> themes/default/templates/article.html:1:",
        "--> themes/default/templates/page.html:1:",
        "--> content/articles/a/fr.md:2:7",
        "--> content/articles/b/fr.md:2:8",
    ] {
        assert!(ran.err.contains(place), "{place}: {}", ran.err);
    }
    assert!(before == folder.tree("public"));
}

/// R8: the pages, pictures, tags and feeds of what is no more; each case is the site that a
/// build from nothing gives.
#[test]
fn r8_renamed_deleted_and_draft_articles_leave_no_files() {
    type Change = (
        &'static str,
        fn(&Folder),
        &'static [&'static str],
        &'static [&'static str],
    );
    let changes: [Change; 4] = [
        (
            "renamed",
            |folder| {
                let text = folder.read("content/articles/a/fr.md");
                let text = text
                    .replace("Premier titre", "Second titre")
                    .replace("[/tout-premier/]", "[/tout-premier/, /premier-titre/]");
                folder.write("content/articles/a/fr.md", text);
            },
            &["premier-titre/p.png"],
            &[
                "second-titre/index.html",
                "second-titre/p.png",
                "premier-titre/index.html",
            ],
        ),
        (
            "moved",
            |folder| {
                let (from, to) = ("content/articles/a", "content/articles/ailleurs");
                std::fs::rename(folder.path(from), folder.path(to)).expect("moved");
            },
            &[],
            &["premier-titre/index.html", "premier-titre/p.png"],
        ),
        (
            "deleted",
            |folder| {
                std::fs::remove_dir_all(folder.path("content/articles/a")).expect("removed");
            },
            &["premier-titre", "tout-premier", "tags", "en/first-title"],
            &["autre/index.html"],
        ),
        (
            "a draft",
            |folder| {
                let text = folder.read("content/articles/a/fr.md");
                folder.write(
                    "content/articles/a/fr.md",
                    text.replace("date:", "draft: true\ndate:"),
                );
            },
            &["premier-titre", "tout-premier", "tags/puces/index.html"],
            &["en/first-title/index.html"],
        ),
    ];
    for (name, change, gone, there) in changes {
        let folder = Folder::new(SITE);
        folder.run_ok(&["build"]);
        change(&folder);
        folder.run_ok(&["build"]);
        for path in gone {
            assert!(!folder.has(&format!("public/{path}")), "{name}: {path}");
        }
        for path in there {
            assert!(folder.has(&format!("public/{path}")), "{name}: {path}");
        }
        folder.run_ok(&["build", "--out", "fresh"]);
        assert!(
            folder.published("public") == folder.published("fresh"),
            "{name}"
        );
        if name == "renamed" {
            for alias in ["premier-titre", "tout-premier"] {
                let page = folder.read(&format!("public/{alias}/index.html"));
                assert!(page.contains("/second-titre/"), "{alias} leads on: {page}");
            }
        }
    }
}
