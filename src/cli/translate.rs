//! `griot translate`: writes a translation to fill in. Never overwrites a file.

use super::command_failure::CommandFailure;
use super::loaded_site::{LoadedSite, SiteCommand};
use super::new::create_in;
use super::terminal_output::Terminal;
use crate::config::Lang;
use crate::content::{self, Files, StoryId, TranslationSource, front_matter};
use crate::diagnostic::Diagnostic;
use clap::Args;

/// The arguments of `griot translate`.
#[derive(Debug, Args)]
pub struct Translate {
    /// The story: its key, a file, an address, a slug or part of its title
    story: String,
    /// The language to translate into
    #[arg(long, value_name = "LANG")]
    to: String,
}

impl SiteCommand for Translate {
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure> {
        let story = loaded.story(&self.story)?;
        let to = loaded.lang(&self.to)?;
        let site = &loaded.site;
        let articles = &site.story(story).articles;
        if let Some((_, id)) = articles.iter().find(|(lang, _)| *lang == to) {
            return Err(CommandFailure::file_exists(&site.article(*id).path));
        }
        let draft = draft(loaded, story, to)?;
        create_in(&loaded.disk, &draft.path, &draft.text)?;
        terminal.created(&loaded.disk.root, &draft.path);
        Ok(())
    }
}

/// A translation to fill in.
struct TranslationDraft {
    /// Below the site's root.
    path: String,
    text: String,
}

fn draft(
    loaded: &LoadedSite,
    story: StoryId,
    to: Lang,
) -> Result<TranslationDraft, CommandFailure> {
    let site = &loaded.site;
    let story = site.story(story);
    let article = site.article(story.original);
    let unreadable = |problem: Diagnostic| CommandFailure::unreadable_site(vec![problem]);
    let bytes = loaded.disk.read(&article.path).map_err(unreadable)?;
    let text = front_matter::decode_utf8(&article.path, bytes).map_err(unreadable)?;
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
    Ok(TranslationDraft { path, text })
}
