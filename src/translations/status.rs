//! Translation status: whether a translation is current, and what changed in its original.

use super::Translations;
use super::front_matter_digests::front_matter_digests;
use super::lock_file::{Acceptance, AcceptedBy, TextDigest};
use super::section_changes::{SectionChange, SectionChangeKind, compare};
use super::section_digests::section_digests;
use crate::config::Lang;
use crate::content::{ArticleId, Story};
use crate::diagnostic::Text;
use crate::phrase;
use crate::site::TrackedSite;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The status of an article beside its story's original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranslationStatus {
    /// The article is the original.
    Original,
    /// The translation was accepted, and the original did not change since.
    Current,
    /// The translation was accepted, and the original changed since.
    Stale(StaleTranslation),
    /// The original did not change since, but a program translated some sections, and nobody accepted
    /// them: their names.
    Unreviewed(Vec<String>),
    /// The translation was never accepted, or against another original.
    Unaccepted,
}

/// A translation whose original changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleTranslation {
    /// The day of its last acceptance.
    pub accepted: Date,
    /// Never empty: changed, added and moved sections in the order of the original, then removed
    /// ones, then keys of front matter.
    pub changes: Vec<SectionChange>,
}

/// Numbers of articles of one language by their status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TranslationCounts {
    /// All articles.
    pub articles: usize,
    /// Stale translations.
    pub stale: usize,
    /// Current translations of which a program wrote sections that nobody accepted.
    pub unreviewed: usize,
    /// Translations that were never accepted.
    pub unaccepted: usize,
    /// Stories without an article in the language.
    pub missing: usize,
}

impl StaleTranslation {
    /// All changes, with commas between them.
    pub fn text(&self) -> Text {
        let changes: Vec<Text> = self.changes.iter().map(SectionChange::text).collect();
        comma_list(&changes)
    }
}

/// Joins texts by commas. Halves and quarters keep the nesting shallow.
fn comma_list(texts: &[Text]) -> Text {
    match texts {
        [] => phrase!(""),
        [only] => only.clone(),
        texts => {
            let (start, end) = texts.split_at(texts.len() / 2);
            phrase!(
                "{start}, {end}",
                start = comma_list(start),
                end = comma_list(end)
            )
        }
    }
}

impl Translations {
    /// The status of an article, computed when it is first asked for.
    pub fn status(&self, id: ArticleId) -> &TranslationStatus {
        self.statuses[id.0 as usize].get_or_init(|| self.compute_status(id))
    }

    /// The status of an article, for a page that shows it: logs the articles of the story.
    pub fn status_on_page(&self, site: TrackedSite, id: ArticleId) -> &TranslationStatus {
        for (_, article) in &site.story_of(id).articles {
            site.article(*article);
        }
        self.status(id)
    }

    fn compute_status(&self, id: ArticleId) -> TranslationStatus {
        let original = self.site.story_of(id).original;
        if original == id {
            return TranslationStatus::Original;
        }
        let accepted = self.record(id).and_then(|record| record.accepted.as_ref());
        let code = &self.site.language_of(original).code;
        let Some(accepted) = accepted.filter(|accepted| accepted.of == *code) else {
            return TranslationStatus::Unaccepted;
        };
        let changes = self.changes_since(accepted, id, original);
        if changes.is_empty() {
            let sections = accepted.sections.iter();
            let unread = sections.filter(|section| section.by == AcceptedBy::Machine);
            let unread: Vec<String> = unread
                .map(|section| section.original.name.clone())
                .collect();
            return match unread.is_empty() {
                true => TranslationStatus::Current,
                false => TranslationStatus::Unreviewed(unread),
            };
        }
        TranslationStatus::Stale(StaleTranslation {
            accepted: self.site.day(accepted.last()),
            changes,
        })
    }

    /// The changes of an original since a translation was accepted.
    fn changes_since(
        &self,
        accepted: &Acceptance,
        translation: ArticleId,
        original: ArticleId,
    ) -> Vec<SectionChange> {
        let sections = section_digests(&self.site, original);
        let mut changes = compare(&accepted.originals(), &sections);
        let now = front_matter_digests(&self.site, original);
        let own = front_matter_digests(&self.site, translation);
        let keys: BTreeSet<&String> = now.keys().chain(accepted.front.keys()).collect();
        // a translation that inherits a changed value, or has the same, is not behind
        let is_behind =
            |key: &&String| !agree(&now, &accepted.front, key) && !agree(&now, &own, key);
        let keys = keys.into_iter().filter(is_behind);
        changes.extend(keys.map(|key| SectionChange {
            kind: SectionChangeKind::FrontMatter,
            name: key.clone(),
            words: 0,
            accepted: None,
            present: None,
        }));
        changes
    }

    /// For how many days a translation is stale: since the original's `updated`, or since the
    /// acceptance where that is later.
    pub fn stale_days(&self, id: ArticleId, stale: &StaleTranslation) -> u64 {
        let original = self.site.article(self.site.story_of(id).original);
        let updated = original.updated.as_ref().map(|updated| updated.at.date());
        let since = updated.unwrap_or(stale.accepted).max(stale.accepted);
        let days = self.site.today().duration_since(since).as_hours() / 24;
        u64::try_from(days).unwrap_or_default()
    }

    /// Counts the articles of a language by their status.
    pub fn counts(&self, lang: Lang) -> TranslationCounts {
        let stories = &self.site.stories;
        let status = |story: &Story| {
            let own = story.articles.iter().find(|(other, _)| *other == lang);
            own.map(|(_, id)| self.status(*id))
        };
        let statuses: Vec<Option<&TranslationStatus>> = stories.par_iter().map(status).collect();
        let mut counts = TranslationCounts::default();
        for status in statuses {
            match status {
                None => counts.missing += 1,
                Some(TranslationStatus::Stale(_)) => counts.stale += 1,
                Some(TranslationStatus::Unreviewed(_)) => counts.unreviewed += 1,
                Some(TranslationStatus::Unaccepted) => counts.unaccepted += 1,
                Some(TranslationStatus::Original | TranslationStatus::Current) => {}
            }
        }
        counts.articles = stories.len() - counts.missing;
        counts
    }
}

/// Whether two sets of digests agree on a key: both lack it, or have the same value.
fn agree(a: &BTreeMap<String, TextDigest>, b: &BTreeMap<String, TextDigest>, key: &str) -> bool {
    match (a.get(key), b.get(key)) {
        (Some(a), Some(b)) => a.agrees(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
