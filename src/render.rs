//! Pages → bytes: `Renderer::render` is a pure function of the site, the theme and a page.
//!
//! Never touches a disk or a clock. What all pages of a language share is built once.

mod article;
mod asset;
mod body;
mod capped_writer;
mod comments;
mod dates;
mod embed;
mod feed;
mod head;
mod hosting;
mod json_ld;
mod list;
mod logo;
mod picture;
mod preview_picture;
mod search;
mod section_links;
mod share;
mod sitemap;
mod theme_requirements;
pub mod view;
mod view_cache;
mod xml;

pub use asset::Asset;
pub use hosting::content_security_policy;
pub use share::{Post, post};

use crate::config::Lang;
use crate::diagnostic::{Diagnostic, English};
use crate::site::{ListOf, Page, PageKind, SearchPart, Site, Taxonomy};
use crate::theme::{Theme, template_errors};
use crate::translations::Translations;
use capped_writer::CappedWriter;
use dates::Dates;
use std::sync::{Arc, OnceLock};
use tera::{Context, Tera, Value};
use view_cache::ViewCache;

/// What a page turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    Bytes(Vec<u8>),
    /// The bytes of a file of the site, by its path.
    Copy(Arc<str>),
}

/// What a page is before what takes long is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    Ready(Rendered),
    /// To be made, or found where it was kept.
    Asset(Asset),
}

impl From<Rendered> for Output {
    fn from(rendered: Rendered) -> Self {
        Output::Ready(rendered)
    }
}

/// A site and a theme, ready to render any page.
pub struct Renderer<'s> {
    pub site: &'s Site,
    pub translations: &'s Translations,
    pub theme: &'s Theme,
    /// By language: templates with `site`.
    teras: Vec<Tera>,
    dates: Vec<Dates>,
    /// By language: the feeds of its home.
    feeds: Vec<Vec<view::FeedView>>,
    /// By article: what other pages show of it, as templates see it.
    cards: Vec<OnceLock<Result<Value, Diagnostic>>>,
    shared: ViewCache,
}

impl<'s> Renderer<'s> {
    pub fn new(site: &'s Site, translations: &'s Translations, theme: &'s Theme) -> Self {
        let dates = site
            .config
            .languages
            .iter()
            .map(|language| Dates::new(&language.locale))
            .collect();
        let mut renderer = Renderer {
            site,
            translations,
            theme,
            teras: Vec::new(),
            dates,
            feeds: Vec::new(),
            cards: vec![OnceLock::new(); site.articles().len()],
            shared: ViewCache::new(site),
        };
        renderer.feeds = site
            .config
            .langs()
            .map(|lang| renderer.feed_views(ListOf::Home, lang))
            .collect();
        renderer.teras = site
            .config
            .langs()
            .map(|lang| renderer.tera(lang))
            .collect();
        renderer
    }

    /// The templates for the pages of one language.
    fn tera(&self, lang: Lang) -> Tera {
        let mut tera = self.theme.templates[usize::from(lang.0)].tera.clone();
        tera.global_context().insert("site", &self.site_view(lang));
        tera
    }

    /// A word of the theme.
    pub fn word<'k>(&'k self, lang: Lang, key: &'k str) -> &'k str {
        self.theme.strings.word(lang, key)
    }

    /// A string of the theme for a number.
    fn counted(&self, lang: Lang, key: &str, count: usize) -> String {
        let number = |name: &str| (name == "count").then(|| count.to_string());
        let strings = &self.theme.strings;
        let text = strings.say(lang, key, i64::try_from(count).ok(), &number);
        text.unwrap_or_else(|| key.into()).into_owned()
    }

    /// Writes one page, or says what it is to be derived from. An error names the template's
    /// place and the page.
    pub fn render(&self, page: &Page) -> Result<Output, Diagnostic> {
        match &page.kind {
            PageKind::Picture { source, recipe } => Ok(Output::Asset(Asset::Picture {
                source: source.clone(),
                recipe: *recipe,
            })),
            PageKind::Card(id) => Ok(preview_picture::card(self.site.card_text(*id))),
            PageKind::SiteCard => Ok(preview_picture::card(self.site.site_card_text(page.lang))),
            _ => self.page(page).map(Output::Ready),
        }
    }

    fn page(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let host = page.location.host;
        let bytes = match &page.kind {
            PageKind::File(source) => return Ok(Rendered::Copy(source.clone())),
            PageKind::Theme(path) => self.theme.files.get(path).cloned().unwrap_or_default(),
            PageKind::Article(id) => return self.article(page, *id),
            PageKind::List(list, number) => return self.list(page, *list, *number),
            PageKind::Terms(taxonomy) => return self.terms(page, *taxonomy),
            PageKind::Archive => return self.archive(page),
            PageKind::Search(part) => return self.search(page, *part),
            PageKind::NotFound => {
                return self.template(page, "404.html", &self.plain_page(page), None);
            }
            PageKind::Alias { to, .. } => hosting::alias(self, page.lang, to, host),
            PageKind::Feed(list, format) => feed::feed(self, *list, page.lang, *format),
            PageKind::Sitemap { part } => sitemap::sitemap(self.site, host, *part),
            PageKind::SitemapIndex { parts } => sitemap::sitemap_index(self.site, host, *parts),
            PageKind::NewsSitemap => sitemap::news_sitemap(self.site, host),
            PageKind::Robots => hosting::robots(self.site, host),
            PageKind::Manifest => hosting::manifest(self, page.lang),
            PageKind::Redirects => hosting::redirects(self.site, host),
            PageKind::Headers => hosting::headers(self.site, host),
            // derived, and never come here
            PageKind::Picture { .. } | PageKind::Card(_) | PageKind::SiteCard => Vec::new(),
        };
        Ok(Rendered::Bytes(bytes))
    }

    /// Renders a template with `page` and one more value.
    fn template(
        &self,
        page: &Page,
        template: &str,
        view: &view::PageView,
        more: Option<(&'static str, Value)>,
    ) -> Result<Rendered, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", view);
        if let Some((name, value)) = more {
            context.insert_value(name, value);
        }
        let bytes = self.written((page.lang, template), &context, &page.location.path)?;
        Ok(Rendered::Bytes(bytes))
    }

    /// What a template makes of its values; `path` is the page it was asked for, for messages.
    fn written(
        &self,
        (lang, template): (Lang, &str),
        context: &Context,
        path: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let lang = usize::from(lang.0);
        let mut output = CappedWriter::new();
        match self.teras[lang].render_to(template, context, &mut output) {
            Ok(()) => Ok(output.bytes),
            Err(error) => {
                let sources = &self.theme.templates[lang].sources;
                let diagnostic = if output.is_full {
                    template_errors::too_long(sources, template)
                } else {
                    template_errors::rendering(sources, template, &error)
                };
                let once = format!(
                    "{}{:?}{}",
                    diagnostic.path,
                    diagnostic.span,
                    diagnostic.message(&English)
                );
                let hint = format!("while writing the page `{path}`");
                Err(diagnostic.hint(hint).once(once))
            }
        }
    }

    fn site_view(&self, lang: Lang) -> view::SiteView<'_> {
        let site = self.site;
        let language = site.config.language(lang);
        let host = site.hosts.host_of(lang);
        let at = |below: &str| site.hosts.href(host, &site.hosts.location(lang, below));
        let index = |taxonomy: Taxonomy| {
            site.has_terms(taxonomy, lang)
                .then(|| at(&format!("{}/", taxonomy.name())))
        };
        view::SiteView {
            title: typeset(site, lang, &language.title),
            description: typeset(site, lang, &language.description),
            home: at(""),
            permalink: site.hosts.permalink(&site.hosts.location(lang, "")),
            language: self.language_view(host, lang),
            languages: site
                .config
                .langs()
                .map(|other| self.language_view(host, other))
                .collect(),
            menu: language
                .menu
                .iter()
                .map(|item| self.menu_view(host, item))
                .collect(),
            tags: index(Taxonomy::Tags),
            categories: index(Taxonomy::Categories),
            archive: at("archive/"),
            feeds: self.feeds[usize::from(lang.0)].clone(),
            manifest: at("manifest.webmanifest"),
            logo: self.logo(lang),
            channel: language.channel.as_deref(),
            search: site
                .search_index(lang)
                .map(|_| at(&SearchPart::Page.below())),
            extra: Value::from_serializable(&site.config.extra),
            generator: concat!("Griot ", env!("CARGO_PKG_VERSION")),
        }
    }

    fn language_view(&self, host: u8, lang: Lang) -> view::LanguageView<'s> {
        let language = self.site.config.language(lang);
        view::LanguageView {
            code: &language.code,
            name: &language.name,
            dir: language.direction.name(),
            locale: &language.locale,
            home: self
                .site
                .hosts
                .href(host, &self.site.hosts.location(lang, "")),
        }
    }

    fn menu_view<'m>(&self, host: u8, item: &'m crate::config::MenuItem) -> view::MenuView<'m> {
        let url = match theme_requirements::site_path(&item.url) {
            Some((path, suffix)) => {
                let location = crate::site::Location { host, path };
                format!("{}{suffix}", self.site.hosts.href(host, &location))
            }
            None => item.url.clone(),
        };
        view::MenuView {
            label: &item.label,
            url,
        }
    }

    fn feed_views(&self, list: ListOf, lang: Lang) -> Vec<view::FeedView> {
        let site = self.site;
        let host = site.hosts.host_of(lang);
        let title = feed::title(site, list, lang);
        let view = |format| view::FeedView {
            url: site
                .hosts
                .href(host, &site.feed_location(list, lang, format)),
            mime: format.mime(),
            title: title.clone(),
        };
        site.feed_formats(list).map(view).collect()
    }
}

/// A text of the settings by the typography of its language.
fn typeset(site: &Site, lang: Lang, text: &str) -> String {
    crate::content::typeset(&site.config, lang, text)
}
