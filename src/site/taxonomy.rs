//! Tags, categories and authors: named once, linked across languages.

use crate::config::{Author, Config, Lang, TermNames};
use crate::content::{Article, ArticleId};
use crate::diagnostic::Spanned;
use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One of the lists that articles are sorted into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    Tags,
    Categories,
    /// Each has a list of stories; there is no index of authors, and no feed of one.
    Authors,
}

/// Index of a term in its taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

#[derive(Debug, Clone, Hash)]
pub struct Term {
    /// By language.
    pub names: Vec<String>,
    /// Last part of its URL, by language.
    pub slugs: Vec<String>,
    /// Its dated articles by language, in the order of lists.
    pub articles: Vec<Vec<ArticleId>>,
    /// The file that named it first.
    pub path: Arc<str>,
}

/// All terms of one taxonomy, and those of each article.
#[derive(Debug, Default, Hash)]
pub struct Terms {
    pub terms: Vec<Term>,
    /// By article.
    pub of_article: Vec<Vec<TermId>>,
}

impl Taxonomy {
    pub const ALL: [Taxonomy; 3] = [Taxonomy::Tags, Taxonomy::Categories, Taxonomy::Authors];
    /// Those that say what an article is about: with an index, and a feed of each term.
    pub const SUBJECTS: [Taxonomy; 2] = [Taxonomy::Tags, Taxonomy::Categories];

    /// Folder of its pages, and its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Taxonomy::Tags => "tags",
            Taxonomy::Categories => "categories",
            Taxonomy::Authors => "authors",
        }
    }

    /// One of its terms, in messages.
    pub fn singular(self) -> &'static str {
        match self {
            Taxonomy::Tags => "tag",
            Taxonomy::Categories => "category",
            Taxonomy::Authors => "author",
        }
    }

    fn table(self, config: &Config) -> Cow<'_, [TermNames]> {
        match self {
            Taxonomy::Tags => (&config.tags).into(),
            Taxonomy::Categories => (&config.categories).into(),
            Taxonomy::Authors => config
                .authors
                .iter()
                .map(|pair| signed(config, pair))
                .collect(),
        }
    }

    fn written(self, article: &Article) -> Vec<&str> {
        match self {
            Taxonomy::Tags => texts(&article.tags),
            Taxonomy::Categories => texts(&article.categories),
            Taxonomy::Authors => article.authors.iter().map(String::as_str).collect(),
        }
    }
}

impl Terms {
    /// `order` is every article in the order of lists.
    pub fn new(
        taxonomy: Taxonomy,
        config: &Config,
        articles: &[Arc<Article>],
        order: &[ArticleId],
    ) -> Self {
        let mut index = Index::new(&taxonomy.table(config), config);
        let mut of_article: Vec<Vec<TermId>> = Vec::with_capacity(articles.len());
        for article in articles {
            let mut ids = Vec::new();
            for name in taxonomy.written(article) {
                let id = index.term(name, article.lang, &article.path);
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            of_article.push(ids);
        }
        for id in order {
            let article = &articles[id.0 as usize];
            for term in &of_article[id.0 as usize] {
                index.terms[term.0 as usize].articles[usize::from(article.lang.0)].push(*id);
            }
        }
        let mut terms = index.terms;
        distinguish(&mut terms, &index.ids);
        Terms { terms, of_article }
    }

    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// The term with this name in any language, whatever its case, accents and hyphens.
    pub fn find(&self, name: &str) -> Option<TermId> {
        let wanted = name_key(name);
        let named = |term: &Term| term.names.iter().any(|name| name_key(name) == wanted);
        let at = self.terms.iter().position(named)?;
        u32::try_from(at).ok().map(TermId)
    }

    /// Terms that have articles in `lang`.
    pub fn in_language(&self, lang: Lang) -> impl Iterator<Item = TermId> + '_ {
        let ids = (0..self.terms.len() as u32).map(TermId);
        ids.filter(move |id| !self.term(*id).in_language(lang).is_empty())
    }
}

impl Term {
    pub fn name(&self, lang: Lang) -> &str {
        &self.names[usize::from(lang.0)]
    }

    pub fn slug(&self, lang: Lang) -> &str {
        &self.slugs[usize::from(lang.0)]
    }

    pub fn in_language(&self, lang: Lang) -> &[ArticleId] {
        &self.articles[usize::from(lang.0)]
    }
}

/// An author of the settings, whose name is the same in every language.
fn signed(config: &Config, (id, author): (&String, &Author)) -> TermNames {
    let names = [(config.default_language, author.name.clone())];
    TermNames {
        id: id.clone(),
        // nobody is told of an author's place
        span: 0..0,
        names: names.into(),
    }
}

fn texts(terms: &[Spanned<String>]) -> Vec<&str> {
    terms.iter().map(|term| term.value.as_str()).collect()
}

/// Finds terms by id or by any language's name, whatever the case, accents and hyphens.
struct Index {
    terms: Vec<Term>,
    /// By term: the id of the table, or the slug of its name.
    ids: Vec<String>,
    by_name: HashMap<String, TermId>,
    /// One language's word may be another's name for something else: the own one comes first.
    by_own_name: HashMap<(Lang, String), TermId>,
    /// Names as written that were looked up before, by language.
    by_spelling: Vec<HashMap<String, TermId>>,
    languages: usize,
}

impl Index {
    fn new(table: &[TermNames], config: &Config) -> Self {
        let mut index = Index {
            terms: Vec::new(),
            ids: Vec::new(),
            by_name: HashMap::new(),
            by_own_name: HashMap::new(),
            by_spelling: vec![HashMap::new(); config.languages.len()],
            languages: config.languages.len(),
        };
        for row in table {
            let fallback = row
                .names
                .get(&config.default_language)
                .or(row.names.values().next());
            let fallback = fallback.unwrap_or(&row.id);
            let names = config
                .langs()
                .map(|lang| row.names.get(&lang).unwrap_or(fallback).clone())
                .collect();
            let id = index.add(row.id.clone(), names, "griot.yaml".into());
            for (lang, name) in &row.names {
                let key = name_key(name);
                index.by_own_name.insert((*lang, key.clone()), id);
                index.by_name.entry(key).or_insert(id);
            }
        }
        for (at, row) in table.iter().enumerate() {
            index
                .by_name
                .entry(name_key(&row.id))
                .or_insert(TermId(at as u32));
        }
        index
    }

    fn add(&mut self, id: String, names: Vec<String>, path: Arc<str>) -> TermId {
        let term = TermId(self.terms.len() as u32);
        let or_id = |name: &String| {
            let own = [slug(name), slug(&id)]
                .into_iter()
                .find(|slug| !slug.is_empty());
            own.unwrap_or_else(|| characters(name))
        };
        self.terms.push(Term {
            slugs: names.iter().map(or_id).collect(),
            articles: vec![Vec::new(); names.len()],
            names,
            path,
        });
        self.ids.push(id);
        term
    }

    fn term(&mut self, name: &str, lang: Lang, path: &Arc<str>) -> TermId {
        let at = usize::from(lang.0);
        if let Some(id) = self.by_spelling[at].get(name) {
            return *id;
        }
        let own = (lang, name_key(name));
        let known = self.by_own_name.get(&own).or(self.by_name.get(&own.1));
        let id = known
            .copied()
            .unwrap_or_else(|| self.new_term(name, own.1, path));
        self.by_spelling[at].insert(name.to_string(), id);
        id
    }

    fn new_term(&mut self, name: &str, key: String, path: &Arc<str>) -> TermId {
        let id = self.add(
            slug(name),
            vec![name.trim().to_string(); self.languages],
            path.clone(),
        );
        self.by_name.insert(key, id);
        id
    }
}

/// A slug for a name without letters, such as an emoji: `u1f525`.
fn characters(name: &str) -> String {
    let codes = name.chars().filter(|c| !c.is_whitespace());
    let codes: Vec<String> = codes
        .take(8)
        .map(|c| format!("u{:x}", u32::from(c)))
        .collect();
    codes.join("-")
}

/// Terms whose names have one slug (`C` and `C++`) are told apart by their ids, or by their
/// signs in words.
fn distinguish(terms: &mut [Term], ids: &[String]) {
    let languages = terms.first().map_or(0, |term| term.slugs.len());
    for lang in 0..languages {
        let mut seen = HashSet::new();
        let mut twice = HashSet::new();
        for term in terms.iter().filter(|term| !term.articles[lang].is_empty()) {
            if !seen.insert(term.slugs[lang].clone()) {
                twice.insert(term.slugs[lang].clone());
            }
        }
        for (term, id) in terms.iter_mut().zip(ids) {
            let shared = &term.slugs[lang];
            if twice.contains(shared) {
                let words = term.names[lang]
                    .replace('+', " plus ")
                    .replace('#', " sharp ")
                    .replace('.', " dot ");
                let other = [slug(id), slug(&words)]
                    .into_iter()
                    .find(|slug| slug != shared && !slug.is_empty());
                term.slugs[lang] = other.unwrap_or_else(|| shared.clone());
            }
        }
    }
}
