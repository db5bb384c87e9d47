//! Computes the `griot.lock` with one section of a translation accepted. Writes no file.

use super::Translations;
use super::accept_translations::AcceptanceFacts;
use super::lock_file::{Acceptance, AcceptedSection, Lock, SectionDigest};
use super::section_changes::align_sections;
use super::section_digests::section_digests;
use crate::content::ArticleId;
use crate::text::emoji;
use crate::text::fold::fold;

/// No section has the name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSection {
    /// The names of the original's sections.
    pub sections: Vec<String>,
}

/// A section of the original as it is now, or one that it no longer has.
enum Choice {
    /// A position in the original.
    Present(usize),
    /// A position in what was accepted.
    Removed(usize),
}

/// An acceptance of some sections.
struct BegunAcceptance {
    /// What was accepted so far.
    accepted: Acceptance,
    /// The whole translation, accepted now.
    new: Acceptance,
}

impl Translations {
    /// The lock with one section of these translations accepted as it is. `name` is the heading in either language, or `title`, `description`, `introduction`, `notes`.
    ///
    /// # Errors
    /// A translation has no section of this name.
    pub fn accept_section(
        &self,
        translations: &[ArticleId],
        name: &str,
        facts: &AcceptanceFacts,
    ) -> Result<Lock, UnknownSection> {
        let mut lock = self.lock_with_present_keys();
        for id in translations {
            let mut record = self.new_record(*id);
            let before = lock.get(&record.story, &record.lang);
            let before = before.and_then(|record| record.accepted.clone());
            record.accepted = Some(self.with_section(*id, name, before, facts)?);
            lock.put(record);
        }
        Ok(lock)
    }

    /// The lock with sections of one translation accepted as they are: those at these positions of
    /// [`section_digests`] of its original.
    pub fn accept_positions(
        &self,
        id: ArticleId,
        positions: &[usize],
        facts: &AcceptanceFacts,
    ) -> Lock {
        let mut lock = self.lock_with_present_keys();
        let mut record = self.new_record(id);
        let before = lock.get(&record.story, &record.lang);
        let before = before.and_then(|record| record.accepted.clone());
        let mut begun = self.begin(id, before, facts);
        for at in positions {
            put_section(&mut begun.accepted.sections, &begun.new.sections, *at);
        }
        record.accepted = Some(begun.accepted);
        lock.put(record);
        lock
    }

    /// What was accepted of a translation before, and what an acceptance of all of it would say.
    fn begin(
        &self,
        id: ArticleId,
        before: Option<Acceptance>,
        facts: &AcceptanceFacts,
    ) -> BegunAcceptance {
        let new = self.new_acceptance(id, facts);
        let accepted = match before {
            Some(before) if before.of == new.of => before,
            // nothing was accepted before
            _ => Acceptance {
                sections: Vec::new(),
                ..new.clone()
            },
        };
        let new = new.later_than(accepted.last());
        BegunAcceptance { accepted, new }
    }

    fn with_section(
        &self,
        id: ArticleId,
        name: &str,
        before: Option<Acceptance>,
        facts: &AcceptanceFacts,
    ) -> Result<Acceptance, UnknownSection> {
        let BegunAcceptance { mut accepted, new } = self.begin(id, before, facts);
        match self.find_section(id, name, &accepted, &new)? {
            Choice::Present(at) => put_section(&mut accepted.sections, &new.sections, at),
            Choice::Removed(at) => drop(accepted.sections.remove(at)),
        }
        Ok(accepted)
    }

    fn find_section(
        &self,
        id: ArticleId,
        name: &str,
        accepted: &Acceptance,
        new: &Acceptance,
    ) -> Result<Choice, UnknownSection> {
        let wanted = comparable(name);
        let is_wanted = |section: &SectionDigest| comparable(&section.name) == wanted;
        let position = |sections: &[AcceptedSection]| {
            let mut sections = sections.iter();
            sections.position(|section| is_wanted(&section.original))
        };
        if let Some(at) = position(&new.sections) {
            return Ok(Choice::Present(at));
        }
        if let Some(at) = position(&accepted.sections) {
            return Ok(Choice::Removed(at));
        }
        let own = section_digests(&self.site, id);
        let translated = own.iter().find(|section| is_wanted(section));
        let at = translated.and_then(|section| {
            let mut sections = new.sections.iter();
            sections.position(|other| other.translation == Some(section.digest))
        });
        at.map(Choice::Present).ok_or_else(|| UnknownSection {
            sections: new
                .sections
                .iter()
                .map(|section| section.original.name.clone())
                .collect(),
        })
    }
}

/// Puts the section at a position of `new` among the accepted ones: in the place of what it was, or
/// behind the section before it.
fn put_section(accepted: &mut Vec<AcceptedSection>, new: &[AcceptedSection], at: usize) {
    let old: Vec<&SectionDigest> = accepted.iter().map(|section| &section.original).collect();
    let sections: Vec<SectionDigest> = new.iter().map(|section| section.original.clone()).collect();
    let aligned = align_sections(&old, &sections);
    let before = aligned[..at].iter().flatten().max();
    let place = before.map_or(0, |before| before + 1);
    let Some(section) = new.get(at).cloned() else {
        return;
    };
    match aligned[at] {
        Some(own) => accepted[own] = section,
        None => accepted.insert(place, section),
    }
}

/// A section's name without hashes and emoji, folded; with its emoji where it has nothing else.
fn comparable(name: &str) -> String {
    let name = name.trim_start_matches('#').trim();
    let words = fold(&emoji::strip(name));
    match words.trim().is_empty() {
        true => name.to_string(),
        false => words.trim().to_string(),
    }
}
