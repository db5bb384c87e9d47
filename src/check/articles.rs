//! What an article lacks by itself: words for its pictures, a description, an emoji.

use super::Findings;
use crate::config::{Lang, Language};
use crate::content::Article;
use crate::diagnostic::{CheckRule, Diagnostic};
use crate::site::Site;
use crate::text::emoji;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The rules `alt`, `descriptions` and `emoji_titles`.
pub fn articles(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(mut findings) = Findings::of(site, CheckRule::Alt, &mut found) {
        for article in site.articles() {
            images(article, &mut findings);
            picture(article, site.config.language(article.lang), &mut findings);
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::Descriptions, &mut found) {
        for article in site.articles() {
            description(article, &mut findings);
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::EmojiTitles, &mut found) {
        for lang in site.config.langs() {
            titles(site, lang, &mut findings);
        }
    }
    found
}

fn images(article: &Article, findings: &mut Findings) {
    for span in &article.body.images_without_alt {
        let message = "this image says nothing to those who do not see it".to_string();
        let hint = "write what it shows: `![What it shows](…)`, or `alt=\"…\"` in HTML".to_string();
        let problem = findings.broken(&article.path, message, hint);
        problem.span = Some(bytes(span));
    }
}

fn picture(article: &Article, language: &Language, findings: &mut Findings) {
    let Some(picture) = article.image.as_ref().filter(|p| p.alt.is_empty()) else {
        return;
    };
    let message = format!(
        "the picture `{}` says nothing to those who do not see it",
        picture.target
    );
    let hint = format!("add `image_alt`: what it shows, in {}", language.name);
    let problem = findings.broken(&article.path, message, hint);
    problem.span = (picture.path == article.path).then(|| picture.span.clone());
}

/// The limit is in characters as a reader counts them.
fn description(article: &Article, findings: &mut Findings) {
    let limit = findings.limit();
    let length = article.description.graphemes(true).count() as u64;
    if length == 0 {
        let message = "this article has no description".to_string();
        let hint = format!(
            "add `description`: one sentence for search engines and previews, at most {limit} characters"
        );
        findings.broken(&article.path, message, hint);
    } else if length > limit {
        let message = format!("this description has {length} characters, more than {limit}");
        let hint = "search engines and previews cut it: say it in fewer words".to_string();
        let problem = findings.broken(&article.path, message, hint);
        problem.span = article.places.description.clone();
    }
}

/// An emoji is the custom of a language where most titles have one, and where there are enough
/// titles to call it one.
const CUSTOM: (usize, usize) = (3, 4);
const TITLES: usize = 4;

fn titles(site: &Site, lang: Lang, findings: &mut Findings) {
    let dated = site.dated(lang);
    let (bare, with): (Vec<_>, Vec<_>) = dated
        .iter()
        .map(|id| site.article(*id))
        .partition(|article| !emoji::has_emoji(&article.title));
    if dated.len() < TITLES || with.len() * CUSTOM.1 < dated.len() * CUSTOM.0 {
        return;
    }
    for article in bare {
        let language = &site.config.language(lang).name;
        let (with, of) = (with.len(), dated.len());
        let message = "this title has no emoji".to_string();
        let hint = format!("{with} of {of} titles in {language} have one: add it at the end");
        let problem = findings.broken(&article.path, message, hint);
        problem.span = article.places.title.clone();
    }
}

fn bytes(span: &Range<u32>) -> Range<usize> {
    span.start as usize..span.end as usize
}
