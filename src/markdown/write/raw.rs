//! Raw HTML: passed through, its addresses resolved like those of Markdown.

use super::Writer;
use super::attributes::{Attribute, TokenizerState, attributes, decoded};
use super::summary::is_more;
use crate::diagnostic::Diagnostic;
use crate::markdown::link::{Destination, destination, place};
use crate::markdown::{SlotKind, foreign_syntax};
use std::ops::Range;

impl Writer<'_, '_> {
    /// One line of a block, or one tag. Comments are notes to oneself, and stay out of pages;
    /// what a script or a style sheet says passes as it is.
    pub fn raw_html(&mut self, html: &str, span: &Range<usize>) {
        if std::mem::take(&mut self.html_begins) {
            self.html_is_code = is_code(html);
            self.html_within = TokenizerState::default();
        }
        if self.comment.is_none() && is_more(html) {
            self.summary.more();
            if is_alone(html) {
                return;
            }
        }
        if self.html_is_code && self.source.raw_html {
            return self.html_as_it_is(html, span);
        }
        if self.source.raw_html {
            self.find_without_alt(html, span);
            self.body.has_frames |= has_frame(html);
        }
        let mut in_comment = self.comment.is_some();
        for part in without_comments(html, &mut in_comment) {
            self.foreign(&html[part.clone()], span);
            if self.source.raw_html {
                self.html_as_it_is(&html[part], span);
            } else {
                self.html.text(&html[part]);
            }
        }
        let open = self.comment.take().unwrap_or_else(|| span.clone());
        self.comment = in_comment.then_some(open);
    }

    fn foreign(&mut self, html: &str, span: &Range<usize>) {
        let mut rest = html;
        for _ in 0..MARKS {
            let Some(found) = foreign_syntax::mark_in_html(rest) else {
                return;
            };
            let code = &rest[found.clone()];
            let (message, hint) = foreign_syntax::told(code);
            let problem = Diagnostic::warning(self.source.path.clone(), message);
            let at = place(self.source.text, span, code);
            let at = at.start as usize..at.end as usize;
            self.diagnostics.push(problem.at(at).hint(hint));
            rest = &rest[found.end..];
        }
    }

    fn html_as_it_is(&mut self, html: &str, span: &Range<usize>) {
        let mut done = 0;
        let mut within = self.html_within;
        for attribute in attributes(html, &mut within) {
            let value = &html[attribute.value.clone()];
            let address = decoded(value);
            if matches!(attribute.name, "id" | "name") {
                self.body.anchors.push(value.to_string());
            } else if attribute.name == "markdown" {
                self.not_for_kramdown(span);
            } else if is_refused(&address, &attribute) {
                self.refuse(value, span);
                self.html.raw(&html[done..attribute.value.start]);
                done = attribute.value.end;
            } else if attribute.is_place()
                && attribute.whole
                && destination(&address, false) == Destination::Inside
                && !value.is_empty()
            {
                self.html.raw(&html[done..attribute.value.start]);
                let fill = SlotKind::Url(self.link(&address, attribute.is_media(), span));
                self.html.slot(fill);
                done = attribute.value.end;
            }
        }
        self.html_within = within;
        self.html.raw(&html[done..]);
    }

    fn not_for_kramdown(&mut self, span: &Range<usize>) {
        let message =
            "`markdown=\"1\"` is not read: Markdown right below a tag is shown as it is written";
        let problem = Diagnostic::warning(self.source.path.clone(), message).at(span.clone());
        self.diagnostics
            .push(problem.hint("leave an empty line after the tag"));
    }

    /// Images that begin in this piece of HTML and have no `alt` at all: an empty one says that
    /// the picture is an ornament. A tag may go on in the next lines.
    fn find_without_alt(&mut self, html: &str, span: &Range<usize>) {
        let text = self.source.text;
        let piece = &text[span.clone()];
        if !piece.ends_with(html) {
            return;
        }
        let begin = span.end - html.len();
        for shown in without_comments(html, &mut self.comment.is_some()) {
            for (at, _) in html[shown.clone()].match_indices('<') {
                let start = begin + shown.start + at;
                let tag = &text[start..];
                if let Some(end) = image_end(tag).filter(|end| !has_alt(&tag[..*end])) {
                    let span = start as u32..(start + end) as u32;
                    self.body.without_alt.push(span);
                }
            }
        }
    }

    /// A comment that nothing ends takes the rest of the text with it.
    pub fn check_comment(&mut self) {
        if let Some(span) = self.comment.take() {
            let message = "a comment begins here and never ends: what follows is left out";
            let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
            self.diagnostics
                .push(diagnostic.at(span).hint("end it with `-->`"));
        }
    }
}

/// Whether an address would run a script, or may once its next line is known.
fn is_refused(address: &str, attribute: &Attribute) -> bool {
    let refused =
        |address: &str| destination(address, attribute.is_media()) == Destination::Refused;
    let begins_so = || {
        let begun: String = address.chars().filter(|c| *c > ' ').collect();
        let begun = begun.to_ascii_lowercase();
        ["javascript:", "vbscript:", "data:"]
            .iter()
            .any(|scheme| scheme.starts_with(&begun))
    };
    refused(address) || (!attribute.whole && begins_so())
}

/// Whether a frame begins in this piece of HTML.
fn has_frame(html: &str) -> bool {
    html.match_indices('<').any(|(at, _)| {
        let name = &html.as_bytes()[at + 1..];
        let begins = |wanted: &str| {
            let name = name.get(..wanted.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(wanted.as_bytes()))
        };
        begins("iframe") || begins("frame")
    })
}

/// Whether a block begins with an element whose text is no HTML.
fn is_code(html: &str) -> bool {
    let name = html.trim_start().strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| !c.is_ascii_alphabetic()).next();
    let code = ["script", "style", "textarea"];
    code.iter()
        .any(|code| name.is_some_and(|name| name.eq_ignore_ascii_case(code)))
}

/// The parts of a piece of HTML that are in no comment; one may come from the piece before, and
/// go on in the next.
pub fn without_comments(html: &str, in_comment: &mut bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let mark = if *in_comment { "-->" } else { "<!--" };
        let found = html[at..].find(mark);
        let end = found.map_or(html.len(), |found| at + found);
        if !*in_comment && end > at {
            parts.push(at..end);
        }
        let Some(_) = found else { return parts };
        *in_comment = !*in_comment;
        at = end + mark.len();
    }
}

/// Whether nothing follows the comment that `html` begins with.
fn is_alone(html: &str) -> bool {
    let after = html.split_once("-->").map(|(_, after)| after.trim());
    after.is_none_or(str::is_empty)
}

/// Where the tag that `html` begins with ends, if it is an image.
fn image_end(html: &str) -> Option<usize> {
    let name = html.get(1..4)?;
    let apart = html[4..].starts_with(|c: char| c.is_whitespace() || c == '/');
    if !name.eq_ignore_ascii_case("img") || !apart {
        return None;
    }
    let longest = html.floor_char_boundary(TAG_BYTES);
    Some(html[..longest].find('>').map_or(longest, |at| at + 1))
}

/// Of one piece of HTML, so many marks are told of: each is searched for.
const MARKS: usize = 100;

/// No tag is longer: `<img <img <img …` shall not be read again from each of its beginnings.
const TAG_BYTES: usize = 4096;

/// `alt="…"`, `alt` before the tag's end.
fn has_alt(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    lower.match_indices("alt").any(|(at, word)| {
        let apart = lower[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let after = lower[at + word.len()..].trim_start();
        apart && after.starts_with(['=', '>', '/'])
    })
}
