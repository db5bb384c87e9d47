//! Finds the marks of Markdown in a field that is plain text: `title`, `description`, `summary`.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The words of a plain field without the marks of Markdown or HTML in it; `None` where it has none. A
/// single `*` or `_` may be text, as in `2*3*4`.
pub fn without_marks(field: &str) -> Option<String> {
    if !field.contains(['*', '_', '`', '[', '<']) {
        return None;
    }
    let mut words = String::new();
    let mut has_marks = false;
    for event in Parser::new_ext(field, Options::empty()) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Code(text) => {
                has_marks = true;
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Strong | Tag::Link { .. }) => has_marks = true,
            Event::Start(Tag::Emphasis) => {
                has_marks |= !words.ends_with(char::is_alphanumeric);
            }
            // `<b>` alone may be what the title is about
            Event::InlineHtml(tag) if is_format(&tag) => has_marks |= tag.starts_with("</"),
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            // a list, a heading, HTML: no line of a field is meant so
            _ => return None,
        }
    }
    has_marks.then_some(words)
}

/// Whether a tag of HTML only changes how words look.
fn is_format(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>', '/', ' ']).to_ascii_lowercase();
    matches!(
        name.as_str(),
        "b" | "br"
            | "code"
            | "del"
            | "em"
            | "i"
            | "mark"
            | "small"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}
