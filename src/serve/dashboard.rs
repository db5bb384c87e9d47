//! The dashboard, `/_griot/`: the state of every story in every language, and all problems.
//!
//! Takes a preview, gives HTML. Exists only in the preview; no build writes it.

use super::preview::{Preview, Unpublished, article_link, unpublished};
use crate::config::Lang;
use crate::content::{ArticleId, Story, translation_path};
use crate::diagnostic::{Diagnostic, Severity, Text};
use crate::markdown::{push_attribute, push_text};
use crate::messages::MessageLanguage;
use crate::phrase;
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
    word: Text,
    /// What changed in the original, or what nobody read yet.
    sections: Text,
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
    let mut writer = DashboardWriter {
        html: String::with_capacity(64 * 1024),
        language: preview.language,
    };
    writer.push_head(&preview.folder);
    writer.push_languages(site, &stories);
    writer.push_problems(&problems);
    if let Some(built) = &preview.built {
        let shown = stories.chunks(MOST_STORIES).nth(number - 1);
        let shown = shown.unwrap_or_default().iter();
        let rows: Vec<DashboardRow> = shown.map(|story| row(built, preview.now, story)).collect();
        writer.push_table(&built.site, &rows);
    }
    writer.push_pagination(number, pages);
    writer.html.push_str("</main>\n</body>\n</html>\n");
    Some(writer.html)
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
                word: phrase!("stale"),
                sections: stale.text(),
            }),
            TranslationStatus::Unreviewed(sections) => Some(TranslationState {
                word: phrase!("unreviewed"),
                sections: Text::verbatim(sections.join(", ")),
            }),
            _ => None,
        },
    }
}

/// The HTML so far, in the language of messages.
struct DashboardWriter {
    html: String,
    language: MessageLanguage,
}

impl DashboardWriter {
    fn render(&self, text: &Text) -> String {
        text.render(self.language.catalog())
    }

    /// Pushes a text of the program.
    fn push_text(&mut self, text: &Text) {
        let text = self.render(text);
        push_text(&mut self.html, &text);
    }

    /// Pushes a data attribute for the script.
    fn push_data(&mut self, name: &str, text: &Text) {
        let text = self.render(text);
        let _ = write!(self.html, " data-{name}=\"");
        push_attribute(&mut self.html, &text);
        self.html.push('"');
    }

    /// The head, and the folder of the site: browsers open no file from a page, so its script puts
    /// a button beside each path that copies it.
    fn push_head(&mut self, folder: &str) {
        let code = self.language.code();
        let _ = write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>"
        );
        self.push_text(&phrase!("Stories"));
        self.html.push_str(
            " · Griot</title>\n<link rel=\"stylesheet\" href=\"/_griot/dashboard.css\">\n\
             <script src=\"/_griot/dashboard.js\" defer></script>\n</head>\n<body>\n<main",
        );
        self.push_data("copy", &phrase!("Copy"));
        self.push_data("copied", &phrase!("Copied"));
        self.push_data("failed", &phrase!("Not copied"));
        self.push_data("label", &phrase!("Copy the path"));
        self.html.push_str(">\n<h1>");
        self.push_text(&phrase!("Stories"));
        self.html.push_str("</h1>\n<p>");
        self.push_text(&phrase!("Files are below"));
        self.html.push_str(" <code id=\"folder\">");
        push_text(&mut self.html, folder);
        self.html.push_str("</code></p>\n");
    }

    /// The home page of each language, and how many stories it has.
    fn push_languages(&mut self, site: Option<&Site>, stories: &[&Story]) {
        let Some(site) = site else {
            self.html.push_str("<p>");
            self.push_text(&phrase!("There is no site to show yet"));
            return self.html.push_str("</p>\n");
        };
        self.html.push_str("<ul class=\"languages\">\n");
        for lang in site.config.langs() {
            let home = site.hosts.location(lang, "");
            let url = site.hosts.href(home.host, &home);
            let has_lang = |story: &Story| story.articles.iter().any(|(other, _)| *other == lang);
            let count = stories.iter().filter(|story| has_lang(story)).count();
            self.html.push_str("<li>");
            push_link(&mut self.html, &url, &site.config.language(lang).name);
            self.html.push(' ');
            self.push_text(&phrase!(
                "{count} of {total}",
                count = count,
                total = stories.len()
            ));
            let missing = stories.len() - count;
            if missing > 0 {
                self.html.push_str(", <b>");
                self.push_text(&phrase!("{count} missing", count = missing));
                self.html.push_str("</b>");
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ul>\n");
    }

    fn push_problems(&mut self, problems: &[&Diagnostic]) {
        if problems.is_empty() {
            self.html.push_str("<p class=\"fine\">");
            self.push_text(&phrase!("No problems found."));
            return self.html.push_str("</p>\n");
        }
        self.html.push_str("<h2>");
        self.push_text(&phrase!("Problems"));
        self.html.push_str("</h2>\n<ul class=\"problems\">\n");
        let mut sorted = problems.to_vec();
        sorted.sort_by_key(|problem| problem.severity);
        for problem in sorted.iter().take(MOST_PROBLEMS) {
            self.push_problem(problem);
        }
        self.html.push_str("</ul>\n");
        if let Some(more @ 1..) = problems.len().checked_sub(MOST_PROBLEMS) {
            self.html.push_str("<p>");
            self.push_text(&phrase!(
                "… and {more} more: `griot check` lists them.",
                more = more
            ));
            self.html.push_str("</p>\n");
        }
    }

    fn push_problem(&mut self, problem: &Diagnostic) {
        let catalog = self.language.catalog();
        let (class, severity) = match problem.severity {
            Severity::Error => ("error", phrase!("error")),
            Severity::Warning => ("warning", phrase!("warning")),
        };
        let _ = write!(self.html, "<li class=\"{class}\"><b>");
        // in French, a space that belongs to a colon ends it
        let severity = self.render(&severity);
        push_text(&mut self.html, severity.trim_end());
        self.html.push_str("</b> ");
        push_text(&mut self.html, &problem.message(catalog));
        if !problem.path.is_empty() {
            self.html.push(' ');
            push_path(&mut self.html, &problem.path);
        }
        if let Some(hint) = &problem.hint_text(catalog) {
            self.html.push_str("<br>");
            push_text(&mut self.html, hint);
        }
        self.html.push_str("</li>\n");
    }

    fn push_table(&mut self, site: &Site, rows: &[DashboardRow]) {
        self.html.push_str("<table>\n<thead><tr><th scope=\"col\">");
        self.push_text(&phrase!("Story"));
        self.html.push_str("</th>");
        for language in &site.config.languages {
            self.html.push_str("<th scope=\"col\">");
            push_text(&mut self.html, &language.name);
            self.html.push_str("</th>");
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.html.push_str("<tr><th scope=\"row\">");
            push_text(&mut self.html, &row.key);
            self.html.push_str("</th>");
            for cell in &row.cells {
                match cell {
                    DashboardCell::Missing(path) => self.push_missing(path),
                    DashboardCell::Article(article) => self.push_article(article),
                }
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn push_missing(&mut self, path: &str) {
        self.html.push_str("<td class=\"missing\"><b>");
        self.push_text(&phrase!("missing"));
        self.html.push_str("</b><br>");
        push_path(&mut self.html, path);
        self.html.push_str("</td>");
    }

    fn push_article(&mut self, article: &ArticleCell) {
        self.html.push_str("<td>");
        push_link(&mut self.html, &article.url, &article.title);
        if let Some(unpublished) = &article.unpublished {
            self.html.push_str(" <b>");
            self.push_text(&reason(unpublished));
            self.html.push_str("</b>");
        }
        if let Some(state) = &article.state {
            self.html.push_str(" <b>");
            self.push_text(&state.word);
            self.html.push_str("</b> ");
            self.push_text(&state.sections);
        }
        self.html.push_str("<br>");
        push_path(&mut self.html, &article.path);
        self.html.push_str("</td>");
    }

    fn push_pagination(&mut self, number: usize, pages: usize) {
        if pages == 1 {
            return;
        }
        let label = self.render(&phrase!("Pages"));
        self.html.push_str("<nav aria-label=\"");
        push_attribute(&mut self.html, &label);
        self.html.push_str("\">");
        for other in 1..=pages {
            if other == number {
                let _ = write!(self.html, " <b aria-current=\"page\">{other}</b>");
                continue;
            }
            let url = match other {
                1 => PREVIEW_PATH.to_string(),
                other => format!("{PREVIEW_PATH}{other}/"),
            };
            self.html.push(' ');
            push_link(&mut self.html, &url, &other.to_string());
        }
        self.html.push_str("</nav>\n");
    }
}

/// Why readers do not see an article today.
fn reason(unpublished: &Unpublished) -> Text {
    match unpublished {
        Unpublished::Draft => phrase!("draft"),
        Unpublished::Scheduled(date) => phrase!("scheduled until {date}", date = date),
        Unpublished::Expired(date) => phrase!("expired on {date}", date = date),
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
