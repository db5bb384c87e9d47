//! [`TemplateSource`]: the text of a template as its author wrote it, and as it is rewritten for the
//! template engine, with a map of places between the two.
//!
//! Griot's functions take their first argument by position, the engine by name only.

use super::template_calls::calls;
use std::collections::BTreeMap;
use std::ops::Range;

/// A template before it is compiled.
pub struct TemplateSource {
    /// The path that messages use.
    pub path: String,
    /// The author's text.
    pub text: String,
    /// The engine's text: `t("key"` and `asset("key"` become `t(key="key"`, and calls whose
    /// value is known become that value.
    pub compiled: String,
    /// Unchanged stretches, in order.
    stretches: Vec<Stretch>,
}

/// Where a stretch that both texts share begins.
struct Stretch {
    /// Byte of the engine's text.
    in_compiled: usize,
    /// Byte of the author's text.
    in_text: usize,
}

/// The templates of a theme, by name.
pub type TemplateSources = BTreeMap<String, TemplateSource>;

/// Gives the value of a call by its function and its only argument, as template syntax.
type KnownValue<'k> = dyn Fn(&str, &str) -> Option<String> + 'k;

impl TemplateSource {
    /// Reads a template.
    pub fn new(path: &str, text: &str) -> Self {
        Self::rewrite(path, text, &|_, _| None)
    }

    /// Copies the template with known values instead of calls.
    pub fn with_known_values(&self, known: &KnownValue) -> Self {
        Self::rewrite(&self.path, &self.text, known)
    }

    fn rewrite(path: &str, text: &str, known: &KnownValue) -> Self {
        let mut compiled = String::with_capacity(text.len() + 64);
        let mut stretches = vec![Stretch {
            in_compiled: 0,
            in_text: 0,
        }];
        let mut done = 0;
        for call in calls(text) {
            let value = call.only_argument_end.and_then(|end| {
                let value = known(call.function, call.key)?;
                Some((value, end))
            });
            let (from, replacement, to) = match &value {
                Some((value, end)) => (call.start, value.as_str(), *end),
                None => (call.arguments, "key=", call.arguments),
            };
            compiled.push_str(&text[done..from]);
            compiled.push_str(replacement);
            stretches.push(Stretch {
                in_compiled: compiled.len(),
                in_text: to,
            });
            done = to;
        }
        compiled.push_str(&text[done..]);
        TemplateSource {
            path: path.to_string(),
            text: text.to_string(),
            compiled,
            stretches,
        }
    }

    /// Bytes of `text` for a place in `compiled`. Lines count from 1, columns from 0 in
    /// characters.
    pub fn span(&self, line: usize, columns: Range<usize>) -> Range<usize> {
        let lines = self.compiled.split_inclusive('\n');
        let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
        let line = self.compiled[start..].lines().next().unwrap_or_default();
        let byte = |column: usize| {
            let at = line.char_indices().nth(column);
            self.byte_of_text(start + at.map_or(line.len(), |(at, _)| at))
        };
        let (from, to) = (byte(columns.start), byte(columns.end));
        from..to.max(from)
    }

    /// The byte of `text` for a byte of `compiled`.
    fn byte_of_text(&self, at: usize) -> usize {
        let next = self
            .stretches
            .partition_point(|stretch| stretch.in_compiled <= at);
        let stretch = &self.stretches[next - 1];
        let following = self.stretches.get(next);
        let end = following.map_or(self.text.len(), |following| following.in_text);
        (stretch.in_text + at - stretch.in_compiled).min(end)
    }
}
