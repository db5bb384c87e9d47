//! The view of the site that the templates of every page of a language get as `site`.
//!
//! Takes the settings and addresses, and reads no article.

use super::content_security_policy;
use super::term_view::term_view;
use super::view::{
    FeedView, LanguageView, LicenseView, MenuView, NewsletterView, SiteView, TermView,
};
use crate::config::{Lang, License, MenuItem, Newsletter};
use crate::site::{ListOf, Location, SearchPart, Taxonomy, TrackedSite};
use crate::theme::{Theme, site_path};
use tera::Value;

/// The most pages, and the most sections, at the foot of a page.
const MAX_FOOT_LINKS: usize = 12;

/// The view of the site for the pages of one language; `feeds` are those of its home page.
pub fn site_view<'a>(
    site: TrackedSite<'a>,
    theme: &Theme,
    lang: Lang,
    feeds: &[FeedView],
) -> SiteView<'a> {
    let language = site.config.language(lang);
    let host = site.hosts.host_of(lang);
    let href = |below: &str| site.hosts.href(host, &site.hosts.location(lang, below));
    let index = |taxonomy: Taxonomy| {
        site.has_terms(taxonomy, lang)
            .then(|| href(&format!("{}/", taxonomy.name())))
    };
    let menu = language.menu.iter();
    let languages = site.config.langs();
    SiteView {
        title: &language.title,
        description: &language.description,
        home: href(""),
        permalink: site.hosts.permalink(&site.hosts.location(lang, "")),
        language: language_view(site, host, lang),
        languages: languages
            .map(|other| language_view(site, host, other))
            .collect(),
        menu: menu.map(|item| menu_view(site, host, item)).collect(),
        tags: index(Taxonomy::Tags),
        categories: index(Taxonomy::Categories),
        archive: href("archive/"),
        feeds: feeds.to_vec(),
        manifest: href("manifest.webmanifest"),
        logo: logo(site, lang),
        look: site.config.branding.look.name(),
        pages: pages(site, lang),
        sections: sections(site, lang),
        newsletter: site.config.newsletter.as_ref().map(newsletter_view),
        license: site.config.license.as_ref().map(license_view),
        channel: language.channel.as_deref(),
        search: site
            .search_index(lang)
            .map(|_| href(&SearchPart::Page.below())),
        content_security_policy: content_security_policy::for_pages(site, theme, host),
        extra: Value::from_serializable(&site.config.extra),
        generator: concat!("Griot ", env!("CARGO_PKG_VERSION")),
    }
}

/// The view of a language, with links for pages of `host`.
pub fn language_view(site: TrackedSite<'_>, host: u8, lang: Lang) -> LanguageView<'_> {
    let language = site.config.language(lang);
    LanguageView {
        code: &language.code,
        name: &language.name,
        dir: language.direction.name(),
        locale: &language.locale,
        home: site.hosts.href(host, &site.hosts.location(lang, "")),
    }
}

/// The feeds of a list, in the formats of the settings.
pub fn feed_views(site: TrackedSite, list: ListOf, lang: Lang) -> Vec<FeedView> {
    let host = site.hosts.host_of(lang);
    let title = feed_title(site, list, lang);
    let formats = site.feed_formats(list);
    let feeds = formats.map(|format| FeedView {
        url: site
            .hosts
            .href(host, &site.feed_location(list, lang, format)),
        mime: format.mime(),
        title: title.clone(),
    });
    feeds.collect()
}

/// The title of a feed: the site's, after the name of a term.
pub fn feed_title(site: TrackedSite, list: ListOf, lang: Lang) -> String {
    let title = &site.config.language(lang).title;
    match list {
        ListOf::Home => title.clone(),
        ListOf::Term(taxonomy, term) => {
            format!("{} · {title}", site.terms(taxonomy).term(term).name(lang))
        }
    }
}

fn menu_view<'m>(site: TrackedSite, host: u8, item: &'m MenuItem) -> MenuView<'m> {
    let url = match site_path(&item.url) {
        Some(target) => {
            let location = Location {
                host,
                path: target.path,
            };
            format!("{}{}", site.hosts.href(host, &location), target.suffix)
        }
        None => item.url.clone(),
    };
    MenuView {
        label: &item.label,
        url,
    }
}

fn pages(site: TrackedSite<'_>, lang: Lang) -> Vec<MenuView<'_>> {
    let host = site.hosts.host_of(lang);
    let pages = site.undated(lang).take(MAX_FOOT_LINKS);
    let links = pages.map(|page| MenuView {
        label: page.title,
        url: site.hosts.href(host, page.location),
    });
    links.collect()
}

fn sections(site: TrackedSite<'_>, lang: Lang) -> Vec<TermView<'_>> {
    let taxonomy = Taxonomy::Categories;
    let terms = site.terms(taxonomy).in_language(lang);
    let terms = terms.take(MAX_FOOT_LINKS);
    terms
        .map(|term| term_view(site, taxonomy, term, lang))
        .collect()
}

fn newsletter_view(newsletter: &Newsletter) -> NewsletterView<'_> {
    let (action, name, url) = match newsletter {
        Newsletter::Form { action, field } => (Some(action), field.as_str(), None),
        Newsletter::Page { url } => (None, "", Some(url)),
    };
    NewsletterView {
        action: action.map(String::as_str),
        name,
        url: url.map(String::as_str),
    }
}

fn license_view(license: &License) -> LicenseView<'_> {
    LicenseView {
        name: &license.name,
        url: license.url.as_deref(),
    }
}

/// The address of the logo, as a link on the pages of a language.
fn logo(site: TrackedSite, lang: Lang) -> Option<String> {
    let logo = site.config.branding.logo.as_ref()?;
    let path = site_path(&logo.value)?.path;
    let host = site.hosts.host_of(lang);
    Some(site.hosts.href(host, &Location { host, path }))
}
