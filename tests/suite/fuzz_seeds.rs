//! The targets of `scripts/fuzz` with their seeds, and with every input that once failed.

#[path = "../fuzz/src/lib.rs"]
pub mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// Files of a folder of `tests/fuzz` with their names; none if the folder is missing.
fn cases(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(folder);
    let entries = fs::read_dir(&folder).into_iter().flatten();
    entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a case")))
        .collect()
}

#[test]
fn seeds_and_past_failures_pass() {
    for (name, target) in targets::TARGETS {
        let seeds = cases(&format!("seeds/{name}"));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for (path, bytes) in seeds.into_iter().chain(cases(&format!("found/{name}"))) {
            let held = catch_unwind(|| target(&bytes));
            assert!(held.is_ok(), "{name} fails with {path}");
        }
    }
}

/// A seed that does not build would test nothing.
#[test]
fn each_seed_builds_a_site() {
    let seeds = cases("seeds/site").into_iter();
    let files = seeds
        .map(|(_, seed)| targets::holds(targets::Whole::read(&String::from_utf8_lossy(&seed))));
    assert!(files.max() > Some(40));
}

/// Tests the checks themselves.
#[test]
fn the_checks_find_broken_pages() {
    let holds = |body: &str| {
        let page = format!("<!DOCTYPE html>\n<html><body>{body}</body></html>");
        catch_unwind(|| targets::page_holds(&page)).is_ok()
    };
    for good in [
        "<p id=\"a\">x<br>&lt;</p>",
        "<script src=\"a\"></script>",
        "<img alt>",
    ] {
        assert!(holds(good), "{good}");
    }
    for bad in [
        "<p>",
        "</p>",
        "<b><i></b></i>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<p a=\"1\" a=\"2\"></p>",
        "< b>",
        "<p a=b></p>",
        "<!-- x -->",
        "\u{1}",
        "\u{fffe}",
    ] {
        assert!(!holds(bad), "{bad:?}");
    }
}
