//! A build that is killed at every system call that changes the disk, one after the other: the next
//! build makes it right.
//!
//! `strace` kills the program at the first, second, … occurrence of a call. It counts by call, so a
//! build with one thread runs until no occurrence is left.

use crate::program_runner::{Folder, copy_folder, not_run};
use std::collections::BTreeMap;
use std::process::Command;

/// The system calls that change the disk, and those that wait for it. `openat2` opens files for
/// reading too.
const CALLS: [&str; 16] = [
    "openat2",
    "write",
    "pwrite64",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "utimensat",
    "ftruncate",
    "fdatasync",
    "fsync",
    "syncfs",
];

fn article(slug: &str, text: &str) -> String {
    format!("---\ntitle: {text}\nslug: {slug}\ndate: 2026-11-01\n---\n{text}.\n")
}

/// A site that was not built yet.
fn first_site() -> Folder {
    let site = Folder::empty();
    let settings = "base_url: https://b.example\ncards: false\nsearch: false\nfeeds: []\nlanguages: {fr: {title: A}}\n";
    site.write("griot.yaml", settings);
    site.write("content/articles/a/fr.md", article("a", "Un"));
    site.write("content/articles/old/fr.md", article("old", "Vieux"));
    site.write("static/deep/er/file.txt", "one");
    site.write("static/page", "a file");
    site.write("static/folder/below", "a file in a folder");
    site
}

/// A site whose next build changes, adds and removes pages, turns a page into a folder and a folder
/// into a page.
fn changed_site() -> Folder {
    let site = first_site();
    site.run_ok(&["build", "--quiet"]);
    for path in [
        "content/articles/old/fr.md",
        "static/deep/er/file.txt",
        "static/page",
    ] {
        site.remove(path);
    }
    std::fs::remove_dir_all(site.path("static/folder")).expect("removed");
    site.write("content/articles/a/fr.md", article("a", "Un, neuf"));
    site.write("content/articles/new/fr.md", article("new", "Neuf"));
    site.write("static/page/below", "now a folder");
    site.write("static/folder", "now a file");
    site
}

/// What `public/` shall hold after a build of a site.
fn traces_of_build(site: &Folder) -> BTreeMap<String, Vec<u8>> {
    let whole = Folder::empty();
    copy_folder(&site.path(""), &whole.path(""));
    whole.run_ok(&["build", "--quiet"]);
    traces(&whole)
}

/// Everything below `public/`, empty folders too, and what lies beside it.
fn traces(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let mut traces = folder.tree("public");
    for entry in walkdir::WalkDir::new(folder.path("public")) {
        let path = entry.expect("an entry").into_path();
        if path.is_dir() {
            let below = path.strip_prefix(folder.path("")).expect("below");
            traces.insert(format!("{}/", below.display()), Vec::new());
        }
    }
    for name in folder.file_names("") {
        traces.insert(format!("beside {name}"), Vec::new());
    }
    traces
}

/// A copy of a site, in which a build is killed at the `number`th occurrence of a call. `None` when
/// the build ended before it.
fn killed_build(site: &Folder, call: &str, number: usize) -> Option<Folder> {
    let folder = Folder::empty();
    copy_folder(&site.path(""), &folder.path(""));
    let inject = format!("inject={call}:signal=KILL:when={number}");
    let mut strace = Command::new("strace");
    strace
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
            "-e",
            &inject,
        ])
        .args([env!("CARGO_BIN_EXE_griot"), "build", "--quiet"])
        .current_dir(folder.path(""))
        .env("RAYON_NUM_THREADS", "1")
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    let status = strace.status().expect("strace runs");
    (!status.success()).then_some(folder)
}

fn has_strace() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-o", "/dev/null", "true"]);
    strace.status().is_ok_and(|status| status.success())
}

/// Kills builds of a site at every call that changes the disk, and checks that the next build leaves
/// what a build that was not killed leaves. Returns the number of kills.
fn kill_everywhere(site: &Folder) -> usize {
    let expected = traces_of_build(site);
    let mut kills = 0;
    for call in CALLS {
        let mut number = 1;
        while let Some(folder) = killed_build(site, call, number) {
            let ran = folder.run(&["build", "--quiet"]);
            assert_eq!(ran.status, 0, "{call} {number}: {ran:?}");
            let found = traces(&folder);
            assert!(
                found == expected,
                "{call} {number}: {}",
                difference(&found, &expected)
            );
            kills += 1;
            number += 1;
        }
    }
    kills
}

#[test]
#[ignore = "very slow, needs strace: run by scripts/test all"]
fn r27_a_build_killed_at_any_system_call_is_mended_by_the_next() {
    if !has_strace() {
        return not_run("strace is missing, or not allowed here");
    }
    let kills = kill_everywhere(&changed_site());
    assert!(kills > 100, "{kills} kills");
    println!("killed {kills} times");
}

/// A build into a folder that does not exist, or has a `.gitignore` alone.
#[test]
#[ignore = "very slow, needs strace: run by scripts/test all"]
fn r27_a_first_build_killed_at_any_system_call_is_mended_by_the_next() {
    if !has_strace() {
        return not_run("strace is missing, or not allowed here");
    }
    let site = first_site();
    let into_nothing = kill_everywhere(&site);
    site.write("public/.gitignore", "*\n");
    let beside_file = kill_everywhere(&site);
    assert!(into_nothing > 50 && beside_file > into_nothing);
    println!("killed {} times", into_nothing + beside_file);
}

fn difference(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) -> String {
    let only = |a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>| {
        let names = a
            .iter()
            .filter(|(path, bytes)| b.get(*path) != Some(*bytes));
        names
            .map(|(path, _)| path.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "found {}; expected {}",
        only(found, expected),
        only(expected, found)
    )
}
