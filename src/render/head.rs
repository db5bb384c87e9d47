//! What every page says of itself in its head: titles, alternates, Open Graph, Twitter card,
//! JSON-LD.

use super::Renderer;
use super::dates::rfc3339;
use super::template::script_safe;
use super::view::{AlternateView, MetaView, PageView, SwitchView};
use crate::content::{Article, ArticleId};
use crate::markdown::title_html;
use crate::site::{Kind, ListOf, Page};
use crate::text::emoji;
use serde_json::{Value as Json, json};
use std::borrow::Cow;
use tera::Value;

/// Search engines show about this many characters of a description.
const DESCRIPTION_CHARS: usize = 160;

impl<'s> Renderer<'s> {
    /// The view of a page that is no article.
    pub(super) fn plain_page(&self, page: &Page) -> PageView<'s> {
        let language = self.site.config.language(page.lang);
        let title = self.plain_title(page);
        let description = match page.kind {
            Kind::List(ListOf::Home, _) => language.description.clone(),
            _ => String::new(),
        };
        let json_ld = matches!(page.kind, Kind::List(ListOf::Home, 1)).then(|| self.website(page));
        let mut view = self.page_view(page, title, description);
        view.json_ld = json_ld.map(|json| Value::safe_string(&script_safe(&json.to_string())));
        view.open_graph = self.open_graph(page, &view, "website");
        view.twitter = twitter(&view, None);
        view
    }

    fn plain_title(&self, page: &Page) -> String {
        let lang = page.lang;
        match &page.kind {
            Kind::List(ListOf::Home, _) => self.site.config.language(lang).title.clone(),
            Kind::List(ListOf::Term(taxonomy, term), _) => self.site.terms(*taxonomy).term(*term).name(lang).to_string(),
            Kind::Terms(taxonomy) => self.word(lang, taxonomy.name()).to_string(),
            Kind::Archive => self.word(lang, "archive").to_string(),
            _ => self.word(lang, "not_found").to_string(),
        }
    }

    /// The view of an article's or a standing page's page.
    pub(super) fn article_page(&self, page: &Page, id: ArticleId) -> PageView<'s> {
        let site = self.site;
        let article = site.article(id);
        let mut view = self.page_view(page, article.title.clone(), description(article));
        view.title_html = Cow::Borrowed(&article.title_html);
        let picture = self.picture(id);
        let kind = if article.is_dated() { "article" } else { "website" };
        view.open_graph = self.open_graph(page, &view, kind);
        view.open_graph.extend(self.article_properties(id));
        if let Some(picture) = &picture {
            let alt = article.image.as_ref().map(|image| image.alt.clone()).unwrap_or_default();
            push(&mut view.open_graph, "og:image", picture.clone());
            push(&mut view.open_graph, "og:image:alt", alt);
        }
        view.twitter = twitter(&view, picture.as_deref());
        let json = if article.is_dated() { self.news_article(&view, id) } else { self.web_page(&view, id) };
        view.json_ld = Some(Value::safe_string(&script_safe(&json.to_string())));
        view.robots = article.draft.then_some("noindex");
        view
    }

    fn page_view(&self, page: &Page, title: String, description: String) -> PageView<'s> {
        let hosts = &self.site.hosts;
        let neighbour = |step: isize| match page.kind {
            Kind::List(list, number) => {
                let number = number.checked_add_signed(step).filter(|number| *number > 0)?;
                let there = number <= self.site.list_pages(list, page.lang);
                there.then(|| hosts.href(page.location.host, &self.site.list_location(list, page.lang, number)))
            }
            _ => None,
        };
        PageView {
            kind: kind(&page.kind, self.site),
            url: hosts.href(page.location.host, &page.location),
            permalink: hosts.permalink(&page.location),
            title_html: Cow::Owned(title_html(&title)),
            title: Cow::Owned(title),
            description: Cow::Owned(description),
            alternates: self.alternate_views(page),
            switch: self.switch(page),
            feeds: match page.kind {
                Kind::List(list @ ListOf::Term(..), _) => self.feed_views(list, page.lang),
                _ => Vec::new(),
            },
            open_graph: Vec::new(),
            twitter: Vec::new(),
            json_ld: None,
            robots: (page.kind == Kind::NotFound).then_some("noindex"),
            prev: neighbour(-1),
            next: neighbour(1),
        }
    }

    fn alternate_views(&self, page: &Page) -> Vec<AlternateView> {
        let set = self.site.alternates(page);
        let view = |hreflang: &str, location: &_| AlternateView {
            hreflang: hreflang.to_string(),
            href: self.site.hosts.permalink(location),
        };
        let mut views: Vec<AlternateView> =
            set.iter().map(|(lang, location)| view(&self.site.config.language(*lang).code, location)).collect();
        views.extend(self.site.x_default(&set).map(|location| view("x-default", location)));
        views
    }

    fn switch(&self, page: &Page) -> Vec<SwitchView<'s>> {
        let host = page.location.host;
        let view = |counterpart: crate::site::Counterpart| SwitchView {
            language: self.language_view(host, counterpart.lang),
            url: self.site.hosts.href(host, &counterpart.location),
            exact: counterpart.exact,
            title: counterpart.article.map_or("", |id| &self.site.article(id).title),
        };
        self.site.counterparts(page).into_iter().map(view).collect()
    }

    /// Open Graph (ogp.me), without what is an article's own.
    fn open_graph(&self, page: &Page, view: &PageView, kind: &str) -> Vec<MetaView> {
        let language = self.site.config.language(page.lang);
        let mut metas = Vec::with_capacity(12);
        push(&mut metas, "og:type", kind.to_string());
        push(&mut metas, "og:title", view.title.to_string());
        push(&mut metas, "og:description", view.description.to_string());
        push(&mut metas, "og:url", view.permalink.clone());
        push(&mut metas, "og:site_name", language.title.clone());
        push(&mut metas, "og:locale", language.locale.clone());
        for (lang, _) in self.site.alternates(page).iter().filter(|(lang, _)| *lang != page.lang) {
            push(&mut metas, "og:locale:alternate", self.site.config.language(*lang).locale.clone());
        }
        metas
    }

    fn article_properties(&self, id: ArticleId) -> Vec<MetaView> {
        let article = self.site.article(id);
        let mut metas = Vec::new();
        let Some(date) = &article.date else {
            return metas;
        };
        push(&mut metas, "article:published_time", rfc3339(date));
        if let Some(updated) = &article.updated {
            push(&mut metas, "article:modified_time", rfc3339(updated));
        }
        for author in self.authors(article) {
            push(&mut metas, "article:author", author.name.to_string());
        }
        for term in &self.site.tags.of_article[id.0 as usize] {
            push(&mut metas, "article:tag", self.site.tags.term(*term).name(article.lang).to_string());
        }
        metas
    }

    /// schema.org `NewsArticle`, with its translations.
    fn news_article(&self, view: &PageView, id: ArticleId) -> Json {
        let article = self.site.article(id);
        let language = self.site.config.language(article.lang);
        let authors: Vec<Json> = self
            .authors(article)
            .into_iter()
            .map(|author| compact(json!({"@type": "Person", "name": author.name, "url": author.url})))
            .collect();
        let tags = self.site.tags.of_article[id.0 as usize].iter();
        let keywords: Vec<&str> = tags.map(|term| self.site.tags.term(*term).name(article.lang)).collect();
        compact(json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": emoji::strip(&article.title).trim(),
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

    fn web_page(&self, view: &PageView, id: ArticleId) -> Json {
        let article = self.site.article(id);
        compact(json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": emoji::strip(&article.title).trim(),
            "description": view.description,
            "inLanguage": self.site.config.language(article.lang).code,
            "url": view.permalink,
            "publisher": self.publisher(article),
            "workTranslation": self.translations(id, "WebPage", true),
            "translationOfWork": self.translations(id, "WebPage", false).into_iter().next(),
        }))
    }

    fn publisher(&self, article: &Article) -> Json {
        let home = self.site.hosts.permalink(&self.site.hosts.location(article.lang, ""));
        let name = &self.site.config.language(article.lang).title;
        json!({"@type": "Organization", "name": name, "url": home})
    }

    /// The original names its translations, a translation its original.
    fn translations(&self, id: ArticleId, kind: &str, of_original: bool) -> Vec<Json> {
        let story = self.site.story(self.site.article(id).story);
        let wanted = |other: ArticleId| match of_original {
            true => id == story.original && other != id,
            false => id != story.original && other == story.original,
        };
        let others = story.articles.iter().filter(|(_, other)| wanted(*other));
        let view = |(lang, other): &(crate::config::Lang, ArticleId)| {
            let code = &self.site.config.language(*lang).code;
            let address = self.site.hosts.permalink(self.site.location(*other));
            let title = &self.site.article(*other).title;
            json!({"@type": kind, "inLanguage": code, "url": address, "headline": emoji::strip(title).trim()})
        };
        others.map(view).collect()
    }

    fn website(&self, page: &Page) -> Json {
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

fn kind(kind: &Kind, site: &crate::site::Site) -> &'static str {
    match kind {
        Kind::Article(id) if site.article(*id).is_dated() => "article",
        Kind::Article(_) => "page",
        Kind::List(ListOf::Home, _) => "home",
        Kind::List(..) => "term",
        Kind::Terms(_) => "terms",
        Kind::Archive => "archive",
        _ => "404",
    }
}

/// Twitter card: what Open Graph does not say already.
fn twitter(view: &PageView, picture: Option<&str>) -> Vec<MetaView> {
    let mut metas = Vec::with_capacity(4);
    let card = if picture.is_some() { "summary_large_image" } else { "summary" };
    push(&mut metas, "twitter:card", card.to_string());
    push(&mut metas, "twitter:title", view.title.to_string());
    push(&mut metas, "twitter:description", view.description.to_string());
    push(&mut metas, "twitter:image", picture.unwrap_or_default().to_string());
    metas
}

/// An empty value says nothing.
fn push(metas: &mut Vec<MetaView>, name: &'static str, content: String) {
    if !content.is_empty() {
        metas.push(MetaView { name, content });
    }
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

/// The author's own sentence, else the summary up to a word's end.
fn description(article: &Article) -> String {
    if !article.description.is_empty() {
        return article.description.clone();
    }
    let summary = &article.summary;
    let Some((end, _)) = summary.char_indices().nth(DESCRIPTION_CHARS) else {
        return summary.clone();
    };
    let cut = summary[..end].rfind(' ').unwrap_or(end);
    format!("{}…", summary[..cut].trim_end_matches([',', ';', ':', '\u{a0}', '\u{202f}']))
}
