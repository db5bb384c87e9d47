//! Finds the end tags of raw HTML: lol_html reports those that end no element to nobody.

use super::{Read, Reader, WholeElement, WholeKind};
use crate::markdown::raw_html::markup::{Markup, MarkupKind, UnclearHtml};
use std::ops::Range;

impl Reader<'_> {
    /// Adds the end tags up to byte `to`, where another part begins.
    pub fn end_tags(&mut self, to: usize) -> Read {
        while self.done < to {
            let gap = &self.raw.html[self.done..to];
            let follows_cdata = matches!(
                self.markup.last(),
                Some(Markup { kind: MarkupKind::PlainText, range }) if range.end == self.done
            );
            if follows_cdata && gap.starts_with(CDATA_END) {
                self.done += CDATA_END.len();
                continue;
            }
            let Some(end_tag) = end_tag(gap) else {
                return self.unclear_tag(self.done, UnclearHtml::UnfinishedTag);
            };
            let range = self.done..self.done + end_tag.length;
            let name = end_tag.name.to_ascii_lowercase();
            if self.raw.has_break(&range) {
                return self.unclear_tag(range.start, UnclearHtml::UnfinishedTag);
            }
            self.end_tag(range, name)?;
        }
        match self.whole.as_ref().is_some_and(|whole| to >= whole.limit) {
            true => self.unclear_whole(),
            false => Ok(()),
        }
    }

    fn end_tag(&mut self, range: Range<usize>, name: String) -> Read {
        let whole = self.whole.as_mut();
        if whole
            .as_ref()
            .is_some_and(|whole| range.start >= whole.limit)
        {
            return self.unclear_whole();
        }
        let ends_whole = match whole {
            None => false,
            Some(WholeElement {
                kind: WholeKind::Foreign(open),
                name: root,
                ..
            }) => match open.pop() {
                None if *root == name => true,
                Some(inner) if inner.name == name => false,
                _ => return self.unclear_whole(),
            },
            Some(whole) if whole.name == name => true,
            Some(WholeElement {
                kind: WholeKind::Select,
                ..
            }) if matches!(&*name, "option" | "optgroup") => false,
            Some(_) => return self.unclear_whole(),
        };
        if ends_whole {
            self.whole = None;
        }
        self.push(range, MarkupKind::End(name));
        Ok(())
    }
}

pub const CDATA_START: &str = "<![CDATA[";
const CDATA_END: &str = "]]>";

/// An end tag without attributes.
struct EndTag<'h> {
    name: &'h str,
    /// Bytes of the tag.
    length: usize,
}

/// The end tag that `html` begins with; `None` when it is unfinished, or has attributes.
fn end_tag(html: &str) -> Option<EndTag<'_>> {
    let inside = &html[..html.find('>')?];
    let inside = inside.strip_prefix("</")?;
    let name = inside.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !name.contains(|c: char| c.is_ascii_whitespace() || "/<\"'=".contains(c));
    is_name.then_some(EndTag {
        name,
        length: 2 + inside.len() + 1,
    })
}
