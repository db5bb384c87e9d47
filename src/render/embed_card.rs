//! Cards for videos and posts of other sites, round the link that stands in the text.
//!
//! A card names the service and the author, and has a button. Nothing is loaded from the service
//! before a reader taps the button.

use super::page_renderer::PageRenderer;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::markdown::{Embed, EmbedKind, EmbedTitle, Service, push_attribute, push_text};

/// The script of the theme that answers to the buttons. A theme without it has no cards.
const SCRIPT: &str = "embed.js";

/// How a kind of work is shown.
struct WorkStyle {
    /// The shape of its frame, for the style sheet.
    shape: &'static str,
    /// The key of the theme's string that names it.
    name: &'static str,
    /// The key of the theme's string on its button.
    button: &'static str,
}

impl PageRenderer<'_, '_> {
    /// Whether an article's page has cards.
    pub(super) fn has_embed_cards(&self, id: ArticleId) -> bool {
        !self.site.article(id).body.embeds.is_empty() && self.theme.asset(SCRIPT).is_some()
    }

    /// Writes the part of a card before the poster and the paragraph with the link.
    pub(super) fn push_before_embed(&self, id: ArticleId, html: &mut String) {
        if self.has_embed_cards(id) {
            html.push_str("<div class=\"embed\">\n");
        }
    }

    /// Writes the words of a link that an author wrote as an address; the address itself where
    /// there is no card.
    pub(super) fn push_embed_label(
        &self,
        id: ArticleId,
        embed: u32,
        is_page: bool,
        html: &mut String,
    ) {
        let article = self.site.article(id);
        let embed = &article.body.embeds[embed as usize];
        let EmbedTitle::Address(address) = &embed.title else {
            return;
        };
        if !is_page || !self.has_embed_cards(id) {
            return push_text(html, address);
        }
        let work = self.string(article.lang, work_style(embed.kind).name);
        let value = |name: &str| match name {
            "work" => Some(work.to_string()),
            "service" => Some(service_name(embed.service).to_string()),
            _ => None,
        };
        let strings = &self.theme.strings;
        let words = strings.format(article.lang, "embed_title", None, &value);
        push_text(html, &words.unwrap_or_else(|| work.into()));
    }

    /// Writes the part of a card after the paragraph with the link: the service and the author
    /// where the link has a title, and the button.
    pub(super) fn push_after_embed(&self, id: ArticleId, embed: u32, html: &mut String) {
        if !self.has_embed_cards(id) {
            return;
        }
        let article = self.site.article(id);
        let embed = &article.body.embeds[embed as usize];
        let style = work_style(embed.kind);
        self.push_embed_source(embed, article.lang, html);
        html.push_str("\n<p class=\"embed-ask with-script\"><button type=\"button\" data-shape=\"");
        html.push_str(style.shape);
        html.push_str("\" data-frame=\"https://");
        push_attribute(html, &embed.frame_host);
        push_attribute(html, &embed.frame_path);
        html.push_str("\" data-title=\"");
        push_attribute(
            html,
            &frame_title(embed, self.string(article.lang, style.name)),
        );
        html.push_str("\">");
        push_text(html, self.string(article.lang, style.button));
        html.push_str(" <small>");
        push_text(html, &self.loads_notice(article.lang, server_name(embed)));
        html.push_str("</small></button></p>\n</div>");
    }

    /// Writes the service and the account, where the words of the link do not name them.
    fn push_embed_source(&self, embed: &Embed, lang: Lang, html: &mut String) {
        let is_titled = matches!(embed.title, EmbedTitle::Words(_));
        if !is_titled && embed.author.is_empty() {
            return;
        }
        html.push_str("\n<p class=\"embed-what\">");
        if is_titled {
            html.push_str("<span>");
            html.push_str(service_name(embed.service));
            html.push_str("</span> <span>");
            push_text(html, self.string(lang, work_style(embed.kind).name));
            html.push_str("</span> ");
        }
        if !embed.author.is_empty() {
            html.push_str("<bdi>");
            push_text(html, &embed.author);
            html.push_str("</bdi>");
        }
        html.push_str("</p>");
    }

    /// The notice that names the service which a button loads from.
    fn loads_notice(&self, lang: Lang, service: &str) -> String {
        let value = |name: &str| (name == "service").then(|| service.to_string());
        let text = self.theme.strings.format(lang, "loads", None, &value);
        text.unwrap_or_default().into_owned()
    }
}

fn service_name(service: Service) -> &'static str {
    match service {
        Service::Youtube => "YouTube",
        Service::Vimeo => "Vimeo",
        Service::X => "X",
        Service::Mastodon => "Mastodon",
    }
}

/// The name of a service; for Mastodon the host, since each server has another owner.
fn server_name(embed: &Embed) -> &str {
    match embed.service {
        Service::Mastodon => &embed.frame_host,
        service => service_name(service),
    }
}

fn work_style(work: EmbedKind) -> WorkStyle {
    let (shape, name, button) = match work {
        EmbedKind::Video => ("wide", "embed_video", "embed_play"),
        EmbedKind::VerticalVideo => ("upright", "embed_video", "embed_play"),
        EmbedKind::Playlist => ("wide", "embed_playlist", "embed_play"),
        EmbedKind::Post => ("post", "embed_post", "embed_show"),
    };
    WorkStyle {
        shape,
        name,
        button,
    }
}

/// The title of the frame: `Vidéo · YouTube`, `Publication · X · @ada`.
fn frame_title(embed: &Embed, work: &str) -> String {
    let by = Some(embed.author.as_str()).filter(|by| !by.is_empty());
    let words = [Some(work), Some(service_name(embed.service)), by];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
