//! [`StatusTable`]: the state of stories by language, as text and as JSON.

use super::loaded_site::LoadedSite;
use super::status_diff::{ChangeDiff, StatusDiffs};
use super::terminal_output::{Terminal, problems};
use crate::config::Lang;
use crate::content::{ArticleId, Hidden, Story, Visibility, hidden};
use crate::diagnostic::{self, Diagnostic, Text, has_errors};
use crate::phrase;
use crate::site::Site;
use crate::translations::{SectionChange, TranslationStatus, Translations};
use clap::ValueEnum;
use serde_json::{Map, Value, json};
use unicode_segmentation::UnicodeSegmentation;

/// The state of a story in a language, as `--state` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateFilter {
    Original,
    Current,
    Stale,
    /// A program translated sections, and nobody accepted them
    Unreviewed,
    /// Never accepted
    Unaccepted,
    Missing,
}

/// The stories and languages that are shown.
pub struct StatusTable<'s> {
    pub terminal: &'s Terminal,
    pub site: &'s Site,
    pub translations: &'s Translations,
    pub rows: Vec<StatusRow<'s>>,
    pub langs: Vec<Lang>,
    /// What changed word by word, where it is asked for.
    pub diffs: Option<StatusDiffs>,
}

pub struct StatusRow<'s> {
    pub story: &'s Story,
    /// In the order of the table's languages.
    pub cells: Vec<StatusCell<'s>>,
}

/// A story in one language.
pub struct StatusCell<'s> {
    lang: Lang,
    /// `None` when the article is missing.
    pub article: Option<ArticleId>,
    pub state: StateFilter,
    pub status: Option<&'s TranslationStatus>,
    /// Why readers do not see the article today.
    hidden: Option<Hidden>,
}

impl<'s> StatusCell<'s> {
    pub fn of(loaded: &'s LoadedSite, story: &Story, lang: Lang) -> Self {
        let site = &loaded.site;
        let own = story.articles.iter().find(|(other, _)| *other == lang);
        let Some((_, id)) = own else {
            return StatusCell {
                lang,
                article: None,
                state: StateFilter::Missing,
                status: None,
                hidden: None,
            };
        };
        let status = loaded.translations.status(*id);
        let today = Visibility {
            now: site.now,
            drafts: false,
            future: false,
        };
        StatusCell {
            lang,
            article: Some(*id),
            state: match status {
                TranslationStatus::Original => StateFilter::Original,
                TranslationStatus::Current => StateFilter::Current,
                TranslationStatus::Stale(_) => StateFilter::Stale,
                TranslationStatus::Unreviewed(_) => StateFilter::Unreviewed,
                TranslationStatus::Unaccepted => StateFilter::Unaccepted,
            },
            status: Some(status),
            hidden: hidden(site.article(*id), &today),
        }
    }

    pub fn to_text(&self) -> Text {
        let state = match self.state {
            StateFilter::Original => phrase!("original"),
            StateFilter::Current => phrase!("current"),
            StateFilter::Stale => phrase!("stale"),
            StateFilter::Unreviewed => phrase!("unreviewed"),
            StateFilter::Unaccepted => phrase!("never accepted"),
            StateFilter::Missing => phrase!("missing"),
        };
        match self.hidden.map(hidden_text) {
            Some(hidden) => phrase!("{state}, {hidden}", state = state, hidden = hidden),
            None => state,
        }
    }

    fn to_json(&self, table: &StatusTable) -> Value {
        let site = table.site;
        let state = self.state.to_possible_value();
        let mut value = json!({"state": state.as_ref().map_or("", |state| state.get_name())});
        if let Some(id) = self.article {
            value["path"] = json!(&*site.article(id).path);
            value["url"] = json!(site.hosts.permalink(site.location(id)));
            value["hidden"] = json!(self.hidden.map(hidden_name));
        }
        if let Some(TranslationStatus::Stale(stale)) = self.status {
            let changes = stale.changes.iter().enumerate().map(|(at, change)| {
                let SectionChange {
                    kind, name, words, ..
                } = change;
                let mut value = json!({"kind": kind.word(), "name": name, "words": words});
                if let Some(diff) = table.diff(self, at) {
                    value["diff"] = diff.to_json();
                }
                value
            });
            value["accepted"] = json!(stale.accepted);
            value["changes"] = changes.collect();
        }
        if let Some(TranslationStatus::Unreviewed(sections)) = self.status {
            value["unreviewed"] = json!(sections);
        }
        value
    }
}

/// The reason why readers do not see an article, as JSON has it.
fn hidden_name(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::Draft => "draft",
        Hidden::Scheduled => "scheduled",
        Hidden::Expired => "expired",
    }
}

/// The reason why readers do not see an article, in one word.
pub fn hidden_text(hidden: Hidden) -> Text {
    match hidden {
        Hidden::Draft => phrase!("draft"),
        Hidden::Scheduled => phrase!("scheduled"),
        Hidden::Expired => phrase!("expired"),
    }
}

impl StatusTable<'_> {
    pub fn code(&self, lang: Lang) -> String {
        self.site.config.language(lang).code.clone()
    }

    /// A line for each story with its changes below it, and the counts of each language.
    pub fn to_text(&self, has_color: bool) -> String {
        let codes = self.langs.iter().map(|lang| self.code(*lang));
        let mut lines: Vec<Vec<String>> = Vec::with_capacity(self.rows.len() + 1);
        let story = self.terminal.render(&phrase!("story"));
        lines.push(std::iter::once(story).chain(codes).collect());
        for row in &self.rows {
            let cells = row.cells.iter();
            let cells = cells.map(|cell| self.terminal.render(&cell.to_text()));
            lines.push(
                std::iter::once(row.story.key.to_string())
                    .chain(cells)
                    .collect(),
            );
        }
        let changes = self.rows.iter().map(|row| self.changes(row, has_color));
        // the head has no changes
        let changes = std::iter::once(String::new()).chain(changes);
        let mut text = String::new();
        for (line, changes) in align(&lines).iter().zip(changes) {
            text.push_str(&diagnostic::harmless(line));
            text.push('\n');
            text.push_str(&changes);
        }
        text.push('\n');
        text.push_str(&self.counts());
        text
    }

    /// The number of articles of each language, on one line.
    pub fn counts(&self) -> String {
        language_counts(
            self.site,
            self.translations,
            &self.langs,
            true,
            self.terminal,
        )
    }

    /// What changed in the original since each stale translation of a story was accepted.
    fn changes(&self, row: &StatusRow, has_color: bool) -> String {
        let mut text = String::new();
        for cell in &row.cells {
            if let Some(TranslationStatus::Stale(stale)) = cell.status {
                let code = self.code(cell.lang);
                let accepted = phrase!(
                    "{language}, accepted {date}:",
                    language = code,
                    date = stale.accepted.to_string()
                );
                text.push_str(&format!("  {}\n", self.terminal.render(&accepted)));
                for (at, change) in stale.changes.iter().enumerate() {
                    let change = diagnostic::harmless(&self.terminal.render(&change.text()));
                    text.push_str(&format!("    {change}\n"));
                    let diff = self.diff(cell, at);
                    let diff = diff.map(|diff| diff.to_text("      ", has_color, self.terminal));
                    text.push_str(&diff.unwrap_or_default());
                }
            }
        }
        text
    }

    /// The words of a change of a stale translation.
    fn diff(&self, cell: &StatusCell, at: usize) -> Option<&ChangeDiff> {
        self.diffs.as_ref()?.of(cell.article?).get(at)
    }

    /// The form is documented in docs/content/command-line/en.md.
    pub fn to_json(&self, problems_found: &[Diagnostic]) -> String {
        let rows = self.rows.iter().map(|row| {
            let original = self.site.article(row.story.original);
            let cells = row.cells.iter();
            let cells = cells.map(|cell| (self.code(cell.lang), cell.to_json(self)));
            json!({
                "story": &*row.story.key,
                "title": original.title,
                "original": self.code(original.lang),
                "languages": cells.collect::<Map<String, Value>>(),
            })
        });
        let languages = self.langs.iter().map(|lang| {
            let counts = self.translations.counts(*lang);
            let counts = json!({
                "articles": counts.articles,
                "stale": counts.stale,
                "unreviewed": counts.unreviewed,
                "unaccepted": counts.unaccepted,
                "missing": counts.missing,
            });
            (self.code(*lang), counts)
        });
        json!({
            "ok": !has_errors(problems_found),
            "stories": rows.collect::<Vec<_>>(),
            "languages": languages.collect::<Map<String, Value>>(),
            "problems": problems(problems_found),
        })
        .to_string()
    }
}

/// Lines of cells as text, with the columns aligned.
fn align(lines: &[Vec<String>]) -> Vec<String> {
    let width = |text: &str| text.graphemes(true).count();
    let columns = lines.first().map_or(0, Vec::len);
    let column_width = |column: usize| lines.iter().map(|line| width(&line[column])).max();
    let widths: Vec<usize> = (0..columns).filter_map(column_width).collect();
    let to_text = |line: &Vec<String>| {
        let mut text = String::new();
        for (cell, column) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(column - width(cell) + 2));
        }
        text.trim_end().to_string()
    };
    lines.iter().map(to_text).collect()
}

/// The number of articles of each language, on one line: `fr 42 · en 39, 2 stale, 3 missing`.
pub fn language_counts(
    site: &Site,
    translations: &Translations,
    langs: &[Lang],
    with_unaccepted: bool,
    terminal: &Terminal,
) -> String {
    let of_language = |lang: &Lang| {
        let counts = translations.counts(*lang);
        let unaccepted = if with_unaccepted {
            counts.unaccepted
        } else {
            0
        };
        let mut text = format!("{} {}", site.config.language(*lang).code, counts.articles);
        let states = [
            phrase!("{count} stale", count = counts.stale),
            phrase!("{count} unreviewed", count = counts.unreviewed),
            phrase!("{count} never accepted", count = unaccepted),
            phrase!("{count} missing", count = counts.missing),
        ];
        for state in states.iter().filter(|state| state.count() > Some(0)) {
            text.push_str(&format!(", {}", terminal.render(state)));
        }
        text
    };
    langs
        .iter()
        .map(of_language)
        .collect::<Vec<_>>()
        .join(" · ")
}
