//! Alignment: matches the sections of an article with those of its translation.
//!
//! A pure function of what two articles hold. No match is better than a wrong one: where the
//! evidence is thin, nothing is matched.

mod in_order;
mod pair_scores;
pub mod weights;

use crate::markdown::SectionEvidence;
use in_order::certain_pairs;
use pair_scores::PairScores;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use weights::Weights;

/// What alignment compares of a section.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SectionKey<'a> {
    /// A name with the same meaning on both sides: an id that the author set.
    pub key: Option<&'a str>,
    /// The id that the heading has by its own words; empty where it has none.
    pub own_id: &'a str,
    /// 1 to 6.
    pub level: u8,
    /// The emoji of the heading in order, without presentation selectors; empty for none.
    pub emoji: Cow<'a, str>,
    /// What the section holds; `None` where that is not known.
    pub evidence: Option<&'a SectionEvidence>,
}

/// A section of `a` and one of `b`, as places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    a: usize,
    b: usize,
}

/// The position in `b` of the counterpart of each section of `a`. No position occurs twice.
///
/// Sections match by the same key; then by the same emoji, where each side has it once; then by what
/// they hold and by their order between two matched neighbours. A section that was moved matches
/// by its key, its emoji, or content that no other section has.
pub fn align(a: &[SectionKey], b: &[SectionKey]) -> Vec<Option<usize>> {
    // one order of the two, so that both pages of a story have the same pairs
    match a <= b {
        true => Alignment::new(a, b).matches_of_a,
        false => Alignment::new(b, a).matches_of_b,
    }
}

/// Aligns two articles whose headings decide everything: one of them has no section that is left to be
/// matched by content. `None` for others.
pub fn align_by_names(a: &[SectionKey], b: &[SectionKey]) -> Option<Vec<Option<usize>>> {
    let alignment = Alignment::by_names(a, b);
    alignment.is_complete().then_some(alignment.matches_of_a)
}

/// The score of each pair of sections, row by row, for the program that estimates weights.
pub fn scores(a: &[SectionKey], b: &[SectionKey], weights: &Weights) -> Vec<Vec<f32>> {
    let scores = PairScores::new(a, b, weights);
    let row = |row| (0..b.len()).map(|column| scores.get(row, column)).collect();
    (0..a.len()).map(row).collect()
}

struct Alignment<'h> {
    a: &'h [SectionKey<'h>],
    b: &'h [SectionKey<'h>],
    /// The match of each section of `a`, a position in `b`.
    matches_of_a: Vec<Option<usize>>,
    /// The match of each section of `b`, a position in `a`.
    matches_of_b: Vec<Option<usize>>,
    /// For each section of `a`, the only one of `b` with the same words in its heading.
    same_words: Vec<Option<usize>>,
}

/// Unmatched sections of both sides between two matched neighbours.
#[derive(Debug, Default)]
struct Gap {
    a: Vec<usize>,
    b: Vec<usize>,
    /// Whether a section among them has its match elsewhere: then order says less.
    is_crossed: bool,
}

impl<'h> Alignment<'h> {
    fn new(a: &'h [SectionKey<'h>], b: &'h [SectionKey<'h>]) -> Self {
        let mut alignment = Alignment::by_names(a, b);
        if !alignment.is_complete() {
            alignment.match_by_content();
        }
        alignment
    }

    /// Matches by keys, ids and emoji.
    fn by_names(a: &'h [SectionKey<'h>], b: &'h [SectionKey<'h>]) -> Self {
        let mut alignment = Alignment {
            a,
            b,
            matches_of_a: vec![None; a.len()],
            matches_of_b: vec![None; b.len()],
            same_words: Vec::new(),
        };
        alignment.match_by_name(|section| section.key);
        alignment.match_by_own_id();
        alignment.match_by_name(|section| Some(&*section.emoji).filter(|emoji| !emoji.is_empty()));
        alignment
    }

    /// Whether a side has no section without its match.
    fn is_complete(&self) -> bool {
        let is_matched = |matches: &[Option<usize>]| matches.iter().all(Option::is_some);
        is_matched(&self.matches_of_a) || is_matched(&self.matches_of_b)
    }

    fn set_match(&mut self, pair: Pair) {
        let Pair { a, b } = pair;
        if self.matches_of_a[a].is_none() && self.matches_of_b[b].is_none() {
            self.matches_of_a[a] = Some(b);
            self.matches_of_b[b] = Some(a);
        }
    }

    /// Matches sections with the same name, where no other section of either side has it.
    fn match_by_name(&mut self, name: impl Fn(&'h SectionKey<'h>) -> Option<&'h str>) {
        let in_a = unique(self.a.iter().map(&name));
        let in_b = unique(self.b.iter().map(&name));
        self.match_names(&in_a, &in_b);
    }

    /// Matches a section whose id was set by hand with one that has this id by itself.
    fn match_by_own_id(&mut self) {
        let key = |section: &'h SectionKey<'h>| section.key;
        let own = |section: &'h SectionKey<'h>| {
            Some(section.own_id).filter(|id| section.key.is_none() && !id.is_empty())
        };
        let (keys_a, keys_b) = (
            unique(self.a.iter().map(key)),
            unique(self.b.iter().map(key)),
        );
        let (own_a, own_b) = (
            unique(self.a.iter().map(own)),
            unique(self.b.iter().map(own)),
        );
        self.match_names(&keys_a, &own_b);
        self.match_names(&own_a, &keys_b);
    }

    fn match_names(
        &mut self,
        in_a: &HashMap<&str, Option<usize>>,
        in_b: &HashMap<&str, Option<usize>>,
    ) {
        for (name, a) in in_a {
            if let (Some(a), Some(Some(b))) = (*a, in_b.get(name)) {
                self.set_match(Pair { a, b: *b });
            }
        }
    }

    /// Matches what is left by content and order.
    fn match_by_content(&mut self) {
        let scores = PairScores::new(self.a, self.b, &Weights::ESTIMATED);
        self.same_words = self.sections_of_same_words();
        for gap in self.gaps_in_order() {
            self.match_in_order(&gap, &scores);
        }
        for (a, b) in self.same_words.clone().into_iter().enumerate() {
            b.into_iter().for_each(|b| self.set_match(Pair { a, b }));
        }
        self.match_moved(&scores);
        for gap in self.gaps_below_moved() {
            self.match_in_order(&gap, &scores);
        }
    }

    /// For each section of `a`, the one of `b` whose heading has the same words, which each side has once: a
    /// name, or words that both languages have.
    fn sections_of_same_words(&self) -> Vec<Option<usize>> {
        let in_b = unique_words(self.b);
        let mut same = vec![None; self.a.len()];
        for (words, a) in unique_words(self.a) {
            let b = in_b.get(words).copied().flatten();
            if let (Some(a), Some(b)) = (a, b) {
                let (emoji_a, emoji_b) = (&self.a[a].emoji, &self.b[b].emoji);
                let fits = emoji_a == emoji_b || emoji_a.is_empty() || emoji_b.is_empty();
                same[a] = Some(b).filter(|_| fits);
            }
        }
        same
    }

    /// Matches sections that stand at another place in the other article, where their content is
    /// that of no other section.
    fn match_moved(&mut self, scores: &PairScores) {
        for pair in scores.outstanding_pairs(LEAST_MARGIN_OF_MOVED) {
            if self.score(scores, pair) >= LEAST_SCORE_OF_MOVED {
                self.set_match(pair);
            }
        }
    }

    /// The sections below each pair that was moved: those that follow it at a deeper level.
    fn gaps_below_moved(&self) -> Vec<Gap> {
        let in_order = longest_chain(&self.matches_of_a);
        let pairs = self.matches_of_a.iter().enumerate();
        let pairs = pairs.filter_map(|(a, b)| Some(Pair { a, b: (*b)? }));
        let moved = pairs.filter(|pair| {
            let found = in_order.binary_search_by_key(&pair.a, |other| other.a);
            found.is_err()
        });
        moved
            .map(|pair| Gap {
                a: unmatched_below(self.a, &self.matches_of_a, pair.a),
                b: unmatched_below(self.b, &self.matches_of_b, pair.b),
                is_crossed: false,
            })
            .collect()
    }

    fn match_in_order(&mut self, gap: &Gap, scores: &PairScores) {
        let score = |a: usize, b: usize| self.score(scores, Pair { a, b });
        let mut pairs = certain_pairs(&gap.a, &gap.b, score);
        pairs.retain(|pair| !gap.is_crossed || score(pair.a, pair.b) >= LEAST_SCORE_OF_CROSSED);
        for pair in pairs {
            self.set_match(pair);
        }
    }

    /// The score of a pair by content, level and emoji.
    fn score(&self, scores: &PairScores, pair: Pair) -> f32 {
        let (a, b) = (&self.a[pair.a], &self.b[pair.b]);
        let emoji = match (&*a.emoji, &*b.emoji) {
            ("", "") => 0.0,
            ("", _) | (_, "") => EMOJI_ON_ONE_SIDE,
            (a, b) if a == b => SAME_EMOJI,
            _ => OTHER_EMOJI,
        };
        let words = match !a.own_id.is_empty() && a.own_id == b.own_id {
            _ if self.same_words.get(pair.a) == Some(&Some(pair.b)) => SAME_WORDS_ALONE,
            true => SAME_WORDS,
            false => 0.0,
        };
        scores.get(pair.a, pair.b).clamp(-MOST_SCORE, MOST_SCORE) + emoji + words
    }

    /// The gaps between neighbours that are matched and in the same order on both sides. The start
    /// and the end of the text count as matched.
    fn gaps_in_order(&self) -> Vec<Gap> {
        let mut ends = longest_chain(&self.matches_of_a);
        ends.push(Pair {
            a: self.a.len(),
            b: self.b.len(),
        });
        let mut start = Pair { a: 0, b: 0 };
        let mut gaps = Vec::new();
        for end in ends {
            let a = unmatched(&self.matches_of_a, start.a..end.a);
            let b = unmatched(&self.matches_of_b, start.b..end.b);
            gaps.push(Gap {
                is_crossed: a.len() + b.len() < (end.a - start.a) + (end.b - start.b),
                a,
                b,
            });
            start = Pair {
                a: end.a + 1,
                b: end.b + 1,
            };
        }
        gaps
    }
}

/// Content says no more than this for or against a pair, in nats: many marks of one section often
/// have one cause.
const MOST_SCORE: f32 = 12.0;
/// Two headings with the same emoji, which others have too.
const SAME_EMOJI: f32 = 3.0;
/// Two headings of the same words, which others have too.
const SAME_WORDS: f32 = 4.0;
/// Two headings of the same words, which no other one has.
const SAME_WORDS_ALONE: f32 = 8.0;
/// Two headings with different emoji stand for different sections: order alone never pairs them.
const OTHER_EMOJI: f32 = -8.0;
/// An emoji that only one heading has.
const EMOJI_ON_ONE_SIDE: f32 = -0.5;

/// The least score of two sections next to one that was moved: more than level and length give.
const LEAST_SCORE_OF_CROSSED: f32 = 3.0;
/// The least score of two sections that stand at different places.
const LEAST_SCORE_OF_MOVED: f32 = 4.0;
/// How much better they fit than any other pair with one of them.
const LEAST_MARGIN_OF_MOVED: f32 = 4.0;

/// The unmatched sections that follow one at deeper levels.
fn unmatched_below(keys: &[SectionKey], matches: &[Option<usize>], at: usize) -> Vec<usize> {
    (at + 1..keys.len())
        .take_while(|next| keys[*next].level > keys[at].level && matches[*next].is_none())
        .collect()
}

fn unmatched(matches: &[Option<usize>], range: std::ops::Range<usize>) -> Vec<usize> {
    range.filter(|at| matches[*at].is_none()).collect()
}

/// The most matches that are in the same order on both sides.
fn longest_chain(matches_of_a: &[Option<usize>]) -> Vec<Pair> {
    let pairs: Vec<Pair> = matches_of_a
        .iter()
        .enumerate()
        .filter_map(|(a, b)| Some(Pair { a, b: (*b)? }))
        .collect();
    // the last pair of the best chain of each length, and what stands before each pair in its chain
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|tail| pairs[*tail].b < pair.b);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        match tails.get_mut(length) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut last = tails.last().copied();
    while let Some(at) = last {
        chain.push(pairs[at]);
        last = before[at];
    }
    chain.reverse();
    chain
}

/// The position of each name; `None` for a name that occurs more than once.
fn unique<'h>(names: impl Iterator<Item = Option<&'h str>>) -> HashMap<&'h str, Option<usize>> {
    let mut places = HashMap::new();
    for (at, name) in names.enumerate() {
        let Some(name) = name else { continue };
        let place = places.entry(name);
        place.and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The position of each heading that has an id by its own words; `None` for words that occur more than once.
fn unique_words<'h>(sections: &'h [SectionKey<'h>]) -> HashMap<&'h str, Option<usize>> {
    let own_ids = || sections.iter().map(|section| section.own_id);
    let known: HashSet<&str> = own_ids().collect();
    // a second heading of the same words has a number at the end of its id
    let words = |id: &'h str| {
        let counted = id.rsplit_once('-').filter(|(words, number)| {
            number.bytes().all(|byte| byte.is_ascii_digit()) && known.contains(words)
        });
        counted.map_or(id, |(words, _)| words)
    };
    unique(own_ids().map(|id| Some(words(id)).filter(|id| !id.is_empty())))
}

#[cfg(test)]
mod tests;
