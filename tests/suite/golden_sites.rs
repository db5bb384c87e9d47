//! Golden sites: compares the whole of `public/` with `expected/`, byte for byte.
//!
//! `tests/sites/NAME/` holds the sources of a site and `expected/`. The theme `tests/themes/plain`
//! prints every value that a template gets, so that a change of style changes no golden file.
//! `GRIOT_GOLDEN=rewrite` writes the output to `expected/`: read the difference before you commit.

use crate::harness::{Outcome, Sources};
use griot::content::Memory;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn everything() {
    check("everything");
}

#[test]
fn three_languages() {
    check("three-languages");
}

#[test]
fn hugo() {
    check("hugo");
}

#[test]
fn jekyll() {
    check("jekyll");
}

/// Name of the expected file that holds the reported problems.
const SAID: &str = "_messages.txt";

fn check(name: &str) {
    let folder = tests().join("sites").join(name);
    let outcome = built(&folder);
    assert!(outcome.built, "{name}: {}", outcome.problems());
    let mut files = outcome.files.clone();
    files.insert(SAID.to_string(), outcome.problems().into());
    compare(name, &files);
}

/// Compares files with the `expected/` folder of a site, or rewrites that folder.
pub fn compare(name: &str, files: &BTreeMap<String, Vec<u8>>) {
    let folder = tests().join("sites").join(name);
    let expected = folder.join("expected");
    if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
        return rewrite(&expected, files);
    }
    let wanted = tree(&expected);
    let paths: BTreeSet<&String> = wanted.keys().chain(files.keys()).collect();
    let differences: Vec<String> = paths
        .into_iter()
        .filter_map(|path| difference(path, wanted.get(path), files.get(path)))
        .collect();
    assert!(
        differences.is_empty(),
        "{name}: {} files differ (GRIOT_GOLDEN=rewrite takes the new ones)\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// Reads a site below `tests/sites/`, with the test themes.
pub fn golden_sources(name: &str) -> Sources {
    sources(&tests().join("sites").join(name))
}

fn built(folder: &Path) -> Outcome {
    sources(folder).build()
}

fn sources(folder: &Path) -> Sources {
    let mut memory = Memory::default();
    for (path, bytes) in tree(folder)
        .into_iter()
        .filter(|(path, _)| !path.starts_with("expected/"))
    {
        memory.insert(&path, bytes);
    }
    for (path, bytes) in tree(&tests().join("themes")) {
        memory.insert(&format!("themes/{path}"), bytes);
    }
    Sources::new(memory)
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every file below a folder, by path with `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).expect("below the folder");
            let parts: Vec<_> = below
                .iter()
                .map(|part| part.to_str().expect("UTF-8"))
                .collect();
            files.insert(parts.join("/"), fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

fn difference(path: &str, wanted: Option<&Vec<u8>>, found: Option<&Vec<u8>>) -> Option<String> {
    match (wanted, found) {
        (Some(wanted), Some(found)) if wanted == found => None,
        (Some(_), None) => Some(format!("- {path}: expected, and not there")),
        (None, Some(_)) => Some(format!("+ {path}: there, and not expected")),
        (Some(wanted), Some(found)) => Some(format!("! {path}\n{}", first_line(wanted, found))),
        (None, None) => None,
    }
}

/// The first line that differs, from the difference on.
fn first_line(wanted: &[u8], found: &[u8]) -> String {
    let (Ok(wanted), Ok(found)) = (std::str::from_utf8(wanted), std::str::from_utf8(found)) else {
        return "    bytes differ".to_string();
    };
    let (wanted, found): (Vec<&str>, Vec<&str>) =
        (wanted.split('\n').collect(), found.split('\n').collect());
    let last = wanted.len().max(found.len());
    let at = (0..last)
        .find(|at| wanted.get(*at) != found.get(*at))
        .unwrap_or(last);
    let line = |lines: &[&str]| {
        lines
            .get(at)
            .map(|line| line.to_string())
            .unwrap_or_default()
    };
    let (wanted, found) = (line(&wanted), line(&found));
    let same = wanted
        .chars()
        .zip(found.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let shown = |line: &str| {
        line.chars()
            .skip(same.saturating_sub(30))
            .take(120)
            .collect::<String>()
    };
    let (wanted, found) = (shown(&wanted), shown(&found));
    format!(
        "    line {}, from character {same}\n    expected {wanted:?}\n    found    {found:?}",
        at + 1
    )
}

fn rewrite(expected: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(expected);
    for (path, bytes) in files {
        let target = expected.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder is made");
        fs::write(target, bytes).expect("a file is written");
    }
}
