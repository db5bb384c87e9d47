//! Finds the syntax of other programs in an author's text: shortcodes of other generators and of
//! WordPress, links and comments of note-taking programs.
//!
//! Takes text, gives places and warnings. Never changes the text.

use super::parser_options::LINE_ENDS;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::{message, phrase};
use memchr::{memchr3_iter, memmem};
use std::ops::Range;
use std::sync::Arc;

/// The characters that begin and end a construct.
#[derive(Clone, Copy)]
struct Delimiters {
    open: &'static str,
    close: &'static str,
}

const fn delimiters(open: &'static str, close: &'static str) -> Delimiters {
    Delimiters { open, close }
}

const DELIMITERS: [Delimiters; 10] = [
    delimiters("{++", "++}"),
    delimiters("{--", "--}"),
    delimiters("{>>", "<<}"),
    delimiters("{{<", ">}}"),
    delimiters("{{%", "%}}"),
    delimiters("{%", "%}"),
    delimiters("{{", "}}"),
    delimiters("{:", "}"),
    delimiters("[[", "]]"),
    delimiters("%%", "%%"),
];

/// The shortcodes of WordPress, which stand in brackets, and the table of contents of others.
const IN_BRACKETS: [&str; 10] = [
    "TOC",
    "audio",
    "caption",
    "embed",
    "gallery",
    "playlist",
    "toc",
    "video",
    "wp_caption",
    "youtube",
];

/// Names in brackets of forums.
const BBCODE: [&str; 12] = [
    "b", "center", "code", "color", "font", "i", "img", "list", "quote", "size", "u", "url",
];

/// The longest construct that a message shows in whole, in characters.
const SHOWN_CHARS: usize = 100;

/// Longest construct: a longer one is prose that happens to hold braces.
const MAX_BYTES: usize = 2_000;

/// The longest list of attributes.
const ATTRIBUTES_BYTES: usize = 200;

/// The place of the first `{{< … >}}`, `{{% … %}}`, `{% … %}`, `{{ … }}`, Kramdown's `{: … }`,
/// `{.class key=value}`, `{#id}` at the end of a line, `[gallery …]`, `[TOC]`, `[[…]]`, `![[…]]` or `%%…%%`.
pub fn find(text: &str) -> Option<Range<usize>> {
    find_all(text).next()
}

/// The places of all constructs in a text, in their order.
pub fn find_all(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut no_close = NoClose::default();
    let mut done = 0;
    memchr3_iter(b'{', b'[', b'%', text.as_bytes()).filter_map(move |start| {
        if start < done {
            return None;
        }
        let is_picture = text[start..].starts_with("[[") && text[done..start].ends_with('!');
        done = start + length_at(text, start, &mut no_close)?;
        Some(start - usize::from(is_picture)..done)
    })
}

/// The length of the construct that `text` begins with.
pub fn length(text: &str) -> Option<usize> {
    length_at(text, 0, &mut NoClose::default())
}

/// For each of [`DELIMITERS`], the byte of a text before which nothing closes it: a text of
/// thousands of open braces is searched once.
type NoClose = [usize; DELIMITERS.len()];

/// The length of the construct that begins at a byte of `text`.
fn length_at(text: &str, start: usize, no_close: &mut NoClose) -> Option<usize> {
    let end = text.floor_char_boundary(start + MAX_BYTES);
    let construct = &text[start..end];
    bracketed_length(construct)
        .or_else(|| delimited_length(&text[..end], start, no_close))
        .or_else(|| attributes_length(construct))
}

/// The tag of a template in the address of a link, such as `{{ site.url }}/x`.
pub fn is_template_address(address: &str) -> bool {
    address.contains("{{") || address.contains("{%")
}

/// The length of the construct that a text of raw HTML begins with, where bare braces belong to
/// scripts.
pub fn length_in_html(html: &str) -> Option<usize> {
    let length = length(html)?;
    let code = &html[..length];
    let is_shortcode = ["{{<", "{{%", "{%", "{:"]
        .iter()
        .any(|open| code.starts_with(open));
    (is_shortcode || bracketed_length(code).is_some()).then_some(length)
}

/// The length of the delimited construct that begins at a byte of `text`.
fn delimited_length(text: &str, start: usize, no_close: &mut NoClose) -> Option<usize> {
    let begins = |delimiters: &Delimiters| text[start..].starts_with(delimiters.open);
    let kind = DELIMITERS.iter().position(begins)?;
    let Delimiters { open, close } = DELIMITERS[kind];
    let inside = start + open.len();
    // a close may begin one byte before the searched text
    let from = inside.max(no_close[kind].saturating_sub(close.len() - 1));
    let rest = text.as_bytes().get(from..)?;
    let Some(found) = memmem::find(rest, close.as_bytes()) else {
        no_close[kind] = text.len();
        return None;
    };
    let closes = from + found;
    // `[[ -f file ]]` is a line of a shell
    let is_none = closes == inside || (open == "[[" && text[inside..].starts_with(' '));
    (!is_none).then_some(closes + close.len() - start)
}

/// The length of the `[gallery ids="1,2"]` or `[/caption]` that `text` begins with.
fn bracketed_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('[')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let known = IN_BRACKETS
        .iter()
        .find_map(|name| rest.strip_prefix(name))
        .is_some_and(|after| after.starts_with([' ', ']']));
    let end = text.find(']')? + 1;
    (known || is_shortcode_of_plugin(&text[1..end - 1])).then_some(end)
}

/// Whether the words in brackets are a shortcode of a plugin, or the end of one: `su_button url="x"`,
/// `/su_button`, `/url`.
fn is_shortcode_of_plugin(words: &str) -> bool {
    let name = words.trim_start_matches('/');
    let name = name.split([' ', '=']).next().unwrap_or_default();
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(is_part) {
        return false;
    }
    match words.strip_prefix('/') {
        Some(end) => end == name && (BBCODE.contains(&name) || name.contains(['_', '-'])),
        None => {
            let quotes = ["=\"", "='", "=“", "=”", "=«"];
            let has_value = quotes.iter().any(|quote| words.contains(quote));
            words.contains(' ') && has_value
                || words.starts_with("url=")
                || words.starts_with("img=")
        }
    }
}

/// The length of the `{width=300 .left}` that `text` begins with.
fn attributes_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let end = inside[..inside.floor_char_boundary(ATTRIBUTES_BYTES)].find('}')?;
    let is_name = |name: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        !name.is_empty() && name.chars().all(is_part)
    };
    let is_attribute = |word: &str| match word.strip_prefix(['.', '#']) {
        Some(name) => is_name(name),
        None => word.split_once('=').is_some_and(|(name, _)| is_name(name)),
    };
    let mut words = inside[..end].split_whitespace();
    let first = words.next()?;
    // `{#if user}` is a tag of a template, and an id ends its line
    let rest = inside[end + 1..].trim_start_matches([' ', '\t']);
    let is_last = rest.is_empty() || rest.starts_with(LINE_ENDS);
    let is_id = first.starts_with('#');
    let is_whole = !is_id || is_last && words.all(is_attribute);
    (is_attribute(first) && is_whole).then_some(end + 2)
}

/// The first word of a construct, which is the name of a shortcode.
pub fn name(code: &str) -> &str {
    let mut words = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find(|word| !word.is_empty()).unwrap_or_default()
}

/// A warning, still without a place, that `code` is no Markdown; its hint shows how to write
/// the same here.
pub fn warning(path: Arc<str>, code: &str) -> Diagnostic {
    let code = in_one_line(code);
    Diagnostic::warning(path, fact(&code)).hint(remedy(&code))
}

/// A construct as a message shows it.
fn in_one_line(code: &str) -> String {
    let words: Vec<&str> = code.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn fact(code: &str) -> Message {
    if code.starts_with("%%") {
        message!(
            Code::ForeignSyntax,
            "`{code}` is another program's comment and is shown as text",
            code = code
        )
    } else if code.starts_with("![[") {
        message!(
            Code::ForeignSyntax,
            "`{code}` is another program's picture and is shown as text",
            code = code
        )
    } else if code.starts_with("[[") {
        message!(
            Code::ForeignSyntax,
            "`{code}` is another program's link and is shown as text",
            code = code
        )
    } else if code.starts_with("{#") {
        message!(
            Code::ForeignSyntax,
            "`{code}` sets an id only at the end of a heading and is shown as text here",
            code = code
        )
    } else if is_attributes(code) {
        message!(
            Code::ForeignSyntax,
            "`{code}` is another program's list of attributes and is shown as text",
            code = code
        )
    } else {
        message!(
            Code::ForeignSyntax,
            "`{code}` is another generator's shortcode and is shown as text",
            code = code
        )
    }
}

fn remedy(code: &str) -> Text {
    if code.starts_with("%%") {
        return phrase!("write it as `<!-- … -->`, which stays out of pages");
    }
    if code.starts_with("![[") {
        return phrase!("write it as `![what it shows](picture.jpg)`");
    }
    if code.starts_with("[[") && name(code).trim_matches('_').eq_ignore_ascii_case("toc") {
        return phrase!("write `toc: true` in the front matter");
    }
    if code.starts_with("[[") {
        return phrase!("write it as `[words](other-article.md)`, with the path of the file");
    }
    if let Some(id) = code.strip_prefix("{#") {
        let id = id.split([' ', '}']).next().unwrap_or_default();
        return phrase!(
            "write `<a id=\"{id}\"></a>` where a link leads to, or remove it",
            id = id
        );
    }
    if is_attributes(code) {
        let is_size = ["width", "height"].iter().any(|key| code.contains(key));
        return match is_size {
            true => phrase!("remove it: pictures get their size from their files"),
            false => phrase!("remove it: readers see it as you typed it"),
        };
    }
    match name(code) {
        "TOC" | "toc" => phrase!("write `toc: true` in the front matter"),
        _ if code.starts_with("{{ ") => phrase!("write its value: an article is no template"),
        "figure" | "img" | "image" | "gallery" => {
            phrase!("write it as `![what it shows](picture.jpg)`")
        }
        "caption" | "wp_caption" => {
            phrase!("write it as `![what it shows](picture.jpg \"caption\")`")
        }
        "youtube" | "vimeo" | "tweet" | "twitter" | "x" | "embed" => {
            phrase!("put its address on a line of its own")
        }
        "highlight" | "endhighlight" => {
            phrase!("put the code between two lines of three backticks")
        }
        "ref" | "relref" | "post_url" | "link" => {
            phrase!("write a path to the file, such as `../post.md`")
        }
        _ => phrase!("write it in Markdown, or in HTML"),
    }
}

/// Whether a construct is a list of attributes, and no shortcode.
fn is_attributes(code: &str) -> bool {
    attributes_length(code).is_some()
}
