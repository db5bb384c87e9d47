//! Parses one Markdown file into a [`SourceFile`]: path information, front matter and body.
//!
//! Knows nothing of any other file, so files are parsed in parallel and the results are cached.

use super::front_matter::{self, FrontMatter};
use super::path_info::{PathInfo, unknown_language};
use crate::config::{Config, Lang};
use crate::diagnostic::{Code, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::markdown::{self, Body};
use crate::text::typography::TypographyStyle;
use crate::{message, phrase};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One Markdown file: what its path, its front matter and its text say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceFile {
    /// Below the site's root, `/` between folders.
    pub path: Arc<str>,
    /// The language, by front matter, else by path, else the default one.
    pub lang: Lang,
    /// What the path says.
    pub path_info: PathInfo,
    /// The front matter.
    pub front: FrontMatter,
    /// The text as HTML with slots.
    pub body: Arc<Body>,
    /// Fingerprint of the text.
    pub fingerprint: Fingerprint,
}

impl SourceFile {
    /// The key of its story: `translationKey` of the front matter, else the key of the path.
    pub fn key(&self) -> &str {
        let own = self.front.translation_key.as_ref();
        own.map_or(&self.path_info.key, |key| &key.value)
    }
}

/// Parses the text of the file at `path`. Code is not highlighted yet. The file is `None` when it
/// is skipped; problems say why.
pub fn parse(path: Arc<str>, text: &str, config: &Config) -> (Option<SourceFile>, Vec<Diagnostic>) {
    let below = path.strip_prefix("content/").unwrap_or(&path);
    if is_section_file(below) {
        return (None, vec![skipped_section_file(path, text)]);
    }
    let path_info = PathInfo::parse(below, config);
    let read = front_matter::read(&path, text, config);
    let mut problems = read.diagnostics;
    let front = read.front;
    if front.date.is_none() {
        problems.extend(invalid_date(&path, &path_info));
    }
    let lang = front
        .lang
        .as_ref()
        .map(|lang| lang.value)
        .or(path_info.lang)
        .unwrap_or(config.default_language);
    problems.extend(contradiction(&path, &path_info, &front, config));
    if let Some(code) = unknown_language(below, config).filter(|_| front.lang.is_none()) {
        let problem = message!(
            Code::UnknownLanguageSuffix,
            "`{code}` is not a language of this site: this file is read as {name}",
            code = code,
            name = &config.language(lang).name
        );
        problems.push(Diagnostic::warning(path.clone(), problem).hint(phrase!(
            "add it to `languages` in `griot.yaml`, or rename the file"
        )));
    }
    let (body, body_problems) = markdown::parse(&markdown::MarkdownSource {
        path: &path,
        text,
        start: read.body,
        title: front.title.as_ref().map(|title| title.value.as_str()),
        style: style(config, lang, &front),
        raw_html: config.raw_html,
    });
    problems.extend(body_problems);
    problems.extend(marks_in_fields(&path, &front));
    let source = SourceFile {
        path,
        lang,
        path_info,
        front,
        body: Arc::new(body),
        fingerprint: Fingerprint::of(text.as_bytes()),
    };
    (Some(source), problems)
}

/// Warnings about fields that are plain text and have marks of Markdown in them.
fn marks_in_fields(path: &Arc<str>, front: &FrontMatter) -> Vec<Diagnostic> {
    let fields = [&front.title, &front.description, &front.summary];
    let problems = fields.into_iter().flatten().filter_map(|field| {
        let words = markdown::without_marks(&field.value)?;
        let problem = message!(
            Code::MarkdownInField,
            "this value is plain text: readers see the marks of Markdown or HTML in it"
        );
        let hint = phrase!("write `{words}`", words = words);
        let problem = Diagnostic::warning(path.clone(), problem).hint(hint);
        Some(problem.at(field.span.clone()))
    });
    problems.collect()
}

/// Whether this is `_index.md` of Hugo or Zola. Pages here exist because of stories.
fn is_section_file(below: &str) -> bool {
    let name = below.rsplit('/').next().unwrap_or(below);
    name.starts_with("_index.")
}

/// The warning for a section file; each one that has a text of its own is named.
fn skipped_section_file(path: Arc<str>, text: &str) -> Diagnostic {
    let body = front_matter::find_fences(text).body(text);
    if !text[body..].trim().is_empty() {
        let problem = message!(
            Code::SectionFileWithText,
            "the text of this section file is not published"
        );
        return Diagnostic::warning(path, problem).hint(phrase!(
            "if it is a page, rename it to `index.md`; if not, remove the text or the file"
        ));
    }
    let problem = message!(
        Code::SectionFile,
        "section files are not needed and this one is skipped"
    );
    Diagnostic::warning(path, problem)
        .hint(phrase!("give it another name if it is a page"))
        .once("section file")
}

fn invalid_date(path: &Arc<str>, path_info: &PathInfo) -> Option<Diagnostic> {
    let date = path_info.invalid_date.as_ref()?;
    let problem = message!(
        Code::InvalidDateInFileName,
        "`{date}` in this file's name is not a date",
        date = date
    );
    let hint = phrase!("rename the file, or give its front matter a `date`");
    Some(Diagnostic::error(path.clone(), problem).hint(hint))
}

/// The warning for a path and a `lang`, or for two folders, that name different languages.
fn contradiction(
    path: &Arc<str>,
    path_info: &PathInfo,
    front: &FrontMatter,
    config: &Config,
) -> Option<Diagnostic> {
    let name = |lang: Lang| config.language(lang).name_in_messages();
    if let Some(lang) = &front.lang {
        let of_path = path_info.lang.filter(|of_path| *of_path != lang.value)?;
        let problem = message!(
            Code::ContradictoryLanguages,
            "`lang` says {own} and the path {other}: this file is read as {own}",
            own = name(lang.value),
            other = name(of_path)
        );
        let hint = phrase!("remove `lang`, or rename the file");
        let warning = Diagnostic::warning(path.clone(), problem);
        return Some(warning.at(lang.span.clone()).hint(hint));
    }
    let [first, other] = path_info.folders_disagree?;
    let problem = message!(
        Code::ContradictoryLanguages,
        "the folders name two languages, {first} and {other}: this file is read as {name}",
        first = name(first),
        other = name(other),
        name = name(path_info.lang.unwrap_or(first))
    );
    let hint = phrase!("keep one folder for the language, or name the file by its language");
    Some(Diagnostic::warning(path.clone(), problem).hint(hint))
}

/// The typography of one article; `None` where it is switched off.
pub fn style<'c>(
    config: &'c Config,
    lang: Lang,
    front: &FrontMatter,
) -> Option<TypographyStyle<'c>> {
    let language = config.language(lang);
    front
        .typography
        .unwrap_or(language.typography)
        .then(|| config.typography_style(lang))
}
