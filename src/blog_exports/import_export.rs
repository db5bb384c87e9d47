//! Imports exports: reads each twice, once for everything but the texts, once for the texts.
//!
//! Holds the texts of one batch at a time. Files, folders and the network are the matter of an
//! [`ImportShell`].

use super::batch_report::BatchReport;
use super::convert_item::{ConvertedText, PreparedText};
use super::export_break::ExportBreak;
use super::export_index::{ExportIndex, ItemKey, ItemNumbers};
use super::import_report::{Found, finish_report};
use super::import_shell::ImportShell;
use super::media_names::{FileCopy, MediaNames};
use super::pair_items::LanguageHints;
use super::plan_menus::{PlannedMenus, plan_menus};
use super::read_records::RecordSource;
use super::records::{Record, SourceItem};
use super::site_plan::{PlannedText, SitePlan};
use super::text_addresses::PlacedFiles;
use crate::imported_site::{ImportReport, ImportedSettings, LanguageFacts};
use rayon::prelude::*;
use std::collections::HashMap;
use std::io;

/// The bytes of texts in a batch.
const BATCH_BYTES: usize = 1 << 20;

/// The most items in a batch.
const BATCH_ITEMS: usize = 128;

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The report.
    pub report: ImportReport,
    /// Where the export breaks off.
    pub broken: Option<ExportBreak>,
}

/// Imports the exports of a shell.
///
/// # Errors
/// An export cannot be opened.
pub fn import_exports(shell: &mut dyn ImportShell, hints: &LanguageHints) -> io::Result<Imported> {
    let mut index = ExportIndex::default();
    let mut broken = None;
    let format = shell.format();
    for export in 0..shell.exports() {
        let source = RecordSource::open(shell, export)?;
        let result = source.read(&mut |record| index.add(export, record));
        broken = broken.or(result.err());
    }
    let plan = SitePlan::new(&index, hints);
    let mut import = Import {
        index: &index,
        plan: &plan,
        shell,
        names: MediaNames::default(),
        batch: Vec::new(),
        batch_bytes: 0,
        report: BatchReport::new(&index, &plan),
    };
    import.texts()?;
    let batches = import.report;
    let menus = plan_menus(&index, &plan);
    let settings = settings(&index, &plan, &menus);
    let found = Found {
        index: &index,
        plan: &plan,
        menus: &menus,
        batches,
    };
    let report = finish_report(found, format, broken.as_ref());
    if index.items.is_empty() && broken.is_some() {
        return Ok(Imported { report, broken });
    }
    if let Some(redirects) = super::redirects::redirects(&index, &plan, format) {
        shell.write("static/_redirects", redirects.as_bytes());
    }
    let page = report.to_markdown(shell.catalog());
    shell.write("import-report.md", page.as_bytes());
    // last: it makes the folder a site
    shell.write("griot.yaml", settings.to_yaml().as_bytes());
    Ok(Imported { report, broken })
}

/// An item of a batch.
struct BatchItem {
    key: ItemKey,
    item: SourceItem,
}

/// The second reading.
struct Import<'a, 's> {
    index: &'a ExportIndex,
    plan: &'a SitePlan,
    shell: &'s mut dyn ImportShell,
    names: MediaNames,
    batch: Vec<BatchItem>,
    batch_bytes: usize,
    report: BatchReport,
}

impl Import<'_, '_> {
    fn texts(&mut self) -> io::Result<()> {
        for export in 0..self.shell.exports() {
            let mut numbers = ItemNumbers::default();
            let source = RecordSource::open(&*self.shell, export)?;
            // the first reading has said where an export breaks off
            let _ = source.read(&mut |record| {
                if let Record::Item(item) = record {
                    let id = numbers.next(&item);
                    self.add(ItemKey { export, id }, *item);
                }
            });
            self.end_batch();
        }
        Ok(())
    }

    fn add(&mut self, key: ItemKey, item: SourceItem) {
        if !self.plan.by_item.contains_key(&key) {
            return;
        }
        self.batch_bytes += item.field("content:encoded").len();
        self.batch.push(BatchItem { key, item });
        if self.batch_bytes >= BATCH_BYTES || self.batch.len() >= BATCH_ITEMS {
            self.end_batch();
        }
    }

    fn end_batch(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let (index, plan) = (self.index, self.plan);
        let texts: Vec<TextOfItem> = batch
            .iter()
            .flat_map(|own| {
                let texts = plan.by_item.get(&own.key).into_iter().flatten();
                texts.map(|at| TextOfItem {
                    planned: &plan.texts[*at],
                    item: &own.item,
                })
            })
            .collect();
        let prepared = texts.par_iter();
        let prepared = prepared.map(|text| PreparedText::new(text.planned, text.item, index, plan));
        let prepared: Vec<PreparedText> = prepared.collect();
        let placed = self.place_files(&prepared);
        let together = prepared.par_iter().zip(&placed);
        let converted: Vec<ConvertedText> = together
            .map(|(text, files)| text.convert(index, plan, files))
            .collect();
        for (text, converted) in texts.iter().zip(converted) {
            let file = text.planned.file();
            self.shell
                .write(&file, converted.draft.to_file().as_bytes());
            self.report.add(text.planned, &converted);
        }
        self.shell.progress(batch.len());
    }

    /// Copies the files that texts need, each once.
    fn place_files(&mut self, texts: &[PreparedText<'_>]) -> Vec<PlacedFiles> {
        let are_wanted = self.shell.takes_files();
        let mut wanted: Vec<Vec<FileCopy>> = Vec::with_capacity(texts.len());
        if !are_wanted {
            // names that nobody uses need not be remembered
            self.names = MediaNames::default();
        }
        for text in texts {
            wanted.push(text.copies(self.plan, &mut self.names));
        }

        let mut all: Vec<FileCopy> = wanted.iter().flatten().cloned().collect();
        all.sort();
        all.dedup();
        let paths = match are_wanted {
            true => self.shell.take_files(&all),
            false => vec![None; all.len()],
        };
        let placed: HashMap<&FileCopy, String> = all
            .iter()
            .zip(paths)
            .filter_map(|(copy, path)| Some((copy, path?)))
            .collect();
        for copy in &all {
            self.report.add_file(copy, placed.contains_key(copy));
        }
        let files = wanted.iter().map(|copies| {
            let own = copies.iter();
            let own = own.filter_map(|copy| Some((copy.upload.clone(), placed.get(copy)?.clone())));
            PlacedFiles {
                copies: own.collect(),
                are_wanted,
            }
        });
        files.collect()
    }
}

/// A planned text and the item that it comes from.
struct TextOfItem<'a> {
    planned: &'a PlannedText,
    item: &'a SourceItem,
}

/// The settings of the new site.
fn settings(index: &ExportIndex, plan: &SitePlan, menus: &PlannedMenus) -> ImportedSettings {
    let plain = super::plan_terms::plain;
    let title = super::qtranslate::in_language(index.fact("title"), &plan.paired.languages[0]);
    let title = Some(plain(&title)).filter(|title| !title.is_empty());
    let description =
        super::qtranslate::in_language(index.fact("description"), &plan.paired.languages[0]);
    let of_languages = menus.by_language.iter().map(|menu| LanguageFacts {
        menu: menu.clone(),
        ..LanguageFacts::default()
    });
    ImportedSettings {
        base_url: plan
            .own
            .base_url()
            .unwrap_or_else(|| "https://blog.example".to_string()),
        languages: plan.paired.languages.clone(),
        default_in_subdir: plan.default_in_subdir,
        title: title.unwrap_or_else(|| "Blog".to_string()),
        description: plain(&description),
        timezone: plan.zone.name.clone(),
        permalink: plan.permalink.clone(),
        authors: plan.terms.authors.clone(),
        categories: plan.terms.categories.resolved.terms.clone(),
        tags: plan.terms.tags.resolved.terms.clone(),
        of_languages: of_languages.collect(),
        ..ImportedSettings::default()
    }
}
