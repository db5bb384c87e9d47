//! Finds addresses that `griot.lock` recorded and where no page is any more.

use super::Translations;
use super::lock_file::LockRecord;
use crate::content::ArticleId;
use crate::site::{Location, PageKind};
use std::collections::HashSet;

impl Translations {
    /// Records of articles that the site does not have, neither published nor hidden, and whose
    /// address leads nowhere.
    pub fn lost_records(&self) -> impl Iterator<Item = &LockRecord> {
        let renamed: HashSet<&str> = self.renamed.values().map(String::as_str).collect();
        let records = self.lock.records.iter();
        records.filter(move |record| {
            let key = record.story.as_str();
            !renamed.contains(key)
                && !self.site.is_hidden_story(key)
                && !self.is_present(record)
                && self.site.page_at(&self.location_of(record)).is_none()
        })
    }

    /// Whether the site has the article of a record, published or hidden.
    fn is_present(&self, record: &LockRecord) -> bool {
        let lang = self.site.config.lang(&record.lang);
        let story = self.site.story_by_key(&record.story);
        story.is_some_and(|story| {
            let published = story.articles.iter().map(|(lang, _)| *lang);
            let hidden = story.hidden.iter().map(|(lang, _)| *lang);
            published.chain(hidden).any(|other| Some(other) == lang)
        })
    }

    fn location_of(&self, record: &LockRecord) -> Location {
        let lang = self.site.config.lang(&record.lang);
        Location {
            host: lang.map_or(0, |lang| self.site.hosts.host_of(lang)),
            path: record.url.clone(),
        }
    }

    /// The path of an article's page at its last acceptance, if that is another one and nothing
    /// leads from there.
    pub fn lost_url(&self, id: ArticleId) -> Option<&str> {
        let record = self.record(id)?;
        let location = self.site.location(id);
        if location.path == record.url {
            return None;
        }
        let recorded = Location {
            host: location.host,
            path: record.url.clone(),
        };
        let page = self.site.page_at(&recorded).map(|page| &page.kind);
        let is_found = matches!(page, Some(PageKind::Alias { .. } | PageKind::Article(_)));
        (!is_found).then_some(&record.url)
    }
}
