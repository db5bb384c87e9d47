//! Visible text: HTML without white space, typography and looks, to compare two texts.
//!
//! Takes HTML; gives its words with the elements and attributes that carry meaning: emphasis,
//! lists, links, images. Classes and ids leave no trace.

use crate::text::emoji::EMOJI_SELECTOR;
use crate::text::html_tags::{Attribute, attributes, tag_length};
use crate::text::nfc;
use std::borrow::Cow;

/// Elements that carry meaning. All others are looks.
const MEANINGFUL_ELEMENTS: [&str; 30] = [
    "a",
    "audio",
    "blockquote",
    "code",
    "dd",
    "del",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "iframe",
    "img",
    "input",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "td",
    "tr",
    "ul",
    "video",
];

/// Attributes that a reader sees or hears.
const MEANINGFUL_ATTRIBUTES: [&str; 5] = ["alt", "checked", "href", "src", "title"];

/// Starts and ends of the elements that hold the number of a footnote. Numbers change when a note
/// is added elsewhere.
const FOOTNOTE_NUMBERS: [(&str, &str); 2] = [
    ("sup class=\"footnote-ref\"", "</sup>"),
    ("a class=\"footnote-back\"", "</a>"),
];

/// Appends the visible text of `html`, and returns its number of words.
pub(super) fn push_html(visible_text: &mut String, html: &str) -> usize {
    let mut words = 0;
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words += push_text(visible_text, &rest[..open]);
        let tag = &rest[open + 1..];
        rest = match FOOTNOTE_NUMBERS
            .iter()
            .find(|(start, _)| tag.starts_with(start))
        {
            Some((_, end)) => {
                visible_text.push_str("<note>");
                after(tag, end)
            }
            None if tag.starts_with("!--") => after(tag, "-->"),
            None => {
                let (tag, after) = tag.split_at(tag_length(tag));
                push_tag(visible_text, tag.strip_suffix('>').unwrap_or(tag));
                after
            }
        };
    }
    words + push_text(visible_text, rest)
}

/// The part of `html` after the first `end`.
fn after<'h>(html: &'h str, end: &str) -> &'h str {
    html.find(end).map_or("", |at| &html[at + end.len()..])
}

/// `a class="x" href="y"` → `<a href=y>`
fn push_tag(visible_text: &mut String, tag: &str) {
    let (end, inner) = match tag.strip_prefix('/') {
        Some(inner) => ("/", inner),
        None => ("", tag),
    };
    let name_end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let mut name = inner[..name_end].to_ascii_lowercase();
    // a header cell is a cell with another look
    if name == "th" {
        name = "td".to_string();
    }
    if !MEANINGFUL_ELEMENTS.contains(&name.as_str()) {
        return;
    }
    visible_text.push('<');
    visible_text.push_str(end);
    visible_text.push_str(&name);
    for Attribute { name, value } in attributes(&inner[name_end..]) {
        if MEANINGFUL_ATTRIBUTES.contains(&name) {
            visible_text.push(' ');
            visible_text.push_str(name);
            visible_text.push('=');
            push_text(visible_text, value);
        }
    }
    visible_text.push('>');
}

/// Appends text without white space and typography, and returns its number of words.
pub(super) fn push_text(visible_text: &mut String, text: &str) -> usize {
    let text = match text.contains('&') {
        true => Cow::Owned(text.replace("&quot;", "\"").replace("&#39;", "'")),
        false => Cow::Borrowed(text),
    };
    // an editor may save accents as characters of their own
    for c in nfc(&text).chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | EMOJI_SELECTOR => {}
            '«' | '»' | '“' | '”' | '„' | '‹' | '›' => visible_text.push('"'),
            '’' | '‘' | '‚' => visible_text.push('\''),
            '…' => visible_text.push_str("..."),
            '‐'..='―' | '-' if visible_text.ends_with('-') => {}
            '‐'..='―' => visible_text.push('-'),
            c if c.is_whitespace() => {}
            c => visible_text.push(c),
        }
    }
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use super::push_html;

    fn visible_text(html: &str) -> String {
        let mut visible_text = String::new();
        push_html(&mut visible_text, html);
        visible_text
    }

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert_eq!(visible_text(a), visible_text(b));
    }

    #[track_caller]
    fn different(a: &str, b: &str) {
        assert_ne!(visible_text(a), visible_text(b));
    }

    #[test]
    fn white_space_and_typography_do_not_count() {
        same("<p>Oui !</p>", "<p>Oui\u{202f}!</p>\n");
        same("<p>« Oui » : l’été…</p>", "<p>\"Oui\": l'été...</p>");
        same("<p>a -- b</p>", "<p>a — b</p>");
        same("<p>&quot;a&quot;</p>", "<p>\"a\"</p>");
        same("<p>\u{e9}t\u{e9}</p>", "<p>e\u{301}te\u{301}</p>\r\n");
        same("<img alt=\"\u{e9}\">", "<img alt=\"e\u{301}\">");
        same("<p>„a ‚b‘ c“</p>", "<p>\"a 'b' c\"</p>");
        same("<p>1\u{202f}000\u{a0}km</p>", "<p>1 000 km</p>");
        different("<p>Oui !</p>", "<p>Oui ?</p>");
    }

    #[test]
    fn looks_do_not_count() {
        same("<div class=\"table\"><p>a</p></div>", "<p>a</p>");
        same("<h2 id=\"a\">A</h2>", "<h2 id=\"a-2\" class=\"x\">A</h2>");
        same(
            "<img alt='x' loading=lazy src=\"p\">",
            "<img src=\"p\" alt=\"x\">"
                .replace("src=\"p\" alt=\"x\"", "alt=\"x\" src=\"p\"")
                .as_str(),
        );
        same("a<!-- note --> b", "a b");
        same("<tr><th>a</th></tr>", "<tr><td>a</td></tr>");
        different("<em>a</em>", "<strong>a</strong>");
        different("<img alt=\"x\" src=\"p\">", "<img alt=\"y\" src=\"p\">");
        different("<a href=\"x\">a</a>", "<a href=\"y\">a</a>");
    }

    #[test]
    fn the_number_of_a_footnote_does_not_count() {
        let note = |number| {
            format!("a<sup class=\"footnote-ref\"><a id=\"fnref-{number}\">{number}</a></sup> b")
        };
        same(&note(1), &note(2));
        different(&note(1), "a b");
    }

    #[test]
    fn words_are_counted_outside_tags() {
        let mut visible_text = String::new();
        assert_eq!(
            push_html(
                &mut visible_text,
                "<p title=\"no no\">Un mot, deux\u{a0}!</p>"
            ),
            3
        );
    }

    #[test]
    fn broken_tags_do_not_panic() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=\"",
            "</",
            "<!--",
            "<a =",
            "< a>",
        ] {
            visible_text(html);
        }
    }
}
