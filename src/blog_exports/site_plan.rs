//! [`SitePlan`]: where each text of an export goes, and where each old address leads.
//!
//! Made from the index alone, before any text is converted.

use super::export_index::{ExportIndex, IndexedItem, ItemKey, ItemKind, ItemStatus};
use super::own_addresses::{OwnAddress, OwnAddresses, path_key};
use super::pair_items::{LanguageHints, Member, PairedItems, pair_items};
use super::plan_terms::{PlannedTerms, plan_terms};
use super::time_zones::{GuessedZone, guess_zone, zone_named};
use crate::imported_site::{AddressedArticle, fill, fitting_pattern, unique};
use crate::limits::NAME_BYTES;
use crate::safe_addresses::check_name;
use crate::text::slug::{is_windows_device, slug};
use jiff::civil;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::char::is_combining_mark;

/// Names at the top of a site that Griot has pages for.
const RESERVED: [&str; 8] = [
    "archive",
    "tags",
    "categories",
    "authors",
    "search",
    "assets",
    "_griot",
    "page",
];

/// The first of Unicode's symbols; marks that are not seen and that turn text around come before.
const SYMBOLS: char = '\u{2190}';

/// The pattern of addresses where no other fits.
const USUAL_PATTERN: &str = "/:slug/";

/// A text of the new site.
#[derive(Debug, Clone)]
pub struct PlannedText {
    /// The item that it comes from.
    pub item: ItemKey,
    /// The code of its language.
    pub lang: String,
    /// Whether it is one language of an item that holds several.
    pub is_part: bool,
    /// The folder of its story: `content/articles/a-story`.
    pub folder: String,
    /// The last part of its address.
    pub slug: String,
    /// Its whole address, where the pattern does not give it.
    pub url: Option<String>,
    /// Its new path, with the language: `/en/a-story/`.
    pub path: String,
    /// Old paths that lead to it.
    pub aliases: Vec<String>,
    /// Its old query, where its address was one: `p=12`.
    pub old_query: Option<String>,
}

impl PlannedText {
    /// The file below the site's folder.
    pub fn file(&self) -> String {
        format!("{}/{}.md", self.folder, self.lang)
    }
}

/// Where each text goes.
#[derive(Debug)]
pub struct SitePlan {
    /// The old blog's addresses.
    pub own: OwnAddresses,
    /// Languages and stories.
    pub paired: PairedItems,
    /// The texts, story by story.
    pub texts: Vec<PlannedText>,
    /// The texts of each item.
    pub by_item: HashMap<ItemKey, Vec<usize>>,
    /// The item at each old path.
    pub by_path: HashMap<String, ItemKey>,
    /// Categories, tags and authors.
    pub terms: PlannedTerms,
    /// The pattern of addresses.
    pub permalink: String,
    /// Whether the default language is below its code too.
    pub default_in_subdir: bool,
    /// The time zone.
    pub zone: GuessedZone,
    statuses: HashMap<ItemKey, ItemStatus>,
    author_ids: HashMap<ItemKey, Vec<String>>,
}

impl SitePlan {
    /// Plans the site of an index.
    pub fn new(index: &ExportIndex, hints: &LanguageHints) -> Self {
        let blog = match index.fact("wp:base_blog_url") {
            "" => index.fact("link"),
            blog => blog,
        };
        let own = OwnAddresses::new(blog, index.blog_urls.iter().map(String::as_str));
        let own = match index.fact("program") {
            "Blogger" => own.with_google_pictures(),
            _ => own,
        };
        let paired = pair_items(index, &own, hints);
        let dates: Vec<_> = index.items.iter().filter_map(|item| item.date).collect();
        let zone = zone_named(index.fact("timezone")).unwrap_or_else(|| guess_zone(&dates));
        let items: HashMap<ItemKey, &IndexedItem> =
            index.items.iter().map(|item| (item.key, item)).collect();
        let planner = Planner {
            items: &items,
            own: &own,
            paired: &paired,
            zone: &zone,
        };
        let default_in_subdir = planner.default_is_in_subdir();
        let permalink = planner.permalink(default_in_subdir);
        let texts = planner.texts(&permalink, default_in_subdir);
        let mut by_item: HashMap<ItemKey, Vec<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            by_item.entry(text.item).or_default().push(at);
        }
        let by_path = old_paths(index, &own);
        let terms = plan_terms(index, &paired, hints);
        let statuses = index.items.iter().map(|item| (item.key, item.status));
        let authors = index
            .items
            .iter()
            .filter(|item| by_item.contains_key(&item.key));
        let authors = authors.map(|item| {
            let ids = item.authors.iter().filter_map(|login| terms.author(login));
            (item.key, ids.map(str::to_string).collect())
        });
        let (statuses, author_ids) = (statuses.collect(), authors.collect());
        SitePlan {
            paired,
            texts,
            by_item,
            by_path,
            terms,
            permalink,
            default_in_subdir,
            zone,
            own,
            statuses,
            author_ids,
        }
    }

    /// Who may see an item.
    pub fn status(&self, item: ItemKey) -> Option<ItemStatus> {
        self.statuses.get(&item).copied()
    }

    /// The ids of the authors of an item.
    pub fn authors(&self, item: ItemKey) -> Vec<String> {
        self.author_ids.get(&item).cloned().unwrap_or_default()
    }

    /// The path that stands before the addresses of a language: `/en`, or nothing.
    pub fn prefix(&self, lang: &str) -> String {
        prefix(&self.paired.languages, self.default_in_subdir, lang)
    }

    /// The text of an item in a language, else in its first one.
    pub fn text_of(&self, item: ItemKey, lang: &str) -> Option<&PlannedText> {
        let texts = self.by_item.get(&item)?;
        let own = texts.iter().find(|at| self.texts[**at].lang == lang);
        own.or(texts.first()).map(|at| &self.texts[*at])
    }

    /// The item that an old address of an export names.
    pub fn item_at(&self, address: &OwnAddress, export: usize) -> Option<ItemKey> {
        let names = ["p", "page_id", "attachment_id"];
        let id = names.iter().find_map(|name| address.query_value(name));
        match id.and_then(|id| id.parse().ok()) {
            Some(id) => Some(ItemKey { export, id }),
            None => self.by_path.get(&address.key()).copied(),
        }
    }
}

fn prefix(languages: &[String], default_in_subdir: bool, lang: &str) -> String {
    let is_default = languages.first().is_some_and(|default| default == lang);
    match is_default && !default_in_subdir {
        true => String::new(),
        false => format!("/{lang}"),
    }
}

/// The item at each old path.
fn old_paths(index: &ExportIndex, own: &OwnAddresses) -> HashMap<String, ItemKey> {
    let mut paths = HashMap::new();
    for item in &index.items {
        let address = own
            .own(&item.link)
            .filter(|address| address.query.is_empty());
        let key = address.map(|address| address.key()).unwrap_or_default();
        if !key.is_empty() {
            paths.entry(key).or_insert(item.key);
        }
    }
    paths
}

struct Planner<'a> {
    items: &'a HashMap<ItemKey, &'a IndexedItem>,
    own: &'a OwnAddresses,
    paired: &'a PairedItems,
    zone: &'a GuessedZone,
}

impl Planner<'_> {
    fn members(&self) -> impl Iterator<Item = &Member> {
        self.paired.stories.iter().flatten()
    }

    fn item(&self, member: &Member) -> &IndexedItem {
        self.items[&member.item]
    }

    /// The old path of a text that readers could open; ends in `/` unless it names a file.
    fn old_path(&self, item: &IndexedItem) -> Option<String> {
        if !item.status.is_public() && item.status != ItemStatus::Password {
            return None;
        }
        let address = self.own.own(&item.link)?;
        if !address.query.is_empty() || path_key(&address.path).is_empty() {
            return None;
        }
        Some(with_slash(&address.path))
    }

    /// Whether the texts of the default language lie below its code.
    fn default_is_in_subdir(&self) -> bool {
        let Some(default) = self.paired.languages.first() else {
            return false;
        };
        let start = format!("/{default}/");
        let own = self
            .members()
            .filter(|member| member.lang == *default && !member.is_part);
        let mut paths = own
            .filter_map(|member| self.old_path(self.item(member)))
            .peekable();
        self.paired.languages.len() > 1
            && paths.peek().is_some()
            && paths.all(|path| path.starts_with(&start))
    }

    fn permalink(&self, default_in_subdir: bool) -> String {
        let published = self.members().filter(|member| {
            let item = self.item(member);
            item.kind == ItemKind::Post && item.status == ItemStatus::Published
        });
        let mut articles = Vec::new();
        for member in published {
            let item = self.item(member);
            let Some(path) = self.old_path(item) else {
                return USUAL_PATTERN.to_string();
            };
            let prefix = prefix(&self.paired.languages, default_in_subdir, &member.lang);
            let path = path
                .strip_prefix(prefix.as_str())
                .unwrap_or(&path)
                .to_string();
            articles.push(self.addressed(path, &item.slug, item));
        }
        fitting_pattern(&articles).unwrap_or_else(|| USUAL_PATTERN.to_string())
    }

    fn addressed(&self, path: String, slug: &str, item: &IndexedItem) -> AddressedArticle {
        AddressedArticle {
            path,
            slug: slug.to_string(),
            day: self.day(item).unwrap_or(civil::Date::ZERO),
        }
    }

    /// The day of an item in the time zone of the site.
    fn day(&self, item: &IndexedItem) -> Option<civil::Date> {
        let date = item.date?;
        let Some(offset) = date.offset else {
            return Some(date.local.date());
        };
        let moment = offset.to_timestamp(date.local).ok()?;
        Some(self.zone.zone.to_datetime(moment).date())
    }

    fn texts(&self, permalink: &str, default_in_subdir: bool) -> Vec<PlannedText> {
        let mut folders = BTreeSet::new();
        let mut paths: BTreeSet<String> = BTreeSet::new();
        for lang in &self.paired.languages {
            let prefix = prefix(&self.paired.languages, default_in_subdir, lang);
            paths.extend(
                RESERVED
                    .iter()
                    .map(|name| path_key(&format!("{prefix}/{name}"))),
            );
            paths.insert(path_key(&prefix));
        }
        let mut texts = Vec::new();
        for story in &self.paired.stories {
            let folder = self.folder(&story[0], &mut folders);
            for member in story {
                let prefix = prefix(&self.paired.languages, default_in_subdir, &member.lang);
                let text = self.text(member, &folder, &prefix, permalink);
                texts.push(self.with_free_path(text, &prefix, permalink, &mut paths));
            }
        }
        self.add_aliases(&mut texts, &paths);
        texts
    }

    /// The folder of a story, named by its first text.
    fn folder(&self, member: &Member, taken: &mut BTreeSet<String>) -> String {
        let item = self.item(member);
        let section = match item.kind {
            ItemKind::Page => "pages",
            _ => "articles",
        };
        let name = match slug(&item.slug) {
            empty if empty.is_empty() => {
                slug(&super::qtranslate::in_language(&item.title, &member.lang))
            }
            name => name,
        };
        let name = match name.is_empty() {
            true => format!("{}-{}", section.trim_end_matches('s'), item.key.id),
            false => name,
        };
        unique(&format!("content/{section}/{name}"), taken)
    }

    fn text(&self, member: &Member, folder: &str, prefix: &str, permalink: &str) -> PlannedText {
        let item = self.item(member);
        let name = folder.rsplit('/').next().unwrap_or_default();
        let is_slug = is_plain_slug(&item.slug)
            && check_name(&item.slug).is_ok()
            && !is_windows_device(&item.slug);
        let slug = if is_slug {
            item.slug.clone()
        } else {
            name.to_string()
        };
        let old = self.old_path(item);
        let usual = self.path(item, &slug, prefix, permalink);
        // pages lie below other pages; the address of a part has no language
        let url = match (&item.kind, &old) {
            (ItemKind::Page, Some(old)) if !member.is_part && *old != usual && is_clean(old) => {
                Some(old.clone())
            }
            _ => None,
        };
        let address = self.own.own(&item.link);
        let query = address
            .map(|address| address.query)
            .filter(|query| !query.is_empty());
        PlannedText {
            item: member.item,
            lang: member.lang.clone(),
            is_part: member.is_part,
            folder: folder.to_string(),
            path: url.clone().unwrap_or(usual),
            slug,
            url,
            aliases: old.into_iter().collect(),
            old_query: query.filter(|_| item.status.is_public() && !member.is_part),
        }
    }

    fn path(&self, item: &IndexedItem, slug: &str, prefix: &str, permalink: &str) -> String {
        match item.kind {
            ItemKind::Post => {
                let article = self.addressed(String::new(), slug, item);
                format!("{prefix}{}", fill(permalink, &article))
            }
            _ => format!("{prefix}/{slug}/"),
        }
    }

    /// Gives a text another slug where its path is taken.
    fn with_free_path(
        &self,
        mut text: PlannedText,
        prefix: &str,
        permalink: &str,
        taken: &mut BTreeSet<String>,
    ) -> PlannedText {
        let item = self.items[&text.item];
        let slug = text.slug.clone();
        let mut number = 2;
        while !taken.insert(path_key(&text.path)) {
            text.slug = format!("{slug}-{number}");
            text.url = None;
            text.path = self.path(item, &text.slug, prefix, permalink);
            number += 1;
        }
        text
    }

    /// Keeps the old paths that lead on: not a text's own path, nor that of another page.
    fn add_aliases(&self, texts: &mut [PlannedText], paths: &BTreeSet<String>) {
        let mut taken = paths.clone();
        for text in texts {
            let item = self.items[&text.item];
            let old = std::mem::take(&mut text.aliases);
            let renamed = item.old_slugs.iter().filter_map(|old_slug| {
                let old = old.first()?;
                let end = old.trim_end_matches('/').strip_suffix(item.slug.as_str())?;
                Some(format!("{end}{old_slug}/"))
            });
            let all: Vec<String> = renamed.chain(old.iter().cloned()).collect();
            let mut aliases = Vec::new();
            for alias in all.into_iter().rev().filter(|alias| is_clean(alias)) {
                // the parts of one item share its old address: the first one has it
                if path_key(&alias) != path_key(&text.path) && taken.insert(path_key(&alias)) {
                    aliases.push(alias);
                }
            }
            aliases.truncate(crate::limits::LIST_ITEMS);
            text.aliases = aliases;
        }
    }
}

/// Whether a slug can stand in an address: letters of any script, digits, marks and emoji.
fn is_plain_slug(slug: &str) -> bool {
    let is_plain =
        |c: char| c.is_alphanumeric() || "-_.~".contains(c) || is_combining_mark(c) || c >= SYMBOLS;
    !slug.is_empty() && slug.len() < NAME_BYTES - 20 && slug.chars().all(is_plain)
}

/// Whether a path can stand in front matter.
fn is_clean(path: &str) -> bool {
    crate::safe_addresses::check_site_path(path).is_ok()
        && crate::safe_addresses::check_no_pattern(path).is_ok()
        && path
            .split('/')
            .filter(|name| !name.is_empty())
            .all(is_plain_slug)
}

/// A path with a slash at its end, unless it names a page of HTML.
fn with_slash(path: &str) -> String {
    let path = path.trim_end_matches('/');
    match path.ends_with(".html") || path.ends_with(".htm") {
        true => path.to_string(),
        false => format!("{path}/"),
    }
}
