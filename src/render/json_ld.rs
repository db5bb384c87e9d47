//! What a page is, by schema.org, for search engines.

use super::Renderer;
use super::dates::rfc3339;
use super::view::PageView;
use crate::config::Lang;
use crate::content::{Article, ArticleId};
use crate::site::Page;
use crate::text::emoji;
use serde_json::{Value as Json, json};

impl Renderer<'_> {
    /// schema.org `NewsArticle`, with its translations.
    pub(super) fn news_article(&self, view: &PageView, id: ArticleId) -> Json {
        let article = self.site.article(id);
        let language = self.site.config.language(article.lang);
        let authors: Vec<Json> = self
            .authors(article)
            .into_iter()
            .map(|author| {
                compact(json!({"@type": "Person", "name": author.name, "url": author.url}))
            })
            .collect();
        let tags = self.site.tags.of_article[id.0 as usize].iter();
        let keywords: Vec<&str> = tags
            .map(|term| self.site.tags.term(*term).name(article.lang))
            .collect();
        compact(json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": words(&article.title),
            "description": view.description,
            "inLanguage": language.code,
            "url": view.permalink,
            "mainEntityOfPage": view.permalink,
            "datePublished": article.date.as_ref().map(rfc3339),
            "dateModified": article.updated.as_ref().or(article.date.as_ref()).map(rfc3339),
            "author": authors,
            "publisher": self.publisher(article),
            "image": self.picture(id),
            "keywords": keywords,
            "wordCount": article.body.words,
            "workTranslation": self.translations(id, "NewsArticle", true),
            "translationOfWork": self.translations(id, "NewsArticle", false).into_iter().next(),
        }))
    }

    pub(super) fn web_page(&self, view: &PageView, id: ArticleId) -> Json {
        let article = self.site.article(id);
        compact(json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": words(&article.title),
            "description": view.description,
            "inLanguage": self.site.config.language(article.lang).code,
            "url": view.permalink,
            "publisher": self.publisher(article),
            "workTranslation": self.translations(id, "WebPage", true),
            "translationOfWork": self.translations(id, "WebPage", false).into_iter().next(),
        }))
    }

    fn publisher(&self, article: &Article) -> Json {
        let home = self
            .site
            .hosts
            .permalink(&self.site.hosts.location(article.lang, ""));
        let name = &self.site.config.language(article.lang).title;
        json!({"@type": "Organization", "name": name, "url": home})
    }

    /// The original names its translations, a translation its original.
    fn translations(&self, id: ArticleId, kind: &str, of_original: bool) -> Vec<Json> {
        let story = self.site.story_of(id);
        let wanted = |other: ArticleId| match of_original {
            true => id == story.original && other != id,
            false => id != story.original && other == story.original,
        };
        let others = story.articles.iter().filter(|(_, other)| wanted(*other));
        let view = |(lang, other): &(Lang, ArticleId)| {
            let code = &self.site.config.language(*lang).code;
            let address = self.site.hosts.permalink(self.site.location(*other));
            let title = &self.site.article(*other).title;
            json!({"@type": kind, "inLanguage": code, "url": address, "headline": words(title)})
        };
        others.map(view).collect()
    }

    pub(super) fn website(&self, page: &Page) -> Json {
        let language = self.site.config.language(page.lang);
        compact(json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": language.title,
            "description": language.description,
            "inLanguage": language.code,
            "url": self.site.hosts.permalink(&page.location),
        }))
    }
}

/// A title without emoji, unless it has nothing else.
fn words(title: &str) -> String {
    let words = emoji::strip(title);
    let words = words.trim();
    if words.is_empty() { title } else { words }.to_owned()
}

/// Drops what is null or empty.
fn compact(mut json: Json) -> Json {
    if let Json::Object(map) = &mut json {
        map.retain(|_, value| match value {
            Json::Null => false,
            Json::String(text) => !text.is_empty(),
            Json::Array(values) => !values.is_empty(),
            _ => true,
        });
    }
    json
}
