//! Front matter from text: its fences, its keys, and their problems.
//!
//! Takes one file's text, and knows no other file. Reports all problems at once; a key with an
//! error leaves its field empty.

use super::fence_mistakes::almost_fence;
use super::fences::{Fences, find_fences};
use super::field_reader::FieldReader;
use super::missing_fences::{keys_below_end, late_fence, without_fence};
use super::typing_mistakes::{YamlText, is_no_space};
use super::unknown_key::unknown_key;
use super::{Date, FrontMatter};
use crate::config::{Config, Extra};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Message, Spanned};
use crate::keys::{FrontMatterKey, FrontMatterSpec, front_matter_key};
use crate::limits::FRONT_MATTER_BYTES;
use crate::yaml_and_toml::{Document, Format, MappingEntry, MappingKey, Node, Value};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// A file's front matter, and the place of its body.
#[derive(Debug, Default)]
pub struct ParsedFrontMatter {
    /// The values; empty for a file without front matter, and for one with broken front matter.
    pub front: FrontMatter,
    /// The first byte of the body.
    pub body: usize,
    /// All problems of the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter of the Markdown file at `path`, below the site's root.
///
/// `text` has no byte order mark. Broken front matter gives errors and an empty [`FrontMatter`];
/// a file without front matter gives an empty one and no error.
pub fn read(path: &Arc<str>, text: &str, config: &Config) -> ParsedFrontMatter {
    let fences = find_fences(text);
    let body = fences.body(text);
    let mut diagnostics = DiagnosticSink::default();
    let front = match fences {
        Fences::None => {
            diagnostics.extend(late_fence(path, text).or_else(|| without_fence(path, text)));
            FrontMatter::default()
        }
        Fences::Unclosed { fence } => {
            diagnostics.push(unclosed(path, text, fence));
            FrontMatter::default()
        }
        Fences::Closed { format, matter, .. } => match document(format, path, text, matter.clone())
        {
            Ok(document) => {
                if format == Format::Yaml {
                    diagnostics.extend(YamlText { path, text, matter }.mistakes(&document));
                }
                let mut front = read_keys(&document, path, config, &mut diagnostics);
                front.alias_list.is_toml = format == Format::Toml;
                front
            }
            Err(errors) => {
                diagnostics.extend(errors);
                FrontMatter::default()
            }
        },
    };
    diagnostics.extend(keys_below_end(path, text, body));
    ParsedFrontMatter {
        front,
        body,
        diagnostics: diagnostics.into_vec(),
    }
}

/// The error for a fence that is never closed, at the line that is almost the closing one, if any.
fn unclosed(path: &Arc<str>, text: &str, fence: Range<usize>) -> Diagnostic {
    let written = &text[fence.clone()];
    if let Some(error) = almost_fence(path, text, fence.end..text.len(), written) {
        return error;
    }
    let message = message!(
        Code::FrontMatterUnclosed,
        "the front matter that begins with `{fence}` is never closed",
        fence = written
    );
    let hint = phrase!("add a line `{fence}` after the last key", fence = written);
    Diagnostic::error(path.clone(), message)
        .at(fence)
        .hint(hint)
}

fn document<'t>(
    format: Format,
    path: &Arc<str>,
    text: &'t str,
    matter: Range<usize>,
) -> Result<Document<'t>, Vec<Diagnostic>> {
    if matter.len() > FRONT_MATTER_BYTES {
        let message = message!(
            Code::FrontMatterTooLarge,
            "this front matter has {size} KB, over the limit of {limit} KB",
            size = matter.len().div_ceil(1 << 10),
            limit = FRONT_MATTER_BYTES >> 10
        );
        let hint = phrase!("move long text below the closing line");
        let error = Diagnostic::error(path.clone(), message).at(0..3);
        return Err(vec![error.hint(hint)]);
    }
    let read = Document::read(format, path, text, matter.clone());
    let is_mapping = |document: &Document| {
        let root = document.root();
        root.is_mapping() || root.is_null()
    };
    if format != Format::Yaml || read.as_ref().is_ok_and(is_mapping) {
        return read;
    }
    if let Some(error) = almost_fence(path, text, matter.clone(), "---") {
        return Err(vec![error]);
    }
    match (YamlText { path, text, matter }).reasons() {
        reasons if reasons.is_empty() => read,
        reasons => Err(reasons),
    }
}

/// Reads every key of a document into the field that it names.
fn read_keys(
    document: &Document,
    path: &Arc<str>,
    config: &Config,
    diagnostics: &mut DiagnosticSink,
) -> FrontMatter {
    let root = document.root();
    let mut front_matter = FrontMatter::default();
    if root.is_null() {
        return front_matter;
    }
    let expected = phrase!("lines such as `title: …` between the fences");
    let entries = diagnostics.ok(root.entries(expected)).unwrap_or_default();
    let mut read_keys: Vec<(FrontMatterKey, MappingKey)> = Vec::new();
    let mut unknown_keys = Extra::new();
    let mut empty_title = None;
    for MappingEntry { key, value } in entries.into_iter().flat_map(without_taxonomies) {
        let Some(spec) = spec_of(&key, &value) else {
            // an invisible character in a key is an error already
            if !key.text.contains(is_no_space) {
                diagnostics.push(unknown_key(&key, &value));
            }
            let value = value.template_value(diagnostics);
            unknown_keys.insert(Value::String(key.text.into_owned()), value);
            continue;
        };
        let first = read_keys.iter().find(|(known, _)| *known == spec.key);
        if let Some((_, first)) = first.filter(|_| !value.is_null()) {
            diagnostics.push(duplicate_key(first, &key, &value));
            continue;
        }
        let mut reader = FieldReader {
            path,
            config,
            diagnostics,
            empty_title: None,
        };
        reader.read(spec, &key, &value, &mut front_matter);
        empty_title = reader.empty_title.or(empty_title);
        if !value.is_null() {
            read_keys.push((spec.key, key));
        }
    }
    for (key, value) in unknown_keys {
        front_matter.extra.entry(key).or_insert(value);
    }
    diagnostics.extend(empty_title.filter(|_| front_matter.draft != Some(true)));
    diagnostics.extend(updated_before_date(path, &front_matter));
    diagnostics.extend(expired_before_first_day(path, &front_matter));
    front_matter
}

/// The key that is read; `published` with a date is `date`.
fn spec_of(key: &MappingKey, value: &Node) -> Option<&'static FrontMatterSpec> {
    let spec = front_matter_key(&key.text)?;
    let text = value.scalar_text().unwrap_or_default();
    let is_date = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() > "2026".len();
    match spec.key {
        FrontMatterKey::Published if is_date => front_matter_key(FrontMatterKey::Date.name()),
        _ => Some(spec),
    }
}

/// The warning for a change before the first day.
fn updated_before_date(path: &Arc<str>, front_matter: &FrontMatter) -> Option<Diagnostic> {
    let day = |date: &Spanned<Date>| date.value.at.date();
    let updated = front_matter.updated.as_ref()?;
    if day(updated) >= day(front_matter.date.as_ref()?) {
        return None;
    }
    let message = message!(
        Code::ContradictoryDates,
        "this is before `date`: no page shows it"
    );
    Some(contradictory_date(path, message, updated))
}

/// The warning for an end before the beginning.
fn expired_before_first_day(path: &Arc<str>, front_matter: &FrontMatter) -> Option<Diagnostic> {
    let expiry = front_matter.expiry_date.as_ref()?;
    let publish_date = front_matter.publish_date.as_ref();
    let first_day = publish_date.or(front_matter.date.as_ref())?;
    if expiry.value.at > first_day.value.at {
        return None;
    }
    let message = message!(
        Code::ContradictoryDates,
        "this is not after the first day: it is never shown"
    );
    Some(contradictory_date(path, message, expiry))
}

fn contradictory_date(path: &Arc<str>, message: Message, date: &Spanned<Date>) -> Diagnostic {
    Diagnostic::warning(path.clone(), message)
        .at(date.span.clone())
        .hint(phrase!("correct the date that is wrong"))
}

/// The entries of `taxonomies`, where Zola has `tags` and `categories`; else the entry itself.
fn without_taxonomies(entry: MappingEntry) -> Vec<MappingEntry> {
    if entry.key.text != "taxonomies" || !entry.value.is_mapping() {
        return vec![entry];
    }
    entry.value.entries_if_mapping()
}

/// The error for one key under two names: `updated` and `lastmod`, `Title` and `title`.
fn duplicate_key(first: &MappingKey, key: &MappingKey, node: &Node) -> Diagnostic {
    let message = message!(
        Code::DuplicateKey,
        "`{key}` means the same as `{first}`, which is there already",
        key = key.shortened(),
        first = first.shortened()
    );
    node.error(message)
        .at(key.span.clone())
        .hint(phrase!("keep one of the two"))
}
