//! Cards of films and posts elsewhere: round the link that stands in the text, whose it is, what it
//! is, and a button that says who is asked once it is tapped. Until then nobody is.

use super::Renderer;
use crate::content::ArticleId;
use crate::markdown::{Embed, EmbedKind, Service, push_attribute, push_text};

/// The theme's file without which there are no cards: nothing would answer to their buttons.
const SCRIPT: &str = "embed.js";

impl Renderer<'_> {
    /// Whether an article's page has cards.
    pub(super) fn has_cards(&self, id: ArticleId) -> bool {
        !self.site.article(id).body.embeds.is_empty() && self.theme.asset(SCRIPT).is_some()
    }

    /// What stands before the paragraph with the link.
    pub(super) fn before_embed(&self, id: ArticleId, embed: u32, html: &mut String) {
        if !self.has_cards(id) {
            return;
        }
        let article = self.site.article(id);
        let embed = &article.body.embeds[embed as usize];
        html.push_str("<div class=\"embed\">\n<p class=\"embed-what\"><strong>");
        html.push_str(name(embed.service));
        html.push_str("</strong> <span>");
        push_text(html, self.word(article.lang, kind(embed.kind).1));
        html.push_str("</span>");
        if !embed.author.is_empty() {
            html.push_str(" <bdi>");
            push_text(html, &embed.author);
            html.push_str("</bdi>");
        }
        html.push_str("</p>\n");
    }

    /// What stands after it.
    pub(super) fn after_embed(&self, id: ArticleId, embed: u32, html: &mut String) {
        if !self.has_cards(id) {
            return;
        }
        let article = self.site.article(id);
        let embed = &article.body.embeds[embed as usize];
        let (shape, key, ask) = kind(embed.kind);
        html.push_str("\n<p class=\"embed-ask with-script\"><button type=\"button\" data-shape=\"");
        html.push_str(shape);
        html.push_str("\" data-frame=\"https://");
        push_attribute(html, &embed.frame_host);
        push_attribute(html, &embed.frame_path);
        html.push_str("\" data-title=\"");
        push_attribute(html, &title(embed, self.word(article.lang, key)));
        html.push_str("\">");
        push_text(html, self.word(article.lang, ask));
        html.push_str(" <small>");
        push_text(html, &self.loads(article.lang, server(embed)));
        html.push_str("</small></button></p>\n</div>");
    }

    /// Who is asked when a button is tapped.
    fn loads(&self, lang: crate::config::Lang, service: &str) -> String {
        let value = |name: &str| (name == "service").then(|| service.to_string());
        let text = self.theme.strings.say(lang, "loads", None, &value);
        text.unwrap_or_default().into_owned()
    }
}

fn name(service: Service) -> &'static str {
    match service {
        Service::Youtube => "YouTube",
        Service::Vimeo => "Vimeo",
        Service::X => "X",
        Service::Mastodon => "Mastodon",
    }
}

/// Mastodon is at many servers, each somebody else's.
fn server(embed: &Embed) -> &str {
    match embed.service {
        Service::Mastodon => &embed.frame_host,
        service => name(service),
    }
}

/// The shape of its frame, and the theme's words for it and for showing it.
fn kind(kind: EmbedKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        EmbedKind::Video => ("wide", "embed_video", "embed_play"),
        EmbedKind::VerticalVideo => ("upright", "embed_video", "embed_play"),
        EmbedKind::Playlist => ("wide", "embed_playlist", "embed_play"),
        EmbedKind::Post => ("post", "embed_post", "embed_show"),
    }
}

/// What the frame is called: `Vidéo · YouTube`, `Publication · X · @ada`.
fn title(embed: &Embed, work: &str) -> String {
    let by = Some(embed.author.as_str()).filter(|by| !by.is_empty());
    let words = [Some(work), Some(name(embed.service)), by];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
