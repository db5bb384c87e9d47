//! `griot accept`: says that translations match their original now. Writes `griot.lock`, and
//! nothing else.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::Common;
use super::loaded_site::LoadedSite;
use super::terminal::{Terminal, counted};
use crate::content::{ArticleId, StoryId};
use crate::pipeline::Options;
use crate::translations::lock_file::LOCK;
use clap::Args;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Accept {
    /// The story: its key, a file, an address, a slug or part of its title
    #[arg(required_unless_present = "all")]
    story: Option<String>,
    /// Only the translation into this language
    #[arg(long)]
    lang: Option<String>,
    /// Every story of the site, without drafts
    #[arg(long, conflicts_with = "story")]
    all: bool,
}

impl Accept {
    pub fn run(&self, common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
        self.accept(common, options, terminal)
            .unwrap_or_else(|code| code)
    }

    fn accept(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<ExitCode, ExitCode> {
        let loaded = LoadedSite::open(common, options, terminal)?;
        let articles = self.articles(&loaded, terminal)?;
        let site = &loaded.site;
        let lock = loaded.translations.accept(&articles, site.today());
        let lock = match self.all && self.lang.is_none() {
            true => loaded.translations.without_absent_articles(lock),
            false => lock,
        };
        write(&loaded, &lock.write())
            .map_err(|error| terminal.fail(&format!("cannot write `{LOCK}`: {error}")))?;
        let translation = |id: &&ArticleId| site.story_of(**id).original != **id;
        let accepted: Vec<&ArticleId> = articles.iter().filter(translation).collect();
        let shown = |id: &&ArticleId| {
            (
                site.story_of(**id).key.to_string(),
                site.language_of(**id).code.clone(),
            )
        };
        let shown: Vec<(String, String)> = accepted.iter().map(shown).collect();
        if terminal.json {
            let accepted = shown
                .iter()
                .map(|(story, lang)| json!({"story": story, "lang": lang}));
            terminal
                .print(&json!({"ok": true, "accepted": accepted.collect::<Vec<_>>()}).to_string());
        } else if self.all || shown.is_empty() {
            terminal.say(&format!(
                "{} accepted",
                counted(accepted.len(), "translation")
            ));
        } else {
            let lines = shown
                .iter()
                .map(|(story, lang)| format!("{story}: {lang} is accepted"));
            terminal.say(&lines.collect::<Vec<_>>().join("\n"));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// What is to be recorded: translations, and with them the originals' addresses.
    fn articles(
        &self,
        loaded: &LoadedSite,
        terminal: &Terminal,
    ) -> Result<Vec<ArticleId>, ExitCode> {
        let site = &loaded.site;
        let stories: Vec<StoryId> = match &self.story {
            Some(name) => vec![loaded.story(name, terminal)?],
            None => (0..site.stories.len() as u32).map(StoryId).collect(),
        };
        let lang = self
            .lang
            .as_deref()
            .map(|code| loaded.lang(code, terminal))
            .transpose()?;
        if let (Some(lang), [only], false) = (lang, stories.as_slice(), self.all) {
            let story = site.story(*only);
            let name = &site.config.language(lang).name;
            let told = story.articles.iter().find(|(other, _)| *other == lang);
            let refused = match told {
                None => Some(format!("`{}` is not told in {name}", story.key)),
                Some((_, id)) if *id == story.original => Some(format!(
                    "`{}` is told in {name} first: it is the original",
                    story.key
                )),
                Some(_) => None,
            };
            if let Some(message) = refused {
                return Err(terminal.usage(&message));
            }
        }
        let articles = stories.iter().flat_map(|id| {
            let story = site.story(*id);
            let wanted = move |(other, id): &&(_, ArticleId)| {
                let begun = self.all && site.article(*id).draft;
                *id == story.original || (lang.is_none_or(|lang| *other == lang) && !begun)
            };
            story.articles.iter().filter(wanted).map(|(_, id)| *id)
        });
        Ok(articles.collect())
    }
}

/// Puts the new file in the place of the old one in one step.
fn write(loaded: &LoadedSite, text: &str) -> std::io::Result<()> {
    let path = loaded.disk.root.join(LOCK);
    if std::fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
        return Err(std::io::Error::other(
            "it is no plain file, and is left as it is",
        ));
    }
    let new = loaded.disk.root.join(format!(".{LOCK}.new"));
    let mut file = std::fs::File::create(&new)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| {
        file.sync_all()?;
        std::fs::rename(&new, &path)
    });
    written.inspect_err(|_| {
        let _ = std::fs::remove_file(&new);
    })
}
