//! `public/`: nothing is lost, nothing of others is touched, nothing is half there.

use crate::program::{Folder, copy};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Stdio;

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
tags: [puces]
aliases: [/vieux/]
---
Texte ![x](p.png)
-- content/articles/a/p.png --
PNG
-- content/articles/b/fr.md --
---
title: Deux
date: 2026-11-02
---
Texte.
";

#[test]
fn an_error_leaves_public_as_it_was() {
    let breaks = [
        (
            "content/articles/a/fr.md",
            "---\ntitle: Un\ndate: jamais\n---\nT.\n",
        ),
        (
            "content/articles/a/fr.md",
            "---\ntitle: Un\ndate: 2026-11-01\n---\n[x](rien.md)\n",
        ),
        (
            "content/articles/c/fr.md",
            "---\ntitle: Deux\ndate: 2026-11-01\n---\nT.\n",
        ),
        (
            "griot.yaml",
            "base_url: https://blog.example\nlanguages:\n  fr: {titel: A}\n",
        ),
        ("themes/default/templates/article.html", "{% if %}"),
        (
            "themes/default/templates/article.html",
            "{{ article.nothing.here }}",
        ),
    ];
    for (path, text) in breaks {
        let folder = Folder::new(SITE);
        folder.done(&["build"]);
        let before = folder.tree("public");
        folder.write(path, text);
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{path}: {ran:?}");
        assert!(before == folder.tree("public"), "{path}");
        assert_eq!(
            hidden_files(&folder),
            Vec::<String>::new(),
            "{path}: nothing is left over"
        );
    }
}

/// Files beside the site's own that begin with a dot.
fn hidden_files(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path(""))
        .expect("a folder")
        .filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_second_build_changes_nothing() {
    let folder = Folder::new(SITE);
    folder.done(&["build"]);
    let before = folder.tree("public");
    let json: serde_json::Value =
        serde_json::from_str(&folder.done(&["build", "--json"]).out).expect("JSON");
    assert_eq!(json["files"]["written"], 0);
    assert_eq!(json["files"]["removed"], 0);
    assert!(before == folder.tree("public"));
}

#[test]
fn what_is_no_more_is_removed() {
    let folder = Folder::new(SITE);
    folder.done(&["build"]);
    for page in [
        "un/index.html",
        "un/p.png",
        "vieux/index.html",
        "tags/puces/feed.xml",
        "tags/index.html",
    ] {
        assert!(folder.has(&format!("public/{page}")), "{page}");
    }
    let text = folder
        .read("content/articles/a/fr.md")
        .replace("date:", "draft: true\ndate:");
    folder.write("content/articles/a/fr.md", text);
    folder.done(&["build"]);
    for gone in ["un", "vieux", "tags"] {
        assert!(
            !folder.has(&format!("public/{gone}")),
            "{gone} is gone, its empty folder too"
        );
    }
    folder.done(&["build", "--out", "fresh"]);
    assert!(
        folder.tree("public") == folder.tree("fresh"),
        "as if built from nothing"
    );
}

#[test]
fn a_page_may_become_a_folder_and_a_folder_a_page() {
    let folder = Folder::new(SITE);
    let with_url = |url: &str| format!("---\ntitle: Un\ndate: 2026-11-01\nurl: {url}\n---\nT.\n");
    for url in [
        "/x.html",
        "/x.html/y/",
        "/x.html",
        "/x/",
        "/x/index.html/z/",
        "/x/",
    ] {
        folder.write("content/articles/a/fr.md", with_url(url));
        folder.done(&["build"]);
        let _ = fs::remove_dir_all(folder.path("fresh"));
        folder.done(&["build", "--out", "fresh"]);
        assert!(folder.tree("public") == folder.tree("fresh"), "{url}");
    }
}

#[test]
fn files_of_others_stay() {
    let folder = Folder::new(SITE);
    folder.done(&["build"]);
    folder.write("public/CNAME", "blog.example\n");
    folder.write("public/un/notes.txt", "mine");
    folder.remove("content/articles/a/fr.md");
    folder.done(&["build"]);
    assert_eq!(folder.read("public/CNAME"), "blog.example\n");
    assert_eq!(folder.read("public/un/notes.txt"), "mine");
    assert!(!folder.has("public/un/index.html"));
}

#[test]
fn a_file_of_others_is_never_written_over() {
    let folder = Folder::new(SITE);
    folder.done(&["build"]);
    folder.write("public/trois/index.html", "mine");
    folder.write(
        "content/articles/c/fr.md",
        "---\ntitle: Trois\ndate: 2026-11-03\n---\nT.\n",
    );
    let before = folder.tree("public");
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("trois/index.html"),
        "{ran:?}"
    );
    assert!(before == folder.tree("public"));
}

/// Nothing may be touched, and the message must name the folder.
#[track_caller]
fn refused(folder: &Folder, out: &str) {
    let before = folder.tree("");
    let ran = folder.run(&["build", "--out", out]);
    assert_eq!(ran.status, 1, "{out}: {ran:?}");
    assert!(ran.err.contains("error: "), "{out}: {ran:?}");
    assert!(before == folder.tree(""), "{out}: something was touched");
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let folder = Folder::new(SITE);
    folder.write("letters/dear.txt", "dear");
    folder.write("a-file", "x");
    fs::create_dir(folder.path("empty")).expect("a folder");
    symlink(folder.path("empty"), folder.path("link")).expect("a link");
    symlink(folder.path("nowhere"), folder.path("dangling")).expect("a link");
    for out in [
        ".",
        "./",
        "content",
        "content/articles",
        "content/new",
        "themes",
        "static/x",
        "letters",
        "a-file",
        "a-file/x",
        "link",
        "dangling",
        "letters/..",
        "empty/..",
    ] {
        refused(&folder, out);
    }
    folder.done(&["build", "--out", "empty"]);
    folder.done(&["build", "--out", "new/deep/folder"]);
}

#[test]
fn the_root_and_a_home_are_refused() {
    let folder = Folder::new(SITE);
    refused(&folder, "/");
    let home = Folder::empty();
    let ran = crate::program::ran(
        folder
            .griot(&["build", "--out"])
            .arg(home.path(""))
            .env("HOME", home.path("")),
    );
    assert!(ran.status == 1 && home.tree("").is_empty(), "{ran:?}");
    let parent = folder.path("..").display().to_string();
    let ran = folder.run(&["build", "--out", &parent]);
    assert_eq!(ran.status, 1, "{ran:?}");
}

#[test]
fn symbolic_links_in_content_are_named_and_never_followed() {
    let outside = Folder::empty();
    outside.write("canary.md", "---\ntitle: Canary\n---\nCANARY\n");
    outside.write("canary.png", "CANARY");
    for (target, name) in [
        ("canary.md", "content/x.md"),
        ("canary.png", "content/articles/a/x.png"),
        ("", "content/folder"),
        ("nowhere", "content/dangling.md"),
        ("canary.png", "static/x.png"),
    ] {
        let folder = Folder::new(SITE);
        fs::create_dir_all(folder.path("static")).expect("a folder");
        symlink(outside.path(target), folder.path(name)).expect("a link");
        let ran = folder.run(&["build"]);
        assert!(
            ran.status == 1 && ran.err.contains(name) && ran.err.contains("symbolic link"),
            "{name}: {ran:?}"
        );
        assert!(!folder.has("public"));
    }
    let folder = Folder::new(SITE);
    symlink(folder.path("content"), folder.path("content/loop")).expect("a link");
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("content/loop"),
        "{ran:?}"
    );
}

#[test]
fn a_folder_of_links_in_public_leads_nothing_outside() {
    let (folder, outside) = (Folder::new(SITE), Folder::empty());
    folder.done(&["build"]);
    fs::remove_dir_all(folder.path("public/un")).expect("removed");
    symlink(outside.path(""), folder.path("public/un")).expect("a link");
    let _ = folder.run(&["build"]);
    assert!(outside.tree("").is_empty(), "{:?}", outside.tree("").keys());
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = Folder::new(SITE);
    let path = folder.path("content/articles/b/fr.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(&path).is_ok() {
        // a superuser may read everything
        return;
    }
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("content/articles/b/fr.md"),
        "{ran:?}"
    );
}

#[test]
fn a_pipe_in_content_is_named_and_never_waited_for() {
    let folder = Folder::new(SITE);
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("content/pipe.md"))
        .status()
        .expect("mkfifo");
    assert!(made.success());
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("content/pipe.md"),
        "{ran:?}"
    );
}

/// A site of many pages, whose every page changes with the title.
fn long(title: &str) -> String {
    let settings = format!(
        "-- griot.yaml --\nbase_url: https://blog.example\nlanguages:\n  fr: {{title: {title}}}\n"
    );
    let article = |number: usize| {
        format!(
            "-- content/articles/a{number}/fr.md --\n---\ntitle: A {number}\ndate: 2026-11-01\n---\nT.\n"
        )
    };
    settings + &(0..150).map(article).collect::<String>()
}

/// Builds `second` over `first`, kills it when `moment` has come, and gives the folder.
fn killed(first: &str, second: &str, moment: impl Fn(&Folder) -> bool) -> Folder {
    let folder = Folder::new(first);
    folder.done(&["build", "--quiet"]);
    for (path, bytes) in crate::harness::sources(second).files.0 {
        folder.write(&path, &bytes);
    }
    let mut child = folder
        .griot(&["build", "--quiet"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    while child.try_wait().expect("a child").is_none() && !moment(&folder) {}
    let _ = child.kill();
    let _ = child.wait();
    folder
}

fn fresh(text: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let folder = Folder::new(text);
    folder.done(&["build", "--quiet"]);
    folder.tree("public")
}

#[test]
fn a_killed_build_is_put_right_by_the_next() {
    let (first, second) = (long("Avant"), long("Après"));
    let wanted = fresh(&second);
    let started = std::time::Duration::from_millis(1);
    for step in 0..12 {
        let begun = std::sync::OnceLock::new();
        let folder = killed(&first, &second, |_| {
            let begun: &jiff::Timestamp = begun.get_or_init(jiff::Timestamp::now);
            jiff::Timestamp::now().duration_since(*begun).unsigned_abs() > started * 12 * step
        });
        for (path, page) in folder
            .tree("public")
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
        {
            let text = String::from_utf8_lossy(page);
            assert!(
                text.trim_end().ends_with("</html>"),
                "{path} is half written"
            );
        }
        folder.done(&["build", "--quiet"]);
        assert!(folder.tree("public") == wanted, "killed after {step} steps");
        assert!(hidden_files(&folder).is_empty());
    }
}

/// Killed when the first new page is in place: the next build must neither take its own page
/// for somebody's, nor lose it, whatever was edited in between.
#[test]
fn a_build_killed_while_pages_are_put_in_place_is_put_right() {
    let first = long("Avant");
    let added = |text: &str| {
        (150..300).map(|number| format!("-- content/articles/a{number}/fr.md --\n---\ntitle: A {number}\ndate: 2026-11-01\n---\n{text}\n")).collect::<String>()
    };
    let second = long("Après") + &added("Un.");
    let mut caught = 0;
    for _ in 0..6 {
        let folder = killed(&first, &second, |folder| {
            folder.has("public/a-150/index.html") || folder.has("public/a-200/index.html")
        });
        caught += usize::from(!folder.has("public/a-299/index.html"));
        for (path, bytes) in crate::harness::sources(&added("Deux.")).files.0 {
            if &*path != "griot.yaml" {
                folder.write(&path, &bytes);
            }
        }
        let ran = folder.run(&["build", "--quiet"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(folder.tree("public") == fresh(&(long("Après") + &added("Deux."))));
    }
    println!("{caught} of 6 were killed before the last page was in place");
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let text = long("Ensemble");
    let folder = Folder::new(&text);
    let mut children: Vec<_> = (0..4)
        .map(|_| {
            folder
                .griot(&["build", "--quiet"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it runs")
        })
        .collect();
    let statuses: Vec<bool> = children
        .iter_mut()
        .map(|child| child.wait().expect("it ends").success())
        .collect();
    assert!(
        statuses.contains(&true),
        "one of them at least is done: {statuses:?}"
    );
    assert!(folder.tree("public") == fresh(&text));
}

#[test]
fn a_site_can_be_moved_and_built_again() {
    let folder = Folder::new(SITE);
    folder.done(&["build"]);
    let moved = Folder::empty();
    copy(&folder.path(""), &moved.path(""));
    moved.done(&["build"]);
    assert!(folder.tree("public") == moved.tree("public"));
}
