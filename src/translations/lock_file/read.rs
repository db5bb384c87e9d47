//! Reads the text of `griot.lock`; gives a [`Lock`], or every problem with its place.
//!
//! Lines of all formats may stand in one file: git merged two branches.

use super::super::published_addresses::PublishedAddress;
use super::line::Line;
use super::{Acceptance, AcceptedSection, FORMAT, LOCK, Lock, LockRecord, VERSION};
use crate::diagnostic::{Code, Diagnostic, Message, Text, conflict_lines};
use crate::{message, phrase};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A lock file that was read.
#[derive(Debug, Default)]
pub struct ReadLock {
    /// Its content.
    pub lock: Lock,
    /// Warnings about lines that have no effect.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the text of the file, each line by itself. Of two lines for one section the later
/// acceptance counts; lines of sections that are older than the acceptance of their article do not.
pub fn read(text: &str) -> Result<ReadLock, Vec<Diagnostic>> {
    if let Some(line) = conflict_lines(text).next() {
        return Err(vec![Diagnostic::merge_conflict(LOCK, line)]);
    }
    let lines: Vec<Range<usize>> = lines(text).collect();
    let read: Vec<Result<Option<Line>, Diagnostic>> = lines
        .into_par_iter()
        .map(|line| parse_line(text, line))
        .collect();
    let mut articles: BTreeMap<ArticleKey, ArticleLines> = BTreeMap::new();
    let mut forgotten = BTreeSet::new();
    let mut problems = Vec::new();
    for line in read {
        match line {
            Ok(Some(Line {
                forgotten: Some(url),
                lang,
                ..
            })) => {
                forgotten.insert(PublishedAddress { lang, url });
            }
            Ok(Some(line)) => articles.entry(ArticleKey::of(&line)).or_default().add(line),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let without_article = articles.iter().filter(|(_, lines)| lines.article.is_none());
    let warnings = without_article.map(|(key, lines)| key.sections_without_article(lines));
    let warnings = warnings.collect();
    let records = articles.into_iter();
    let lock = Lock {
        records: records
            .filter_map(|(key, lines)| lines.record(key))
            .collect(),
        forgotten,
    };
    Ok(ReadLock { lock, warnings })
}

/// The article that a line is about. Sorted as the records of a [`Lock`].
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ArticleKey {
    story: String,
    lang: String,
}

impl ArticleKey {
    fn of(line: &Line) -> Self {
        ArticleKey {
            story: line.story.clone(),
            lang: line.lang.clone(),
        }
    }

    /// The warning that sections are accepted and their article is not.
    fn sections_without_article(&self, lines: &ArticleLines) -> Diagnostic {
        let message = message!(
            Code::SectionsWithoutArticle,
            "{count} accepted sections of `{story}` in `{lang}` do not count: the line of the article is missing",
            count = lines.sections.len(),
            story = &self.story,
            lang = &self.lang
        );
        let hint = phrase!(
            "restore the line from version control, or run `griot accept {story}`",
            story = &self.story
        );
        Diagnostic::warning(LOCK, message).hint(hint)
    }
}

/// The lines of one article, in the order of the file.
#[derive(Debug, Default)]
struct ArticleLines {
    /// The latest line of the article itself.
    article: Option<ArticleLine>,
    sections: Vec<NumberedSection>,
}

#[derive(Debug)]
struct ArticleLine {
    url: String,
    accepted: Option<Acceptance>,
}

/// A section, and which one of its name it is.
#[derive(Debug)]
struct NumberedSection {
    nth: usize,
    section: AcceptedSection,
}

impl ArticleLines {
    fn add(&mut self, mut line: Line) {
        if line.section.is_some() {
            let nth = line.nth;
            let section = line.accepted_section();
            return self
                .sections
                .extend(section.map(|section| NumberedSection { nth, section }));
        }
        let accepted = line.acceptance();
        let at = |accepted: &Option<Acceptance>| accepted.as_ref().map(|accepted| accepted.at);
        let is_later = self
            .article
            .as_ref()
            .is_none_or(|before| at(&before.accepted) <= at(&accepted));
        if let (true, Some(url)) = (is_later, line.url) {
            self.article = Some(ArticleLine { url, accepted });
        }
    }

    fn record(self, key: ArticleKey) -> Option<LockRecord> {
        let ArticleLine { url, mut accepted } = self.article?;
        if let Some(accepted) = &mut accepted {
            let own = std::mem::take(&mut accepted.sections);
            accepted.sections = latest(own, self.sections);
            accepted
                .sections
                .retain(|section| section.at >= accepted.at);
        }
        Some(LockRecord {
            story: key.story,
            lang: key.lang,
            url,
            accepted,
        })
    }
}

/// Each section once, in the place of its first line and with the content of its latest. `own` are
/// the sections of a line of format 1.
fn latest(own: Vec<AcceptedSection>, lines: Vec<NumberedSection>) -> Vec<AcceptedSection> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let own = own.into_iter().map(|section| {
        let count = counts.entry(section.original.name.clone()).or_default();
        *count += 1;
        NumberedSection {
            nth: *count,
            section,
        }
    });
    let mut places: HashMap<(String, usize), usize> = HashMap::new();
    let mut sections: Vec<AcceptedSection> = Vec::new();
    for NumberedSection { nth, section } in own.collect::<Vec<_>>().into_iter().chain(lines) {
        let place = places
            .entry((section.original.name.clone(), nth))
            .or_insert(sections.len());
        match sections.get_mut(*place) {
            Some(before) if before.at <= section.at => *before = section,
            Some(_) => {}
            None => sections.push(section),
        }
    }
    sections
}

/// The bytes of each line, without its end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

/// The content of a line; `None` for an empty line and a comment.
fn parse_line(text: &str, line: Range<usize>) -> Result<Option<Line>, Diagnostic> {
    let written = &text[line.clone()];
    if let Some(version) = written.strip_prefix(FORMAT) {
        return check_version(version, line).map(|()| None);
    }
    if written.is_empty() || written.starts_with('#') {
        return Ok(None);
    }
    let Some(json) = written.strip_prefix("- ") else {
        let message = message!(
            Code::InvalidLockFile,
            "expected a line that begins with a dash"
        );
        return Err(invalid(line, message));
    };
    let read: Line = serde_json::from_str(json).map_err(|error| {
        let at = written.floor_char_boundary("- ".len() + error.column().saturating_sub(1));
        let error = error.to_string();
        // the diagnostic has the place already
        let error = error.split(" at line ").next().unwrap_or_default();
        let message = message!(Code::InvalidLockFile, "{error}", error = error);
        invalid(line.start + at..line.end, message)
    })?;
    let is_no_path = |address: &&String| !address.starts_with('/');
    if let Some(address) = read
        .forgotten
        .as_ref()
        .or(read.url.as_ref())
        .filter(is_no_path)
    {
        let message = message!(
            Code::InvalidLockFile,
            "`{address}` is no path of a page: it does not begin with a slash",
            address = address
        );
        return Err(invalid(line, message));
    }
    match read.missing_key() {
        None => Ok(Some(read)),
        Some(key) => {
            let message = message!(Code::InvalidLockFile, "missing field `{key}`", key = key);
            Err(invalid(line, message))
        }
    }
}

/// Refuses a format that a later Griot wrote.
fn check_version(version: &str, line: Range<usize>) -> Result<(), Diagnostic> {
    if version
        .trim()
        .parse()
        .is_ok_and(|version: u32| version <= VERSION)
    {
        return Ok(());
    }
    let message = message!(
        Code::LockVersion,
        "this file has a format that this Griot does not know"
    );
    let problem = Diagnostic::error(LOCK, message).at(line);
    Err(problem.hint(phrase!("install the latest version of Griot")))
}

fn invalid(span: Range<usize>, message: Message) -> Diagnostic {
    Diagnostic::error(LOCK, message).at(span).hint(restore())
}

/// The remedy for a file that cannot be read.
pub fn restore() -> Text {
    phrase!(
        "`griot accept` writes this file: restore it from version control, or remove it and accept again"
    )
}
