//! Findings that only follow from a text that could not be read.

use crate::content::{ArticleId, StoryId};
use crate::diagnostic::{CheckRule, Diagnostic, Severity};
use crate::site::Site;
use std::collections::HashSet;
use std::sync::Arc;

/// Rules on what the front matter of a text says.
const RULES: [CheckRule; 8] = [
    CheckRule::Alt,
    CheckRule::Descriptions,
    CheckRule::EmojiTitles,
    CheckRule::Stale,
    CheckRule::StaleDays,
    CheckRule::Tags,
    CheckRule::Translations,
    CheckRule::Urls,
];

/// Removes findings about stories of which a text has front matter that could not be read: its title,
/// which is not known, is no new one.
pub fn remove_consequences(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let errors = diagnostics.iter().filter(|problem| {
        problem.severity == Severity::Error
            && problem.rule.is_none()
            && problem.path.starts_with("content/")
    });
    let wrong: HashSet<Arc<str>> = errors.map(|problem| problem.path.clone()).collect();
    if wrong.is_empty() {
        return;
    }
    let articles = || site.article_ids();
    let is_unread = |id: &ArticleId| {
        let article = site.article(*id);
        article.places.title.is_none() && wrong.contains(&article.path)
    };
    let stories: HashSet<StoryId> = articles()
        .filter(is_unread)
        .map(|id| site.story_id_of(id))
        .collect();
    let texts: HashSet<Arc<str>> = articles()
        .filter(|id| stories.contains(&site.story_id_of(*id)))
        .map(|id| site.article(id).path.clone())
        .collect();
    diagnostics.retain(|problem| {
        let is_of_rules = problem.rule.is_some_and(|rule| RULES.contains(&rule));
        !is_of_rules || !texts.contains(&problem.path)
    });
}
