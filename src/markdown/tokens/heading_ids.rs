//! Ids of headings that stand before an emoji.

use super::EventRewriter;
use crate::text::emoji;
use pulldown_cmark::{CowStr, Event, Tag};

impl EventRewriter<'_, '_> {
    /// Gives `## Titre {#id} 🚀` its id: Markdown wants the id last, authors put the emoji last.
    pub(super) fn move_id_after_emoji(&mut self) {
        let Some(Event::Text(text)) = self.tokens.last().map(|token| &token.event) else {
            return;
        };
        let Some(found) = id_before_emoji(text) else {
            return;
        };
        let text = format!("{}{}", found.title.trim_end(), found.emoji);
        let found_id = CowStr::from(found.id.to_string());
        let heading_id = self
            .tokens
            .iter_mut()
            .rev()
            .find_map(|token| match &mut token.event {
                Event::Start(Tag::Heading { id, .. }) => Some(id),
                _ => None,
            });
        if let Some(id @ None) = heading_id {
            *id = Some(found_id);
            if let Some(last) = self.tokens.last_mut() {
                last.event = Event::Text(text.into());
            }
        }
    }
}

/// The parts of a heading whose emoji follows its id.
struct IdBeforeEmoji<'t> {
    title: &'t str,
    id: &'t str,
    emoji: &'t str,
}

/// Splits `Titre {#id} 🚀`.
fn id_before_emoji(text: &str) -> Option<IdBeforeEmoji<'_>> {
    let (title, rest) = text.rsplit_once("{#")?;
    let (id, emoji) = rest.split_once('}')?;
    let is_id =
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}\"'<>&".contains(c));
    let is_emoji = emoji::has_emoji(emoji) && emoji::strip(emoji).trim().is_empty();
    (is_id && is_emoji).then_some(IdBeforeEmoji { title, id, emoji })
}
