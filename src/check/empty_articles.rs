//! Warns of published articles that have headings but no text: translations whose original has
//! text, and originals.

use crate::diagnostic::{Code, Diagnostic};
use crate::site::Site;
use crate::{message, phrase};

/// Articles with headings and no text, as `griot translate` and `griot new article` create them.
pub(super) fn empty_articles(site: &Site) -> impl Iterator<Item = Diagnostic> {
    site.article_ids().filter_map(|id| {
        let article = site.article(id);
        if article.draft || !article.has_no_text() {
            return None;
        }
        let original = site.story_of(id).original;
        let message = if original == id {
            message!(Code::EmptyOriginal, "this article has no text yet")
        } else if site.article(original).has_no_text() {
            return None;
        } else {
            message!(Code::EmptyTranslation, "this translation has no text yet")
        };
        let hint = phrase!("write it, or give it `draft: true` until it is written");
        Some(Diagnostic::warning(article.path.clone(), message).hint(hint))
    })
}
