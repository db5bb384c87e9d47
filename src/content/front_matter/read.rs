//! Front matter from text: its fences, its keys, and what is wrong with them.
//!
//! Reads one file's text, and knows of no other. All problems are told at once; a key with
//! a problem is left out of what is given.

use super::fence::{Split, split};
use super::names::{self, Field};
use super::{Date, FrontMatter, fields};
use crate::config::{Config, Extra};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Document, Format, Key, Node, Problems, Value};
use crate::limits::FRONT_MATTER_BYTES;
use std::ops::Range;
use std::sync::Arc;

/// A file's front matter, and where the rest begins.
#[derive(Debug, Default)]
pub struct Read {
    pub front: FrontMatter,
    /// Byte of the text at which the body begins.
    pub body: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter of the Markdown file at `path`, below the site's root.
///
/// `text` has no byte order mark. Broken front matter gives errors and an empty
/// [`FrontMatter`]; a file without any gives an empty one, with nothing to say.
pub fn read(path: &Arc<str>, text: &str, config: &Config) -> Read {
    let parts = split(text);
    let body = parts.body(text);
    let mut problems = Problems::default();
    let front = match parts {
        Split::Plain => {
            problems.extend(late_fence(path, text).or_else(|| unfenced(path, text)));
            FrontMatter::default()
        }
        Split::Unclosed { fence } => {
            problems.push(unclosed(path, &text[fence.clone()], fence.clone()));
            FrontMatter::default()
        }
        Split::Fenced { format, matter, .. } => match document(format, path, text, matter) {
            Ok(document) => keys(&document, path, config, &mut problems),
            Err(errors) => {
                problems.extend(errors);
                FrontMatter::default()
            }
        },
    };
    problems.extend(keys_below(path, text, body));
    Read {
        front,
        body,
        diagnostics: problems.into_vec(),
    }
}

/// The error for keys between `...`, which ends a YAML document, and a fence below it.
fn keys_below(path: &Arc<str>, text: &str, body: usize) -> Option<Diagnostic> {
    text[..body]
        .lines()
        .last()
        .filter(|line| line.trim_end() == "...")?;
    let below = &text[body..];
    let fence = below.lines().position(|line| line.trim_end() == "---")?;
    let is_key = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && !key.contains(' ')) || line.starts_with([' ', '-'])
    };
    let mut lines = below
        .lines()
        .take(fence)
        .filter(|line| !line.trim().is_empty());
    let first = lines.next().filter(|line| is_key(line))?;
    if !lines.all(is_key) {
        return None;
    }
    let start = body + below.find(first)?;
    let message = "`...` ended the front matter above: this key is not read";
    let problem =
        Diagnostic::error(path.clone(), message).at(start..start + first.trim_end().len());
    Some(problem.hint("remove the line `...`"))
}

fn unclosed(path: &Arc<str>, fence: &str, span: Range<usize>) -> Diagnostic {
    let message = format!("the front matter that begins with `{fence}` is never closed");
    let hint = format!("add a line `{fence}` after the last key");
    Diagnostic::error(path.clone(), message).at(span).hint(hint)
}

/// The warning for front matter that begins below an empty line or a comment, and so is none.
fn late_fence(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let rest = text.trim_start();
    let comment = rest
        .strip_prefix("<!--")
        .and_then(|comment| comment.split_once("-->"));
    let rest = comment.map_or(rest, |(_, rest)| rest.trim_start());
    let at = text.len() - rest.len();
    let fenced = matches!(split(rest), Split::Fenced { .. });
    let key = rest.lines().nth(1).unwrap_or_default();
    if at == 0 || !fenced || !key.contains([':', '=']) {
        return None;
    }
    let message = "front matter is read only when it begins on the first line";
    let problem = Diagnostic::warning(path.clone(), message).at(at..at + 3);
    Some(problem.hint("remove what is above this line"))
}

/// The error for front matter without a fence: keys of YAML on the first lines, or JSON as Hugo
/// has it. It would be the article's text.
fn unfenced(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].lines().next()?.trim_end();
    let span = start..start + first.len();
    if first.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter();
        let Some(Ok(serde_json::Value::Object(_))) = values.next() else {
            return None;
        };
        let message = "front matter in JSON is not read";
        let problem = Diagnostic::error(path.clone(), message).at(span);
        return Some(problem.hint("write its keys in YAML, between two lines `---`"));
    }
    let format = first.strip_prefix("---").unwrap_or_default().trim();
    if ["yaml", "yml", "toml", "json", "js", "javascript"].contains(&format) {
        let message = format!("front matter that begins with `{first}` is not read");
        let problem = Diagnostic::error(path.clone(), message).at(span);
        return Some(problem.hint("write its keys in YAML, between two lines `---`"));
    }
    let lines = text[start..].lines().map(str::trim_end);
    let matter = lines.take_while(|line| !line.is_empty() && *line != "---");
    let known = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key.trim_end());
        key.is_some_and(|key| names::field(key).is_some())
    };
    let keys: Vec<bool> = matter.map(known).collect();
    let count = keys.iter().filter(|known| **known).count();
    let message = "this looks like front matter, and no line `---` begins it";
    (count > 1 && count * 2 > keys.len()).then(|| {
        let problem = Diagnostic::error(path.clone(), message).at(span);
        problem.hint("add a line `---` above it, and one after the last key")
    })
}

fn document<'t>(
    format: Format,
    path: &Arc<str>,
    text: &'t str,
    matter: Range<usize>,
) -> Result<Document<'t>, Vec<Diagnostic>> {
    if matter.len() > FRONT_MATTER_BYTES {
        let (size, most) = (matter.len().div_ceil(1 << 10), FRONT_MATTER_BYTES >> 10);
        let message = format!("this front matter has {size} KB, over the limit of {most} KB");
        let problem = Diagnostic::error(path.clone(), message).at(0..3);
        return Err(vec![problem.hint("move long text below the closing line")]);
    }
    Document::read(format, path, text, matter)
}

/// Every key of a document, into the field that it names.
fn keys(
    document: &Document,
    path: &Arc<str>,
    config: &Config,
    problems: &mut Problems,
) -> FrontMatter {
    let root = document.root();
    let mut front = FrontMatter::default();
    if root.is_null() {
        return front;
    }
    let entries = root.entries("lines such as `title: …` between the fences");
    let mut seen: Vec<(Field, Key)> = Vec::new();
    let mut others = Extra::new();
    let entries = problems.keep(entries).unwrap_or_default();
    for (key, node) in entries.into_iter().flat_map(without_taxonomies) {
        let Some(field) = names::field(&key.text) else {
            problems.push(unknown(&key, &node));
            let value = node.plain(problems);
            others.insert(Value::String(key.text.into_owned()), value);
            continue;
        };
        let first = seen.iter().find(|(known, _)| *known == field);
        if let Some((_, first)) = first.filter(|_| !node.is_null()) {
            problems.push(twice(first, &key, &node));
            continue;
        }
        let mut reader = fields::Reader {
            path,
            config,
            problems,
        };
        reader.read(field, &key, &node, &mut front);
        if !node.is_null() {
            seen.push((field, key));
        }
    }
    others.into_iter().for_each(|(key, value)| {
        front.extra.entry(key).or_insert(value);
    });
    problems.extend(contrary_dates(path, &front));
    front
}

/// Warnings for a change before the first day, and an end before the beginning.
fn contrary_dates(path: &Arc<str>, front: &FrontMatter) -> impl Iterator<Item = Diagnostic> {
    let day = |date: &Spanned<Date>| date.value.at.date();
    let date = front.date.as_ref();
    let begins = front.publish_date.as_ref().or(date);
    let changed = front.updated.as_ref();
    let changed = changed.filter(|changed| date.is_some_and(|date| day(changed) < day(date)));
    let ended = front.expiry_date.as_ref();
    let ended = ended.filter(|end| begins.is_some_and(|begins| end.value.at <= begins.value.at));
    let told = [
        (changed, "this is before `date`: no page shows it"),
        (ended, "this is not after the first day: it is never shown"),
    ];
    told.into_iter().filter_map(|(date, message)| {
        let problem = Diagnostic::warning(path.clone(), message).at(date?.span.clone());
        Some(problem.hint("correct the date that is wrong"))
    })
}

/// Zola keeps `tags` and `categories` under `taxonomies`.
fn without_taxonomies<'d>((key, node): (Key<'d>, Node<'d>)) -> Vec<(Key<'d>, Node<'d>)> {
    if key.text != "taxonomies" || !node.is_mapping() {
        return vec![(key, node)];
    }
    node.entries("lists of terms").unwrap_or_default()
}

fn unknown(key: &Key, node: &Node) -> Diagnostic {
    let shown = key.shown();
    let problem = node
        .warning(format!("unknown front matter key `{shown}`"))
        .at(key.span.clone())
        .once(format!("front matter key {}", key.text));
    let status = (key.text == "status").then(|| node.written()).flatten();
    let hidden = |status: &str| matches!(status, "draft" | "private" | "pending" | "future");
    if status.is_some_and(|status| hidden(&status)) {
        return problem.hint("an article that is not to be shown yet has `draft: true`");
    }
    match names::nearest(&key.text) {
        Some(name) => problem.hint(format!("did you mean `{name}`?")),
        None => problem.hint(format!(
            "put it under `extra`, where templates find it as `extra.{shown}`"
        )),
    }
}

/// One meaning under two names: `updated` and `lastmod`, `Title` and `title`.
fn twice(first: &Key, key: &Key, node: &Node) -> Diagnostic {
    let (first, second) = (first.shown(), key.shown());
    node.error(format!(
        "`{second}` means the same as `{first}`, which is there already"
    ))
    .at(key.span.clone())
    .hint("keep one of the two")
}
