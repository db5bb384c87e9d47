//! Links that stand alone and lead to a film or a post: the link is written as any other, with
//! a slot before and after its paragraph, where a page puts a card round it.

use super::Writer;
use crate::markdown::SlotKind;
use crate::markdown::embed::{Embed, embed};
use crate::markdown::tokens::Token;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

impl Writer<'_, '_> {
    /// Begins the paragraph that `inside` follows, if a card can stand for it. The summary
    /// passes it over: an address tells a reader nothing.
    pub fn start_embed(&mut self, inside: &[Token]) -> bool {
        let Some(embed) = alone(inside) else {
            return false;
        };
        let number = self.body.embeds.len() as u32;
        self.body.embeds.push(embed);
        self.embed = Some(number);
        self.html.slot(SlotKind::BeforeEmbed(number)).raw("<p>");
        self.summary.pause(true);
        true
    }

    pub fn end_embed(&mut self) -> bool {
        let Some(number) = self.embed.take() else {
            return false;
        };
        // before the line's end: the text may end with it
        self.html
            .raw("</p>")
            .slot(SlotKind::AfterEmbed(number))
            .raw("\n");
        self.summary.pause(false);
        true
    }
}

/// The card of a paragraph that is one link, shown as its own address.
fn alone(inside: &[Token]) -> Option<Embed> {
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
    let bare = *link_type == LinkType::Autolink || text == dest_url;
    (bare && title.is_empty()).then(|| embed(dest_url))?
}
