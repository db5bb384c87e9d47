//! Weights: how much each piece of evidence says about two sections.

use crate::markdown::MARK_KINDS;

/// The number of bins of [`Weights::length`].
pub const LENGTH_BINS: usize = 5;

/// How much each piece of evidence says, as a log-likelihood ratio in nats: above zero that two
/// sections are one, below that they are not. Kinds of marks are in the order of
/// [`MarkKind`](crate::markdown::MarkKind).
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// What each pair begins with, before anything speaks against it.
    pub each: f32,
    /// A mark that both sections have: times its rarity.
    pub shared: [f32; MARK_KINDS],
    /// A mark of one section that the other article has, but in another section.
    pub elsewhere: [f32; MARK_KINDS],
    /// A mark of one section that the other article does not have: times how sure it would have it.
    pub absent: [f32; MARK_KINDS],
    /// A kind of block of which both sections have some, but not as many.
    pub other_blocks: f32,
    /// A kind of block that only one section has.
    pub no_blocks: f32,
    /// The ratio of the lengths, from about equal to more than twice.
    pub length: [f32; LENGTH_BINS],
    /// Headings of different levels.
    pub other_level: f32,
}

impl Weights {
    /// Weights by a logistic regression over the sections of public translations, from English to
    /// eight languages: `cargo bench --bench alignment -- FOLDER --estimate`. Those that came out near zero,
    /// or with a sign that nothing explains, are zero.
    pub const ESTIMATED: Weights = Weights {
        each: 1.84,
        //       heading       code   link  picture number name  word
        shared: [0.48, 0.59, 0.38, 0.74, 0.73, 0.40, 0.47, 0.43],
        elsewhere: [-1.39, -1.23, -1.54, -0.52, -0.02, -1.05, -1.04, -0.37],
        absent: [-0.23, 0.0, -0.21, -0.19, 0.0, 0.0, -0.71, 0.0],
        other_blocks: -1.04,
        no_blocks: -1.11,
        length: [0.94, 0.67, -0.37, -0.85, -0.82],
        other_level: -2.51,
    };

    /// Each weight by its place, for the program that estimates them.
    pub fn all(&mut self) -> Vec<&mut f32> {
        let Weights {
            each,
            shared,
            elsewhere,
            absent,
            other_blocks,
            no_blocks,
            length,
            other_level,
        } = self;
        let marks = shared.iter_mut().chain(elsewhere).chain(absent);
        let shape = [other_blocks, no_blocks, other_level];
        let first = std::iter::once(each);
        first.chain(marks).chain(length).chain(shape).collect()
    }
}
