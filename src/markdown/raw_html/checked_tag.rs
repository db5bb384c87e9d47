//! Writes a start tag of raw HTML as it goes into a page: addresses of scripts are removed, those
//! of this site are left to be filled in.
//!
//! A tag that needs no change stays as it is written.

use super::address_attributes::{
    AddressKind, PictureCandidate, address_kind, is_media, picture_candidates,
};
use super::elements::is_void;
use super::markup::{MarkupKind, StartTag, TagAttribute};
use super::raw_source::RawSource;
use super::tokenizer::markup;
use crate::markdown::foreign_syntax::is_template_address;
use crate::markdown::html_escape::push_attribute;
use crate::markdown::link_destination::{Destination, destination};
use crate::markdown::tag_facts::{TagAddress, TagAnchor, TagFacts};
use crate::text::forbidden_chars::replace_forbidden;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A start tag as it goes into a page, and what its author has to know.
#[derive(Debug, Default)]
pub struct CheckedTag {
    /// The HTML without the addresses that the site resolves.
    pub html: String,
    pub facts: TagFacts,
    /// The addresses of scripts, which are removed.
    pub scripts: Vec<String>,
    /// Whether a `srcdoc` is removed.
    pub lost_document: bool,
    /// Whether it has the attribute `markdown`.
    pub has_markdown_attribute: bool,
    /// The first attribute that the policy of the pages stops: a style or a script.
    pub stopped_attribute: Option<String>,
    /// Whether a link or a picture has an empty address.
    pub has_empty_address: bool,
    /// The addresses that a template of another program would fill.
    pub template_addresses: Vec<String>,
}

/// Checks the start tag at `range` of the raw HTML.
pub fn check_tag(raw: &RawSource, tag: &StartTag, range: &Range<usize>) -> CheckedTag {
    let written = &raw.html[range.clone()];
    let mut writer = TagWriter {
        raw,
        tag,
        checked: CheckedTag::default(),
        // a tag inside a tag is a trap for whoever reads the page with a simpler parser
        is_changed: written[1..].contains('<'),
    };
    writer.checked.facts.is_frame = tag.name == "iframe";
    writer.checked.facts.lacks_alt = tag.name == "img";
    writer.checked.html.push('<');
    writer.checked.html.push_str(&tag.written_name);
    let mut names = HashSet::new();
    for attribute in &tag.attributes {
        let is_repeated = !names.insert(&*attribute.name);
        if is_repeated || !is_attribute_name(&attribute.name) {
            writer.is_changed = true;
        } else {
            writer.attribute(attribute);
        }
    }
    let mut checked = writer.checked;
    if writer.is_changed {
        let ends_itself = tag.is_self_closing && (tag.is_foreign || is_void(&tag.name));
        checked.html.push_str(if ends_itself { "/>" } else { ">" });
    } else {
        checked.html.clear();
        checked.html.push_str(written);
    }
    checked
}

/// The value of an attribute without character references, and without characters that no page
/// can show.
fn unescaped(value: &str) -> Cow<'_, str> {
    match htmlize::unescape_attribute(value) {
        Cow::Owned(value) => replace_forbidden(&value).into_owned().into(),
        Cow::Borrowed(value) => Cow::Borrowed(value),
    }
}

/// Whether an attribute has a name that every parser reads in the same way.
fn is_attribute_name(name: &str) -> bool {
    !name.contains(|c: char| c.is_control() || "\"'<>=`".contains(c))
}

/// Whether the policy of the pages stops an attribute: styles and scripts inside a tag.
fn is_stopped(name: &str) -> bool {
    let is_event =
        |name: &str| name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    name == "style" || name.strip_prefix("on").is_some_and(is_event)
}

struct TagWriter<'t> {
    raw: &'t RawSource,
    tag: &'t StartTag,
    checked: CheckedTag,
    /// Whether the tag differs from how it is written.
    is_changed: bool,
}

impl<'t> TagWriter<'t> {
    fn attribute(&mut self, attribute: &'t TagAttribute) {
        let written = self.raw_text(&attribute.value);
        let value = unescaped(written);
        match &*attribute.name {
            "alt" => self.checked.facts.lacks_alt = false,
            "markdown" => self.checked.has_markdown_attribute = true,
            name if is_stopped(name) => {
                let first = &mut self.checked.stopped_attribute;
                first.get_or_insert_with(|| name.to_string());
            }
            name @ ("id" | "name") => self.checked.facts.anchors.push(TagAnchor {
                name: value.to_string(),
                is_id: name == "id",
            }),
            _ => {}
        }
        match address_kind(&self.tag.name, &attribute.name) {
            None => self.keep(attribute),
            Some(AddressKind::Resolved) => self.resolved(attribute, &value),
            Some(AddressKind::PictureSet) => self.picture_set(attribute, &value),
            Some(AddressKind::Checked) => self.checked_address(attribute, &value),
            Some(AddressKind::Document) if is_safe_document(&value) => self.keep(attribute),
            Some(AddressKind::Document) => {
                self.checked.lost_document = true;
                self.is_changed = true;
            }
        }
    }

    fn raw_text(&self, range: &Option<Range<usize>>) -> &'t str {
        let raw: &'t RawSource = self.raw;
        range.clone().map_or("", |range| &raw.html[range])
    }

    /// The quote around a value, as it is written where it has one.
    fn quote(&self, attribute: &TagAttribute) -> char {
        let before = attribute.value.as_ref().map(|value| value.start - 1);
        match before.and_then(|at| self.raw.html.as_bytes().get(at)) {
            Some(b'\'') => '\'',
            _ => '"',
        }
    }

    fn name(&mut self, attribute: &TagAttribute) {
        let name = &self.raw.html[attribute.written_name.clone()];
        self.checked.html.push(' ');
        self.checked.html.push_str(name);
    }

    /// Writes an attribute with the value that it has.
    fn keep(&mut self, attribute: &TagAttribute) {
        self.name(attribute);
        if attribute.value.is_none() {
            return;
        }
        let quote = self.quote(attribute);
        self.checked.html.push('=');
        self.checked.html.push(quote);
        for c in self.raw_text(&attribute.value).chars() {
            match c {
                '<' => self.checked.html.push_str("&lt;"),
                '>' => self.checked.html.push_str("&gt;"),
                '"' if quote == '"' => self.checked.html.push_str("&quot;"),
                c => self.checked.html.push(c),
            }
        }
        self.checked.html.push(quote);
    }

    /// Writes one address, or a place for it.
    fn resolved(&mut self, attribute: &TagAttribute, value: &str) {
        let is_media = is_media(&self.tag.name, &attribute.name);
        // a reference inside a drawing, as of `<use>`, stays in the drawing
        let is_reference =
            self.tag.is_foreign && self.tag.name != "a" && value.trim_start().starts_with('#');
        let is_shown = matches!(
            &*self.tag.name,
            "a" | "area" | "img" | "source" | "iframe" | "video" | "audio"
        );
        self.checked.has_empty_address |= is_shown && value.trim().is_empty();
        if is_template_address(value) {
            self.checked.template_addresses.push(value.to_string());
            return self.keep(attribute);
        }
        match destination(value, is_media) {
            Destination::Refused => self.remove_script(value),
            Destination::Inside if !value.is_empty() && !is_reference => {
                self.is_changed = true;
                self.name(attribute);
                let quote = self.quote(attribute);
                self.checked.html.push('=');
                self.checked.html.push(quote);
                let slot = Some(self.checked.html.len());
                self.add_address(value, is_media, slot);
                self.checked.html.push(quote);
            }
            _ => {
                self.keep(attribute);
                self.add_address(value, is_media, None);
            }
        }
    }

    /// Writes the pictures of a `srcset`.
    fn picture_set(&mut self, attribute: &TagAttribute, value: &str) {
        self.is_changed = true;
        self.name(attribute);
        let quote = self.quote(attribute);
        self.checked.html.push('=');
        self.checked.html.push(quote);
        for candidate in picture_candidates(value) {
            let PictureCandidate {
                before,
                address,
                descriptor,
            } = candidate;
            let destination = destination(address, true);
            if destination == Destination::Refused {
                self.checked.scripts.push(address.to_string());
                continue;
            }
            push_attribute(&mut self.checked.html, before);
            if destination == Destination::Inside && !address.is_empty() {
                let slot = Some(self.checked.html.len());
                self.add_address(address, true, slot);
            } else {
                push_attribute(&mut self.checked.html, address);
                self.add_address(address, true, None);
            }
            push_attribute(&mut self.checked.html, descriptor);
        }
        self.checked.html.push(quote);
    }

    /// Writes an attribute that the site does not resolve, unless a part of it is a script.
    fn checked_address(&mut self, attribute: &TagAttribute, value: &str) {
        let is_separator = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ';');
        let mut parts = value.split(is_separator).chain([value]);
        match parts.any(|part| destination(part, false) == Destination::Refused) {
            true => self.remove_script(value),
            false => self.keep(attribute),
        }
    }

    fn remove_script(&mut self, address: &str) {
        self.is_changed = true;
        self.checked.scripts.push(address.to_string());
    }

    fn add_address(&mut self, target: &str, is_media: bool, slot: Option<usize>) {
        self.checked.facts.addresses.push(TagAddress {
            target: target.to_string(),
            is_media,
            slot,
        });
    }
}

/// Whether a document inside the page holds no script address, and nothing unclear.
pub fn is_safe_document(html: &str) -> bool {
    let raw = RawSource::alone(html);
    markup(&raw).iter().all(|part| match &part.kind {
        MarkupKind::Unclear(_) => false,
        MarkupKind::Start(tag) => {
            let is_nested = |attribute: &TagAttribute| attribute.name == "srcdoc";
            let is_of_page = matches!(&*tag.name, "base" | "meta");
            !is_of_page
                && !tag.attributes.iter().any(is_nested)
                && check_tag(&raw, tag, &part.range).scripts.is_empty()
        }
        _ => true,
    })
}
