//! Links between the headings of an article and the same sections of its translations.
//!
//! A heading gets a link to its counterpart in each other language, and the counterpart's id as a
//! second anchor: an address still leads to the section when a reader changes only the language
//! in it.

use super::page_renderer::PageRenderer;
use crate::content::ArticleId;
use crate::markdown::{push_attribute, push_text};
use crate::site::TrackedSite;
use crate::translations::{Alignments, SectionCounterpart, section_counterparts};
use std::collections::HashSet;

/// The most links below a heading; more are in a small menu.
const MAX_LINKS_IN_LINE: usize = 3;

/// The headings of an article and their counterparts.
pub struct SectionLinks<'s> {
    headings: Vec<LinkedHeading<'s>>,
}

/// One heading of the article.
struct LinkedHeading<'s> {
    counterparts: Vec<SectionCounterpart<'s>>,
    /// Ids of counterparts that no other anchor of the page has.
    anchors: Vec<&'s str>,
}

impl<'s> SectionLinks<'s> {
    /// Finds the counterparts of all headings of an article.
    pub fn new(site: TrackedSite<'s>, id: ArticleId, alignments: &Alignments) -> Self {
        let body = &site.article(id).body;
        let own = body.headings.iter().map(|heading| heading.id.as_str());
        // an id may stand on a page only once
        let mut taken: HashSet<&str> = own.chain(body.anchors.iter().map(String::as_str)).collect();
        let story = site.story_of(id);
        let counterparts = section_counterparts(story, id, |id| site.article(id), alignments);
        let headings = counterparts.into_iter().map(|counterparts| {
            let ids = counterparts.iter().map(|one| one.heading.id.as_str());
            let anchors = ids.filter(|id| taken.insert(id)).collect();
            LinkedHeading {
                anchors,
                counterparts,
            }
        });
        SectionLinks {
            headings: headings.collect(),
        }
    }

    /// Writes what stands before the tag of a heading.
    pub fn push_before(&self, heading: u32, html: &mut String) {
        let heading = &self.headings[heading as usize];
        if heading.counterparts.is_empty() {
            return;
        }
        html.push_str("<div class=\"section-head\">");
        for id in &heading.anchors {
            html.push_str("<span id=\"");
            push_attribute(html, id);
            html.push_str("\"></span>");
        }
    }

    /// The counterparts of a heading.
    pub fn links(&self, heading: u32) -> &[SectionCounterpart<'s>] {
        &self.headings[heading as usize].counterparts
    }
}

impl PageRenderer<'_, '_> {
    /// Writes what stands after the tag of a heading: the links, each with a label in the language
    /// that it leads to.
    pub(super) fn push_section_links(
        &self,
        links: &[SectionCounterpart],
        from: ArticleId,
        html: &mut String,
    ) {
        let host = self.site.location(from).host;
        let is_menu = links.len() > MAX_LINKS_IN_LINE;
        if is_menu {
            html.push_str(" <details class=\"section-toggles\"><summary>");
            push_text(html, self.string(self.site.article(from).lang, "languages"));
            html.push_str("</summary>");
        }
        for link in links {
            let article = self.site.article(link.article);
            let code = &self.site.config.language(article.lang).code;
            let mut href = self.site.hosts.href(host, self.site.location(link.article));
            href.push('#');
            href.push_str(&link.heading.id);
            html.push_str(" <a class=\"section-toggle\" href=\"");
            push_attribute(html, &href);
            let title = if link.heading.text.is_empty() {
                &link.heading.emoji
            } else {
                &link.heading.text
            };
            // the label begins with the visible text (WCAG 2.2, 2.5.3), and differs by link
            let toggle = self.string(article.lang, "section_toggle");
            let label = format!("{code} – {toggle} – {title}");
            for (name, value) in [("lang", code), ("hreflang", code), ("aria-label", &label)] {
                html.push_str("\" ");
                html.push_str(name);
                html.push_str("=\"");
                push_attribute(html, value);
            }
            html.push_str("\">");
            push_attribute(html, code);
            html.push_str("</a>");
        }
        if is_menu {
            html.push_str("</details>");
        }
        if !links.is_empty() {
            html.push_str("</div>");
        }
    }
}
