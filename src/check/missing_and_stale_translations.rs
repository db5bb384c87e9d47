//! Reports missing translations, and translations whose original changed since they were accepted.
//!
//! Takes a site and its translations; gives problems by the rules `translations`, `stale` and
//! `stale_days`.

use super::{Findings, shell_argument};
use crate::content::ArticleId;
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink, Text};
use crate::site::Site;
use crate::translations::{StaleTranslation, TranslationStatus, Translations};
use crate::{message, phrase};

/// A stale translation and its article.
struct StaleArticle<'t> {
    id: ArticleId,
    stale: &'t StaleTranslation,
}

/// The rules `translations`, `stale` and `stale_days`.
pub fn translations(site: &Site, translations: &Translations) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    if let Some(mut findings) = Findings::of(site, CheckRule::Translations, &mut found) {
        missing(site, &mut findings);
    }
    let stale_articles = stale_articles(site, translations);
    if let Some(mut findings) = Findings::of(site, CheckRule::Stale, &mut found) {
        for StaleArticle { id, stale } in &stale_articles {
            let message = message!(
                Code::StaleTranslation,
                "the original changed since {date}: {changes}",
                date = stale.accepted.to_string(),
                changes = stale.text()
            );
            findings.report(&site.article(*id).path, message, remedy(site, *id));
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::StaleDays, &mut found) {
        let limit = findings.limit();
        for StaleArticle { id, stale } in &stale_articles {
            let days = translations.stale_days(*id, stale);
            if days > limit {
                let message = message!(
                    Code::StaleTooLong,
                    "this translation is stale for {days} days, more than {limit}",
                    days = days,
                    limit = limit
                );
                findings.report(&site.article(*id).path, message, remedy(site, *id));
            }
        }
    }
    found.into_vec()
}

/// Stories that a language lacks.
fn missing(site: &Site, findings: &mut Findings) {
    for story in &site.stories {
        let is_there = |lang| story.articles.iter().any(|(other, _)| *other == lang);
        for lang in site.config.langs().filter(|lang| !is_there(*lang)) {
            let language = site.config.language(lang);
            let message = message!(
                Code::MissingTranslation,
                "this story has no article in {language}",
                language = language.name_in_messages()
            );
            let hint = match story.hidden.iter().find(|(other, _)| *other == lang) {
                Some((_, path)) => phrase!("`{path}` is not published now", path = path),
                None => phrase!(
                    "`griot translate {story} --to {code}` begins it",
                    story = shell_argument(&story.key),
                    code = &language.code
                ),
            };
            findings.report(&site.article(story.original).path, message, hint);
        }
    }
}

fn stale_articles<'t>(site: &Site, translations: &'t Translations) -> Vec<StaleArticle<'t>> {
    let stale = site
        .article_ids()
        .filter_map(|id| match translations.status(id) {
            TranslationStatus::Stale(stale) => Some(StaleArticle { id, stale }),
            _ => None,
        });
    stale.collect()
}

fn remedy(site: &Site, id: ArticleId) -> Text {
    phrase!(
        "update it, then `griot accept {story} --lang {code}`",
        story = shell_argument(&site.story_of(id).key),
        code = &site.language_of(id).code
    )
}
