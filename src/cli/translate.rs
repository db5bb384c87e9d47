//! `griot translate`: writes a translation to fill in. Never overwrites a file.

use super::Common;
use super::loaded_site::LoadedSite;
use super::new::create;
use super::terminal::Terminal;
use crate::config::Lang;
use crate::content::{self, ArticleId, Files, StoryId, TranslationSource, front_matter};
use crate::pipeline::Options;
use clap::Args;
use std::io;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Translate {
    /// The story: its key, a file, an address, a slug or part of its title
    story: String,
    /// The language to translate into
    #[arg(long, value_name = "LANG")]
    to: String,
}

impl Translate {
    pub fn run(&self, common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
        self.translate(common, options, terminal)
            .unwrap_or_else(|code| code)
    }

    fn translate(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<ExitCode, ExitCode> {
        let loaded = LoadedSite::open(common, options, terminal)?;
        let story = loaded.story(&self.story, terminal)?;
        let to = loaded.lang(&self.to, terminal)?;
        let site = &loaded.site;
        let told = site
            .story(story)
            .articles
            .iter()
            .find(|(lang, _)| *lang == to);
        if let Some((_, id)) = told {
            let path = &site.article(*id).path;
            return Err(terminal.fail(&format!("`{path}` is there already, and is left as it is")));
        }
        let (path, text) = begun(&loaded, story, to).map_err(|message| terminal.fail(&message))?;
        create(&loaded.disk.root.join(&path), &text).map_err(|error| {
            terminal.fail(&match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    format!("`{path}` is there already, and is left as it is")
                }
                _ => format!("cannot write `{path}`: {error}"),
            })
        })?;
        Ok(terminal.created(&loaded.disk.root, &path))
    }
}

/// Path and text of the translation.
fn begun(loaded: &LoadedSite, story: StoryId, to: Lang) -> Result<(String, String), String> {
    let site = &loaded.site;
    let story = site.story(story);
    let id: ArticleId = story.original;
    let article = site.article(id);
    let unread = |problem: crate::diagnostic::Diagnostic| {
        format!(
            "`{}`: {}",
            article.path,
            problem.message(&crate::diagnostic::English)
        )
    };
    let bytes = loaded.disk.read(&article.path).map_err(unread)?;
    let text = front_matter::decode_utf8(&article.path, bytes).map_err(unread)?;
    let read = front_matter::read(&article.path, &text, &site.config);
    let original = TranslationSource {
        article,
        front: &read.front,
        key: &story.key,
        text: &text,
        start: read.body,
    };
    let path = content::translation_path(&article.path, to, &site.config);
    let text = content::translation_draft(&original, &path, to, &site.config);
    Ok((path, text))
}
