//! Front matter that is not read because a fence is missing or in the wrong place.

use super::fences::{Fences, find_fences};
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::front_matter_key;
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
    let message = message!(
        Code::KeyBelowFrontMatter,
        "`...` ended the front matter above: this key is not read"
    );
    let error = Diagnostic::error(path.clone(), message);
    let span = start..start + first.trim_end().len();
    Some(error.at(span).hint(phrase!("remove the line `...`")))
}

/// The warning for front matter that begins below an empty line or a comment.
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
    let message = message!(
        Code::FrontMatterNotFirst,
        "front matter is read only when it begins on the first line"
    );
    let warning = Diagnostic::warning(path.clone(), message).at(at..at + 3);
    Some(warning.hint(phrase!("remove what is above this line")))
}

/// The error for front matter without a fence, which would be the article's text: keys of YAML
/// on the first lines, JSON as Hugo has it, or `---yaml`.
pub fn without_fence(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let first = rest.lines().next()?.trim_end();
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

/// Whether most of the first lines have keys of front matter.
fn begins_with_keys(text: &str) -> bool {
    let lines = text.lines().map(str::trim_end);
    let lines = lines.take_while(|line| !line.is_empty() && *line != "---");
    let is_key = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key.trim_end());
        key.is_some_and(|key| front_matter_key(key).is_some())
    };
    let (mut keys, mut others) = (0, 0);
    for line in lines {
        match is_key(line) {
            true => keys += 1,
            false => others += 1,
        }
    }
    keys > 1 && keys > others
}
