//! The report of a folder's import.

use super::adopt_front_matter::OF_TEMPLATES;
use super::generator::Generator;
use super::list_texts::Listing;
use super::site_facts::SiteFacts;
use super::site_plan::SitePlan;
use super::source_text::SourceText;
use super::value_tree::{entries, folded, scalar};
use crate::imported_site::{ImportReport, KindCount, ReportLine};
use crate::phrase;
use std::collections::BTreeMap;

/// What the texts and files add to the report.
#[derive(Debug, Default)]
pub struct FolderLines {
    /// What needs a hand.
    pub needs_hand: Vec<ReportLine>,
    /// What was changed.
    pub changed: Vec<ReportLine>,
    /// What was not written.
    pub not_written: Vec<ReportLine>,
    /// Old addresses that only some hosts answer.
    pub addresses: Vec<ReportLine>,
    /// The files that were copied.
    pub files_copied: usize,
}

/// The whole report.
pub fn folder_report(
    generator: Generator,
    facts: &SiteFacts,
    listing: &Listing,
    plan: &SitePlan,
    files: usize,
    lines: FolderLines,
) -> ImportReport {
    let mut report = ImportReport {
        program: generator.name().to_string(),
        counts: counts(listing, plan, files, &lines),
        needs_hand: lines.needs_hand,
        changed: lines.changed,
        not_written: lines.not_written,
        addresses: lines.addresses,
        alone: alone(facts, &listing.texts, plan),
        ..ImportReport::default()
    };
    report.needs_hand.extend(site_lines(facts));
    let (settings, rest): (Vec<ReportLine>, Vec<ReportLine>) = facts
        .lines
        .iter()
        .cloned()
        .partition(|line| line.code == "setting");
    report.not_written.extend(settings);
    report.needs_hand.extend(rest);
    report.not_written.extend(listing.lines.iter().cloned());
    report.not_written.extend(plan.lines.iter().cloned());
    report.changed.extend(templates(&listing.texts));
    report.sort();
    report
}

/// How many texts name each template of the old theme.
fn templates(texts: &[SourceText]) -> Vec<ReportLine> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in texts.iter().flat_map(|text| entries(&text.file.values)) {
        let is_template = OF_TEMPLATES.contains(&folded(&entry.name).as_str());
        if let Some(value) = scalar(entry.value).filter(|_| is_template) {
            *counts
                .entry(format!("{}: {value}", entry.name))
                .or_default() += 1;
        }
    }
    let lines = counts.into_iter().map(|(name, number)| {
        let words = phrase!(
            "texts with a template of the old theme, which is left out: {number}",
            number = number
        );
        ReportLine::without_file("template", words, name)
    });
    lines.collect()
}

fn counts(listing: &Listing, plan: &SitePlan, files: usize, lines: &FolderLines) -> Vec<KindCount> {
    let mut articles = KindCount::new(phrase!("articles"), 0, 0);
    let mut drafts = KindCount::new(phrase!("drafts"), 0, 0);
    let mut pages = KindCount::new(phrase!("pages"), 0, 0);
    for (text, place) in listing.texts.iter().zip(&plan.places) {
        let count = match (text.is_draft, text.date) {
            (true, _) => &mut drafts,
            (false, Some(_)) => &mut articles,
            (false, None) => &mut pages,
        };
        count.found += 1;
        count.written += usize::from(place.is_some());
    }
    let lists = plan.lists.len();
    if lists > 0 {
        pages.others = Some(phrase!(
            "lists without words of their own: {lists}",
            lists = lists
        ));
    }
    let files = KindCount::new(phrase!("pictures and files"), files, lines.files_copied);
    vec![articles, drafts, pages, files]
}

/// What a person has to see to for the site as a whole.
fn site_lines(facts: &SiteFacts) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    if facts.base_url.is_empty() {
        let words = phrase!("the settings do not name the site's address: write it as `base_url`");
        lines.push(ReportLine::in_file("no-address", "griot.yaml", words));
    }
    lines
}

/// Texts without a translation, in a site of several languages.
fn alone(facts: &SiteFacts, texts: &[SourceText], plan: &SitePlan) -> Vec<ReportLine> {
    if facts.languages.len() < 2 {
        return Vec::new();
    }
    let mut stories: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, place) in plan.places.iter().enumerate() {
        if let Some(place) = place {
            stories.entry(&place.folder).or_default().push(number);
        }
    }
    let alone = stories
        .into_values()
        .filter(|story| story.len() == 1)
        .flatten();
    let lines = alone.filter_map(|number| {
        let place = plan.places[number].as_ref()?;
        let lang = facts.languages[texts[number].language].code.as_str();
        let words = phrase!("only in `{lang}`", lang = lang);
        let title = texts[number].value(&["title"]).unwrap_or_default();
        Some(ReportLine::in_file("alone", &place.file, words).with_detail(&title))
    });
    lines.collect()
}
