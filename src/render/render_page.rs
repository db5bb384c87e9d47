//! Renders any page of the plan: chooses the function for its kind.

use super::alias_page::alias_page;
use super::output::{Asset, Output, Rendered};
use super::page_renderer::PageRenderer;
use super::web_manifest::web_manifest;
use super::{feed, hosting, preview_picture, sitemap};
use crate::diagnostic::Diagnostic;
use crate::site::{Page, PageKind};

impl PageRenderer<'_, '_> {
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
            PageKind::Redirects { own } => hosting::redirects(self.site, host, own),
            PageKind::Headers => hosting::headers(self.site, self.theme, host),
            // assets: `render` has returned already
            PageKind::Picture { .. } | PageKind::Card(_) | PageKind::SiteCard => Vec::new(),
        };
        Ok(Rendered::Bytes(bytes))
    }
}
