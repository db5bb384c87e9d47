//! Reports pictures without an alternative text, descriptions that are missing or too long, and
//! titles without an emoji where most titles of the language have one.
//!
//! Takes a site; gives problems by the rules `alt`, `descriptions` and `emoji_titles`.

use super::Findings;
use crate::config::{Lang, Language};
use crate::content::Article;
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink};
use crate::site::Site;
use crate::text::emoji;
use crate::{message, phrase};
use unicode_segmentation::UnicodeSegmentation;

/// An emoji is a custom of a language with at least this many titles …
const MIN_TITLES: usize = 4;
/// … of which this share has one: 3 of 4.
const EMOJI_SHARE: Fraction = Fraction { of: 4, with: 3 };

struct Fraction {
    of: usize,
    with: usize,
}

/// The rules `alt`, `descriptions` and `emoji_titles`.
pub(super) fn article_metadata(site: &Site) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    if let Some(mut findings) = Findings::of(site, CheckRule::Alt, &mut found) {
        for article in site.articles() {
            images(article, &mut findings);
            cover(article, site.config.language(article.lang), &mut findings);
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::Descriptions, &mut found) {
        for article in site.articles() {
            description(article, &mut findings);
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::EmojiTitles, &mut found) {
        for lang in site.config.langs() {
            emoji_titles(site, lang, &mut findings);
        }
    }
    found.into_vec()
}

/// Images in the text without an alternative text.
fn images(article: &Article, findings: &mut Findings) {
    for span in &article.body.images_without_alt {
        let message = message!(Code::MissingAlt, "this image has no alternative text");
        let hint = phrase!("write what it shows: `![What it shows](…)`, or `alt=\"…\"` in HTML");
        let problem = findings.report(&article.path, message, hint);
        problem.span = Some(span.start as usize..span.end as usize);
    }
}

/// A cover without an alternative text.
fn cover(article: &Article, language: &Language, findings: &mut Findings) {
    let cover = article.image.as_ref();
    let Some(cover) = cover.filter(|cover| cover.alt.is_empty()) else {
        return;
    };
    let message = message!(
        Code::MissingAlt,
        "the picture `{target}` has no alternative text",
        target = &cover.target
    );
    let hint = phrase!(
        "add `image_alt`: what it shows, in {language}",
        language = language.name_in_messages()
    );
    let problem = findings.report(&article.path, message, hint);
    problem.span = (cover.path == article.path).then(|| cover.span.clone());
}

/// A missing description, and one that is too long: the limit is in characters as readers count
/// them.
fn description(article: &Article, findings: &mut Findings) {
    let limit = findings.limit();
    let length = article.description.graphemes(true).count() as u64;
    if length == 0 {
        let message = message!(Code::MissingDescription, "this article has no description");
        let hint = phrase!(
            "add `description`: one sentence for search engines and previews, at most {limit} characters",
            limit = limit
        );
        findings.report(&article.path, message, hint);
    } else if length > limit {
        let message = message!(
            Code::LongDescription,
            "this description has {length} characters, more than {limit}",
            length = length,
            limit = limit
        );
        let hint = phrase!("search engines and previews cut it: shorten it");
        let problem = findings.report(&article.path, message, hint);
        problem.span = article.places.description.clone();
    }
}

/// Titles without an emoji in a language where most titles have one.
fn emoji_titles(site: &Site, lang: Lang, findings: &mut Findings) {
    let titles = site.dated(lang).len();
    let articles = site.dated(lang).iter().map(|id| site.article(*id));
    let without = articles.filter(|article| !emoji::has_emoji(&article.title));
    let without: Vec<&Article> = without.collect();
    let with = titles - without.len();
    if titles < MIN_TITLES || with * EMOJI_SHARE.of < titles * EMOJI_SHARE.with {
        return;
    }
    for article in without {
        let message = message!(Code::MissingEmoji, "this title has no emoji");
        let hint = phrase!(
            "{with} of {titles} titles in {language} have one: add it at the end",
            with = with,
            titles = titles,
            language = site.config.language(lang).name_in_messages()
        );
        let problem = findings.report(&article.path, message, hint);
        problem.span = article.places.title.clone();
    }
}
