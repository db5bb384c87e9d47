//! Computes the `griot.lock` that `griot accept` writes: the address of each accepted article, and for
//! a translation the digests of the original that it matches. Writes no file.

use super::Translations;
use super::front_matter_digests::front_matter_digests;
use super::lock_file::{
    Acceptance, AcceptedBy, AcceptedSection, Lock, LockRecord, SectionDigest, TextDigest,
};
use super::published_addresses::PublishedAddress;
use super::section_counterparts::align_bodies;
use super::section_digests::section_digests;
use crate::content::{ArticleId, StoryId};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// What an acceptance says besides the texts.
#[derive(Debug, Clone)]
pub struct AcceptanceFacts {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: AcceptedBy,
    /// The id that git gives to each original's file, where it is known.
    pub blobs: HashMap<ArticleId, String>,
}

impl Translations {
    /// The lock with these articles accepted as they are.
    pub fn accept(&self, articles: &[ArticleId], facts: &AcceptanceFacts) -> Lock {
        let mut lock = self.lock_with_present_keys();
        for id in articles {
            let mut record = self.new_record(*id);
            let before = lock.get(&record.story, &record.lang);
            let before = before.and_then(|record| record.accepted.as_ref());
            record.accepted = self.is_translation(*id).then(|| {
                let new = self.new_acceptance(*id, facts);
                match before {
                    // an acceptance that changes nothing keeps its time
                    Some(before) if is_same(before, &new) => before.clone(),
                    Some(before) => new.later_than(before.last()),
                    None => new,
                }
            });
            lock.put(record);
        }
        lock
    }

    /// The articles that [`Translations::without_absent_articles`] drops: `story: language`.
    pub fn absent_articles(&self, lock: &Lock) -> Vec<String> {
        let kept = self.without_absent_articles(lock.clone());
        let records = lock.records.iter();
        let absent = records.filter(|record| kept.get(&record.story, &record.lang).is_none());
        absent
            .map(|record| format!("{}: {}", record.story, record.lang))
            .collect()
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

    /// The lock with addresses given up. Those that a page answers again are struck out.
    pub fn forget(
        &self,
        mut lock: Lock,
        addresses: impl IntoIterator<Item = PublishedAddress>,
    ) -> Lock {
        lock.forgotten.extend(addresses);
        lock.forgotten.retain(|address| !self.is_answered(address));
        lock
    }

    fn is_translation(&self, id: ArticleId) -> bool {
        self.site.story_of(id).original != id
    }

    /// A record of an article's address, without an acceptance.
    pub(super) fn new_record(&self, id: ArticleId) -> LockRecord {
        let site = &self.site;
        LockRecord {
            story: site.story_of(id).key.to_string(),
            lang: site.language_of(id).code.clone(),
            url: site.location(id).path.clone(),
            accepted: None,
        }
    }

    /// The acceptance of a translation as it is.
    pub(super) fn new_acceptance(&self, id: ArticleId, facts: &AcceptanceFacts) -> Acceptance {
        let site = &self.site;
        let original = site.story_of(id).original;
        let sections = section_digests(site, original);
        let translations = self.translated_sections(id, &sections);
        let blob = facts.blobs.get(&original).cloned().unwrap_or_default();
        let sections = sections.into_iter().zip(translations);
        let AcceptanceFacts { at, by, .. } = *facts;
        Acceptance {
            at,
            by,
            of: site.language_of(original).code.clone(),
            front: front_matter_digests(site, original),
            sections: sections
                .map(|(original, translation)| AcceptedSection {
                    original,
                    translation,
                    blob: blob.clone(),
                    at,
                    by,
                })
                .collect(),
        }
    }

    /// The text of a translation in the section that belongs to each section of the original.
    fn translated_sections(
        &self,
        id: ArticleId,
        originals: &[SectionDigest],
    ) -> Vec<Option<TextDigest>> {
        let site = &self.site;
        let own = section_digests(site, id);
        let body = |id| &*site.article(id).body;
        let aligned = align_bodies(body(site.story_of(id).original), body(id));
        let mut aligned = aligned.into_iter();
        let below_headings: Vec<&SectionDigest> = own
            .iter()
            .filter(|section| section.is_below_heading())
            .collect();
        let counterpart = |section: &SectionDigest| match section.is_below_heading() {
            true => below_headings.get(aligned.next()??).copied(),
            false => own.iter().find(|other| other.name == section.name),
        };
        let counterparts = originals.iter().map(counterpart);
        counterparts
            .map(|section| section.map(|section| section.digest))
            .collect()
    }

    /// The lock, with renamed stories under their new keys.
    pub(super) fn lock_with_present_keys(&self) -> Lock {
        let renamed = self.renamed.iter();
        let new_ids: HashMap<&str, StoryId> =
            renamed.map(|(id, key)| (key.as_str(), *id)).collect();
        let mut lock = Lock {
            forgotten: self.lock.forgotten.clone(),
            ..Lock::default()
        };
        for mut record in self.lock.records.iter().cloned() {
            if let Some(id) = new_ids.get(record.story.as_str()) {
                record.story = self.site.story(*id).key.to_string();
            }
            lock.put(record);
        }
        lock
    }
}

/// Whether two acceptances are of the same texts, and the later one knows no more of them.
fn is_same(before: &Acceptance, new: &Acceptance) -> bool {
    let is_same_section = |before: &AcceptedSection, new: &AcceptedSection| {
        before.original == new.original
            && before.translation == new.translation
            && before.by == new.by
            && (before.blob == new.blob || new.blob.is_empty())
    };
    let sections = before.sections.iter().zip(&new.sections);
    before.of == new.of
        && before.front == new.front
        && before.sections.len() == new.sections.len()
        && sections
            .into_iter()
            .all(|(before, new)| is_same_section(before, new))
}
