//! A translation to fill in: front matter, the original's headings with their emoji, and the
//! original text in comments. Pure: a file's text in, a path and a text out.

use super::article::Article;
use super::front_matter::FrontMatter;
use super::path_info::PathInfo;
use crate::config::{Config, Lang};
use crate::diagnostic::Spanned;

/// Where the translation of a file goes: named in the way the original is.
///
/// `x/fr.md` → `x/en.md`, `x.fr.md` → `x.en.md`, `fr/x.md` → `en/x.md`, `x.md` → `x.en.md`.
pub fn translation_path(original: &str, to: Lang, config: &Config) -> String {
    let below = original.strip_prefix("content/").unwrap_or(original);
    let code = &config.language(to).code;
    let (stem, ending) = below.rsplit_once('.').unwrap_or((below, "md"));
    let (folders, name) = stem
        .rsplit_once('/')
        .map_or(("", stem), |(folders, name)| (folders, name));
    let suffixed = name
        .rsplit_once('.')
        .filter(|(_, code)| config.lang_of_region(code).is_some());
    let first = stem
        .split_once('/')
        .filter(|(code, _)| config.lang_of_region(code).is_some());
    let slash = if folders.is_empty() { "" } else { "/" };
    let path = match (config.lang_of_region(name), suffixed, first) {
        (Some(_), _, _) if !folders.is_empty() => format!("{folders}/{code}"),
        (_, Some((name, _)), _) => format!("{folders}{slash}{name}.{code}"),
        (_, _, Some((_, rest))) => format!("{code}/{rest}"),
        _ => format!("{stem}.{code}"),
    };
    format!("content/{path}.{ending}")
}

/// What a translation is made from.
pub struct Original<'a> {
    pub article: &'a Article,
    /// As its author wrote it.
    pub front: &'a FrontMatter,
    /// Its story's key.
    pub key: &'a str,
    /// Its whole file, and the byte where its Markdown begins.
    pub text: &'a str,
    pub start: usize,
}

/// The text of a translation, to be written at `path`. It is a draft until its author says
/// otherwise.
pub fn translation(original: &Original, path: &str, to: Lang, config: &Config) -> String {
    let Original {
        article,
        front,
        key,
        ..
    } = original;
    let mut text = String::from("---\n");
    let mut line = |key: &str, value: &str| {
        // a JSON string is a YAML double-quoted one
        let value = serde_json::Value::from(value);
        text.push_str(&format!("{key}: {value}\n"));
    };
    let own = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.value.clone());
    line(
        "title",
        &own(&front.title).unwrap_or_else(|| article.title.clone()),
    );
    for (key, value) in [
        ("description", own(&front.description)),
        ("summary", own(&front.summary)),
        ("image_alt", own(&front.image_alt)),
    ] {
        if let Some(value) = value {
            line(key, &value);
        }
    }
    let below = path.strip_prefix("content/").unwrap_or(path);
    let named = PathInfo::parse(below, config);
    if named.key != *key {
        line("translationKey", key);
    }
    if named.lang != Some(to) {
        line("lang", &config.language(to).code);
    }
    // it would be taken for the original, which is told in another language
    let comes_first = to == config.default_language
        || (article.lang != config.default_language && to < article.lang);
    if comes_first && front.original != Some(true) {
        text.push_str("original: false\n");
    }
    text.push_str("draft: true\n---\n\n");
    let name = &config.language(article.lang).name;
    text.push_str(&format!("<!-- The original ({name}) is in comments below: translate it, then take `draft: true` out. -->\n"));
    if original.text[original.start..].contains("-->") {
        text.push_str("<!-- An arrow `--&gt;` in them is `--` and `>` in the original. -->\n");
    }
    push_sections(original, &mut text);
    text
}

/// Each heading as it was written, and below it the original text in a comment.
fn push_sections(original: &Original, text: &mut String) {
    let (source, mut from) = (original.text, original.start);
    let line_start = |at: usize| source[..at].rfind('\n').map_or(0, |end| end + 1);
    for heading in &original.article.body.headings {
        let span = heading.span.start as usize..heading.span.end as usize;
        let start = line_start(span.start);
        // a heading inside a quote or a list stays in its comment
        if start < from || !source[start..span.start].trim().is_empty() {
            continue;
        }
        push_comment(&source[from..start], text);
        text.push('\n');
        text.push_str(source[span.clone()].trim_end());
        text.push('\n');
        from = span.end;
    }
    push_comment(&source[from.min(source.len())..], text);
}

fn push_comment(original: &str, text: &mut String) {
    let original = original.trim();
    if original.is_empty() {
        return;
    }
    text.push_str("\n<!--\n");
    // an end of a comment in the text would end ours
    text.push_str(&original.replace("-->", "--&gt;"));
    text.push_str("\n-->\n");
}
