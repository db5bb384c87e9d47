//! Escapes text so that Markdown shows each of its characters.

use linkify::{LinkFinder, LinkKind};

/// Characters that always get a backslash.
const ALWAYS: [char; 6] = ['\\', '`', '*', '[', '<', '~'];

/// Text of a paragraph or a heading, escaped. Bare addresses stay links. The beginnings of lines
/// are the matter of [`escape_line_starts`].
pub fn escape_text(text: &str, place: TextPlace) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    if place == TextPlace::Link || !text.contains("://") {
        push_escaped(&mut escaped, text, place);
        return escaped;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut at = 0;
    for link in finder.links(text) {
        let address = link.as_str();
        if !(address.starts_with("http://") || address.starts_with("https://")) {
            continue;
        }
        push_escaped(&mut escaped, &text[at..link.start()], place);
        match is_plain_address(address) {
            true => escaped.push_str(address),
            false => {
                escaped.push('<');
                escaped.push_str(address);
                escaped.push('>');
            }
        }
        at = link.end();
    }
    push_escaped(&mut escaped, &text[at..], place);
    escaped
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPlace {
    /// In a paragraph.
    Paragraph,
    /// In the words of a link or of a picture.
    Link,
}

/// Whether Markdown leaves an address as it is.
fn is_plain_address(address: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-./:?=%#+,;@!".contains(c);
    address.chars().all(is_plain)
        || (!address.contains("/_")
            && !address.contains("_/")
            && !address.contains("__")
            && !address.ends_with('_')
            && address.chars().all(|c| is_plain(c) || c == '_' || c == '&')
            && !has_entity(address))
}

/// Whether a `&` begins what Markdown takes for an entity.
fn has_entity(text: &str) -> bool {
    text.match_indices('&')
        .any(|(at, _)| begins_entity(&text[at..]))
}

fn begins_entity(text: &str) -> bool {
    let name = &text[1..];
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'));
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

fn push_escaped(escaped: &mut String, text: &str, place: TextPlace) {
    let mut before = escaped.chars().next_back();
    let mut rest = text.chars();
    let mut at = 0;
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escapes = match c {
            '_' => !(is_word(before) && is_word(after)),
            '&' => begins_entity(&text[at..]),
            ']' => place == TextPlace::Link,
            c => ALWAYS.contains(&c),
        };
        if escapes {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
        at += c.len_utf8();
    }
}

/// Escapes what would begin a heading, a list, a quote, a table, a rule or a definition at the
/// start of each line.
pub fn escape_line_starts(markdown: &str) -> String {
    let lines: Vec<String> = markdown.split('\n').map(escape_line_start).collect();
    lines.join("\n")
}

fn escape_line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\t']);
    let at = match line.chars().next() {
        Some('#') if is_end(line.trim_start_matches('#')) => Some(0),
        Some('>' | '|') => Some(0),
        Some('-' | '+') if is_end(&line[1..]) => Some(0),
        Some(':') if is_end(&line[1..]) || line.starts_with(":::") => Some(0),
        Some('-' | '=' | '+')
            if line
                .trim_end_matches([' ', '\\'])
                .chars()
                .all(|c| line.starts_with(c)) =>
        {
            Some(0)
        }
        Some('0'..='9') if digits < 10 && line[digits..].starts_with(['.', ')']) => {
            is_end(&line[digits + 1..]).then_some(digits)
        }
        _ => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_string(),
    }
}

/// An address as the target of a Markdown link.
pub fn link_target(address: &str) -> String {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    let is_bare = !address.is_empty()
        && !address.contains(|c: char| c.is_whitespace() || "()<>\\".contains(c))
        && !has_entity(address);
    match is_bare {
        true => address.to_string(),
        false => {
            let escaped = address.replace('\\', "%5C");
            let escaped = escaped.replace('<', "%3C").replace('>', "%3E");
            match has_entity(&escaped) {
                true => format!("<{}>", escaped.replace('&', "&amp;")),
                false => format!("<{escaped}>"),
            }
        }
    }
}

/// A title of a link or a picture, with its quotes and the space before it.
pub fn link_title(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    if words.is_empty() {
        return String::new();
    }
    let mut escaped = String::new();
    for c in words.join(" ").chars() {
        if matches!(c, '"' | '\\' | '&' | '<') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    format!(" \"{escaped}\"")
}
