//! Raw HTML: passed through, its addresses resolved like those of Markdown.

use super::Writer;
use super::summary::is_more;
use crate::markdown::Fill;
use crate::markdown::link::{Destination, destination};
use std::ops::Range;

impl Writer<'_, '_> {
    pub fn raw_html(&mut self, html: &str, span: &Range<usize>) {
        if is_more(html) {
            return self.summary.more();
        }
        if !self.source.raw_html {
            return self.html_as_text(html);
        }
        let mut done = 0;
        for attribute in attributes(html) {
            let value = &html[attribute.value.clone()];
            if attribute.name == "id" {
                self.body.anchors.push(value.to_string());
            } else if destination(value, attribute.name != "href") == Destination::Refused {
                self.refuse(value, span);
                self.html.raw(&html[done..attribute.value.start]);
                done = attribute.value.end;
            } else if destination(value, false) == Destination::Inside && !value.is_empty() {
                self.html.raw(&html[done..attribute.value.start]);
                let target = value.replace("&amp;", "&");
                let fill = Fill::Url(self.link(&target, attribute.name != "href", span));
                self.html.slot(fill);
                done = attribute.value.end;
            }
        }
        self.html.raw(&html[done..]);
    }

    /// Refused HTML is shown as it was written; a comment was never meant to be.
    fn html_as_text(&mut self, html: &str) {
        let mut rest = html;
        loop {
            if self.in_comment {
                let Some((_, after)) = rest.split_once("-->") else {
                    return;
                };
                self.in_comment = false;
                rest = after;
            }
            let Some((before, after)) = rest.split_once("<!--") else {
                self.html.text(rest);
                return;
            };
            self.html.text(before);
            self.in_comment = true;
            rest = after;
        }
    }
}

struct Attribute {
    name: &'static str,
    value: Range<usize>,
}

/// The quoted attributes that name a place: `id`, `href`, `src`, `poster`.
fn attributes(html: &str) -> impl Iterator<Item = Attribute> {
    html.match_indices('=').filter_map(|(at, _)| {
        let before = html[..at].trim_end();
        let name = ["id", "href", "src", "poster"].into_iter().find(|name| {
            let start = before.len().checked_sub(name.len());
            start.is_some_and(|start| {
                let word = before
                    .get(start..)
                    .is_some_and(|word| word.eq_ignore_ascii_case(name));
                word && before[..start]
                    .ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'')
            })
        })?;
        let after = html[at + 1..].trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = html.len() - after.len() + 1;
        let end = start + html[start..].find(quote)?;
        let value = start..end;
        Some(Attribute { name, value })
    })
}
