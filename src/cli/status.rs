//! `griot status`: the state of every story in every language. Writes nothing.

use super::command_failure::CommandFailure;
use super::loaded_site::{LoadedSite, SiteCommand};
use super::status_diff::StatusDiffs;
use super::status_table::{StateFilter, StatusCell, StatusRow, StatusTable};
use super::terminal_output::Terminal;
use crate::check;
use crate::config::Lang;
use crate::content::{Story, StoryId};
use crate::diagnostic::Severity;
use crate::phrase;
use crate::site::{Site, Taxonomy};
use clap::Args;

/// The arguments of `griot status`.
#[derive(Debug, Args)]
pub struct Status {
    /// Only these languages
    #[arg(long, value_delimiter = ',')]
    lang: Vec<String>,
    /// Only stories that are in this state in one of the languages
    #[arg(long, value_delimiter = ',')]
    state: Vec<StateFilter>,
    /// Only stories with this tag
    #[arg(long)]
    tag: Option<String>,
    /// Also the words that changed in the originals, from git; of one story where it is named
    #[arg(long, value_name = "STORY", num_args = 0..=1)]
    diff: Option<Option<String>>,
    /// A table for a comment on a pull request: what is not current
    #[arg(long, conflicts_with = "diff")]
    markdown: bool,
    /// End with status 1 where the rules of `check` in griot.yaml say so, for the whole site
    #[arg(long, conflicts_with_all = ["lang", "state", "tag"])]
    check: bool,
}

impl SiteCommand for Status {
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure> {
        let site = &loaded.site;
        let langs = self.langs(loaded)?;
        let rows = self.rows(loaded, &langs)?;
        let shown = || rows.iter().flat_map(|row| &row.cells);
        let articles = || shown().filter_map(|cell| cell.article);
        let diffs = self.diff.is_some();
        let diffs = diffs.then(|| StatusDiffs::new(loaded, articles()));
        let table = StatusTable {
            terminal,
            site,
            translations: &loaded.translations,
            rows,
            langs,
            diffs,
        };
        let problems = if self.check {
            check::translations(site, &loaded.translations)
        } else {
            Vec::new()
        };
        if terminal.json {
            terminal.print(&table.to_json(&problems));
        } else if self.markdown {
            terminal.say(table.to_markdown().trim_end());
            terminal.report(&problems, &loaded.disk);
        } else {
            terminal.say_painted(table.to_text(terminal.color_results).trim_end());
            terminal.report(&problems, &loaded.disk);
        }
        let errors = problems.iter();
        let errors = errors.filter(|problem| problem.severity == Severity::Error);
        match errors.count() {
            0 => Ok(()),
            1 => Err(CommandFailure::BadAnswer(phrase!(
                "1 error by the rules of `check`"
            ))),
            errors => Err(CommandFailure::BadAnswer(phrase!(
                "{errors} errors by the rules of `check`",
                errors = errors
            ))),
        }
    }
}

impl Status {
    fn langs(&self, loaded: &LoadedSite) -> Result<Vec<Lang>, CommandFailure> {
        if self.lang.is_empty() {
            return Ok(loaded.site.config.langs().collect());
        }
        self.lang.iter().map(|code| loaded.lang(code)).collect()
    }

    fn rows<'s>(
        &self,
        loaded: &'s LoadedSite,
        langs: &[Lang],
    ) -> Result<Vec<StatusRow<'s>>, CommandFailure> {
        let site = &loaded.site;
        let only = match &self.diff {
            Some(Some(name)) => Some(loaded.story(name)?),
            _ => None,
        };
        let stories = (0..site.stories.len() as u32).map(StoryId);
        let stories = stories.filter(|id| only.is_none_or(|only| only == *id));
        let stories = stories.map(|id| site.story(id));
        let stories = stories.filter(|story| self.has_tag(site, story));
        let rows = stories.map(|story| StatusRow {
            story,
            cells: langs
                .iter()
                .map(|lang| StatusCell::of(loaded, story, *lang))
                .collect(),
        });
        let has_state = |row: &StatusRow| {
            let mut cells = row.cells.iter();
            self.state.is_empty() || cells.any(|cell| self.state.contains(&cell.state))
        };
        Ok(rows.filter(has_state).collect())
    }

    /// Compares with the tag's name in every language, ignoring case and accents.
    fn has_tag(&self, site: &Site, story: &Story) -> bool {
        let Some(name) = &self.tag else { return true };
        let terms = site.terms(Taxonomy::Tags);
        let Some(tag) = terms.find(name) else {
            return false;
        };
        let mut articles = story.articles.iter();
        articles.any(|(_, id)| terms.of_article[id.0 as usize].contains(&tag))
    }
}
