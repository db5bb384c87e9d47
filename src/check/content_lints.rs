//! Content lints: files that are on no page, and translations without a text.
//!
//! Takes a site; gives a warning for each thing that its author most likely forgot.

use crate::content::Article;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::{PageKind, Site};
use crate::{message, phrase};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Endings of texts that other generators read.
const UNSUPPORTED_ENDINGS: [&str; 9] = [
    "adoc", "asciidoc", "htm", "html", "mdx", "mkd", "org", "rst", "textile",
];

/// Warnings about unsupported files and empty translations.
pub(super) fn content_lints(site: &Site) -> impl Iterator<Item = Diagnostic> {
    unsupported_files(site)
        .into_iter()
        .chain(empty_translations(site))
}

/// Texts in other formats that no article links to.
fn unsupported_files(site: &Site) -> Vec<Diagnostic> {
    let is_text = |path: &&Arc<str>| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let mut endings = UNSUPPORTED_ENDINGS.iter();
        endings.any(|other| ending.eq_ignore_ascii_case(other))
    };
    let mut files: BTreeSet<&Arc<str>> = site.other_files().filter(is_text).collect();
    if !files.is_empty() {
        for page in &site.pages {
            if let PageKind::File(source) = &page.kind {
                files.remove(source);
            }
        }
    }
    let problems = files.into_iter().map(|path| {
        let message = message!(
            Code::UnsupportedFile,
            "this file is not Markdown: it is skipped"
        );
        let hint = phrase!("articles are read from `.md` files, which may hold HTML too");
        Diagnostic::warning(path.clone(), message).hint(hint)
    });
    problems.collect()
}

/// Translations with headings and no text, as `griot translate` creates them.
fn empty_translations(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let articles = site.article_ids().filter_map(|id| {
        let article = site.article(id);
        let original = site.story_of(id).original;
        let is_lint = original != id
            && has_no_text(article)
            && !article.draft
            && !has_no_text(site.article(original));
        is_lint.then_some(article)
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
        .map(|heading| heading.text.split_whitespace().count())
        .sum();
    body.word_count <= words
        && body.code_blocks.is_empty()
        && body.embeds.is_empty()
        && body.links.is_empty()
}
