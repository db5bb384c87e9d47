//! Random edits in a real folder: after each, every page and every message equals that of a fresh
//! build.

use super::{BLOG, Served, serve_folder, short_limits};
use crate::program_runner::Folder;
use crate::random_edits::Edited;
use griot::serve::WatcherTiming;
use std::time::Duration;

/// After each of many random edits, every page is what a build from nothing would write.
#[test]
#[ignore = "slow: run by scripts/test"]
fn random_edits_in_a_real_folder_give_the_same_pages_as_a_fresh_build() {
    for seed in [7, 20_261_123] {
        let mut edited = Edited::new(Folder::new(BLOG), seed);
        let served = serve_folder(
            edited.folder.clone(),
            WatcherTiming::default(),
            short_limits(),
        );
        let (mut good, mut bad) = (0, 0);
        for step in 0..25 {
            let before = edited.files.clone();
            for _ in 0..=step % 3 {
                edited.step();
            }
            sort_and_merge(&served);
            let cold = served.build_from_scratch();
            let errors: Vec<String> = served.preview().errors().map(str::to_string).collect();
            let place = format!("seed {seed}, step {step}: {errors:?}");
            assert_eq!(
                cold.built,
                errors.is_empty(),
                "{place}\n{}",
                cold.problems()
            );
            // warnings too, each reported once
            let problems = cold
                .problems()
                .lines()
                .filter(|line| line.starts_with("error: ") || line.starts_with("warning: "));
            let warm = served.preview();
            let warm: Vec<String> = warm
                .diagnostics()
                .map(|one| one.message(&griot::diagnostic::English))
                .collect();
            assert_eq!(
                problems.count(),
                warm.len(),
                "{place}\n{warm:?}\n{}",
                cold.problems()
            );
            let known = |message: &&String| cold.problems().contains(message.as_str());
            assert_eq!(warm.iter().filter(known).count(), warm.len(), "{place}");
            if cold.built {
                good += 1;
                assert_eq!(served.files_unlike_build(), Vec::<String>::new(), "{place}");
            } else {
                bad += 1;
                edited.undo(&before);
            }
        }
        assert!(
            good > 5 && bad > 0,
            "seed {seed}: {good} good sites, {bad} bad ones"
        );
    }
}

/// Waits until the server has seen all that was written.
fn sort_and_merge(served: &Served) {
    std::thread::sleep(Duration::from_millis(40));
    let mut before = usize::MAX;
    while before != served.rounds() {
        before = served.rounds();
        std::thread::sleep(Duration::from_millis(400));
    }
}
