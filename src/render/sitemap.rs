//! Renders sitemaps for search engines (sitemaps.org 0.9): one for each host, in parts where it is
//! long, and one for the news of the last two days.
//!
//! The translations of a page are those in its head, by
//! [`Site::alternates`](crate::site::Site::alternates). The time is that of the build, never the
//! clock.

use super::date_formatter::rfc3339;
use super::feed::last_change;
use super::xml_writer::XmlWriter;
use crate::config::Lang;
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId};
use crate::site::{Location, Page, PageKind, SITEMAP_URLS, TrackedSite};
use jiff::SignedDuration;
use std::cmp::Reverse;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// Google's limit on the age of an article in a news sitemap.
const NEWS_AGE: SignedDuration = SignedDuration::from_hours(48);
/// Google's limit on the number of articles in a news sitemap.
const NEWS_URLS: usize = 1_000;

/// A dated article of the last two days.
struct NewsItem<'s> {
    id: ArticleId,
    date: &'s Date,
}

/// Renders the sitemap of a host, or one part of it (from 0).
///
/// The protocol also limits a file to 50 MB. With two languages, where each address stands four
/// times, addresses of up to 200 bytes on average keep to that.
pub fn sitemap(site: TrackedSite, host: u8, part: Option<usize>) -> Vec<u8> {
    let attributes = [("xmlns", SITEMAP), ("xmlns:xhtml", XHTML)];
    XmlWriter::document("urlset", &attributes, |xml| {
        for page in pages(site, host, part) {
            xml.element("url", &[], |xml| url(xml, site, page));
        }
    })
}

/// Renders the index of a host's sitemaps, which are `parts`.
pub fn sitemap_index(site: TrackedSite, host: u8, parts: usize) -> Vec<u8> {
    XmlWriter::document("sitemapindex", &[("xmlns", SITEMAP)], |xml| {
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

/// Renders the news sitemap: articles of the last two days, newest first, in every language of the
/// host.
///
/// The schema requires at least one `url`. Without news, it is the host's first page without news
/// metadata, which Google reads as no news.
pub fn news_sitemap(site: TrackedSite, host: u8) -> Vec<u8> {
    let attributes = [("xmlns", SITEMAP), ("xmlns:news", NEWS)];
    let news = news(site, host);
    XmlWriter::document("urlset", &attributes, |xml| {
        for item in &news {
            xml.element("url", &[], |xml| {
                xml.text("loc", &site.hosts.permalink(site.location(item.id)));
                xml.element("news:news", &[], |xml| {
                    news_item(xml, site, site.article(item.id), item.date)
                });
            });
        }
        if let (true, Some(page)) = (news.is_empty(), pages(site, host, None).next()) {
            let address = site.hosts.permalink(&page.location);
            xml.element("url", &[], |xml| xml.text("loc", &address));
        }
    })
}

/// The pages of one part of a sitemap, or of the whole.
fn pages(site: TrackedSite<'_>, host: u8, part: Option<usize>) -> impl Iterator<Item = &Page> {
    let (first, length) = part.map_or((0, usize::MAX), |part| (part * SITEMAP_URLS, SITEMAP_URLS));
    site.sitemap_pages(host).skip(first).take(length)
}

fn url(xml: &mut XmlWriter, site: TrackedSite, page: &Page) {
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

fn alternate(xml: &mut XmlWriter, code: &str, address: &str) {
    xml.empty(
        "xhtml:link",
        &[("rel", "alternate"), ("hreflang", code), ("href", address)],
    );
}

fn lastmod(xml: &mut XmlWriter, date: Option<&Date>) {
    if let Some(date) = date {
        xml.text("lastmod", &w3c_date(date));
    }
}

/// The date of the last change of a page; for a list, that of the newest article on it.
fn page_changed<'s>(site: TrackedSite<'s>, page: &Page) -> Option<&'s Date> {
    let newest_of = |ids: &[ArticleId]| {
        let dates = ids.iter().filter_map(|id| last_change(site.article(*id)));
        newest(dates)
    };
    match page.kind {
        PageKind::Article(id) => last_change(site.article(id)),
        PageKind::List(list, number) => {
            let mut pages = site.list(list, page.lang).chunks(site.config.paginate);
            newest_of(pages.nth(number - 1)?)
        }
        PageKind::Terms(_) | PageKind::Archive => newest_of(site.dated(page.lang)),
        _ => None,
    }
}

fn newest<'s>(dates: impl Iterator<Item = &'s Date>) -> Option<&'s Date> {
    dates.max_by_key(|date| date.at.timestamp())
}

/// A date by the W3C's profile of ISO 8601, which allows a day without a time.
fn w3c_date(date: &Date) -> String {
    if date.has_time {
        rfc3339(date)
    } else {
        date.at.strftime("%Y-%m-%d").to_string()
    }
}

fn news(site: TrackedSite<'_>, host: u8) -> Vec<NewsItem<'_>> {
    let langs = site
        .config
        .langs()
        .filter(|lang| site.hosts.host_of(*lang) == host);
    let mut news: Vec<NewsItem> = langs.flat_map(|lang| news_in(site, lang)).collect();
    news.sort_by_key(|item| Reverse(item.date.at.timestamp()));
    news.truncate(NEWS_URLS);
    news
}

fn news_in(site: TrackedSite<'_>, lang: Lang) -> impl Iterator<Item = NewsItem<'_>> {
    let age = move |item: &NewsItem| site.now().duration_since(item.date.at.timestamp());
    let dated = site.dated(lang).iter().filter_map(move |id| {
        let date = site.article(*id).date.as_ref()?;
        Some(NewsItem { id: *id, date })
    });
    // with `--future`, there are articles that are not published yet
    dated
        .skip_while(move |item| age(item).is_negative())
        .take_while(move |item| age(item) <= NEWS_AGE)
}

fn news_item(xml: &mut XmlWriter, site: TrackedSite, article: &Article, date: &Date) {
    let language = site.config.language(article.lang);
    xml.element("news:publication", &[], |xml| {
        xml.text("news:name", &language.title);
        xml.text("news:language", &news_language(&language.code));
    });
    xml.text("news:publication_date", &w3c_date(date));
    xml.text("news:title", &article.title);
}

/// The code of a language as Google expects it: without a region, except for the two ways to
/// write Chinese.
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
