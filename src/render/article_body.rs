//! Fills the slots of an article's body: links, images, strings of the theme, section links.
//!
//! Takes the body, which knows only its own file, and gives HTML for one place: the article's page,
//! or a feed, where all addresses are full.

use super::page_renderer::PageRenderer;
use super::section_links::SectionLinks;
use crate::content::ArticleId;
use crate::markdown::{Destination, SlotKind, destination, push_attribute};
use crate::site::{Location, Resolved, meant_anchor};
use std::ops::Range;

/// How addresses are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AddressStyle {
    /// As links from the article's own page.
    Link,
    /// With scheme and host.
    Full,
}

/// Where the body of an article is written.
struct BodyTarget<'s> {
    id: ArticleId,
    style: AddressStyle,
    /// `None` in a feed.
    sections: Option<SectionLinks<'s>>,
}

/// The HTML of an article in the two parts that templates get.
pub struct ArticleBody {
    /// The first paragraph; may be empty.
    pub lead: String,
    /// Everything after `lead`.
    pub content: String,
}

impl PageRenderer<'_, '_> {
    /// The article's whole HTML for a feed.
    pub(super) fn feed_body(&self, id: ArticleId) -> String {
        let target = BodyTarget {
            id,
            style: AddressStyle::Full,
            sections: None,
        };
        self.fill_slots(&target, 0..self.site.article(id).body.html.len())
    }

    /// The article's HTML for its own page.
    pub(super) fn article_body(&self, id: ArticleId) -> ArticleBody {
        let body = &self.site.article(id).body;
        let target = BodyTarget {
            id,
            style: AddressStyle::Link,
            sections: Some(SectionLinks::new(
                self.site,
                id,
                &self.translations.alignments,
            )),
        };
        ArticleBody {
            lead: self.fill_slots(&target, body.lead_paragraph.clone()),
            content: self.fill_slots(&target, body.lead_paragraph.end..body.html.len()),
        }
    }

    /// The HTML in `range`, with every slot filled.
    fn fill_slots(&self, target: &BodyTarget, range: Range<usize>) -> String {
        let body = &self.site.article(target.id).body;
        let first = body
            .slots
            .partition_point(|slot| (slot.offset as usize) < range.start);
        let mut html = String::with_capacity(range.len() + range.len() / 8);
        let mut done = range.start;
        let slots = body.slots[first..].iter();
        for slot in slots.take_while(|slot| (slot.offset as usize) < range.end) {
            let at = slot.offset as usize;
            html.push_str(&body.html[done..at]);
            done = at;
            self.fill_slot(target, slot.kind, &mut html);
        }
        html.push_str(&body.html[done..range.end]);
        html
    }

    fn fill_slot(&self, target: &BodyTarget, slot: SlotKind, html: &mut String) {
        let (id, style) = (target.id, target.style);
        let article = self.site.article(id);
        match (slot, &target.sections) {
            (SlotKind::LinkHref(link), _) => self.push_href(id, link, style, html),
            (SlotKind::LinkUrl(link), None) if self.feed_picture(id, link).is_some() => {
                let picture = self.feed_picture(id, link);
                let address = picture.map(|picture| self.site.hosts.permalink(&picture.location));
                push_attribute(html, &address.unwrap_or_default());
            }
            (SlotKind::LinkUrl(link), _) => {
                let address = self.address(id, &self.resolve_link(id, link), style);
                push_attribute(html, &address.unwrap_or_default());
            }
            (SlotKind::ImageAttributes(link), _) => match style {
                AddressStyle::Link => self.push_image_attributes(id, link, html),
                AddressStyle::Full => self.push_image_size(id, link, html),
            },
            (SlotKind::CodeBlock(code), _) => {
                html.push_str(&article.body.code_blocks[code as usize].html)
            }
            (SlotKind::ThemeString(word), _) => {
                push_attribute(html, self.string(article.lang, word.key()))
            }
            (SlotKind::BeforeHeading(heading), Some(sections)) => {
                sections.push_before(heading, html)
            }
            (SlotKind::AfterHeading(heading), Some(sections)) => {
                self.push_section_links(sections.links(heading), id, html)
            }
            (SlotKind::BeforeEmbed(_), Some(_)) => self.push_before_embed(id, html),
            (SlotKind::AfterEmbed(embed), Some(_)) => self.push_after_embed(id, embed, html),
            (SlotKind::EmbedLabel(embed), sections) => {
                self.push_embed_label(id, embed, sections.is_some(), html)
            }
            (SlotKind::BeforeImage(link), Some(_)) => self.push_larger_link(id, link, html),
            (SlotKind::AfterImage(link), Some(_)) => {
                if self.larger_image(id, link).is_some() {
                    html.push_str("</a>");
                }
            }
            // a feed gets the heading and the image alone, and the link of an embed
            (
                SlotKind::BeforeHeading(_)
                | SlotKind::AfterHeading(_)
                | SlotKind::BeforeEmbed(_)
                | SlotKind::AfterEmbed(_)
                | SlotKind::BeforeImage(_)
                | SlotKind::AfterImage(_),
                None,
            ) => {}
        }
    }

    /// Writes `href="…"`, and `hreflang` where the page is in another language. A link that leads
    /// nowhere gets no attribute: its text stays.
    fn push_href(&self, id: ArticleId, link: u32, style: AddressStyle, html: &mut String) {
        let resolved = self.resolve_link(id, link);
        let Some(address) = self.address(id, &resolved, style) else {
            return;
        };
        html.push_str(" href=\"");
        push_attribute(html, &address);
        html.push('"');
        if let Resolved::Article { id: other, .. } | Resolved::GuessedArticle { id: other, .. } =
            resolved
        {
            let lang = self.site.article(other).lang;
            if lang != self.site.article(id).lang {
                html.push_str(" hreflang=\"");
                push_attribute(html, &self.site.config.language(lang).code);
                html.push('"');
            }
        }
    }

    fn resolve_link(&self, id: ArticleId, link: u32) -> Resolved<'_> {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        self.site.resolve(id, &article.path, target)
    }

    /// The address of a link's target; `None` where there is none.
    fn address(&self, id: ArticleId, resolved: &Resolved, style: AddressStyle) -> Option<String> {
        let own = self.site.location(id);
        let write = |location: &Location, suffix: &str| {
            let mut address = self.location_address(own.host, location, style);
            address.push_str(suffix);
            address
        };
        match resolved {
            Resolved::Anchor(anchor) => {
                let anchor = self.suffix(id, anchor);
                Some(match style {
                    AddressStyle::Link => anchor,
                    AddressStyle::Full => write(own, &anchor),
                })
            }
            Resolved::Article { id: other, suffix }
            | Resolved::GuessedArticle { id: other, suffix } => {
                let suffix = self.suffix(*other, suffix);
                Some(write(self.site.location(*other), &suffix))
            }
            Resolved::OtherSite(address) => Some(address.clone()),
            Resolved::File {
                location, suffix, ..
            } => Some(write(location, suffix)),
            Resolved::Path { location, suffix } | Resolved::Unknown { location, suffix } => {
                Some(write(location, suffix))
            }
            Resolved::Unpublished | Resolved::Dead => None,
        }
    }

    /// `?…` and `#…` after the address of an article, with the anchor that the article has.
    fn suffix(&self, id: ArticleId, written: &str) -> String {
        let split = written.split_once('#');
        let meant = split.and_then(|(before, fragment)| {
            let anchor = meant_anchor(self.site.article(id), fragment)?;
            Some(format!("{before}#{anchor}"))
        });
        meant.unwrap_or_else(|| written.to_string())
    }

    fn location_address(&self, host: u8, location: &Location, style: AddressStyle) -> String {
        match style {
            AddressStyle::Link => self.site.hosts.href(host, location),
            AddressStyle::Full => self.site.hosts.permalink(location),
        }
    }

    /// The address of the picture that the front matter names, as a link from pages of the article's
    /// host.
    pub(super) fn cover_href(&self, id: ArticleId) -> Option<String> {
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
        Some(self.location_address(location.host, &location, AddressStyle::Link))
    }
}
