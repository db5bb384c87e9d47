//! What every page says of itself in its head: canonical, alternates, feeds, Open Graph,
//! Twitter card, JSON-LD. It is written here and not by themes, so that none can get it wrong.

use super::Renderer;
use super::dates::rfc3339;
use super::feed::changed;
use super::json_ld::{Work, words};
use super::preview_picture::PreviewPicture;
use super::typeset;
use super::view::{PageView, SwitchView};
use crate::content::{Article, ArticleId};
use crate::markdown::{push_attribute, title_html};
use crate::site::{ListOf, Page, PageKind};
use crate::theme::templates::script_safe;
use std::borrow::Cow;
use tera::Value;

/// Search engines show about this many characters of a description.
const DESCRIPTION_CHARS: usize = 160;

/// Most heads fit.
const TYPICAL_BYTES: usize = 4 * 1024;

/// Search engines may show an article's picture large, as news needs.
const LARGE_PREVIEWS: &str = "max-image-preview:large";

impl<'s> Renderer<'s> {
    /// The view of a page that is no article.
    pub(super) fn plain_page(&self, page: &Page) -> PageView<'s> {
        let language = self.site.config.language(page.lang);
        // it says what the site is: true of the home page alone
        let description = match page.kind {
            PageKind::List(ListOf::Home, 1) => typeset(self.site, page.lang, &language.description),
            _ => String::new(),
        };
        let title = self.plain_title(page);
        let html = title_html(&title);
        let mut view = self.page_view(page, (title, &html), description);
        let mut head = Head::new();
        let robots = (!page.is_for_engines()).then_some("noindex");
        self.push_common(&mut head, page, &view, robots);
        self.push_open_graph(&mut head, page, &view, "website");
        let picture = page.is_for_engines().then(|| self.site_preview(page.lang));
        head.preview(picture.flatten());
        if matches!(page.kind, PageKind::List(ListOf::Home, 1)) {
            head.json_ld(&self.site_work(&view, page));
        }
        view.head = Value::safe_string(head.0.trim_end());
        view
    }

    fn plain_title(&self, page: &Page) -> String {
        let lang = page.lang;
        match &page.kind {
            PageKind::List(ListOf::Home, _) => {
                typeset(self.site, lang, &self.site.config.language(lang).title)
            }
            PageKind::List(ListOf::Term(taxonomy, term), _) => self
                .site
                .terms(*taxonomy)
                .term(*term)
                .name(lang)
                .to_string(),
            PageKind::Terms(taxonomy) => self.word(lang, taxonomy.name()).to_string(),
            PageKind::Archive => self.word(lang, "archive").to_string(),
            PageKind::Search(_) => self.word(lang, "search").to_string(),
            _ => self.word(lang, "not_found").to_string(),
        }
    }

    /// The view of an article's or a standing page's page.
    pub(super) fn article_page(&self, page: &Page, id: ArticleId) -> PageView<'s> {
        let article = self.site.article(id);
        let title = (article.title.clone(), article.title_html.as_str());
        let mut view = self.page_view(page, title, description(article));
        let picture = self.preview_picture(id);
        let mut head = Head::new();
        self.push_common(&mut head, page, &view, article.draft.then_some("noindex"));
        self.push_open_graph(
            &mut head,
            page,
            &view,
            if article.is_dated() {
                "article"
            } else {
                "website"
            },
        );
        self.push_article_properties(&mut head, id);
        head.preview(picture);
        head.json_ld(&self.article_work(&view, &words(&article.title), id));
        view.head = Value::safe_string(head.0.trim_end());
        view
    }

    fn page_view(
        &self,
        page: &Page,
        (title, title_html): (String, &str),
        description: String,
    ) -> PageView<'s> {
        let hosts = &self.site.hosts;
        PageView {
            kind: kind(&page.kind, self.site),
            url: hosts.href(page.location.host, &page.location),
            permalink: hosts.permalink(&page.location),
            title_html: Value::safe_string(title_html),
            title: Cow::Owned(title),
            description: Cow::Owned(description),
            switch: self.switch(page),
            head: Value::none(),
        }
    }

    fn switch(&self, page: &Page) -> Vec<SwitchView<'s>> {
        let host = page.location.host;
        let view = |counterpart: crate::site::Counterpart| SwitchView {
            language: self.language(host, counterpart.lang),
            url: self.site.hosts.href(host, &counterpart.location),
            exact: counterpart.exact,
            translated: counterpart.translated,
            title: counterpart
                .article
                .map_or("", |id| &self.site.article(id).title),
        };
        self.site.counterparts(page).into_iter().map(view).collect()
    }

    /// Description, robots, canonical, alternates, neighbours in a list, feeds.
    fn push_common(&self, head: &mut Head, page: &Page, view: &PageView, robots: Option<&str>) {
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
        let (prev, next) = self.list_neighbours(page);
        prev.iter().for_each(|prev| head.link("prev", prev, &[]));
        next.iter().for_each(|next| head.link("next", next, &[]));
        let own = match page.kind {
            PageKind::List(list @ ListOf::Term(..), _) => self.feed_views(list, page.lang),
            _ => Vec::new(),
        };
        for feed in own.iter().chain(&self.feeds[usize::from(page.lang.0)]) {
            head.link(
                "alternate",
                &feed.url,
                &[("type", feed.mime), ("title", &feed.title)],
            );
        }
    }

    /// The pages before and after one of a list, as links.
    pub(super) fn list_neighbours(&self, page: &Page) -> (Option<String>, Option<String>) {
        let PageKind::List(list, number) = page.kind else {
            return (None, None);
        };
        let there = 1..=self.site.list_pages(list, page.lang);
        let at = |number| {
            let location = self.site.list_location(list, page.lang, number);
            there
                .contains(&number)
                .then(|| self.site.hosts.href(page.location.host, &location))
        };
        (at(number - 1), at(number + 1))
    }

    /// Open Graph (ogp.me), without what is an article's own.
    fn push_open_graph(&self, head: &mut Head, page: &Page, view: &PageView, kind: &str) {
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

    fn push_article_properties(&self, head: &mut Head, id: ArticleId) {
        let article = self.site.article(id);
        let Some(date) = &article.date else {
            return;
        };
        head.property("article:published_time", &rfc3339(date));
        if let Some(updated) = changed(article).filter(|updated| updated.at != date.at) {
            head.property("article:modified_time", &rfc3339(updated));
        }
        for author in self.authors(id) {
            head.property("article:author", author.name);
        }
        for term in &self.site.tags.of_article[id.0 as usize] {
            head.property("article:tag", self.site.tags.term(*term).name(article.lang));
        }
    }
}

fn kind(kind: &PageKind, site: &crate::site::Site) -> &'static str {
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

/// Tags of a head, each on its line. An empty value says nothing.
struct Head(String);

impl Head {
    fn new() -> Self {
        Head(String::with_capacity(TYPICAL_BYTES))
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

    /// The picture of a preview, and how large it is shown.
    fn preview(&mut self, picture: Option<PreviewPicture>) {
        // title, text and picture are taken from Open Graph
        let card = match &picture {
            Some(_) => "summary_large_image",
            None => "summary",
        };
        if let Some(picture) = picture {
            self.property("og:image", &picture.url);
            if let Some((width, height)) = picture.size {
                self.property("og:image:width", &width.to_string());
                self.property("og:image:height", &height.to_string());
            }
            self.property("og:image:alt", picture.alt);
        }
        self.name("twitter:card", card);
    }

    fn link(&mut self, rel: &str, href: &str, more: &[(&str, &str)]) {
        self.tag("link", &[&[("rel", rel)], more, &[("href", href)]].concat());
    }

    fn json_ld(&mut self, work: &Work) {
        self.0.push_str("<script type=\"application/ld+json\">");
        // strings and numbers only: this cannot fail
        let json = serde_json::to_string(work).unwrap_or_default();
        self.0.push_str(&script_safe(&json));
        self.0.push_str("</script>\n");
    }
}

/// The author's own sentence, else the summary up to a word's end.
pub(super) fn description(article: &Article) -> String {
    if !article.description.is_empty() {
        return article.description.clone();
    }
    cut(&article.summary, DESCRIPTION_CHARS)
}

/// The first `chars` of a text, up to a word's end.
pub(super) fn cut(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else {
        return text.to_string();
    };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..cut].trim_end_matches([',', ';', ':', '\u{a0}', '\u{202f}'])
    )
}
