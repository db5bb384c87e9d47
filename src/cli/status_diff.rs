//! [`StatusDiffs`]: what changed in the originals of stale translations, word by word, from the texts
//! that git keeps.

use super::loaded_site::LoadedSite;
use super::terminal_output::Terminal;
use crate::config::Config;
use crate::content::{ArticleId, Files};
use crate::diagnostic::{self, English, Text};
use crate::git_repository::GitRepository;
use crate::phrase;
use crate::translations::{
    DiffKind, DiffPiece, SectionChange, SectionChangeKind, SectionName, SectionSource,
    TranslationStatus, diff_by_words, section_digests, section_sources,
};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The comparisons of some translations.
pub struct StatusDiffs {
    /// For each stale translation, a comparison for each of its changes, in their order.
    of_article: HashMap<ArticleId, Vec<ChangeDiff>>,
}

/// What is known of one change.
pub enum ChangeDiff {
    /// The change is said by its name: a section moved, or a key of front matter changed.
    Named,
    /// The words that changed.
    Words(Vec<DiffPiece>),
    /// Why the words are not known.
    Unknown(Text),
}

impl StatusDiffs {
    /// Compares the originals of the stale ones among these translations.
    pub fn new(loaded: &LoadedSite, articles: impl Iterator<Item = ArticleId>) -> Self {
        let articles: Vec<ArticleId> = articles.collect();
        let mut texts = AcceptedTexts::new(loaded, &articles);
        let mut of_article = HashMap::new();
        for id in articles {
            if let TranslationStatus::Stale(stale) = loaded.translations.status(id) {
                of_article.insert(id, compare(loaded, id, &stale.changes, &mut texts));
            }
        }
        StatusDiffs { of_article }
    }

    /// The comparisons of a translation, one for each of its changes.
    pub fn of(&self, id: ArticleId) -> &[ChangeDiff] {
        self.of_article.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn compare(
    loaded: &LoadedSite,
    id: ArticleId,
    changes: &[SectionChange],
    texts: &mut AcceptedTexts,
) -> Vec<ChangeDiff> {
    let site = &loaded.site;
    let original = site.story_of(id).original;
    let path = &site.article(original).path;
    let present = loaded.disk.read(path).ok();
    let present = present.and_then(|bytes| String::from_utf8(bytes).ok());
    let present = section_sources(path, &present.unwrap_or_default(), &site.config);
    let present = texts_by_name(present);
    let digests = section_digests(site, original);
    let names = SectionName::all(&digests, |digest| &digest.name);
    let record = loaded.translations.record(id);
    let accepted = record.and_then(|record| record.accepted.as_ref());
    let accepted = accepted.map_or(&[][..], |accepted| &accepted.sections);
    let accepted_names = SectionName::all(accepted, |section| &section.original.name);
    let compare = |change: &SectionChange| -> Result<ChangeDiff, Text> {
        if matches!(
            change.kind,
            SectionChangeKind::Moved | SectionChangeKind::FrontMatter
        ) {
            return Ok(ChangeDiff::Named);
        }
        let old = match change.accepted {
            Some(at) => texts.section(path, &accepted[at].blob, &accepted_names[at])?,
            None => "",
        };
        let new = change.present.and_then(|at| present.get(&names[at]));
        let new = new.map_or("", String::as_str);
        Ok(ChangeDiff::Words(diff_by_words(old, new)))
    };
    let compared = changes.iter().map(compare);
    compared
        .map(|compared| compared.unwrap_or_else(ChangeDiff::Unknown))
        .collect()
}

fn texts_by_name(sources: Vec<SectionSource>) -> HashMap<SectionName, String> {
    let names = SectionName::all(&sources, |source| &source.name);
    let texts = sources.into_iter().map(|source| source.text);
    names.into_iter().zip(texts).collect()
}

/// The texts that were accepted, as git has them.
pub struct AcceptedTexts<'s> {
    /// The repository, or why there is none.
    git: Result<KnownIds, Text>,
    config: &'s Config,
    /// The sections of each file that was read, by its id.
    sections: HashMap<String, HashMap<SectionName, String>>,
    /// The bytes of the files that were read.
    bytes: usize,
}

/// The largest number of bytes that are read from git for one command: the originals of some thousand
/// articles.
const MOST_BYTES: usize = 64 << 20;

/// A repository, and those ids that it has.
struct KnownIds {
    git: GitRepository,
    known: BTreeSet<String>,
}

impl<'s> AcceptedTexts<'s> {
    /// The texts that these translations were accepted against.
    pub fn new(loaded: &'s LoadedSite, translations: &[ArticleId]) -> Self {
        let records = translations
            .iter()
            .filter_map(|id| loaded.translations.record(*id)?.accepted.as_ref());
        let sections = records.flat_map(|accepted| &accepted.sections);
        let ids: BTreeSet<&str> = sections.map(|section| section.blob.as_str()).collect();
        let git = GitRepository::around(&loaded.disk.root).and_then(|git| {
            let known = git.known(&ids)?;
            Ok(KnownIds { git, known })
        });
        AcceptedTexts {
            git,
            config: &loaded.site.config,
            sections: HashMap::new(),
            bytes: 0,
        }
    }

    /// The text that a section of the original at `path` had in the file with the id `blob`.
    pub fn section(
        &mut self,
        path: &Arc<str>,
        blob: &str,
        name: &SectionName,
    ) -> Result<&str, Text> {
        let KnownIds { git, known } = self.git.as_ref().map_err(Text::clone)?;
        if blob.is_empty() {
            return Err(phrase!(
                "griot.lock does not say which text was accepted: it will from the next `griot accept` on"
            ));
        }
        if !self.sections.contains_key(blob) {
            if self.bytes > MOST_BYTES {
                return Err(phrase!(
                    "the texts that git would have to give are too large in all"
                ));
            }
            let content = match known.contains(blob) {
                true => git.content(blob)?,
                false => None,
            };
            let text = content.and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(text) = text else {
                let id = blob.get(..8).unwrap_or(blob);
                return Err(phrase!(
                    "git does not have the text that was accepted ({id}): it was never committed, or this copy of the repository is not complete",
                    id = id
                ));
            };
            self.bytes += text.len();
            let sections = section_sources(path, &text, self.config);
            self.sections
                .insert(blob.to_string(), texts_by_name(sections));
        }
        let found = self.sections[blob].get(name).map(String::as_str);
        found.ok_or_else(|| phrase!("the text that was accepted has no section of this name"))
    }
}

impl ChangeDiff {
    /// The lines that changed, each after an indent. With colours, removed words are red and crossed
    /// out, added ones green and underlined; without, they stand in `[-…-]` and `{+…+}`.
    pub fn to_text(&self, indent: &str, has_color: bool, terminal: &Terminal) -> String {
        match self {
            ChangeDiff::Named => String::new(),
            ChangeDiff::Unknown(reason) => format!("{indent}({})\n", terminal.render(reason)),
            ChangeDiff::Words(pieces) => {
                let lines = changed_lines(pieces, has_color);
                lines
                    .iter()
                    .map(|line| format!("{indent}{line}\n"))
                    .collect()
            }
        }
    }

    /// `{"words": [{"kind": "kept", "text": "…"}]}`, or the reason why they are not known.
    pub fn to_json(&self) -> Value {
        match self {
            ChangeDiff::Named => Value::Null,
            ChangeDiff::Unknown(reason) => json!({"unknown": reason.render(&English)}),
            ChangeDiff::Words(pieces) => {
                let pieces = pieces
                    .iter()
                    .map(|piece| json!({"kind": piece.kind.word(), "text": piece.text}));
                json!({"words": pieces.collect::<Vec<_>>()})
            }
        }
    }
}

/// The lines in which something changed, with `…` where lines between them did not.
fn changed_lines(pieces: &[DiffPiece], has_color: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut is_changed = false;
    let mut is_gap = false;
    for piece in pieces {
        for part in piece.text.split_inclusive('\n') {
            let words = part.trim_end_matches(['\n', '\r']);
            line.push_str(&painted(piece.kind, words, has_color));
            is_changed |= piece.kind != DiffKind::Kept && !words.is_empty();
            if words.len() == part.len() {
                continue;
            }
            flush(&mut line, &mut is_changed, &mut is_gap, &mut lines);
        }
    }
    flush(&mut line, &mut is_changed, &mut is_gap, &mut lines);
    lines
}

fn flush(line: &mut String, is_changed: &mut bool, is_gap: &mut bool, lines: &mut Vec<String>) {
    let line = std::mem::take(line);
    if !std::mem::take(is_changed) {
        *is_gap |= !line.trim().is_empty();
        return;
    }
    if std::mem::take(is_gap) && !lines.is_empty() {
        lines.push("…".to_string());
    }
    lines.push(line);
}

/// A piece of a line, marked by its kind. Control characters become visible.
fn painted(kind: DiffKind, words: &str, has_color: bool) -> String {
    let words = diagnostic::harmless(words);
    match (kind, has_color) {
        _ if words.is_empty() => String::new(),
        (DiffKind::Kept, _) => words,
        // colours of ECMA-48: 9 crosses out, 4 underlines
        (DiffKind::Removed, true) => format!("\u{1b}[9;31m{words}\u{1b}[0m"),
        (DiffKind::Added, true) => format!("\u{1b}[4;32m{words}\u{1b}[0m"),
        (DiffKind::Removed, false) => format!("[-{words}-]"),
        (DiffKind::Added, false) => format!("{{+{words}+}}"),
    }
}
