//! The author's page, `/_griot/`: every story by language with its state, and what is wrong.
//!
//! Made from two lists, rows and problems. Only in the preview; no build writes it.

use super::preview::{Preview, State, link, state};
use crate::config::Lang;
use crate::content::{ArticleId, Story, translation_path};
use crate::diagnostic::{Diagnostic, English, Severity};
use crate::markdown::{push_attribute, push_text};
use crate::pipeline::Built;
use crate::site::{Site, push_percent};
use crate::translations::TranslationStatus;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::fmt::Write as _;

/// Stories on one page.
const STORIES: usize = 500;
/// Problems on a page.
const PROBLEMS: usize = 100;

/// One story.
pub struct Row {
    pub key: String,
    /// By language of the site.
    pub cells: Vec<Cell>,
}

/// A story in one language.
pub enum Cell {
    /// To be written, in this file.
    Missing(String),
    There(ArticleCell),
}

/// An article, as the list shows it.
pub struct ArticleCell {
    pub title: String,
    /// As a link.
    pub url: String,
    /// Below the site's root.
    pub path: String,
    pub state: Option<State>,
    /// What changed in the original since it was translated.
    pub stale: Option<String>,
}

/// The page at a path, if it is one of the author's: `/_griot/`, `/_griot/2/`, …
pub fn page(preview: &Preview, path: &str) -> Option<String> {
    let below = path.strip_prefix("/_griot/")?;
    let number = match below.strip_suffix('/') {
        None if below.is_empty() => 1,
        None => return None,
        Some(number) => number.parse::<usize>().ok().filter(|number| *number > 1)?,
    };
    let problems = preview.diagnostics().chain(preview.advice());
    let problems: Vec<&Diagnostic> = problems.collect();
    let site = preview.built.as_ref().map(|built| &*built.site);
    let stories = site.map(stories).unwrap_or_default();
    let pages = stories.len().div_ceil(STORIES).max(1);
    let shown = stories.chunks(STORIES).nth(number - 1).unwrap_or_default();
    if number > pages {
        return None;
    }
    let mut html = String::with_capacity(64 * 1024);
    push_head(&mut html);
    push_summary(&mut html, site, &stories);
    push_problems(&mut html, &problems);
    if let Some(site) = site {
        let built = preview.built.iter();
        let rows = built.flat_map(|built| {
            let rows = shown.iter();
            rows.map(|story| row(built, preview.now, story))
        });
        push_rows(&mut html, site, &rows.collect::<Vec<_>>(), &preview.folder);
    }
    push_pages(&mut html, number, pages);
    html.push_str("</main>\n</body>\n</html>\n");
    Some(html)
}

/// Stories, the newest first, standing pages last.
fn stories(site: &Site) -> Vec<&Story> {
    let date = |id: ArticleId| Some(site.article(id).date.as_ref()?.at.timestamp());
    let mut stories: Vec<&Story> = site.stories.iter().collect();
    stories.sort_by_key(|story| (Reverse(date(story.original)), &story.key));
    stories
}

/// One story, by language.
pub fn row(built: &Built, now: Timestamp, story: &Story) -> Row {
    let site = &built.site;
    let cell = |lang: Lang| {
        let own = story.articles.iter().find(|(other, _)| *other == lang);
        let original = &site.article(story.original).path;
        own.map_or_else(
            || Cell::Missing(translation_path(original, lang, &site.config)),
            |(_, id)| Cell::There(telling(built, now, *id)),
        )
    };
    Row {
        key: story.key.to_string(),
        cells: site.config.langs().map(cell).collect(),
    }
}

fn telling(built: &Built, now: Timestamp, id: ArticleId) -> ArticleCell {
    let site = &built.site;
    let article = site.article(id);
    let stale = match built.translations.status(id) {
        TranslationStatus::Stale(stale) => Some(stale.list()),
        _ => None,
    };
    ArticleCell {
        title: article.title.clone(),
        url: link(site, id),
        path: article.path.to_string(),
        state: state(article, now),
        stale,
    }
}

fn push_head(html: &mut String) {
    html.push_str(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Stories · Griot</title>\n\
         <link rel=\"stylesheet\" href=\"/_griot/dashboard.css\">\n</head>\n<body>\n<main>\n\
         <h1>Stories</h1>\n",
    );
}

/// Homes, and how many stories there are in each language.
fn push_summary(html: &mut String, site: Option<&Site>, stories: &[&Story]) {
    let Some(site) = site else {
        return html.push_str("<p>There is no site to show yet.</p>\n");
    };
    html.push_str("<ul class=\"languages\">\n");
    for lang in site.config.langs() {
        let home = site.hosts.location(lang, "");
        let url = site.hosts.href(home.host, &home);
        let told = |story: &&&Story| story.articles.iter().any(|(other, _)| *other == lang);
        let there = stories.iter().filter(told).count();
        html.push_str("<li>");
        push_link(html, &url, &site.config.language(lang).name);
        let missing = stories.len() - there;
        let _ = write!(html, " {there} of {}", stories.len());
        if missing > 0 {
            let _ = write!(html, ", <b>{missing} missing</b>");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}

fn push_problems(html: &mut String, problems: &[&Diagnostic]) {
    if problems.is_empty() {
        return html.push_str("<p class=\"fine\">No problems found.</p>\n");
    }
    html.push_str("<h2>Problems</h2>\n<ul class=\"problems\">\n");
    let mut sorted = problems.to_vec();
    sorted.sort_by_key(|problem| problem.severity);
    for problem in sorted.iter().take(PROBLEMS) {
        let (class, word) = match problem.severity {
            Severity::Error => ("error", "error"),
            Severity::Warning => ("warning", "warning"),
        };
        let _ = write!(html, "<li class=\"{class}\"><b>{word}</b> ");
        push_text(html, &problem.message(&English));
        html.push_str(" <code>");
        push_text(html, &problem.path);
        html.push_str("</code>");
        if let Some(hint) = &problem.hint_words(&English) {
            html.push_str("<br>");
            push_text(html, hint);
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
    if let Some(more @ 1..) = problems.len().checked_sub(PROBLEMS) {
        let _ = writeln!(
            html,
            "<p>… and {more} more: <code>griot check</code> lists them.</p>"
        );
    }
}

fn push_rows(html: &mut String, site: &Site, rows: &[Row], folder: &str) {
    html.push_str("<table>\n<thead><tr><th scope=\"col\">Story</th>");
    for language in &site.config.languages {
        html.push_str("<th scope=\"col\">");
        push_text(html, &language.name);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        html.push_str("<tr><th scope=\"row\">");
        push_text(html, &row.key);
        html.push_str("</th>");
        row.cells
            .iter()
            .for_each(|cell| push_cell(html, cell, folder));
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

fn push_cell(html: &mut String, cell: &Cell, folder: &str) {
    match cell {
        Cell::Missing(path) => {
            html.push_str("<td class=\"missing\"><b>missing</b>");
            push_path(html, path);
        }
        Cell::There(telling) => {
            html.push_str("<td>");
            push_link(html, &telling.url, &telling.title);
            if let Some(state) = &telling.state {
                html.push_str(" <b>");
                push_text(html, &words(state));
                html.push_str("</b>");
            }
            if let Some(changes) = &telling.stale {
                html.push_str(" <b>stale</b> ");
                push_text(html, changes);
            }
            push_file(html, folder, &telling.path);
        }
    }
    html.push_str("</td>");
}

fn words(state: &State) -> String {
    match state {
        State::Draft => "draft".to_string(),
        State::Scheduled(date) => format!("scheduled until {date}"),
        State::Expired(date) => format!("expired on {date}"),
    }
}

fn push_path(html: &mut String, path: &str) {
    html.push_str("<br><code>");
    push_text(html, path);
    html.push_str("</code>");
}

/// A link to the file on the disk. Browsers follow it where they are allowed to; its address
/// can be copied anyway.
fn push_file(html: &mut String, folder: &str, path: &str) {
    let mut url = "file://".to_string();
    let slash = if folder.starts_with('/') { "" } else { "/" };
    for byte in [slash, folder, "/", path].concat().bytes() {
        match byte {
            b'\\' => url.push('/'),
            b'/' | b'-' | b'.' | b'_' | b':' => url.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            _ => push_percent(&mut url, byte),
        }
    }
    html.push_str("<br><code>");
    push_link(html, &url, path);
    html.push_str("</code>");
}

fn push_link(html: &mut String, url: &str, text: &str) {
    html.push_str("<a href=\"");
    push_attribute(html, url);
    html.push_str("\">");
    push_text(html, text);
    html.push_str("</a>");
}

fn push_pages(html: &mut String, number: usize, pages: usize) {
    if pages == 1 {
        return;
    }
    html.push_str("<nav aria-label=\"Pages\">");
    for other in 1..=pages {
        let url = if other == 1 {
            "/_griot/".to_string()
        } else {
            format!("/_griot/{other}/")
        };
        if other == number {
            let _ = write!(html, " <b aria-current=\"page\">{other}</b>");
        } else {
            html.push(' ');
            push_link(html, &url, &other.to_string());
        }
    }
    html.push_str("</nav>\n");
}
