//! Addresses at services of others, to share an article: plain links, WhatsApp first; no script
//! of theirs.

use super::Renderer;
use super::head::description;
use super::view::ShareView;
use crate::config::ShareTarget;
use crate::content::ArticleId;
use crate::site::{Site, push_percent};

impl Renderer<'_> {
    pub(super) fn share(&self, id: ArticleId) -> Vec<ShareView<'_>> {
        let article = self.site.article(id);
        let address = self.site.hosts.permalink(self.site.location(id));
        let title = encoded(&article.title);
        let encoded = encoded(&address);
        let targets = self.site.config.share.iter();
        targets
            .map(|target| {
                let (name, key) = names(*target);
                let url = match target {
                    ShareTarget::Copy => address.clone(),
                    target => url(*target, &title, &encoded),
                };
                let label = self.word(article.lang, key);
                ShareView { name, label, url }
            })
            .collect()
    }
}

/// A story in one language as a post for WhatsApp.
pub struct Post {
    /// The title in bold, a blank line, two lines of summary at most, a blank line, the address.
    pub text: String,
    pub url: String,
}

/// The post of an article.
pub fn post(site: &Site, id: ArticleId) -> Post {
    let article = site.article(id);
    let url = site.hosts.permalink(site.location(id));
    // a star within would end the bold type
    let title = article.title.replace('*', "");
    let mut text = format!("*{}*\n\n", title.trim());
    let summary = description(article);
    if !summary.is_empty() {
        text.push_str(&two_lines(&summary));
        text.push_str("\n\n");
    }
    text.push_str(&url);
    Post { text, url }
}

/// A second sentence stands on a line of its own.
fn two_lines(summary: &str) -> String {
    let ends = summary
        .match_indices([' ', '\n'])
        .filter(|(at, _)| summary[..*at].ends_with(['.', '!', '?', '…', '؟']));
    let middle = summary.len() / 2;
    match ends.map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle)) {
        Some(at) => format!("{}\n{}", &summary[..at], summary[at + 1..].trim_start()),
        None => summary.to_string(),
    }
}

/// Its name in templates, and the theme's string for it.
fn names(target: ShareTarget) -> (&'static str, &'static str) {
    match target {
        ShareTarget::Whatsapp => ("whatsapp", "share_whatsapp"),
        ShareTarget::Facebook => ("facebook", "share_facebook"),
        ShareTarget::X => ("x", "share_x"),
        ShareTarget::Linkedin => ("linkedin", "share_linkedin"),
        ShareTarget::Telegram => ("telegram", "share_telegram"),
        ShareTarget::Mail => ("mail", "share_mail"),
        ShareTarget::Copy => ("copy", "share_copy"),
    }
}

/// `title` and `address` are percent-encoded.
fn url(target: ShareTarget, title: &str, address: &str) -> String {
    match target {
        ShareTarget::Whatsapp => format!("https://wa.me/?text={title}%20{address}"),
        ShareTarget::Facebook => {
            format!("https://www.facebook.com/sharer/sharer.php?u={address}")
        }
        ShareTarget::X => format!("https://x.com/intent/post?text={title}&url={address}"),
        ShareTarget::Linkedin => {
            format!("https://www.linkedin.com/sharing/share-offsite/?url={address}")
        }
        ShareTarget::Telegram => format!("https://t.me/share/url?url={address}&text={title}"),
        ShareTarget::Mail => format!("mailto:?subject={title}&body={address}"),
        ShareTarget::Copy => String::new(),
    }
}

/// Percent-encodes a query's value (RFC 3986, unreserved characters stay).
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            push_percent(&mut encoded, byte);
        }
    }
    encoded
}
