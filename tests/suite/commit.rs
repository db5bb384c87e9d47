//! Builds that are cut short: killed at any moment, or stopped while pages are put in place.

use crate::program::{Folder, copy};
use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A site of many pages, whose every page changes with the title.
pub fn long(title: &str) -> String {
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

/// A folder with a site that is built.
fn built(text: &str) -> Folder {
    let folder = Folder::new(text);
    folder.done(&["build", "--quiet"]);
    folder
}

/// Builds `second` over a copy of what is in `from`, kills it when `moment` has come, and
/// gives the folder.
fn killed(from: &Folder, second: &str, moment: impl Fn(&Folder, Duration) -> bool) -> Folder {
    let folder = Folder::empty();
    copy(&from.path(""), &folder.path(""));
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

pub fn fresh(text: &str) -> BTreeMap<String, Vec<u8>> {
    built(text).tree("public")
}

/// Killed at fifty moments, from the first to past the last: what is there is whole pages, and
/// the next build leaves the new site and nothing else.
#[test]
#[ignore = "slow: run by scripts/test"]
fn a_build_killed_at_any_moment_is_put_right_by_the_next() {
    const MOMENTS: u32 = 50;
    let (first, second) = (long("Avant"), long("Après"));
    let (old, wanted) = (fresh(&first), fresh(&second));
    let from = built(&first);
    let begun = Instant::now();
    copy(&from.path(""), &Folder::empty().path(""));
    let copied = begun.elapsed();
    killed(&from, &second, |_, _| false);
    let whole = begun.elapsed().saturating_sub(2 * copied);
    let mut seen = [0; 3];
    for moment in 1..=MOMENTS {
        // a quarter of them while pages are put in place, which is short
        let folder = killed(&from, &second, |folder, since| match moment % 4 {
            0 => !folder.has(STAGING_PAGE) && since > whole / 2,
            _ => since > whole * moment / MOMENTS,
        });
        let left = folder.tree("public");
        for (path, page) in left.iter().filter(|(path, _)| path.ends_with(".html")) {
            let whole = Some(page) == old.get(path) || Some(page) == wanted.get(path);
            assert!(whole, "{path} is half written");
        }
        seen[usize::from(left != old) + usize::from(left == wanted)] += 1;
        folder.done(&["build", "--quiet"]);
        assert!(folder.tree("public") == wanted, "killed at moment {moment}");
        assert_eq!(
            folder.names(""),
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
fn a_build_killed_while_pages_are_put_in_place_is_put_right() {
    let first = long("Avant");
    let added = |text: &str| {
        (150..300).map(|number| format!("-- content/articles/a{number}/fr.md --\n---\ntitle: A {number}\ndate: 2026-11-01\n---\n{text}\n")).collect::<String>()
    };
    let second = long("Après") + &added("Un.");
    let from = built(&first);
    let mut caught = 0;
    for _ in 0..6 {
        let folder = killed(&from, &second, |folder, _| {
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

/// A build of `second` over `first`, cut short when all pages that come before `moved` in the
/// order of their paths were in place: `public/` and the staging folder as they are then.
fn cut(first: &str, second: &str, moved: &str) -> Folder {
    let (folder, new) = (built(first), fresh(second));
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
fn a_commit_cut_short_is_completed_even_by_a_build_that_fails() {
    let (first, second) = (long("Avant"), long("Après"));
    let wanted = fresh(&second);
    for moved in ["", "a-1", "a-77/", "~"] {
        let folder = cut(&first, &second, moved);
        folder.write("content/articles/a1/fr.md", "---\ndate: jamais\n---\n");
        let ran = folder.run(&["build"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err
                .starts_with("note: the last build was stopped half way"),
            "{ran:?}"
        );
        assert!(folder.tree("public") == wanted, "cut before {moved:?}");
        assert!(!folder.has(STAGING));
    }
}

#[test]
fn a_first_build_cut_short_before_it_shows_is_completed() {
    let folder = Folder::new(&long("Neuf"));
    folder.done(&["build", "--quiet"]);
    fs::rename(folder.path("public"), folder.path(STAGING)).expect("renamed");
    folder.write("griot.yaml", "languages: {fr: {title: 7}}\n");
    assert_eq!(folder.run(&["build"]).status, 1);
    assert!(folder.tree("public") == fresh(&long("Neuf")));
}

/// A staged file is not what the journal says, as after a power cut; or somebody put a file
/// of theirs where one was to go: nothing is touched.
#[test]
#[ignore = "slow: run by scripts/test"]
fn a_commit_that_cannot_be_completed_is_left_alone() {
    let (first, second) = (long("Avant"), long("Après") + ARTICLE);
    let breaks: [(&str, &[u8]); 2] = [
        (".public.griot-staging/a-1/index.html", b"<!DOCTYPE ht"),
        ("public/z/index.html", b"mine"),
    ];
    for (path, bytes) in breaks {
        let folder = cut(&first, &second, "");
        folder.write(path, bytes);
        let before = folder.tree("public");
        folder.write("content/articles/a1/fr.md", "---\ndate: jamais\n---\n");
        assert_eq!(folder.run(&["build"]).status, 1);
        assert!(folder.tree("public") == before, "{path}");
        fs::remove_file(folder.path("public/z/index.html")).ok();
        for (path, bytes) in crate::harness::sources(&second).files.0 {
            folder.write(&path, &bytes);
        }
        folder.done(&["build"]);
        assert!(folder.tree("public") == fresh(&second), "{path}");
        assert!(!folder.has(STAGING));
    }
}

const ARTICLE: &str = "-- content/articles/z/fr.md --\n---\ntitle: Z\ndate: 2026-11-01\n---\nT.\n";
