//! Related stories: those that share tags, where a rare tag weighs more than a common one.

use super::taxonomy::Terms;
use crate::content::ArticleId;
use rayon::prelude::*;

/// How many are kept for an article.
const KEPT: usize = 4;
/// Of a common tag only this many articles on either side in time are looked at, so that
/// the work grows with the site and not with its square.
const REACH: usize = 12;

/// By article, the most related first.
#[derive(Debug, Default)]
pub struct Related(Vec<Vec<ArticleId>>);

impl Related {
    /// `dated` is by language, newest first; `positions` are places in it.
    pub fn new(tags: &Terms, dated: &[Vec<ArticleId>], positions: &[u32]) -> Self {
        let by_term: Vec<Vec<Vec<ArticleId>>> = tags
            .terms
            .iter()
            .map(|term| {
                let mut lists = term.articles.clone();
                lists
                    .iter_mut()
                    .for_each(|ids| ids.sort_by_key(|id| positions[id.0 as usize]));
                lists
            })
            .collect();
        let mut related = vec![Vec::new(); positions.len()];
        for (lang, ids) in dated.iter().enumerate() {
            let found: Vec<_> = ids
                .par_iter()
                .map(|id| (*id, to(*id, tags, |term| &by_term[term][lang], positions)))
                .collect();
            for (id, ids) in found {
                related[id.0 as usize] = ids;
            }
        }
        Related(related)
    }

    pub fn of(&self, id: ArticleId) -> &[ArticleId] {
        &self.0[id.0 as usize]
    }
}

fn to<'a>(
    id: ArticleId,
    tags: &Terms,
    list: impl Fn(usize) -> &'a Vec<ArticleId>,
    positions: &[u32],
) -> Vec<ArticleId> {
    let at = positions[id.0 as usize];
    let mut scores: Vec<(ArticleId, f64)> = Vec::new();
    for term in &tags.of_article[id.0 as usize] {
        let list = list(term.0 as usize);
        let weight = 1.0 / (1.0 + list.len() as f64).ln();
        let here = list.partition_point(|other| positions[other.0 as usize] < at);
        let near = &list[here.saturating_sub(REACH)..(here + REACH + 1).min(list.len())];
        scores.extend(
            near.iter()
                .filter(|other| **other != id)
                .map(|other| (*other, weight)),
        );
    }
    scores.sort_by_key(|(other, _)| *other);
    scores.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let distance = |other: ArticleId| positions[other.0 as usize].abs_diff(at);
    scores.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then(distance(a.0).cmp(&distance(b.0)))
            .then(a.0.cmp(&b.0))
    });
    scores
        .into_iter()
        .take(KEPT)
        .map(|(other, _)| other)
        .collect()
}
