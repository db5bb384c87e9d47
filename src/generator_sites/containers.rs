//! Turns boxes and attributes that stand in lines of their own into Griot's Markdown: `:::note`,
//! Kramdown's `{: .note}`, tables of contents. Code stays as it is.

use super::expand_tags::{code_ranges, is_in};
use super::known_tags::TextNames;
use super::line_notes::{FolderNoteKind, LineNotes};
use super::tag_markdown::{box_kind, quoted};

/// Boxes inside one another.
const MOST_OPEN: usize = 16;

/// A box whose end has not come.
struct OpenBox {
    colons: usize,
    head: String,
    /// Where its text begins in what is written.
    start: usize,
    /// The line that opened it, should its end never come.
    written: String,
}

/// A text with its boxes and attributes as Griot's Markdown.
pub fn replace_containers(text: &str, names: &dyn TextNames, notes: &mut LineNotes) -> String {
    let code = code_ranges(text);
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<OpenBox> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let place = at + line.len() - line.trim_start().len();
        let is_code = is_in(&code, place);
        at += line.len();
        let bare = line.trim();
        if is_code {
            out.push_str(line);
        } else if bare.starts_with(":::") {
            container_line(line, &mut out, &mut open, notes);
        } else if is_table_of_contents(bare) {
            // the list item that Kramdown replaces
            if bare.starts_with("{:") {
                remove_last_line(&mut out);
            }
        } else if bare.starts_with("{:") && bare.ends_with('}') {
            attribute_line(bare, &mut out, notes);
        } else if line.contains("{:") || line.contains("[[") {
            out.push_str(&inline_marks(line, names, notes));
        } else {
            out.push_str(line);
        }
    }
    // a box that never ends is text
    for lost in open.into_iter().rev() {
        out.insert_str(lost.start, &lost.written);
    }
    out
}

fn container_line(line: &str, out: &mut String, open: &mut Vec<OpenBox>, notes: &mut LineNotes) {
    let bare = line.trim();
    let rest = bare.trim_start_matches(':');
    let colons = bare.len() - rest.len();
    let rest = rest.trim();
    if rest.is_empty() {
        let found = open
            .iter()
            .rposition(|open| open.colons == colons)
            .or(open.len().checked_sub(1));
        let Some(place) = found else {
            return out.push_str(line);
        };
        let closed = open.remove(place);
        let inner = out.split_off(closed.start);
        let inner = without_indent(inner.trim_matches('\n'));
        while !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        let block = match closed.head.as_str() {
            "" => inner,
            head => quoted(&format!("{head}\n{inner}")),
        };
        return out.push_str(&format!("{block}\n\n"));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)));
    let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
    if name.is_empty() || open.len() >= MOST_OPEN {
        return out.push_str(line);
    }
    let head = box_head(name, after.trim(), notes);
    open.push(OpenBox {
        colons,
        head,
        start: out.len(),
        written: line.to_string(),
    });
}

/// The first line of a box; empty for what only arranges its text.
fn box_head(name: &str, after: &str, notes: &mut LineNotes) -> String {
    let title = match after
        .strip_prefix('[')
        .and_then(|after| after.split_once(']'))
    {
        Some((title, _)) => title.to_string(),
        None if after.starts_with('{') => {
            let title = after.split_once("title=\"");
            let title = title.and_then(|(_, rest)| rest.split_once('"'));
            title.map_or(String::new(), |(title, _)| title.to_string())
        }
        None => after.to_string(),
    };
    let title = match title.trim() {
        "" => String::new(),
        title => format!(" {title}"),
    };
    match (box_kind(&name.to_lowercase()), name) {
        (_, "tabs" | "tab" | "center" | "columns" | "grid" | "steps") => String::new(),
        (Some(kind), _) => format!("[!{kind}]{title}"),
        (None, "details") => format!("[!NOTE]{title}"),
        (None, name) => {
            let sign = notes.add(FolderNoteKind::Box, name);
            format!("[!NOTE]{title}{sign}")
        }
    }
}

fn is_table_of_contents(bare: &str) -> bool {
    let lower = bare.to_lowercase();
    matches!(
        lower.as_str(),
        "[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "{: toc}" | "{:.toc}"
    ) || (lower.starts_with("{:") && lower.split([' ', ':', '}']).any(|word| word == "toc"))
}

fn remove_last_line(out: &mut String) {
    let length = out
        .trim_end_matches('\n')
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let last = out[length..].trim().to_lowercase();
    if last.trim_start_matches(|c: char| !c.is_alphabetic()) == "toc"
        || last.starts_with(['*', '-', '1'])
    {
        out.truncate(length);
    }
}

/// A line of Kramdown about the block above it: a box, or classes that go.
fn attribute_line(bare: &str, out: &mut String, notes: &mut LineNotes) {
    let inside = bare.trim_start_matches("{:").trim_end_matches('}');
    let mut classes = inside
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('.'));
    let kind = classes.find_map(|class| {
        let class = class.rsplit("--").next().unwrap_or(class);
        box_kind(class)
    });
    let Some(kind) = kind.filter(|_| !out.trim().is_empty()) else {
        let sign = notes.add(FolderNoteKind::Style, bare);
        // a note stands at the line above
        if out.ends_with('\n') {
            out.truncate(out.len() - 1);
            return out.push_str(&format!("{sign}\n"));
        }
        return out.push_str(&sign);
    };
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    let start = out.rfind("\n\n").map_or(0, |at| at + 2);
    let block = out.split_off(start);
    let block = match block.starts_with('>') {
        true => format!("> [!{kind}]\n{block}"),
        false => quoted(&format!("[!{kind}]\n{block}")),
    };
    out.push_str(&format!("{block}\n"));
}

/// A line without attributes behind links, and with links for `[[names]]`.
fn inline_marks(line: &str, names: &dyn TextNames, notes: &mut LineNotes) -> String {
    let code = code_ranges(line);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(next) = line[at..].find(['{', '[']).map(|next| at + next) {
        out.push_str(&line[at..next]);
        let rest = &line[next..];
        let is_code = is_in(&code, next);
        at = next + 1;
        if !is_code
            && rest.starts_with("{:")
            && out.ends_with([')', ']', '*', '`'])
            && let Some(end) = rest.find('}')
        {
            out.push_str(&notes.add(FolderNoteKind::Style, &rest[..=end]));
            at = next + end + 1;
        } else if !is_code && let Some(link) = wiki_link(rest, names, out.ends_with('!')) {
            out.push_str(&link.markdown);
            at = next + link.length;
        } else {
            out.push_str(&rest[..1]);
        }
    }
    out.push_str(&line[at..]);
    out
}

/// A link of Obsidian's, and how many bytes it has.
struct WikiLink {
    markdown: String,
    length: usize,
}

fn wiki_link(rest: &str, names: &dyn TextNames, is_picture: bool) -> Option<WikiLink> {
    let inside = rest.strip_prefix("[[")?;
    let (inside, _) = inside.split_once("]]")?;
    let length = inside.len() + 4;
    let (target, words) = inside.split_once('|').unwrap_or((inside, inside));
    if is_picture {
        let has_ending = target
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
        let markdown = format!("[]({})", super::tag_markdown::encoded(target.trim()));
        return has_ending.then_some(WikiLink { markdown, length });
    }
    let (path, anchor) = target.split_at(target.find('#').unwrap_or(target.len()));
    let address = names.address_of(path.trim())?;
    Some(WikiLink {
        markdown: format!("[{}]({address}{})", words.trim(), anchor.replace(' ', "-")),
        length,
    })
}

/// Lines without the white space that all of them begin with.
pub fn without_indent(text: &str) -> String {
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    let indent = lines
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min();
    let indent = indent.unwrap_or(0);
    let lines = text
        .split('\n')
        .map(|line| line.get(indent..).unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::replace_containers;
    use crate::generator_sites::known_tags::TextNames;
    use crate::generator_sites::line_notes::LineNotes;

    struct Nobody;

    impl TextNames for Nobody {
        fn address_of(&self, name: &str) -> Option<String> {
            (name == "Known").then(|| "griot-text:1".to_string())
        }
    }

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let mut notes = LineNotes::default();
        let replaced = replace_containers(text, &Nobody, &mut notes);
        assert_eq!(notes.resolve(&replaced).text, expected);
    }

    #[test]
    fn boxes_and_attributes() {
        case(
            ":::tip[Look]\nA\n\nB\n:::\n",
            "> [!TIP] Look\n> A\n>\n> B\n\n",
        );
        case(
            ":::note Read this\nA\n:::\nB\n",
            "> [!NOTE] Read this\n> A\n\nB\n",
        );
        case(
            "::::note\n:::tip\nA\n:::\n::::\n",
            "> [!NOTE]\n> > [!TIP]\n> > A\n\n",
        );
        case(":::note\nA\n", ":::note\nA\n");
        case("```\n:::note\n```\n", "```\n:::note\n```\n");
        case(
            "A\n\n> B\n{: .prompt-warning }\n",
            "A\n\n> [!WARNING]\n> B\n",
        );
        case("A\n{: .notice--info}\n", "> [!NOTE]\n> A\n");
        case("![a](b){: .right}\n", "![a](b)\n");
        case("* TOC\n{:toc}\n\nA\n", "\nA\n");
        case(
            "[[Known|x]] [[No]] `[[Known]]`\n",
            "[x](griot-text:1) [[No]] `[[Known]]`\n",
        );
    }
}
