//! Front matter that is not read because a fence is missing or in the wrong place.

use super::fence_mistakes::{is_almost_fence, not_a_fence};
use super::fences::{Fences, find_fences};
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::{FrontMatterKey, front_matter_key, translated_front_matter_key};
use crate::{message, phrase};
use std::sync::Arc;

/// The error for keys between `...`, which ends a YAML document, and a fence below it.
pub fn keys_below_end(path: &Arc<str>, text: &str, body: usize) -> Option<Diagnostic> {
    let last = text[..body].lines().last()?;
    if last.trim_end() != "..." {
        return None;
    }
    let below = &text[body..];
    let fence = below.lines().position(|line| line.trim_end() == "---")?;
    let may_be_key = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && !key.contains(' ')) || line.starts_with([' ', '-'])
    };
    let mut lines = below
        .lines()
        .take(fence)
        .filter(|line| !line.trim().is_empty());
    let first = lines.next().filter(|line| may_be_key(line))?;
    if !lines.all(may_be_key) {
        return None;
    }
    let start = body + below.find(first)?;
    let message = message!(
        Code::KeyBelowFrontMatter,
        "`...` ended the front matter above: this key is not read"
    );
    let error = Diagnostic::error(path.clone(), message);
    let span = start..start + first.trim_end().len();
    Some(error.at(span).hint(phrase!("remove the line `...`")))
}

/// The problem of front matter that begins below an empty line or a comment: an error where it has
/// a known key, since pages would show it as text.
pub fn late_fence(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let rest = text.trim_start();
    let comment = rest
        .strip_prefix("<!--")
        .and_then(|comment| comment.split_once("-->"));
    let rest = comment.map_or(rest, |(_, rest)| rest.trim_start());
    let at = text.len() - rest.len();
    let is_fenced = matches!(find_fences(rest), Fences::Closed { .. });
    let key = rest.lines().nth(1).unwrap_or_default();
    if at == 0 || !is_fenced || !key.contains([':', '=']) {
        return None;
    }
    let (name, _) = key.split_once([':', '=']).unwrap_or((key, ""));
    let new = match is_key(name.trim()) {
        true => Diagnostic::error,
        false => Diagnostic::warning,
    };
    let message = message!(
        Code::FrontMatterNotFirst,
        "front matter is read only when it begins on the first line"
    );
    let problem = new(path.clone(), message).at(at..at + 3);
    Some(problem.hint(phrase!("remove what is above this line")))
}

/// The error for front matter without a fence, which would be the article's text: keys of YAML
/// on the first lines, JSON as Hugo has it, or `---yaml`.
pub fn without_fence(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let first = rest.lines().next()?.trim_end();
    if is_almost_fence(first) {
        let keys = rest[first.len()..].trim_start();
        let counts = count_keys(keys, |line| line == "---" || is_almost_fence(line));
        let is_front_matter = counts.keys > counts.others;
        let span = start..start + first.len();
        return is_front_matter.then(|| not_a_fence(path, span, first.trim(), "---"));
    }
    let message = if is_json(rest) {
        message!(Code::FrontMatterFormat, "front matter in JSON is not read")
    } else if is_named_format(first) {
        message!(
            Code::FrontMatterFormat,
            "front matter that begins with `{line}` is not read",
            line = first
        )
    } else if begins_with_keys(rest) {
        message!(
            Code::FrontMatterWithoutFence,
            "this looks like front matter, and no line `---` begins it"
        )
    } else {
        return None;
    };
    let hint = match message.code {
        Code::FrontMatterWithoutFence => {
            phrase!("add a line `---` above it, and one after the last key")
        }
        _ => phrase!("write its keys in YAML, between two lines `---`"),
    };
    let error = Diagnostic::error(path.clone(), message);
    Some(error.at(start..start + first.len()).hint(hint))
}

/// Whether text begins with an object in JSON.
fn is_json(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    text.starts_with('{') && matches!(values.next(), Some(Ok(serde_json::Value::Object(_))))
}

/// Whether a line is a fence with the name of a format: `---yaml`.
fn is_named_format(line: &str) -> bool {
    let format = line.strip_prefix("---").unwrap_or_default().trim();
    ["yaml", "yml", "toml", "json", "js", "javascript"].contains(&format)
}

/// Whether most of the first lines have keys of front matter. Words of other languages count below
/// or above a title: `Adresse:` and `Photo:` may begin lines of a text.
fn begins_with_keys(text: &str) -> bool {
    let counts = count_keys(text, |line| line == "---");
    let most = |keys: usize| keys > 1 && keys > counts.others;
    most(counts.english) || (counts.has_title && most(counts.keys))
}

/// The first lines of a text, counted.
#[derive(Default)]
struct KeyLineCounts {
    keys: usize,
    /// The keys whose names are read.
    english: usize,
    others: usize,
    has_title: bool,
}

/// Counts the lines up to an empty one, or one that `is_end`.
fn count_keys(text: &str, is_end: impl Fn(&str) -> bool) -> KeyLineCounts {
    let lines = text.lines().map(str::trim_end);
    let lines = lines.take_while(|line| !line.is_empty() && !is_end(line));
    let mut counts = KeyLineCounts::default();
    for line in lines {
        let name = line.split_once(':').map_or("", |(name, _)| name.trim_end());
        let english = front_matter_key(name);
        match english.or_else(|| translated_front_matter_key(name)) {
            Some(spec) => {
                counts.keys += 1;
                counts.has_title |= spec.key == FrontMatterKey::Title;
            }
            None => counts.others += 1,
        }
        counts.english += usize::from(english.is_some());
    }
    counts
}

/// Whether a word is a key of front matter, in English or another language.
fn is_key(name: &str) -> bool {
    front_matter_key(name).is_some() || translated_front_matter_key(name).is_some()
}
