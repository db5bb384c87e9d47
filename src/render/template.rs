//! Templates: compiled with Griot's own functions, their errors told with their place.

use super::strings::Strings;
use super::template_errors as errors;
use crate::diagnostic::{Diagnostic, nearest};
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
    /// named arguments only.
    pub compiled: String,
}

/// What the rewriting of `t("` adds to a line.
const ADDED: &str = "key=";

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let mut compiled = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for (at, call) in text.match_indices("t(") {
            let before = text[..at].strip_suffix("asse").unwrap_or(&text[..at]);
            let whole_word =
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let end = at + call.len();
            if whole_word && text[end..].starts_with(['"', '\'']) {
                compiled.push_str(&text[done..end]);
                compiled.push_str(ADDED);
                done = end;
            }
        }
        compiled.push_str(&text[done..]);
        Source {
            path: path.to_string(),
            text: text.to_string(),
            compiled,
        }
    }

    /// Bytes of `text` for a place in what the engine read; lines from 1, columns from 0, in
    /// characters.
    pub fn place(&self, line: usize, columns: Range<usize>) -> Range<usize> {
        let start: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let compiled = self
            .compiled
            .lines()
            .nth(line.saturating_sub(1))
            .unwrap_or_default();
        let byte = |column: usize| {
            let at = compiled
                .char_indices()
                .nth(column)
                .map_or(compiled.len(), |(at, _)| at);
            let added = compiled[..at].matches(&format!("t({ADDED}")).count() * ADDED.len();
            start + at.saturating_sub(added)
        };
        let (from, to) = (byte(columns.start), byte(columns.end));
        let from = from.min(self.text.len());
        from..to.clamp(from, self.text.len())
    }
}

/// Compiles all templates; `None` when one is wrong.
pub fn compile(
    templates: &BTreeMap<String, Source>,
    strings: &Arc<Strings>,
    assets: &Arc<BTreeMap<String, String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let mut tera = Tera::default();
    // the real ones need a site: these let the engine know their names
    register(
        &mut tera,
        strings.clone(),
        crate::config::Lang(0),
        |_| String::new(),
        assets.clone(),
    );
    let sources = templates
        .iter()
        .map(|(name, source)| (name.as_str(), source.compiled.as_str()));
    match tera.add_raw_templates(sources) {
        Ok(()) => Some(tera),
        Err(error) => {
            diagnostics.extend(errors::all(templates, &error));
            None
        }
    }
}

/// Registers `t`, `asset` and `json` for the pages of one language.
pub fn register(
    tera: &mut Tera,
    strings: Arc<Strings>,
    lang: crate::config::Lang,
    href: impl Fn(&str) -> String + Send + Sync + 'static,
    assets: Arc<BTreeMap<String, String>>,
) {
    tera.register_function("t", move |kwargs: Kwargs, _: &State| {
        say(&strings, lang, &kwargs)
    });
    tera.register_function(
        "asset",
        move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let name: &str = kwargs.must_get("key")?;
            let path = assets.get(name).ok_or_else(|| {
                let near = nearest(name, assets.keys().map(String::as_str));
                let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
                Error::message(format!("the theme has no file `{name}`{near}"))
            })?;
            Ok(Value::safe_string(&href(path)))
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

fn say(strings: &Strings, lang: crate::config::Lang, kwargs: &Kwargs) -> TeraResult<Value> {
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

/// JSON that may stand in a `<script>`: nothing in it ends the element or a line.
pub fn script_safe(json: &str) -> String {
    let special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut safe = String::with_capacity(json.len() + 64);
    let mut rest = json;
    while let Some(at) = rest.find(special) {
        let c = rest[at..].chars().next().unwrap_or_default();
        safe.push_str(&rest[..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        rest = &rest[at + c.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}
