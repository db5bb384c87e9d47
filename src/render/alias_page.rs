//! The page at an old address, which leads readers and search engines to the new one.
//!
//! Hosts that read `_redirects` never show it. A refresh after no time counts as a permanent
//! redirect, and `canonical` names the page to be indexed; `noindex` would contradict that.

use super::page_renderer::PageRenderer;
use crate::config::Lang;
use crate::markdown::{push_attribute, push_text};
use crate::site::{Location, PageKind};

/// Renders the page at an old address of `from_host` that leads to `to`.
pub fn alias_page(renderer: &PageRenderer, lang: Lang, to: &Location, from_host: u8) -> Vec<u8> {
    let site = renderer.site;
    let language = site.config.language(lang);
    let title = match site.page_at(to).map(|page| &page.kind) {
        Some(PageKind::Article(id)) => text(&site.article(*id).title),
        _ => text(&language.title),
    };
    let href = attribute(&site.hosts.href(from_host, to));
    let canonical = attribute(&site.hosts.permalink(to));
    let code = attribute(&language.code);
    let moved = text(renderer.string(lang, "moved"));
    let dir = language.direction.name();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         </head>\n<body>\n<p>{moved} <a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n"
    );
    html.into_bytes()
}

fn text(text: &str) -> String {
    let mut escaped = String::new();
    push_text(&mut escaped, text);
    escaped
}

fn attribute(value: &str) -> String {
    let mut escaped = String::new();
    push_attribute(&mut escaped, value);
    escaped
}
