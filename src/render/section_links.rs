//! What a heading carries for readers of another language: a link to its counterpart, and
//! the counterpart's id as a second anchor, so that an address still lands when someone
//! changes only the language in it.

use super::Renderer;
use crate::content::ArticleId;
use crate::markdown::push_attribute;
use crate::site::Site;
use crate::translations::{SectionCounterpart, section_counterparts};
use std::collections::HashSet;

/// Headings of an article and, for each, those of its translations that are the same section.
pub struct Sections<'s> {
    /// By heading: a translation and its heading.
    links: Vec<Vec<SectionCounterpart<'s>>>,
    /// By heading.
    anchors: Vec<Vec<&'s str>>,
}

impl<'s> Sections<'s> {
    pub fn new(site: &'s Site, id: ArticleId) -> Self {
        let links = section_counterparts(site.story_of(id), id, |id| site.article(id));
        let body = &site.article(id).body;
        let own = body.headings.iter().map(|heading| heading.id.as_str());
        // an id is on a page once, whatever the translations call their sections
        let mut taken: HashSet<&str> = own.chain(body.anchors.iter().map(String::as_str)).collect();
        let anchors = links
            .iter()
            .map(|links| {
                let ids = links.iter().map(|link| link.heading.id.as_str());
                ids.filter(|id| taken.insert(id)).collect()
            })
            .collect();
        Sections { links, anchors }
    }
}

impl Renderer<'_> {
    /// What stands before the tag of a heading.
    pub(super) fn before_heading(&self, sections: &Sections, heading: u32, html: &mut String) {
        if sections.links[heading as usize].is_empty() {
            return;
        }
        html.push_str("<div class=\"section-head\">");
        for id in &sections.anchors[heading as usize] {
            html.push_str("<span id=\"");
            push_attribute(html, id);
            html.push_str("\"></span>");
        }
    }

    /// What stands after it: the links, named in words of the language they lead to.
    pub(super) fn after_heading(
        &self,
        (sections, heading): (&Sections, u32),
        from: ArticleId,
        html: &mut String,
    ) {
        let links = &sections.links[heading as usize];
        let host = self.site.location(from).host;
        for SectionCounterpart {
            article: other,
            heading: counterpart,
        } in links
        {
            let language = self.site.language_of(*other);
            let lang = self.site.article(*other).lang;
            let mut href = self.site.hosts.href(host, self.site.location(*other));
            href.push('#');
            href.push_str(&counterpart.id);
            html.push_str(" <a class=\"section-toggle\" href=\"");
            push_attribute(html, &href);
            // what is heard begins with what is seen (WCAG 2.2, 2.5.3), and differs by link
            let (code, text) = (&language.code, &counterpart.text);
            let title = if text.is_empty() {
                &counterpart.emoji
            } else {
                text
            };
            let label = format!("{code} – {} – {title}", self.word(lang, "section_toggle"));
            for (name, value) in [
                ("lang", language.code.as_str()),
                ("hreflang", &language.code),
                ("aria-label", &label),
            ] {
                html.push_str("\" ");
                html.push_str(name);
                html.push_str("=\"");
                push_attribute(html, value);
            }
            html.push_str("\">");
            push_attribute(html, &language.code);
            html.push_str("</a>");
        }
        if !links.is_empty() {
            html.push_str("</div>");
        }
    }
}
