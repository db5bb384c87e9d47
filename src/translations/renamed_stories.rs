//! Finds stories whose folder was renamed, by comparing their texts with those that `griot.lock`
//! recorded under other keys.
//!
//! Takes a site and a lock; gives new stories with the keys that they had before.

use super::lock_file::{Acceptance, Lock, SectionDigest};
use super::section_digests::section_digests;
use crate::content::StoryId;
use crate::site::Site;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A story that the lock does not know.
struct NewStory {
    id: StoryId,
    sections: Vec<SectionDigest>,
}

/// A story, and how many of its sections were accepted under another key.
struct Match {
    id: StoryId,
    shared: usize,
}

/// Renamed stories with the key that the lock has for them.
pub(super) fn renamed_stories(site: &Site, lock: &Lock) -> BTreeMap<StoryId, String> {
    let absent = absent_stories(site, lock);
    // most sites end here: digests of every new story take long
    if absent.is_empty() {
        return BTreeMap::new();
    }
    let new_stories = new_stories(site, lock);
    let mut by_digest: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, story) in new_stories.iter().enumerate() {
        for reading in story
            .sections
            .iter()
            .flat_map(|part| part.digest.readings())
        {
            by_digest.entry(reading).or_default().push(at);
        }
    }
    let mut renamed = BTreeMap::new();
    for (key, accepted) in absent {
        let sections = accepted.originals();
        let candidates = candidates(&sections, &by_digest).into_iter();
        let candidates = candidates.map(|at| &new_stories[at]);
        if let Some(id) = best_match(&sections, candidates) {
            renamed.entry(id).or_insert_with(|| key.to_string());
        }
    }
    renamed
}

/// Accepted stories that the site does not have, published or hidden, by key.
fn absent_stories<'l>(site: &Site, lock: &'l Lock) -> BTreeMap<&'l str, &'l Acceptance> {
    let mut absent = BTreeMap::new();
    for record in &lock.records {
        let key = record.story.as_str();
        let is_present = site.story_by_key(key).is_some() || site.is_hidden_story(key);
        if let Some(accepted) = record.accepted.as_ref().filter(|_| !is_present) {
            absent.entry(key).or_insert(accepted);
        }
    }
    absent
}

fn new_stories(site: &Site, lock: &Lock) -> Vec<NewStory> {
    let records = lock.records.iter();
    let recorded: HashSet<&str> = records.map(|record| record.story.as_str()).collect();
    let ids = site.story_ids();
    let new = ids.filter(|id| !recorded.contains(&*site.story(*id).key));
    new.map(|id| NewStory {
        id,
        sections: section_digests(site, site.story(id).original),
    })
    .collect()
}

/// Positions of the new stories that may have at least half of these sections. Such a story has
/// one of the rarer half, so that a section at the end of every story adds no candidates.
fn candidates(sections: &[&SectionDigest], by_digest: &HashMap<u64, Vec<usize>>) -> Vec<usize> {
    let with_section = |section: &&SectionDigest| {
        let readings = section.digest.readings();
        readings.filter_map(|reading| by_digest.get(&reading))
    };
    let mut sections = sections.to_vec();
    sections.sort_by_key(|section| with_section(section).map(Vec::len).sum::<usize>());
    sections.truncate(sections.len() / 2 + 1);
    let candidates = sections.iter().flat_map(with_section).flatten();
    let mut candidates: Vec<usize> = candidates.copied().collect();
    candidates.sort();
    candidates.dedup();
    candidates
}

/// The story with the most of these sections, at least half of them. `None` when two stories have
/// as many.
fn best_match<'s>(
    sections: &[&SectionDigest],
    stories: impl Iterator<Item = &'s NewStory>,
) -> Option<StoryId> {
    let matches = stories.map(|story| Match {
        id: story.id,
        shared: shared_sections(sections, &story.sections),
    });
    let is_enough = |one: &Match| one.shared > 0 && one.shared * 2 >= sections.len();
    let mut matches: Vec<Match> = matches.filter(is_enough).collect();
    matches.sort_unstable_by_key(|one| Reverse((one.shared, one.id)));
    match matches.as_slice() {
        [only] => Some(only.id),
        [first, second, ..] if first.shared > second.shared => Some(first.id),
        _ => None,
    }
}

/// How many of `sections` have an equal one among `others`.
fn shared_sections(sections: &[&SectionDigest], others: &[SectionDigest]) -> usize {
    let is_shared = |section: &&&SectionDigest| {
        let mut others = others.iter();
        others.any(|other| other.digest.agrees(&section.digest))
    };
    sections.iter().filter(is_shared).count()
}
