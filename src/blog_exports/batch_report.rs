//! [`BatchReport`]: what the batches of texts add to the report of an import.

use super::convert_item::ConvertedText;
use super::export_index::ExportIndex;
use super::media_names::FileCopy;
use super::site_plan::{PlannedText, SitePlan};
use crate::html_to_markdown::NoteKind;
use crate::imported_site::ReportLine;
use crate::phrase;
use std::collections::BTreeMap;

/// What the batches of texts add to the report.
#[derive(Debug, Default)]
pub struct BatchReport {
    /// What a person has to see to.
    pub needs_hand: Vec<ReportLine>,
    /// What was changed on the way.
    pub changed: Vec<ReportLine>,
    /// The files of the media library by their path below the uploads, and what became of each.
    files: BTreeMap<String, FileState>,
    /// How many files texts need.
    pub files_wanted: usize,
    /// How many of them came.
    pub files_placed: usize,
}

/// What became of a file of the media library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
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
    pub fn file(&self, plan: &SitePlan, address: &str) -> FileState {
        let upload = plan.own.upload(address);
        let state = upload.and_then(|upload| self.files.get(&upload));
        state.copied().unwrap_or(FileState::Unused)
    }

    /// Adds what was changed in a text.
    pub fn add(&mut self, planned: &PlannedText, converted: &ConvertedText) {
        let file = planned.file();
        let before = converted.draft.lines_before_text();
        for note in &converted.notes {
            let line = ReportLine::in_file(note.kind.name(), &file, note.kind.words())
                .at(before + note.line)
                .with_detail(&note.detail);
            match note.kind.needs_hand() {
                true => self.needs_hand.push(line),
                false => self.changed.push(line),
            }
        }
        if let Some(address) = &converted.missing_lead {
            let kind = NoteKind::MissingFile;
            let line = ReportLine::in_file(kind.name(), &file, kind.words());
            self.needs_hand.push(line.with_detail(address));
        }
        if converted.has_made_date {
            let words = phrase!("it had no date: write the right one");
            self.needs_hand
                .push(ReportLine::in_file("made-date", &file, words).at(3));
        }
        if converted.has_made_title {
            let words = phrase!("it had no title: its first words are one");
            let line = ReportLine::in_file("made-title", &file, words).at(2);
            self.changed.push(line.with_detail(&converted.draft.title));
        }
    }
}
