//! Renders pages: a planned page becomes bytes, as a pure function of the site and the theme.
//!
//! [`Renderer`] takes a site and a theme, and renders any page. It never touches the disk or the
//! clock. While a page is rendered, the site is reachable only as a
//! [`TrackedSite`](crate::site::TrackedSite), which logs the articles that the page reads.

mod alias_page;
mod article;
mod article_body;
mod cached_views;
mod capped_writer;
mod comment_permissions;
mod comments;
mod content_security_policy;
mod date_formatter;
mod embed_card;
mod feed;
mod hosting;
mod html_head;
mod json_ld;
mod list;
mod output;
mod page_renderer;
mod preview_picture;
mod render_page;
mod responsive_images;
mod search_files;
mod section_links;
mod server_configuration;
mod share_links;
mod shared_views;
mod site_view;
mod sitemap;
mod term_view;
pub mod view;
mod web_manifest;
mod whatsapp_post;
mod xml_writer;

pub use content_security_policy::PreviewPolicy;
pub use hosting::host_headers;
pub use output::{Asset, Output, Rendered};
pub use server_configuration::{ServerFacts, WebServer};
pub use whatsapp_post::WhatsappPost;

use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::site::{Page, Site, Tracked};
use crate::theme::Theme;
use crate::translations::Translations;
use page_renderer::PageRenderer;
use shared_views::SharedViews;

/// A site and a theme, ready to render any page on any thread.
pub struct Renderer<'s> {
    /// The site. Rendering a page reads it only through [`Site::track`].
    pub site: &'s Site,
    /// The status of each translation.
    pub translations: &'s Translations,
    /// The theme.
    pub theme: &'s Theme,
    shared: Tracked<SharedViews>,
}

impl<'s> Renderer<'s> {
    /// Prepares what all pages share.
    pub fn new(site: &'s Site, translations: &'s Translations, theme: &'s Theme) -> Self {
        Renderer {
            site,
            translations,
            theme,
            shared: site.track(|site| SharedViews::new(site, theme)),
        }
    }

    /// Renders one page, or describes the asset that it is. An error names the place in the
    /// template, and the page in its hint.
    pub fn render(&self, page: &Page) -> Result<Output, Diagnostic> {
        self.render_tracked(page).value
    }

    /// Renders one page, and lists the articles that it depends on.
    pub fn render_tracked(&self, page: &Page) -> Tracked<Result<Output, Diagnostic>> {
        self.site.track(|site| {
            site.record(&self.shared.dependencies);
            let shared = &self.shared.value;
            PageRenderer::new(site, self.translations, self.theme, shared).render(page)
        })
    }
}

/// The `Content-Security-Policy` of a file in the preview, which also has a script and a
/// connection of its own; `None` where the published site has none. `authority` is the host and
/// port that the browser names.
pub fn preview_policy(
    site: &Site,
    theme: &Theme,
    host: u8,
    authority: &str,
) -> Option<PreviewPolicy> {
    let policy =
        site.track(|site| content_security_policy::for_preview(site, theme, host, authority));
    policy.value
}

/// The WhatsApp post of an article.
pub fn whatsapp_post(site: &Site, id: ArticleId) -> WhatsappPost {
    site.track(|site| WhatsappPost::new(site, id)).value
}

/// The configuration of a web server that serves the built site.
pub fn server_configuration(
    server: WebServer,
    site: &Site,
    theme: &Theme,
    facts: &ServerFacts,
) -> String {
    let text = site.track(|site| server_configuration::configuration(server, site, theme, facts));
    text.value
}
