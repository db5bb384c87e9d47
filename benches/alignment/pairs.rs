//! Pairs of an original and its translation, and which of their sections are one by the ids that
//! people set.

use griot::fingerprint::Fingerprint;
use griot::markdown::{self, Body, MarkdownSource};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An original and its translation.
pub struct Pair {
    pub path: String,
    pub half: Half,
    pub original: Text,
    pub translation: Text,
    /// The section of the translation that is one with each section of the original, by ids.
    pub counterparts: Vec<Option<usize>>,
    /// Whether all sections are known: a match that ids do not confirm is wrong.
    pub is_complete: bool,
}

/// A half of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The weights were estimated on these pairs.
    Tuned,
    /// These pairs were only measured.
    Kept,
}

/// One side of a pair.
pub struct Text {
    /// Markdown without front matter and without ids of headings.
    pub markdown: String,
    /// What the ids say: a name for each heading, `None` where nothing is known.
    pub names: Vec<Option<String>>,
    pub body: Body,
}

/// The pairs of a set, those without any known section and those that were never translated left
/// out.
pub fn read(set: &Path) -> Vec<Pair> {
    let translations = set.join("translation");
    let mut files = Vec::new();
    push_files(&translations, &mut files);
    files.sort();
    let pairs = files.iter().filter_map(|file| {
        let path = file.strip_prefix(&translations).ok()?;
        let original = std::fs::read_to_string(set.join("original").join(path)).ok()?;
        let translation = std::fs::read_to_string(file).ok()?;
        pair(path.to_str()?, &original, &translation)
    });
    pairs.collect()
}

fn push_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => push_files(&path, files),
            false => files.push(path),
        }
    }
}

fn pair(path: &str, original: &str, translation: &str) -> Option<Pair> {
    let (original, translation) = (
        without_front_matter(original),
        without_front_matter(translation),
    );
    if !is_translated(original, translation) {
        return None;
    }
    let mut original = Text::new(without_ids(original))?;
    // a heading without an id has the one that its words give
    for (name, heading) in original.names.iter_mut().zip(&original.body.headings) {
        name.get_or_insert_with(|| heading.text.clone());
    }
    let mut translation = Text::new(without_ids(translation))?;
    for (name, heading) in translation.names.iter_mut().zip(&translation.body.headings) {
        name.get_or_insert_with(|| heading.text.clone());
    }
    let pair = Pair::new(path, original, translation);
    pair.counterparts
        .iter()
        .any(Option::is_some)
        .then_some(pair)
}

impl Pair {
    pub fn new(path: &str, original: Text, translation: Text) -> Pair {
        let mut counterparts = vec![None; original.names.len()];
        let there = places(&translation.names);
        for (name, at) in places(&original.names) {
            counterparts[at] = there.get(&name).copied();
        }
        let known = counterparts.iter().flatten().count();
        Pair {
            path: path.to_string(),
            half: match Fingerprint::of(path.as_bytes()).digest % 2 {
                0 => Half::Tuned,
                _ => Half::Kept,
            },
            is_complete: known == original.names.len() && known == translation.names.len(),
            original,
            translation,
            counterparts,
        }
    }
}

/// The place of each name that occurs once. Names are compared by letters and digits alone,
/// because generators make ids in different ways.
fn places(names: &[Option<String>]) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    let mut repeated = HashSet::new();
    for (at, name) in names.iter().enumerate() {
        let Some(name) = name else { continue };
        let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let name = name.to_lowercase();
        if places.insert(name.clone(), at).is_some() {
            repeated.insert(name);
        }
    }
    places.retain(|name, _| !repeated.contains(name) && !name.is_empty());
    places
}

/// Markdown and the id of each line that is a heading, or looks like one.
pub struct WithoutIds {
    pub markdown: String,
    /// Byte of the line, and its id.
    pub ids: Vec<LineId>,
}

/// The id that stood on a line.
pub struct LineId {
    pub start: usize,
    pub id: String,
}

impl Text {
    /// Parses Markdown; `None` if it is no Markdown that a site may have.
    pub fn new(text: WithoutIds) -> Option<Text> {
        let path: Arc<str> = "text.md".into();
        let (body, _) = markdown::parse(&MarkdownSource {
            path: &path,
            text: &text.markdown,
            start: 0,
            title: None,
            style: None,
            raw_html: true,
        });
        let ids: HashMap<usize, &String> = text.ids.iter().map(|id| (id.start, &id.id)).collect();
        let starts = body
            .headings
            .iter()
            .map(|heading| heading.span.start as usize);
        let names = starts.map(|start| ids.get(&start).map(|id| id.to_string()));
        Some(Text {
            names: names.collect(),
            markdown: text.markdown,
            body,
        })
    }
}

/// `{#id}`, and React's `{/*id*/}`, taken from the ends of headings.
fn without_ids(text: &str) -> WithoutIds {
    let mut without = WithoutIds {
        markdown: String::with_capacity(text.len()),
        ids: Vec::new(),
    };
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        match fence {
            Some(open) if mark == Some(open) => fence = None,
            None => fence = mark,
            _ => {}
        }
        let start = without.markdown.len() + (line.len() - trimmed.len());
        match split_id(line).filter(|_| fence.is_none() && trimmed.starts_with('#')) {
            Some((words, id)) => {
                without.markdown.push_str(words);
                let id = id.to_string();
                without.ids.push(LineId { start, id });
            }
            None => without.markdown.push_str(line),
        }
        without.markdown.push('\n');
    }
    without
}

fn split_id(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let [(open, close), (react, react_close)] = [("{#", "}"), ("{/*", "*/}")];
    let at = |open: &str, close: &str| {
        let (words, id) = line.strip_suffix(close)?.rsplit_once(open)?;
        Some((words.trim_end(), id.trim()))
    };
    at(open, close).or_else(|| at(react, react_close))
}

fn without_front_matter(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(rest) = text.strip_prefix("---") else {
        return text;
    };
    rest.split_once("\n---")
        .map_or(text, |(_, body)| body.trim_start_matches('-'))
}

/// Whether less than half of the lines are those of the original.
fn is_translated(original: &str, translation: &str) -> bool {
    let is_prose = |line: &&str| line.len() > 20 && line.contains(' ');
    let lines: HashSet<&str> = original.lines().filter(is_prose).collect();
    let own: Vec<&str> = translation.lines().filter(is_prose).collect();
    let same = own.iter().filter(|line| lines.contains(*line)).count();
    2 * same < own.len().max(1)
}
