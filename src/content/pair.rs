//! Pairing: source files with one key are one story, told in several languages.

use super::article::{Article, ArticleId, Picture, Story, StoryId};
use super::front_matter::{Date, FrontMatter};
use super::load::{SourceFile, style};
use crate::config::{Config, Lang};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::markdown::title_html;
use crate::text::slug::slug;
use crate::text::typography::{Style, typeset_str};
use jiff::{Timestamp, ZonedDateTime};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// What is shown besides what is published today.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub now: Timestamp,
    pub drafts: bool,
    /// Articles dated later than `now`, expired ones too.
    pub future: bool,
}

/// Why an article is not on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub articles: Vec<Article>,
    /// Story by the key that paths give, whatever `translationKey` says.
    pub keys: HashMap<String, StoryId>,
    /// Articles that are left out, by path.
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    /// Keys of stories that are left out in every language.
    pub hidden_keys: HashSet<String>,
}

pub fn pair(
    sources: Vec<SourceFile>,
    config: &Config,
    shown: &Shown,
    diagnostics: &mut Vec<Diagnostic>,
) -> Paired {
    let mut groups: BTreeMap<String, Vec<SourceFile>> = BTreeMap::new();
    for source in sources {
        let key = source
            .front
            .translation_key
            .as_ref()
            .map_or(&source.written.key, |key| &key.value);
        groups.entry(key.clone()).or_default().push(source);
    }
    let mut paired = Paired::default();
    for (key, group) in groups {
        let group = one_per_language(&key, group, diagnostics);
        paired.add(key, group, (config, shown), diagnostics);
    }
    paired
}

/// Keeps one file for each language, in the order of the languages.
fn one_per_language(
    key: &str,
    group: Vec<SourceFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SourceFile> {
    let mut by_lang: BTreeMap<Lang, SourceFile> = BTreeMap::new();
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
    fn add(
        &mut self,
        key: String,
        mut group: Vec<SourceFile>,
        (config, shown): (&Config, &Shown),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let story = StoryId(self.stories.len() as u32);
        let original = original(&group, config, diagnostics);
        let inherited = Inherited::from(&group, original);
        let keys: Vec<String> = group
            .iter()
            .map(|source| source.written.key.clone())
            .collect();
        let first = self.articles.len() as u32;
        let original_path = group.get(original).map(|source| source.path.clone());
        for source in group.drain(..) {
            let article = inherited.article(source, &key, story, config);
            if article.date.is_none() && key.starts_with("articles/") {
                let message = "an article needs a date and this one has none";
                let diagnostic = Diagnostic::error(article.path.clone(), message);
                diagnostics.push(
                    diagnostic.hint("add a line such as `date: 2026-11-23` to its front matter"),
                );
            }
            match hidden(&article, shown) {
                Some(reason) => {
                    self.hidden.insert(article.path.clone(), reason);
                }
                None => self.articles.push(article),
            }
        }
        let articles: Vec<(Lang, ArticleId)> = (first..)
            .zip(&self.articles[first as usize..])
            .map(|(id, article)| (article.lang, ArticleId(id)))
            .collect();
        let Some(original) = self.shown_original(&articles, original_path, config) else {
            return self.hidden_keys.extend(keys);
        };
        for key in keys {
            self.keys.entry(key).or_insert(story);
        }
        self.stories.push(Story {
            key: key.into(),
            articles,
            original,
        });
    }

    /// The original, or what stands in for it while it is hidden.
    fn shown_original(
        &self,
        articles: &[(Lang, ArticleId)],
        path: Option<Arc<str>>,
        config: &Config,
    ) -> Option<ArticleId> {
        let is_original =
            |id: &ArticleId| Some(&self.articles[id.0 as usize].path) == path.as_ref();
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

/// Index of the story's original: the one that says so, else the default language's, else
/// the first.
fn original(group: &[SourceFile], config: &Config, diagnostics: &mut Vec<Diagnostic>) -> usize {
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
    group
        .iter()
        .position(|source| source.lang == config.default_language)
        .unwrap_or(0)
}

/// What a story's articles share and may leave out: the original's word comes first.
struct Inherited {
    date: Option<Date>,
    updated: Option<Date>,
    publish_date: Option<Date>,
    expiry_date: Option<Date>,
    authors: Option<Vec<Spanned<String>>>,
    tags: Option<Vec<Spanned<String>>>,
    categories: Option<Vec<Spanned<String>>>,
    /// The picture and the file that names it.
    image: Option<(Spanned<String>, Arc<str>)>,
    weight: Option<i64>,
    toc: Option<bool>,
    comments: Option<bool>,
}

impl Inherited {
    fn from(group: &[SourceFile], original: usize) -> Self {
        let others = (0..group.len()).filter(|at| *at != original);
        let order: Vec<&SourceFile> = group
            .get(original)
            .into_iter()
            .chain(others.map(|at| &group[at]))
            .collect();
        fn first<T>(order: &[&SourceFile], get: impl Fn(&FrontMatter) -> Option<T>) -> Option<T> {
            order.iter().find_map(|source| get(&source.front))
        }
        fn value<T: Clone>(spanned: &Option<Spanned<T>>) -> Option<T> {
            spanned.as_ref().map(|spanned| spanned.value.clone())
        }
        Inherited {
            date: first(&order, |front| value(&front.date)),
            updated: first(&order, |front| value(&front.updated)),
            publish_date: first(&order, |front| value(&front.publish_date)),
            expiry_date: first(&order, |front| value(&front.expiry_date)),
            authors: first(&order, |front| front.authors.clone()),
            tags: first(&order, |front| front.tags.clone()),
            categories: first(&order, |front| front.categories.clone()),
            image: order
                .iter()
                .find_map(|source| Some((source.front.image.clone()?, source.path.clone()))),
            weight: first(&order, |front| front.weight),
            toc: first(&order, |front| front.toc),
            comments: first(&order, |front| front.comments),
        }
    }

    fn article(&self, source: SourceFile, key: &str, story: StoryId, config: &Config) -> Article {
        let style = style(config, source.lang, &source.front);
        let set = |text: &str| typeset(style.as_ref(), text);
        let SourceFile {
            path,
            lang,
            written,
            mut front,
            mut body,
        } = source;
        let name = written
            .slug
            .as_deref()
            .unwrap_or(key.rsplit('/').next().unwrap_or(key));
        let plain = front
            .title
            .as_ref()
            .map(|title| title.value.clone())
            .or(body.title.take());
        let plain = plain
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| name.replace('-', " "));
        let title = set(&plain);
        let from_name = written.date.and_then(|date| {
            let at = date.to_zoned_datetime(config.timezone.clone()).ok()?;
            Some(Date {
                at,
                has_time: false,
            })
        });
        let own = |date: Option<Spanned<Date>>, inherited: &Option<Date>| {
            date.map(|date| date.value).or_else(|| inherited.clone())
        };
        Article {
            title_html: title_html(&title),
            date: own(front.date.take(), &self.date).or(from_name),
            updated: own(front.updated.take(), &self.updated),
            publish_date: own(front.publish_date.take(), &self.publish_date),
            expiry_date: own(front.expiry_date.take(), &self.expiry_date),
            slug: own_slug(&front, written.slug.as_deref(), &plain, name),
            url: front.url.take(),
            aliases: std::mem::take(&mut front.aliases),
            tags: front
                .tags
                .take()
                .or_else(|| self.tags.clone())
                .unwrap_or_default(),
            categories: front
                .categories
                .take()
                .or_else(|| self.categories.clone())
                .unwrap_or_default(),
            authors: authors(front.authors.take().or_else(|| self.authors.clone())),
            description: front
                .description
                .as_ref()
                .map(|text| set(&text.value))
                .unwrap_or_default(),
            summary: match &front.summary {
                Some(summary) => set(&summary.value),
                None => std::mem::take(&mut body.summary),
            },
            image: self.picture(&front, &path, &set),
            toc: front.toc.or(self.toc).unwrap_or(false),
            weight: front.weight.or(self.weight),
            template: front.template.take(),
            layout: front.layout.take(),
            comments: front.comments.or(self.comments).unwrap_or(true) && config.comments.is_some(),
            draft: front.draft == Some(true),
            extra: std::mem::take(&mut front.extra),
            path,
            lang,
            story,
            title,
            body,
        }
    }

    fn picture(
        &self,
        front: &FrontMatter,
        path: &Arc<str>,
        set: &dyn Fn(&str) -> String,
    ) -> Option<Picture> {
        let own = front.image.clone().map(|image| (image, path.clone()));
        let (image, path) = own.or_else(|| self.image.clone())?;
        Some(Picture {
            target: image.value,
            span: image.span,
            path,
            alt: front
                .image_alt
                .as_ref()
                .map(|alt| set(&alt.value))
                .unwrap_or_default(),
        })
    }
}

fn typeset(style: Option<&Style>, text: &str) -> String {
    match style {
        Some(style) => typeset_str(style, text).into_owned(),
        None => text.to_string(),
    }
}

/// The slug set by hand, else that of a dated file name, else the title's, else the key's.
fn own_slug(front: &FrontMatter, written: Option<&str>, title: &str, name: &str) -> String {
    if let Some(own) = &front.slug {
        return own.value.clone();
    }
    let mut candidates = [written.map(slug), Some(slug(title)), Some(slug(name))]
        .into_iter()
        .flatten();
    candidates
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "story".to_string())
}

fn authors(written: Option<Vec<Spanned<String>>>) -> Vec<String> {
    written
        .unwrap_or_default()
        .into_iter()
        .map(|author| author.value)
        .collect()
}

fn hidden(article: &Article, shown: &Shown) -> Option<Hidden> {
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
