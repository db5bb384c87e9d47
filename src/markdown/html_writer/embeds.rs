//! Writes links that stand alone and lead to a video or a post.
//!
//! The link is written as any other. A slot before and a slot after its paragraph let a page
//! put a card around it.

use super::HtmlWriter;
use crate::markdown::body::SlotKind;
use crate::markdown::embed::{Embed, embed};
use crate::markdown::tokens::Token;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

impl HtmlWriter<'_, '_> {
    /// Starts the paragraph whose content `inside` begins with, if it is an embed. The summary
    /// skips it: an address tells a reader nothing.
    pub fn start_embed(&mut self, inside: &[Token]) -> bool {
        let Some(embed) = embed_alone(inside) else {
            return false;
        };
        let index = self.body.embeds.len() as u32;
        self.body.embeds.push(embed);
        self.open_embed = Some(index);
        self.html.slot(SlotKind::BeforeEmbed(index)).raw("<p>");
        self.summary.pause(true);
        true
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

/// The embed of a paragraph that is one link, shown as its own address.
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
    let (Some(Event::Text(text)), Some(Event::End(TagEnd::Link)), Some(Event::End(_))) =
        (events.next(), events.next(), events.next())
    else {
        return None;
    };
    let is_bare = *link_type == LinkType::Autolink || text == dest_url;
    (is_bare && title.is_empty()).then(|| embed(dest_url))?
}
