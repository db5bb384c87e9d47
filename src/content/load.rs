//! Reads and parses every Markdown file below `content/`, in parallel; what is known of a
//! file from before is not read again.

use super::files::Files;
use super::front_matter::{self, FrontMatter};
use super::known::{Known, Parsed};
use super::path::{Written, written};
use crate::config::{Config, Lang};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Body, Grammars};
use crate::text::typography::{Rules, Style, typeset_str};
use rayon::prelude::*;
use std::sync::Arc;

/// Files that a thread takes at the most before another may take over.
const AT_A_TIME: usize = 16;

/// One Markdown file, read and parsed on its own.
#[derive(Debug, Clone)]
pub struct SourceFile {
    pub path: Arc<str>,
    pub lang: Lang,
    pub written: Written,
    pub front: FrontMatter,
    pub body: Arc<Body>,
}

impl SourceFile {
    /// The key of its story: what its front matter says, else its path.
    pub fn key(&self) -> &str {
        let own = self.front.translation_key.as_ref();
        own.map_or(&self.written.key, |key| &key.value)
    }
}

/// What is below `content/`.
#[derive(Debug, Default)]
pub struct Content {
    /// Sorted by path.
    pub sources: Vec<Arc<SourceFile>>,
    /// Paths of all that is not Markdown, sorted.
    pub others: Vec<Arc<str>>,
}

/// Reads `content/`. A file that cannot be read is left out and told of. With `known`, only
/// files that it does not know are read, and it knows them all afterwards.
pub fn load(
    files: &dyn Files,
    config: &Config,
    known: Option<&mut Known>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Content {
    if !files.has_folder("content") {
        let problem = Diagnostic::error("content", "there is no folder `content`");
        diagnostics.push(
            problem.hint(
                "articles are read from it: make it, or name the site's folder with `--root`",
            ),
        );
    }
    let listing = files.list("content");
    diagnostics.extend(listing.problems);
    let (markdown, others): (Vec<Arc<str>>, Vec<Arc<str>>) = listing
        .files
        .into_iter()
        .partition(|path| is_markdown(path));
    let sources = match known {
        Some(known) => known.parsed(markdown, diagnostics, |new, grammars| {
            parse_all(files, new, config, grammars)
        }),
        None => {
            let parsed = parse_all(files, markdown, config, &Arc::default());
            let told = parsed.into_iter().filter_map(|parsed| {
                diagnostics.extend(parsed.problems);
                parsed.source
            });
            told.collect()
        }
    };
    Content { sources, others }
}

/// Reads and parses files in parallel; they come back in the order of `paths`.
fn parse_all(
    files: &dyn Files,
    paths: Vec<Arc<str>>,
    config: &Config,
    grammars: &Arc<Grammars>,
) -> Vec<Parsed> {
    let mut read: Vec<(Option<SourceFile>, Vec<Diagnostic>)> = paths
        .par_iter()
        .with_max_len(AT_A_TIME)
        .map(|path| source(files, path.clone(), config))
        .inspect(|(source, _)| {
            source
                .iter()
                .for_each(|source| compile_ahead(source, grammars))
        })
        .collect();
    read.par_iter_mut().for_each(|(source, _)| {
        // nobody else holds it yet
        if let Some(body) = source
            .as_mut()
            .and_then(|source| Arc::get_mut(&mut source.body))
        {
            body.highlight(grammars);
        }
    });
    let parsed = |(path, (source, problems)): (_, (Option<SourceFile>, _))| Parsed {
        path,
        source: source.map(Arc::new),
        problems,
    };
    paths.into_iter().zip(read).map(parsed).collect()
}

/// Lets another thread compile a grammar that is met for the first time, while this one goes
/// on parsing.
fn compile_ahead(source: &SourceFile, grammars: &Arc<Grammars>) {
    for name in source.body.grammars().filter(|name| grammars.is_new(name)) {
        let (name, grammars) = (name.to_string(), Arc::clone(grammars));
        rayon::spawn(move || grammars.compile(&name));
    }
}

fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
}

fn source(
    files: &dyn Files,
    path: Arc<str>,
    config: &Config,
) -> (Option<SourceFile>, Vec<Diagnostic>) {
    let text = files
        .read(&path)
        .and_then(|bytes| front_matter::text_of(&path, bytes));
    match text {
        Ok(text) => parse(path, &text, config),
        Err(problem) => (None, vec![problem]),
    }
}

/// One file's text → [`SourceFile`], code not yet highlighted. Knows nothing of any other
/// file.
pub fn parse(path: Arc<str>, text: &str, config: &Config) -> (Option<SourceFile>, Vec<Diagnostic>) {
    let below = path.strip_prefix("content/").unwrap_or(&path);
    let written = written(below, config);
    if is_section_file(below) {
        let problem = Diagnostic::warning(
            path.clone(),
            "section files are not needed and this one is left out",
        );
        return (
            None,
            vec![
                problem
                    .hint("give it another name if it is a page")
                    .once("section file"),
            ],
        );
    }
    let read = front_matter::read(&path, text, config);
    let mut problems = read.diagnostics;
    let front = read.front;
    if let Some(written) = written.no_date.as_ref().filter(|_| front.date.is_none()) {
        let message = format!("`{written}` in this file's name is no date");
        let problem = Diagnostic::error(path.clone(), message);
        problems.push(problem.hint("rename it, or give its front matter a `date`"));
    }
    let lang = front
        .lang
        .as_ref()
        .map(|lang| lang.value)
        .or(written.lang)
        .unwrap_or(config.default_language);
    let (body, more) = markdown::parse(&markdown::Source {
        path: &path,
        text,
        start: read.body,
        title: front.title.as_ref().map(|title| title.value.as_str()),
        style: style(config, lang, &front),
        raw_html: config.raw_html,
    });
    problems.extend(more);
    let source = SourceFile {
        path,
        lang,
        written,
        front,
        body: Arc::new(body),
    };
    (Some(source), problems)
}

/// The typography of one article; `None` where it is switched off.
pub fn style<'c>(config: &'c Config, lang: Lang, front: &FrontMatter) -> Option<Style<'c>> {
    let language = config.language(lang);
    front
        .typography
        .unwrap_or(language.typography)
        .then(|| Style {
            rules: Rules::for_language(&language.code),
            keep: &config.typography_keep,
        })
}

/// A text of the settings in the typography of a language.
pub fn typeset(config: &Config, lang: Lang, text: &str) -> String {
    typeset_by(style(config, lang, &FrontMatter::default()).as_ref(), text)
}

/// One line of text; without a style it stays as it is.
pub fn typeset_by(style: Option<&Style>, text: &str) -> String {
    match style {
        Some(style) => typeset_str(style, text).into_owned(),
        None => text.to_string(),
    }
}

/// Hugo's and Zola's `_index.md`: every page here exists because of a story.
fn is_section_file(below: &str) -> bool {
    let name = below.rsplit('/').next().unwrap_or(below);
    name.starts_with("_index.")
}
