//! Stories that a language lacks, and translations that their original has left behind.

use super::{Findings, argument};
use crate::content::ArticleId;
use crate::diagnostic::{CheckRule, Diagnostic};
use crate::site::{Site, Stale, TranslationStatus};

/// The rules `translations`, `stale` and `stale_days`.
pub fn translations(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(mut findings) = Findings::of(site, CheckRule::Translations, &mut found) {
        missing(site, &mut findings);
    }
    let stale = stale(site);
    if let Some(mut findings) = Findings::of(site, CheckRule::Stale, &mut found) {
        for (id, stale) in &stale {
            let article = site.article(*id);
            let message = format!(
                "the original changed since {}: {}",
                stale.accepted,
                stale.list()
            );
            findings.broken(&article.path, message, hint(site, *id));
        }
    }
    if let Some(mut findings) = Findings::of(site, CheckRule::StaleDays, &mut found) {
        let limit = findings.limit();
        for (id, stale) in &stale {
            let days = site.stale_days(*id, stale);
            if days > limit {
                let message =
                    format!("this translation is stale for {days} days, more than {limit}");
                findings.broken(&site.article(*id).path, message, hint(site, *id));
            }
        }
    }
    found
}

fn missing(site: &Site, findings: &mut Findings) {
    for story in &site.stories {
        let there = |lang| story.articles.iter().any(|(other, _)| *other == lang);
        for lang in site.config.langs().filter(|lang| !there(*lang)) {
            let language = site.config.language(lang);
            let message = format!("this story is not told in {}", language.name);
            let hint = match story.hidden.iter().find(|(other, _)| *other == lang) {
                Some((_, path)) => format!("`{path}` is not published now"),
                None => format!(
                    "`griot translate {} --to {}` begins it",
                    argument(&story.key),
                    language.code
                ),
            };
            findings.broken(&site.article(story.original).path, message, hint);
        }
    }
}

fn stale(site: &Site) -> Vec<(ArticleId, &Stale)> {
    let ids = (0..site.articles().len() as u32).map(ArticleId);
    let stale = |id| match site.translation_status(id) {
        TranslationStatus::Stale(stale) => Some((id, stale)),
        _ => None,
    };
    ids.filter_map(stale).collect()
}

fn hint(site: &Site, id: ArticleId) -> String {
    let key = argument(&site.story_of(id).key);
    let code = &site.language_of(id).code;
    format!("bring it up to date, then `griot accept {key} --lang {code}`")
}
