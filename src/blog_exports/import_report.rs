//! The report of an import of exports: what came, what a person has to see to, what did not come.

use super::batch_report::BatchReport;
use super::export_break::ExportBreak;
use super::export_format::ExportFormat;
use super::export_index::{ExportIndex, ItemStatus};
use super::items_not_written::{name_of, not_written};
use super::plan_menus::PlannedMenus;
use super::redirects::feed;
use super::report_counts::counts;
use super::site_plan::{PlannedText, SitePlan};
use crate::imported_site::{ImportReport, ReportLine};
use crate::phrase;
use std::collections::{BTreeMap, BTreeSet};

/// What an import found and made, for its report.
pub struct Found<'a> {
    /// The index of the exports.
    pub index: &'a ExportIndex,
    /// The plan of the site.
    pub plan: &'a SitePlan,
    /// The menus.
    pub menus: &'a PlannedMenus,
    /// What the batches of texts say.
    pub batches: BatchReport,
}

/// The report of a whole import.
pub fn finish_report(
    found: Found<'_>,
    format: ExportFormat,
    broken: Option<&ExportBreak>,
) -> ImportReport {
    let Found {
        index,
        plan,
        menus,
        batches,
    } = found;
    let files_left = batches.files_wanted - batches.files_placed;
    let mut report = ImportReport {
        program: format.program().to_string(),
        counts: counts(index, plan, menus, &batches),
        not_written: not_written(index, plan, menus, &batches),
        needs_hand: batches.needs_hand,
        changed: batches.changed,
        addresses: addresses(plan, format),
        alone: alone(index, plan),
        broken: broken.map(|at| {
            let reason = at.reason.as_str();
            phrase!("line {line}: {reason}", line = at.line, reason = reason)
        }),
    };
    report.needs_hand.extend(hidden(index, plan));
    report.needs_hand.extend(site_lines(index, plan));
    if files_left > 0 {
        let words = phrase!(
            "pictures and files stay on the old site: import into a new folder with `--media` or `--fetch`"
        );
        let line = ReportLine::without_file("files-left", words, files_left.to_string());
        report.needs_hand.push(line);
    }
    report.sort();
    report
}

/// Texts that not everybody could read: they are drafts now.
fn hidden(index: &ExportIndex, plan: &SitePlan) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    for text in &plan.texts {
        let status = index.item(text.item).map(|item| item.status);
        let words = match status {
            Some(ItemStatus::Private) => phrase!("it was private, and is a draft now"),
            Some(ItemStatus::Password) => phrase!("it had a password, and is a draft now"),
            Some(ItemStatus::Pending) => phrase!("it waited for an editor, and is a draft now"),
            _ => continue,
        };
        lines.push(ReportLine::in_file("hidden-text", &text.file(), words));
    }
    lines
}

/// What a person has to see to for the site as a whole.
fn site_lines(index: &ExportIndex, plan: &SitePlan) -> Vec<ReportLine> {
    let line = |code, words| ReportLine::in_file(code, "griot.yaml", words);
    let zone = plan.zone.name.as_str();
    let mut lines = vec![line(
        "time-zone",
        phrase!(
            "the export does not name the time zone; `{zone}` fits the dates: see that it is right",
            zone = zone
        ),
    )];
    if plan.own.base_url().is_none() {
        lines.push(line(
            "no-address",
            phrase!("the export does not name the blog's address: write it as `base_url`"),
        ));
    }
    let doubles: BTreeSet<_> = plan.paired.doubles.iter().collect();
    for item in doubles {
        let Some(text) = plan.by_item.get(item).and_then(|texts| texts.first()) else {
            continue;
        };
        let words =
            phrase!("its story has another text in this language: it is a story of its own");
        let name = index.item(*item).map(name_of).unwrap_or_default();
        let file = plan.texts[*text].file();
        lines.push(ReportLine::in_file("second-in-language", &file, words).with_detail(&name));
    }
    lines
}

/// Addresses with a query: no page can answer them.
fn addresses(plan: &SitePlan, format: ExportFormat) -> Vec<ReportLine> {
    let words =
        || phrase!("`static/_redirects` leads on from this address, where the host reads it");
    let texts = plan.texts.iter().filter_map(|text| {
        let query = text.old_query.as_ref()?;
        let line = ReportLine::in_file("address-with-query", &text.file(), words());
        Some(line.with_detail(&format!("{}/?{query}", plan.own.base())))
    });
    let mut lines: Vec<ReportLine> = texts.collect();
    let feeds = plan
        .paired
        .languages
        .iter()
        .map(|lang| format!("{}{}{}", plan.own.base(), plan.prefix(lang), feed(format)));
    lines.extend(feeds.map(|feed| ReportLine::without_file("feed", words(), feed)));
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
        let lang = text.lang.as_str();
        let words = match is_guessed {
            true => phrase!(
                "nothing says its language; it counts as `{lang}`",
                lang = lang
            ),
            false => phrase!("only in `{lang}`", lang = lang),
        };
        let name = index.item(text.item).map(name_of).unwrap_or_default();
        ReportLine::in_file("alone", &text.file(), words).with_detail(&name)
    });
    lines.collect()
}
