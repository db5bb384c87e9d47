//! Structured data of a page for search engines, in the vocabulary of schema.org.
//!
//! Takes the view of a page and its article, and gives a value to serialise as JSON-LD.

use super::date_formatter::rfc3339;
use super::feed::last_change;
use super::page_renderer::PageRenderer;
use super::view::PageView;
use crate::content::ArticleId;
use crate::site::{Page, Taxonomy};
use crate::text::emoji;
use serde::Serialize;
use std::borrow::Cow;

const CONTEXT: &str = "https://schema.org";

/// A `NewsArticle`, `WebPage` or `WebSite`. Empty fields are not written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JsonLdWork<'a> {
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
    author: Vec<JsonLdParty<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<JsonLdParty<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<usize>,
    /// The translations, where the work is an original.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<JsonLdTranslation<'a>>,
    /// The original, where the work is a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<JsonLdTranslation<'a>>,
}

/// A person or an organisation.
#[derive(Serialize)]
struct JsonLdParty<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
}

/// A work in another language.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonLdTranslation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    in_language: &'a str,
    url: String,
    headline: Cow<'a, str>,
    /// The further translations of an original that a translation names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<JsonLdTranslation<'a>>,
}

impl PageRenderer<'_, '_> {
    /// The structured data of an article. `title` is its title without emoji.
    pub(super) fn article_work<'a>(
        &'a self,
        view: &'a PageView,
        title: &'a str,
        id: ArticleId,
    ) -> JsonLdWork<'a> {
        let article = self.site.article(id);
        let is_dated = article.is_dated();
        let kind = if is_dated { "NewsArticle" } else { "WebPage" };
        let tags = self.site.terms(Taxonomy::Tags);
        let keywords = tags.of_article[id.0 as usize].iter();
        let keywords = keywords.map(|tag| tags.term(*tag).name(article.lang));
        let language = self.site.config.language(article.lang);
        let home = self.site.hosts.location(article.lang, "");
        JsonLdWork {
            headline: if is_dated { title } else { "" },
            name: if is_dated { "" } else { title },
            in_language: &language.code,
            main_entity_of_page: is_dated.then_some(&view.permalink),
            date_published: article.date.as_ref().map(rfc3339),
            date_modified: last_change(article).map(rfc3339),
            author: if is_dated {
                self.people(id)
            } else {
                Vec::new()
            },
            publisher: Some(JsonLdParty {
                kind: "Organization",
                name: &language.title,
                url: Some(self.site.hosts.permalink(&home).into()),
            }),
            image: self.preview_picture(id).map(|picture| picture.url),
            keywords: keywords.filter(|_| is_dated).collect(),
            word_count: is_dated.then_some(article.body.length().total()),
            work_translation: self.translations(id, id, kind),
            translation_of_work: self.translated_from(id, kind),
            ..JsonLdWork::new(kind, view)
        }
    }

    /// The structured data of the site, on its home page.
    pub(super) fn site_work<'a>(&'a self, view: &'a PageView, page: &Page) -> JsonLdWork<'a> {
        let language = self.site.config.language(page.lang);
        JsonLdWork {
            name: &language.title,
            in_language: &language.code,
            ..JsonLdWork::new("WebSite", view)
        }
    }

    fn people(&self, id: ArticleId) -> Vec<JsonLdParty<'_>> {
        let authors = self.authors(id).into_iter();
        let person = authors.map(|author| JsonLdParty {
            kind: "Person",
            name: author.name,
            url: author.url.map(Cow::Borrowed),
        });
        person.collect()
    }

    /// The translations of an original, except one.
    fn translations(
        &self,
        id: ArticleId,
        except: ArticleId,
        kind: &'static str,
    ) -> Vec<JsonLdTranslation<'_>> {
        let story = self.site.story_of(id);
        let others = story.articles.iter().map(|(_, other)| *other);
        let others = others.filter(|other| id == story.original && ![id, except].contains(other));
        others.map(|other| self.translation(other, kind)).collect()
    }

    fn translated_from(&self, id: ArticleId, kind: &'static str) -> Option<JsonLdTranslation<'_>> {
        let original = self.site.story_of(id).original;
        (original != id).then(|| JsonLdTranslation {
            work_translation: self.translations(original, id, kind),
            ..self.translation(original, kind)
        })
    }

    fn translation(&self, id: ArticleId, kind: &'static str) -> JsonLdTranslation<'_> {
        let article = self.site.article(id);
        JsonLdTranslation {
            kind,
            in_language: &self.site.config.language(article.lang).code,
            url: self.site.hosts.permalink(self.site.location(id)),
            headline: title_without_emoji(&article.title),
            work_translation: Vec::new(),
        }
    }
}

/// A title without emoji, unless it is nothing but emoji.
pub(super) fn title_without_emoji(title: &str) -> Cow<'_, str> {
    let words = emoji::strip(title);
    if words.trim().is_empty() {
        Cow::Borrowed(title)
    } else {
        words
    }
}

impl<'a> JsonLdWork<'a> {
    fn new(kind: &'static str, view: &'a PageView) -> Self {
        JsonLdWork {
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
