//! Tag consistency: tags and categories in one language only, or written in several ways.
//!
//! Takes a site; gives problems by the rule `tags`.

use super::Findings;
use crate::config::{Config, TermNames, names_in_messages};
use crate::content::{Article, ArticleId};
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink, Spanned, Text, nearest};
use crate::site::{Site, Taxonomy, TermId, Terms};
use crate::text::fold::name_key;
use crate::text::slug::slug;
use crate::{message, phrase};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The rule `tags`, for categories too.
pub(super) fn tag_consistency(site: &Site) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    if let Some(mut findings) = Findings::of(site, CheckRule::Tags, &mut found) {
        for taxonomy in Taxonomy::SUBJECTS {
            missing_names(site, taxonomy, &mut findings);
            spelling_variants(site, taxonomy, &mut findings);
            TermComparison::new(site, taxonomy).report_all(&mut findings);
        }
    }
    found.into_vec()
}

/// The terms that the settings name.
fn named_terms(taxonomy: Taxonomy, config: &Config) -> &[TermNames] {
    match taxonomy {
        Taxonomy::Tags => &config.tags,
        Taxonomy::Categories => &config.categories,
        Taxonomy::Authors => &[],
    }
}

/// The terms of an article as its author writes them.
struct WrittenTerms<'a> {
    names: &'a [Spanned<String>],
    /// The file that holds them: a translation may inherit the terms of its original.
    path: &'a Arc<str>,
}

fn written_terms(taxonomy: Taxonomy, article: &Article) -> WrittenTerms<'_> {
    let (names, path): (&[_], _) = match taxonomy {
        Taxonomy::Tags => (&article.tags, &article.places.tags),
        Taxonomy::Categories => (&article.categories, &article.places.categories),
        Taxonomy::Authors => (&[], &article.path),
    };
    WrittenTerms { names, path }
}

/// Terms that the settings name in some languages only.
fn missing_names(site: &Site, taxonomy: Taxonomy, findings: &mut Findings) {
    for term in named_terms(taxonomy, &site.config) {
        let langs = site.config.langs();
        let without = langs.filter(|lang| !term.names.contains_key(lang));
        let without: Vec<_> = without.map(|lang| site.config.language(lang)).collect();
        // a term without any name has its id as its name everywhere
        let names = (
            without.first(),
            term.names.values().next(),
            names_in_messages(&without),
        );
        let (Some(first), Some(name), Some(languages)) = names else {
            continue;
        };
        let message = message!(
            Code::MissingTermName,
            "{term} has no name in {languages}",
            term = term_text(taxonomy, &term.id),
            languages = languages
        );
        let hint = phrase!(
            "add `{code}: …`, or write one name for all languages: `{id}: {name}`",
            code = &first.code,
            id = &term.id,
            name = name
        );
        findings.report(&"griot.yaml".into(), message, hint).span = Some(term.span.clone());
    }
}

/// The first place of a spelling, and the number of files that have it.
struct Spelling<'s> {
    name: &'s Spanned<String>,
    path: &'s Arc<str>,
    files: usize,
}

/// Terms that authors write in several ways. Those that the settings name may be written in any.
fn spelling_variants(site: &Site, taxonomy: Taxonomy, findings: &mut Findings) {
    let mut terms = spellings(site, taxonomy);
    for spellings in terms.values_mut().filter(|spellings| spellings.len() > 1) {
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.files));
        if let Some((usual, others)) = spellings.split_first() {
            for other in others {
                report_variant(other, usual, taxonomy, findings);
            }
        }
    }
}

/// The spellings of each term that the settings do not name.
fn spellings(site: &Site, taxonomy: Taxonomy) -> BTreeMap<String, Vec<Spelling<'_>>> {
    let named = named_terms(taxonomy, &site.config).iter();
    let named = named.flat_map(|term| term.names.values().chain([&term.id]));
    let named: HashSet<String> = named.map(|name| name_key(name)).collect();
    let mut terms: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for article in site.articles() {
        let WrittenTerms { names, path } = written_terms(taxonomy, article);
        // inherited terms count in the file that writes them
        for name in names.iter().filter(|_| *path == article.path) {
            let key = name_key(&name.value);
            if named.contains(&key) {
                continue;
            }
            let spellings = terms.entry(key).or_default();
            let mut same = spellings.iter_mut();
            match same.find(|spelling| spelling.name.value == name.value) {
                Some(spelling) => spelling.files += 1,
                None => spellings.push(Spelling {
                    name,
                    path,
                    files: 1,
                }),
            }
        }
    }
    terms
}

fn report_variant(
    variant: &Spelling,
    usual: &Spelling,
    taxonomy: Taxonomy,
    findings: &mut Findings,
) {
    let name = &usual.name.value;
    let message = message!(
        Code::SpellingVariant,
        "{term} is written `{name}` elsewhere",
        term = term_text(taxonomy, &variant.name.value),
        name = name
    );
    let path = usual.path;
    let hint = match usual.files - 1 {
        0 => phrase!(
            "write it in one way: `{name}` is in `{path}`",
            name = name,
            path = path
        ),
        1 => phrase!(
            "write it in one way: `{name}` is in `{path}` and 1 other",
            name = name,
            path = path
        ),
        others => phrase!(
            "write it in one way: `{name}` is in `{path}` and {others} others",
            name = name,
            path = path,
            others = others
        ),
    };
    let problem = findings.report(variant.path, message, hint);
    problem.span = Some(variant.name.span.clone());
}

/// Finds terms that one article of a story has and its translation lacks, although the translation
/// names terms of its own, and no other article in its language has the term.
struct TermComparison<'s> {
    site: &'s Site,
    taxonomy: Taxonomy,
    terms: &'s Terms,
    reported: HashSet<TermMatch>,
}

/// A term, and the term of another language that most likely means the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct TermMatch {
    term: TermId,
    likely_same: Option<TermId>,
}

impl TermMatch {
    /// Equal for a match seen from either side.
    fn unordered(self) -> TermMatch {
        match self.likely_same {
            Some(same) => TermMatch {
                term: self.term.min(same),
                likely_same: Some(self.term.max(same)),
            },
            None => self,
        }
    }
}

impl<'s> TermComparison<'s> {
    fn new(site: &'s Site, taxonomy: Taxonomy) -> Self {
        TermComparison {
            site,
            taxonomy,
            terms: site.terms(taxonomy),
            reported: HashSet::new(),
        }
    }

    fn report_all(mut self, findings: &mut Findings) {
        let site = self.site;
        for story in &site.stories {
            for (_, id) in &story.articles {
                for (_, other) in story.articles.iter().filter(|(_, other)| other != id) {
                    self.compare(*id, *other, findings);
                }
            }
        }
    }

    /// Reports terms of `id` that `other` lacks, each once.
    fn compare(&mut self, id: ArticleId, other: ArticleId, findings: &mut Findings) {
        let missing = self.only_in(id, other);
        if missing.is_empty() {
            return;
        }
        let unmatched = self.only_in(other, id);
        let (article, other) = (self.site.article(id), self.site.article(other));
        for term in missing {
            let found = TermMatch {
                term,
                likely_same: self.likely_same(term, article, &unmatched, other),
            };
            if self.reported.insert(found.unordered()) {
                self.report(found, article, other, findings);
            }
        }
    }

    /// Terms of `id` that neither `other` nor any article in its language has.
    fn only_in(&self, id: ArticleId, other: ArticleId) -> Vec<TermId> {
        let other_article = self.site.article(other);
        if !self.site.article(id).is_dated() || !other_article.is_dated() {
            return Vec::new();
        }
        let others = &self.terms.of_article[other.0 as usize];
        let is_missing = |term: &&TermId| {
            let articles = self.terms.term(**term).in_language(other_article.lang);
            !others.contains(term) && articles.is_empty()
        };
        let own = self.terms.of_article[id.0 as usize].iter();
        own.filter(is_missing).copied().collect()
    }

    /// The term of the translation with the most similar name, or its only unmatched one.
    fn likely_same(
        &self,
        term: TermId,
        article: &Article,
        unmatched: &[TermId],
        other: &Article,
    ) -> Option<TermId> {
        let name = |id: TermId, article: &Article| self.terms.term(id).written_name(article.lang);
        let names = unmatched.iter().map(|id| name(*id, other));
        let near = nearest(name(term, article), names);
        let near = near.and_then(|near| unmatched.iter().find(|id| name(**id, other) == near));
        let only = match unmatched {
            [only] => Some(only),
            _ => None,
        };
        near.or(only).copied()
    }

    fn report(
        &self,
        found: TermMatch,
        article: &Article,
        other: &Article,
        findings: &mut Findings,
    ) {
        let config = &self.site.config;
        let (here, there) = (config.language(article.lang), config.language(other.lang));
        let name = self.terms.term(found.term).written_name(article.lang);
        let term = term_text(self.taxonomy, name);
        let same = found.likely_same;
        let same = same.map(|same| self.terms.term(same).written_name(other.lang));
        let file = written_terms(self.taxonomy, other).path;
        let (message, hint) = match same {
            Some(same) => (
                message!(
                    Code::TermInOneLanguage,
                    "{term} exists in {here} only, and `{same}` in {there} only",
                    term = term,
                    here = here.name_in_messages(),
                    same = same,
                    there = there.name_in_messages()
                ),
                phrase!(
                    "`{same}` is in `{file}`; if it is the same, name it once in `griot.yaml`: `{list}: {{{id}: {{{here}: {name}, {there}: {same}}}}}`",
                    same = same,
                    file = file,
                    list = self.taxonomy.name(),
                    id = slug(same),
                    here = &here.code,
                    name = name,
                    there = &there.code
                ),
            ),
            None => (
                message!(
                    Code::TermInOneLanguage,
                    "{term} exists in {here} only",
                    term = term,
                    here = here.name_in_messages()
                ),
                phrase!(
                    "add it to `{file}` too, or name it once in `griot.yaml`, in every language",
                    file = file
                ),
            ),
        };
        let WrittenTerms { names, path } = written_terms(self.taxonomy, article);
        let mut names = names.iter();
        let name = names.find(|name| self.means(&name.value, found.term));
        findings.report(path, message, hint).span = name.map(|name| name.span.clone());
    }

    /// Whether a word of an author stands for a term: is one of its names, or its id.
    fn means(&self, word: &str, term: TermId) -> bool {
        let named = named_terms(self.taxonomy, &self.site.config).get(term.0 as usize);
        let names = self.terms.term(term).names.iter();
        let mut names = names.chain(named.map(|named| &named.id));
        let key = name_key(word);
        names.any(|name| name_key(name) == key)
    }
}

/// A term in a message: ``the tag `tsmc` ``.
pub(super) fn term_text(taxonomy: Taxonomy, name: &str) -> Text {
    match taxonomy {
        Taxonomy::Tags => phrase!("the tag `{name}`", name = name),
        Taxonomy::Categories => phrase!("the category `{name}`", name = name),
        Taxonomy::Authors => phrase!("the author `{name}`", name = name),
    }
}
