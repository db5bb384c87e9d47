//! `griot share`: a story as a post for WhatsApp, in each language it is told in. Writes nothing.

use super::Common;
use super::opened::Opened;
use super::status::hidden_word;
use super::terminal::Terminal;
use crate::config::Lang;
use crate::content::{ArticleId, Shown, hidden};
use crate::pipeline::Options;
use crate::render::post;
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
        let opened = Opened::open(common, options, terminal)?;
        let story = opened.site.story(opened.story(&self.story, terminal)?);
        let told = match self.lang.as_deref() {
            None => story.articles.clone(),
            Some(code) => {
                let wanted = opened.lang(code, terminal)?;
                let told = story.articles.iter().find(|(lang, _)| *lang == wanted);
                let name = &opened.site.config.language(wanted).name;
                let message = || format!("`{}` is not told in {name}", story.key);
                vec![*told.ok_or_else(|| terminal.usage(&message()))?]
            }
        };
        warn(&opened, &told, options, terminal);
        if terminal.json {
            terminal.print(&as_json(&opened, &told));
        } else {
            terminal.print(&as_text(&opened, &told));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Whoever posts a link to a page that is not there yet should know.
fn warn(opened: &Opened, told: &[(Lang, ArticleId)], options: &Options, terminal: &Terminal) {
    let shown = Shown {
        now: options.now,
        drafts: options.drafts,
        future: options.future,
    };
    for (lang, id) in told {
        if let Some(hidden) = hidden(opened.site.article(*id), &shown) {
            let code = &opened.site.config.language(*lang).code;
            let word = hidden_word(hidden);
            terminal.warn(&format!("{code}: the link leads nowhere yet ({word})"));
        }
    }
}

/// The posts, each under the name of its language; a single one stands alone.
fn as_text(opened: &Opened, told: &[(Lang, ArticleId)]) -> String {
    if let [(_, only)] = told {
        return post(&opened.site, *only).text;
    }
    let titled = told.iter().map(|(lang, id)| {
        let name = &opened.site.config.language(*lang).name;
        format!("── {name} ──\n\n{}", post(&opened.site, *id).text)
    });
    titled.collect::<Vec<_>>().join("\n\n")
}

fn as_json(opened: &Opened, told: &[(Lang, ArticleId)]) -> String {
    let posts = told.iter().map(|(lang, id)| {
        let post = post(&opened.site, *id);
        let code = &opened.site.config.language(*lang).code;
        json!({"lang": code, "text": post.text, "url": post.url})
    });
    json!({"ok": true, "posts": posts.collect::<Vec<_>>()}).to_string()
}
