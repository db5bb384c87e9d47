//! Which sections of two tellings of a story are the same one.
//!
//! A pure function of two lists of headings. No match is better than a wrong match: where
//! order alone decides and the two sides do not agree, nothing is matched.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// What is known of a section by its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingKey<'a> {
    /// A name that means the same on both sides: an id set by hand.
    pub key: Option<&'a str>,
    /// 1 to 6.
    pub level: u8,
    /// The heading's emoji in order, in no presentation; empty without one.
    pub emoji: Cow<'a, str>,
}

/// For each section of `a`, the index of its counterpart in `b`; none is given twice.
///
/// Sections are matched by the same key; then by the same emoji where each side has them
/// once; then by order, between two matched neighbours, where both sides have as many
/// sections of a level. Moved sections keep a match by key or emoji and lose one by order.
pub fn align(a: &[HeadingKey], b: &[HeadingKey]) -> Vec<Option<usize>> {
    let mut alignment = Alignment {
        a,
        b,
        of_a: vec![None; a.len()],
        of_b: vec![None; b.len()],
    };
    alignment.by_name(|mark| mark.key);
    alignment.by_name(|mark| Some(&*mark.emoji).filter(|emoji| !emoji.is_empty()));
    for (from_a, from_b) in alignment.gaps() {
        alignment.by_order(from_a, from_b);
    }
    alignment.of_a
}

struct Alignment<'m> {
    a: &'m [HeadingKey<'m>],
    b: &'m [HeadingKey<'m>],
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
}

impl<'m> Alignment<'m> {
    fn pair(&mut self, a: usize, b: usize) {
        if self.of_a[a].is_none() && self.of_b[b].is_none() {
            self.of_a[a] = Some(b);
            self.of_b[b] = Some(a);
        }
    }

    /// Pairs what has the same name, where it is the only one of that name on either side.
    fn by_name(&mut self, name: impl Fn(&'m HeadingKey<'m>) -> Option<&'m str>) {
        let in_b = unique(self.b.iter().map(&name));
        for (name, a) in unique(self.a.iter().map(&name)) {
            if let (Some(a), Some(Some(b))) = (a, in_b.get(name)) {
                self.pair(a, *b);
            }
        }
    }

    /// The stretches that lie between the same two matched neighbours on both sides. Either
    /// end of the text counts as one.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let ends = (self.a.len(), self.b.len());
        let matched = self.of_a.iter().enumerate();
        let pairs = matched.filter_map(|(a, b)| Some((a, (*b)?)));
        let mut gaps = Vec::new();
        let mut from = (0, 0);
        for (a, b) in pairs.chain([ends]) {
            let open = from.1 <= b && self.of_b[from.1..b].iter().all(Option::is_none);
            if open {
                gaps.push((from.0..a, from.1..b));
            }
            from = (a + 1, b + 1);
        }
        gaps
    }

    /// Pairs two stretches level by level, the highest first; then what lies below each pair.
    fn by_order(&mut self, from_a: Range<usize>, from_b: Range<usize>) {
        if from_a.is_empty() || from_b.is_empty() {
            return;
        }
        let levels = self.a[from_a.clone()].iter().chain(&self.b[from_b.clone()]);
        let highest = levels.map(|mark| mark.level).min().unwrap_or_default();
        let heads_a = heads(self.a, from_a.clone(), highest);
        let heads_b = heads(self.b, from_b.clone(), highest);
        let (below_a, below_b) = (parts(&heads_a, &from_a), parts(&heads_b, &from_b));
        self.by_order(below_a[0].clone(), below_b[0].clone());
        let agree = |(a, b): (&usize, &usize)| alike(&self.a[*a], &self.b[*b]);
        if heads_a.len() != heads_b.len() || !heads_a.iter().zip(&heads_b).all(agree) {
            return;
        }
        for (at, (a, b)) in heads_a.iter().zip(&heads_b).enumerate() {
            self.pair(*a, *b);
            self.by_order(below_a[at + 1].clone(), below_b[at + 1].clone());
        }
    }
}

/// Where each name stands; `None` for one that is there more than once.
fn unique<'m>(names: impl Iterator<Item = Option<&'m str>>) -> HashMap<&'m str, Option<usize>> {
    let mut places = HashMap::new();
    for (at, name) in names.enumerate() {
        let Some(name) = name else { continue };
        let place = places.entry(name);
        place.and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

fn heads(marks: &[HeadingKey], within: Range<usize>, level: u8) -> Vec<usize> {
    within.filter(|at| marks[*at].level == level).collect()
}

/// What stands before the first head, and below each.
fn parts(heads: &[usize], within: &Range<usize>) -> Vec<Range<usize>> {
    let starts = std::iter::once(within.start).chain(heads.iter().map(|at| at + 1));
    let ends = heads.iter().copied().chain([within.end]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether order may pair them: two different emoji speak of two different sections.
fn alike(a: &HeadingKey, b: &HeadingKey) -> bool {
    a.emoji == b.emoji || a.emoji.is_empty() || b.emoji.is_empty()
}

#[cfg(test)]
mod tests;
