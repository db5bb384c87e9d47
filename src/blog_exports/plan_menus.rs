//! Chooses the menu of each language among the menus of an export, and says where its entries lead.
//!
//! An export does not say which menu stands at the top of the blog: the one with the most entries
//! that have a page counts.

use super::export_index::{ExportIndex, IndexedItem, ItemKey, MenuItem};
use super::plan_terms::TermKind;
use super::plan_terms::plain;
use super::qtranslate::in_language;
use super::site_plan::SitePlan;
use crate::imported_site::MenuLink;
use crate::text::slug::slug;
use std::collections::{BTreeMap, BTreeSet};

/// The menus of a site, by language.
#[derive(Debug, Default)]
pub struct PlannedMenus {
    /// The entries, in the order of the languages.
    pub by_language: Vec<Vec<MenuLink>>,
    /// The items that became entries.
    pub items: BTreeSet<ItemKey>,
}

/// A menu for a language, not yet chosen.
#[derive(Debug, Clone, Default)]
struct MenuOfLanguage {
    links: Vec<MenuLink>,
    items: Vec<ItemKey>,
}

/// Chooses the menus.
pub fn plan_menus(index: &ExportIndex, plan: &SitePlan) -> PlannedMenus {
    let mut menus: BTreeMap<String, Vec<&IndexedItem>> = BTreeMap::new();
    for item in &index.items {
        if let Some(entry) = item.menu_item.as_ref().filter(|_| item.status.is_public()) {
            let name = format!("{}/{}", item.key.export, entry.menu);
            menus.entry(name).or_default().push(item);
        }
    }
    for items in menus.values_mut() {
        items.sort_by_key(|item| item.menu_item.as_ref().map_or(0, |entry| entry.order));
    }
    let mut planned = PlannedMenus::default();
    for lang in &plan.paired.languages {
        let candidates = menus
            .values()
            .map(|items| menu_in(items, lang, index, plan));
        // the first of the longest
        let best = candidates.rev().max_by_key(|menu| menu.links.len());
        let best = best.unwrap_or_default();
        planned.items.extend(best.items);
        planned.by_language.push(best.links);
    }
    planned
}

fn menu_in(
    items: &[&IndexedItem],
    lang: &str,
    index: &ExportIndex,
    plan: &SitePlan,
) -> MenuOfLanguage {
    let mut menu = MenuOfLanguage::default();
    let mut has_page = false;
    for item in items {
        let Some(entry) = item.menu_item.as_ref().filter(|entry| !entry.is_below) else {
            continue;
        };
        let Some(link) = link(item, entry, lang, index, plan) else {
            continue;
        };
        has_page |= entry.kind != "custom";
        menu.links.push(link);
        menu.items.push(item.key);
    }
    // addresses alone do not tell a language
    match has_page || plan.paired.languages.len() == 1 {
        true => menu,
        false => MenuOfLanguage::default(),
    }
}

fn link(
    item: &IndexedItem,
    entry: &MenuItem,
    lang: &str,
    index: &ExportIndex,
    plan: &SitePlan,
) -> Option<MenuLink> {
    let export = item.key.export;
    let title = plain(&in_language(&item.title, lang));
    let own = |id: u64| ItemKey { export, id };
    let target = match entry.kind.as_str() {
        "post_type" => {
            let text = plan.text_of(own(entry.target), lang)?;
            let title = index.item(own(entry.target)).map_or("", |item| &item.title);
            MenuLink {
                label: plain(&in_language(title, lang)),
                url: text.path.clone(),
            }
        }
        "taxonomy" => list(entry, export, lang, index, plan)?,
        _ => MenuLink {
            label: String::new(),
            url: address(&entry.url, export, lang, plan)?,
        },
    };
    let label = if title.is_empty() {
        target.label
    } else {
        title
    };
    (!label.is_empty()).then_some(MenuLink {
        label,
        url: target.url,
    })
}

/// The list of a category or a tag.
fn list(
    entry: &MenuItem,
    export: usize,
    lang: &str,
    index: &ExportIndex,
    plan: &SitePlan,
) -> Option<MenuLink> {
    let (kind, folder) = match entry.object.as_str() {
        "category" => (TermKind::Category, "categories"),
        "post_tag" => (TermKind::Tag, "tags"),
        _ => return None,
    };
    let mut terms = index.terms.iter();
    let found = terms.find(|term| {
        term.export == export && term.term.taxonomy == entry.object && term.term.id == entry.target
    })?;
    let term = plan.terms.of(kind).by_slug(export, &found.term.slug)?;
    let name = term.names.get(lang).or(term.names.get(""))?;
    Some(MenuLink {
        label: name.clone(),
        url: format!("{}/{folder}/{}/", plan.prefix(lang), slug(name)),
    })
}

/// The address of an entry that is one: a page of the site, or another site.
fn address(url: &str, export: usize, lang: &str, plan: &SitePlan) -> Option<String> {
    let Some(own) = plan.own.own(url) else {
        let is_web = ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|start| url.starts_with(start));
        return is_web.then(|| url.to_string());
    };
    let home = format!("{}/", plan.prefix(lang));
    if own.key().is_empty() || format!("/{}/", own.key()) == home {
        return Some(home);
    }
    let item = plan.item_at(&own, export)?;
    Some(plan.text_of(item, lang)?.path.clone())
}
