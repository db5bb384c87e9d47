//! Times the alignment of two long articles, and what it costs a build of many.

use griot::markdown::{self, Body, MarkdownSource};
use griot::translations::align_bodies;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Sections of the long article.
const SECTIONS: usize = 1_000;

/// Words of both languages, in pairs.
const WORDS: [[&str; 2]; 10] = [
    ["marché", "market"],
    ["puce", "chip"],
    ["réseau", "network"],
    ["données", "data"],
    ["voiture", "car"],
    ["énergie", "energy"],
    ["Dakar", "Dakar"],
    ["GPU", "GPU"],
    ["Linux", "Linux"],
    ["satellite", "satellite"],
];

/// Prints how long the alignment of [`SECTIONS`] sections without emoji and ids takes, with and
/// without the collection of their evidence.
pub fn print_times() {
    let mut first = Vec::new();
    let mut again = Vec::new();
    for _ in 0..11 {
        let (a, b) = (article(0), article(1));
        let start = Instant::now();
        let matched = align_bodies(&a, &b).iter().flatten().count();
        first.push(start.elapsed());
        let start = Instant::now();
        assert_eq!(matched, align_bodies(&a, &b).iter().flatten().count());
        again.push(start.elapsed());
    }
    println!(
        "{SECTIONS} sections: {:.1} ms, {:.1} ms with evidence that is known",
        median(first),
        median(again)
    );
}

/// Milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn article(language: usize) -> Body {
    let mut text = String::new();
    for section in 0..SECTIONS {
        let word = |nth: usize| WORDS[(section * 7 + nth * nth * 3) % WORDS.len()][language];
        let _ = writeln!(text, "## {} {}\n", word(0), word(1));
        for paragraph in 0..2 {
            let words: Vec<&str> = (2..42).map(|nth| word(nth + paragraph)).collect();
            let _ = writeln!(text, "{} {}.\n", words.join(" "), section * 13 + paragraph);
        }
    }
    let path: Arc<str> = "text.md".into();
    let (body, _) = markdown::parse(&MarkdownSource {
        path: &path,
        text: &text,
        start: 0,
        title: None,
        style: None,
        raw_html: true,
    });
    body
}
