//! Alignment: matches the sections of an article with those of its translation.
//!
//! A pure function of two lists of headings. No match is better than a wrong one: where order
//! alone decides and the two sides differ, nothing is matched.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The features of a heading that alignment compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingKey<'a> {
    /// A name with the same meaning on both sides: an id that the author set.
    pub key: Option<&'a str>,
    /// 1 to 6.
    pub level: u8,
    /// The emoji of the heading in order, without presentation selectors; empty for none.
    pub emoji: Cow<'a, str>,
}

/// The position in `b` of the counterpart of each section of `a`. No position occurs twice.
///
/// Sections match by the same key; then by the same emoji, where each side has it once; then by
/// order, between two matched neighbours, where both sides have as many sections of a level. A
/// moved section keeps its match by key or emoji, and loses one by order.
pub fn align(a: &[HeadingKey], b: &[HeadingKey]) -> Vec<Option<usize>> {
    let mut alignment = Alignment {
        a,
        b,
        matches_of_a: vec![None; a.len()],
        matches_of_b: vec![None; b.len()],
    };
    alignment.match_by_name(|heading| heading.key);
    alignment.match_by_name(|heading| Some(&*heading.emoji).filter(|emoji| !emoji.is_empty()));
    for gap in alignment.gaps() {
        alignment.match_by_order(gap);
    }
    alignment.matches_of_a
}

struct Alignment<'h> {
    a: &'h [HeadingKey<'h>],
    b: &'h [HeadingKey<'h>],
    /// The match of each section of `a`, a position in `b`.
    matches_of_a: Vec<Option<usize>>,
    /// The match of each section of `b`, a position in `a`.
    matches_of_b: Vec<Option<usize>>,
}

/// Sections of both sides between two matched neighbours.
#[derive(Debug, Clone)]
struct Gap {
    a: Range<usize>,
    b: Range<usize>,
}

impl<'h> Alignment<'h> {
    fn set_match(&mut self, a: usize, b: usize) {
        if self.matches_of_a[a].is_none() && self.matches_of_b[b].is_none() {
            self.matches_of_a[a] = Some(b);
            self.matches_of_b[b] = Some(a);
        }
    }

    /// Matches sections with the same name, where no other section of either side has it.
    fn match_by_name(&mut self, name: impl Fn(&'h HeadingKey<'h>) -> Option<&'h str>) {
        let in_b = unique(self.b.iter().map(&name));
        for (name, a) in unique(self.a.iter().map(&name)) {
            if let (Some(a), Some(Some(b))) = (a, in_b.get(name)) {
                self.set_match(a, *b);
            }
        }
    }

    /// Unmatched sections between two neighbours that are matched on both sides. The start and the
    /// end of the text count as matched.
    fn gaps(&self) -> Vec<Gap> {
        let matched = self.matches_of_a.iter().enumerate();
        let pairs = matched.filter_map(|(a, b)| Some((a, (*b)?)));
        let ends = (self.a.len(), self.b.len());
        let mut gaps = Vec::new();
        let (mut start_a, mut start_b) = (0, 0);
        for (a, b) in pairs.chain([ends]) {
            let is_unmatched =
                start_b <= b && self.matches_of_b[start_b..b].iter().all(Option::is_none);
            if is_unmatched {
                gaps.push(Gap {
                    a: start_a..a,
                    b: start_b..b,
                });
            }
            (start_a, start_b) = (a + 1, b + 1);
        }
        gaps
    }

    /// Matches the sections of a gap level by level, the highest first; then those below each match.
    fn match_by_order(&mut self, gap: Gap) {
        if gap.a.is_empty() || gap.b.is_empty() {
            return;
        }
        let headings = self.a[gap.a.clone()].iter().chain(&self.b[gap.b.clone()]);
        let highest = headings
            .map(|heading| heading.level)
            .min()
            .unwrap_or_default();
        let tops_a = with_level(self.a, gap.a.clone(), highest);
        let tops_b = with_level(self.b, gap.b.clone(), highest);
        let mut below = split_at(&tops_a, &gap.a)
            .into_iter()
            .zip(split_at(&tops_b, &gap.b))
            .map(|(a, b)| Gap { a, b });
        // sections before the first top one
        if let Some(before) = below.next() {
            self.match_by_order(before);
        }
        let mut pairs = tops_a.iter().zip(&tops_b);
        let can_match =
            tops_a.len() == tops_b.len() && pairs.all(|(a, b)| may_match(&self.a[*a], &self.b[*b]));
        if !can_match {
            return;
        }
        for ((a, b), below) in tops_a.iter().zip(&tops_b).zip(below) {
            self.set_match(*a, *b);
            self.match_by_order(below);
        }
    }
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

/// Positions of the headings of a level.
fn with_level(headings: &[HeadingKey], within: Range<usize>, level: u8) -> Vec<usize> {
    within.filter(|at| headings[*at].level == level).collect()
}

/// The sections before the first of `tops`, and those below each of them.
fn split_at(tops: &[usize], within: &Range<usize>) -> Vec<Range<usize>> {
    let starts = std::iter::once(within.start).chain(tops.iter().map(|at| at + 1));
    let ends = tops.iter().copied().chain([within.end]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether order may match two sections: different emoji stand for different sections.
fn may_match(a: &HeadingKey, b: &HeadingKey) -> bool {
    a.emoji == b.emoji || a.emoji.is_empty() || b.emoji.is_empty()
}

#[cfg(test)]
mod tests;
