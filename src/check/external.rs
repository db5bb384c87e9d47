//! Links to other sites: where they are, and which of them are dead by what others found out.

use super::Findings;
use crate::content::front_matter::{decode_utf8, find_fences};
use crate::content::{Article, Files};
use crate::diagnostic::{CheckRule, Diagnostic, English, Text};
use crate::markdown::{self, MarkdownSource, web_url};
use crate::site::{Location, Site};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A link to another site, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub path: Arc<str>,
    pub span: Option<Range<usize>>,
    /// `http` or `https`, without what follows `#`.
    pub url: String,
}

/// What became of a page on another site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    Alive,
    /// The status that says so: 404 or 410.
    Dead(u16),
    /// No server answers, and why.
    Unreachable(Text),
    /// It says neither, and why.
    Unknown(Text),
}

/// Every link to another site: in texts, front matter and settings. Reads the texts again, so
/// that no build has to remember them.
pub fn outside(site: &Site, files: &dyn Files) -> Vec<Outside> {
    let of_articles = site.articles().par_iter().flat_map_iter(|article| {
        let picture = picture(article);
        picture.into_iter().chain(of_text(site, article, files))
    });
    let mut links: Vec<Outside> = of_articles.collect();
    links.extend(of_settings(site));
    links
}

fn of_text(site: &Site, article: &Article, files: &dyn Files) -> Vec<Outside> {
    let text = files.read(&article.path);
    // what cannot be read was told of already
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
    let link = links.map(|link| Outside {
        path: article.path.clone(),
        span: Some(link.span.start as usize..link.span.end as usize),
        url: link.target,
    });
    link.collect()
}

fn picture(article: &Article) -> Option<Outside> {
    let picture = article.image.as_ref()?;
    // an inherited picture is checked where it is named
    let own = picture.path == article.path;
    Some(Outside {
        path: picture.path.clone(),
        span: Some(picture.span.clone()),
        url: web_url(&picture.target).filter(|_| own)?,
    })
}

/// Menus, channels and the pages of authors.
fn of_settings(site: &Site) -> impl Iterator<Item = Outside> {
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
        Some(Outside {
            path: "griot.yaml".into(),
            span: None,
            url: web_url(url)?,
        })
    })
}

/// The rule `links`, for links that name this site by its whole address, as those from elsewhere
/// do: a build takes them for links to another site.
pub fn lost_at_home(site: &Site, files: &dyn Files) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(mut findings) = Findings::of(site, CheckRule::Links, &mut found) else {
        return found;
    };
    for link in outside(site, files) {
        let Some(location) = site.hosts.at(0, &link.url) else {
            continue;
        };
        let folder = Location {
            path: format!("{}/", location.path),
            ..location.clone()
        };
        if site.page_at(&location).or(site.page_at(&folder)).is_none() {
            let message = format!("no page of this site is at `{}`", link.url);
            let hint = "link to the file it is written in, by a path".to_string();
            findings.broken(&link.path, message, hint).span = link.span;
        }
    }
    found
}

/// The rule `external_links`: every place of a page that is not there any more.
pub fn dead(site: &Site, links: &[Outside], answers: &BTreeMap<String, Answer>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(mut findings) = Findings::of(site, CheckRule::ExternalLinks, &mut found) else {
        return found;
    };
    for link in links {
        let reason = match answers.get(&link.url) {
            Some(Answer::Dead(status)) => format!("is not there any more ({status})"),
            Some(Answer::Unreachable(reason)) => {
                format!("cannot be reached: {}", reason.render(&English))
            }
            _ => continue,
        };
        let message = format!("`{}` {reason}", link.url);
        let hint = "link to another page, or to a copy that https://web.archive.org/ keeps";
        findings.broken(&link.path, message, hint.to_string()).span = link.span.clone();
    }
    found
}
