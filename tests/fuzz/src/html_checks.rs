//! Checks that a page is well-formed: every element is closed, in order, and ids are unique.
//!
//! A small parser for the HTML that Griot writes, not for any HTML.

use super::whole_site::assert_no_forbidden_chars;
use std::collections::BTreeSet;

/// Elements without content and without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Panics when an element is not closed, or when an id or an attribute occurs twice.
pub fn assert_well_formed(path: &str, page: &str) {
    assert_no_forbidden_chars(path, page);
    assert!(page.starts_with("<!DOCTYPE html>"), "{path} has no doctype");
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = &page["<!DOCTYPE html>".len()..];
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        assert!(!rest.starts_with('!'), "{path}: a comment");
        let is_end_tag = rest.starts_with('/');
        let name = element_name(rest.trim_start_matches('/'));
        assert!(!name.is_empty(), "{path}: a bare `<` before {:.40}", rest);
        let tag = parse_tag(path, rest);
        rest = &rest[tag.length..];
        for id in tag
            .attributes
            .iter()
            .filter(|attribute| attribute.name == "id")
        {
            assert!(ids.insert(id.value), "{path}: the id {:?} twice", id.value);
        }
        if is_end_tag {
            assert_eq!(open.pop(), Some(name), "{path}: closed out of order");
        } else if matches!(name, "script" | "style") {
            let end = rest.find(&format!("</{name}>"));
            rest = &rest[end.expect("an end tag")..];
            open.push(name);
        } else if !VOID.contains(&name) && !page[..page.len() - rest.len()].ends_with("/>") {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} is never closed");
}

fn element_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    &text[..end.unwrap_or(text.len())]
}

struct Tag<'p> {
    attributes: Vec<TagAttribute<'p>>,
    /// Bytes from the name of the element to the end of the tag.
    length: usize,
}

struct TagAttribute<'p> {
    name: &'p str,
    value: &'p str,
}

/// Parses the tag that a text begins with, after its `<`.
fn parse_tag<'p>(path: &str, tag: &'p str) -> Tag<'p> {
    let mut attributes: Vec<TagAttribute> = Vec::new();
    let mut at = tag.find(['>', ' ', '\n']).expect("a tag ends");
    loop {
        let rest = tag[at..].trim_start_matches([' ', '\n', '/']);
        at = tag.len() - rest.len();
        if rest.starts_with('>') {
            return Tag {
                attributes,
                length: at + 1,
            };
        }
        let end = rest.find(['=', '>', ' ', '\n']).expect("a tag ends");
        let name = &rest[..end];
        let is_name_char = |c: char| c.is_ascii_alphanumeric() || "-:".contains(c);
        assert!(
            !name.is_empty() && name.chars().all(is_name_char),
            "{path}: an attribute {name:?}"
        );
        let after = &rest[end..];
        let (value, length) = match after.strip_prefix("=\"") {
            Some(value) => {
                let end = value.find('"').expect("a value ends");
                (&value[..end], end + 3)
            }
            None => {
                assert!(!after.starts_with('='), "{path}: {name} has no quotes");
                ("", 0)
            }
        };
        let is_repeated = attributes.iter().any(|other| other.name == name);
        assert!(!is_repeated, "{path}: the attribute {name} twice");
        attributes.push(TagAttribute { name, value });
        at += end + length;
    }
}
