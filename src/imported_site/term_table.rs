//! [`TermTable`]: the categories or tags of another program, joined across languages, each with the
//! id that articles name it by.
//!
//! Terms of one name are one term, whatever the case and accents: Griot's settings could not tell
//! them apart.

use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The place of a term in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermNumber(usize);

/// A term as another program has it.
#[derive(Debug, Clone)]
struct Entry {
    /// The code of its language; `None` where it has no language.
    lang: Option<String>,
    name: String,
    description: String,
    /// The entry that stands for this one; itself for most.
    leader: usize,
}

/// A term that the site will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedTerm {
    /// The id in settings and front matter.
    pub id: String,
    /// The names by language; the key is empty for the name in all others.
    pub names: BTreeMap<String, String>,
    /// The descriptions by language.
    pub descriptions: BTreeMap<String, String>,
}

/// The terms of one kind.
#[derive(Debug, Default)]
pub struct TermTable {
    entries: Vec<Entry>,
}

impl TermTable {
    /// Adds a term.
    pub fn add(&mut self, lang: Option<&str>, name: &str, description: &str) -> TermNumber {
        let number = self.entries.len();
        let words: Vec<&str> = name.split_whitespace().collect();
        self.entries.push(Entry {
            lang: lang.map(str::to_string),
            name: words.join(" "),
            description: description.to_string(),
            leader: number,
        });
        TermNumber(number)
    }

    /// Makes two terms one: they are translations of each other.
    pub fn join(&mut self, one: TermNumber, other: TermNumber) {
        let (one, other) = (self.leader(one.0), self.leader(other.0));
        let (first, second) = (one.min(other), one.max(other));
        self.entries[second].leader = first;
    }

    fn leader(&self, mut at: usize) -> usize {
        while self.entries[at].leader != at {
            at = self.entries[at].leader;
        }
        at
    }

    /// The terms of the site. `default` is the code of its default language.
    pub fn resolve(mut self, default: &str) -> ResolvedTerms {
        self.join_equal_names();
        let mut terms: Vec<ImportedTerm> = Vec::new();
        let mut by_leader: HashMap<usize, usize> = HashMap::new();
        let mut of_entry = Vec::with_capacity(self.entries.len());
        let mut ids = BTreeSet::new();
        for at in 0..self.entries.len() {
            let leader = self.leader(at);
            let term = *by_leader.entry(leader).or_insert_with(|| {
                terms.push(ImportedTerm {
                    id: String::new(),
                    names: BTreeMap::new(),
                    descriptions: BTreeMap::new(),
                });
                terms.len() - 1
            });
            of_entry.push(term);
            let entry = &self.entries[at];
            let lang = entry.lang.clone().unwrap_or_default();
            let names = &mut terms[term].names;
            names
                .entry(lang.clone())
                .or_insert_with(|| entry.name.clone());
            if !entry.description.is_empty() {
                let lang = if lang.is_empty() {
                    default.to_string()
                } else {
                    lang
                };
                let descriptions = &mut terms[term].descriptions;
                descriptions
                    .entry(lang)
                    .or_insert_with(|| entry.description.clone());
            }
        }
        for (number, term) in terms.iter_mut().enumerate() {
            let name = term.names.get(default).or(term.names.values().next());
            let id = slug(name.map_or("", String::as_str));
            let id = if id.is_empty() {
                format!("term-{number}")
            } else {
                id
            };
            term.id = unique(&id, &mut ids);
        }
        ResolvedTerms { terms, of_entry }
    }

    /// Joins terms that have the same name, or the name that is another one's id.
    fn join_equal_names(&mut self) {
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for at in 0..self.entries.len() {
            let name = &self.entries[at].name;
            for key in [name_key(name), name_key(&slug(name))] {
                if key.is_empty() {
                    continue;
                }
                let first = *by_name.entry(key).or_insert(at);
                self.join(TermNumber(first), TermNumber(at));
            }
        }
    }
}

/// `name`, or with a number behind it where it is taken.
pub fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut unique = name.to_string();
    let mut number = 2;
    while !taken.insert(unique.to_lowercase()) {
        unique = format!("{name}-{number}");
        number += 1;
    }
    unique
}

/// The terms of the site, and which one each term of the export is.
#[derive(Debug, Default)]
pub struct ResolvedTerms {
    /// The terms, in the order of the export.
    pub terms: Vec<ImportedTerm>,
    of_entry: Vec<usize>,
}

impl ResolvedTerms {
    /// The term that an entry became.
    pub fn of(&self, number: TermNumber) -> &ImportedTerm {
        &self.terms[self.of_entry[number.0]]
    }
}
