//! Counts the files that one new story changes, on a generated site.
//!
//!     cargo bench --bench small_publishes -- [STORIES [NEW]]
//!
//! Publishes a site, then new stories one by one, each the newest, then as many backdated ones.
//! Each publish is a build over the cache and the output of the one before. After the last one, a
//! build from nothing must give the same bytes. `--profile dev` compiles in less time and gives the
//! same figures.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench starts the program and reads the disk and its arguments"
)]

#[path = "build/corpus.rs"]
#[expect(dead_code, reason = "this bench has no site for Hugo")]
mod corpus;

use corpus::Generator;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The bytes of each published file, by path.
type Published = BTreeMap<PathBuf, Vec<u8>>;

/// What one publish wrote, replaced or removed.
struct Changes {
    search: usize,
    others: usize,
}

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let stories = numbers.next().unwrap_or(1_000);
    let new = numbers.next().unwrap_or(20).max(1);
    let work = tempfile::tempdir().expect("a folder to work in");
    let site = work.path().join("site");
    let out = work.path().join("public");
    corpus::write(Generator::Griot, stories, &site);
    let mut published = publish(&site, &out);
    println!(
        "{stories} stories in two languages, {} files",
        published.len()
    );
    let mut measure = |name: &str, numbers: std::ops::Range<usize>, date: Option<&str>| {
        let changes = numbers.map(|story| {
            corpus::write_story(Generator::Griot, story, stories, &site);
            date.iter().for_each(|date| set_date(&site, story, date));
            let before = std::mem::take(&mut published);
            published = publish(&site, &out);
            changes(&before, &published)
        });
        print(name, changes.collect());
    };
    measure("newest", stories..stories + new, None);
    let half = stories / 2;
    let (year, day) = (2024 + half / 40 / 336, half / 40);
    let date = format!("{year:04}-{:02}-{:02}", 1 + day / 28 % 12, 1 + day % 28);
    measure("backdated", stories + new..stories + 2 * new, Some(&date));
    std::fs::remove_dir_all(site.join(".griot")).expect("a cache");
    let cold = publish(&site, &work.path().join("cold"));
    assert!(cold == published, "a build from nothing gives other bytes");
    println!("a build from nothing gives the same bytes");
}

fn publish(site: &Path, out: &Path) -> Published {
    let mut griot = Command::new(env!("CARGO_BIN_EXE_griot"));
    griot.args(["build", "--quiet", "--root"]).arg(site);
    let status = griot.arg("--out").arg(out).status();
    assert!(status.expect("the program starts").success());
    let files = walkdir::WalkDir::new(out)
        .into_iter()
        .map(|entry| entry.expect("a file"));
    let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != ".griot");
    let files = files.map(|entry| {
        let path = entry
            .path()
            .strip_prefix(out)
            .expect("a path below")
            .to_path_buf();
        (path, std::fs::read(entry.path()).expect("a file"))
    });
    files.collect()
}

/// Gives the articles of a story another date.
fn set_date(site: &Path, story: usize, date: &str) {
    for lang in ["fr", "en"] {
        let path = site.join(format!("content/articles/story-{story:05}/{lang}.md"));
        let text = std::fs::read_to_string(&path).expect("an article");
        let (before, after) = text.split_once("date: ").expect("a date");
        let after = after.split_once('\n').expect("a line").1;
        std::fs::write(&path, format!("{before}date: {date}\n{after}")).expect("an article");
    }
}

fn changes(before: &Published, after: &Published) -> Changes {
    let written = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let changed = written.map(|(path, _)| path).chain(gone);
    let is_search = |path: &PathBuf| path.iter().any(|part| part == "search");
    let (search, others): (Vec<_>, Vec<_>) = changed.partition(|path| is_search(path));
    Changes {
        search: search.len(),
        others: others.len(),
    }
}

fn print(name: &str, changes: Vec<Changes>) {
    let figures = |files: fn(&Changes) -> usize| {
        let mut files: Vec<usize> = changes.iter().map(files).collect();
        files.sort_unstable();
        format!(
            "{} (median), {} to {}",
            files[files.len() / 2],
            files[0],
            files[files.len() - 1]
        )
    };
    println!("{} {name} stories, files changed by each:", changes.len());
    println!("  of the search   {}", figures(|changes| changes.search));
    println!("  all others      {}", figures(|changes| changes.others));
}
