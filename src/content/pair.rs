//! Pairing: source files with one key are one story, told in several languages.

use super::article::{Article, ArticleId, Story, StoryId};
use super::inherit::Inherited;
use super::known::Known;
use super::load::SourceFile;
use super::path_info::begins_as_date;
use crate::config::{Config, Lang};
use crate::diagnostic::{Diagnostic, Severity};
use crate::limits::TERMS;
use jiff::{Timestamp, ZonedDateTime};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// What is shown besides what is published today.
#[derive(Debug, Clone, Copy)]
pub struct Visibility {
    pub now: Timestamp,
    pub drafts: bool,
    /// Articles dated later than `now`, expired ones too.
    pub future: bool,
}

/// Why an article is not on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    Draft,
    Scheduled,
    Expired,
}

/// All stories, and what links need to find them.
#[derive(Debug, Default)]
pub struct Paired {
    pub stories: Vec<Story>,
    /// Story by story, in the order of the languages.
    pub articles: Vec<Arc<Article>>,
    /// By article.
    pub story_of: Vec<StoryId>,
    /// Story by the key that paths give, whatever `translationKey` says.
    pub keys: HashMap<Arc<str>, StoryId>,
    /// Articles that are left out, by path.
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    /// Keys of stories that are left out in every language.
    pub hidden_keys: HashSet<Arc<str>>,
}

/// Joins articles into stories. A story whose files are those that `known` told before is not
/// told again.
pub fn pair(
    mut sources: Vec<Arc<SourceFile>>,
    config: &Config,
    shown: &Visibility,
    known: Option<&mut Known>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Paired {
    // stable: files of one story stay in the order of their paths
    sources.sort_by(|a, b| a.key().cmp(b.key()));
    let groups: Vec<Group> = sources
        .chunk_by(|a, b| a.key() == b.key())
        .map(<[_]>::to_vec)
        .collect();
    drop(sources);
    let pair_group = |groups: Vec<Group>| -> Vec<PairedStory> {
        let groups = groups.into_par_iter();
        groups
            .map(|group| pair_group(group, config, diagnostics))
            .collect()
    };
    let told = match known {
        Some(known) => known.told(groups, pair_group),
        None => pair_group(groups).into_iter().map(Arc::new).collect(),
    };
    let mut paired = Paired::default();
    for told in &told {
        diagnostics.extend(told.problems.iter().cloned());
        paired.add(told, config, shown);
    }
    paired
}

/// The files of one story, by path.
pub type Group = Vec<Arc<SourceFile>>;

/// One story by itself, before it is numbered.
#[derive(Debug)]
pub struct PairedStory {
    key: Arc<str>,
    /// What paths call it.
    keys: Vec<Arc<str>>,
    original: Option<Arc<str>>,
    /// In the order of the languages, shown or not.
    articles: Vec<Arc<Article>>,
    problems: Vec<Diagnostic>,
}

fn pair_group(group: Group, config: &Config, known: &[Diagnostic]) -> PairedStory {
    let mut problems = Vec::new();
    let key: Arc<str> = group.first().map_or("", |source| source.key()).into();
    let group = one_per_language(&key, group, &mut problems);
    let original = original(&group, config, &mut problems);
    let inherited = Inherited::from(&group, original, config);
    let mut told = PairedStory {
        keys: keys(&group),
        original: group.get(original).map(|source| source.path.clone()),
        articles: Vec::with_capacity(group.len()),
        problems,
        key,
    };
    for source in group {
        let wants_date = source.written.key.starts_with("articles/");
        let is_page = source.written.key.starts_with("pages/");
        let misnamed = source.written.no_date.is_some();
        let source = Arc::unwrap_or_clone(source);
        let article = inherited.article(source, &told.key, config);
        if wants_date {
            let undated = undated(&article, told.original.as_ref(), known);
            told.problems.extend(undated);
        } else if !is_page {
            let unread = unread_date(&article).filter(|_| !misnamed);
            told.problems
                .extend(unread.or_else(|| in_no_list(&article)));
        }
        told.problems.extend(too_many_terms(&article));
        told.articles.push(Arc::new(article));
    }
    told
}

fn keys(group: &[Arc<SourceFile>]) -> Vec<Arc<str>> {
    let mut keys: Vec<Arc<str>> = Vec::with_capacity(1);
    for source in group {
        if keys.iter().all(|key| **key != *source.written.key) {
            keys.push(source.written.key.as_str().into());
        }
    }
    keys
}

fn too_many_terms(article: &Article) -> Option<Diagnostic> {
    let lists = [("tags", &article.tags), ("categories", &article.categories)];
    let (name, terms) = lists.into_iter().find(|(_, terms)| terms.len() > TERMS)?;
    let message = format!(
        "this article has {} {name}, over the limit of {TERMS}",
        terms.len()
    );
    let problem = Diagnostic::error(article.path.clone(), message);
    Some(problem.hint("keep the few that readers look for"))
}

/// The warning for a standing page outside `pages/` that has tags or categories, as posts have.
fn in_no_list(article: &Article) -> Option<Diagnostic> {
    let lists = [("tags", &article.tags), ("categories", &article.categories)];
    let (name, terms) = lists.into_iter().find(|(_, terms)| !terms.is_empty())?;
    let span = terms.first()?.span.clone();
    if article.date.is_some() {
        return None;
    }
    let message =
        format!("this has {name} and no date: it is a standing page, which no list shows");
    let problem = Diagnostic::warning(article.path.clone(), message).at(span);
    Some(problem.hint(format!("give it a `date`, or remove its `{name}`")))
}

/// The warning for a page whose file's name begins with a date that is not read.
fn unread_date(article: &Article) -> Option<Diagnostic> {
    let named = article.date.is_none() && begins_as_date(&article.path);
    let message =
        "the date in this file's name is not read: it is a standing page, which no list shows";
    named.then(|| {
        Diagnostic::warning(article.path.clone(), message)
            .hint("name it such as `2026-05-23-name.md`, or give its front matter a `date`")
    })
}

/// Under `articles/` a date is needed, unless it is there and something is wrong with it: in
/// this file, or in the original that it is inherited from.
fn undated(
    article: &Article,
    original: Option<&Arc<str>>,
    known: &[Diagnostic],
) -> Option<Diagnostic> {
    let misread = || {
        [Some(&article.path), original]
            .into_iter()
            .flatten()
            .any(|path| has_error(path, known))
    };
    let wrong = article.date.is_none() && !misread();
    let message = "an article needs a date and this one has none";
    wrong.then(|| {
        Diagnostic::error(article.path.clone(), message)
            .hint("add a line such as `date: 2026-11-23` to its front matter")
    })
}

/// Keeps one file for each language, in the order of the languages.
fn one_per_language(key: &str, group: Group, diagnostics: &mut Vec<Diagnostic>) -> Group {
    let mut by_lang: BTreeMap<Lang, Arc<SourceFile>> = BTreeMap::new();
    for source in group {
        if let Some(first) = by_lang.get(&source.lang) {
            let message = format!(
                "`{}` is the same story (`{key}`) in the same language",
                first.path
            );
            let mut diagnostic = Diagnostic::error(source.path.clone(), message);
            diagnostic.span = source
                .front
                .translation_key
                .as_ref()
                .map(|key| key.span.clone());
            diagnostics.push(
                diagnostic
                    .hint("rename one of them, or give one another `translationKey` or `lang`"),
            );
        } else {
            by_lang.insert(source.lang, source);
        }
    }
    by_lang.into_values().collect()
}

impl Paired {
    fn add(&mut self, told: &PairedStory, config: &Config, shown: &Visibility) {
        let story = StoryId(self.stories.len() as u32);
        let mut articles: Vec<(Lang, ArticleId)> = Vec::with_capacity(told.articles.len());
        let mut left_out = Vec::new();
        for article in &told.articles {
            if let Some(reason) = hidden(article, shown) {
                self.hidden.insert(article.path.clone(), reason);
                left_out.push((article.lang, article.path.clone()));
                continue;
            }
            articles.push((article.lang, ArticleId(self.articles.len() as u32)));
            self.story_of.push(story);
            self.articles.push(article.clone());
        }
        let Some(original) = self.shown_original(&articles, told.original.as_ref(), config) else {
            let keys = told.keys.iter().chain([&told.key]);
            return self.hidden_keys.extend(keys.cloned());
        };
        for key in &told.keys {
            self.keys.entry(key.clone()).or_insert(story);
        }
        self.stories.push(Story {
            key: told.key.clone(),
            articles,
            original,
            hidden: left_out,
        });
    }

    /// The original, or what stands in for it while it is hidden.
    fn shown_original(
        &self,
        articles: &[(Lang, ArticleId)],
        path: Option<&Arc<str>>,
        config: &Config,
    ) -> Option<ArticleId> {
        let is_original = |id: &ArticleId| Some(&self.articles[id.0 as usize].path) == path;
        let ids = || articles.iter().map(|(_, id)| *id);
        let default = articles
            .iter()
            .find(|(lang, _)| *lang == config.default_language);
        ids()
            .find(is_original)
            .or(default.map(|(_, id)| *id))
            .or(ids().next())
    }
}

/// Whether the file has an error already: its date may be there, and only misread.
fn has_error(path: &str, diagnostics: &[Diagnostic]) -> bool {
    let error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    diagnostics
        .iter()
        .filter(error)
        .any(|diagnostic| *diagnostic.path == *path)
}

/// Index of the story's original: the one that says so, else the default language's, else
/// the first, but for those that say they are not.
fn original(
    group: &[Arc<SourceFile>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut said = (0..group.len()).filter(|at| group[*at].front.original == Some(true));
    if let Some(first) = said.next() {
        for other in said {
            let message = format!(
                "`{}` says `original: true` for the same story",
                group[first].path
            );
            let diagnostic = Diagnostic::error(group[other].path.clone(), message);
            diagnostics.push(diagnostic.hint("only one language can be the original"));
        }
        return first;
    }
    let mut others = (0..group.len()).filter(|at| group[*at].front.original != Some(false));
    let first = others.clone().next().unwrap_or(0);
    others
        .find(|at| group[*at].lang == config.default_language)
        .unwrap_or(first)
}

/// Why an article is not shown, if it is not.
pub fn hidden(article: &Article, shown: &Visibility) -> Option<Hidden> {
    let later = |date: &ZonedDateTime| date.timestamp() > shown.now;
    if article.draft && !shown.drafts {
        return Some(Hidden::Draft);
    }
    if shown.future {
        return None;
    }
    let publish = article.publish_date.as_ref().or(article.date.as_ref());
    if publish.is_some_and(|date| later(&date.at)) {
        return Some(Hidden::Scheduled);
    }
    let expiry = article.expiry_date.as_ref();
    (expiry.is_some_and(|date| !later(&date.at))).then_some(Hidden::Expired)
}
