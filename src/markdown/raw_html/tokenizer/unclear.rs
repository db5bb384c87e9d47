//! Shows HTML as text where a browser could read it in more than one way, and says where the
//! tokenizer goes on.

use super::{Read, Reader, Stop, WholeKind};
use crate::markdown::raw_html::markup::{MarkupKind, UnclearHtml};

impl Reader<'_> {
    /// Goes on after a tag that lol_html refuses, which read from byte `from`.
    pub fn skip_ambiguity(&mut self, from: usize) {
        let stopped = if self.whole.is_some() {
            self.unclear_whole()
        } else if self.done == from {
            self.unclear_tag(from, UnclearHtml::UnfinishedTag)
        } else {
            // read again from here, lol_html knows what it needs
            Ok(())
        };
        let _ = stopped;
    }

    /// Shows the `<` at byte `at` as text, and reads on after it.
    pub fn unclear_tag(&mut self, at: usize, why: UnclearHtml) -> Read {
        if self.whole.is_some() {
            return self.unclear_whole();
        }
        self.restarts += 1;
        let first = self.raw.html[at..].chars().next();
        let end = at + first.map_or(1, char::len_utf8);
        self.push(at..end, MarkupKind::Unclear(why));
        Err(Stop)
    }

    pub fn unclear_element(&mut self, at: usize, name: String) -> Read {
        self.unclear_tag(at, UnclearHtml::UnfinishedElement(name))
    }

    /// Shows the start tag of the element that had to be whole as text; of SVG and MathML, all.
    pub fn unclear_whole(&mut self) -> Read {
        let Some(whole) = self.whole.take() else {
            return Err(Stop);
        };
        let read_to = self.done;
        let start = self.markup[whole.index].range.start;
        self.markup.truncate(whole.index);
        if !matches!(whole.kind, WholeKind::Foreign(_)) {
            self.bytes_in_vain += read_to - start;
            return self.unclear_element(start, whole.name);
        }
        self.restarts += 1;
        let limit = whole.limit.min(self.raw.html.len());
        let from = read_to.min(limit);
        let end = self
            .find_end_tag(&whole.name, from, limit)
            .and_then(|at| Some(at + self.raw.html[at..limit].find('>')? + 1));
        let why = UnclearHtml::UnfinishedElement(whole.name);
        self.push(start..end.unwrap_or(limit), MarkupKind::Unclear(why));
        Err(Stop)
    }

    /// The first `</name` in a part of the HTML.
    pub fn find_end_tag(&self, name: &str, from: usize, to: usize) -> Option<usize> {
        let html = &self.raw.html[from..to.min(self.raw.html.len())];
        let found = memchr::memmem::find_iter(html.as_bytes(), b"</").find(|at| {
            let after = html.as_bytes().get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
        });
        found.map(|at| from + at)
    }
}
