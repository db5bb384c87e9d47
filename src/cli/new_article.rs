//! `griot new article`: creates an article with its front matter filled in. Never overwrites a file.

use super::command_failure::CommandFailure;
use super::create_file::create_in;
use super::loaded_site::find_lang;
use super::terminal_output::Terminal;
use crate::config::{Config, SETTINGS};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::pipeline::{self, Options};
use crate::site_folder::SiteFolder;
use crate::text::slug::slug;
use crate::{message, phrase};
use clap::Args;
use jiff::Timestamp;
use std::path::Path;

/// The arguments of `griot new article`.
#[derive(Debug, Args)]
pub struct NewArticle {
    /// The title of the article, with or without quotes around it
    #[arg(required = true)]
    title: Vec<String>,
    /// Its language [default: the site's default language]
    #[arg(long)]
    lang: Option<String>,
}

impl NewArticle {
    /// Creates the article of `griot new TITLE`. Refuses one word that is most likely a mistyped
    /// `article` or `site`.
    pub fn run_untyped(
        &self,
        root: &Path,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let first = self.title.first().map_or("", String::as_str);
        let is_word = first.chars().all(|c| c.is_ascii_lowercase());
        match nearest(first, ["article", "site"]).filter(|_| is_word) {
            Some(near) => {
                let message = message!(
                    Code::UnknownCommand,
                    "unknown command `{word}`",
                    word = first
                );
                let near = format!("griot new {near}");
                let hint = phrase!("did you mean `{near}`?", near = near);
                Err(CommandFailure::Usage(
                    Diagnostic::error("", message).hint(hint),
                ))
            }
            None => self.run(root, options, terminal),
        }
    }

    /// Creates the article in the site at `root`.
    pub fn run(
        &self,
        root: &Path,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let site = SiteFolder::new(root);
        let config = read_settings(&site)?;
        let lang = match &self.lang {
            Some(code) => find_lang(&config, code)?,
            None => config.default_language,
        };
        let title = self.title.join(" ");
        let name = slug(&title);
        if name.is_empty() {
            let message = message!(
                Code::TitleWithoutWords,
                "the title has no word in it to name the article's folder by"
            );
            let hint = phrase!("give it one, and change the title in the file");
            return Err(CommandFailure::Usage(
                Diagnostic::error("", message).hint(hint),
            ));
        }
        let code = &config.language(lang).code;
        let path = format!("content/articles/{name}/{code}.md");
        let text = front_matter(&title, options.now, &config);
        create_in(&site, &path, &text)?;
        terminal.created(root, &path);
        Ok(())
    }
}

/// Reads the settings of a site.
pub fn read_settings(site: &SiteFolder) -> Result<Config, CommandFailure> {
    let mut problems = Vec::new();
    let text = pipeline::settings_text(site, &mut problems);
    let text = text.ok_or_else(|| CommandFailure::unreadable_site(problems))?;
    Config::parse(SETTINGS, &text).map_err(CommandFailure::unreadable_site)
}

/// The front matter of a new article: what it needs, and empty keys to fill in. It is a draft until
/// its author says otherwise.
fn front_matter(title: &str, now: Timestamp, config: &Config) -> String {
    let date = now
        .to_zoned_datetime(config.timezone.clone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    // a JSON string is a YAML double-quoted scalar
    let title = serde_json::Value::from(title);
    format!(
        "---\ntitle: {title}\ndate: {date}\ndraft: true\ndescription:\ntags:\nauthors:\nimage:\nimage_alt:\n---\n\n"
    )
}
