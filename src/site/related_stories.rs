//! [`RelatedStories`]: articles that share tags. A rare tag weighs more than a common one. Where too
//! few share one, older articles fill the row.

use super::taxonomy::{TermId, Terms};
use crate::content::ArticleId;
use rayon::prelude::*;

/// The related articles of one article: a row on a desk.
const MAX_RELATED: usize = 3;
/// How many articles of a tag are looked at on either side in time. With this limit the work
/// grows with the site and not with its square.
const REACH: usize = 12;

/// The articles of each tag in each language, newest first.
#[derive(Debug)]
pub(super) struct RelatedStories(Vec<Vec<Vec<ArticleId>>>);

/// How much an article has in common with another one.
struct Score {
    id: ArticleId,
    weight: f64,
}

/// The list of a tag that holds an article.
struct TermArticles<'r> {
    list: &'r [ArticleId],
    /// Position of the article in the list.
    at: usize,
}

impl RelatedStories {
    /// Sorts the articles of each tag by time. `positions` are places among the articles of a
    /// language, newest first.
    pub(super) fn new(tags: &Terms, positions: &[u32]) -> Self {
        let by_time = |ids: &Vec<ArticleId>| {
            let mut ids = ids.clone();
            ids.sort_by_key(|id| positions[id.0 as usize]);
            ids
        };
        let terms = tags.terms.par_iter();
        let lists = terms.map(|term| term.articles.iter().map(by_time).collect());
        RelatedStories(lists.collect())
    }

    /// Articles in the language of `id`, the most related first. None of them is one of
    /// `besides`: the articles before and after it have links of their own.
    pub(super) fn to(
        &self,
        id: ArticleId,
        tags: &Terms,
        positions: &[u32],
        besides: &[ArticleId],
    ) -> Vec<ArticleId> {
        let own = positions[id.0 as usize];
        let mut scores: Vec<Score> = Vec::new();
        for term in &tags.of_article[id.0 as usize] {
            let Some(TermArticles { list, at }) = self.term_list(*term, id, positions) else {
                continue;
            };
            let weight = 1.0 / (1.0 + list.len() as f64).ln();
            let near = &list[at.saturating_sub(REACH)..(at + REACH + 1).min(list.len())];
            let others = near
                .iter()
                .filter(|other| **other != id && !besides.contains(other));
            scores.extend(others.map(|other| Score { id: *other, weight }));
        }
        best(scores, |other| positions[other.0 as usize].abs_diff(own))
    }

    /// Adds older articles, then newer ones, until the row is full. `dated` are the articles of the
    /// language, newest first. A new article changes the row of no other one that has older ones.
    pub(super) fn fill(related: &mut Vec<ArticleId>, dated: &[ArticleId], own: usize) {
        let older = dated.iter().skip(own + 2);
        let newer = dated[..own.saturating_sub(1)].iter().rev();
        for id in older.chain(newer) {
            if related.len() >= MAX_RELATED {
                return;
            }
            if !related.contains(id) {
                related.push(*id);
            }
        }
    }

    fn term_list(
        &self,
        term: TermId,
        id: ArticleId,
        positions: &[u32],
    ) -> Option<TermArticles<'_>> {
        let own = positions[id.0 as usize];
        self.0[term.0 as usize].iter().find_map(|list| {
            let at = list.partition_point(|other| positions[other.0 as usize] < own);
            (list.get(at) == Some(&id)).then_some(TermArticles { list, at })
        })
    }
}

/// The articles with the highest sums of weights; of equal ones, the nearer in time.
fn best(mut scores: Vec<Score>, distance: impl Fn(ArticleId) -> u32) -> Vec<ArticleId> {
    scores.sort_by_key(|score| score.id);
    scores.dedup_by(|next, sum| {
        let is_same = next.id == sum.id;
        if is_same {
            sum.weight += next.weight;
        }
        is_same
    });
    let order = |a: &Score, b: &Score| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| distance(a.id).cmp(&distance(b.id)))
            .then(a.id.cmp(&b.id))
    };
    if scores.len() > MAX_RELATED {
        scores.select_nth_unstable_by(MAX_RELATED, order);
        scores.truncate(MAX_RELATED);
    }
    scores.sort_unstable_by(order);
    scores.into_iter().map(|score| score.id).collect()
}
