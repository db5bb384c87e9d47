//! What an author most likely did not mean: texts that are in no page, and translations that say
//! nothing yet.

use super::Site;
use super::plan::Kind;
use crate::content::{Article, ArticleId};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What names of texts end in that other generators read and this one does not.
const UNREAD: [&str; 9] = [
    "adoc", "asciidoc", "htm", "html", "mdx", "mkd", "org", "rst", "textile",
];

impl Site {
    /// Warnings, each with its remedy.
    pub(super) fn content_lints(&self) -> impl Iterator<Item = Diagnostic> {
        self.unread().into_iter().chain(self.untold())
    }

    /// Texts in other formats that no article links to.
    fn unread(&self) -> Vec<Diagnostic> {
        let is_text = |path: &&Arc<str>| {
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            UNREAD.iter().any(|text| ending.eq_ignore_ascii_case(text))
        };
        let mut unread: BTreeSet<&Arc<str>> = self.others.iter().filter(is_text).collect();
        if !unread.is_empty() {
            for page in &self.pages {
                if let Kind::File(source) = &page.kind {
                    unread.remove(source);
                }
            }
        }
        let told = unread.into_iter().map(|path| {
            let problem = Diagnostic::warning(path.clone(), "this is no Markdown: it is left out");
            problem.hint("articles are read from `.md` files, which may hold HTML too")
        });
        told.collect()
    }

    /// Translations with headings and no text, as `griot translate` begins them.
    fn untold(&self) -> impl Iterator<Item = Diagnostic> {
        let ids = (0..self.articles.len() as u32).map(ArticleId);
        let translations = ids.filter(|id| self.story_of(*id).original != *id);
        let articles = translations.filter_map(|id| {
            let article = self.article(id);
            let original = self.article(self.story_of(id).original);
            (is_bare(article) && !article.draft && !is_bare(original)).then_some(article)
        });
        articles.map(|article| {
            let message = "this translation has no text yet";
            Diagnostic::warning(article.path.clone(), message)
                .hint("write it, or give it `draft: true` until it is written")
        })
    }
}

/// Whether all the words of an article are those of its headings.
fn is_bare(article: &Article) -> bool {
    let body = &article.body;
    let headings = body.headings.iter();
    let headings: usize = headings
        .map(|heading| heading.text.split_whitespace().count())
        .sum();
    body.word_count <= headings
        && body.code_blocks.is_empty()
        && body.embeds.is_empty()
        && body.links.is_empty()
}
