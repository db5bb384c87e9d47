//! How each translation stands to its original: what was accepted, and what changed since.

use super::Site;
use super::section_changes::{Change, ChangeKind, compare};
use crate::config::Lang;
use crate::content::{ArticleId, Story};
use crate::translations::lock_file::{Acceptance, Digest, Record};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How an article stands to its story's original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranslationStatus {
    Original,
    /// It was accepted, and the original says the same still.
    Current,
    Stale(Stale),
    /// Nobody ever accepted it, or not against this original.
    Unaccepted,
}

/// A translation whose original changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// When it last matched.
    pub accepted: Date,
    /// Never empty: changed, added and moved parts in the order of the original, then removed
    /// ones, then keys of front matter.
    pub changes: Vec<Change>,
}

/// How many articles of a language there are, and how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TranslationCounts {
    pub articles: usize,
    pub stale: usize,
    pub unaccepted: usize,
    /// Stories that are not told in the language.
    pub missing: usize,
}

impl Stale {
    /// All changes, on one line.
    pub fn list(&self) -> String {
        let changes = self.changes.iter().map(Change::to_string);
        changes.collect::<Vec<_>>().join(", ")
    }
}

impl Site {
    /// The day that it is, in the site's time zone.
    pub fn today(&self) -> Date {
        self.now
            .to_zoned_datetime(self.config.timezone.clone())
            .date()
    }

    /// For how many days a translation is behind: since the original's `updated`, or since the
    /// translation was accepted where that is later.
    pub fn stale_days(&self, id: ArticleId, stale: &Stale) -> u64 {
        let original = self.article(self.story_of(id).original);
        let updated = original.updated.as_ref().map(|updated| updated.at.date());
        let since = updated.unwrap_or(stale.accepted).max(stale.accepted);
        let days = self.today().duration_since(since).as_hours() / 24;
        u64::try_from(days).unwrap_or_default()
    }

    /// How an article stands: found when it is first asked for.
    pub fn translation_status(&self, id: ArticleId) -> &TranslationStatus {
        self.translation_statuses[id.0 as usize].get_or_init(|| self.compared(id))
    }

    fn compared(&self, id: ArticleId) -> TranslationStatus {
        let original = self.story_of(id).original;
        if original == id {
            return TranslationStatus::Original;
        }
        let record = self.record(id).and_then(|record| record.accepted.as_ref());
        match record.filter(|accepted| accepted.of == self.language_of(original).code) {
            Some(accepted) => self.since(accepted, id, original),
            None => TranslationStatus::Unaccepted,
        }
    }

    fn since(
        &self,
        accepted: &Acceptance,
        id: ArticleId,
        original: ArticleId,
    ) -> TranslationStatus {
        let mut changes = compare(&accepted.parts, &self.section_digests(original));
        let now = self.shared_front_matter(original);
        // what a translation inherits it has in step
        let own = self.shared_front_matter(id);
        let keys: BTreeSet<&String> = now.keys().chain(accepted.front.keys()).collect();
        let differ = |key: &&String| !agree(now.get(*key), accepted.front.get(*key));
        let behind = |key: &&String| !agree(now.get(*key), own.get(*key));
        changes.extend(
            keys.into_iter()
                .filter(differ)
                .filter(behind)
                .map(|key| Change {
                    kind: ChangeKind::FrontMatter,
                    name: key.clone(),
                    words: 0,
                }),
        );
        if changes.is_empty() {
            return TranslationStatus::Current;
        }
        TranslationStatus::Stale(Stale {
            accepted: accepted.on,
            changes,
        })
    }

    /// What `griot.lock` has of an article, also under the key its story had before it was moved.
    pub fn record(&self, id: ArticleId) -> Option<&Record> {
        let code = &self.language_of(id).code;
        let story = self.story_ids[id.0 as usize];
        let moved = self.moved.get(&story);
        let own = self.lock.get(&self.story(story).key, code);
        own.or_else(|| self.lock.get(moved?, code))
    }

    /// How a language stands, counted over all stories.
    pub fn translation_counts(&self, lang: Lang) -> TranslationCounts {
        let told = |story: &Story| {
            let own = story.articles.iter().find(|(other, _)| *other == lang);
            own.map(|(_, id)| self.translation_status(*id))
        };
        let translation_statuses: Vec<Option<&TranslationStatus>> =
            self.stories.par_iter().map(told).collect();
        let mut tally = TranslationCounts::default();
        for standing in translation_statuses {
            match standing {
                None => tally.missing += 1,
                Some(TranslationStatus::Stale(_)) => tally.stale += 1,
                Some(TranslationStatus::Unaccepted) => tally.unaccepted += 1,
                Some(TranslationStatus::Original | TranslationStatus::Current) => {}
            }
        }
        tally.articles = self.stories.len() - tally.missing;
        tally
    }
}

fn agree(a: Option<&Digest>, b: Option<&Digest>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.agrees(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
