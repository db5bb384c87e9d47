//! Renders one page: chooses the function or template for its kind.
//!
//! [`PageRenderer`] carries the tracked site of one page, so that every article that a view reads
//! is logged for this page. The other files of this folder add the views of each kind of page.

use super::alias_page::alias_page;
use super::capped_writer::CappedWriter;
use super::shared_views::SharedViews;
use super::view::PageView;
use super::web_manifest::web_manifest;
use super::{Asset, Output, Rendered, feed, hosting, preview_picture, sitemap};
use crate::config::Lang;
use crate::diagnostic::{Diagnostic, English};
use crate::site::{Page, PageKind, TrackedSite};
use crate::text;
use crate::theme::{Theme, page_too_long, render_error};
use crate::translations::Translations;
use tera::{Context, Value};

/// The site, the theme and the shared views, while one page is rendered.
#[derive(Clone, Copy)]
pub struct PageRenderer<'r, 't> {
    /// The site, which logs the articles that this page reads.
    pub site: TrackedSite<'t>,
    /// The status of each translation.
    pub translations: &'r Translations,
    /// The theme.
    pub theme: &'r Theme,
    /// What all pages share.
    pub shared: &'r SharedViews,
}

impl<'r, 't> PageRenderer<'r, 't> {
    /// A renderer whose reads are logged by `site`.
    pub fn new(
        site: TrackedSite<'t>,
        translations: &'r Translations,
        theme: &'r Theme,
        shared: &'r SharedViews,
    ) -> Self {
        PageRenderer {
            site,
            translations,
            theme,
            shared,
        }
    }

    /// The same renderer with another log, for a value that pages share.
    pub fn with_site<'u>(self, site: TrackedSite<'u>) -> PageRenderer<'r, 'u> {
        PageRenderer::new(site, self.translations, self.theme, self.shared)
    }

    /// Renders the page, or describes the asset that it is.
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
            PageKind::Alias { to, .. } => alias_page(self, page.lang, to, host),
            PageKind::Feed(list, format) => feed::feed(self, *list, page.lang, *format),
            PageKind::Sitemap { part } => sitemap::sitemap(self.site, host, *part),
            PageKind::SitemapIndex { parts } => sitemap::sitemap_index(self.site, host, *parts),
            PageKind::NewsSitemap => sitemap::news_sitemap(self.site, host),
            PageKind::Robots => hosting::robots(self.site, host),
            PageKind::Manifest => web_manifest(self, page.lang),
            PageKind::Redirects => hosting::redirects(self.site, host),
            PageKind::Headers => hosting::headers(self.site, host),
            // assets: `render` has returned already
            PageKind::Picture { .. } | PageKind::Card(_) | PageKind::SiteCard => Vec::new(),
        };
        Ok(Rendered::Bytes(bytes))
    }

    /// Renders a template with `page` and one more value.
    pub fn template(
        &self,
        page: &Page,
        template: &str,
        view: &PageView,
        value: Option<TemplateValue>,
    ) -> Result<Rendered, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", view);
        if let Some(TemplateValue { name, value }) = value {
            context.insert_value(name, value);
        }
        let bytes = self.render_template(page.lang, template, &context, &page.location.path)?;
        Ok(Rendered::Bytes(bytes))
    }

    /// Renders a template in the language of a page. `path` is the path of the page that needs
    /// it, for messages.
    pub fn render_template(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
        path: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut output = CappedWriter::new();
        let tera = &self.shared.teras[usize::from(lang.0)];
        let Err(error) = tera.render_to(template, context, &mut output) else {
            return Ok(output.bytes);
        };
        let sources = &self.theme.templates[usize::from(lang.0)].sources;
        let diagnostic = if output.is_full {
            page_too_long(sources, template)
        } else {
            render_error(sources, template, &error)
        };
        let once = format!(
            "{}{:?}{}",
            diagnostic.path,
            diagnostic.span,
            diagnostic.message(&English)
        );
        let hint = text!("while writing the page `{path}`", path = path);
        Err(diagnostic.hint(hint).once(once))
    }

    /// A string of the theme without values.
    pub fn string<'k>(&'k self, lang: Lang, key: &'k str) -> &'k str {
        self.theme.strings.plain(lang, key)
    }

    /// A string of the theme, in the plural form for a number.
    pub fn counted_string(&self, lang: Lang, key: &str, count: usize) -> String {
        let value = |name: &str| (name == "count").then(|| count.to_string());
        let strings = &self.theme.strings;
        let text = strings.format(lang, key, i64::try_from(count).ok(), &value);
        text.unwrap_or_else(|| key.into()).into_owned()
    }
}

/// The value that a template gets beside `site` and `page`.
pub struct TemplateValue {
    /// `article`, `list`, `terms`, `archive` or `search`.
    pub name: &'static str,
    /// The serialised view.
    pub value: Value,
}

impl TemplateValue {
    /// Serialises a view.
    pub fn new(name: &'static str, view: &impl serde::Serialize) -> Self {
        TemplateValue {
            name,
            value: Value::from_serializable(view),
        }
    }
}
