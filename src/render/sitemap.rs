//! Sitemaps for search engines (sitemaps.org 0.9): one by host, in parts where it is long,
//! and the news of the last two days.
//!
//! A page claims translations only where [`Site::alternates`] does, with the same
//! addresses as in its head. Time is `site.now`, never the clock.

use super::dates::rfc3339;
use super::feed::changed;
use super::xml::Xml;
use crate::config::Lang;
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId};
use crate::site::{Location, Page, PageKind, SITEMAP_URLS, Site};
use jiff::SignedDuration;
use std::cmp::Reverse;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// Google's limits on a news sitemap: age and number of articles.
const NEWS_AGE: SignedDuration = SignedDuration::from_hours(48);
const NEWS_URLS: usize = 1_000;

/// The sitemap of a host, or one part of it (from 0).
///
/// The protocol's other limit, 50 MB in a file, is met while a page's address, said four
/// times in a site of two languages, has fewer than 200 bytes on average.
pub fn sitemap(site: &Site, host: u8, part: Option<usize>) -> Vec<u8> {
    let attributes = [("xmlns", SITEMAP), ("xmlns:xhtml", XHTML)];
    Xml::document("urlset", &attributes, |xml| {
        for page in pages(site, host, part) {
            xml.element("url", &[], |xml| url(xml, site, page));
        }
    })
}

/// The list of a host's `parts` sitemaps.
pub fn sitemap_index(site: &Site, host: u8, parts: usize) -> Vec<u8> {
    Xml::document("sitemapindex", &[("xmlns", SITEMAP)], |xml| {
        for part in 0..parts {
            let path = format!("/sitemap-{}.xml", part + 1);
            let dates = pages(site, host, Some(part)).filter_map(|page| page_changed(site, page));
            xml.element("sitemap", &[], |xml| {
                xml.text("loc", &site.hosts.permalink(&Location { host, path }));
                lastmod(xml, newest(dates));
            });
        }
    })
}

/// Articles of the last two days, newest first, in every language of the host.
///
/// The schema wants at least one `url`: where there is no news, the host's first page
/// stands there without news metadata, which Google reads as nothing new.
pub fn news_sitemap(site: &Site, host: u8) -> Vec<u8> {
    let attributes = [("xmlns", SITEMAP), ("xmlns:news", NEWS)];
    let news = news(site, host);
    Xml::document("urlset", &attributes, |xml| {
        for (id, date) in &news {
            xml.element("url", &[], |xml| {
                xml.text("loc", &site.hosts.permalink(site.location(*id)));
                xml.element("news:news", &[], |xml| {
                    news_item(xml, site, site.article(*id), date)
                });
            });
        }
        if let (true, Some(page)) = (news.is_empty(), pages(site, host, None).next()) {
            let address = site.hosts.permalink(&page.location);
            xml.element("url", &[], |xml| xml.text("loc", &address));
        }
    })
}

fn pages(site: &Site, host: u8, part: Option<usize>) -> impl Iterator<Item = &Page> {
    let (first, length) = part.map_or((0, usize::MAX), |part| (part * SITEMAP_URLS, SITEMAP_URLS));
    site.sitemap_pages(host).skip(first).take(length)
}

fn url(xml: &mut Xml, site: &Site, page: &Page) {
    xml.text("loc", &site.hosts.permalink(&page.location));
    lastmod(xml, page_changed(site, page));
    let set = site.alternates(page);
    for other in &set {
        alternate(
            xml,
            &site.config.language(other.lang).code,
            &site.hosts.permalink(&other.location),
        );
    }
    if let Some(location) = site.x_default(&set) {
        alternate(xml, "x-default", &site.hosts.permalink(location));
    }
}

fn alternate(xml: &mut Xml, code: &str, address: &str) {
    xml.empty(
        "xhtml:link",
        &[("rel", "alternate"), ("hreflang", code), ("href", address)],
    );
}

fn lastmod(xml: &mut Xml, date: Option<&Date>) {
    if let Some(date) = date {
        xml.text("lastmod", &w3c(date));
    }
}

/// A list changed when the newest of the articles it shows did.
fn page_changed<'s>(site: &'s Site, page: &Page) -> Option<&'s Date> {
    let of_all = |ids: &[ArticleId]| newest(ids.iter().filter_map(|id| changed(site.article(*id))));
    match page.kind {
        PageKind::Article(id) => changed(site.article(id)),
        PageKind::List(list, number) => {
            let mut shown = site.list(list, page.lang).chunks(site.config.paginate);
            of_all(shown.nth(number - 1)?)
        }
        PageKind::Terms(_) | PageKind::Archive => of_all(site.dated(page.lang)),
        _ => None,
    }
}

fn newest<'s>(dates: impl Iterator<Item = &'s Date>) -> Option<&'s Date> {
    dates.max_by_key(|date| date.at.timestamp())
}

/// The W3C's profile of ISO 8601, which takes a day alone.
fn w3c(date: &Date) -> String {
    if date.has_time {
        rfc3339(date)
    } else {
        date.at.strftime("%Y-%m-%d").to_string()
    }
}

fn news(site: &Site, host: u8) -> Vec<(ArticleId, &Date)> {
    let langs = site
        .config
        .langs()
        .filter(|lang| site.hosts.host_of(*lang) == host);
    let mut news: Vec<(ArticleId, &Date)> = langs.flat_map(|lang| news_in(site, lang)).collect();
    news.sort_by_key(|(_, date)| Reverse(date.at.timestamp()));
    news.truncate(NEWS_URLS);
    news
}

fn news_in(site: &Site, lang: Lang) -> impl Iterator<Item = (ArticleId, &Date)> {
    let age = |date: &Date| site.now.duration_since(date.at.timestamp());
    let dated = site
        .dated(lang)
        .iter()
        .filter_map(|id| Some((*id, site.article(*id).date.as_ref()?)));
    // with `--future`, articles stand here that are not news yet
    dated
        .skip_while(move |(_, date)| age(date).is_negative())
        .take_while(move |(_, date)| age(date) <= NEWS_AGE)
}

fn news_item(xml: &mut Xml, site: &Site, article: &Article, date: &Date) {
    let language = site.config.language(article.lang);
    xml.element("news:publication", &[], |xml| {
        xml.text("news:name", &language.title);
        xml.text("news:language", &news_language(&language.code));
    });
    xml.text("news:publication_date", &w3c(date));
    xml.text("news:title", &article.title);
}

/// ISO 639 without a region, as Google asks, but for the two ways to write Chinese.
fn news_language(code: &str) -> String {
    let code = code.to_ascii_lowercase();
    let mut parts = code.split('-');
    match parts.next() {
        Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => {
            "zh-tw".to_string()
        }
        Some("zh") => "zh-cn".to_string(),
        Some(language) => language.to_string(),
        None => code,
    }
}
