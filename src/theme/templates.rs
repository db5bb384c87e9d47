//! Compiles the templates of a theme for the pages of one language.
//!
//! Takes template sources and gives an engine with Griot's functions `t`, `asset` and `integrity` and
//! its filter `json`. Calls whose value is the same on every page are replaced by that value first.

use super::format_strings::Strings;
use super::rewritten_template::TemplateSources;
use super::template_errors;
use crate::config::Lang;
use crate::diagnostic::{Diagnostic, nearest};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Templates that are ready to be rendered.
pub struct CompiledTemplates {
    /// The engine with all templates.
    pub tera: Tera,
    /// The sources that the engine read.
    pub sources: TemplateSources,
}

/// What the functions of templates use, for the pages of one language.
#[derive(Clone)]
pub struct TemplateContext {
    /// The strings of the theme.
    pub strings: Arc<Strings>,
    /// The language of the pages.
    pub lang: Lang,
    /// Links to the theme's files, by the name that templates use.
    pub assets: Arc<BTreeMap<String, String>>,
    /// Digests of the theme's files, by the name that templates use.
    pub digests: Arc<BTreeMap<String, String>>,
}

/// Compiles the templates for the pages of one language. `None` when one has an error, which is
/// then in `diagnostics`.
pub fn compile(
    sources: &TemplateSources,
    context: &TemplateContext,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<CompiledTemplates> {
    let known = |function: &str, key: &str| context.known_value(function, key);
    let sources: TemplateSources = sources
        .iter()
        .map(|(name, source)| (name.clone(), source.with_known_values(&known)))
        .collect();
    let mut tera = Tera::default();
    register(&mut tera, context);
    let texts = sources
        .iter()
        .map(|(name, source)| (name.as_str(), source.compiled.as_str()));
    match tera.add_raw_templates(texts) {
        Ok(()) => Some(CompiledTemplates { tera, sources }),
        Err(error) => {
            diagnostics.extend(template_errors::compile_errors(&sources, &error));
            None
        }
    }
}

impl TemplateContext {
    /// The value of a call, as a string literal of the template language; `None` for a value that
    /// no literal can hold.
    fn known_value(&self, function: &str, key: &str) -> Option<String> {
        let value = match function {
            "asset" | "integrity" => {
                let values = match function {
                    "asset" => &self.assets,
                    _ => &self.digests,
                };
                let link = values.get(key)?;
                // the engine escapes a literal, and must not escape a link
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:._-+=".contains(c);
                link.chars()
                    .all(is_plain)
                    .then_some(Cow::from(link.as_str()))?
            }
            _ => self.strings.format(self.lang, key, None, &|_| None)?,
        };
        let quote = ['"', '\'', '`']
            .into_iter()
            .find(|quote| !value.contains(*quote))?;
        (!value.contains('\\')).then(|| format!("{quote}{value}{quote}"))
    }
}

/// Registers `t`, `asset`, `integrity` and `json` for the pages of one language.
fn register(tera: &mut Tera, context: &TemplateContext) {
    let TemplateContext {
        strings,
        lang,
        assets,
        digests,
    } = context.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| {
        string(&strings, lang, &kwargs)
    });
    for (name, values) in [("asset", assets), ("integrity", digests)] {
        tera.register_function(name, move |kwargs: Kwargs, _: &State| {
            of_file(&values, &kwargs)
        });
    }
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| json(&value));
}

/// `t("key", count=…, lang="…", …)`: a string of the theme.
fn string(strings: &Strings, lang: Lang, kwargs: &Kwargs) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    let code: Option<&str> = kwargs.get("lang")?;
    let lang = code.and_then(|code| strings.lang(code)).unwrap_or(lang);
    let count: Option<i64> = kwargs.get("count")?;
    let value = |name: &str| {
        let value = kwargs.get::<&Value>(name).ok().flatten();
        value.map(Value::to_string)
    };
    match strings.format(lang, key, count, &value) {
        Some(text) => Ok(Value::normal_string(&text)),
        None => Err(unknown("string", key, strings.keys(lang))),
    }
}

/// `asset("style.css")`: a link to a file of the theme; `integrity("theme.js")`: its digest.
fn of_file(values: &BTreeMap<String, String>, kwargs: &Kwargs) -> TeraResult<Value> {
    let name: &str = kwargs.must_get("key")?;
    match values.get(name) {
        Some(value) => Ok(Value::safe_string(value)),
        None => Err(unknown("file", name, values.keys().map(String::as_str))),
    }
}

/// `value | json`: JSON that a script can hold.
fn json(value: &Value) -> TeraResult<Value> {
    let json = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&script_safe(&json)))
}

/// The engine's error for a name that the theme lacks. The engine takes words only.
fn unknown<'n>(kind: &str, name: &str, names: impl Iterator<Item = &'n str>) -> Error {
    let near = nearest(name, names);
    let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
    Error::message(format!("the theme has no {kind} `{name}`{near}"))
}

/// JSON that may stand in a `<script>`: nothing in it ends the element or a line.
pub fn script_safe(json: &str) -> String {
    let is_special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut safe = String::with_capacity(json.len() + 64);
    let mut rest = json;
    while let Some(at) = first_special(rest, is_special) {
        let c = rest[at..].chars().next().unwrap_or_default();
        safe.push_str(&rest[..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        rest = &rest[at + c.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}

/// The byte of the first special character. A search for bytes is faster than one for characters.
fn first_special(json: &str, is_special: impl Fn(char) -> bool) -> Option<usize> {
    let sign = memchr::memchr3(b'<', b'>', b'&', json.as_bytes());
    let before = &json[..sign.unwrap_or(json.len())];
    let mut line_ends = memchr::memchr_iter(0xE2, before.as_bytes());
    line_ends
        .find(|at| json[*at..].starts_with(&is_special))
        .or(sign)
}
