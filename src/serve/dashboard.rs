//! The dashboard, `/_griot/`: the state of every story in every language, and all problems.
//!
//! Takes a preview, gives HTML. Exists only in the preview; no build writes it.

use super::preview::{Preview, Unpublished, article_link, unpublished};
use crate::config::Lang;
use crate::content::{ArticleId, Story, translation_path};
use crate::diagnostic::{Catalog, Diagnostic, Severity};
use crate::markdown::{push_attribute, push_text};
use crate::pipeline::Built;
use crate::site::Site;
use crate::translations::TranslationStatus;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::fmt::Write as _;

/// The path of the dashboard, and of all pages of the preview itself.
pub const PREVIEW_PATH: &str = "/_griot/";

/// The largest number of stories on one page.
const MOST_STORIES: usize = 500;

/// The largest number of problems on a page.
const MOST_PROBLEMS: usize = 100;

/// A row of the table: one story.
struct DashboardRow {
    /// The story's key.
    key: String,
    /// In the order of the site's languages.
    cells: Vec<DashboardCell>,
}

/// A cell of the table: a story in one language.
enum DashboardCell {
    /// The translation does not exist; the path of its file.
    Missing(String),
    /// The article.
    Article(ArticleCell),
}

/// An article in the table.
struct ArticleCell {
    title: String,
    /// The link to its page.
    url: String,
    /// The path of its file, below the site's root.
    path: String,
    unpublished: Option<Unpublished>,
    /// What the translation needs; `None` where it needs nothing.
    state: Option<TranslationState>,
}

/// Why a translation needs a hand.
struct TranslationState {
    /// `stale` or `unreviewed`.
    word: &'static str,
    /// What changed in the original, or what nobody read yet.
    sections: String,
}

/// The HTML of the page at a path; `None` when it is not a page of the dashboard: `/_griot/`,
/// `/_griot/2/`, ….
pub fn page(preview: &Preview, path: &str) -> Option<String> {
    let number = page_number(path)?;
    let site = preview.built.as_ref().map(|built| &*built.site);
    let stories = site.map(sorted_stories).unwrap_or_default();
    let pages = stories.len().div_ceil(MOST_STORIES).max(1);
    if number > pages {
        return None;
    }
    let problems: Vec<&Diagnostic> = preview
        .diagnostics()
        .chain(preview.check_findings())
        .collect();
    let mut html = String::with_capacity(64 * 1024);
    push_head(&mut html, &preview.folder);
    push_languages(&mut html, site, &stories);
    push_problems(&mut html, &problems, preview.language.catalog());
    if let Some(built) = &preview.built {
        let shown = stories.chunks(MOST_STORIES).nth(number - 1);
        let shown = shown.unwrap_or_default().iter();
        let rows: Vec<DashboardRow> = shown.map(|story| row(built, preview.now, story)).collect();
        push_table(&mut html, &built.site, &rows);
    }
    push_pagination(&mut html, number, pages);
    html.push_str("</main>\n</body>\n</html>\n");
    Some(html)
}

fn page_number(path: &str) -> Option<usize> {
    let below = path.strip_prefix(PREVIEW_PATH)?;
    if below.is_empty() {
        return Some(1);
    }
    let number = below.strip_suffix('/')?.parse().ok();
    number.filter(|number| *number > 1)
}

/// Stories from the newest to the oldest; those without a date last.
fn sorted_stories(site: &Site) -> Vec<&Story> {
    let date = |id: ArticleId| Some(site.article(id).date.as_ref()?.at.timestamp());
    let mut stories: Vec<&Story> = site.stories.iter().collect();
    stories.sort_by_key(|story| (Reverse(date(story.original)), &story.key));
    stories
}

fn row(built: &Built, now: Timestamp, story: &Story) -> DashboardRow {
    let site = &built.site;
    let original = &site.article(story.original).path;
    let cell = |lang: Lang| {
        let own = story.articles.iter().find(|(other, _)| *other == lang);
        match own {
            Some((_, id)) => DashboardCell::Article(article_cell(built, now, *id)),
            None => DashboardCell::Missing(translation_path(original, lang, &site.config)),
        }
    };
    DashboardRow {
        key: story.key.to_string(),
        cells: site.config.langs().map(cell).collect(),
    }
}

fn article_cell(built: &Built, now: Timestamp, id: ArticleId) -> ArticleCell {
    let site = &built.site;
    let article = site.article(id);
    ArticleCell {
        title: article.title.clone(),
        url: article_link(site, id),
        path: article.path.to_string(),
        unpublished: unpublished(article, now),
        state: match built.translations.status(id) {
            TranslationStatus::Stale(stale) => Some(TranslationState {
                word: "stale",
                sections: stale.list(),
            }),
            TranslationStatus::Unreviewed(sections) => Some(TranslationState {
                word: "unreviewed",
                sections: sections.join(", "),
            }),
            _ => None,
        },
    }
}

/// The head, and the folder of the site: browsers open no file from a page, so its script puts a
/// button beside each path that copies it.
fn push_head(html: &mut String, folder: &str) {
    html.push_str(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Stories · Griot</title>\n\
         <link rel=\"stylesheet\" href=\"/_griot/dashboard.css\">\n\
         <script src=\"/_griot/dashboard.js\" defer></script>\n</head>\n<body>\n<main>\n\
         <h1>Stories</h1>\n<p>Files are below <code id=\"folder\">",
    );
    push_text(html, folder);
    html.push_str("</code></p>\n");
}

/// The home page of each language, and how many stories it has.
fn push_languages(html: &mut String, site: Option<&Site>, stories: &[&Story]) {
    let Some(site) = site else {
        return html.push_str("<p>There is no site to show yet.</p>\n");
    };
    html.push_str("<ul class=\"languages\">\n");
    for lang in site.config.langs() {
        let home = site.hosts.location(lang, "");
        let url = site.hosts.href(home.host, &home);
        let has_lang = |story: &Story| story.articles.iter().any(|(other, _)| *other == lang);
        let count = stories.iter().filter(|story| has_lang(story)).count();
        html.push_str("<li>");
        push_link(html, &url, &site.config.language(lang).name);
        let _ = write!(html, " {count} of {}", stories.len());
        let missing = stories.len() - count;
        if missing > 0 {
            let _ = write!(html, ", <b>{missing} missing</b>");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}

fn push_problems(html: &mut String, problems: &[&Diagnostic], catalog: &dyn Catalog) {
    if problems.is_empty() {
        return html.push_str("<p class=\"fine\">No problems found.</p>\n");
    }
    html.push_str("<h2>Problems</h2>\n<ul class=\"problems\">\n");
    let mut sorted = problems.to_vec();
    sorted.sort_by_key(|problem| problem.severity);
    sorted
        .iter()
        .take(MOST_PROBLEMS)
        .for_each(|problem| push_problem(html, problem, catalog));
    html.push_str("</ul>\n");
    if let Some(more @ 1..) = problems.len().checked_sub(MOST_PROBLEMS) {
        let _ = writeln!(
            html,
            "<p>… and {more} more: <code>griot check</code> lists them.</p>"
        );
    }
}

fn push_problem(html: &mut String, problem: &Diagnostic, catalog: &dyn Catalog) {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let _ = write!(html, "<li class=\"{severity}\"><b>{severity}</b> ");
    push_text(html, &problem.message(catalog));
    if !problem.path.is_empty() {
        html.push(' ');
        push_path(html, &problem.path);
    }
    if let Some(hint) = &problem.hint_text(catalog) {
        html.push_str("<br>");
        push_text(html, hint);
    }
    html.push_str("</li>\n");
}

fn push_table(html: &mut String, site: &Site, rows: &[DashboardRow]) {
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
        for cell in &row.cells {
            match cell {
                DashboardCell::Missing(path) => push_missing(html, path),
                DashboardCell::Article(article) => push_article(html, article),
            }
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

fn push_missing(html: &mut String, path: &str) {
    html.push_str("<td class=\"missing\"><b>missing</b><br>");
    push_path(html, path);
    html.push_str("</td>");
}

fn push_article(html: &mut String, article: &ArticleCell) {
    html.push_str("<td>");
    push_link(html, &article.url, &article.title);
    if let Some(unpublished) = &article.unpublished {
        html.push_str(" <b>");
        push_text(html, &reason(unpublished));
        html.push_str("</b>");
    }
    if let Some(state) = &article.state {
        html.push_str(" <b>");
        html.push_str(state.word);
        html.push_str("</b> ");
        push_text(html, &state.sections);
    }
    html.push_str("<br>");
    push_path(html, &article.path);
    html.push_str("</td>");
}

fn reason(unpublished: &Unpublished) -> String {
    match unpublished {
        Unpublished::Draft => "draft".to_string(),
        Unpublished::Scheduled(date) => format!("scheduled until {date}"),
        Unpublished::Expired(date) => format!("expired on {date}"),
    }
}

/// The path of a file, which one click selects.
fn push_path(html: &mut String, path: &str) {
    html.push_str("<code class=\"path\">");
    push_text(html, path);
    html.push_str("</code>");
}

fn push_link(html: &mut String, url: &str, text: &str) {
    html.push_str("<a href=\"");
    push_attribute(html, url);
    html.push_str("\">");
    push_text(html, text);
    html.push_str("</a>");
}

fn push_pagination(html: &mut String, number: usize, pages: usize) {
    if pages == 1 {
        return;
    }
    html.push_str("<nav aria-label=\"Pages\">");
    for other in 1..=pages {
        if other == number {
            let _ = write!(html, " <b aria-current=\"page\">{other}</b>");
            continue;
        }
        let url = match other {
            1 => PREVIEW_PATH.to_string(),
            other => format!("{PREVIEW_PATH}{other}/"),
        };
        html.push(' ');
        push_link(html, &url, &other.to_string());
    }
    html.push_str("</nav>\n");
}
