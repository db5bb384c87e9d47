//! Enough of an HTML reader to see that a page is whole: what is opened is closed, in order.

use super::whole::legal;
use std::collections::BTreeSet;

/// Elements that hold nothing, and have no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Panics where a page is not balanced, or gives an id or an attribute twice.
pub fn holds(path: &str, page: &str) {
    legal(path, page);
    assert!(page.starts_with("<!DOCTYPE html>"), "{path} has no doctype");
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = &page["<!DOCTYPE html>".len()..];
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        assert!(!rest.starts_with('!'), "{path}: a comment");
        let closes = rest.starts_with('/');
        let name = word(rest.trim_start_matches('/'));
        assert!(!name.is_empty(), "{path}: a bare `<` before {:.40}", rest);
        let (attributes, length) = attributes(path, rest);
        rest = &rest[length..];
        for id in attributes.iter().filter(|(name, _)| *name == "id") {
            assert!(ids.insert(id.1), "{path}: the id {:?} twice", id.1);
        }
        if closes {
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

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    &text[..end.unwrap_or(text.len())]
}

/// Names and values up to the tag's end, and where that is.
fn attributes<'p>(path: &str, tag: &'p str) -> (Vec<(&'p str, &'p str)>, usize) {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut at = tag.find(['>', ' ', '\n']).expect("a tag ends");
    loop {
        let rest = tag[at..].trim_start_matches([' ', '\n', '/']);
        at = tag.len() - rest.len();
        if rest.starts_with('>') {
            return (found, at + 1);
        }
        let end = rest.find(['=', '>', ' ', '\n']).expect("a tag ends");
        let name = &rest[..end];
        let plain = |c: char| c.is_ascii_alphanumeric() || "-:".contains(c);
        assert!(
            !name.is_empty() && name.chars().all(plain),
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
        let twice = found.iter().any(|(other, _)| *other == name);
        assert!(!twice, "{path}: the attribute {name} twice");
        found.push((name, value));
        at += end + length;
    }
}
