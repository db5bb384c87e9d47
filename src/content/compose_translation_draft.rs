//! Composes the draft that `griot translate` creates: takes the original, and gives the path and the
//! text of the new file. Writes no file.
//!
//! A draft has front matter, the original's headings with their emoji, and the original text in
//! comments.

use super::article::Article;
use super::front_matter::FrontMatter;
use super::path_info::{LanguagePlace, PathInfo, join_paths};
use crate::config::{Config, Lang};
use crate::keys::FrontMatterKey;

/// The path of a translation, named in the way of the original.
///
/// `x/fr.md` → `x/en.md`, `x.fr.md` → `x.en.md`, `fr/x.md` → `en/x.md`, `x.md` → `x.en.md`.
pub fn translation_path(original: &str, to: Lang, config: &Config) -> String {
    let below = original.strip_prefix("content/").unwrap_or(original);
    let code = &config.language(to).code;
    let (stem, ending) = below.rsplit_once('.').unwrap_or((below, "md"));
    let path = match LanguagePlace::find(stem, config) {
        LanguagePlace::Name { folders, .. } => join_paths(folders, code),
        LanguagePlace::Suffix { before, .. } => format!("{before}.{code}"),
        LanguagePlace::Folder { before, after, .. } => join_paths(&join_paths(before, code), after),
        LanguagePlace::Nowhere { stem } => format!("{stem}.{code}"),
    };
    format!("content/{path}.{ending}")
}

/// The article that is translated.
pub struct TranslationSource<'a> {
    /// The article.
    pub article: &'a Article,
    /// The front matter as the author wrote it.
    pub front: &'a FrontMatter,
    /// The key of the story.
    pub key: &'a str,
    /// The whole file.
    pub text: &'a str,
    /// The first byte of the Markdown in `text`.
    pub start: usize,
}

/// A key of front matter with a text that readers see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextField {
    /// The key.
    pub key: FrontMatterKey,
    /// Its value.
    pub value: String,
}

/// A piece of a draft that a program translated, or could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftSection {
    /// Translated Markdown.
    Translated(String),
    /// Markdown of the original.
    Untranslated(String),
}

/// The text of the file at `path`. It is a draft until its author removes `draft: true`.
pub fn translation_draft(
    source: &TranslationSource,
    path: &str,
    to: Lang,
    config: &Config,
) -> String {
    let mut text = draft_front_matter(source, &text_fields(source), path, to, config);
    push_note_on_comments(source, config, &mut text);
    push_sections(source, &mut text);
    text
}

/// The text of the file at `path` when a program translated it. It is a draft until its author
/// removes `draft: true`; what was not translated is in comments.
pub fn machine_draft(
    source: &TranslationSource,
    fields: &[TextField],
    sections: &[DraftSection],
    path: &str,
    to: Lang,
    config: &Config,
) -> String {
    let mut text = draft_front_matter(source, fields, path, to, config);
    text.push_str("<!-- A program translated this text: read it, take `draft: true` out, then run `griot accept`. -->\n");
    if sections
        .iter()
        .any(|section| matches!(section, DraftSection::Untranslated(_)))
    {
        push_note_on_comments(source, config, &mut text);
    }
    for section in sections {
        match section {
            DraftSection::Translated(markdown) => {
                text.push('\n');
                text.push_str(markdown.trim());
                text.push('\n');
            }
            DraftSection::Untranslated(markdown) => push_untranslated(markdown, &mut text),
        }
    }
    text
}

fn draft_front_matter(
    source: &TranslationSource,
    fields: &[TextField],
    path: &str,
    to: Lang,
    config: &Config,
) -> String {
    let mut text = String::from("---\n");
    for field in fields {
        push_text(field.key, &field.value, &mut text);
    }
    push_pairing_keys(source, path, to, config, &mut text);
    push_key(FrontMatterKey::Draft, "true", &mut text);
    text.push_str("---\n\n");
    text
}

fn push_note_on_comments(source: &TranslationSource, config: &Config, text: &mut String) {
    let name = &config.language(source.article.lang).name;
    text.push_str(&format!("<!-- The original ({name}) is in comments below: translate it, then take `draft: true` out. -->\n"));
    if source.text[source.start..].contains("-->") {
        text.push_str("<!-- An arrow `--&gt;` in them is `--` and `>` in the original. -->\n");
    }
}

/// A section that begins with its heading: the heading as it is, the text below it in a comment.
fn push_untranslated(markdown: &str, text: &mut String) {
    let markdown = markdown.trim();
    let (first, rest) = markdown.split_once('\n').unwrap_or((markdown, ""));
    if !first.starts_with('#') {
        return push_comment(markdown, text);
    }
    text.push('\n');
    text.push_str(first);
    text.push('\n');
    push_comment(rest, text);
}

/// The keys whose values readers see, as the original has them. The title always comes first.
pub fn text_fields(source: &TranslationSource) -> Vec<TextField> {
    let front = source.front;
    let title = front.title.as_ref().map(|title| &title.value);
    let title = title.unwrap_or(&source.article.title);
    let others = [
        (FrontMatterKey::Description, &front.description),
        (FrontMatterKey::Summary, &front.summary),
        (FrontMatterKey::ImageAlt, &front.image_alt),
    ];
    let others = others
        .into_iter()
        .filter_map(|(key, value)| Some((key, &value.as_ref()?.value)));
    std::iter::once((FrontMatterKey::Title, title))
        .chain(others)
        .map(|(key, value)| TextField {
            key,
            value: value.clone(),
        })
        .collect()
}

/// The keys that pair the translation with its original, where its path does not.
fn push_pairing_keys(
    source: &TranslationSource,
    path: &str,
    to: Lang,
    config: &Config,
    text: &mut String,
) {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let path_info = PathInfo::parse(below, config);
    let is_repeated_post = path_info.dated_key.as_deref() == Some(source.key);
    if path_info.key != *source.key && !is_repeated_post {
        push_text(FrontMatterKey::TranslationKey, source.key, text);
    }
    if path_info.lang != Some(to) {
        push_text(FrontMatterKey::Lang, &config.language(to).code, text);
    }
    // otherwise Griot would take the translation for the original
    let lang = source.article.lang;
    let comes_first =
        to == config.default_language || (lang != config.default_language && to < lang);
    if comes_first && source.front.original != Some(true) {
        push_key(FrontMatterKey::Original, "false", text);
    }
}

/// A key with a text value.
fn push_text(key: FrontMatterKey, value: &str, text: &mut String) {
    // a JSON string is a double-quoted one in YAML
    push_key(key, &serde_json::Value::from(value).to_string(), text);
}

fn push_key(key: FrontMatterKey, value: &str, text: &mut String) {
    text.push_str(&format!("{}: {value}\n", key.name()));
}

/// Each heading as it was written, and below it the original text in a comment.
fn push_sections(original: &TranslationSource, text: &mut String) {
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
