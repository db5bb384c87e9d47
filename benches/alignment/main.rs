//! Measures how many sections of real translations are matched, and how many of those rightly.
//!
//!     scripts/alignment-sets FOLDER
//!     cargo bench --bench alignment -- FOLDER [--missed SET]
//!     cargo bench --bench alignment -- --time
//!
//! Takes pairs of Markdown files whose translators set the original's ids on their headings. The
//! ids are taken out, the sections are matched, and the matches are compared with the ids. Besides,
//! one to three sections of complete pairs are removed, by a fixed seed. Each set has two halves:
//! the weights of the alignment were estimated on the first, and the second was only measured.
//! `--missed` lists what was not found or is wrong in a set.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads the disk and its arguments"
)]

mod estimate;
mod pairs;
mod removed_sections;
mod score;
mod time;

use pairs::{Half, Pair};
use score::Score;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments.contains(&"--time") {
        return time::print_times();
    }
    let missed = arguments
        .iter()
        .position(|argument| *argument == "--missed")
        .and_then(|at| arguments.get(at + 1).copied());
    let Some(folder) = arguments.first().filter(|first| !first.starts_with('-')) else {
        println!("no FOLDER with sets: scripts/alignment-sets makes one");
        return;
    };
    if arguments.contains(&"--estimate") {
        return estimate_weights(Path::new(folder));
    }
    for half in [Half::Tuned, Half::Kept] {
        println!("\n{half:?}\n{}", Score::HEAD);
        let mut totals = [Score::default(); 3];
        for set in sets(Path::new(folder)) {
            let pairs: Vec<Pair> = pairs::read(&Path::new(folder).join(&set))
                .into_iter()
                .filter(|pair| pair.half == half)
                .collect();
            let show = missed.is_some_and(|missed| missed == set);
            for (total, measured) in totals.iter_mut().zip(measure(&set, &pairs, show)) {
                total.add(&measured);
            }
        }
        for (total, name) in totals.iter().zip(KINDS) {
            println!("{}", total.row("all", name));
        }
    }
}

/// Estimates weights from the first half of all sets.
fn estimate_weights(folder: &Path) {
    let mut pairs = Vec::new();
    for set in sets(folder) {
        let of_set = pairs::read(&folder.join(set)).into_iter();
        for pair in of_set.filter(|pair| pair.half == Half::Tuned) {
            pairs.extend(removed_sections::cut_on_one_side(&pair));
            for round in 1..4 {
                pairs.extend(removed_sections::cut_on_both_sides(&pair, round));
            }
            pairs.push(pair);
        }
    }
    estimate::estimate(pairs.iter());
}

/// How pairs are measured: as they are, with sections removed on one side, and on both.
const KINDS: [&str; 3] = ["as it is", "one side cut", "both cut"];

/// Prints the figures of a set.
fn measure(set: &str, pairs: &[Pair], show: bool) -> [Score; 3] {
    let mut scores = [Score::default(); 3];
    for pair in pairs {
        scores[0].count(pair, show.then_some(KINDS[0]));
        for cut in removed_sections::cut_on_one_side(pair) {
            scores[1].count(&cut, show.then_some(KINDS[1]));
        }
        for cut in removed_sections::cut_on_both_sides(pair, 0) {
            scores[2].count(&cut, show.then_some(KINDS[2]));
        }
    }
    for (score, name) in scores.iter().zip(KINDS) {
        println!("{}", score.row(set, name));
    }
    scores
}

/// Names of the folders with pairs.
fn sets(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder with sets");
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| folder.join(name).join("translation").is_dir())
        .collect();
    names.sort();
    names
}
