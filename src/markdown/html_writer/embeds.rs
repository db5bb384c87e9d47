//! Writes links that stand alone and lead to a video or a post.
//!
//! The link is written as any other. A slot before and a slot after its paragraph let a page
//! put a card around it. A picture before the link is the poster of the card.

use super::HtmlWriter;
use super::blocks::is_only_image;
use crate::markdown::body::SlotKind;
use crate::markdown::embed::{Embed, EmbedTitle, embed};
use crate::markdown::tokens::Token;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

/// How much of a poster is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PosterState {
    None,
    /// The paragraph of the picture is open; the link of this embed comes next.
    Open(u32),
    /// The paragraph of the picture has ended; that of the link of this embed comes next.
    Written(u32),
}

impl HtmlWriter<'_, '_> {
    /// Starts the paragraph that `tokens` begins with, if it is a picture before an embed, in a
    /// paragraph of its own or in the line above.
    pub fn start_poster(&mut self, tokens: &[Token]) -> bool {
        let Some(embed) = embed_after_image(tokens) else {
            return false;
        };
        let index = self.add_embed(embed);
        self.poster = PosterState::Open(index);
        self.html
            .slot(SlotKind::BeforeEmbed(index))
            .raw("<p class=\"embed-poster\">");
        self.summary.pause(true);
        true
    }

    /// Ends the paragraph if it is a poster.
    pub fn end_poster(&mut self) -> bool {
        let PosterState::Open(index) = self.poster else {
            return false;
        };
        self.poster = PosterState::Written(index);
        self.html.raw("</p>\n");
        self.summary.pause(false);
        true
    }

    /// Ends the line of a poster: the link of its embed is in the next one.
    pub fn end_poster_line(&mut self) -> bool {
        let PosterState::Open(index) = self.poster else {
            return false;
        };
        self.poster = PosterState::None;
        self.open_embed = Some(index);
        self.html.raw("</p>\n<p>");
        true
    }

    /// Starts the paragraph whose content `inside` begins with, if it is an embed. The summary
    /// skips it: an address tells a reader nothing.
    pub fn start_embed(&mut self, inside: &[Token]) -> bool {
        let Some(embed) = embed_alone(inside) else {
            return false;
        };
        let index = match std::mem::replace(&mut self.poster, PosterState::None) {
            PosterState::Written(index) => index,
            _ => {
                let index = self.add_embed(embed);
                self.html.slot(SlotKind::BeforeEmbed(index));
                index
            }
        };
        self.open_embed = Some(index);
        self.write("<p>");
        self.summary.pause(true);
        true
    }

    fn add_embed(&mut self, embed: Embed) -> u32 {
        self.body.embeds.push(embed);
        self.body.embeds.len() as u32 - 1
    }

    /// Writes the words of an embed that is shown as its own address: a page with a card has
    /// better ones.
    pub fn write_embed_label(&mut self) -> bool {
        let Some(index) = self.open_embed else {
            return false;
        };
        let embed = &self.body.embeds[index as usize];
        let is_bare = matches!(embed.title, EmbedTitle::Address(_));
        if is_bare {
            self.html.slot(SlotKind::EmbedLabel(index));
        }
        is_bare
    }

    /// Ends the paragraph if it is an embed.
    pub fn end_embed(&mut self) -> bool {
        let Some(index) = self.open_embed.take() else {
            return false;
        };
        // the slot is before the line break, because the HTML may end with the slot
        self.html
            .raw("</p>")
            .slot(SlotKind::AfterEmbed(index))
            .raw("\n");
        self.summary.pause(false);
        true
    }
}

/// The embed that follows the image which `tokens` begin with: in the next line, or in the next
/// paragraph.
fn embed_after_image(tokens: &[Token]) -> Option<Embed> {
    let is_image = |event: Option<&Token>| {
        matches!(
            event.map(|token| &token.event),
            Some(Event::Start(Tag::Image { .. }))
        )
    };
    if !is_image(tokens.get(1)) {
        return None;
    }
    let mut events = tokens.iter().map(|token| &token.event);
    let end = events.position(|event| matches!(event, Event::End(TagEnd::Image)))?;
    if is_only_image(tokens) {
        let next = matches!(tokens.get(end + 2)?.event, Event::Start(Tag::Paragraph));
        return next.then(|| embed_alone(&tokens[end + 3..]))?;
    }
    let is_line = matches!(
        tokens.get(end + 1)?.event,
        Event::SoftBreak | Event::HardBreak
    );
    is_line.then(|| embed_alone(&tokens[end + 2..]))?
}

/// The embed of a paragraph that is one link: with a title, or shown as its own address.
fn embed_alone(inside: &[Token]) -> Option<Embed> {
    let mut events = inside.iter().map(|token| &token.event);
    let Event::Start(Tag::Link {
        link_type,
        dest_url,
        title,
        ..
    }) = events.next()?
    else {
        return None;
    };
    let mut words = String::new();
    loop {
        match events.next()? {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::End(TagEnd::Link) => break,
            _ => return None,
        }
    }
    let is_alone = matches!(events.next()?, Event::End(TagEnd::Paragraph));
    if !is_alone || !title.is_empty() || words.trim().is_empty() {
        return None;
    }
    let is_bare = *link_type == LinkType::Autolink || words == **dest_url;
    let embed = embed(dest_url)?;
    let title = if is_bare {
        EmbedTitle::Address(words)
    } else {
        EmbedTitle::Words(words)
    };
    Some(Embed { title, ..embed })
}
