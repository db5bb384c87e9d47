//! Renders any page of the plan: chooses the function for its kind.

use super::alias_page::alias_page;
use super::output::{Asset, Output, Rendered};
use super::page_renderer::PageRenderer;
use super::web_manifest::web_manifest;
use super::{feed, hosting, preview_picture, sitemap};
use crate::diagnostic::Diagnostic;
use crate::site::{Kind, Page};

impl PageRenderer<'_, '_> {
    /// Renders the page, or describes the asset that it is.
    pub fn render(&self, page: &Page) -> Result<Output, Diagnostic> {
        match &page.kind {
            Kind::Picture { source, recipe } => Ok(Output::Asset(Asset::Picture {
                source: source.clone(),
                recipe: *recipe,
            })),
            Kind::Card(id) => Ok(preview_picture::card(self.site.card_text(*id))),
            Kind::SiteCard => Ok(preview_picture::card(self.site.site_card_text(page.lang))),
            _ => self.page(page).map(Output::Ready),
        }
    }

    fn page(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let host = page.location.host;
        let bytes = match &page.kind {
            Kind::File(source) => return Ok(Rendered::Copy(source.clone())),
            Kind::Theme(path) => self.theme.files.get(path).cloned().unwrap_or_default(),
            Kind::Article(id) => return self.article(page, *id),
            Kind::List(list, number) => return self.list(page, *list, *number),
            Kind::Terms(taxonomy) => return self.terms(page, *taxonomy),
            Kind::Archive => return self.archive(page),
            Kind::Search(part) => return self.search(page, *part),
            Kind::NotFound => return self.template(page, "404.html", &self.plain_page(page), None),
            Kind::Alias { to, .. } => alias_page(self, page.lang, to, host),
            Kind::Feed(list, format) => feed::feed(self, *list, page.lang, *format),
            Kind::Sitemap { part } => sitemap::sitemap(self.site, host, *part),
            Kind::SitemapIndex { parts } => sitemap::sitemap_index(self.site, host, *parts),
            Kind::NewsSitemap => sitemap::news_sitemap(self.site, host),
            Kind::Robots => hosting::robots(self.site, host),
            Kind::Manifest => web_manifest(self, page.lang),
            Kind::Redirects => hosting::redirects(self.site, host),
            Kind::Headers => hosting::headers(self.site, host),
            // assets: `render` has returned already
            Kind::Picture { .. } | Kind::Card(_) | Kind::SiteCard => Vec::new(),
        };
        Ok(Rendered::Bytes(bytes))
    }
}
