//! `griot share`: a story as a post for WhatsApp, in each language it is told in. Writes nothing.

use super::Common;
use super::loaded_site::LoadedSite;
use super::status::hidden_word;
use super::terminal::Terminal;
use crate::config::Lang;
use crate::content::{ArticleId, Visibility, hidden};
use crate::pipeline::Options;
use crate::render::whatsapp_post;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Share {
    /// The story: its key, a file, an address, a slug or part of its title
    story: String,
    /// Only the post in this language, and nothing else
    #[arg(long)]
    lang: Option<String>,
}

impl Share {
    pub fn run(&self, common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
        self.share(common, options, terminal)
            .unwrap_or_else(|code| code)
    }

    fn share(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<ExitCode, ExitCode> {
        let loaded = LoadedSite::open(common, options, terminal)?;
        let story = loaded.site.story(loaded.story(&self.story, terminal)?);
        let told = match self.lang.as_deref() {
            None => story.articles.clone(),
            Some(code) => {
                let wanted = loaded.lang(code, terminal)?;
                let told = story.articles.iter().find(|(lang, _)| *lang == wanted);
                let name = &loaded.site.config.language(wanted).name;
                let message = || format!("`{}` is not told in {name}", story.key);
                vec![*told.ok_or_else(|| terminal.usage(&message()))?]
            }
        };
        warn(&loaded, &told, options, terminal);
        if terminal.json {
            terminal.print(&as_json(&loaded, &told));
        } else {
            terminal.print(&as_text(&loaded, &told));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Whoever posts a link to a page that is not there yet should know.
fn warn(loaded: &LoadedSite, told: &[(Lang, ArticleId)], options: &Options, terminal: &Terminal) {
    let shown = Visibility {
        now: options.now,
        drafts: options.drafts,
        future: options.future,
    };
    for (lang, id) in told {
        if let Some(hidden) = hidden(loaded.site.article(*id), &shown) {
            let code = &loaded.site.config.language(*lang).code;
            let word = hidden_word(hidden);
            terminal.warn(&format!("{code}: the link leads nowhere yet ({word})"));
        }
    }
}

/// The posts, each under the name of its language; a single one stands alone.
fn as_text(loaded: &LoadedSite, told: &[(Lang, ArticleId)]) -> String {
    if let [(_, only)] = told {
        return whatsapp_post(&loaded.site, *only).text;
    }
    let titled = told.iter().map(|(lang, id)| {
        let name = &loaded.site.config.language(*lang).name;
        format!("── {name} ──\n\n{}", whatsapp_post(&loaded.site, *id).text)
    });
    titled.collect::<Vec<_>>().join("\n\n")
}

fn as_json(loaded: &LoadedSite, told: &[(Lang, ArticleId)]) -> String {
    let posts = told.iter().map(|(lang, id)| {
        let post = whatsapp_post(&loaded.site, *id);
        let code = &loaded.site.config.language(*lang).code;
        json!({"lang": code, "text": post.text, "url": post.url})
    });
    json!({"ok": true, "posts": posts.collect::<Vec<_>>()}).to_string()
}
