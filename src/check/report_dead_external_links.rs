//! Finds the links to other sites in articles and settings, and reports the dead ones. Sends no
//! request: the answers come from `crate::external_links`.
//!
//! Also reports dead links that name this site by its full address.

use super::Findings;
use crate::content::front_matter::{decode_utf8, find_fences};
use crate::content::{Article, Files};
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink, Text};
use crate::markdown::{self, MarkdownSource, web_url};
use crate::site::{Location, Site};
use crate::{message, phrase};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A link to another site, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalLink {
    /// Path of the file below the site's root.
    pub path: Arc<str>,
    /// Bytes of the file; `None` for a link of the settings.
    pub span: Option<Range<usize>>,
    /// Address with `http` or `https`, without a fragment.
    pub url: String,
}

/// The state of a page on another site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkAnswer {
    /// The page exists.
    Alive,
    /// The page does not exist, by the HTTP status: 404 or 410.
    Dead(u16),
    /// No server answers, with the reason.
    Unreachable(Text),
    /// The server asks to be asked again later, by the HTTP status: 429 or 503.
    Later(u16),
    /// The answer does not say whether the page exists, with the reason.
    Unknown(Text),
}

/// Finds every link to another site: in texts, front matter and settings. Reads the texts again,
/// so that no build has to keep them.
pub fn find_links(site: &Site, files: &dyn Files) -> Vec<ExternalLink> {
    let of_articles = site.articles().par_iter().flat_map_iter(|article| {
        let cover = cover_link(article);
        cover.into_iter().chain(links_of_text(site, article, files))
    });
    let mut links: Vec<ExternalLink> = of_articles.collect();
    links.extend(links_of_settings(site));
    links
}

fn links_of_text(site: &Site, article: &Article, files: &dyn Files) -> Vec<ExternalLink> {
    let text = files.read(&article.path);
    // a file that cannot be read is reported already
    let Ok(text) = text.and_then(|bytes| decode_utf8(&article.path, bytes)) else {
        return Vec::new();
    };
    let source = MarkdownSource {
        path: &article.path,
        text: &text,
        start: find_fences(&text).body(&text),
        title: None,
        style: None,
        raw_html: site.config.raw_html,
    };
    let links = markdown::outbound_links(&source).into_iter();
    let links = links.map(|link| ExternalLink {
        path: article.path.clone(),
        span: Some(link.span.start as usize..link.span.end as usize),
        url: link.target,
    });
    links.collect()
}

fn cover_link(article: &Article) -> Option<ExternalLink> {
    // an inherited cover is checked in the file that names it
    let cover = article.image.as_ref();
    let cover = cover.filter(|cover| cover.path == article.path)?;
    Some(ExternalLink {
        path: cover.path.clone(),
        span: Some(cover.span.clone()),
        url: web_url(&cover.target)?,
    })
}

/// Links of menus, channels and authors.
fn links_of_settings(site: &Site) -> impl Iterator<Item = ExternalLink> {
    let config = &site.config;
    let menus = config.languages.iter().flat_map(|language| {
        let menu = language.menu.iter().map(|item| item.url.as_str());
        menu.chain(language.channel.as_deref())
    });
    let authors = config
        .authors
        .values()
        .filter_map(|author| author.url.as_deref());
    menus.chain(authors).filter_map(|url| {
        Some(ExternalLink {
            path: "griot.yaml".into(),
            span: None,
            url: web_url(url)?,
        })
    })
}

/// The rule `links`, for links with the full address of this site, as imported blogs have them. A
/// build takes them for links to another site.
pub fn dead_links_to_own_site(site: &Site, files: &dyn Files) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    let Some(mut findings) = Findings::of(site, CheckRule::Links, &mut found) else {
        return found.into_vec();
    };
    for link in find_links(site, files) {
        let Some(location) = site.hosts.at(0, &link.url) else {
            continue;
        };
        let folder = Location {
            path: format!("{}/", location.path),
            ..location.clone()
        };
        if site.page_at(&location).or(site.page_at(&folder)).is_none() {
            let message = message!(
                Code::UnknownPath,
                "no page of this site is at `{url}`",
                url = &link.url
            );
            let hint = phrase!("link to the file it is written in, by a path");
            findings.report(&link.path, message, hint).span = link.span;
        }
    }
    found.into_vec()
}

/// The rule `external_links`: a problem at each link to a page that does not exist any more.
pub fn dead_links(
    site: &Site,
    links: &[ExternalLink],
    answers: &BTreeMap<String, LinkAnswer>,
) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    let Some(mut findings) = Findings::of(site, CheckRule::ExternalLinks, &mut found) else {
        return found.into_vec();
    };
    for link in links {
        let url = &link.url;
        let message = match answers.get(url) {
            Some(LinkAnswer::Dead(status)) => message!(
                Code::DeadExternalLink,
                "`{url}` does not exist any more ({status})",
                url = url,
                status = u64::from(*status)
            ),
            Some(LinkAnswer::Unreachable(reason)) => message!(
                Code::UnreachableSite,
                "`{url}` cannot be reached: {reason}",
                url = url,
                reason = reason.clone()
            ),
            _ => continue,
        };
        let hint =
            phrase!("link to another page, or to a copy that https://web.archive.org/ keeps");
        findings.report(&link.path, message, hint).span = link.span.clone();
    }
    found.into_vec()
}
