//! Reads and parses every Markdown file below `content/`, in parallel; what is known of a
//! file from before is not read again.

use super::front_matter::{self, FrontMatter};
use super::known::{Known, Parsed};
use super::path_info::{PathInfo, unknown_language, written};
use super::remembered::{self, Entry, Remembered};
use super::site_files::{Files, Stamp};
use crate::config::{Config, Lang};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::markdown::{self, Body, Grammars};
use crate::text::typography::{Rules, Style, typeset_str};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Files that a thread takes at the most before another may take over.
const AT_A_TIME: usize = 16;

/// One Markdown file, read and parsed on its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceFile {
    pub path: Arc<str>,
    pub lang: Lang,
    pub written: PathInfo,
    pub front: FrontMatter,
    pub body: Arc<Body>,
    /// Of its text: another one says something else.
    pub fingerprint: Fingerprint,
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
/// files that it does not know are read, and it knows them all afterwards; without, those that
/// are `remembered` are not parsed again.
pub fn load(
    files: &dyn Files,
    config: &Config,
    (known, remembered): (Option<&mut Known>, Option<&Remembered>),
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
            parse_all(files, new, config, grammars, None)
        }),
        None => {
            let parsed = parse_all(files, markdown, config, &Arc::default(), remembered);
            let told = parsed.into_iter().filter_map(|parsed| {
                diagnostics.extend(parsed.problems);
                parsed.source
            });
            told.collect()
        }
    };
    Content { sources, others }
}

/// One file, read or remembered.
struct Read {
    parsed: Parsed,
    /// Of its bytes; none where they could not be read.
    fingerprint: Option<Fingerprint>,
    stamp: Option<Stamp>,
    /// Whether it was parsed just now.
    is_new: bool,
    /// Whether it is worth remembering anew.
    is_news: bool,
}

/// Reads and parses files in parallel; they come back in the order of `paths`.
fn parse_all(
    files: &dyn Files,
    paths: Vec<Arc<str>>,
    config: &Config,
    grammars: &Arc<Grammars>,
    remembered: Option<&Remembered>,
) -> Vec<Parsed> {
    let shards = remembered.map_or(1, |_| remembered::shards(paths.len()));
    let mut by_shard: Vec<Vec<(usize, Arc<str>)>> = vec![Vec::new(); shards];
    for (at, path) in paths.into_iter().enumerate() {
        by_shard[remembered::shard_of(&path, shards)].push((at, path));
    }
    let read = |(shard, paths): (usize, Vec<(usize, Arc<str>)>)| {
        let known = remembered.map(|remembered| remembered.shard(shard, shards));
        let mut known = known.unwrap_or_default();
        let paths = paths.into_iter().map(|(at, path)| {
            let known = known.remove(&path);
            (at, path, known)
        });
        let paths: Vec<_> = paths.collect();
        let paths = paths.into_par_iter().with_max_len(AT_A_TIME);
        let read = paths.map(|(at, path, known)| {
            let read = read(files, path, known, (config, grammars));
            read.new_source()
                .for_each(|source| compile_ahead(source, grammars));
            (at, read)
        });
        read.collect()
    };
    let mut read: Vec<Vec<(usize, Read)>> =
        by_shard.into_par_iter().enumerate().map(read).collect();
    let new = read.par_iter_mut().flatten().map(|(_, read)| read);
    new.filter(|read| read.is_new)
        .for_each(|read| highlight(&mut read.parsed, grammars));
    if let Some(remembered) = remembered {
        remember(&read, remembered);
    }
    let mut read: Vec<(usize, Read)> = read.into_iter().flatten().collect();
    read.par_sort_unstable_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, read)| read.parsed).collect()
}

fn highlight(parsed: &mut Parsed, grammars: &Grammars) {
    // nobody else holds it yet
    let source = parsed.source.as_mut().and_then(Arc::get_mut);
    if let Some(body) = source.and_then(|source| Arc::get_mut(&mut source.body)) {
        body.highlight(grammars);
    }
}

/// Keeps the shards in which there is news.
fn remember(shards: &[Vec<(usize, Read)>], remembered: &Remembered) {
    let news = shards.par_iter().with_max_len(1).enumerate();
    let news = news.filter(|(_, shard)| shard.iter().any(|(_, read)| read.is_news));
    news.for_each(|(at, shard)| {
        let files = shard.iter().filter_map(|(_, read)| {
            let fingerprint = read.fingerprint.as_ref()?;
            Some((&read.stamp, fingerprint, &read.parsed))
        });
        let files: Vec<_> = files.collect();
        remembered.keep((at, shards.len()), &files);
    });
}

impl Read {
    fn unreadable(path: Arc<str>, problem: Diagnostic) -> Self {
        Read {
            parsed: Parsed {
                path,
                source: None,
                problems: vec![problem],
            },
            fingerprint: None,
            stamp: None,
            is_new: false,
            is_news: false,
        }
    }

    fn new_source(&self) -> impl Iterator<Item = &SourceFile> {
        let source = self.parsed.source.iter().filter(|_| self.is_new);
        source.map(|source| &**source)
    }
}

/// Lets another thread compile a grammar that is met for the first time, while this one goes
/// on parsing.
fn compile_ahead(source: &SourceFile, grammars: &Arc<Grammars>) {
    for name in grammars.new_for(&source.body) {
        let (name, grammars) = (name.to_string(), Arc::clone(grammars));
        rayon::spawn(move || grammars.compile(&name));
    }
}

fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
}

/// One file: as it is remembered if it holds what it held, else read and parsed; then `grammars`
/// know the code that it held.
fn read(
    files: &dyn Files,
    path: Arc<str>,
    mut known: Option<Entry>,
    (config, grammars): (&Config, &Grammars),
) -> Read {
    let remembered = |(_, fingerprint, parsed): Entry, stamp, is_news| Read {
        parsed,
        fingerprint: Some(fingerprint),
        stamp,
        is_new: false,
        is_news,
    };
    let now = known.as_ref().and_then(|_| files.stamp(&path));
    if let Some(known) = known.take_if(|(then, ..)| now.is_some() && *then == now) {
        return remembered(known, now, false);
    }
    let (bytes, stamp) = match files.read_stamped(&path) {
        Ok(read) => read,
        Err(problem) => return Read::unreadable(path, problem),
    };
    let fingerprint = Fingerprint::of(&bytes);
    if let Some(known) = known.take_if(|(_, held, _)| *held == fingerprint) {
        return remembered(known, stamp, stamp.is_some());
    }
    let held = known.and_then(|(_, _, parsed)| parsed.source);
    held.iter().for_each(|held| grammars.learn(&held.body));
    let (source, problems) = match front_matter::decode_utf8(&path, bytes) {
        Ok(text) => parse(path.clone(), &text, config),
        Err(problem) => (None, vec![problem]),
    };
    Read {
        parsed: Parsed {
            path,
            source: source.map(Arc::new),
            problems,
        },
        fingerprint: Some(fingerprint),
        stamp,
        is_new: true,
        is_news: true,
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
    if let Some(code) = unknown_language(below, config).filter(|_| front.lang.is_none()) {
        let name = &config.language(lang).name;
        let message = format!("`{code}` is no language of this site: this is read as {name}");
        let problem = Diagnostic::warning(path.clone(), message);
        problems.push(problem.hint("add it to `languages` in `griot.yaml`, or rename the file"));
    }
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
        fingerprint: Fingerprint::of(text.as_bytes()),
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
