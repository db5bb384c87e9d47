//! Accepting translations: the lock that says so, and what it tells of stories that were moved.

use super::{Kind, Location, Site};
use crate::config::Lang;
use crate::content::{ArticleId, Story, StoryId};
use crate::translations::lock_file::{Acceptance, Lock, Part, Record};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

impl Site {
    /// The lock with these articles accepted as they are. `everything` also drops what is known
    /// of articles that are gone.
    pub fn accept(&self, articles: &[ArticleId], on: Date, everything: bool) -> Lock {
        let mut lock = self.lock_by_present_keys();
        for id in articles {
            let mut record = self.new_record(*id, on);
            // an acceptance that says nothing new keeps its day
            let known = lock.get(&record.story, &record.lang);
            let known = known.and_then(|record| record.accepted.as_ref());
            if let (Some(new), Some(known)) = (&mut record.accepted, known) {
                let same = Acceptance {
                    on: known.on,
                    ..new.clone()
                };
                if same == *known {
                    *new = same;
                }
            }
            lock.put(record);
        }
        if everything {
            let there = |story: &Story| {
                let code = |(lang, _): &(Lang, ArticleId)| self.config.language(*lang).code.clone();
                let key = story.key.to_string();
                let articles = story.articles.iter().map(code);
                articles.map(|code| (key.clone(), code)).collect::<Vec<_>>()
            };
            let there: HashSet<(String, String)> = self.stories.iter().flat_map(there).collect();
            lock.records
                .retain(|record| there.contains(&(record.story.clone(), record.lang.clone())));
        }
        lock
    }

    fn new_record(&self, id: ArticleId, on: Date) -> Record {
        let story = self.story_of(id);
        let original = story.original;
        Record {
            story: story.key.to_string(),
            lang: self.language_of(id).code.clone(),
            url: self.location(id).path.clone(),
            accepted: (original != id).then(|| Acceptance {
                on,
                of: self.language_of(original).code.clone(),
                front: self.shared_front_matter(original),
                parts: self.section_digests(original),
            }),
        }
    }

    fn lock_by_present_keys(&self) -> Lock {
        let moved = self.moved.iter();
        let new_keys: HashMap<&str, StoryId> = moved.map(|(id, key)| (key.as_str(), *id)).collect();
        let mut lock = Lock::default();
        for mut record in self.lock.records.iter().cloned() {
            if let Some(id) = new_keys.get(record.story.as_str()) {
                record.story = self.story(*id).key.to_string();
            }
            lock.put(record);
        }
        lock
    }

    /// Stories whose folder was renamed, by what they say: each with the key that the lock has.
    pub(super) fn moved(&self) -> HashMap<StoryId, String> {
        let known = |key: &str| self.has_story(key) || self.hidden_keys.contains(key);
        let mut gone: BTreeMap<&str, &Acceptance> = BTreeMap::new();
        for record in self
            .lock
            .records
            .iter()
            .filter(|record| !known(&record.story))
        {
            if let Some(accepted) = &record.accepted {
                gone.entry(&record.story).or_insert(accepted);
            }
        }
        if gone.is_empty() {
            return HashMap::new();
        }
        let recorded: HashSet<&str> = self
            .lock
            .records
            .iter()
            .map(|record| record.story.as_str())
            .collect();
        let new = (0..).map(StoryId).zip(&self.stories);
        let new = new.filter(|(_, story)| !recorded.contains(&*story.key));
        let new: Vec<(StoryId, Vec<Part>)> = new
            .map(|(id, story)| (id, self.section_digests(story.original)))
            .collect();
        let mut saying: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, (_, parts)) in new.iter().enumerate() {
            for reading in parts.iter().flat_map(|part| part.digest.readings()) {
                saying.entry(reading).or_default().push(at);
            }
        }
        let mut moved = HashMap::new();
        for (key, accepted) in gone {
            let alike = alike(&accepted.parts, &saying).into_iter();
            if let Some(id) = best_match(&accepted.parts, alike.map(|at| &new[at])) {
                moved.entry(id).or_insert_with(|| key.to_string());
            }
        }
        moved
    }

    /// What the lock knows of articles that are on the site no more, and not hidden either,
    /// where nothing is at their address.
    pub fn gone(&self) -> impl Iterator<Item = &Record> {
        let moved: HashSet<&str> = self.moved.values().map(String::as_str).collect();
        let records = self.lock.records.iter();
        records.filter(move |record| {
            let key = record.story.as_str();
            if moved.contains(key) || self.hidden_keys.contains(key) {
                return false;
            }
            let lang = self.config.lang(&record.lang);
            let there = self.story_by_key(key).is_some_and(|story| {
                let told = story.articles.iter().map(|(lang, _)| *lang);
                let hidden = story.hidden.iter().map(|(lang, _)| *lang);
                told.chain(hidden).any(|other| Some(other) == lang)
            });
            let location = Location {
                host: lang.map_or(0, |lang| self.hosts.host_of(lang)),
                path: record.url.clone(),
            };
            !there && self.page_at(&location).is_none()
        })
    }

    /// Whether the page of an article was at another address when it was last accepted, and
    /// nothing leads from there any more.
    pub fn lost_url(&self, id: ArticleId) -> Option<&str> {
        let record = self.record(id)?;
        let mut was = self.location(id).clone();
        if was.path == record.url {
            return None;
        }
        was.path.clone_from(&record.url);
        let there = self.page_at(&was).map(|page| &page.kind);
        (!matches!(there, Some(Kind::Alias { .. } | Kind::Article(_)))).then_some(&record.url)
    }
}

/// All that may say at least half of the same, of who is `saying` what: they have one of the rarer
/// half in common, and what all stories end with is not looked for.
fn alike(parts: &[Part], saying: &HashMap<u64, Vec<usize>>) -> Vec<usize> {
    let who = |part: &&Part| part.digest.readings().filter_map(|said| saying.get(&said));
    let mut parts: Vec<&Part> = parts.iter().collect();
    parts.sort_by_key(|part| who(part).map(Vec::len).sum::<usize>());
    parts.truncate(parts.len() / 2 + 1);
    let alike = parts.iter().flat_map(who).flatten();
    let mut alike: Vec<usize> = alike.copied().collect();
    alike.sort();
    alike.dedup();
    alike
}

/// The one story that says at least half of the same; `None` where two would do.
fn best_match<'s>(
    parts: &[Part],
    stories: impl Iterator<Item = &'s (StoryId, Vec<Part>)>,
) -> Option<StoryId> {
    let shared = |other: &[Part]| {
        let same = |part: &&Part| other.iter().any(|other| other.digest.agrees(&part.digest));
        parts.iter().filter(same).count()
    };
    let counts = stories.map(|(id, other)| (shared(other), *id));
    let mut counts: Vec<(usize, StoryId)> = counts
        .filter(|(count, _)| *count > 0 && count * 2 >= parts.len())
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    match counts.as_slice() {
        [(_, only)] => Some(*only),
        [(most, first), (next, _), ..] if most > next => Some(*first),
        _ => None,
    }
}
