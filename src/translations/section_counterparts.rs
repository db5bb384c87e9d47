//! Section counterparts: the same section in the translations of an article.

use super::alignment::{SectionKey, align, align_by_names};
use crate::content::{Article, ArticleId, Story};
use crate::markdown::{Body, Heading};
use std::sync::OnceLock;

/// A section of a translation.
#[derive(Debug, Clone, Copy)]
pub struct SectionCounterpart<'a> {
    /// The translation.
    pub article: ArticleId,
    /// The heading of the section there.
    pub heading: &'a Heading,
}

/// The sections of each article beside those of the first article of its story, made when a page first
/// asks for them: the pages of both need them.
#[derive(Debug, Default)]
pub struct Alignments(Vec<OnceLock<Vec<Option<usize>>>>);

impl Alignments {
    /// For so many articles.
    pub fn new(articles: usize) -> Self {
        Alignments(vec![OnceLock::new(); articles])
    }

    /// The position in the body of `other` of the counterpart of each section of `own`.
    fn between(&self, first: ArticleId, own: Side, other: Side) -> Vec<Option<usize>> {
        let cell = |id: ArticleId| self.0.get(id.0 as usize);
        if own.id == first
            && let Some(cell) = cell(other.id)
        {
            return cell
                .get_or_init(|| align_bodies(own.body, other.body))
                .clone();
        }
        if other.id == first
            && let Some(cell) = cell(own.id)
        {
            let matches = cell.get_or_init(|| align_bodies(other.body, own.body));
            return inverse(matches, own.body.headings.len());
        }
        align_bodies(own.body, other.body)
    }
}

/// One article of a pair.
#[derive(Clone, Copy)]
struct Side<'b> {
    id: ArticleId,
    body: &'b Body,
}

/// For each of so many sections, the one whose match it is.
fn inverse(matches: &[Option<usize>], sections: usize) -> Vec<Option<usize>> {
    let mut inverse = vec![None; sections];
    for (at, section) in matches.iter().enumerate() {
        if let Some(section) = section {
            inverse[*section] = Some(at);
        }
    }
    inverse
}

/// For each heading of an article, the counterparts of its section, in the order of the
/// languages. `article` reads the articles of `story`.
pub fn section_counterparts<'a>(
    story: &Story,
    id: ArticleId,
    article: impl Fn(ArticleId) -> &'a Article,
    alignments: &Alignments,
) -> Vec<Vec<SectionCounterpart<'a>>> {
    let first = story.articles.first().map_or(id, |(_, first)| *first);
    let own = &article(id).body;
    let mut counterparts = vec![Vec::new(); own.headings.len()];
    for (_, other) in &story.articles {
        let body = &article(*other).body;
        if *other == id || own.headings.is_empty() || body.headings.is_empty() {
            continue;
        }
        let aligned = alignments.between(first, Side { id, body: own }, Side { id: *other, body });
        for (counterparts, at) in counterparts.iter_mut().zip(aligned) {
            counterparts.extend(at.map(|at| SectionCounterpart {
                article: *other,
                heading: &body.headings[at],
            }));
        }
    }
    counterparts
}

/// The position in `b` of the counterpart of each section of `a`. No position occurs twice.
pub fn align_bodies(a: &Body, b: &Body) -> Vec<Option<usize>> {
    let keys = |body| heading_keys(body).collect::<Vec<_>>();
    align_by_names(&keys(a), &keys(b)).unwrap_or_else(|| align(&section_keys(a), &section_keys(b)))
}

/// What alignment compares of each section.
pub fn section_keys(body: &Body) -> Vec<SectionKey<'_>> {
    let evidence = body.section_evidence().iter();
    let keys = heading_keys(body).zip(evidence);
    let keys = keys.map(|(key, evidence)| SectionKey {
        evidence: Some(evidence),
        ..key
    });
    keys.collect()
}

/// What the headings alone say.
fn heading_keys(body: &Body) -> impl Iterator<Item = SectionKey<'_>> {
    body.headings.iter().map(|heading| SectionKey {
        key: heading.has_explicit_id.then_some(heading.id.as_str()),
        own_id: match heading.has_explicit_id {
            true => "",
            false => &heading.id,
        },
        level: heading.level,
        emoji: heading.emoji.as_str().into(),
        evidence: None,
    })
}
