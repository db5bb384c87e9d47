//! Bodies with their slots filled: links, addresses of files, words of the theme.

use super::Renderer;
use crate::content::ArticleId;
use crate::markdown::{Fill, push_attribute};
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

impl Renderer<'_> {
    /// The article's whole HTML with full addresses.
    pub fn absolute_body(&self, id: ArticleId) -> String {
        self.fill(
            id,
            0..self.site.article(id).body.html.len(),
            Addresses::Full,
        )
    }

    /// The first paragraph, and the rest.
    pub(super) fn lead_and_content(&self, id: ArticleId) -> (String, String) {
        let body = &self.site.article(id).body;
        let lead = self.fill(id, body.lead.clone(), Addresses::FromPage);
        (
            lead,
            self.fill(id, body.lead.end..body.html.len(), Addresses::FromPage),
        )
    }

    fn fill(&self, id: ArticleId, range: Range<usize>, addresses: Addresses) -> String {
        let body = &self.site.article(id).body;
        let from = body
            .slots
            .partition_point(|slot| (slot.at as usize) < range.start);
        let mut html = String::with_capacity(range.len() + range.len() / 8);
        let mut done = range.start;
        for slot in body.slots[from..]
            .iter()
            .take_while(|slot| (slot.at as usize) < range.end)
        {
            let at = slot.at as usize;
            html.push_str(&body.html[done..at]);
            done = at;
            match slot.what {
                Fill::Href(link) => self.href(id, link, addresses, &mut html),
                Fill::Url(link) => push_attribute(
                    &mut html,
                    &self.address(id, link, addresses).unwrap_or_default(),
                ),
                Fill::Code(code) => html.push_str(&body.codes[code as usize].html),
                Fill::Word(key) => {
                    push_attribute(&mut html, self.word(self.site.article(id).lang, key))
                }
            }
        }
        html.push_str(&body.html[done..range.end]);
        html
    }

    /// Writes `href="…"`, and in which language the page is where it is another one; nothing
    /// for a link that leads nowhere: its words stay.
    fn href(&self, id: ArticleId, link: u32, addresses: Addresses, html: &mut String) {
        let Some(address) = self.address(id, link, addresses) else {
            return;
        };
        html.push_str(" href=\"");
        push_attribute(html, &address);
        html.push('"');
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
        if let Resolved::Article { id: other, .. } = self.site.resolve(id, &article.path, target) {
            let lang = self.site.article(other).lang;
            if lang != article.lang {
                html.push_str(" hreflang=\"");
                push_attribute(html, &self.site.config.language(lang).code);
                html.push('"');
            }
        }
    }

    fn address(&self, id: ArticleId, link: u32, addresses: Addresses) -> Option<String> {
        let article = self.site.article(id);
        let target = &article.body.links[link as usize].target;
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
        match self.site.resolve(id, &article.path, target) {
            Resolved::Anchor(anchor) if addresses == Addresses::FromPage => {
                Some(anchor.to_string())
            }
            Resolved::Anchor(anchor) => Some(write(own, anchor)),
            Resolved::Article { id: other, suffix } => {
                Some(write(self.site.location(other), suffix))
            }
            Resolved::File { location, .. } => Some(write(&location, "")),
            Resolved::Path { location, suffix } | Resolved::Unknown { location, suffix } => {
                Some(write(&location, suffix))
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
