//! Computes the `griot.lock` that `griot accept` writes: the address of each accepted article, and for
//! a translation the digests of the original that it matches. Writes no file.

use super::Translations;
use super::front_matter_digests::front_matter_digests;
use super::lock_file::{Acceptance, Lock, LockRecord};
use super::section_digests::section_digests;
use crate::content::{ArticleId, StoryId};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

impl Translations {
    /// The lock with these articles accepted as they are, on the day `on`.
    pub fn accept(&self, articles: &[ArticleId], on: Date) -> Lock {
        let mut lock = self.lock_with_present_keys();
        for id in articles {
            let mut record = self.new_record(*id, on);
            let before = lock.get(&record.story, &record.lang);
            let before = before.and_then(|record| record.accepted.as_ref());
            // an acceptance that changes nothing keeps its day
            if let (Some(new), Some(before)) = (&mut record.accepted, before) {
                let same = Acceptance {
                    on: before.on,
                    ..new.clone()
                };
                if same == *before {
                    *new = same;
                }
            }
            lock.put(record);
        }
        lock
    }

    /// The lock without records of articles that the site does not have.
    pub fn without_absent_articles(&self, mut lock: Lock) -> Lock {
        let site = &self.site;
        let mut present: HashSet<(&str, &str)> = HashSet::new();
        for story in &site.stories {
            let langs = story.articles.iter().map(|(lang, _)| *lang);
            present
                .extend(langs.map(|lang| (&*story.key, site.config.language(lang).code.as_str())));
        }
        let is_present = |record: &LockRecord| present.contains(&(&*record.story, &*record.lang));
        lock.records.retain(is_present);
        lock
    }

    fn new_record(&self, id: ArticleId, on: Date) -> LockRecord {
        let site = &self.site;
        let story = site.story_of(id);
        let original = story.original;
        LockRecord {
            story: story.key.to_string(),
            lang: site.language_of(id).code.clone(),
            url: site.location(id).path.clone(),
            accepted: (original != id).then(|| Acceptance {
                on,
                of: site.language_of(original).code.clone(),
                front: front_matter_digests(site, original),
                sections: section_digests(site, original),
            }),
        }
    }

    /// The lock, with renamed stories under their new keys.
    fn lock_with_present_keys(&self) -> Lock {
        let renamed = self.renamed.iter();
        let new_ids: HashMap<&str, StoryId> =
            renamed.map(|(id, key)| (key.as_str(), *id)).collect();
        let mut lock = Lock::default();
        for mut record in self.lock.records.iter().cloned() {
            if let Some(id) = new_ids.get(record.story.as_str()) {
                record.story = self.site.story(*id).key.to_string();
            }
            lock.put(record);
        }
        lock
    }
}
