//! `griot status`: how every story stands in every language.

use super::Common;
use super::loaded_site::LoadedSite;
use super::terminal::{Terminal, counted, problems};
use crate::check;
use crate::config::Lang;
use crate::content::{ArticleId, Hidden, Story, Visibility, hidden};
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::Options;
use crate::site::{Site, Taxonomy};
use crate::translations::{SectionChange, TranslationStatus, Translations};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::process::ExitCode;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Args)]
pub struct Status {
    /// Only these languages
    #[arg(long, value_delimiter = ',')]
    lang: Vec<String>,
    /// Only stories that are in this state in one of the languages
    #[arg(long, value_delimiter = ',')]
    state: Vec<State>,
    /// Only stories with this tag
    #[arg(long)]
    tag: Option<String>,
    /// End with status 1 where the rules of `check` in griot.yaml say so, for the whole site
    #[arg(long, conflicts_with_all = ["lang", "state", "tag"])]
    check: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    Original,
    Current,
    Stale,
    /// Never accepted
    Unaccepted,
    Missing,
}

/// A story in one language.
struct Cell<'s> {
    article: Option<ArticleId>,
    state: State,
    standing: Option<&'s TranslationStatus>,
    hidden: Option<Hidden>,
}

struct Row<'s> {
    story: &'s Story,
    cells: Vec<(Lang, Cell<'s>)>,
}

impl Status {
    pub fn run(&self, common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
        self.status(common, options, terminal)
            .unwrap_or_else(|code| code)
    }

    fn status(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<ExitCode, ExitCode> {
        let loaded = LoadedSite::open(common, options, terminal)?;
        let site = &loaded.site;
        let langs = self.langs(&loaded, terminal)?;
        let translations = &loaded.translations;
        let rows = self.rows(site, translations, &langs);
        let broken = if self.check {
            check::translations(site, translations)
        } else {
            Vec::new()
        };
        if terminal.json {
            terminal.print(&as_json(&loaded, &rows, &langs, &broken));
        } else {
            terminal.say(table(&loaded, &rows, &langs).trim_end());
            terminal.report(&broken, &loaded.disk);
        }
        let errors = broken
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        match errors {
            0 => Ok(ExitCode::SUCCESS),
            _ => Err(terminal.error(&format!(
                "{} by the rules of `check`",
                counted(errors, "error")
            ))),
        }
    }

    fn langs(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<Vec<Lang>, ExitCode> {
        if self.lang.is_empty() {
            return Ok(loaded.site.config.langs().collect());
        }
        self.lang
            .iter()
            .map(|code| loaded.lang(code, terminal))
            .collect()
    }

    fn rows<'s>(
        &self,
        site: &'s Site,
        translations: &'s Translations,
        langs: &[Lang],
    ) -> Vec<Row<'s>> {
        let rows = site
            .stories
            .iter()
            .filter(|story| self.has_tag(site, story))
            .map(|story| Row {
                story,
                cells: langs
                    .iter()
                    .map(|lang| (*lang, cell(site, translations, story, *lang)))
                    .collect(),
            });
        rows.filter(|row| {
            let wanted = |(_, cell): &(Lang, Cell)| self.state.contains(&cell.state);
            self.state.is_empty() || row.cells.iter().any(wanted)
        })
        .collect()
    }

    /// By the tag's name in any language, whatever its case and accents.
    fn has_tag(&self, site: &Site, story: &Story) -> bool {
        let Some(wanted) = &self.tag else { return true };
        let terms = site.terms(Taxonomy::Tags);
        let wanted = terms.find(wanted);
        story.articles.iter().any(|(_, id)| {
            let mut own = terms.of_article[id.0 as usize].iter();
            wanted.is_some_and(|wanted| own.any(|term| *term == wanted))
        })
    }
}

fn cell<'s>(site: &Site, translations: &'s Translations, story: &Story, lang: Lang) -> Cell<'s> {
    let told = story.articles.iter().find(|(other, _)| *other == lang);
    let Some((_, id)) = told else {
        return Cell {
            article: None,
            state: State::Missing,
            standing: None,
            hidden: None,
        };
    };
    let standing = translations.status(*id);
    let today = Visibility {
        now: site.now,
        drafts: false,
        future: false,
    };
    Cell {
        article: Some(*id),
        state: match standing {
            TranslationStatus::Original => State::Original,
            TranslationStatus::Current => State::Current,
            TranslationStatus::Stale(_) => State::Stale,
            TranslationStatus::Unaccepted => State::Unaccepted,
        },
        standing: Some(standing),
        hidden: hidden(site.article(*id), &today),
    }
}

impl Cell<'_> {
    fn text(&self) -> String {
        let state = match self.state {
            State::Original => "original",
            State::Current => "current",
            State::Stale => "stale",
            State::Unaccepted => "never accepted",
            State::Missing => "missing",
        };
        match self.hidden.map(hidden_word) {
            Some(hidden) => format!("{state}, {hidden}"),
            None => state.to_string(),
        }
    }
}

/// Why readers do not see an article.
pub fn hidden_word(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::Draft => "draft",
        Hidden::Scheduled => "scheduled",
        Hidden::Expired => "expired",
    }
}

/// A line for each story, below it what changed, and at the end how the languages stand.
fn table(loaded: &LoadedSite, rows: &[Row], langs: &[Lang]) -> String {
    let (site, translations) = (&loaded.site, &loaded.translations);
    let code = |lang: &Lang| site.config.language(*lang).code.clone();
    let head = std::iter::once("story".to_string()).chain(langs.iter().map(code));
    let mut lines: Vec<Vec<String>> = vec![head.collect()];
    for row in rows {
        let cells = row.cells.iter().map(|(_, cell)| cell.text());
        lines.push(
            std::iter::once(row.story.key.to_string())
                .chain(cells)
                .collect(),
        );
    }
    let width = |text: &str| text.graphemes(true).count();
    let widths: Vec<usize> = (0..=langs.len())
        .map(|at| {
            lines
                .iter()
                .map(|line| width(&line[at]))
                .max()
                .unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let mut shown = String::new();
        for (cell, wide) in line.iter().zip(&widths) {
            shown.push_str(cell);
            shown.push_str(&" ".repeat(wide - width(cell) + 2));
        }
        text.push_str(shown.trim_end());
        text.push('\n');
        if let Some(row) = at.checked_sub(1).and_then(|at| rows.get(at)) {
            push_changes(site, row, &mut text);
        }
    }
    text.push('\n');
    text.push_str(&in_one_line(site, translations, langs, true));
    text
}

/// `fr 42 · en 39, 2 stale, 3 missing`
pub fn in_one_line(
    site: &Site,
    translations: &Translations,
    langs: &[Lang],
    never_accepted: bool,
) -> String {
    let one = |lang: &Lang| {
        let tally = translations.counts(*lang);
        let never_accepted = if never_accepted { tally.unaccepted } else { 0 };
        let mut text = format!("{} {}", site.config.language(*lang).code, tally.articles);
        for (number, what) in [
            (tally.stale, "stale"),
            (never_accepted, "never accepted"),
            (tally.missing, "missing"),
        ] {
            if number > 0 {
                text.push_str(&format!(", {number} {what}"));
            }
        }
        text
    };
    langs.iter().map(one).collect::<Vec<_>>().join(" · ")
}

fn push_changes(site: &Site, row: &Row, text: &mut String) {
    for (lang, cell) in &row.cells {
        if let Some(TranslationStatus::Stale(stale)) = cell.standing {
            let code = &site.config.language(*lang).code;
            text.push_str(&format!("  {code}, accepted {}:\n", stale.accepted));
            for change in &stale.changes {
                text.push_str(&format!("    {change}\n"));
            }
        }
    }
}

/// The shape is documented in the README.
fn as_json(loaded: &LoadedSite, rows: &[Row], langs: &[Lang], broken: &[Diagnostic]) -> String {
    let (site, translations) = (&loaded.site, &loaded.translations);
    let code = |lang: &Lang| site.config.language(*lang).code.clone();
    let story = |row: &Row| {
        let cells = row
            .cells
            .iter()
            .map(|(lang, cell)| (code(lang), cell_json(site, cell)));
        let original = site.article(row.story.original);
        json!({
            "story": &*row.story.key,
            "title": original.title,
            "original": code(&original.lang),
            "languages": cells.collect::<Map<String, Value>>(),
        })
    };
    let tally = |lang: &Lang| {
        let tally = translations.counts(*lang);
        let tally = json!({
            "articles": tally.articles,
            "stale": tally.stale,
            "unaccepted": tally.unaccepted,
            "missing": tally.missing,
        });
        (code(lang), tally)
    };
    json!({
        "ok": broken.iter().all(|one| one.severity != Severity::Error),
        "stories": rows.iter().map(story).collect::<Vec<_>>(),
        "languages": langs.iter().map(tally).collect::<Map<String, Value>>(),
        "problems": problems(broken),
    })
    .to_string()
}

fn cell_json(site: &Site, cell: &Cell) -> Value {
    let state = cell.state.to_possible_value();
    let mut value = json!({"state": state.as_ref().map_or("", |state| state.get_name())});
    if let Some(id) = cell.article {
        value["path"] = json!(&*site.article(id).path);
        value["url"] = json!(site.hosts.permalink(site.location(id)));
        value["hidden"] = json!(cell.hidden.map(hidden_word));
    }
    if let Some(TranslationStatus::Stale(stale)) = cell.standing {
        let change = |change: &SectionChange| json!({"kind": change.kind.word(), "name": change.name, "words": change.words});
        value["accepted"] = json!(stale.accepted);
        value["changes"] = stale.changes.iter().map(change).collect();
    }
    value
}
