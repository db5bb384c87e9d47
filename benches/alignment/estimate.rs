//! Estimates the weights of the alignment: a logistic regression that tells sections that are one
//! from their neighbours.
//!
//! Takes the pairs of the tuned half, with and without removed sections; prints each weight. The
//! ratio of the two classes is taken out of the first one, so that a score is a log-likelihood ratio.

use crate::pairs::Pair;
use griot::translations::alignment::{scores, weights::Weights};
use griot::translations::section_keys;

/// A wrong pair is a likely mistake only near the right one.
const NEAR: usize = 6;
/// Keeps a weight near zero that few examples support.
const RIDGE: f64 = 2.0;
const ROUNDS: usize = 12;
/// How much a pair counts whose sections have no counterpart at all: such pairs are few here, and
/// nothing but their content tells that they are not one.
const WEIGHT_OF_UNMATCHED: f64 = 10.0;

/// A pair of sections: what each weight is multiplied with, and whether they are one.
struct Example {
    values: Vec<f64>,
    is_one: bool,
    /// How much it counts.
    weight: f64,
}

/// Prints the weights that tell the examples of all pairs apart best.
pub fn estimate<'p>(pairs: impl Iterator<Item = &'p Pair>) {
    let examples: Vec<Example> = pairs.flat_map(examples).collect();
    let sum = |is_one| {
        let of_class = examples.iter().filter(|example| example.is_one == is_one);
        of_class.map(|example| example.weight).sum::<f64>()
    };
    let (right, wrong) = (sum(true), sum(false));
    println!(
        "{} examples, by weight {right} right and {wrong} wrong",
        examples.len()
    );
    let mut found = vec![0.0; examples[0].values.len()];
    for _ in 0..ROUNDS {
        let step = newton_step(&examples, &found);
        found
            .iter_mut()
            .zip(step)
            .for_each(|(weight, step)| *weight += step);
    }
    found[0] += (wrong / right).ln();
    let mut weights = Weights::default();
    for (weight, found) in weights.all().into_iter().zip(&found) {
        *weight = *found as f32;
    }
    println!("{weights:#.2?}");
}

fn examples(pair: &Pair) -> Vec<Example> {
    let a = section_keys(&pair.original.body);
    let b = section_keys(&pair.translation.body);
    let count = Weights::default().all().len();
    let values: Vec<Vec<Vec<f32>>> = (0..count)
        .map(|at| {
            let mut unit = Weights::default();
            *unit.all().swap_remove(at) = 1.0;
            scores(&a, &b, &unit)
        })
        .collect();
    let mut examples = Vec::new();
    for (row, right) in pair.counterparts.iter().enumerate() {
        for column in 0..b.len() {
            let is_one = *right == Some(column);
            let is_judged = right.is_some() || pair.is_complete;
            let place = right.unwrap_or(row);
            if is_one || is_judged && place.abs_diff(column) <= NEAR {
                let values = values.iter().map(|values| f64::from(values[row][column]));
                examples.push(Example {
                    values: values.collect(),
                    is_one,
                    weight: match right.is_none() && !pair.counterparts.contains(&Some(column)) {
                        true => WEIGHT_OF_UNMATCHED,
                        false => 1.0,
                    },
                });
            }
        }
    }
    examples
}

/// One step of Newton's method.
fn newton_step(examples: &[Example], weights: &[f64]) -> Vec<f64> {
    let size = weights.len();
    let mut gradient: Vec<f64> = weights.iter().map(|weight| -RIDGE * weight).collect();
    let mut curvature = vec![vec![0.0; size]; size];
    for (at, row) in curvature.iter_mut().enumerate() {
        row[at] = RIDGE;
    }
    for Example {
        values,
        is_one,
        weight,
    } in examples
    {
        let score: f64 = values
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum();
        let likely = 1.0 / (1.0 + (-score).exp());
        let error = weight * (f64::from(u8::from(*is_one)) - likely);
        for at in 0..size {
            gradient[at] += error * values[at];
            let slope = weight * likely * (1.0 - likely) * values[at];
            for (sum, value) in curvature[at].iter_mut().zip(values) {
                *sum += slope * value;
            }
        }
    }
    solve(curvature, gradient)
}

/// Solves a system of linear equations by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for pivot in 0..size {
        for row in pivot + 1..size {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let (above, below) = matrix.split_at_mut(row);
            let columns = below[0].iter_mut().zip(&above[pivot]);
            columns.for_each(|(value, pivot)| *value -= factor * pivot);
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size)
            .map(|column| matrix[row][column] * right[column])
            .sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
