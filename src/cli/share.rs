//! `griot share`: prints a story as a post for WhatsApp, in each of its languages. Writes
//! nothing.

use super::command_failure::CommandFailure;
use super::loaded_site::{LoadedSite, SiteCommand, no_article_in};
use super::status_table::hidden_text;
use super::terminal_output::Terminal;
use crate::config::Lang;
use crate::content::{ArticleId, hidden};
use crate::phrase;
use crate::render::whatsapp_post;
use clap::Args;
use serde_json::json;

/// The arguments of `griot share`.
#[derive(Debug, Args)]
pub struct Share {
    /// The story: its key, a file, an address, a slug or part of its title
    story: String,
    /// Only the post in this language, and nothing else
    #[arg(long)]
    lang: Option<String>,
}

impl SiteCommand for Share {
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure> {
        let story = loaded.site.story(loaded.story(&self.story)?);
        let mut articles = story.articles.clone();
        if let Some(code) = &self.lang {
            let lang = loaded.lang(code)?;
            articles.retain(|(other, _)| *other == lang);
            if articles.is_empty() {
                let language = loaded.site.config.language(lang);
                return Err(no_article_in(&story.key, language));
            }
        }
        warn_of_hidden(loaded, &articles, terminal);
        if terminal.json {
            terminal.print(&to_json(loaded, &articles));
        } else {
            terminal.print_to_copy(&to_text(loaded, &articles));
        }
        Ok(())
    }
}

/// Warns when the page of a post is not published yet.
fn warn_of_hidden(loaded: &LoadedSite, articles: &[(Lang, ArticleId)], terminal: &Terminal) {
    for (lang, id) in articles {
        if let Some(hidden) = hidden(loaded.site.article(*id), &loaded.visibility) {
            terminal.warn(phrase!(
                "{lang}: the link leads to no page yet ({reason})",
                lang = &loaded.site.config.language(*lang).code,
                reason = hidden_text(hidden)
            ));
        }
    }
}

/// The posts, each under the name of its language; a single one without a heading.
fn to_text(loaded: &LoadedSite, articles: &[(Lang, ArticleId)]) -> String {
    if let [(_, only)] = articles {
        return whatsapp_post(&loaded.site, *only).text;
    }
    let posts = articles.iter().map(|(lang, id)| {
        let language = &loaded.site.config.language(*lang).name;
        format!(
            "── {language} ──\n\n{}",
            whatsapp_post(&loaded.site, *id).text
        )
    });
    posts.collect::<Vec<_>>().join("\n\n")
}

fn to_json(loaded: &LoadedSite, articles: &[(Lang, ArticleId)]) -> String {
    let posts = articles.iter().map(|(lang, id)| {
        let post = whatsapp_post(&loaded.site, *id);
        let code = &loaded.site.config.language(*lang).code;
        json!({"lang": code, "text": post.text, "url": post.url})
    });
    json!({"ok": true, "posts": posts.collect::<Vec<_>>()}).to_string()
}
