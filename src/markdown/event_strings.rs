//! Changes every string of an event of the parser: texts, addresses, titles, names.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// The event with `change` made to each of its strings.
pub fn map_strings<'e>(event: Event<'e>, change: &dyn Fn(CowStr<'e>) -> CowStr<'e>) -> Event<'e> {
    match event {
        Event::Text(text) => Event::Text(change(text)),
        Event::Code(text) => Event::Code(change(text)),
        Event::Html(text) => Event::Html(change(text)),
        Event::InlineHtml(text) => Event::InlineHtml(change(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(change(label)),
        Event::Start(tag) => Event::Start(map_strings_of_tag(tag, change)),
        other => other,
    }
}

fn map_strings_of_tag<'e>(tag: Tag<'e>, change: &dyn Fn(CowStr<'e>) -> CowStr<'e>) -> Tag<'e> {
    match tag {
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(change(label)),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(change(info)))
        }
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: change(dest_url),
            title: change(title),
            id,
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: change(dest_url),
            title: change(title),
            id,
        },
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } => Tag::Heading {
            level,
            id: id.map(change),
            classes: classes.into_iter().map(change).collect(),
            attrs,
        },
        other => other,
    }
}
