//! Alignment in order: which sections of two stretches are one, where none was moved.
//!
//! A pair hidden Markov model over all alignments that keep the order (Durbin, Eddy, Krogh and
//! Mitchison, "Biological Sequence Analysis", 1998, chapter 4): each has a likelihood by the scores
//! of its pairs and by the sections that it leaves unmatched. A pair counts if nearly all of the
//! likelihood has it: where other alignments are about as likely, nothing is certain.

use super::Pair;
use super::pair_scores::MOST_PAIRS;

/// The share of the likelihood from which on a pair is certain. This number and the next one gave
/// the best recall on the tuned half of all sets with 99 % of the matches right.
const CERTAIN: f64 = 0.9;

/// What each further section without counterpart costs, in nats: what is left out is often left out
/// together. The first one costs more in a longer stretch, where it could be at more places: else
/// the many ways to leave something out would outweigh the one that leaves out nothing.
const UNMATCHED_TOO: f64 = -1.25;

/// The certain pairs of two stretches of sections. `score` compares the sections at two places.
pub fn certain_pairs(a: &[usize], b: &[usize], score: impl Fn(usize, usize) -> f32) -> Vec<Pair> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let model = Model::new(a, b, score);
    let forward = model.forward();
    model.backward(&forward)
}

/// Shorter stretches count as this long: order still pairs two sections with two.
const LEAST_LENGTH: usize = 3;

/// The likelihood of all alignments of two stretches.
///
/// A cell `(row, column)` stands between sections: so many of `a` and so many of `b` are done.
struct Model<'s> {
    a: &'s [usize],
    b: &'s [usize],
    /// Cells of a row that are computed: those near the diagonal.
    width: usize,
    /// The likelihood ratio of the pair that ends at each cell of the band.
    ratios: Vec<f64>,
    /// What multiplies a likelihood for the first of several sections without counterpart.
    first_unmatched: f64,
    /// What multiplies it for each further one.
    next_unmatched: f64,
}

/// The likelihoods of a cell, by what its last step was.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    matched: f64,
    /// A section of `a` without counterpart.
    only_a: f64,
    /// A section of `b` without counterpart. None of `a` may follow: each alignment counts once.
    only_b: f64,
}

impl Cell {
    fn sum(self) -> f64 {
        self.matched + self.only_a + self.only_b
    }

    fn divide(&mut self, by: f64) {
        self.matched /= by;
        self.only_a /= by;
        self.only_b /= by;
    }
}

/// What the pass from the start leaves to the pass from the end.
struct Forward {
    /// The likelihood that a pair ends at each cell of the band.
    matched: Vec<f64>,
    /// What each row was divided by: likelihoods of long texts are too small for a number.
    scales: Vec<f64>,
    /// The likelihood of everything, divided by all scales.
    total: f64,
}

impl<'s> Model<'s> {
    fn new(a: &'s [usize], b: &'s [usize], score: impl Fn(usize, usize) -> f32) -> Self {
        let mut model = Model {
            a,
            b,
            width: (b.len() + 1).min((MOST_PAIRS / a.len()).max(2)),
            ratios: Vec::new(),
            first_unmatched: 1.0 / a.len().max(b.len()).max(LEAST_LENGTH) as f64,
            next_unmatched: UNMATCHED_TOO.exp(),
        };
        model.ratios = vec![0.0; (a.len() + 1) * model.width];
        for row in 1..=a.len() {
            let start = model.start(row);
            for column in start.max(1)..start + model.width {
                model.ratios[row * model.width + column - start] =
                    f64::from(score(a[row - 1], b[column - 1])).exp();
            }
        }
        model
    }

    /// The first cell of a row that is computed.
    fn start(&self, row: usize) -> usize {
        let diagonal = row * self.b.len() / self.a.len();
        let start = diagonal.saturating_sub(self.width / 2);
        start.min(self.b.len() + 1 - self.width)
    }

    fn forward(&self) -> Forward {
        let mut before = vec![Cell::default(); self.b.len() + 1];
        let mut cells = before.clone();
        let mut matched = Vec::with_capacity(self.ratios.len());
        let mut scales = Vec::with_capacity(self.a.len() + 1);
        for row in 0..=self.a.len() {
            let start = self.start(row);
            for column in start..start + self.width {
                let mut cell = Cell::default();
                if row == 0 && column == 0 {
                    cell.matched = 1.0;
                }
                if row > 0 {
                    let above = before[column];
                    cell.only_a =
                        self.first_unmatched * above.matched + self.next_unmatched * above.only_a;
                }
                if row > 0 && column > 0 {
                    let ratio = self.ratios[row * self.width + column - start];
                    cell.matched = ratio * before[column - 1].sum();
                }
                if column > start {
                    let left = cells[column - 1];
                    cell.only_b = self.first_unmatched * (left.matched + left.only_a)
                        + self.next_unmatched * left.only_b;
                }
                cells[column] = cell;
            }
            let range = start..start + self.width;
            let scale = cells[range.clone()].iter().map(|cell| cell.sum());
            let scale = scale.fold(f64::MIN_POSITIVE, f64::max);
            for cell in &mut cells[range] {
                cell.divide(scale);
                matched.push(cell.matched);
            }
            scales.push(scale);
            std::mem::swap(&mut before, &mut cells);
            self.clear(&mut cells, row.checked_sub(1));
        }
        Forward {
            matched,
            scales,
            total: before[self.b.len()].sum(),
        }
    }

    /// Goes back from the end, and collects the pairs that are certain.
    fn backward(&self, forward: &Forward) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut after = vec![Cell::default(); self.b.len() + 1];
        let mut cells = after.clone();
        for row in (0..=self.a.len()).rev() {
            let start = self.start(row);
            let scale = forward.scales.get(row + 1).copied().unwrap_or(1.0);
            for column in (start..start + self.width).rev() {
                let is_last = row == self.a.len() && column == self.b.len();
                let below = after[column].only_a / scale;
                let right = match column + 1 < start + self.width {
                    true => cells[column + 1].only_b,
                    false => 0.0,
                };
                let pair = self.next_pair(row, column)
                    * after.get(column + 1).map_or(0.0, |next| next.matched)
                    / scale;
                let end = f64::from(u8::from(is_last));
                let first_right = self.first_unmatched * right;
                cells[column] = Cell {
                    matched: end + pair + self.first_unmatched * below + first_right,
                    only_a: end + pair + self.next_unmatched * below + first_right,
                    only_b: end + pair + self.next_unmatched * right,
                };
                let place = row * self.width + column - start;
                let share = forward.matched[place] * cells[column].matched / forward.total;
                if row > 0 && column > 0 && share >= CERTAIN {
                    pairs.push(Pair {
                        a: self.a[row - 1],
                        b: self.b[column - 1],
                    });
                }
            }
            std::mem::swap(&mut after, &mut cells);
            self.clear(&mut cells, Some(row + 1).filter(|row| *row <= self.a.len()));
        }
        pairs
    }

    /// Empties the cells that hold a row.
    fn clear(&self, cells: &mut [Cell], row: Option<usize>) {
        if let Some(row) = row {
            let start = self.start(row);
            cells[start..start + self.width].fill(Cell::default());
        }
    }

    /// The likelihood ratio of the pair that begins at a cell.
    fn next_pair(&self, row: usize, column: usize) -> f64 {
        if row == self.a.len() {
            return 0.0;
        }
        let start = self.start(row + 1);
        match (start..start + self.width).contains(&(column + 1)) {
            true => self.ratios[(row + 1) * self.width + column + 1 - start],
            false => 0.0,
        }
    }
}
