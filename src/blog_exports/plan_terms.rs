//! Plans categories, tags and authors: which ones the site has, and by which id texts name them.

use super::export_index::{ExportIndex, IndexedItem, ItemKey, polylang_group};
use super::pair_items::{LanguageHints, PairedItems};
use super::qtranslate::split_languages;
use super::records::SourceTerm;
use crate::imported_site::language_code;
use crate::imported_site::{
    ImportedAuthor, ImportedTerm, ResolvedTerms, TermNumber, TermTable, unique,
};
use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The two kinds of terms that a site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// Categories.
    Category,
    /// Tags.
    Tag,
}

impl TermKind {
    /// The name of the taxonomy in WordPress.
    pub fn taxonomy(self) -> &'static str {
        match self {
            TermKind::Category => "category",
            TermKind::Tag => "post_tag",
        }
    }
}

/// The terms of one kind.
#[derive(Debug, Default)]
pub struct KindTerms {
    /// The terms of the site.
    pub resolved: ResolvedTerms,
    /// The number of each term, by export and slug.
    by_slug: HashMap<TermPlace, TermNumber>,
    /// Terms that no text uses, by name.
    pub unused: Vec<String>,
    /// How many terms the exports have.
    pub found: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct TermPlace {
    export: usize,
    slug: String,
}

/// Categories, tags and authors of a site.
#[derive(Debug, Default)]
pub struct PlannedTerms {
    /// The categories.
    pub categories: KindTerms,
    /// The tags.
    pub tags: KindTerms,
    /// The authors that texts name.
    pub authors: Vec<ImportedAuthor>,
    /// The id of each login.
    author_ids: HashMap<String, String>,
    /// Authors that no text names.
    pub unused_authors: Vec<String>,
    /// Terms of other taxonomies, which the site does not have: `series: Kora`.
    pub others: Vec<String>,
}

impl KindTerms {
    /// The term of the site that a term of an export became.
    pub fn by_slug(&self, export: usize, slug: &str) -> Option<&ImportedTerm> {
        let slug = slug.to_string();
        let number = self.by_slug.get(&TermPlace { export, slug })?;
        Some(self.resolved.of(*number))
    }
}

impl PlannedTerms {
    /// The ids of terms by their slugs, each once.
    pub fn ids<'a>(
        &self,
        kind: TermKind,
        export: usize,
        slugs: impl Iterator<Item = &'a str>,
    ) -> Vec<String> {
        let terms = self.of(kind);
        let mut ids: Vec<String> = Vec::new();
        for slug in slugs {
            let id = terms.by_slug(export, slug).map(|term| term.id.clone());
            ids.extend(id.filter(|id| !ids.contains(id)));
        }
        ids.truncate(crate::limits::LIST_ITEMS);
        ids
    }

    /// The terms of a kind.
    pub fn of(&self, kind: TermKind) -> &KindTerms {
        match kind {
            TermKind::Category => &self.categories,
            TermKind::Tag => &self.tags,
        }
    }

    /// The id of an author.
    pub fn author(&self, login: &str) -> Option<&str> {
        self.author_ids.get(login).map(String::as_str)
    }
}

/// Plans the terms and authors that texts use.
pub fn plan_terms(
    index: &ExportIndex,
    paired: &PairedItems,
    hints: &LanguageHints,
) -> PlannedTerms {
    let written: BTreeSet<ItemKey> = paired
        .stories
        .iter()
        .flatten()
        .map(|member| member.item)
        .collect();
    let items = index
        .items
        .iter()
        .filter(|item| written.contains(&item.key));
    let items: Vec<&IndexedItem> = items.collect();
    let planner = TermPlanner {
        index,
        paired,
        hints,
        items: &items,
    };
    let mut planned = PlannedTerms {
        categories: planner.kind(TermKind::Category),
        tags: planner.kind(TermKind::Tag),
        others: planner.others(),
        ..PlannedTerms::default()
    };
    plan_authors(index, &items, &mut planned);
    planned
}

struct TermPlanner<'a> {
    index: &'a ExportIndex,
    paired: &'a PairedItems,
    hints: &'a LanguageHints,
    items: &'a [&'a IndexedItem],
}

impl TermPlanner<'_> {
    fn kind(&self, kind: TermKind) -> KindTerms {
        let uses = self.uses(kind);
        let langs = self.polylang_languages();
        let mut table = TermTable::default();
        let mut terms = KindTerms::default();
        let mut by_id: HashMap<u64, TermNumber> = HashMap::new();
        let mut groups: HashMap<String, TermNumber> = HashMap::new();
        for indexed in &self.index.terms {
            let term = &indexed.term;
            if term.taxonomy != kind.taxonomy() {
                continue;
            }
            terms.found += 1;
            let place = TermPlace {
                export: indexed.export,
                slug: term.slug.clone(),
            };
            let Some(use_langs) = uses.get(&place) else {
                terms.unused.push(term.name.clone());
                continue;
            };
            let wpml = self
                .hints
                .wpml
                .as_ref()
                .and_then(|table| table.term(term.id));
            let lang = langs
                .get(&term.id)
                .cloned()
                .or(wpml.map(|entry| entry.lang.clone()));
            let lang = lang.or_else(|| self.only(use_langs));
            let number = add(&mut table, term, lang.as_deref());
            if let Some(entry) = wpml {
                let first = *groups.entry(entry.group.clone()).or_insert(number);
                table.join(first, number);
            }
            by_id.insert(term.id, number);
            terms.by_slug.insert(place, number);
        }
        self.join_polylang(&mut table, &by_id);
        terms.resolved = table.resolve(&self.paired.languages[0]);
        terms
    }

    /// The languages of the texts that use each term.
    fn uses(&self, kind: TermKind) -> HashMap<TermPlace, BTreeSet<&str>> {
        let mut langs: HashMap<ItemKey, Vec<&str>> = HashMap::new();
        for member in self.paired.stories.iter().flatten() {
            langs.entry(member.item).or_default().push(&member.lang);
        }
        let mut uses: HashMap<TermPlace, BTreeSet<&str>> = HashMap::new();
        for item in self.items {
            for name in &item.uses {
                let Some((taxonomy, slug)) = name.split_once('/') else {
                    continue;
                };
                if taxonomy == kind.taxonomy() {
                    let (export, slug) = (item.key.export, slug.to_string());
                    let own = uses.entry(TermPlace { export, slug }).or_default();
                    own.extend(langs.get(&item.key).into_iter().flatten());
                }
            }
        }
        uses
    }

    /// The language of a term whose texts are all in one, in a site of several.
    fn only(&self, langs: &BTreeSet<&str>) -> Option<String> {
        let first = langs.iter().next().filter(|_| langs.len() == 1);
        let first = first.filter(|_| self.paired.languages.len() > 1);
        first.map(|lang| lang.to_string())
    }

    /// Languages of terms by number, from Polylang's groups.
    fn polylang_languages(&self) -> HashMap<u64, String> {
        let groups = self.polylang_groups();
        let pairs = groups.into_iter().flatten();
        pairs
            .filter_map(|(lang, id)| Some((id, language_code(&lang)?)))
            .collect()
    }

    fn polylang_groups(&self) -> Vec<BTreeMap<String, u64>> {
        let terms = self.index.terms.iter().map(|indexed| &indexed.term);
        let groups = terms.filter(|term| term.taxonomy == "term_translations");
        groups
            .map(|term| polylang_group(&term.description))
            .collect()
    }

    fn join_polylang(&self, table: &mut TermTable, by_id: &HashMap<u64, TermNumber>) {
        for group in self.polylang_groups() {
            let mut numbers = group.values().filter_map(|id| by_id.get(id));
            if let Some(first) = numbers.next() {
                numbers.for_each(|other| table.join(*first, *other));
            }
        }
    }

    /// Terms of taxonomies that the site does not have, but for those of plugins for languages.
    fn others(&self) -> Vec<String> {
        const KNOWN: [&str; 9] = [
            "category",
            "post_tag",
            "language",
            "term_language",
            "post_translations",
            "term_translations",
            "author",
            "nav_menu",
            "wp_theme",
        ];
        let terms = self.index.terms.iter().map(|indexed| &indexed.term);
        let others = terms.filter(|term| !KNOWN.contains(&term.taxonomy.as_str()));
        others
            .map(|term| format!("{}: {}", term.taxonomy, term.name))
            .collect()
    }
}

/// Adds a term, or one for each language that qTranslate keeps in its name.
fn add(table: &mut TermTable, term: &SourceTerm, lang: Option<&str>) -> TermNumber {
    let Some(names) = split_languages(&term.name) else {
        return table.add(lang, &plain(&term.name), &plain(&term.description));
    };
    let descriptions = split_languages(&term.description).unwrap_or_default();
    let mut first = None;
    for (code, name) in &names {
        let description = descriptions.get(code).map_or("", String::as_str);
        let code = language_code(code);
        let number = table.add(code.as_deref(), &plain(name), &plain(description));
        table.join(*first.get_or_insert(number), number);
    }
    first.unwrap_or_else(|| table.add(lang, &plain(&term.name), ""))
}

/// A name or a description without tags and entities.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let is_tag =
            rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
        let end = rest[at..].find('>').filter(|_| is_tag);
        let length = end.map_or(1, |end| end + 1);
        text.push_str(if end.is_some() { " " } else { "<" });
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    let text = htmlize::unescape(&text).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn plan_authors(index: &ExportIndex, items: &[&IndexedItem], planned: &mut PlannedTerms) {
    let used: BTreeSet<&str> = items
        .iter()
        .flat_map(|item| &item.authors)
        .map(String::as_str)
        .collect();
    let names: BTreeMap<&str, &str> = index
        .authors
        .iter()
        .map(|author| (author.login.as_str(), author.name.as_str()))
        .collect();
    let mut taken = BTreeSet::new();
    let mut by_name: HashMap<String, String> = HashMap::new();
    for login in &used {
        let name = names
            .get(login)
            .map_or(*login, |name| if name.is_empty() { login } else { name });
        let name = plain(name);
        let id = by_name.entry(name_key(&name)).or_insert_with(|| {
            let id = match slug(&name) {
                empty if empty.is_empty() => "author".to_string(),
                id => id,
            };
            let id = unique(&id, &mut taken);
            planned.authors.push(ImportedAuthor {
                id: id.clone(),
                name,
            });
            id
        });
        planned.author_ids.insert(login.to_string(), id.clone());
    }
    let unused = index
        .authors
        .iter()
        .filter(|author| !used.contains(author.login.as_str()));
    planned.unused_authors = unused.map(|author| author.name.clone()).collect();
}
