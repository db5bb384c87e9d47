//! Bodies with their slots filled: links, addresses of files, words of the theme.

use super::Renderer;
use super::section_links::Sections;
use crate::content::ArticleId;
use crate::markdown::{SlotKind, push_attribute};
use crate::site::Resolved;
use std::ops::Range;

/// How addresses are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Addresses {
    /// As links from the article's own page.
    FromPage,
    /// In full, for feeds.
    Full,
}

/// A body being written for one place.
struct Filling<'s> {
    id: ArticleId,
    addresses: Addresses,
    /// On the article's own page only.
    sections: Option<Sections<'s>>,
}

impl Renderer<'_> {
    /// The article's whole HTML with full addresses.
    pub fn absolute_body(&self, id: ArticleId) -> String {
        let filling = Filling {
            id,
            addresses: Addresses::Full,
            sections: None,
        };
        self.fill(&filling, 0..self.site.article(id).body.html.len())
    }

    /// The first paragraph, and the rest.
    pub(super) fn lead_and_content(&self, id: ArticleId) -> (String, String) {
        let body = &self.site.article(id).body;
        let filling = Filling {
            id,
            addresses: Addresses::FromPage,
            sections: Some(Sections::new(self.site, id)),
        };
        let lead = self.fill(&filling, body.lead_paragraph.clone());
        (
            lead,
            self.fill(&filling, body.lead_paragraph.end..body.html.len()),
        )
    }

    fn fill(&self, filling: &Filling, range: Range<usize>) -> String {
        let body = &self.site.article(filling.id).body;
        let from = body
            .slots
            .partition_point(|slot| (slot.offset as usize) < range.start);
        let mut html = String::with_capacity(range.len() + range.len() / 8);
        let mut done = range.start;
        for slot in body.slots[from..]
            .iter()
            .take_while(|slot| (slot.offset as usize) < range.end)
        {
            let at = slot.offset as usize;
            html.push_str(&body.html[done..at]);
            done = at;
            self.fill_slot(filling, slot.kind, &mut html);
        }
        html.push_str(&body.html[done..range.end]);
        html
    }

    fn fill_slot(&self, filling: &Filling, what: SlotKind, html: &mut String) {
        let (id, addresses) = (filling.id, filling.addresses);
        let article = self.site.article(id);
        match (what, &filling.sections) {
            (SlotKind::LinkHref(link), _) => self.href(id, link, addresses, html),
            (SlotKind::LinkUrl(link), _) => {
                let address = self.address(id, &self.resolved(id, link), addresses);
                push_attribute(html, &address.unwrap_or_default());
            }
            (SlotKind::ImageAttributes(link), _) => match addresses {
                Addresses::FromPage => self.push_picture(id, link, html),
                Addresses::Full => self.push_picture_size(id, link, html),
            },
            (SlotKind::CodeBlock(code), _) => {
                html.push_str(&article.body.code_blocks[code as usize].html)
            }
            (SlotKind::ThemeString(word), _) => {
                push_attribute(html, self.word(article.lang, word.key()))
            }
            (SlotKind::BeforeHeading(heading), Some(sections)) => {
                self.before_heading(sections, heading, html)
            }
            (SlotKind::AfterHeading(heading), Some(sections)) => {
                self.after_heading((sections, heading), id, html)
            }
            (SlotKind::BeforeEmbed(embed), Some(_)) => self.before_embed(id, embed, html),
            (SlotKind::AfterEmbed(embed), Some(_)) => self.after_embed(id, embed, html),
            // in a feed, a card is its link
            (
                SlotKind::BeforeHeading(_)
                | SlotKind::AfterHeading(_)
                | SlotKind::BeforeEmbed(_)
                | SlotKind::AfterEmbed(_),
                None,
            ) => {}
        }
    }

    /// Writes `href="…"`, and in which language the page is where it is another one; nothing
    /// for a link that leads nowhere: its words stay.
    fn href(&self, id: ArticleId, link: u32, addresses: Addresses, html: &mut String) {
        let resolved = self.resolved(id, link);
        let Some(address) = self.address(id, &resolved, addresses) else {
            return;
        };
        html.push_str(" href=\"");
        push_attribute(html, &address);
        html.push('"');
        if let Resolved::Article { id: other, .. } = resolved {
            let lang = self.site.article(other).lang;
            if lang != self.site.article(id).lang {
                html.push_str(" hreflang=\"");
                push_attribute(html, &self.site.config.language(lang).code);
                html.push('"');
            }
        }
    }

    fn resolved(&self, id: ArticleId, link: u32) -> Resolved<'_> {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        self.site.resolve(id, &article.path, target)
    }

    fn address(&self, id: ArticleId, resolved: &Resolved, addresses: Addresses) -> Option<String> {
        let hosts = &self.site.hosts;
        let own = self.site.location(id);
        let write = |location: &_, suffix: &str| {
            let mut address = match addresses {
                Addresses::FromPage => hosts.href(own.host, location),
                Addresses::Full => hosts.permalink(location),
            };
            address.push_str(suffix);
            address
        };
        match resolved {
            Resolved::Anchor(anchor) if addresses == Addresses::FromPage => {
                Some(anchor.to_string())
            }
            Resolved::Anchor(anchor) => Some(write(own, anchor)),
            Resolved::Article { id: other, suffix } => {
                Some(write(self.site.location(*other), suffix))
            }
            Resolved::File {
                location, suffix, ..
            } => Some(write(location, suffix)),
            Resolved::Path { location, suffix } | Resolved::Unknown { location, suffix } => {
                Some(write(location, suffix))
            }
            Resolved::Unpublished | Resolved::Dead => None,
        }
    }

    /// Full address of the article's picture.
    pub fn picture(&self, id: ArticleId) -> Option<String> {
        self.picture_address(id, Addresses::Full)
    }

    /// The same as a link from the article's page and those of its host.
    pub(super) fn picture_href(&self, id: ArticleId) -> Option<String> {
        self.picture_address(id, Addresses::FromPage)
    }

    fn picture_address(&self, id: ArticleId, addresses: Addresses) -> Option<String> {
        use crate::markdown::{Destination, destination};
        let picture = self.site.article(id).image.as_ref()?;
        match destination(&picture.target, true) {
            Destination::Refused => return None,
            Destination::Outside => return Some(picture.target.clone()),
            Destination::Inside => {}
        }
        let location = match self.site.resolve(id, &picture.path, &picture.target) {
            Resolved::File { location, .. }
            | Resolved::Path { location, .. }
            | Resolved::Unknown { location, .. } => location,
            _ => return None,
        };
        Some(match addresses {
            Addresses::FromPage => self.site.hosts.href(location.host, &location),
            Addresses::Full => self.site.hosts.permalink(&location),
        })
    }
}
