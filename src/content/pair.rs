//! Pairing: source files with the same key are one story in several languages.
//!
//! Takes parsed files, gives stories and articles with what translations inherit. Hidden
//! articles are paired too, and then set aside.

use super::article::{Article, ArticleId, Story, StoryId};
use super::build_article::Inherited;
use super::paired_story_cache::{Group, PairedStory, PairedStoryCache};
use super::parse_source_file::SourceFile;
use super::path_info::begins_as_date;
use super::repeated_posts::separate_repeated_posts;
use super::stray_texts::stray_texts;
use crate::config::{Config, Lang};
use crate::diagnostic::{Code, Diagnostic, Severity, Spanned};
use crate::{message, phrase};
use jiff::{Timestamp, ZonedDateTime};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Which articles are visible besides those that are published today.
#[derive(Debug, Clone, Copy)]
pub struct Visibility {
    /// The moment of the run.
    pub now: Timestamp,
    /// Drafts are visible.
    pub drafts: bool,
    /// Articles dated later than `now` and expired ones are visible.
    pub future: bool,
}

/// Why an article is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// A draft.
    Draft,
    /// Published later.
    Scheduled,
    /// No longer published.
    Expired,
}

/// All stories, and the keys by which links find them.
#[derive(Debug, Default)]
pub struct Paired {
    /// In the order of their keys.
    pub stories: Vec<Story>,
    /// Story by story, in the order of the languages.
    pub articles: Vec<Arc<Article>>,
    /// The story of each article.
    pub story_of: Vec<StoryId>,
    /// Stories by the key of their paths; `translationKey` does not count.
    pub keys: HashMap<Arc<str>, StoryId>,
    /// Hidden articles, by path.
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    /// Keys of stories that are hidden in every language.
    pub hidden_keys: HashSet<Arc<str>>,
    /// When the next scheduled article is due.
    pub next_due: Option<ZonedDateTime>,
}

/// Joins articles into stories. A story whose files did not change is taken from the cache.
pub fn pair(
    mut sources: Vec<Arc<SourceFile>>,
    config: &Config,
    visibility: &Visibility,
    cache: Option<&mut PairedStoryCache>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Paired {
    separate_repeated_posts(&mut sources);
    diagnostics.extend(stray_texts(&sources, config));
    // stable: files of one story stay in the order of their paths
    sources.sort_by(|a, b| a.key().cmp(b.key()));
    let groups: Vec<Group> = sources
        .chunk_by(|a, b| a.key() == b.key())
        .map(<[_]>::to_vec)
        .collect();
    drop(sources);
    let pair_all = |groups: Vec<Group>| -> Vec<PairedStory> {
        let groups = groups.into_par_iter();
        groups
            .map(|group| pair_group(group, config, diagnostics))
            .collect()
    };
    let stories = match cache {
        Some(cache) => cache.stories(groups, pair_all),
        None => pair_all(groups).into_iter().map(Arc::new).collect(),
    };
    let mut paired = Paired::default();
    for story in &stories {
        diagnostics.extend(story.problems.iter().cloned());
        paired.add(story, config, visibility);
    }
    paired
}

fn pair_group(group: Group, config: &Config, earlier: &[Diagnostic]) -> PairedStory {
    let mut problems = Vec::new();
    let key: Arc<str> = group.first().map_or("", |source| source.key()).into();
    let group = one_per_language(&key, group, &mut problems);
    let original = original(&group, config, &mut problems);
    let inherited = Inherited::from(&group, original, config);
    let mut story = PairedStory {
        keys: keys(&group),
        original: group.get(original).map(|source| source.path.clone()),
        articles: Vec::with_capacity(group.len()),
        problems,
        key,
    };
    for source in group {
        let wants_date = source.path_info.key.starts_with("articles/");
        let is_page = source.path_info.key.starts_with("pages/");
        let has_invalid_date = source.path_info.invalid_date.is_some();
        let source = Arc::unwrap_or_clone(source);
        let article = inherited.article(source, &story.key, config);
        if wants_date {
            let problem = missing_date(&article, story.original.as_ref(), earlier);
            story.problems.extend(problem);
        } else if !is_page {
            let unread = unread_date(&article).filter(|_| !has_invalid_date);
            let problem = unread.or_else(|| page_in_no_list(&article));
            story.problems.extend(problem);
        }
        story.articles.push(Arc::new(article));
    }
    story
}

fn keys(group: &[Arc<SourceFile>]) -> Vec<Arc<str>> {
    let mut keys: Vec<Arc<str>> = Vec::with_capacity(1);
    for source in group {
        if keys.iter().all(|key| **key != *source.path_info.key) {
            keys.push(source.path_info.key.as_str().into());
        }
    }
    keys
}

/// The tags or categories of an article, under the name of their key.
struct ArticleTerms<'a> {
    key: &'static str,
    terms: &'a [Spanned<String>],
}

fn term_lists(article: &Article) -> [ArticleTerms<'_>; 2] {
    let list = |key, terms| ArticleTerms { key, terms };
    [
        list("tags", &article.tags),
        list("categories", &article.categories),
    ]
}

/// The warning for a standing page outside `pages/` that has tags or categories, as posts have.
fn page_in_no_list(article: &Article) -> Option<Diagnostic> {
    if article.date.is_some() {
        return None;
    }
    let mut lists = term_lists(article).into_iter();
    let list = lists.find(|list| !list.terms.is_empty())?;
    let span = list.terms.first()?.span.clone();
    let problem = message!(
        Code::PageInNoList,
        "this has {key} and no date: it is a standing page, which no list shows",
        key = list.key
    );
    let hint = phrase!("give it a `date`, or remove its `{key}`", key = list.key);
    Some(
        Diagnostic::warning(article.path.clone(), problem)
            .at(span)
            .hint(hint),
    )
}

/// The warning for a page whose file's name begins with a date that is not read.
fn unread_date(article: &Article) -> Option<Diagnostic> {
    if article.date.is_some() || !begins_as_date(&article.path) {
        return None;
    }
    let problem = message!(
        Code::UnreadDateInFileName,
        "the date in this file's name is not read: it is a standing page, which no list shows"
    );
    let hint = phrase!("name it such as `2026-05-23-name.md`, or give its front matter a `date`");
    Some(Diagnostic::warning(article.path.clone(), problem).hint(hint))
}

/// The error for an article under `articles/` without a date, unless this file or the original
/// has an error already: then the date may exist and be invalid.
fn missing_date(
    article: &Article,
    original: Option<&Arc<str>>,
    earlier: &[Diagnostic],
) -> Option<Diagnostic> {
    let mut files = [Some(&article.path), original].into_iter().flatten();
    if article.date.is_some() || files.any(|path| has_error(path, earlier)) {
        return None;
    }
    let problem = message!(
        Code::MissingDate,
        "an article needs a date and this one has none"
    );
    let hint = phrase!("add a line such as `date: 2026-11-23` to its front matter");
    Some(Diagnostic::error(article.path.clone(), problem).hint(hint))
}

/// Keeps one file for each language, in the order of the languages.
fn one_per_language(key: &str, group: Group, diagnostics: &mut Vec<Diagnostic>) -> Group {
    let mut by_lang: BTreeMap<Lang, Arc<SourceFile>> = BTreeMap::new();
    for source in group {
        match by_lang.get(&source.lang) {
            Some(first) => diagnostics.push(duplicate_translation(key, first, &source)),
            None => {
                by_lang.insert(source.lang, source);
            }
        }
    }
    by_lang.into_values().collect()
}

fn duplicate_translation(key: &str, first: &SourceFile, source: &SourceFile) -> Diagnostic {
    let problem = message!(
        Code::DuplicateTranslation,
        "`{other}` is the same story (`{key}`) in the same language",
        other = &first.path,
        key = key
    );
    let mut diagnostic = Diagnostic::error(source.path.clone(), problem);
    let own_key = source.front.translation_key.as_ref();
    diagnostic.span = own_key.map(|key| key.span.clone());
    diagnostic.hint(phrase!(
        "rename one of them, or give one another `translationKey` or `lang`"
    ))
}

impl Paired {
    fn add(&mut self, story: &PairedStory, config: &Config, visibility: &Visibility) {
        let id = StoryId(self.stories.len() as u32);
        let mut articles: Vec<(Lang, ArticleId)> = Vec::with_capacity(story.articles.len());
        let mut hidden_articles = Vec::new();
        for article in &story.articles {
            if let Some(reason) = hidden(article, visibility) {
                self.hidden.insert(article.path.clone(), reason);
                if reason == Hidden::Scheduled {
                    let due = published_at(article).into_iter().chain(&self.next_due);
                    self.next_due = due.min_by_key(|at| at.timestamp()).cloned();
                }
                hidden_articles.push((article.lang, article.path.clone()));
                continue;
            }
            articles.push((article.lang, ArticleId(self.articles.len() as u32)));
            self.story_of.push(id);
            self.articles.push(article.clone());
        }
        let original = self.visible_original(&articles, story.original.as_ref(), config);
        let Some(original) = original else {
            let keys = story.keys.iter().chain([&story.key]);
            return self.hidden_keys.extend(keys.cloned());
        };
        for key in &story.keys {
            self.keys.entry(key.clone()).or_insert(id);
        }
        self.stories.push(Story {
            key: story.key.clone(),
            articles,
            original,
            hidden: hidden_articles,
        });
    }

    /// The original, or the article that takes its place while it is hidden.
    fn visible_original(
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

/// Whether a diagnostic of the file is an error.
fn has_error(path: &str, diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error && *diagnostic.path == *path)
}

/// The index of the story's original: the file with `original: true`, else the default
/// language's, else the first; files with `original: false` come last.
fn original(
    group: &[Arc<SourceFile>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut marked = (0..group.len()).filter(|at| group[*at].front.original == Some(true));
    if let Some(first) = marked.next() {
        for other in marked {
            let problem = message!(
                Code::DuplicateOriginal,
                "`{other}` says `original: true` for the same story",
                other = &group[first].path
            );
            let diagnostic = Diagnostic::error(group[other].path.clone(), problem);
            diagnostics.push(diagnostic.hint(phrase!("only one language can be the original")));
        }
        return first;
    }
    let mut others = (0..group.len()).filter(|at| group[*at].front.original != Some(false));
    let first = others.clone().next().unwrap_or(0);
    others
        .find(|at| group[*at].lang == config.default_language)
        .unwrap_or(first)
}

/// When an article is published.
fn published_at(article: &Article) -> Option<&ZonedDateTime> {
    let date = article.publish_date.as_ref().or(article.date.as_ref());
    date.map(|date| &date.at)
}

/// Why an article is hidden; `None` where it is visible.
pub fn hidden(article: &Article, visibility: &Visibility) -> Option<Hidden> {
    if article.draft && !visibility.drafts {
        return Some(Hidden::Draft);
    }
    if visibility.future {
        return None;
    }
    let is_later = |date: &ZonedDateTime| date.timestamp() > visibility.now;
    if published_at(article).is_some_and(is_later) {
        return Some(Hidden::Scheduled);
    }
    let expiry = article.expiry_date.as_ref();
    expiry
        .is_some_and(|date| !is_later(&date.at))
        .then_some(Hidden::Expired)
}
