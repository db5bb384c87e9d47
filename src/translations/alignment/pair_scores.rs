//! Pair scores: how much the content of two sections says that they are one.
//!
//! Takes the sections of two articles and weights; gives a number for each pair: above zero where
//! they are alike, below where they contradict each other.

use super::weights::{LENGTH_BINS, Weights};
use super::{Pair, SectionKey};
use crate::markdown::{MARK_KINDS, MarkKind, SectionEvidence};
use std::ops::Range;

/// The most pairs that are compared. Two articles of 700 sections each are compared as a whole; of
/// larger ones only pairs near the diagonal, so that time and memory stay in bounds.
pub const MOST_PAIRS: usize = 500_000;

/// A mark in more pairs of sections than these tells nothing and would cost much.
const MOST_PAIRS_OF_A_MARK: usize = 400;

/// Characters that are added to each length, so that few words more or less do not count.
const LENGTH_OFFSET: f32 = 20.0;

/// The ratios of two lengths that separate the bins of [`Weights::length`].
const LENGTH_RATIOS: [f32; LENGTH_BINS - 1] = [1.1, 1.25, 1.5, 2.0];

/// The score of each pair of sections of two articles.
pub struct PairScores {
    band: Band,
    scores: Vec<f32>,
}

/// The pairs that are compared: those within a distance of the diagonal.
#[derive(Debug, Clone)]
struct Band {
    rows: usize,
    columns: usize,
    /// Pairs of one row.
    width: usize,
}

impl Band {
    fn new(rows: usize, columns: usize) -> Band {
        Band {
            rows,
            columns,
            width: columns.min((MOST_PAIRS / rows.max(1)).max(1)),
        }
    }

    fn start(&self, row: usize) -> usize {
        let center = row * self.columns / self.rows.max(1);
        let start = center.saturating_sub(self.width / 2);
        start.min(self.columns - self.width)
    }

    fn columns(&self, row: usize) -> Range<usize> {
        let start = self.start(row);
        start..start + self.width
    }

    fn place(&self, row: usize, column: usize) -> Option<usize> {
        let columns = self.columns(row);
        columns
            .contains(&column)
            .then(|| row * self.width + column - columns.start)
    }
}

impl PairScores {
    /// Compares the sections of two articles.
    pub fn new(a: &[SectionKey], b: &[SectionKey], weights: &Weights) -> PairScores {
        let band = Band::new(a.len(), b.len());
        let marks = SharedMarks::new(a, b);
        let lengths = LengthRatio::new(a, b);
        let missing_a = marks.missing(Side::A, a.len(), weights);
        let missing_b = marks.missing(Side::B, b.len(), weights);
        let mut scores = Vec::with_capacity(band.rows * band.width);
        for (row, of_a) in a.iter().enumerate() {
            let columns = band.columns(row);
            scores.extend(b[columns.clone()].iter().zip(&missing_b[columns]).map(
                |(of_b, missing_b)| {
                    weights.each
                        + missing_a[row]
                        + missing_b
                        + shape_score(of_a, of_b, lengths, weights)
                },
            ));
        }
        let mut scores = PairScores { band, scores };
        marks.add_shared(&mut scores, weights);
        scores
    }

    /// The score of a pair; lower than any other for one that is not compared.
    pub fn get(&self, row: usize, column: usize) -> f32 {
        let place = self.band.place(row, column);
        place.map_or(f32::NEG_INFINITY, |place| self.scores[place])
    }

    /// The pairs that fit better, by a margin, than any other pair with one of their sections.
    pub fn outstanding_pairs(&self, margin: f32) -> Vec<Pair> {
        let mut of_a = vec![Best::default(); self.band.rows];
        let mut of_b = vec![Best::default(); self.band.columns];
        for (a, best_of_a) in of_a.iter_mut().enumerate() {
            for b in self.band.columns(a) {
                let score = self.get(a, b);
                best_of_a.add(b, score);
                of_b[b].add(a, score);
            }
        }
        let mut pairs = Vec::new();
        for (a, best) in of_a.iter().enumerate() {
            let other = best.outstanding(margin);
            if let Some(b) = other.filter(|b| of_b[*b].outstanding(margin) == Some(a)) {
                pairs.push(Pair { a, b });
            }
        }
        pairs
    }

    fn add(&mut self, row: usize, column: usize, score: f32) {
        if let Some(place) = self.band.place(row, column) {
            self.scores[place] += score;
        }
    }
}

/// The two highest scores of a section.
#[derive(Debug, Clone, Copy)]
struct Best {
    place: usize,
    highest: f32,
    second: f32,
}

impl Default for Best {
    fn default() -> Self {
        Best {
            place: 0,
            highest: f32::NEG_INFINITY,
            second: f32::NEG_INFINITY,
        }
    }
}

impl Best {
    fn add(&mut self, place: usize, score: f32) {
        if score > self.highest {
            *self = Best {
                place,
                highest: score,
                second: self.highest,
            };
        } else {
            self.second = self.second.max(score);
        }
    }

    fn outstanding(&self, margin: f32) -> Option<usize> {
        (self.highest >= self.second + margin).then_some(self.place)
    }
}

/// Level and shape of two sections.
fn shape_score(a: &SectionKey, b: &SectionKey, lengths: LengthRatio, weights: &Weights) -> f32 {
    let level = if a.level == b.level {
        0.0
    } else {
        weights.other_level
    };
    let (Some(a), Some(b)) = (a.evidence, b.evidence) else {
        return level;
    };
    let blocks = a.blocks.iter().zip(&b.blocks);
    let blocks = blocks.map(|(a, b)| match (*a, *b) {
        (0, 0) => 0.0,
        (a, b) if a == b => 0.0,
        (0, _) | (_, 0) => weights.no_blocks,
        _ => weights.other_blocks,
    });
    level + blocks.sum::<f32>() + lengths.score(a, b, weights)
}

/// How much longer one article is than the other: languages differ (Gale and Church, "A program
/// for aligning sentences in bilingual corpora", 1993).
#[derive(Debug, Clone, Copy)]
struct LengthRatio(f32);

impl LengthRatio {
    fn new(a: &[SectionKey], b: &[SectionKey]) -> LengthRatio {
        let mean = |sections: &[SectionKey]| {
            let lengths = sections.iter().filter_map(|section| section.evidence);
            let sum: f32 = lengths.map(|evidence| evidence.length as f32).sum();
            sum / sections.len().max(1) as f32 + LENGTH_OFFSET
        };
        // an article that is only begun says nothing of its language
        LengthRatio((mean(b) / mean(a)).clamp(0.3, 2.0))
    }

    fn score(self, a: &SectionEvidence, b: &SectionEvidence, weights: &Weights) -> f32 {
        let a = (a.length as f32) * self.0 + LENGTH_OFFSET;
        let b = (b.length as f32) + LENGTH_OFFSET;
        let ratio = if a > b { a / b } else { b / a };
        let bin = LENGTH_RATIOS.iter().position(|limit| ratio < *limit);
        weights.length[bin.unwrap_or(LENGTH_BINS - 1)]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    A,
    B,
}

/// A mark of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    mark: u32,
    side: Side,
    section: u32,
}

/// The marks that occur in both articles. A word that only one language has says nothing.
struct SharedMarks {
    /// Sorted by mark and side.
    occurrences: Vec<Occurrence>,
    sections_of_a: usize,
    sections_of_b: usize,
}

impl SharedMarks {
    fn new(a: &[SectionKey], b: &[SectionKey]) -> SharedMarks {
        let mut occurrences = Vec::new();
        for (side, sections) in [(Side::A, a), (Side::B, b)] {
            for (section, key) in sections.iter().enumerate() {
                let marks = key.evidence.iter().flat_map(|evidence| &evidence.marks);
                occurrences.extend(marks.map(|mark| Occurrence {
                    mark: *mark,
                    side,
                    section: section as u32,
                }));
            }
        }
        occurrences.sort_unstable();
        SharedMarks {
            occurrences,
            sections_of_a: a.len(),
            sections_of_b: b.len(),
        }
    }

    /// The occurrences of each mark, those in `a` and those in `b`.
    fn all_groups(&self) -> impl Iterator<Item = SharedMark<'_>> {
        let groups = self.occurrences.chunk_by(|a, b| a.mark == b.mark);
        groups.map(|group| {
            let (a, b) = group.split_at(group.partition_point(|one| one.side == Side::A));
            SharedMark { a, b }
        })
    }

    fn groups(&self) -> impl Iterator<Item = SharedMark<'_>> {
        self.all_groups()
            .filter(|group| (1..=MOST_PAIRS_OF_A_MARK).contains(&(group.a.len() * group.b.len())))
    }

    /// How sure the other article would have a mark of each kind, in nats: by the share of the marks of this
    /// article that it has.
    fn sureness(&self, side: Side) -> [f32; MARK_KINDS] {
        let mut there = [0.5_f32; MARK_KINDS];
        let mut all = [1.0_f32; MARK_KINDS];
        for group in self.all_groups() {
            let (own, other) = match side {
                Side::A => (group.a, group.b),
                Side::B => (group.b, group.a),
            };
            let Some(first) = own.first() else { continue };
            let kind = MarkKind::of(first.mark) as usize;
            all[kind] += 1.0;
            there[kind] += f32::from(u8::from(!other.is_empty()));
        }
        std::array::from_fn(|kind| -(1.0 - there[kind] / all[kind]).ln())
    }

    /// For each section of a side, the weight of all its marks as if the other one had none.
    fn missing(&self, side: Side, sections: usize, weights: &Weights) -> Vec<f32> {
        let mut missing = vec![0.0; sections];
        let sureness = self.sureness(side);
        for group in self.all_groups() {
            let (own, other) = match side {
                Side::A => (group.a, group.b),
                Side::B => (group.b, group.a),
            };
            if other.is_empty() {
                for one in own {
                    let kind = MarkKind::of(one.mark) as usize;
                    missing[one.section as usize] += weights.absent[kind] * sureness[kind];
                }
            }
        }
        for group in self.groups() {
            let weight = weights.elsewhere[group.kind() as usize];
            let own = if side == Side::A { group.a } else { group.b };
            for one in own {
                missing[one.section as usize] += weight;
            }
        }
        missing
    }

    fn add_shared(&self, scores: &mut PairScores, weights: &Weights) {
        for group in self.groups() {
            let kind = group.kind() as usize;
            let pairs = (group.a.len() * group.b.len()) as f32;
            let all = (self.sections_of_a * self.sections_of_b) as f32;
            let rarity = 0.5 * (all / pairs).ln();
            let score = weights.shared[kind] * rarity - 2.0 * weights.elsewhere[kind];
            for a in group.a {
                for b in group.b {
                    scores.add(a.section as usize, b.section as usize, score);
                }
            }
        }
    }
}

/// A mark, and where it occurs.
struct SharedMark<'m> {
    a: &'m [Occurrence],
    b: &'m [Occurrence],
}

impl SharedMark<'_> {
    fn kind(&self) -> MarkKind {
        MarkKind::of(self.a[0].mark)
    }
}
