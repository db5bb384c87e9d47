//! Complete pairs with one to three sections removed, by a seed that the path gives.

use crate::pairs::{LineId, Pair, Text, WithoutIds};
use griot::fingerprint::Fingerprint;
use std::collections::BTreeSet;

/// Pairs need so many sections to lose some.
const FEWEST_SECTIONS: usize = 4;

/// Two pairs: sections removed from the original, and from the translation.
pub fn cut_on_one_side(pair: &Pair) -> Vec<Pair> {
    let mut random = Random::of(&pair.path);
    match is_large(pair) {
        true => vec![
            cut(pair, &random.sections(pair), &BTreeSet::new()),
            cut(pair, &BTreeSet::new(), &random.sections(pair)),
        ],
        false => Vec::new(),
    }
}

/// A pair with sections removed from the original, and others from the translation.
pub fn cut_on_both_sides(pair: &Pair, round: usize) -> Vec<Pair> {
    let mut random = Random::of(&pair.path);
    (0..=round).for_each(|_| {
        random.next();
    });
    match is_large(pair) {
        true => vec![cut(pair, &random.sections(pair), &random.sections(pair))],
        false => Vec::new(),
    }
}

fn is_large(pair: &Pair) -> bool {
    pair.is_complete && pair.original.names.len() >= FEWEST_SECTIONS
}

fn cut(pair: &Pair, from_original: &BTreeSet<usize>, from_translation: &BTreeSet<usize>) -> Pair {
    let mut cut = Pair::new(
        &pair.path,
        without(&pair.original, from_original),
        without(&pair.translation, from_translation),
    );
    cut.is_complete = true;
    cut
}

/// The text without the sections at these places, down to the next heading.
fn without(text: &Text, sections: &BTreeSet<usize>) -> Text {
    let mut markdown = String::with_capacity(text.markdown.len());
    let mut ids = Vec::new();
    let headings = &text.body.headings;
    let first = headings[0].span.start as usize;
    markdown.push_str(&text.markdown[..first]);
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map(|next| next.span.start as usize);
        if !sections.contains(&at) {
            let start = markdown.len();
            ids.extend(text.names[at].clone().map(|id| LineId { start, id }));
            let range = heading.span.start as usize..end.unwrap_or(text.markdown.len());
            markdown.push_str(&text.markdown[range]);
        }
    }
    Text::new(WithoutIds { markdown, ids }).expect("Markdown")
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn of(path: &str) -> Random {
        Random(Fingerprint::of(path.as_bytes()).digest as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One to three sections of a pair.
    fn sections(&mut self, pair: &Pair) -> BTreeSet<usize> {
        let count = 1 + self.next() % 3;
        let sections = pair.original.names.len() as u64;
        (0..count)
            .map(|_| (self.next() % sections) as usize)
            .collect()
    }
}
