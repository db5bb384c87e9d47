//! Tags and categories that do not meet: in one language only, or written in several ways.

use super::Findings;
use crate::config::{Config, TermNames};
use crate::content::{Article, ArticleId};
use crate::diagnostic::{CheckRule, Diagnostic, Spanned, nearest};
use crate::site::{Site, Taxonomy, TermId, Terms};
use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The rule `tags`, for categories too.
pub fn terms(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(mut findings) = Findings::of(site, CheckRule::Tags, &mut found) {
        for taxonomy in Taxonomy::SUBJECTS {
            unnamed(site, taxonomy, &mut findings);
            spellings(site, taxonomy, &mut findings);
            Apart::new(site, taxonomy).tell(&mut findings);
        }
    }
    found
}

/// Those that the settings name.
fn table(taxonomy: Taxonomy, config: &Config) -> &[TermNames] {
    match taxonomy {
        Taxonomy::Tags => &config.tags,
        Taxonomy::Categories => &config.categories,
        Taxonomy::Authors => &[],
    }
}

/// Those of an article as they are written, and the file that names them.
fn written(taxonomy: Taxonomy, article: &Article) -> (&[Spanned<String>], &Arc<str>) {
    match taxonomy {
        Taxonomy::Tags => (&article.tags, &article.places.tags),
        Taxonomy::Categories => (&article.categories, &article.places.categories),
        Taxonomy::Authors => (&[], &article.path),
    }
}

/// Terms that the settings name in some languages only.
fn unnamed(site: &Site, taxonomy: Taxonomy, findings: &mut Findings) {
    let what = taxonomy.singular();
    for row in table(taxonomy, &site.config) {
        let without = site
            .config
            .langs()
            .filter(|lang| !row.names.contains_key(lang));
        let without: Vec<_> = without.map(|lang| site.config.language(lang)).collect();
        // with no name at all, its id is its name everywhere
        let (Some(first), Some(name)) = (without.first(), row.names.values().next()) else {
            continue;
        };
        let names: Vec<&str> = without
            .iter()
            .map(|language| language.name.as_str())
            .collect();
        let message = format!(
            "the {what} `{}` has no name in {}",
            row.id,
            names.join(", ")
        );
        let hint = format!(
            "add `{}: …`, or write one name for all languages: `{}: {name}`",
            first.code, row.id
        );
        findings.broken(&"griot.yaml".into(), message, hint).span = Some(row.span.clone());
    }
}

/// Where a spelling was met first, and in how many files.
struct Spelling<'s> {
    written: &'s Spanned<String>,
    path: &'s Arc<str>,
    files: usize,
}

/// Terms that the settings do not name and that authors write in several ways. (Those that they
/// name may be written in any.)
fn spellings(site: &Site, taxonomy: Taxonomy, findings: &mut Findings) {
    let table = table(taxonomy, &site.config).iter();
    let named: HashSet<String> = table
        .flat_map(|row| row.names.values().chain([&row.id]))
        .map(|name| name_key(name))
        .collect();
    let mut terms: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for article in site.articles() {
        let (own, path) = written(taxonomy, article);
        // inherited ones are met where they are written
        let own = own.iter().filter(|_| *path == article.path);
        for written in own {
            let folded = name_key(&written.value);
            if named.contains(&folded) {
                continue;
            }
            let spellings = terms.entry(folded).or_default();
            match spellings
                .iter_mut()
                .find(|known| known.written.value == written.value)
            {
                Some(known) => known.files += 1,
                None => spellings.push(Spelling {
                    written,
                    path,
                    files: 1,
                }),
            }
        }
    }
    for spellings in terms.values_mut().filter(|spellings| spellings.len() > 1) {
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.files));
        if let Some((usual, others)) = spellings.split_first() {
            others
                .iter()
                .for_each(|other| other.differs_from(usual, taxonomy, findings));
        }
    }
}

impl Spelling<'_> {
    fn differs_from(&self, usual: &Spelling, taxonomy: Taxonomy, findings: &mut Findings) {
        let name = &usual.written.value;
        let message = format!(
            "the {} `{}` is written `{name}` elsewhere",
            taxonomy.singular(),
            self.written.value
        );
        let others = match usual.files - 1 {
            0 => String::new(),
            others => format!(" and {others} other{}", if others == 1 { "" } else { "s" }),
        };
        let hint = format!(
            "write it in one way: `{name}` is in `{}`{others}",
            usual.path
        );
        findings.broken(self.path, message, hint).span = Some(self.written.span.clone());
    }
}

/// Terms that one article of a story has and its translation has not, although it names terms of
/// its own, where nothing else in that language has them either.
struct Apart<'s> {
    site: &'s Site,
    taxonomy: Taxonomy,
    terms: &'s Terms,
    told: HashSet<(TermId, Option<TermId>)>,
}

impl<'s> Apart<'s> {
    fn new(site: &'s Site, taxonomy: Taxonomy) -> Self {
        Apart {
            site,
            taxonomy,
            terms: site.terms(taxonomy),
            told: HashSet::new(),
        }
    }

    fn tell(mut self, findings: &mut Findings) {
        let site = self.site;
        for story in &site.stories {
            for (_, id) in &story.articles {
                for (_, other) in story.articles.iter().filter(|(_, other)| other != id) {
                    self.between(*id, *other, findings);
                }
            }
        }
    }

    fn between(&mut self, id: ArticleId, other: ArticleId, findings: &mut Findings) {
        let missing = self.only_in(id, other);
        if missing.is_empty() {
            return;
        }
        let (article, site) = (self.site.article(id), self.site);
        let unmatched = self.only_in(other, id);
        for term in missing {
            let same = self.likely_same(term, article, &unmatched, site.article(other));
            let key = same.map_or((term, None), |same| (term.min(same), Some(term.max(same))));
            if self.told.insert(key) {
                self.report(term, same, (article, site.article(other)), findings);
            }
        }
    }

    /// Terms of `id` that neither `other` nor any article of its language has.
    fn only_in(&self, id: ArticleId, other: ArticleId) -> Vec<TermId> {
        let (article, lang) = (self.site.article(id), self.site.article(other).lang);
        let own = &self.terms.of_article[id.0 as usize];
        let others = &self.terms.of_article[other.0 as usize];
        let only = |term: &&TermId| {
            !others.contains(term) && self.terms.term(**term).in_language(lang).is_empty()
        };
        let dated = article.is_dated() && self.site.article(other).is_dated();
        own.iter().filter(only).filter(|_| dated).copied().collect()
    }

    /// The term of the translation that is spelled most like this one, or stands alone as it does.
    fn likely_same(
        &self,
        term: TermId,
        article: &Article,
        unmatched: &[TermId],
        other: &Article,
    ) -> Option<TermId> {
        let name = |id: TermId, article: &Article| self.terms.term(id).name(article.lang);
        let names = unmatched.iter().map(|id| name(*id, other));
        let near = nearest(name(term, article), names);
        let near = near.and_then(|near| unmatched.iter().find(|id| name(**id, other) == near));
        let alone = match unmatched {
            [only] => Some(only),
            _ => None,
        };
        near.or(alone).copied()
    }

    fn report(
        &self,
        term: TermId,
        same: Option<TermId>,
        (article, other): (&Article, &Article),
        findings: &mut Findings,
    ) {
        let (what, list) = (self.taxonomy.singular(), self.taxonomy.name());
        let config = &self.site.config;
        let (here, there) = (config.language(article.lang), config.language(other.lang));
        let name = self.terms.term(term).name(article.lang);
        let mut message = format!("the {what} `{name}` exists in {} only", here.name);
        let (_, in_file) = written(self.taxonomy, other);
        let hint = match same.map(|same| self.terms.term(same).name(other.lang)) {
            Some(same) => {
                message.push_str(&format!(", and `{same}` in {} only", there.name));
                let id = slug(same);
                format!(
                    "`{same}` is in `{in_file}`; if it is the same, name it once in `griot.yaml`: `{list}: {{{id}: {{{}: {name}, {}: {same}}}}}`",
                    here.code, there.code
                )
            }
            None => {
                format!(
                    "add it to `{in_file}` too, or name it once in `griot.yaml`, in every language"
                )
            }
        };
        let (written, path) = written(self.taxonomy, article);
        let mut written = written
            .iter()
            .filter(|written| self.means(&written.value, term));
        findings.broken(path, message, hint).span =
            written.next().map(|written| written.span.clone());
    }

    /// Whether an author's word stands for a term: one of its names, or its id.
    fn means(&self, written: &str, term: TermId) -> bool {
        let row = table(self.taxonomy, &self.site.config).get(term.0 as usize);
        let names = self.terms.term(term).names.iter();
        let mut names = names.chain(row.map(|row| &row.id));
        let written = name_key(written);
        names.any(|name| name_key(name) == written)
    }
}
