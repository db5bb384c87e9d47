//! Templates: compiled with Griot's own functions, their errors told with their place.

use super::strings::Strings;
use super::template_calls::calls;
use super::template_errors as errors;
use crate::config::Lang;
use crate::diagnostic::{Diagnostic, nearest};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// A template as its author wrote it, and as the engine reads it.
pub struct Source {
    /// Where it is, for messages.
    pub path: String,
    pub text: String,
    /// `t("key"` and `asset("key"` are written `t(key="key"` for the engine, which knows
    /// named arguments only; calls whose value is known are that value.
    pub compiled: String,
    /// What both have in common: where each stretch begins in `compiled`, and in `text`.
    stretches: Vec<(usize, usize)>,
}

/// The templates of a theme, by name.
pub type Sources = BTreeMap<String, Source>;

/// Gives the value of a call by its function and its only argument, written for a template.
type Known<'k> = dyn Fn(&str, &str) -> Option<String> + 'k;

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self::rewritten(path, text, &|_, _| None)
    }

    /// The same template with the calls filled in whose value is known.
    fn filled(&self, known: &Known) -> Self {
        Self::rewritten(&self.path, &self.text, known)
    }

    fn rewritten(path: &str, text: &str, known: &Known) -> Self {
        let mut compiled = String::with_capacity(text.len() + 64);
        let mut stretches = vec![(0, 0)];
        let mut done = 0;
        for call in calls(text) {
            let value = call
                .only
                .and_then(|(key, end)| Some((known(call.function, key)?, end)));
            let (from, written, to) = match &value {
                Some((value, end)) => (call.start, value.as_str(), *end),
                None => (call.arguments, "key=", call.arguments),
            };
            compiled.push_str(&text[done..from]);
            compiled.push_str(written);
            stretches.push((compiled.len(), to));
            done = to;
        }
        compiled.push_str(&text[done..]);
        Source {
            path: path.to_string(),
            text: text.to_string(),
            compiled,
            stretches,
        }
    }

    /// Bytes of `text` for a place in what the engine read; lines from 1, columns from 0, in
    /// characters.
    pub fn place(&self, line: usize, columns: Range<usize>) -> Range<usize> {
        let lines = self.compiled.split_inclusive('\n');
        let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
        let line = self.compiled[start..].lines().next().unwrap_or_default();
        let byte = |column: usize| {
            let at = line
                .char_indices()
                .nth(column)
                .map_or(line.len(), |(at, _)| at);
            self.written(start + at)
        };
        let (from, to) = (byte(columns.start), byte(columns.end));
        from..to.max(from)
    }

    /// The byte of `text` for one of `compiled`.
    fn written(&self, at: usize) -> usize {
        let next = self.stretches.partition_point(|(begin, _)| *begin <= at);
        let (begin, there) = self.stretches[next - 1];
        let end = self
            .stretches
            .get(next)
            .map_or(self.text.len(), |(_, there)| *there);
        (there + at - begin).min(end)
    }
}

/// What a template's functions need to know of a language of the site.
#[derive(Clone)]
pub struct Words {
    pub strings: Arc<Strings>,
    pub lang: Lang,
    /// Links to the theme's files, by the name that templates use.
    pub assets: Arc<BTreeMap<String, String>>,
}

/// The templates for the pages of one language: what needs no page to be known is filled in.
/// `None` when one is wrong.
pub fn compile(
    sources: &Sources,
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Compiled> {
    let known = |function: &str, key: &str| words.known(function, key);
    let sources: Sources = sources
        .iter()
        .map(|(name, source)| (name.clone(), source.filled(&known)))
        .collect();
    let mut tera = Tera::default();
    register(&mut tera, words);
    let texts = sources
        .iter()
        .map(|(name, source)| (name.as_str(), source.compiled.as_str()));
    match tera.add_raw_templates(texts) {
        Ok(()) => Some(Compiled { tera, sources }),
        Err(error) => {
            diagnostics.extend(errors::all(&sources, &error));
            None
        }
    }
}

/// Templates ready to be rendered, and as the engine read them.
pub struct Compiled {
    pub tera: Tera,
    pub sources: Sources,
}

impl Words {
    /// The value of a call, written as a string of the template language.
    fn known(&self, function: &str, key: &str) -> Option<String> {
        let value = match function {
            "asset" => {
                let link = self.assets.get(key)?;
                // a link is written as it is, a string of a template would be escaped
                let plain = |c: char| c.is_ascii_alphanumeric() || "/:._-".contains(c);
                link.chars()
                    .all(plain)
                    .then_some(Cow::from(link.as_str()))?
            }
            _ => self.strings.say(self.lang, key, None, &|_| None)?,
        };
        let quote = ['"', '\'', '`']
            .into_iter()
            .find(|quote| !value.contains(*quote))?;
        (!value.contains('\\')).then(|| format!("{quote}{value}{quote}"))
    }
}

/// Registers `t`, `asset` and `json` for the pages of one language.
fn register(tera: &mut Tera, words: &Words) {
    let Words {
        strings,
        lang,
        assets,
    } = words.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| {
        say(&strings, lang, &kwargs)
    });
    tera.register_function(
        "asset",
        move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let name: &str = kwargs.must_get("key")?;
            let link = assets.get(name).ok_or_else(|| {
                let near = nearest(name, assets.keys().map(String::as_str));
                let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
                Error::message(format!("the theme has no file `{name}`{near}"))
            })?;
            Ok(Value::safe_string(link))
        },
    );
    tera.register_filter(
        "json",
        |value: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
            let json =
                serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
            Ok(Value::safe_string(&script_safe(&json)))
        },
    );
}

fn say(strings: &Strings, lang: Lang, kwargs: &Kwargs) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    let code: Option<&str> = kwargs.get("lang")?;
    let lang = code.and_then(|code| strings.lang(code)).unwrap_or(lang);
    let count: Option<i64> = kwargs.get("count")?;
    let value = |name: &str| {
        kwargs
            .get::<&Value>(name)
            .ok()
            .flatten()
            .map(Value::to_string)
    };
    strings
        .say(lang, key, count, &value)
        .map(|text| Value::normal_string(&text))
        .ok_or_else(|| {
            let near = nearest(key, strings.keys(lang));
            let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
            Error::message(format!("the theme has no string `{key}`{near}"))
        })
}

/// Where the first special character is.
fn first(json: &str, special: impl Fn(char) -> bool) -> Option<usize> {
    let sign = memchr::memchr3(b'<', b'>', b'&', json.as_bytes());
    let before = &json[..sign.unwrap_or(json.len())];
    let mut wide = memchr::memchr_iter(0xE2, before.as_bytes());
    wide.find(|at| json[*at..].starts_with(&special)).or(sign)
}

/// JSON that may stand in a `<script>`: nothing in it ends the element or a line.
pub fn script_safe(json: &str) -> String {
    let special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut safe = String::with_capacity(json.len() + 64);
    let mut rest = json;
    while let Some(at) = first(rest, special) {
        let c = rest[at..].chars().next().unwrap_or_default();
        safe.push_str(&rest[..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        rest = &rest[at + c.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}
