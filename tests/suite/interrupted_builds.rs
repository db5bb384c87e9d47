//! Builds that are interrupted: killed at any moment, or stopped while they move pages into
//! place.

use crate::program_runner::{Folder, copy_folder};
use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A site of many pages. Its title is on every page.
pub fn site_with_many_pages(title: &str) -> String {
    let settings = format!(
        "-- griot.yaml --\nbase_url: https://blog.example\ncards: false\nlanguages:\n  fr: {{title: {title}}}\n"
    );
    let article = |number: usize| {
        format!(
            "-- content/articles/a{number}/fr.md --\n---\ntitle: A {number}\ndate: 2026-11-01\n---\nT.\n"
        )
    };
    settings + &(0..150).map(article).collect::<String>()
}

/// A folder with a built site.
fn built_folder(text: &str) -> Folder {
    let folder = Folder::new(text);
    folder.run_ok(&["build", "--quiet"]);
    folder
}

/// Copies `from`, starts a build of `second` in the copy, and kills it when `moment` gives true.
fn kill_build(from: &Folder, second: &str, moment: impl Fn(&Folder, Duration) -> bool) -> Folder {
    let folder = Folder::empty();
    copy_folder(&from.path(""), &folder.path(""));
    for (path, bytes) in crate::harness::sources(second).files.0 {
        folder.write(&path, &bytes);
    }
    let mut child = folder
        .griot(&["build", "--quiet"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let begun = Instant::now();
    while child.try_wait().expect("a child").is_none() && !moment(&folder, begun.elapsed()) {}
    let _ = child.kill();
    let _ = child.wait();
    folder
}

pub fn files_of_fresh_build(text: &str) -> BTreeMap<String, Vec<u8>> {
    built_folder(text).tree("public")
}

/// Killed at fifty moments, from the first to past the last: what is there is whole pages, and
/// the next build leaves the new site and nothing else.
#[test]
#[ignore = "slow: run by scripts/test"]
fn the_next_build_repairs_a_build_killed_at_any_moment() {
    const MOMENTS: u32 = 50;
    let (first, second) = (site_with_many_pages("Avant"), site_with_many_pages("Après"));
    let (old, wanted) = (files_of_fresh_build(&first), files_of_fresh_build(&second));
    let from = built_folder(&first);
    let begun = Instant::now();
    copy_folder(&from.path(""), &Folder::empty().path(""));
    let copied = begun.elapsed();
    kill_build(&from, &second, |_, _| false);
    let whole = begun.elapsed().saturating_sub(2 * copied);
    let mut seen = [0; 3];
    for moment in 1..=MOMENTS {
        // a quarter of them while pages are put in place, which is short
        let folder = kill_build(&from, &second, |folder, since| match moment % 4 {
            0 => !folder.has(STAGING_PAGE) && since > whole / 2,
            _ => since > whole * moment / MOMENTS,
        });
        let left = folder.tree("public");
        for (path, page) in left.iter().filter(|(path, _)| path.ends_with(".html")) {
            let whole = Some(page) == old.get(path) || Some(page) == wanted.get(path);
            assert!(whole, "{path} is half written");
        }
        seen[usize::from(left != old) + usize::from(left == wanted)] += 1;
        folder.run_ok(&["build", "--quiet"]);
        assert!(folder.tree("public") == wanted, "killed at moment {moment}");
        assert_eq!(
            folder.file_names(""),
            ["content", "griot.yaml", "public"],
            "nothing is left over"
        );
    }
    println!(
        "{MOMENTS} kills: {} left the old site, {} a part of the new, {} the new",
        seen[0], seen[1], seen[2]
    );
}

/// Killed when the first new page is in place: the next build must neither take its own page
/// for somebody's, nor lose it, whatever was edited in between.
#[test]
#[ignore = "slow: run by scripts/test"]
fn the_next_build_repairs_a_build_killed_during_commit() {
    let first = site_with_many_pages("Avant");
    let added = |text: &str| {
        (150..300).map(|number| format!("-- content/articles/a{number}/fr.md --\n---\ntitle: A {number}\ndate: 2026-11-01\n---\n{text}\n")).collect::<String>()
    };
    let second = site_with_many_pages("Après") + &added("Un.");
    let from = built_folder(&first);
    let mut caught = 0;
    for _ in 0..6 {
        let folder = kill_build(&from, &second, |folder, _| {
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
        assert!(
            folder.tree("public")
                == files_of_fresh_build(&(site_with_many_pages("Après") + &added("Deux.")))
        );
    }
    println!("{caught} of 6 were killed before the last page was in place");
}

/// A build of `second` over `first`, cut short when all pages that come before `moved` in the
/// order of their paths were in place: `public/` and the staging folder as they are then.
fn interrupt_commit(first: &str, second: &str, moved: &str) -> Folder {
    let (folder, new) = (built_folder(first), files_of_fresh_build(second));
    let old = folder.tree("public");
    for (path, bytes) in new
        .iter()
        .filter(|(path, bytes)| old.get(*path) != Some(*bytes))
    {
        let place = if path.as_str() < moved && path != ".griot" {
            "public"
        } else {
            STAGING
        };
        folder.write(&format!("{place}/{path}"), bytes);
    }
    folder
}

/// Staged, and one of the first that leave.
const STAGING_PAGE: &str = ".public.griot-staging/404.html";
const STAGING: &str = ".public.griot-staging";

#[test]
#[ignore = "slow: run by scripts/test"]
fn a_failing_build_still_completes_an_interrupted_commit() {
    let (first, second) = (site_with_many_pages("Avant"), site_with_many_pages("Après"));
    let wanted = files_of_fresh_build(&second);
    for moved in ["", "a-1", "a-77/", "~"] {
        let folder = interrupt_commit(&first, &second, moved);
        folder.write("content/articles/a1/fr.md", "---\ndate: jamais\n---\n");
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.starts_with("note: the last build was interrupted"),
            "{ran:?}"
        );
        assert!(folder.tree("public") == wanted, "cut before {moved:?}");
        assert!(!folder.has(STAGING));
    }
}

#[test]
fn an_interrupted_first_build_is_completed() {
    let folder = Folder::new(&site_with_many_pages("Neuf"));
    folder.run_ok(&["build", "--quiet"]);
    fs::rename(folder.path("public"), folder.path(STAGING)).expect("renamed");
    folder.write("griot.yaml", "languages: {fr: {title: 7}}\n");
    assert_eq!(folder.run(&["build"]).status, 1);
    assert!(folder.tree("public") == files_of_fresh_build(&site_with_many_pages("Neuf")));
}

/// A staged file is not what the journal says, as after a power cut; or somebody put a file
/// of theirs where one was to go: nothing is touched.
#[test]
#[ignore = "slow: run by scripts/test"]
fn a_commit_that_cannot_be_completed_is_not_touched() {
    let (first, second) = (
        site_with_many_pages("Avant"),
        site_with_many_pages("Après") + ARTICLE,
    );
    let breaks: [(&str, &[u8]); 2] = [
        (".public.griot-staging/a-1/index.html", b"<!DOCTYPE ht"),
        ("public/z/index.html", b"mine"),
    ];
    for (path, bytes) in breaks {
        let folder = interrupt_commit(&first, &second, "");
        folder.write(path, bytes);
        let before = folder.tree("public");
        folder.write("content/articles/a1/fr.md", "---\ndate: jamais\n---\n");
        assert_eq!(folder.run(&["build"]).status, 1);
        assert!(folder.tree("public") == before, "{path}");
        fs::remove_file(folder.path("public/z/index.html")).ok();
        for (path, bytes) in crate::harness::sources(&second).files.0 {
            folder.write(&path, &bytes);
        }
        folder.run_ok(&["build"]);
        assert!(
            folder.tree("public") == files_of_fresh_build(&second),
            "{path}"
        );
        assert!(!folder.has(STAGING));
    }
}

const ARTICLE: &str = "-- content/articles/z/fr.md --\n---\ntitle: Z\ndate: 2026-11-01\n---\nT.\n";
