//! The web manifest of a language, `manifest.webmanifest`, for readers who install the site
//! (w3.org/TR/appmanifest).

use super::page_renderer::PageRenderer;
use crate::config::Lang;
use crate::site::Location;
use serde::Serialize;

/// The background of the default theme in the light scheme.
const BACKGROUND: &str = "#ffffff";

#[derive(Serialize)]
struct WebManifest<'m> {
    name: &'m str,
    short_name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'m str,
    lang: &'m str,
    dir: &'static str,
    /// The identity of an installed site.
    id: &'m str,
    start_url: &'m str,
    /// The whole host: the language switch must not lead out of an installed site.
    scope: String,
    /// `minimal-ui`: the pages have no buttons of their own to go back or reload.
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    icons: Vec<ManifestIcon>,
}

#[derive(Serialize)]
struct ManifestIcon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    mime: &'static str,
}

/// Renders the manifest of a language.
pub fn web_manifest(renderer: &PageRenderer, lang: Lang) -> Vec<u8> {
    let site = renderer.site;
    let language = site.config.language(lang);
    let host = site.hosts.host_of(lang);
    let home = site.hosts.href(host, &site.hosts.location(lang, ""));
    let path = "/".to_string();
    let manifest = WebManifest {
        name: &language.title,
        short_name: &language.title,
        description: &language.description,
        lang: &language.code,
        dir: language.direction.name(),
        id: &home,
        start_url: &home,
        scope: site.hosts.href(host, &Location { host, path }),
        display: "minimal-ui",
        background_color: BACKGROUND,
        theme_color: BACKGROUND,
        icons: icons(renderer, host),
    };
    // strings and lists of strings always have a form in JSON
    serde_json::to_vec(&manifest).unwrap_or_default()
}

/// The icons that the theme has.
fn icons(renderer: &PageRenderer, host: u8) -> Vec<ManifestIcon> {
    let icon = |name: &str, sizes, mime| {
        let path = renderer.theme.asset(name)?.to_string();
        let src = renderer.site.hosts.href(host, &Location { host, path });
        Some(ManifestIcon { src, sizes, mime })
    };
    let icons = [
        icon("icon-192.png", "192x192", "image/png"),
        icon("icon-512.png", "512x512", "image/png"),
        icon("favicon.svg", "any", "image/svg+xml"),
    ];
    icons.into_iter().flatten().collect()
}
