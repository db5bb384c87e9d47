//! What a page is, by schema.org, for search engines.

use super::Renderer;
use super::dates::rfc3339;
use super::feed::changed;
use super::view::PageView;
use crate::content::ArticleId;
use crate::site::Page;
use crate::text::emoji;
use serde::Serialize;
use std::borrow::Cow;

const CONTEXT: &str = "https://schema.org";

/// `NewsArticle`, `WebPage` or `WebSite`; what is empty is not written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Work<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    in_language: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Party<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Party<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<usize>,
    /// The original names its translations,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<Translation<'a>>,
    /// and a translation its original.
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Translation<'a>>,
}

/// A person or an organisation.
#[derive(Serialize)]
struct Party<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Translation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    in_language: &'a str,
    url: String,
    headline: Cow<'a, str>,
    /// What the original is also told in, for a translation that names it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<Translation<'a>>,
}

impl Renderer<'_> {
    /// What an article or a standing page is. `words` is its title without emoji.
    pub(super) fn article_work<'a>(
        &'a self,
        view: &'a PageView,
        words: &'a str,
        id: ArticleId,
    ) -> Work<'a> {
        let article = self.site.article(id);
        let dated = article.is_dated();
        let kind = if dated { "NewsArticle" } else { "WebPage" };
        let tags = self.site.tags.of_article[id.0 as usize].iter();
        let keywords = tags.map(|term| self.site.tags.term(*term).name(article.lang));
        let language = self.site.config.language(article.lang);
        let home = self.site.hosts.location(article.lang, "");
        Work {
            headline: if dated { words } else { "" },
            name: if dated { "" } else { words },
            in_language: &language.code,
            main_entity_of_page: dated.then_some(&view.permalink),
            date_published: article.date.as_ref().map(rfc3339),
            date_modified: changed(article).map(rfc3339),
            author: if dated { self.people(id) } else { Vec::new() },
            publisher: Some(Party {
                kind: "Organization",
                name: &language.title,
                url: Some(self.site.hosts.permalink(&home).into()),
            }),
            image: self.preview_picture(id).map(|picture| picture.url),
            keywords: keywords.filter(|_| dated).collect(),
            word_count: dated.then_some(article.body.word_count),
            work_translation: self.translations(id, id, kind),
            translation_of_work: self.translated_from(id, kind),
            ..Work::new(kind, view)
        }
    }

    /// The site, on its home page.
    pub(super) fn site_work<'a>(&'a self, view: &'a PageView, page: &Page) -> Work<'a> {
        let language = self.site.config.language(page.lang);
        Work {
            name: &language.title,
            in_language: &language.code,
            ..Work::new("WebSite", view)
        }
    }

    fn people(&self, id: ArticleId) -> Vec<Party<'_>> {
        let authors = self.authors(id).into_iter();
        let person = authors.map(|author| Party {
            kind: "Person",
            name: author.name,
            url: author.url.map(Cow::Borrowed),
        });
        person.collect()
    }

    /// Translations of an original, but for one.
    fn translations(
        &self,
        id: ArticleId,
        but: ArticleId,
        kind: &'static str,
    ) -> Vec<Translation<'_>> {
        let story = self.site.story_of(id);
        let others = story.articles.iter().map(|(_, other)| *other);
        let others = others.filter(|other| id == story.original && ![id, but].contains(other));
        others.map(|other| self.translation(other, kind)).collect()
    }

    fn translated_from(&self, id: ArticleId, kind: &'static str) -> Option<Translation<'_>> {
        let original = self.site.story_of(id).original;
        (original != id).then(|| Translation {
            work_translation: self.translations(original, id, kind),
            ..self.translation(original, kind)
        })
    }

    fn translation(&self, id: ArticleId, kind: &'static str) -> Translation<'_> {
        let article = self.site.article(id);
        Translation {
            kind,
            in_language: &self.site.config.language(article.lang).code,
            url: self.site.hosts.permalink(self.site.location(id)),
            headline: words(&article.title),
            work_translation: Vec::new(),
        }
    }
}

/// A title without emoji, unless it has nothing else.
pub(super) fn words(title: &str) -> Cow<'_, str> {
    let words = emoji::strip(title);
    if words.trim().is_empty() {
        Cow::Borrowed(title)
    } else {
        words
    }
}

impl<'a> Work<'a> {
    fn new(kind: &'static str, view: &'a PageView) -> Self {
        Work {
            context: CONTEXT,
            kind,
            headline: "",
            name: "",
            description: &view.description,
            in_language: "",
            url: &view.permalink,
            main_entity_of_page: None,
            date_published: None,
            date_modified: None,
            author: Vec::new(),
            publisher: None,
            image: None,
            keywords: Vec::new(),
            word_count: None,
            work_translation: Vec::new(),
            translation_of_work: None,
        }
    }
}
