//! The targets of `scripts/fuzz` with their seeds, and with every input that once failed.

#[path = "../fuzz/src/lib.rs"]
pub mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// The files of a folder of `tests/fuzz`, by path; none when there is no such folder.
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
fn targets_pass_on_seeds_and_regressions() {
    for targets::NamedTarget { name, run } in targets::TARGETS {
        let seeds = cases(&format!("seeds/{name}"));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for (path, bytes) in seeds
            .into_iter()
            .chain(cases(&format!("regressions/{name}")))
        {
            let result = catch_unwind(|| run(&bytes));
            assert!(result.is_ok(), "{name} fails with {path}");
        }
    }
}

/// A seed that builds no pages would test nothing.
#[test]
fn a_seed_builds_a_whole_site() {
    let seeds = cases("seeds/site").into_iter();
    let files = seeds.map(|(_, seed)| {
        targets::build_and_check(targets::WholeSite::parse(&String::from_utf8_lossy(&seed)))
    });
    assert!(files.max() > Some(40));
}

#[test]
fn html_checks_find_malformed_pages() {
    let is_well_formed = |body: &str| {
        let page = format!("<!DOCTYPE html>\n<html><body>{body}</body></html>");
        catch_unwind(|| targets::assert_page_is_well_formed(&page)).is_ok()
    };
    for good in [
        "<p id=\"a\">x<br>&lt;</p>",
        "<script src=\"a\"></script>",
        "<img alt>",
    ] {
        assert!(is_well_formed(good), "{good}");
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
        assert!(!is_well_formed(bad), "{bad:?}");
    }
}
