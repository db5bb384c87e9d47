//! Section digests: an article in sections, each with a digest of its visible text.
//!
//! A digest tells whether a section of an original changed since a translation was accepted.

use super::link_names_in_digests::{LinkNaming, link_name};
use super::lock_file::{SectionDigest, TextDigest};
use super::visible_text;
use crate::content::ArticleId;
use crate::markdown::{Body, EmbedTitle, Heading, Slot, SlotKind, push_text};
use crate::site::Site;
use crate::text::nfc;
use crate::yaml_and_toml::one_line;
use std::fmt::Write as _;
use std::ops::Range;

/// A part of a body: its name, and its bytes in the HTML.
struct BodySection {
    name: String,
    range: Range<usize>,
}

/// Digests of title, description, introduction, sections and notes, in the order of the text.
/// What an article lacks has none.
pub fn section_digests(site: &Site, id: ArticleId) -> Vec<SectionDigest> {
    let article = site.article(id);
    let texts = [
        ("title", &article.title),
        ("description", &article.description),
    ];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let texts = texts.map(|(name, text)| digest_of_text(name, text));
    let sections = body_sections(&article.body).into_iter();
    let sections = sections.map(|section| digest_of_section(site, id, section));
    let has_words = |digest: &SectionDigest| digest.words > 0 || digest.name.starts_with('#');
    texts.chain(sections.filter(has_words)).collect()
}

fn digest_of_text(name: &str, text: &str) -> SectionDigest {
    let mut visible_text = String::with_capacity(text.len());
    let words = visible_text::push_text(&mut visible_text, text);
    SectionDigest {
        name: name.to_string(),
        words,
        digest: TextDigest::of(&visible_text, &visible_text),
    }
}

fn digest_of_section(site: &Site, id: ArticleId, section: BodySection) -> SectionDigest {
    let BodySection { name, range } = section;
    let mut by_story = String::with_capacity(range.len());
    let html = html_with_links(site, id, range.clone(), LinkNaming::Story);
    let words = visible_text::push_html(&mut by_story, &html);
    let digest = if has_links(&site.article(id).body, &range) {
        let mut by_address = String::with_capacity(by_story.len());
        let html = html_with_links(site, id, range, LinkNaming::Address);
        visible_text::push_html(&mut by_address, &html);
        TextDigest::of(&by_story, &by_address)
    } else {
        TextDigest::of(&by_story, &by_story)
    };
    SectionDigest {
        name,
        words,
        digest,
    }
}

/// The slots in a part of the HTML. They are sorted by their place.
fn slots_in<'b>(body: &'b Body, range: &Range<usize>) -> &'b [Slot] {
    let first = |at| {
        body.slots
            .partition_point(|slot| (slot.offset as usize) < at)
    };
    &body.slots[first(range.start)..first(range.end)]
}

fn has_links(body: &Body, range: &Range<usize>) -> bool {
    let mut slots = slots_in(body, range).iter();
    slots.any(|slot| matches!(slot.kind, SlotKind::LinkHref(_) | SlotKind::LinkUrl(_)))
}

/// A part of a body's HTML, with names of links and digests of code in its slots.
fn html_with_links(site: &Site, id: ArticleId, range: Range<usize>, naming: LinkNaming) -> String {
    let article = site.article(id);
    let body = &article.body;
    let name = |link| {
        let target = &body.links[link as usize].target;
        link_name(site, id, &article.path, target, naming)
    };
    let mut html = String::with_capacity(range.len() + 64);
    let mut done = range.start;
    for slot in slots_in(body, &range) {
        html.push_str(&body.html[done..slot.offset as usize]);
        done = slot.offset as usize;
        match slot.kind {
            SlotKind::LinkHref(link) => {
                html.push_str(" href=\"");
                html.push_str(&name(link));
                html.push('"');
            }
            SlotKind::LinkUrl(link) => html.push_str(&name(link)),
            // white space has a meaning in code: the visible text would drop it
            SlotKind::CodeBlock(code) => {
                let text = body.code_blocks[code as usize].text().trim_end();
                let text = nfc(text).replace("\r\n", "\n");
                let _ = write!(html, "{}", TextDigest::of(&text, &text));
            }
            SlotKind::EmbedLabel(embed) => {
                if let EmbedTitle::Address(address) = &body.embeds[embed as usize].title {
                    push_text(&mut html, address);
                }
            }
            // an embed shows no more than its link says
            SlotKind::ImageAttributes(_)
            | SlotKind::ThemeString(_)
            | SlotKind::BeforeHeading(_)
            | SlotKind::AfterHeading(_)
            | SlotKind::BeforeEmbed(_)
            | SlotKind::AfterEmbed(_)
            | SlotKind::BeforeImage(_)
            | SlotKind::AfterImage(_) => {}
        }
    }
    html.push_str(&body.html[done..range.end]);
    html
}

/// The parts of a body: the text before the first heading, a section for each heading, the notes.
fn body_sections(body: &Body) -> Vec<BodySection> {
    let mut starts = vec![("introduction".to_string(), 0)];
    for slot in &body.slots {
        let at = slot.offset as usize;
        if let SlotKind::BeforeHeading(heading) = slot.kind
            && at < body.footnotes_start
        {
            starts.push((section_name(&body.headings[heading as usize]), at));
        }
    }
    starts.push(("notes".to_string(), body.footnotes_start));
    let ends = starts.iter().map(|(_, at)| *at).skip(1);
    let ends: Vec<usize> = ends.chain([body.html.len()]).collect();
    let sections = starts.into_iter().zip(ends);
    sections
        .map(|((name, start), end)| BodySection {
            name,
            range: start..end,
        })
        .collect()
}

/// `## 🚀 Launch`: the emoji comes first, wherever the author writes it.
pub(super) fn section_name(heading: &Heading) -> String {
    let hashes = "#".repeat(usize::from(heading.level));
    let words = [hashes.as_str(), &heading.emoji, &heading.text];
    let words = words.into_iter().filter(|words| !words.is_empty());
    let name = words.map(one_line).collect::<Vec<_>>().join(" ");
    nfc(&name).into_owned()
}
