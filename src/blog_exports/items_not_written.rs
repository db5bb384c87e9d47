//! Names every item of an export that no file was written for.

use super::batch_report::{BatchReport, FileState};
use super::export_index::{ExportIndex, IndexedItem, ItemKind, ItemStatus};
use super::plan_menus::PlannedMenus;
use super::site_plan::SitePlan;
use crate::diagnostic::Text;
use crate::imported_site::ReportLine;
use crate::phrase;
use std::collections::BTreeMap;

/// Kinds of items that nobody misses: they are counted, not named.
const COUNTED: [&str; 4] = ["revision", "comment", "setting", "template"];

/// Every item without a file, by name.
pub fn not_written(
    index: &ExportIndex,
    plan: &SitePlan,
    menus: &PlannedMenus,
    batches: &BatchReport,
) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &index.items {
        if plan.by_item.contains_key(&item.key) || menus.items.contains(&item.key) {
            continue;
        }
        let name = name_of(item);
        match &item.kind {
            ItemKind::Attachment => lines.extend(file_line(item, index, plan, batches)),
            ItemKind::ReusableBlock => {
                let words = phrase!("a shared block: its text is in each article that shows it");
                lines.push(ReportLine::without_file("shared-block", words, name));
            }
            ItemKind::Other(kind) if COUNTED.contains(&kind.as_str()) => {
                *counted.entry(kind.as_str()).or_default() += 1
            }
            ItemKind::Other(kind) => {
                lines.push(ReportLine::without_file(
                    "other-item",
                    phrase!("Griot has no such thing as `{kind}`", kind = kind),
                    name,
                ));
            }
            _ if item.status == ItemStatus::Trash => {
                *counted.entry(trash_name(&item.kind)).or_default() += 1
            }
            _ => lines.push(ReportLine::without_file(
                "not-written",
                phrase!("no file was written"),
                name,
            )),
        }
    }
    for (what, number) in counted {
        let words = counted_words(what, number);
        lines.push(ReportLine::without_file("counted", words, ""));
    }
    lines.extend(terms_not_written(plan));
    lines
}

/// Every term and author that no text names.
fn terms_not_written(plan: &SitePlan) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let categories = plan.terms.categories.unused.iter();
    lines.extend(categories.map(|name| {
        let words = phrase!("no text uses this category");
        ReportLine::without_file("unused-term", words, name)
    }));
    let tags = plan.terms.tags.unused.iter();
    lines.extend(tags.map(|name| {
        let words = phrase!("no text uses this tag");
        ReportLine::without_file("unused-term", words, name)
    }));
    let others = plan.terms.others.iter();
    lines.extend(others.map(|name| {
        let words = phrase!("Griot has categories and tags only");
        ReportLine::without_file("other-term", words, name)
    }));
    let authors = plan.terms.unused_authors.iter();
    lines.extend(authors.map(|name| {
        let words = phrase!("no text names this author");
        ReportLine::without_file("unused-author", words, name)
    }));
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
        FileState::Left => phrase!("this file stays on the old site"),
        FileState::Unused => phrase!("no text shows this file"),
    };
    Some(ReportLine::without_file("file", words, address.clone()))
}

const POSTS_IN_TRASH: &str = "posts in the trash";
const PAGES_IN_TRASH: &str = "pages in the trash";

fn trash_name(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Page => PAGES_IN_TRASH,
        _ => POSTS_IN_TRASH,
    }
}

/// How many there are of what is only counted.
fn counted_words(what: &str, number: usize) -> Text {
    match what {
        "revision" => phrase!("{number} revisions", number = number),
        "comment" => phrase!("{number} comments", number = number),
        "setting" => phrase!("{number} settings", number = number),
        "template" => phrase!("{number} templates", number = number),
        PAGES_IN_TRASH => phrase!("{number} pages in the trash", number = number),
        _ => phrase!("{number} posts in the trash", number = number),
    }
}

/// The name of an item for the report: its title, else its number and address.
pub fn name_of(item: &IndexedItem) -> String {
    match item.title.as_str() {
        "" => format!("{} ({})", item.key.id, item.link),
        title => title.to_string(),
    }
}
