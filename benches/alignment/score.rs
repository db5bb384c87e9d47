//! Counts of right, wrong and missed matches.

use crate::pairs::{Pair, Text};
use griot::translations::align_bodies;

/// The figures of some pairs.
#[derive(Default, Clone, Copy)]
pub struct Score {
    pairs: usize,
    /// Sections with a counterpart, by their ids.
    known: usize,
    right: usize,
    wrong: usize,
    /// Matches of sections of which nothing is known.
    unjudged: usize,
}

impl Score {
    pub const HEAD: &str =
        "set               measured        pairs  sections    recall  precision  wrong  unjudged";

    /// Aligns a pair and counts. Prints what is wrong or missed if `show` names it.
    pub fn count(&mut self, pair: &Pair, show: Option<&str>) {
        self.pairs += 1;
        self.known += pair.counterparts.iter().flatten().count();
        let found = align_bodies(&pair.original.body, &pair.translation.body);
        for (at, (found, right)) in found.iter().zip(&pair.counterparts).enumerate() {
            let is_known = |at: &usize| pair.counterparts.contains(&Some(*at));
            let word = match (found, right) {
                (Some(found), Some(right)) if found == right => {
                    self.right += 1;
                    continue;
                }
                (None, None) => continue,
                (None, Some(_)) => "missed",
                (Some(found), None) if !pair.is_complete && !is_known(found) => {
                    self.unjudged += 1;
                    "unjudged"
                }
                (Some(_), _) => {
                    self.wrong += 1;
                    "wrong"
                }
            };
            if let Some(kind) = show {
                let there = |at: &Option<usize>| title(&pair.translation, *at);
                println!(
                    "{kind} {word} {}: {} | found {} | right {}",
                    pair.path,
                    title(&pair.original, Some(at)),
                    there(found),
                    there(right)
                );
            }
        }
    }

    pub fn add(&mut self, other: &Score) {
        self.pairs += other.pairs;
        self.known += other.known;
        self.right += other.right;
        self.wrong += other.wrong;
        self.unjudged += other.unjudged;
    }

    pub fn row(&self, set: &str, kind: &str) -> String {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        format!(
            "{set:<17} {kind:<14} {:>6}  {:>8}  {:>6.1} %  {:>7.2} %  {:>5}  {:>8}",
            self.pairs,
            self.known,
            percent(self.right, self.known),
            percent(self.right, self.right + self.wrong),
            self.wrong,
            self.unjudged
        )
    }
}

fn title(text: &Text, at: Option<usize>) -> String {
    at.map_or("-".to_string(), |at| {
        let heading = &text.body.headings[at];
        format!(
            "{at} {} {}",
            "#".repeat(usize::from(heading.level)),
            heading.text
        )
    })
}
