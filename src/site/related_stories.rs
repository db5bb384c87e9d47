//! Related stories: those that share tags, where a rare tag weighs more than a common one.

use super::taxonomy::{TermId, Terms};
use crate::content::ArticleId;
use rayon::prelude::*;

/// How many are kept for an article.
const KEPT: usize = 4;
/// Of a common tag only this many articles on either side in time are looked at, so that
/// the work grows with the site and not with its square.
const REACH: usize = 12;

/// What the question needs: by term and language, its articles in time.
#[derive(Debug, Default)]
pub struct Related(Vec<Vec<Vec<ArticleId>>>);

impl Related {
    /// `positions` are places among the articles of a language, newest first.
    pub fn new(tags: &Terms, positions: &[u32]) -> Self {
        let by_time = |ids: &Vec<ArticleId>| {
            let mut ids = ids.clone();
            ids.sort_by_key(|id| positions[id.0 as usize]);
            ids
        };
        let terms = tags.terms.par_iter();
        Related(
            terms
                .map(|term| term.articles.iter().map(by_time).collect())
                .collect(),
        )
    }

    /// Articles in the language of `id`, the most related first; none for a standing page.
    pub fn to(&self, id: ArticleId, tags: &Terms, positions: &[u32]) -> Vec<ArticleId> {
        let at = positions[id.0 as usize];
        let mut scores: Vec<(ArticleId, f64)> = Vec::new();
        for term in &tags.of_article[id.0 as usize] {
            let Some((list, here)) = self.place(*term, id, positions) else {
                continue;
            };
            let weight = 1.0 / (1.0 + list.len() as f64).ln();
            let near = &list[here.saturating_sub(REACH)..(here + REACH + 1).min(list.len())];
            let others = near.iter().filter(|other| **other != id);
            scores.extend(others.map(|other| (*other, weight)));
        }
        best(scores, |other| positions[other.0 as usize].abs_diff(at))
    }

    /// The list of a term that an article stands in, and where.
    fn place(
        &self,
        term: TermId,
        id: ArticleId,
        positions: &[u32],
    ) -> Option<(&[ArticleId], usize)> {
        let at = positions[id.0 as usize];
        self.0[term.0 as usize].iter().find_map(|list| {
            let here = list.partition_point(|other| positions[other.0 as usize] < at);
            (list.get(here) == Some(&id)).then_some((list.as_slice(), here))
        })
    }
}

/// The highest scores, added up by article; of two that are equal, the nearer in time.
fn best(mut scores: Vec<(ArticleId, f64)>, distance: impl Fn(ArticleId) -> u32) -> Vec<ArticleId> {
    scores.sort_by_key(|(other, _)| *other);
    scores.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let order = |a: &(ArticleId, f64), b: &(ArticleId, f64)| {
        b.1.total_cmp(&a.1)
            .then_with(|| distance(a.0).cmp(&distance(b.0)))
            .then(a.0.cmp(&b.0))
    };
    if scores.len() > KEPT {
        scores.select_nth_unstable_by(KEPT, order);
        scores.truncate(KEPT);
    }
    scores.sort_unstable_by(order);
    scores.into_iter().map(|(other, _)| other).collect()
}
