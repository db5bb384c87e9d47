//! An article as a post for WhatsApp: text that an author pastes into a channel or a chat.

use super::html_head::description;
use crate::content::ArticleId;
use crate::site::TrackedSite;

/// An article as a post for WhatsApp.
pub struct WhatsappPost {
    /// The title in bold, a blank line, at most two lines of summary, a blank line, the address.
    pub text: String,
    /// The full address of the article.
    pub url: String,
}

impl WhatsappPost {
    /// Writes the post of an article.
    pub fn new(site: TrackedSite, id: ArticleId) -> WhatsappPost {
        let article = site.article(id);
        let url = site.hosts.permalink(site.location(id));
        // a star inside would end the bold type
        let title = article.title.replace('*', "");
        let mut text = format!("*{}*\n\n", title.trim());
        let summary = description(article);
        if !summary.is_empty() {
            text.push_str(&split_in_two_lines(&summary));
            text.push_str("\n\n");
        }
        text.push_str(&url);
        WhatsappPost { text, url }
    }
}

/// Puts a line break at the end of a sentence near the middle.
fn split_in_two_lines(summary: &str) -> String {
    let ends = summary
        .match_indices([' ', '\n'])
        .filter(|(at, _)| summary[..*at].ends_with(['.', '!', '?', '…', '؟']));
    let middle = summary.len() / 2;
    match ends.map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle)) {
        Some(at) => format!("{}\n{}", &summary[..at], summary[at + 1..].trim_start()),
        None => summary.to_string(),
    }
}
