//! Finds addresses that were published or accepted, and that nothing answers any more.
//!
//! Takes what `griot.lock` recorded and what the last publication left; gives lost addresses by
//! the article that moved. Hidden articles count as present: their authors withdrew them.

use super::Translations;
use super::lock_file::LockRecord;
use super::published_addresses::{AddressOwner, PublishedAddress, PublishedAddresses};
use super::redirect_patterns::RedirectPatterns;
use crate::content::{ArticleId, Visibility, hidden};
use crate::site::{Location, Site};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What earlier runs and the author's redirects say of addresses.
#[derive(Debug, Clone, Default)]
pub struct EarlierAddresses {
    /// The addresses of the last publication, and older ones.
    pub published: PublishedAddresses,
    /// The author's own redirects.
    pub redirects: RedirectPatterns,
}

/// Addresses that lead nowhere.
#[derive(Debug, Default)]
pub struct LostAddresses {
    /// Articles that are at another address now.
    pub moved: Vec<MovedArticle>,
    /// Articles that the site has no more.
    pub gone: Vec<GoneArticle>,
}

/// An article that left addresses behind.
#[derive(Debug)]
pub struct MovedArticle {
    /// The article.
    pub id: ArticleId,
    /// The addresses where it was, sorted.
    pub addresses: Vec<PublishedAddress>,
}

/// An article that is no more.
#[derive(Debug)]
pub struct GoneArticle {
    /// Where it was.
    pub address: PublishedAddress,
    /// What it was.
    pub owner: AddressOwner,
}

/// What became of the article that was at a lost address.
enum Fate {
    Moved(ArticleId),
    Withdrawn,
    Gone,
}

impl Translations {
    /// Every lost address, without those that an acceptance gave up.
    pub fn lost_addresses(&self) -> LostAddresses {
        let mut candidates = self.remembered();
        candidates.retain(|address, _| !self.lock.forgotten.contains(address));
        candidates.retain(|address, _| !self.is_answered(address));
        if candidates.is_empty() {
            return LostAddresses::default();
        }
        let articles = PresentArticles::of(&self.site);
        let mut moved: BTreeMap<ArticleId, Vec<PublishedAddress>> = BTreeMap::new();
        let mut gone = Vec::new();
        for (address, owner) in candidates {
            match articles.fate(&address, &owner) {
                Fate::Moved(id) => moved.entry(id).or_default().push(address),
                Fate::Withdrawn => {}
                Fate::Gone => gone.push(GoneArticle { address, owner }),
            }
        }
        let moved = moved.into_iter();
        LostAddresses {
            moved: moved
                .map(|(id, addresses)| MovedArticle { id, addresses })
                .collect(),
            gone,
        }
    }

    /// The addresses that the next build has to know, if this site is published after one that
    /// left `before`: those of all public articles, and older ones that nobody gave up.
    pub fn addresses_to_publish(&self, before: &PublishedAddresses) -> PublishedAddresses {
        let mut addresses = before.clone();
        let new_keys = self.new_keys();
        addresses.retain(|address, owner| {
            if let Some(key) = new_keys.get(owner.story.as_str()) {
                owner.story = (*key).to_string();
            }
            !self.lock.forgotten.contains(address)
        });
        let site = &self.site;
        for id in site.article_ids().filter(|id| is_public(site, *id)) {
            let owner = AddressOwner {
                story: site.story_of(id).key.to_string(),
                file: site.article(id).path.to_string(),
            };
            addresses.insert(self.address(id), owner);
        }
        addresses
    }

    /// Whether a page, an alias or a redirect is at an address.
    pub(super) fn is_answered(&self, address: &PublishedAddress) -> bool {
        let site = &self.site;
        let lang = site.config.lang(&address.lang);
        let location = Location {
            host: lang.map_or(0, |lang| site.hosts.host_of(lang)),
            path: address.url.clone(),
        };
        let redirects = &self.earlier.redirects;
        site.page_at(&location).is_some()
            || redirects.lead_on(&site.hosts.href(location.host, &location))
    }

    fn address(&self, id: ArticleId) -> PublishedAddress {
        PublishedAddress {
            lang: self.site.language_of(id).code.clone(),
            url: self.site.location(id).path.clone(),
        }
    }

    /// What the lock and the last publication know; the publication knows the later article.
    fn remembered(&self) -> BTreeMap<PublishedAddress, AddressOwner> {
        let new_keys = self.new_keys();
        let accepted = self.lock.records.iter().map(|record| {
            let LockRecord {
                story, lang, url, ..
            } = record;
            let address = PublishedAddress {
                lang: lang.clone(),
                url: url.clone(),
            };
            let owner = AddressOwner {
                story: story.clone(),
                file: String::new(),
            };
            (address, owner)
        });
        let published = self.earlier.published.iter();
        let published = published.map(|(address, owner)| (address.clone(), owner.clone()));
        let mut remembered: BTreeMap<PublishedAddress, AddressOwner> =
            accepted.chain(published).collect();
        remembered.retain(|address, _| address.url.starts_with('/'));
        for owner in remembered.values_mut() {
            if let Some(key) = new_keys.get(owner.story.as_str()) {
                owner.story = (*key).to_string();
            }
        }
        remembered
    }

    /// The present keys of renamed stories, by those that the lock has.
    fn new_keys(&self) -> HashMap<&str, &str> {
        let renamed = self.renamed.iter();
        let key = |id| &*self.site.story(id).key;
        renamed.map(|(id, old)| (old.as_str(), key(*id))).collect()
    }
}

/// Whether readers see an article now, whatever the options of this run show.
fn is_public(site: &Site, id: ArticleId) -> bool {
    let today = Visibility {
        now: site.now,
        drafts: false,
        future: false,
    };
    hidden(site.article(id), &today).is_none()
}

/// The articles of a site, by what is known of an article that was published.
struct PresentArticles<'s> {
    site: &'s Site,
    by_file: HashMap<&'s str, ArticleId>,
    withdrawn: HashSet<&'s str>,
}

impl<'s> PresentArticles<'s> {
    fn of(site: &'s Site) -> Self {
        let ids = site.article_ids();
        PresentArticles {
            by_file: ids.map(|id| (&*site.article(id).path, id)).collect(),
            withdrawn: site.hidden.keys().map(|path| &**path).collect(),
            site,
        }
    }

    fn fate(&self, address: &PublishedAddress, owner: &AddressOwner) -> Fate {
        let site = self.site;
        let lang = site.config.lang(&address.lang);
        let story = site.story_by_key(&owner.story);
        let own = story.and_then(|story| {
            let mut articles = story.articles.iter();
            articles.find(|(other, _)| Some(*other) == lang)
        });
        let own = own.map(|(_, id)| *id);
        match own.or_else(|| self.by_file.get(owner.file.as_str()).copied()) {
            Some(id) if is_public(site, id) => return Fate::Moved(id),
            Some(_) => return Fate::Withdrawn,
            None => {}
        }
        let is_hidden = story.is_some_and(|story| {
            let mut hidden = story.hidden.iter();
            hidden.any(|(other, _)| Some(*other) == lang)
        });
        let is_withdrawn = is_hidden
            || site.is_hidden_story(&owner.story)
            || self.withdrawn.contains(owner.file.as_str());
        match is_withdrawn {
            true => Fate::Withdrawn,
            false => Fate::Gone,
        }
    }
}
