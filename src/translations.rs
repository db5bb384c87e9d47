//! Translations of a story: which sections correspond, what each translation was accepted
//! against, and what changed since.
//!
//! [`Translations`] takes a site and `griot.lock`; gives the status of each translation, counts,
//! the lock after an acceptance, and addresses that lead nowhere any more. Stands above `site/`,
//! and never touches a file.

mod accept_section;
mod accept_translations;
pub mod alignment;
mod find_lost_urls;
mod front_matter_digests;
mod glossary;
mod link_names_in_digests;
pub mod lock_file;
mod published_addresses;
mod redirect_patterns;
mod renamed_stories;
mod section_changes;
mod section_counterparts;
mod section_diff;
mod section_digests;
mod section_sources;
mod status;
mod untranslated_text;
mod visible_text;

pub use accept_section::UnknownSection;
pub use accept_translations::AcceptanceFacts;
pub use find_lost_urls::{EarlierAddresses, GoneArticle, LostAddresses, MovedArticle};
pub use glossary::{GLOSSARY, Glossary, TermProblem, TermProblemKind};
pub use published_addresses::{AddressOwner, PublishedAddress, PublishedAddresses};
pub use redirect_patterns::{REDIRECTS, RedirectPatterns};
pub use section_changes::{SectionChange, SectionChangeKind};
pub use section_counterparts::{
    Alignments, SectionCounterpart, align_bodies, section_counterparts, section_keys,
};
pub use section_diff::{DiffKind, DiffPiece, diff_by_words};
pub use section_digests::section_digests;
pub use section_sources::{
    SectionName, SectionRange, SectionSource, section_ranges, section_sources,
};
pub use status::{StaleTranslation, TranslationCounts, TranslationStatus};
pub use untranslated_text::UntranslatedText;

use crate::content::{ArticleId, StoryId};
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::site::Site;
use lock_file::{Lock, LockRecord};
use renamed_stories::renamed_stories;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

/// A site beside what was accepted of it.
#[derive(Debug)]
pub struct Translations {
    site: Arc<Site>,
    lock: Arc<Lock>,
    /// Stories whose folder was renamed, with the key that the lock has for them.
    renamed: BTreeMap<StoryId, String>,
    /// Addresses of earlier builds, and redirects.
    earlier: EarlierAddresses,
    /// The status of each article: a cache, filled when a status is first asked for.
    statuses: Vec<OnceLock<TranslationStatus>>,
    /// Sections beside those of the first article of their story: a cache too.
    pub alignments: Alignments,
}

impl Translations {
    /// Puts a lock beside a site, and finds stories that were renamed since.
    pub fn new(site: Arc<Site>, lock: Arc<Lock>) -> Self {
        Translations {
            renamed: renamed_stories(&site, &lock),
            earlier: EarlierAddresses::default(),
            statuses: vec![OnceLock::new(); site.article_ids().count()],
            alignments: Alignments::new(site.article_ids().count()),
            site,
            lock,
        }
    }

    /// Adds what is known of earlier addresses.
    pub fn with_earlier(self, earlier: EarlierAddresses) -> Self {
        Translations { earlier, ..self }
    }

    /// What is known of earlier addresses.
    pub fn earlier(&self) -> &EarlierAddresses {
        &self.earlier
    }

    /// Whether an article was ever accepted.
    pub fn are_accepted(&self) -> bool {
        !self.lock.records.is_empty()
    }

    /// The record of an article, also under the key that its story had before it was renamed.
    pub fn record(&self, id: ArticleId) -> Option<&LockRecord> {
        let code = &self.site.language_of(id).code;
        let story = self.site.story_id_of(id);
        let own = self.lock.get(&self.site.story(story).key, code);
        own.or_else(|| self.lock.get(self.renamed.get(&story)?, code))
    }

    /// Changes with everything that pages may show of translations, besides the articles.
    pub fn fingerprint(&self) -> Fingerprint {
        // no `..`: a new field does not compile before its line here says whether pages depend on it
        let Translations {
            lock,
            renamed,
            // has a fingerprint of its own
            site: _,
            // computed from the lock and the articles
            statuses: _,
            alignments: _,
            // no page shows them
            earlier: _,
        } = self;
        let mut hasher = FingerprintHasher::default();
        (lock, renamed).hash(&mut hasher);
        hasher.fingerprint()
    }
}
