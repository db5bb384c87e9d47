//! Counts what came of an import, and names what did not come.

use super::convert_item::ConvertedText;
use super::export_break::ExportBreak;
use super::export_format::ExportFormat;
use super::export_index::{ExportIndex, IndexedItem, ItemKind, ItemStatus};
use super::media_names::FileCopy;
use super::plan_terms::TermKind;
use super::redirects::feed;
use super::site_plan::{PlannedText, SitePlan};
use crate::html_to_markdown::NoteKind;
use crate::imported_site::{ImportReport, KindCount, ReportLine};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of items that nobody misses: they are counted, not named.
const COUNTED: [&str; 4] = ["revision", "comment", "setting", "template"];

/// What the batches of texts add to the report.
#[derive(Debug, Default)]
pub struct BatchReport {
    needs_hand: Vec<ReportLine>,
    changed: Vec<ReportLine>,
    /// The files of the media library by their path below the uploads, and what became of each.
    files: BTreeMap<String, FileState>,
    /// How many files texts need.
    files_wanted: usize,
    /// How many of them came.
    files_placed: usize,
}

/// What became of a file of the media library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FileState {
    /// No text shows it.
    Unused,
    /// A text shows it, and it stays on the old site.
    Left,
    /// A text shows it, and it came.
    Came,
}

impl BatchReport {
    /// A report that knows the media library.
    pub fn new(index: &ExportIndex, plan: &SitePlan) -> Self {
        let files = index.attachments.values();
        let uploads = files.filter_map(|file| plan.own.upload(&file.url));
        BatchReport {
            files: uploads.map(|upload| (upload, FileState::Unused)).collect(),
            ..BatchReport::default()
        }
    }
    /// Adds a file that a text needs.
    pub fn add_file(&mut self, copy: &FileCopy, came: bool) {
        self.files_wanted += 1;
        self.files_placed += usize::from(came);
        let state = match came {
            true => FileState::Came,
            false => FileState::Left,
        };
        for candidate in &copy.candidates {
            if let Some(known) = self.files.get_mut(&candidate.upload) {
                *known = state.max(*known);
            }
        }
    }

    /// What became of a file of the media library.
    fn file(&self, plan: &SitePlan, address: &str) -> FileState {
        let upload = plan.own.upload(address);
        let state = upload.and_then(|upload| self.files.get(&upload));
        state.copied().unwrap_or(FileState::Unused)
    }

    /// Adds what was changed in a text.
    pub fn add(&mut self, planned: &PlannedText, converted: &ConvertedText) {
        let before = converted.draft.lines_before_text();
        for note in &converted.notes {
            let line = ReportLine {
                code: note.kind.name(),
                file: planned.file(),
                line: before + note.line,
                words: note.kind.words().to_string(),
                detail: note.detail.clone(),
            };
            match note.kind.needs_hand() {
                true => self.needs_hand.push(line),
                false => self.changed.push(line),
            }
        }
        if let Some(address) = &converted.missing_lead {
            self.needs_hand.push(ReportLine {
                code: "missing-file",
                file: planned.file(),
                line: 0,
                words: NoteKind::MissingFile.words().to_string(),
                detail: address.clone(),
            });
        }
        if converted.has_made_date {
            self.needs_hand.push(ReportLine {
                code: "made-date",
                file: planned.file(),
                line: 3,
                words: "it had no date: write the right one".to_string(),
                detail: String::new(),
            });
        }
        if converted.has_made_title {
            self.changed.push(ReportLine {
                code: "made-title",
                file: planned.file(),
                line: 2,
                words: "it had no title: its first words are one".to_string(),
                detail: converted.draft.title.clone(),
            });
        }
    }
}

/// The report of a whole import.
pub fn finish_report(
    index: &ExportIndex,
    plan: &SitePlan,
    batches: BatchReport,
    format: ExportFormat,
    broken: Option<&ExportBreak>,
) -> ImportReport {
    let files_left = batches.files_wanted - batches.files_placed;
    let mut report = ImportReport {
        program: format.program().to_string(),
        counts: counts(index, plan, &batches),
        not_written: not_written(index, plan, &batches),
        needs_hand: batches.needs_hand,
        changed: batches.changed,
        addresses: addresses(plan, format),
        alone: alone(index, plan),
        broken: broken.map(|at| format!("line {}: {}", at.line, at.reason)),
    };
    report.needs_hand.extend(hidden(index, plan));
    report.needs_hand.extend(site_lines(index, plan));
    if files_left > 0 {
        let words = "pictures and files stay on the old site: import into a new folder with `--media` or `--fetch`";
        let line = ReportLine::without_file("files-left", words, files_left.to_string());
        report.needs_hand.push(line);
    }
    report.sort();
    report
}

/// The items by kind and status, then what is not an item.
fn counts(index: &ExportIndex, plan: &SitePlan, batches: &BatchReport) -> Vec<KindCount> {
    let mut counts: BTreeMap<String, KindCount> = BTreeMap::new();
    for item in &index.items {
        let kind = kind_name(item);
        let count = counts.entry(kind.clone()).or_insert(KindCount {
            kind,
            found: 0,
            written: 0,
            others: String::new(),
        });
        count.found += 1;
        let file = index.attachments.get(&item.key);
        let came = file.is_some_and(|file| batches.file(plan, &file.url) == FileState::Came);
        let is_written = plan.by_item.contains_key(&item.key) || came;
        count.written += usize::from(is_written);
    }
    let mut counts: Vec<KindCount> = counts.into_values().collect();
    for (kind, name) in [(TermKind::Category, "categories"), (TermKind::Tag, "tags")] {
        let terms = plan.terms.of(kind);
        counts.push(KindCount {
            kind: name.to_string(),
            found: terms.found,
            written: terms.found - terms.unused.len(),
            others: match terms.unused.len() {
                0 => String::new(),
                unused => format!("{unused} that no text uses"),
            },
        });
    }
    counts.push(KindCount {
        kind: "other terms".to_string(),
        found: plan.terms.others.len(),
        written: 0,
        others: String::new(),
    });
    counts.push(KindCount {
        kind: "authors".to_string(),
        found: index.authors.len(),
        written: index.authors.len() - plan.terms.unused_authors.len(),
        others: String::new(),
    });
    let comments: usize = index.items.iter().map(|item| item.comments.all()).sum();
    let approved: usize = index.items.iter().map(|item| item.comments.approved).sum();
    counts.push(KindCount {
        kind: "comments".to_string(),
        found: comments,
        written: 0,
        others: format!("{approved} that readers see"),
    });
    counts.push(KindCount {
        kind: "pictures and files in texts".to_string(),
        found: batches.files_wanted,
        written: batches.files_placed,
        others: String::new(),
    });
    counts
}

fn kind_name(item: &IndexedItem) -> String {
    let kind = match &item.kind {
        ItemKind::Post => "posts",
        ItemKind::Page => "pages",
        ItemKind::Attachment => return "media library".to_string(),
        ItemKind::ReusableBlock => return "shared blocks".to_string(),
        ItemKind::Other(name) => return format!("other: {name}"),
    };
    format!("{kind}, {}", item.status.name())
}

/// Every item without a file, by name.
fn not_written(index: &ExportIndex, plan: &SitePlan, batches: &BatchReport) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for item in &index.items {
        if plan.by_item.contains_key(&item.key) {
            continue;
        }
        let name = name_of(item);
        match &item.kind {
            ItemKind::Attachment => lines.extend(file_line(item, index, plan, batches)),
            ItemKind::ReusableBlock => {
                let words = "a shared block: its text is in each article that shows it";
                lines.push(ReportLine::without_file("shared-block", words, name));
            }
            ItemKind::Other(kind) if COUNTED.contains(&kind.as_str()) => {
                *counted.entry(format!("{kind}s")).or_default() += 1
            }
            ItemKind::Other(kind) => {
                lines.push(ReportLine::without_file(
                    "other-item",
                    &format!("Griot has no such thing as `{kind}`"),
                    name,
                ));
            }
            _ if item.status == ItemStatus::Trash => {
                *counted
                    .entry(format!("{} in the trash", kind_word(&item.kind)))
                    .or_default() += 1
            }
            _ => lines.push(ReportLine::without_file(
                "not-written",
                "no file was written",
                name,
            )),
        }
    }
    for (what, number) in counted {
        lines.push(ReportLine::without_file(
            "counted",
            &format!("{number} {what}"),
            "",
        ));
    }
    lines.extend(terms_not_written(plan));
    lines
}

/// Every term and author that no text names.
fn terms_not_written(plan: &SitePlan) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let terms = [
        ("category", &plan.terms.categories),
        ("tag", &plan.terms.tags),
    ];
    for (word, terms) in terms {
        let unused = terms.unused.iter();
        lines.extend(unused.map(|name| {
            ReportLine::without_file("unused-term", &format!("no text uses this {word}"), name)
        }));
    }
    let others = plan.terms.others.iter();
    lines.extend(others.map(|name| {
        ReportLine::without_file("other-term", "Griot has categories and tags only", name)
    }));
    let authors = plan.terms.unused_authors.iter();
    lines.extend(
        authors.map(|name| {
            ReportLine::without_file("unused-author", "no text names this author", name)
        }),
    );
    lines
}

/// A file of the media library that did not come.
fn file_line(
    item: &IndexedItem,
    index: &ExportIndex,
    plan: &SitePlan,
    batches: &BatchReport,
) -> Option<ReportLine> {
    let address = &index.attachments.get(&item.key)?.url;
    let words = match batches.file(plan, address) {
        FileState::Came => return None,
        FileState::Left => "this file stays on the old site",
        FileState::Unused => "no text shows this file",
    };
    Some(ReportLine::without_file("file", words, address.clone()))
}

fn kind_word(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Page => "pages",
        _ => "posts",
    }
}

fn name_of(item: &IndexedItem) -> String {
    match item.title.as_str() {
        "" => format!("{} ({})", item.key.id, item.link),
        title => title.to_string(),
    }
}

/// Texts that not everybody could read: they are drafts now.
fn hidden(index: &ExportIndex, plan: &SitePlan) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    for text in &plan.texts {
        let status = index.item(text.item).map(|item| item.status);
        let words = match status {
            Some(ItemStatus::Private) => "it was private, and is a draft now",
            Some(ItemStatus::Password) => "it had a password, and is a draft now",
            Some(ItemStatus::Pending) => "it waited for an editor, and is a draft now",
            _ => continue,
        };
        lines.push(ReportLine {
            code: "hidden-text",
            file: text.file(),
            line: 0,
            words: words.to_string(),
            detail: String::new(),
        });
    }
    lines
}

/// What a person has to see to for the site as a whole.
fn site_lines(index: &ExportIndex, plan: &SitePlan) -> Vec<ReportLine> {
    let line = |code, words: String| ReportLine {
        code,
        file: "griot.yaml".to_string(),
        line: 0,
        words,
        detail: String::new(),
    };
    let zone = &plan.zone.name;
    let mut lines = vec![line(
        "time-zone",
        format!(
            "the export does not name the time zone; `{zone}` fits the dates: see that it is right"
        ),
    )];
    if plan.own.base_url().is_none() {
        lines.push(line(
            "no-address",
            "the export does not name the blog's address: write it as `base_url`".to_string(),
        ));
    }
    let doubles: BTreeSet<_> = plan.paired.doubles.iter().collect();
    for item in doubles {
        let Some(text) = plan.by_item.get(item).and_then(|texts| texts.first()) else {
            continue;
        };
        lines.push(ReportLine {
            code: "second-in-language",
            file: plan.texts[*text].file(),
            line: 0,
            words: "its story has another text in this language: it is a story of its own"
                .to_string(),
            detail: index.item(*item).map(name_of).unwrap_or_default(),
        });
    }
    lines
}

/// Addresses with a query: no page can answer them.
fn addresses(plan: &SitePlan, format: ExportFormat) -> Vec<ReportLine> {
    let texts = plan.texts.iter().filter_map(|text| {
        let query = text.old_query.as_ref()?;
        Some(ReportLine {
            code: "address-with-query",
            file: text.file(),
            line: 0,
            words: "`static/_redirects` leads on from this address, where the host reads it"
                .to_string(),
            detail: format!("{}/?{query}", plan.own.base()),
        })
    });
    let mut lines: Vec<ReportLine> = texts.collect();
    let feeds = plan
        .paired
        .languages
        .iter()
        .map(|lang| format!("{}{}{}", plan.own.base(), plan.prefix(lang), feed(format)));
    lines.extend(feeds.map(|feed| {
        ReportLine::without_file(
            "feed",
            "`static/_redirects` leads on from this address, where the host reads it",
            feed,
        )
    }));
    lines
}

/// Texts without a translation, in a site of several languages.
fn alone(index: &ExportIndex, plan: &SitePlan) -> Vec<ReportLine> {
    if plan.paired.languages.len() < 2 {
        return Vec::new();
    }
    let mut stories: BTreeMap<&str, Vec<&PlannedText>> = BTreeMap::new();
    for text in &plan.texts {
        stories.entry(&text.folder).or_default().push(text);
    }
    let alone = stories
        .into_values()
        .filter(|story| story.len() == 1)
        .flatten();
    let lines = alone.map(|text| {
        let is_guessed = plan.paired.guessed.contains(&text.item);
        let words = match is_guessed {
            true => format!("nothing says its language; it counts as `{}`", text.lang),
            false => format!("only in `{}`", text.lang),
        };
        ReportLine {
            code: "alone",
            file: text.file(),
            line: 0,
            words,
            detail: index.item(text.item).map(name_of).unwrap_or_default(),
        }
    });
    lines.collect()
}
