//! Symbolic links in a site that came from somebody else: no command reads, writes or removes
//! anything outside the site, and each link is named.

use crate::program_runner::{Folder, RunOutput};
use griot::content::Files;
use griot::diagnostic::English;
use griot::site_folder::SiteFolder;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

const SITE: &str = "\
-- content/articles/puce/fr.md --
---
title: La puce
date: 2026-11-01
---
Texte.
-- content/articles/puce/en.md --
---
title: The chip
---
Text.
";

/// A built site beside a folder that nobody may touch.
struct LinkedSite {
    folder: Folder,
    outside: Folder,
    before: BTreeMap<String, Vec<u8>>,
}

impl LinkedSite {
    fn new() -> Self {
        let (folder, outside) = (Folder::new(SITE), Folder::empty());
        folder.run_ok(&["build"]);
        // files of the names that a build writes and removes
        outside.write("index.html", "theirs");
        outside.write("la-puce/index.html", "theirs");
        outside.write("old/index.html", "theirs");
        outside.write("griot.lock", "theirs");
        outside.write("fr.md", "theirs");
        let before = outside.tree("");
        LinkedSite {
            folder,
            outside,
            before,
        }
    }

    /// Puts a link in the place of a path. `target` is below the folder outside.
    fn link(&self, path: &str, target: &str) {
        let full = self.folder.path(path);
        let _ = fs::remove_file(&full);
        let _ = fs::remove_dir_all(&full);
        if let Some(above) = full.parent() {
            fs::create_dir_all(above).expect("a folder");
        }
        symlink(self.outside.path(target), full).expect("a link");
    }

    /// Runs a command, which must name the link and leave everything outside as it was.
    #[track_caller]
    fn check(&self, arguments: &[&str], named: &str) -> RunOutput {
        let ran = self.folder.run(arguments);
        assert!(ran.err.contains(named), "{arguments:?}: {ran:?}");
        self.check_outside();
        ran
    }

    #[track_caller]
    fn check_outside(&self) {
        assert!(self.outside.tree("") == self.before, "touched outside");
    }
}

#[test]
fn r23_a_link_in_public_is_refused_by_name() {
    for path in [
        "public",
        "public/la-puce",
        "public/index.html",
        "public/.griot",
    ] {
        let site = LinkedSite::new();
        let target = match path {
            "public/index.html" => "index.html",
            "public/.griot" => "griot.lock",
            _ => "",
        };
        site.link(path, target);
        let text = "---\ntitle: La puce\ndate: 2026-11-01\n---\nNeuf.\n";
        site.folder.write("content/articles/puce/fr.md", text);
        let ran = site.check(&["build"], "is a symbolic link");
        assert_eq!(ran.status, 1, "{path}: {ran:?}");
        assert!(ran.err.contains(path), "{path}: {ran:?}");
    }
}

/// A record that lists the files below a link, with their right digests, as if Griot had written
/// them.
#[test]
fn r23_a_link_that_the_record_lists_is_not_followed() {
    for linked in ["old", "old/index.html"] {
        let site = LinkedSite::new();
        let text = "---\ntitle: Vieux\nslug: old\ndate: 2026-11-01\n---\nT.\n";
        site.folder.write("content/articles/old/fr.md", text);
        site.folder.run_ok(&["build"]);
        let page = fs::read(site.folder.path("public/old/index.html")).expect("a page");
        site.outside.write("old/index.html", &page);
        let before = site.outside.tree("");
        let target = if linked == "old" {
            "old"
        } else {
            "old/index.html"
        };
        site.link(&format!("public/{linked}"), target);
        // the page is no longer of the site: its file is to be removed
        fs::remove_dir_all(site.folder.path("content/articles/old")).expect("removed");
        let ran = site.folder.run(&["build"]);
        assert!(site.outside.tree("") == before, "{linked}: {ran:?}");
        assert!(
            ran.err.contains("public/old/index.html"),
            "{linked}: {ran:?}"
        );
    }
}

#[test]
fn r23_a_staging_folder_that_is_a_link_is_refused() {
    let site = LinkedSite::new();
    site.link(".public.griot-staging", "");
    let ran = site.check(&["build"], "symbolic link");
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains(".public.griot-staging"), "{ran:?}");

    let site = LinkedSite::new();
    // a journal that wants to put a link in place
    let record = "griot 2 1\n00000000000000000000000000000000 6 x/index.html\n";
    site.folder.write(".public.griot-staging/.griot", record);
    site.link(".public.griot-staging/x", "old");
    site.folder.run_ok(&["build"]);
    site.check_outside();
    assert!(!site.folder.has("public/x"));
}

#[test]
fn r23_a_cache_that_is_a_link_is_not_used() {
    for path in [
        ".griot",
        ".griot/cache",
        ".griot/cache/builds",
        ".griot/cache/derived",
    ] {
        let site = LinkedSite::new();
        site.link(path, "");
        site.check(&["build"], &format!("{path}\n"));
        let ran = site.check(&["build"], "this is a symbolic link: the cache is not used");
        assert_eq!(ran.status, 0, "{path}: {ran:?}");
        site.check(&["check"], "this is a symbolic link: the cache is not used");
    }
}

#[test]
fn r23_folders_of_the_cache_that_are_links_are_not_followed() {
    let site = LinkedSite::new();
    let shelves = site.folder.file_names(".griot/cache/builds");
    assert!(!shelves.is_empty());
    for shelf in &shelves {
        site.link(&format!(".griot/cache/builds/{shelf}"), "");
    }
    site.folder.write(
        "griot.yaml",
        "base_url: https://b.example\nlanguages: {fr: {title: A}, en: {title: B}}\n",
    );
    site.check(
        &["build"],
        "the cache cannot be written (a symbolic link is in the way)",
    );
}

#[test]
fn r23_a_lock_that_is_a_link_is_refused() {
    let site = LinkedSite::new();
    site.link("griot.lock", "griot.lock");
    let ran = site.check(&["accept", "--all"], "griot.lock");
    assert_eq!(ran.status, 1);
    let site = LinkedSite::new();
    site.link(".griot.lock.new", "griot.lock");
    let ran = site.check(&["accept", "--all"], "symbolic link");
    assert_eq!(ran.status, 1);
    assert!(!site.folder.has("griot.lock"));
}

#[test]
fn r23_settings_that_are_a_link_are_refused() {
    let site = LinkedSite::new();
    site.outside.write("settings", "secret: hidden");
    site.link("griot.yaml", "settings");
    for command in [&["build"][..], &["status"], &["new", "article", "A"]] {
        let ran = site.folder.run(command);
        assert_eq!(ran.status, 1, "{command:?}");
        assert!(
            ran.err.contains("symbolic links are not followed"),
            "{ran:?}"
        );
        assert!(!ran.err.contains("hidden"), "{ran:?}");
    }
}

#[test]
fn r23_new_files_are_not_created_through_a_link() {
    let site = LinkedSite::new();
    fs::rename(
        site.folder.path("content/articles"),
        site.folder.path("kept"),
    )
    .expect("moved");
    site.link("content/articles", "");
    let ran = site.check(&["new", "article", "Une puce"], "symbolic link");
    assert_eq!(ran.status, 1);

    let site = LinkedSite::new();
    site.folder.remove("content/articles/puce/en.md");
    site.link("content/articles/puce/en.md", "new.md");
    let ran = site.folder.run(&["translate", "puce", "--to", "en"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    site.check_outside();
}

#[test]
fn r23_a_link_of_the_site_on_the_way_to_the_output_is_refused() {
    let site = LinkedSite::new();
    site.link("build", "");
    let out = site.folder.path("build/site");
    let out = out.to_str().expect("UTF-8");
    let ran = site.check(&["build", "--out", out], "is a symbolic link");
    assert_eq!(ran.status, 1);
    let ran = site.check(&["build", "--out", "build/deep/site"], "is a symbolic link");
    assert_eq!(ran.status, 1);
}

/// The site's folder by another name: what counts is the folder that holds the link.
#[test]
fn r23_a_link_of_the_site_is_refused_whatever_the_way_to_it() {
    let site = LinkedSite::new();
    site.link("build", "");
    let elsewhere = Folder::empty();
    symlink(site.folder.path(""), elsewhere.path("other")).expect("a link");
    let root = site.folder.path("");
    let root = root.to_str().expect("UTF-8");
    let other = elsewhere.path("other/build/site");
    let other = other.to_str().expect("UTF-8");
    let ran = site.check(
        &["build", "--root", root, "--out", other],
        "is a symbolic link",
    );
    assert_eq!(ran.status, 1);
}

/// A second name of a file outside is no way to change it.
#[test]
fn a_hard_link_in_the_place_of_a_file_that_is_locked_is_refused() {
    let site = LinkedSite::new();
    fs::create_dir_all(site.folder.path(".griot")).expect("a folder");
    let names = (
        site.outside.path("fr.md"),
        site.folder.path(".griot/lock-writer"),
    );
    fs::hard_link(names.0, names.1).expect("a link");
    let ran = site.check(&["accept", "--all"], ".griot/lock-writer");
    assert_eq!(ran.status, 1);
}

#[test]
fn r34_the_output_is_no_folder_of_a_site_or_of_a_build() {
    let site = LinkedSite::new();
    site.outside.write("griot.yaml", "languages: {fr: {}}\n");
    let outside = site.outside.path("").display().to_string();
    let folders = [
        "content/new".to_string(),
        "static".to_string(),
        "themes/x".to_string(),
        ".griot/new".to_string(),
        ".griot/cache/new".to_string(),
        ".other.griot-staging/x".to_string(),
        format!("{outside}/content/new"),
        format!("{outside}/static"),
        format!("{outside}/.public.griot-staging"),
    ];
    let before = site.outside.tree("");
    for out in &folders {
        let ran = site.folder.run(&["build", "--out", out]);
        assert_eq!(ran.status, 1, "{out}: {ran:?}");
        let is_named = ran.err.contains("is part of");
        assert!(is_named, "{out}: {ran:?}");
        assert!(site.outside.tree("") == before, "{out}");
    }
    assert!(!site.folder.has("content/new"));
}

/// Something else takes a file's place after it was listed, and before it is read.
#[test]
fn r28_what_takes_the_place_of_a_listed_file_is_not_read() {
    const PATH: &str = "content/articles/puce/fr.md";
    type Swap = fn(&LinkedSite);
    let swaps: [(&str, Swap); 4] = [
        ("symbolic links are not followed", |site| {
            site.link(PATH, "fr.md");
        }),
        ("symbolic links are not followed", |site| {
            site.link("content/articles/puce", "");
        }),
        ("it is not a regular file", |site| {
            site.folder.remove(PATH);
            fs::create_dir(site.folder.path(PATH)).expect("a folder");
        }),
        ("it is not a regular file", |site| {
            site.folder.remove(PATH);
            let fifo = rustix::fs::FileType::Fifo;
            let mode = rustix::fs::Mode::RWXU;
            rustix::fs::mknodat(rustix::fs::CWD, site.folder.path(PATH), fifo, mode, 0)
                .expect("a pipe");
        }),
    ];
    for (named, swap) in swaps {
        let site = LinkedSite::new();
        let disk = SiteFolder::new(site.folder.path(""));
        let listed = disk.list("content").files;
        assert!(listed.iter().any(|file| **file == *PATH));
        swap(&site);
        let problems = [
            disk.read(PATH).expect_err("refused"),
            disk.read_with_state(PATH).expect_err("refused"),
            disk.read_start(PATH, 10).expect_err("refused"),
        ];
        for problem in problems {
            assert_eq!(&*problem.path, PATH);
            let message = problem.message(&English);
            assert!(message.contains(named), "{message}");
        }
        assert!(disk.state(PATH).is_none() && !disk.has(PATH));
        assert!(disk.open(PATH).is_err());
    }
}
