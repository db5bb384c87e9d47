//! Publishing into `public/`: no file of the user is lost or changed, no page is half written.

use crate::program_runner::{Folder, copy_folder};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
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
        folder.run_ok(&["build"]);
        let before = folder.tree("public");
        folder.write(path, text);
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{path}: {ran:?}");
        assert!(before == folder.tree("public"), "{path}");
        assert_eq!(
            author_hidden_files_are_published(&folder),
            Vec::<String>::new(),
            "{path}: nothing is left over"
        );
    }
}

/// Files beside the site's own that begin with a dot.
fn author_hidden_files_are_published(folder: &Folder) -> Vec<String> {
    let mut names = folder.file_names("");
    names.retain(|name| name.starts_with('.'));
    names
}

#[test]
fn a_second_build_changes_nothing() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let before = folder.tree("public");
    let json: serde_json::Value =
        serde_json::from_str(&folder.run_ok(&["build", "--json"]).out).expect("JSON");
    assert_eq!(json["files"]["written"], 0);
    assert_eq!(json["files"]["removed"], 0);
    assert!(before == folder.tree("public"));
}

#[test]
fn pages_that_no_longer_exist_are_removed() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
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
    folder.run_ok(&["build"]);
    for gone in ["un", "vieux", "tags"] {
        assert!(
            !folder.has(&format!("public/{gone}")),
            "{gone} is gone, its empty folder too"
        );
    }
    folder.run_ok(&["build", "--out", "fresh"]);
    assert!(
        folder.published("public") == folder.published("fresh"),
        "as if built from nothing"
    );
}

#[test]
fn a_page_can_become_a_folder_and_a_folder_a_page() {
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
        folder.run_ok(&["build"]);
        let _ = fs::remove_dir_all(folder.path("fresh"));
        folder.run_ok(&["build", "--out", "fresh"]);
        assert!(
            folder.published("public") == folder.published("fresh"),
            "{url}"
        );
    }
}

#[test]
fn files_of_the_user_in_public_stay() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    folder.write("public/CNAME", "blog.example\n");
    folder.write("public/un/notes.txt", "mine");
    folder.remove("content/articles/a/fr.md");
    folder.run_ok(&["build"]);
    assert_eq!(folder.read("public/CNAME"), "blog.example\n");
    assert_eq!(folder.read("public/un/notes.txt"), "mine");
    assert!(!folder.has("public/un/index.html"));
}

#[test]
fn a_file_of_the_user_is_never_overwritten() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
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
fn assert_output_folder_refused(folder: &Folder, out: &str) {
    let files = || {
        let mut files = folder.tree("");
        files.retain(|path, _| !path.starts_with(".griot/cache/"));
        files
    };
    let before = files();
    let ran = folder.run(&["build", "--out", out]);
    assert_eq!(ran.status, 1, "{out}: {ran:?}");
    assert!(ran.err.contains("error: "), "{out}: {ran:?}");
    assert!(before == files(), "{out}: something was touched");
}

#[test]
fn output_folders_with_other_content_are_refused() {
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
        "absent/..",
        "absent/../content",
        "absent/deeper/../../themes",
    ] {
        assert_output_folder_refused(&folder, out);
    }
    folder.run_ok(&["build", "--out", "empty"]);
    folder.run_ok(&["build", "--out", "new/deep/folder"]);
}

/// A `.gitignore` keeps the pages out of version control. It is the author's file.
#[test]
fn a_gitignore_in_public_survives_every_build() {
    const GITIGNORE: &str = "*\n!.gitignore\n";
    let folder = Folder::new(SITE);
    folder.write("public/.gitignore", GITIGNORE);
    let build_keeps_it = |folder: &Folder| {
        folder.run_ok(&["build"]);
        assert_eq!(folder.read("public/.gitignore"), GITIGNORE);
        let record = folder.read("public/.griot");
        assert!(!record.contains(".gitignore"), "{record}");
        let _ = fs::remove_dir_all(folder.path("fresh"));
        folder.run_ok(&["build", "--out", "fresh"]);
        let mut fresh = folder.tree("fresh");
        fresh.retain(|path, _| !matches!(path.as_str(), ".griot" | ".gitignore"));
        let mut public = folder.tree("public");
        public.retain(|path, _| !matches!(path.as_str(), ".griot" | ".gitignore"));
        assert!(public == fresh);
    };
    build_keeps_it(&folder);
    build_keeps_it(&folder);
    folder.remove("content/articles/a/fr.md");
    build_keeps_it(&folder);
    // the same file in `static/` does not make it Griot's
    folder.write("static/.gitignore", GITIGNORE);
    build_keeps_it(&folder);
    folder.remove("static/.gitignore");
    build_keeps_it(&folder);
    folder.write("static/.gitignore", "other\n");
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("was not written by Griot"),
        "{ran:?}"
    );
    assert_eq!(folder.read("public/.gitignore"), GITIGNORE);
}

/// With another file beside the `.gitignore`, the folder is somebody's.
#[test]
fn a_gitignore_does_not_make_a_folder_empty_that_is_not() {
    let folder = Folder::new(SITE);
    folder.write("letters/.gitignore", "*\n");
    folder.write("letters/dear.txt", "dear");
    assert_output_folder_refused(&folder, "letters");
    // a first build with a differing file of the site touches nothing either
    folder.write("pages/.gitignore", "*\n");
    folder.write("static/.gitignore", "other\n");
    assert_output_folder_refused(&folder, "pages");
}

#[test]
fn the_root_and_home_folders_are_refused_as_output() {
    let folder = Folder::new(SITE);
    assert_output_folder_refused(&folder, "/");
    let home = Folder::empty();
    let ran = crate::program_runner::run_command(
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
fn symbolic_links_in_content_are_reported_and_never_followed() {
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
fn symbolic_links_in_public_are_never_followed() {
    let (folder, outside) = (Folder::new(SITE), Folder::empty());
    folder.run_ok(&["build"]);
    fs::remove_dir_all(folder.path("public/un")).expect("removed");
    symlink(outside.path(""), folder.path("public/un")).expect("a link");
    let _ = folder.run(&["build"]);
    assert!(outside.tree("").is_empty(), "{:?}", outside.tree("").keys());
}

#[test]
fn a_pipe_in_content_is_reported_and_never_read() {
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

#[test]
fn two_simultaneous_builds_leave_one_whole_site() {
    let text = crate::interrupted_builds::site_with_many_pages("Ensemble");
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
    assert!(folder.tree("public") == crate::interrupted_builds::files_of_fresh_build(&text));
}

/// Two sites with one folder, and a site whose settings an editor replaces meanwhile: one build
/// waits for the other, and all of one site is there.
#[test]
#[ignore = "slow: run by scripts/test"]
fn builds_into_one_folder_wait_for_each_other() {
    let (one, other) = (
        Folder::new(&crate::interrupted_builds::site_with_many_pages("Un")),
        Folder::new(&crate::interrupted_builds::site_with_many_pages("Deux")),
    );
    let shared = Folder::empty();
    let out = shared.path("public").display().to_string();
    let mut children: Vec<_> = [&one, &other, &one]
        .iter()
        .map(|folder| {
            let build = folder
                .griot(&["build", "--quiet", "--out", &out])
                .spawn()
                .expect("it runs");
            let settings = folder.read("griot.yaml");
            folder.write("griot.new", settings);
            fs::rename(folder.path("griot.new"), folder.path("griot.yaml")).expect("renamed");
            build
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().expect("it ends").success());
    }
    let tree = shared.tree("public");
    assert!(["Un", "Deux"].iter().any(|text| tree
        == crate::interrupted_builds::files_of_fresh_build(
            &crate::interrupted_builds::site_with_many_pages(text)
        )));
}

/// A folder of the name that Griot stages in, and whose it is nobody knows.
#[test]
fn a_staging_folder_of_the_user_stays() {
    for place in ["public/.griot-staging", ".public.griot-staging"] {
        let folder = Folder::new(SITE);
        folder.run_ok(&["build"]);
        folder.write(&format!("{place}/notes.txt"), "mine");
        let before = folder.tree("public");
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(ran.err.contains("was not written by Griot"), "{ran:?}");
        assert!(folder.tree("public") == before);
        assert_eq!(folder.read(&format!("{place}/notes.txt")), "mine");
        folder.remove(&format!("{place}/notes.txt"));
        folder.run_ok(&["build"]);
    }
}

#[test]
fn a_second_build_reports_the_lock_and_waits() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    folder.write(".public.griot-staging/.griot-process", "4711");
    let above = fs::File::open(folder.path("")).expect("a folder");
    above.lock().expect("a lock");
    let mut child = folder
        .griot(&["build"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut said = String::new();
    let stderr = child.stderr.take().expect("a pipe");
    BufReader::new(stderr).read_line(&mut said).expect("a line");
    assert_eq!(
        said,
        "note: another build (process 4711) publishes here: waiting for its end\n"
    );
    assert!(child.try_wait().expect("a child").is_none(), "it waits");
    above.unlock().expect("unlocked");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(
        author_hidden_files_are_published(&folder),
        Vec::<String>::new()
    );
}

/// Whoever changes a page by hand gets it back as it was, whatever its time and size say.
#[test]
fn a_page_changed_in_public_is_written_again() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let before = folder.tree("public");
    let page = folder.path("public/un/index.html");
    let written = fs::metadata(&page)
        .and_then(|page| page.modified())
        .expect("a time");
    folder.write(
        "public/un/index.html",
        folder.read("public/un/index.html").replace("Un", "On"),
    );
    let file = fs::File::options().write(true).open(&page).expect("a page");
    file.set_modified(written).expect("its time again");
    folder.run_ok(&["build"]);
    assert!(before == folder.tree("public"));
}

/// A file of ours is gone from the site, but somebody has written their own there since.
#[test]
fn a_page_replaced_by_the_user_stays_when_it_is_no_longer_built() {
    let folder = Folder::new(SITE);
    folder.write("static/CNAME", "old.example");
    folder.run_ok(&["build"]);
    folder.write("public/CNAME", "new.example");
    folder.remove("static/CNAME");
    folder.remove("content/articles/b/fr.md");
    let ran = folder.run_ok(&["build", "--json"]);
    assert!(
        ran.err.contains("public/CNAME") && ran.err.contains("kept because it was modified"),
        "{}",
        ran.err
    );
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["problems"][0]["code"], "file-kept", "{json}");
    assert_eq!(folder.read("public/CNAME"), "new.example");
    assert!(!folder.has("public/deux"));
    let ran = folder.run_ok(&["build"]);
    assert!(
        !ran.err.contains("CNAME"),
        "the warning comes once: {ran:?}"
    );
    assert_eq!(folder.read("public/CNAME"), "new.example");
}

/// What did not change keeps its file and its time: hosts that compare send little.
#[test]
fn only_changed_files_are_written() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let file = |path: &str| {
        use std::os::unix::fs::MetadataExt;
        let file = fs::metadata(folder.path(path)).expect("a file");
        (file.ino(), file.modified().expect("a time"))
    };
    let paths = [
        "public/deux/index.html",
        "public/un/p.png",
        "public/un/index.html",
        "public/.griot",
    ];
    let before = paths.map(file);
    folder.run_ok(&["build"]);
    assert_eq!(
        before,
        paths.map(file),
        "nothing is written where nothing changed"
    );
    let text = folder
        .read("content/articles/a/fr.md")
        .replace("Texte", "Autre texte");
    folder.write("content/articles/a/fr.md", text);
    folder.run_ok(&["build"]);
    let after = paths.map(file);
    assert_eq!(before[..2], after[..2]);
    assert!(before[2] != after[2] && before[3] != after[3]);
}

#[test]
fn a_site_can_be_moved_and_built_again() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let moved = Folder::empty();
    copy_folder(&folder.path(""), &moved.path(""));
    moved.run_ok(&["build"]);
    assert!(folder.tree("public") == moved.tree("public"));
}

/// An article that is published as `x/index.html`.
fn write_page_x(folder: &Folder) {
    let text = "---\ntitle: X\nslug: x\ndate: 2026-11-03\n---\nT.\n";
    folder.write("content/articles/x/fr.md", text);
}

#[test]
fn r26_an_empty_folder_in_the_place_of_a_page_is_removed() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    fs::create_dir_all(folder.path("public/x/index.html/empty/deeper")).expect("folders");
    write_page_x(&folder);
    folder.run_ok(&["build"]);
    assert!(folder.read("public/x/index.html").contains("<title>X"));
    // the page itself replaced by an empty folder
    folder.remove("public/x/index.html");
    fs::create_dir(folder.path("public/x/index.html")).expect("a folder");
    folder.run_ok(&["build"]);
    assert!(folder.read("public/x/index.html").contains("<title>X"));
}

#[test]
fn r26_what_is_in_the_way_is_named_before_anything_moves() {
    let breaks = [
        (
            "public/x/index.html/mine.txt",
            "public/x/index.html/mine.txt",
        ),
        ("public/x", "public/x"),
    ];
    for (path, named) in breaks {
        let folder = Folder::new(SITE);
        folder.run_ok(&["build"]);
        folder.write(path, "mine");
        let before = folder.tree("public");
        write_page_x(&folder);
        fs::remove_dir_all(folder.path("content/articles/b")).expect("removed");
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(ran.err.contains(named), "{ran:?}");
        assert!(folder.tree("public") == before, "{path}: nothing moved");
        assert!(author_hidden_files_are_published(&folder).is_empty());
        // with the remedy, the next build is whole
        folder.remove(path);
        folder.run_ok(&["build"]);
        assert!(folder.has("public/x/index.html") && !folder.has("public/deux"));
    }
}

/// A page becomes a folder while somebody has changed the page by hand.
#[test]
fn r26_a_modified_page_in_the_way_of_a_folder_is_named() {
    let folder = Folder::new(SITE);
    folder.write("static/x", "a file of the site");
    folder.run_ok(&["build"]);
    folder.write("public/x", "changed by hand");
    folder.remove("static/x");
    write_page_x(&folder);
    let before = folder.tree("public");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err
            .contains("was modified after the last build, and is in the way of a page"),
        "{ran:?}"
    );
    assert!(folder.tree("public") == before);
}

#[test]
fn r29_a_torn_record_is_a_message_with_a_remedy() {
    type Cut = fn(&str) -> String;
    let cuts: [(&str, Cut); 4] = [
        ("is damaged", |_| String::new()),
        ("is damaged", |record| {
            record[..record.len() / 2].to_string()
        }),
        ("is damaged", |_| "\0\0\0\0".to_string()),
        ("another version of Griot wrote", |_| {
            "griot 9 0\n".to_string()
        }),
    ];
    for (named, cut) in cuts {
        let folder = Folder::new(SITE);
        folder.run_ok(&["build"]);
        folder.write("public/.griot", cut(&folder.read("public/.griot")));
        let before = folder.tree("public");
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains(named) && ran.err.contains("public/.griot"),
            "{ran:?}"
        );
        assert!(ran.err.contains("hint: remove the folder"), "{ran:?}");
        assert!(folder.tree("public") == before);
        // the remedy
        fs::remove_dir_all(folder.path("public")).expect("removed");
        folder.run_ok(&["build"]);
    }
}

/// A staged file is not what the journal says, after a part was put in place: the next build
/// completes the site, whatever was edited in between.
#[test]
fn r26_a_commit_that_broke_off_for_good_is_mended_by_the_next_build() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let old = folder.tree("public");
    write_page_x(&folder);
    folder.run_ok(&["build", "--out", "new"]);
    let new = folder.tree("new");
    let staging = ".public.griot-staging";
    for (path, bytes) in new
        .iter()
        .filter(|(path, bytes)| old.get(*path) != Some(*bytes))
    {
        let place = if path.starts_with("x/") {
            "public"
        } else {
            staging
        };
        folder.write(&format!("{place}/{path}"), bytes);
    }
    folder.write(&format!("{staging}/index.html"), "half a pa");
    let text = "---\ntitle: X\nslug: x\ndate: 2026-11-03\n---\nAnother text.\n";
    folder.write("content/articles/x/fr.md", text);
    folder.run_ok(&["build"]);
    assert!(folder.read("public/x/index.html").contains("Another text."));
    assert!(!folder.has(staging));
}
