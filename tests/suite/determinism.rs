//! The same input gives the same bytes.

use crate::golden_sites::golden_sources;
use crate::harness::{Outcome, build};
use griot::content::{Files, Listing, Memory};
use griot::diagnostic::Diagnostic;

const SITES: [&str; 4] = ["everything", "three-languages", "hugo", "jekyll"];

/// Files with random delays, as on a busy disk.
struct Slow(Memory);

impl Files for Slow {
    fn list(&self, folder: &str) -> Listing {
        self.0.list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let pause = path.bytes().map(u64::from).sum::<u64>() % 7;
        std::thread::sleep(std::time::Duration::from_millis(pause));
        self.0.read(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.0.has_folder(path)
    }

    fn has(&self, path: &str) -> bool {
        self.0.has(path)
    }
}

fn build_on_threads(number: usize, name: &str) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(number)
        .build()
        .expect("threads");
    pool.install(|| golden_sources(name).build())
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for name in SITES {
        let one = build_on_threads(1, name);
        assert!(one.built, "{name}");
        for number in [2, 3, 16] {
            assert!(
                one == build_on_threads(number, name),
                "{name} on {number} threads"
            );
        }
    }
}

#[test]
fn the_order_of_files_does_not_change_the_bytes() {
    for name in SITES {
        let sources = golden_sources(name);
        let slow = build(&Slow(sources.files.clone()), &sources.options);
        assert!(slow == sources.build(), "{name}");
    }
}

#[test]
fn problems_are_reported_in_a_fixed_order() {
    let text: String = (0..40)
        .map(|number| format!("-- content/articles/a{number}/fr.md --\n---\ntitle: [x]\ndate: x\n---\n[a](b.md) [c](#d) ![e](f.png)\n"))
        .collect();
    let said = |number: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(number)
            .build()
            .expect("threads");
        pool.install(|| crate::harness::site(&text).problems().to_string())
    };
    let one = said(1);
    assert!(one.matches("error:").count() > 100);
    assert!(one == said(16));
}

#[test]
fn a_later_date_changes_only_dated_output() {
    let sources = golden_sources("hugo");
    let (today, later) = (
        sources.clone().build(),
        sources.now("2026-12-23T12:00:00Z").build(),
    );
    let changed: Vec<&String> = today
        .files
        .keys()
        .filter(|path| today.files.get(*path) != later.files.get(*path))
        .collect();
    assert!(changed.is_empty(), "{changed:?}");
}
