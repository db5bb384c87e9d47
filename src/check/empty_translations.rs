//! Warns of published translations that have headings but no text, while their original has text.

use crate::content::Article;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Site;
use crate::text::text_length::TextLength;
use crate::{message, phrase};

/// Translations with headings and no text, as `griot translate` creates them.
pub(super) fn empty_translations(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let articles = site.article_ids().filter_map(|id| {
        let article = site.article(id);
        let original = site.story_of(id).original;
        let is_empty = original != id
            && has_no_text(article)
            && !article.draft
            && !has_no_text(site.article(original));
        is_empty.then_some(article)
    });
    articles.map(|article| {
        let message = message!(Code::EmptyTranslation, "this translation has no text yet");
        let hint = phrase!("write it, or give it `draft: true` until it is written");
        Diagnostic::warning(article.path.clone(), message).hint(hint)
    })
}

/// Whether an article has no words besides those of its headings.
fn has_no_text(article: &Article) -> bool {
    let body = &article.body;
    let headings = body.headings.iter();
    let words: usize = headings
        .map(|heading| TextLength::of(&heading.text).total())
        .sum();
    body.length().total() <= words
        && body.code_blocks.is_empty()
        && body.embeds.is_empty()
        && body.links.is_empty()
}
