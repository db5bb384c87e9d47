//! Finds the language of each text, and which texts are translations of each other.

use super::export_index::{ExportIndex, IndexedItem, ItemKey};
use super::own_addresses::OwnAddresses;
use super::wpml_table::WpmlTable;
use crate::config::own_name;
use crate::imported_site::{language_code, primary};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the author of the command says about languages.
#[derive(Debug, Clone, Default)]
pub struct LanguageHints {
    /// The language of each export, where exports are of one language each.
    pub by_export: Vec<Option<String>>,
    /// WPML's table.
    pub wpml: Option<WpmlTable>,
}

/// A text in one language: an item, or the part of an item that qTranslate keeps for a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The item.
    pub item: ItemKey,
    /// The code of the language.
    pub lang: String,
    /// Whether the item holds other languages too.
    pub is_part: bool,
}

/// The languages of a site, and its texts by story.
#[derive(Debug, Default)]
pub struct PairedItems {
    /// The codes, the default one first.
    pub languages: Vec<String>,
    /// Texts that are translations of each other, each story in the order of the languages.
    pub stories: Vec<Vec<Member>>,
    /// The links that readers no longer need, by item.
    pub toggles: HashMap<ItemKey, Vec<String>>,
    /// Items whose place in a story another item of the same language has.
    pub doubles: Vec<ItemKey>,
    /// Items that no sign of a language was found for, in a site of several.
    pub guessed: HashSet<ItemKey>,
}

/// Pairs the texts of exports.
pub fn pair_items(index: &ExportIndex, own: &OwnAddresses, hints: &LanguageHints) -> PairedItems {
    let pairing = Pairing::new(index, own, hints);
    pairing.finish()
}

struct Pairing<'a> {
    texts: Vec<&'a IndexedItem>,
    default: String,
    langs: Vec<Option<String>>,
    /// The text that leads the story of each text.
    leaders: Vec<usize>,
    toggles: HashMap<ItemKey, Vec<String>>,
}

impl<'a> Pairing<'a> {
    fn new(index: &'a ExportIndex, own: &OwnAddresses, hints: &LanguageHints) -> Self {
        let is_kept = |item: &&IndexedItem| {
            item.kind.is_text() && item.status != super::export_index::ItemStatus::Trash
        };
        let texts: Vec<&IndexedItem> = index.items.iter().filter(is_kept).collect();
        let site = language_code(index.fact("language"));
        let site = site.map(|code| primary(&code).to_string());
        let mut pairing = Pairing {
            langs: vec![None; texts.len()],
            leaders: (0..texts.len()).collect(),
            texts,
            default: site.unwrap_or_else(|| "en".to_string()),
            toggles: HashMap::new(),
        };
        pairing.by_plugins(index, hints);
        if index.has_wpml {
            pairing.by_address(own);
        }
        pairing.by_copies();
        pairing.by_toggles(own);
        pairing
    }

    fn leader(&self, mut at: usize) -> usize {
        while self.leaders[at] != at {
            at = self.leaders[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.leader(one), self.leader(other));
        self.leaders[one.max(other)] = one.min(other);
    }

    /// Languages and groups that the command, Polylang or WPML's table say.
    fn by_plugins(&mut self, index: &ExportIndex, hints: &LanguageHints) {
        let mut groups: HashMap<String, usize> = HashMap::new();
        for at in 0..self.texts.len() {
            let item = self.texts[at];
            let of_export = hints.by_export.get(item.key.export).cloned().flatten();
            let wpml = hints
                .wpml
                .as_ref()
                .and_then(|table| table.post(item.key.id));
            let of_polylang = item
                .lang
                .as_deref()
                .and_then(|slug| index.polylang_code(slug));
            let of_wpml = wpml.map(|entry| entry.lang.clone());
            self.langs[at] = of_export.or(of_polylang).or(of_wpml);
            let group = item.group.clone().map(|group| format!("polylang {group}"));
            let group = group.or(wpml.map(|entry| format!("wpml {}", entry.group)));
            if let Some(group) = group {
                let group = format!("{} {group}", item.key.export);
                let first = *groups.entry(group).or_insert(at);
                self.join(first, at);
            }
        }
    }

    /// Languages that stand in addresses, as WPML writes them: `/en/…` and `?lang=en`.
    fn by_address(&mut self, own: &OwnAddresses) {
        for at in 0..self.texts.len() {
            let Some(address) = own.own(&self.texts[at].link) else {
                continue;
            };
            let first = address.path.trim_start_matches('/').split('/').next();
            let of_query = address.query_value("lang");
            let code = of_query.or(first).and_then(language_code);
            let code = code.filter(|code| own_name(primary(code)).is_some());
            if self.langs[at].is_none() {
                self.langs[at] = code;
            }
        }
        // texts without a language in their address are in the default one
        if self.langs.iter().any(Option::is_some) {
            let default = self.default.clone();
            self.langs.iter_mut().for_each(|lang| {
                lang.get_or_insert_with(|| default.clone());
            });
        }
    }

    /// Texts that WPML says are copies of another one for a translator.
    fn by_copies(&mut self) {
        let by_key: HashMap<ItemKey, usize> = self.by_key();
        for at in 0..self.texts.len() {
            let key = self.texts[at].key;
            let from = self.texts[at].copied_from.map(|id| ItemKey { id, ..key });
            if let Some(from) = from.and_then(|from| by_key.get(&from)) {
                self.join(*from, at);
            }
        }
    }

    fn by_key(&self) -> HashMap<ItemKey, usize> {
        let texts = self.texts.iter().enumerate();
        texts.map(|(at, item)| (item.key, at)).collect()
    }

    /// Pairs by links such as "Click here to read in English".
    fn by_toggles(&mut self, own: &OwnAddresses) {
        let mut by_path: HashMap<String, usize> = HashMap::new();
        for (at, item) in self.texts.iter().enumerate() {
            let address = own
                .own(&item.link)
                .filter(|address| address.query.is_empty());
            if let Some(address) = address.filter(|address| !address.key().is_empty()) {
                by_path.entry(address.key()).or_insert(at);
            }
        }
        let by_key = self.by_key();
        let target_of = |item: &IndexedItem, address: &str| {
            let address = own.own(address)?;
            let id = ["p", "page_id"]
                .iter()
                .find_map(|name| address.query_value(name));
            match id.and_then(|id| id.parse().ok()) {
                Some(id) => by_key.get(&ItemKey { id, ..item.key }).copied(),
                None => by_path.get(&address.key()).copied(),
            }
        };
        // a link says the language of the other side first, then what is left of its own
        let mut own_sides = Vec::new();
        for at in 0..self.texts.len() {
            let item = self.texts[at];
            for toggle in &item.toggles {
                let Some(other) = target_of(item, &toggle.address).filter(|other| *other != at)
                else {
                    continue;
                };
                self.langs[other].get_or_insert_with(|| toggle.lang.to_string());
                own_sides.push(at);
                self.join(at, other);
                let links = self.toggles.entry(item.key).or_default();
                links.push(toggle.address.clone());
            }
        }
        let default = self.default.clone();
        for at in own_sides {
            self.langs[at].get_or_insert_with(|| default.clone());
        }
    }

    fn finish(self) -> PairedItems {
        let mut paired = PairedItems {
            toggles: self.toggles.clone(),
            ..PairedItems::default()
        };
        let mut stories: BTreeMap<usize, Vec<Member>> = BTreeMap::new();
        for (at, item) in self.texts.iter().enumerate() {
            let story = stories.entry(self.leader(at)).or_default();
            let own = self.langs[at].clone();
            if own.is_none() && item.inner_langs.is_empty() {
                paired.guessed.insert(item.key);
            }
            let parts: Vec<String> = match item.inner_langs.is_empty() {
                true => vec![own.unwrap_or_else(|| self.default.clone())],
                false => item
                    .inner_langs
                    .iter()
                    .filter_map(|lang| language_code(lang))
                    .collect(),
            };
            for lang in parts {
                let member = Member {
                    item: item.key,
                    lang,
                    is_part: !item.inner_langs.is_empty(),
                };
                match story.iter().any(|other| other.lang == member.lang) {
                    true => paired.doubles.push(member.item),
                    false => story.push(member),
                }
            }
        }
        paired.languages = self.languages(&stories);
        if paired.languages.len() == 1 {
            paired.guessed.clear();
        }
        paired.stories = stories
            .into_values()
            .filter(|story| !story.is_empty())
            .collect();
        // a double is a story of its own
        for item in &paired.doubles {
            let text = self.texts.iter().position(|text| text.key == *item);
            let lang = text.and_then(|at| self.langs[at].clone());
            let lang = lang.unwrap_or_else(|| self.default.clone());
            let (item, is_part) = (*item, false);
            paired.stories.push(vec![Member {
                item,
                lang,
                is_part,
            }]);
        }
        let order = |member: &Member| {
            let mut languages = paired.languages.iter();
            languages.position(|code| *code == member.lang)
        };
        paired
            .stories
            .iter_mut()
            .for_each(|story| story.sort_by_key(&order));
        paired
    }

    /// The languages of the texts: the default one first, then the most used.
    fn languages(&self, stories: &BTreeMap<usize, Vec<Member>>) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for member in stories.values().flatten() {
            *counts.entry(&member.lang).or_default() += 1;
        }
        let mut languages: Vec<&str> = counts.keys().copied().collect();
        languages.sort_by_key(|code| {
            let is_default = *code == self.default || primary(code) == self.default;
            (!is_default, std::cmp::Reverse(counts[code]))
        });
        match languages.is_empty() {
            true => vec![self.default.clone()],
            false => languages.into_iter().map(str::to_string).collect(),
        }
    }
}
