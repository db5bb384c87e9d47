//! Section counterparts: the same section in the translations of an article.

use super::alignment::{HeadingKey, align};
use crate::content::{Article, ArticleId, Story};
use crate::markdown::Heading;

/// A section of a translation.
#[derive(Debug, Clone, Copy)]
pub struct SectionCounterpart<'a> {
    /// The translation.
    pub article: ArticleId,
    /// The heading of the section there.
    pub heading: &'a Heading,
}

/// For each heading of an article, the counterparts of its section, in the order of the
/// languages. `article` reads the articles of `story`.
pub fn section_counterparts<'a>(
    story: &Story,
    id: ArticleId,
    article: impl Fn(ArticleId) -> &'a Article,
) -> Vec<Vec<SectionCounterpart<'a>>> {
    let own = heading_keys(&article(id).body.headings);
    let mut counterparts = vec![Vec::new(); own.len()];
    for (_, other) in &story.articles {
        let headings = &article(*other).body.headings;
        if *other == id || own.is_empty() || headings.is_empty() {
            continue;
        }
        let aligned = align(&own, &heading_keys(headings));
        for (counterparts, at) in counterparts.iter_mut().zip(aligned) {
            counterparts.extend(at.map(|at| SectionCounterpart {
                article: *other,
                heading: &headings[at],
            }));
        }
    }
    counterparts
}

/// What alignment compares of each heading.
pub(super) fn heading_keys(headings: &[Heading]) -> Vec<HeadingKey<'_>> {
    let keys = headings.iter().map(|heading| HeadingKey {
        key: heading.has_explicit_id.then_some(heading.id.as_str()),
        level: heading.level,
        emoji: heading.emoji.as_str().into(),
    });
    keys.collect()
}
