//! [`Taxonomy`], [`Terms`], [`Term`]: tags, categories and authors, linked across languages.
//!
//! Takes settings and articles; gives terms with their names, slugs and articles by language.

use crate::config::{Author, Config, Lang, TermNames};
use crate::content::{Article, ArticleId};
use crate::diagnostic::Spanned;
use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A way in which articles are classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// Subjects that many articles share.
    Tags,
    /// The sections of a magazine.
    Categories,
    /// Each author has a list of articles, and no feed. There is no index of authors.
    Authors,
}

/// Index of a term in its taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// A tag, a category or an author, the same in every language.
#[derive(Debug, Clone, Hash)]
pub struct Term {
    /// The name in each language, as it is written.
    pub names: Vec<String>,
    /// The name in each language as readers see it: typeset.
    shown_names: Vec<String>,
    /// A sentence about it in each language; may be empty.
    descriptions: Vec<String>,
    /// The last part of the address in each language.
    pub slugs: Vec<String>,
    /// Dated articles in each language, in the order of lists.
    pub articles: Vec<Vec<ArticleId>>,
    /// The first file that names the term.
    pub path: Arc<str>,
}

/// All terms of one taxonomy, and those of each article.
#[derive(Debug, Default, Hash)]
pub struct Terms {
    /// Every term: those of the settings first, then in the order in which articles name them.
    pub terms: Vec<Term>,
    /// The terms of each article.
    pub of_article: Vec<Vec<TermId>>,
}

impl Taxonomy {
    /// Every taxonomy.
    pub const ALL: [Taxonomy; 3] = [Taxonomy::Tags, Taxonomy::Categories, Taxonomy::Authors];
    /// The taxonomies that say what an article is about. They have an index, and a feed of each
    /// term.
    pub const SUBJECTS: [Taxonomy; 2] = [Taxonomy::Tags, Taxonomy::Categories];

    /// The folder of the taxonomy's pages, and its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Taxonomy::Tags => "tags",
            Taxonomy::Categories => "categories",
            Taxonomy::Authors => "authors",
        }
    }

    /// The word for one term, in messages.
    pub fn singular(self) -> &'static str {
        match self {
            Taxonomy::Tags => "tag",
            Taxonomy::Categories => "category",
            Taxonomy::Authors => "author",
        }
    }

    /// The terms that the settings name.
    fn named_terms(self, config: &Config) -> Cow<'_, [TermNames]> {
        match self {
            Taxonomy::Tags => (&config.tags).into(),
            Taxonomy::Categories => (&config.categories).into(),
            Taxonomy::Authors => {
                let authors = config.authors.iter();
                let names = authors.map(|(id, author)| author_names(config, id, author));
                names.collect()
            }
        }
    }

    /// The names that an article writes.
    fn names_in(self, article: &Article) -> Vec<&str> {
        match self {
            Taxonomy::Tags => texts(&article.tags),
            Taxonomy::Categories => texts(&article.categories),
            Taxonomy::Authors => article.authors.iter().map(String::as_str).collect(),
        }
    }
}

impl Terms {
    /// Collects the terms of all articles. `order` holds the dated ones in the order of lists.
    pub fn new(
        taxonomy: Taxonomy,
        config: &Config,
        articles: &[Arc<Article>],
        order: &[ArticleId],
    ) -> Self {
        let mut index = TermIndex::new(&taxonomy.named_terms(config), config);
        let mut of_article: Vec<Vec<TermId>> = Vec::with_capacity(articles.len());
        for article in articles {
            let mut ids = Vec::new();
            for name in taxonomy.names_in(article) {
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
        separate_slugs(&mut terms, &index.ids);
        for term in &mut terms {
            let names = config.langs().zip(&term.names);
            let shown = names.map(|(lang, name)| config.typeset(lang, name));
            term.shown_names = shown.collect();
        }
        Terms { terms, of_article }
    }

    /// A term by its number.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// The term with this name in any language; case, accents and hyphens do not count.
    pub fn find(&self, name: &str) -> Option<TermId> {
        let key = name_key(name);
        let mut terms = self.terms.iter();
        let at = terms.position(|term| term.names.iter().any(|name| name_key(name) == key))?;
        u32::try_from(at).ok().map(TermId)
    }

    /// Terms with articles in a language.
    pub fn in_language(&self, lang: Lang) -> impl Iterator<Item = TermId> + '_ {
        let ids = (0..self.terms.len() as u32).map(TermId);
        ids.filter(move |id| !self.term(*id).in_language(lang).is_empty())
    }
}

impl Term {
    /// The name in a language as readers see it.
    pub fn name(&self, lang: Lang) -> &str {
        &self.shown_names[usize::from(lang.0)]
    }

    /// A sentence about it in a language; may be empty.
    pub fn description(&self, lang: Lang) -> &str {
        &self.descriptions[usize::from(lang.0)]
    }

    /// The name in a language as it is written.
    pub fn written_name(&self, lang: Lang) -> &str {
        &self.names[usize::from(lang.0)]
    }

    /// The last part of the address in a language.
    pub fn slug(&self, lang: Lang) -> &str {
        &self.slugs[usize::from(lang.0)]
    }

    /// Dated articles in a language, in the order of lists.
    pub fn in_language(&self, lang: Lang) -> &[ArticleId] {
        &self.articles[usize::from(lang.0)]
    }
}

/// The names of an author of the settings: the same in every language.
fn author_names(config: &Config, id: &str, author: &Author) -> TermNames {
    let names = [(config.default_language, author.name.clone())];
    TermNames {
        id: id.to_string(),
        // no message points to an author
        span: 0..0,
        names: names.into(),
        descriptions: BTreeMap::new(),
    }
}

fn texts(terms: &[Spanned<String>]) -> Vec<&str> {
    terms.iter().map(|term| term.value.as_str()).collect()
}

/// Finds terms by their ids and names while articles are read. Case, accents and hyphens do not
/// count.
struct TermIndex {
    terms: Vec<Term>,
    /// The id of each term in the settings, or the slug of its name.
    ids: Vec<String>,
    /// Terms by a name in any language.
    by_name: HashMap<String, TermId>,
    /// Terms by a name in one language. A word may mean something else in another language, so
    /// these come first.
    by_own_name: HashMap<(Lang, String), TermId>,
    /// Terms by a name as an author writes it, for each language: a cache of the other two.
    by_spelling: Vec<HashMap<String, TermId>>,
    languages: usize,
}

impl TermIndex {
    fn new(named: &[TermNames], config: &Config) -> Self {
        let mut index = TermIndex {
            terms: Vec::new(),
            ids: Vec::new(),
            by_name: HashMap::new(),
            by_own_name: HashMap::new(),
            by_spelling: vec![HashMap::new(); config.languages.len()],
            languages: config.languages.len(),
        };
        for term in named {
            index.add_named(term, config);
        }
        for (at, term) in named.iter().enumerate() {
            let by_name = index.by_name.entry(name_key(&term.id));
            by_name.or_insert(TermId(at as u32));
        }
        index
    }

    /// Adds a term of the settings. Languages without a name take the one of the default language,
    /// else the first, else the id.
    fn add_named(&mut self, named: &TermNames, config: &Config) {
        let names = &named.names;
        let fallback = names.get(&config.default_language);
        let fallback = fallback.or(names.values().next()).unwrap_or(&named.id);
        let every_name = config.langs().map(|lang| names.get(&lang));
        let every_name = every_name.map(|name| name.unwrap_or(fallback).clone());
        let id = self.add(named.id.clone(), every_name.collect(), "griot.yaml".into());
        let descriptions = config.langs().map(|lang| named.descriptions.get(&lang));
        self.terms[id.0 as usize].descriptions = descriptions
            .map(|text| text.cloned().unwrap_or_default())
            .collect();
        for (lang, name) in names {
            let key = name_key(name);
            self.by_own_name.insert((*lang, key.clone()), id);
            self.by_name.entry(key).or_insert(id);
        }
    }

    fn add(&mut self, id: String, names: Vec<String>, path: Arc<str>) -> TermId {
        let term = TermId(self.terms.len() as u32);
        let slugs = names.iter().map(|name| {
            let mut slugs = [slug(name), slug(&id)].into_iter();
            let slug = slugs.find(|slug| !slug.is_empty());
            slug.unwrap_or_else(|| code_points(name))
        });
        self.terms.push(Term {
            slugs: slugs.collect(),
            articles: vec![Vec::new(); names.len()],
            shown_names: Vec::new(),
            descriptions: vec![String::new(); names.len()],
            names,
            path,
        });
        self.ids.push(id);
        term
    }

    /// The term with this name, new if there is none. `path` is the file that names it.
    fn term(&mut self, name: &str, lang: Lang, path: &Arc<str>) -> TermId {
        let at = usize::from(lang.0);
        if let Some(id) = self.by_spelling[at].get(name) {
            return *id;
        }
        let own = (lang, name_key(name));
        let found = self.by_own_name.get(&own).or(self.by_name.get(&own.1));
        let id = found
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
fn code_points(name: &str) -> String {
    let codes = name.chars().filter(|c| !c.is_whitespace());
    let codes: Vec<String> = codes
        .take(8)
        .map(|c| format!("u{:x}", u32::from(c)))
        .collect();
    codes.join("-")
}

/// Gives terms of one language whose names have the same slug (`C` and `C++`) different ones: from
/// their ids, or from their signs in words.
fn separate_slugs(terms: &mut [Term], ids: &[String]) {
    let languages = terms.first().map_or(0, |term| term.slugs.len());
    for lang in 0..languages {
        let shared = shared_slugs(terms, lang);
        for (term, id) in terms.iter_mut().zip(ids) {
            let own = &term.slugs[lang];
            if shared.contains(own) {
                let words = term.names[lang]
                    .replace('+', " plus ")
                    .replace('#', " sharp ")
                    .replace('.', " dot ");
                let mut others = [slug(id), slug(&words)].into_iter();
                let other = others.find(|slug| slug != own && !slug.is_empty());
                term.slugs[lang] = other.unwrap_or_else(|| own.clone());
            }
        }
    }
}

/// Slugs that several terms with articles have in a language.
fn shared_slugs(terms: &[Term], lang: usize) -> HashSet<String> {
    let mut seen = HashSet::new();
    let used = terms.iter().filter(|term| !term.articles[lang].is_empty());
    let slugs = used.map(|term| &term.slugs[lang]);
    let again = slugs.filter(|slug| !seen.insert((*slug).clone()));
    again.cloned().collect()
}
