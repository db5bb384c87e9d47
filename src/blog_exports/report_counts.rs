//! Counts the items of an export by kind, and those that were written.

use super::batch_report::{BatchReport, FileState};
use super::export_index::{ExportIndex, IndexedItem, ItemKind};
use super::plan_menus::PlannedMenus;
use super::plan_terms::TermKind;
use super::site_plan::SitePlan;
use crate::diagnostic::{English, Text};
use crate::imported_site::KindCount;
use crate::phrase;
use std::collections::BTreeMap;

/// The items by kind and status, then what is not an item.
pub fn counts(
    index: &ExportIndex,
    plan: &SitePlan,
    menus: &PlannedMenus,
    batches: &BatchReport,
) -> Vec<KindCount> {
    let mut counts = counts_of_items(index, plan, menus, batches);
    let terms = [
        (TermKind::Category, phrase!("categories")),
        (TermKind::Tag, phrase!("tags")),
    ];
    for (kind, name) in terms {
        let terms = plan.terms.of(kind);
        let unused = terms.unused.len();
        let mut count = KindCount::new(name, terms.found, terms.found - unused);
        if unused > 0 {
            count.others = Some(phrase!("{unused} that no text uses", unused = unused));
        }
        counts.push(count);
    }
    let others = plan.terms.others.len();
    counts.push(KindCount::new(phrase!("other terms"), others, 0));
    let authors = index.authors.len();
    let unused = plan.terms.unused_authors.len();
    let name = phrase!("authors");
    counts.push(KindCount::new(name, authors, authors - unused));
    let comments = index.items.iter().map(|item| item.comments.all()).sum();
    let approved: usize = index.items.iter().map(|item| item.comments.approved).sum();
    let mut count = KindCount::new(phrase!("comments"), comments, 0);
    count.others = Some(phrase!("{approved} that readers see", approved = approved));
    counts.push(count);
    let name = phrase!("pictures and files in texts");
    let (wanted, placed) = (batches.files_wanted, batches.files_placed);
    counts.push(KindCount::new(name, wanted, placed));
    counts
}

fn counts_of_items(
    index: &ExportIndex,
    plan: &SitePlan,
    menus: &PlannedMenus,
    batches: &BatchReport,
) -> Vec<KindCount> {
    let mut counts: BTreeMap<String, KindCount> = BTreeMap::new();
    for item in &index.items {
        let kind = kind_name(item);
        let count = counts
            .entry(kind.render(&English))
            .or_insert_with(|| KindCount::new(kind, 0, 0));
        count.found += 1;
        let file = index.attachments.get(&item.key);
        let came = file.is_some_and(|file| batches.file(plan, &file.url) == FileState::Came);
        let is_written =
            plan.by_item.contains_key(&item.key) || menus.items.contains(&item.key) || came;
        count.written += usize::from(is_written);
    }
    counts.into_values().collect()
}

fn kind_name(item: &IndexedItem) -> Text {
    let status = item.status.name();
    match &item.kind {
        ItemKind::Post => phrase!("posts, {status}", status = status),
        ItemKind::Page => phrase!("pages, {status}", status = status),
        ItemKind::Attachment => phrase!("media library"),
        ItemKind::ReusableBlock => phrase!("shared blocks"),
        ItemKind::Other(name) => phrase!("other: {name}", name = name),
    }
}
