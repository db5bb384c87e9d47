//! Writes the metadata in the head of every page: canonical address, translations, feeds, Open
//! Graph, Twitter card, JSON-LD.
//!
//! Takes a page and gives its [`PageView`], where `head` is ready to use: a theme cannot get it
//! wrong.

use super::date_formatter::rfc3339;
use super::feed::last_change;
use super::json_ld::{JsonLdWork, title_without_emoji};
use super::page_renderer::PageRenderer;
use super::preview_picture::PreviewPicture;
use super::site_view::feed_views;
use super::view::{PageView, SwitchView};
use crate::content::{Article, ArticleId};
use crate::markdown::{push_attribute, title_html};
use crate::site::{Counterpart, ListOf, Page, PageKind, Taxonomy, TrackedSite};
use crate::theme::script_safe;
use std::borrow::Cow;
use tera::Value;

/// The characters of a description that search engines show.
const DESCRIPTION_CHARS: usize = 160;

/// The capacity to begin with: most heads need no more.
const TYPICAL_BYTES: usize = 4 * 1024;

/// Allows search engines to show an article's picture large, which news needs.
const LARGE_PREVIEWS: &str = "max-image-preview:large";

/// The pages before and after a page of a list, as links.
#[derive(Default)]
pub struct ListNeighbours {
    /// The page before, with newer articles.
    pub newer: Option<String>,
    /// The page after, with older articles.
    pub older: Option<String>,
}

/// The title and description of a page.
struct PageText<'t> {
    title: String,
    title_html: &'t str,
    description: String,
}

impl PageRenderer<'_, '_> {
    /// The view of a page that is not an article.
    pub(super) fn plain_page(&self, page: &Page) -> PageView<'_> {
        let description = self.plain_description(page);
        let title = self.plain_title(page);
        let html = title_html(&title);
        let text = PageText {
            title,
            title_html: &html,
            description,
        };
        let mut view = self.page_view(page, text);
        let mut head = HeadTags::new();
        let robots = (!page.is_for_engines()).then_some("noindex");
        self.push_common(&mut head, page, &view, robots);
        self.push_open_graph(&mut head, page, &view, "website");
        let picture = page.is_for_engines().then(|| self.site_preview(page.lang));
        head.preview_picture(picture.flatten());
        if matches!(page.kind, PageKind::List(ListOf::Home, 1)) {
            head.json_ld(&self.site_work(&view, page));
        }
        view.head = Value::safe_string(head.0.trim_end());
        view
    }

    fn plain_title(&self, page: &Page) -> String {
        let lang = page.lang;
        match &page.kind {
            PageKind::List(ListOf::Home, _) => self.site.config.language(lang).title.clone(),
            PageKind::List(ListOf::Term(taxonomy, term), _) => self
                .site
                .terms(*taxonomy)
                .term(*term)
                .name(lang)
                .to_string(),
            PageKind::Terms(taxonomy) => self.string(lang, taxonomy.name()).to_string(),
            PageKind::Archive => self.string(lang, "archive").to_string(),
            PageKind::Search(_) => self.string(lang, "search").to_string(),
            _ => self.string(lang, "not_found").to_string(),
        }
    }

    /// A sentence about a page that is not an article: the settings', else the theme's.
    fn plain_description(&self, page: &Page) -> String {
        let lang = page.lang;
        let (key, name) = match &page.kind {
            // the description of the site is that of its home page only
            PageKind::List(ListOf::Home, 1) => {
                return self.site.config.language(lang).description.clone();
            }
            PageKind::List(ListOf::Home, number) => ("about_page", number.to_string()),
            PageKind::List(ListOf::Term(taxonomy, term), _) => {
                let term = self.site.terms(*taxonomy).term(*term);
                if !term.description(lang).is_empty() {
                    return term.description(lang).to_string();
                }
                let is_author = *taxonomy == Taxonomy::Authors;
                let key = if is_author {
                    "about_author"
                } else {
                    "about_term"
                };
                (key, term.name(lang).to_string())
            }
            PageKind::Terms(Taxonomy::Categories) => ("about_categories", String::new()),
            PageKind::Terms(_) => ("about_tags", String::new()),
            PageKind::Archive => ("about_archive", String::new()),
            PageKind::Search(_) => ("about_search", String::new()),
            _ => ("not_found_text", String::new()),
        };
        let site = &self.site.config.language(lang).title;
        let value = |placeholder: &str| match placeholder {
            "name" | "number" => Some(name.clone()),
            "site" => Some(site.clone()),
            _ => None,
        };
        let text = self.theme.strings.format(lang, key, None, &value);
        text.unwrap_or_default().into_owned()
    }

    /// The view of the page of an article.
    pub(super) fn article_page(&self, page: &Page, id: ArticleId) -> PageView<'_> {
        let article = self.site.article(id);
        let text = PageText {
            title: article.title.clone(),
            title_html: &article.title_html,
            description: description(article),
        };
        let mut view = self.page_view(page, text);
        let mut head = HeadTags::new();
        self.push_common(&mut head, page, &view, article.draft.then_some("noindex"));
        let kind = if article.is_dated() {
            "article"
        } else {
            "website"
        };
        self.push_open_graph(&mut head, page, &view, kind);
        self.push_article_properties(&mut head, id);
        head.preview_picture(self.preview_picture(id));
        let title = title_without_emoji(&article.title);
        head.json_ld(&self.article_work(&view, &title, id));
        view.head = Value::safe_string(head.0.trim_end());
        view
    }

    /// The view of a page, with an empty head.
    fn page_view(&self, page: &Page, text: PageText) -> PageView<'_> {
        let hosts = &self.site.hosts;
        PageView {
            kind: kind_name(&page.kind, self.site),
            url: hosts.href(page.location.host, &page.location),
            permalink: hosts.permalink(&page.location),
            title_html: Value::safe_string(text.title_html),
            title: Cow::Owned(text.title),
            description: Cow::Owned(text.description),
            switch: self.language_switch(page),
            head: Value::none(),
        }
    }

    fn language_switch(&self, page: &Page) -> Vec<SwitchView<'_>> {
        let host = page.location.host;
        let counterparts = self.site.counterparts(page).into_iter();
        let links = counterparts.map(|counterpart: Counterpart| SwitchView {
            language: self.language(host, counterpart.lang),
            url: self.site.hosts.href(host, &counterpart.location),
            exact: counterpart.exact,
            translated: counterpart.translated,
            title: counterpart
                .article
                .map_or("", |id| &self.site.article(id).title),
        });
        links.collect()
    }

    /// Writes description, robots, canonical address, translations, neighbours in a list, feeds.
    fn push_common(&self, head: &mut HeadTags, page: &Page, view: &PageView, robots: Option<&str>) {
        let hosts = &self.site.hosts;
        head.name("description", &view.description);
        head.name("robots", robots.unwrap_or(LARGE_PREVIEWS));
        if page.kind != PageKind::NotFound {
            head.link("canonical", &view.permalink, &[]);
        }
        let set = self.site.alternates(page);
        for alternate in &set {
            let code = &self.site.config.language(alternate.lang).code;
            head.link(
                "alternate",
                &hosts.permalink(&alternate.location),
                &[("hreflang", code)],
            );
        }
        if let Some(location) = self.site.x_default(&set) {
            head.link(
                "alternate",
                &hosts.permalink(location),
                &[("hreflang", "x-default")],
            );
        }
        let neighbours = self.list_neighbours(page);
        for (rel, href) in [("prev", neighbours.newer), ("next", neighbours.older)] {
            href.iter().for_each(|href| head.link(rel, href, &[]));
        }
        let own = match page.kind {
            PageKind::List(list @ ListOf::Term(..), _) => feed_views(self.site, list, page.lang),
            _ => Vec::new(),
        };
        for feed in own
            .iter()
            .chain(&self.shared.feeds[usize::from(page.lang.0)])
        {
            head.link(
                "alternate",
                &feed.url,
                &[("type", feed.mime), ("title", &feed.title)],
            );
        }
    }

    /// The pages before and after a page of a list; none for other pages.
    pub(super) fn list_neighbours(&self, page: &Page) -> ListNeighbours {
        let PageKind::List(list, number) = page.kind else {
            return ListNeighbours::default();
        };
        let numbers = 1..=self.site.list_pages(list, page.lang);
        let href = |number| {
            let location = self.site.list_location(list, page.lang, number);
            numbers
                .contains(&number)
                .then(|| self.site.hosts.href(page.location.host, &location))
        };
        ListNeighbours {
            newer: href(number - 1),
            older: href(number + 1),
        }
    }

    /// Writes the Open Graph properties of every page (ogp.me).
    fn push_open_graph(&self, head: &mut HeadTags, page: &Page, view: &PageView, kind: &str) {
        let language = self.site.config.language(page.lang);
        head.property("og:type", kind);
        head.property("og:title", &view.title);
        head.property("og:description", &view.description);
        head.property("og:url", &view.permalink);
        head.property("og:site_name", &language.title);
        head.property("og:locale", &language.locale);
        for alternate in self
            .site
            .alternates(page)
            .iter()
            .filter(|alternate| alternate.lang != page.lang)
        {
            head.property(
                "og:locale:alternate",
                &self.site.config.language(alternate.lang).locale,
            );
        }
    }

    /// Writes the Open Graph properties of a dated article.
    fn push_article_properties(&self, head: &mut HeadTags, id: ArticleId) {
        let article = self.site.article(id);
        let Some(date) = &article.date else {
            return;
        };
        head.property("article:published_time", &rfc3339(date));
        if let Some(updated) = last_change(article).filter(|updated| updated.at != date.at) {
            head.property("article:modified_time", &rfc3339(updated));
        }
        for author in self.authors(id) {
            head.property("article:author", author.name);
        }
        let tags = self.site.terms(Taxonomy::Tags);
        for tag in &tags.of_article[id.0 as usize] {
            head.property("article:tag", tags.term(*tag).name(article.lang));
        }
    }
}

/// The kind of a page in templates.
fn kind_name(kind: &PageKind, site: TrackedSite) -> &'static str {
    match kind {
        PageKind::Article(id) if site.article(*id).is_dated() => "article",
        PageKind::Article(_) => "page",
        PageKind::List(ListOf::Home, _) => "home",
        PageKind::List(..) => "term",
        PageKind::Terms(_) => "terms",
        PageKind::Archive => "archive",
        PageKind::Search(_) => "search",
        _ => "404",
    }
}

/// The tags of a head, each on a line. An empty value gets no tag.
struct HeadTags(String);

impl HeadTags {
    fn new() -> Self {
        HeadTags(String::with_capacity(TYPICAL_BYTES))
    }

    fn tag(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            push_attribute(&mut self.0, value);
            self.0.push('"');
        }
        self.0.push_str(">\n");
    }

    fn name(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.tag("meta", &[("name", name), ("content", content)]);
        }
    }

    fn property(&mut self, property: &str, content: &str) {
        if !content.is_empty() {
            self.tag("meta", &[("property", property), ("content", content)]);
        }
    }

    /// Writes the picture of a preview, and the size of the preview.
    fn preview_picture(&mut self, picture: Option<PreviewPicture>) {
        // Twitter takes title, text and picture from Open Graph
        let card = match &picture {
            Some(_) => "summary_large_image",
            None => "summary",
        };
        if let Some(picture) = picture {
            self.property("og:image", &picture.url);
            self.property("og:image:width", &picture.size.width.to_string());
            self.property("og:image:height", &picture.size.height.to_string());
            self.property("og:image:alt", picture.alt);
        }
        self.name("twitter:card", card);
    }

    fn link(&mut self, rel: &str, href: &str, attributes: &[(&str, &str)]) {
        let attributes = [&[("rel", rel)], attributes, &[("href", href)]].concat();
        self.tag("link", &attributes);
    }

    fn json_ld(&mut self, work: &JsonLdWork) {
        self.0.push_str("<script type=\"application/ld+json\">");
        // strings and numbers only: this cannot fail
        let json = serde_json::to_string(work).unwrap_or_default();
        self.0.push_str(&script_safe(&json));
        self.0.push_str("</script>\n");
    }
}

/// The description of an article: the front matter's, else the beginning of the summary.
pub(super) fn description(article: &Article) -> String {
    if !article.description.is_empty() {
        return article.description.clone();
    }
    truncate(&article.summary, DESCRIPTION_CHARS)
}

/// The first `chars` characters of a text, cut at the end of a word.
pub(super) fn truncate(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else {
        return text.to_string();
    };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..cut].trim_end_matches([',', ';', ':', '\u{a0}', '\u{202f}'])
    )
}
