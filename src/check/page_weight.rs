//! Page weight: pages that are too heavy for a slow and metered connection.
//!
//! Takes rendered pages; gives problems by the rule `weight`. The weight of a page is its HTML, style
//! sheets and scripts, each compressed as a host sends it. Pictures do not count.

use super::Findings;
use crate::content::Files;
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink, Text};
use crate::render::Rendered;
use crate::site::{Location, Page, PageKind, Site};
use crate::theme::Theme;
use crate::{message, phrase};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Weighs rendered pages, from several threads.
pub struct WeightChecker<'s> {
    site: &'s Site,
    theme: &'s Theme,
    files: &'s dyn Files,
    /// The heaviest page that is allowed, in bytes. `None` when the rule is off.
    limit: Option<u64>,
    /// Compressed bytes of style sheets and scripts: a cache.
    resources: Mutex<HashMap<Location, u64>>,
    heavy_pages: Mutex<Vec<HeavyPage>>,
}

struct HeavyPage {
    page: Page,
    weight: Weight,
}

/// Compressed bytes of a page and what it loads.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    page: u64,
    styles: u64,
    scripts: u64,
}

impl<'s> WeightChecker<'s> {
    /// A checker that found nothing yet.
    pub fn new(site: &'s Site, theme: &'s Theme, files: &'s dyn Files) -> Self {
        let is_off = site.config.is_off(CheckRule::Weight);
        let kilobytes = site.config.rule(CheckRule::Weight).limit;
        WeightChecker {
            site,
            theme,
            files,
            limit: (!is_off).then(|| kilobytes.unwrap_or_default() * 1000),
            resources: Mutex::default(),
            heavy_pages: Mutex::default(),
        }
    }

    /// Weighs a page that readers look at. Other files have no weight.
    pub fn weigh(&self, page: &Page, rendered: &Rendered) {
        let (Rendered::Bytes(bytes), Some(limit)) = (rendered, self.limit) else {
            return;
        };
        if !page.is_for_people() {
            return;
        }
        let mut weight = self.resources_of(&String::from_utf8_lossy(bytes), page.location.host);
        // compression takes time: a page that is light without it stays as it is
        weight.page = bytes.len() as u64;
        if weight.total() > limit {
            weight.page = compressed(bytes);
        }
        if weight.total() > limit {
            locked(&self.heavy_pages).push(HeavyPage {
                page: page.clone(),
                weight,
            });
        }
    }

    /// The weight of the style sheets and scripts of this site that a page loads, each once.
    fn resources_of(&self, html: &str, host: u8) -> Weight {
        let mut weight = Weight::default();
        let resources: BTreeSet<Resource> = resources(html).collect();
        for resource in resources {
            let Some(location) = self.site.hosts.at(host, resource.href) else {
                continue;
            };
            match resource.kind {
                ResourceKind::Style => weight.styles += self.resource(location),
                ResourceKind::Script => weight.scripts += self.resource(location),
            }
        }
        weight
    }

    /// Compressed bytes of a style sheet or a script.
    fn resource(&self, location: Location) -> u64 {
        if let Some(bytes) = locked(&self.resources).get(&location) {
            return *bytes;
        }
        let bytes = match self.site.page_at(&location).map(|page| &page.kind) {
            Some(PageKind::Theme(path)) => self.theme.files.get(path).cloned(),
            Some(PageKind::File(source)) => self.files.read(source).ok(),
            _ => None,
        };
        let weight = bytes.map_or(0, |bytes| compressed(&bytes));
        locked(&self.resources).insert(location, weight);
        weight
    }

    /// The rule `weight`: a problem for each heavy article, and one for all lists.
    pub fn problems(self) -> Vec<Diagnostic> {
        let mut found = DiagnosticSink::default();
        let Some(mut findings) = Findings::of(self.site, CheckRule::Weight, &mut found) else {
            return found.into_vec();
        };
        let heavy = self.heavy_pages.into_inner();
        let mut heavy = heavy.unwrap_or_else(PoisonError::into_inner);
        heavy.sort_by(|a, b| {
            let heaviest_first = b.weight.total().cmp(&a.weight.total());
            heaviest_first.then_with(|| a.page.location.cmp(&b.page.location))
        });
        let mut lists = Vec::new();
        for one in heavy {
            match one.page.kind {
                PageKind::Article(id) => {
                    let path = &self.site.article(id).path;
                    report_article(path, &one.weight, &mut findings);
                }
                _ => lists.push(one),
            }
        }
        if let Some((heaviest, others)) = lists.split_first() {
            report_list(heaviest, others.len(), &mut findings);
        }
        found.into_vec()
    }
}

fn report_article(path: &Arc<str>, weight: &Weight, findings: &mut Findings) {
    let message = message!(
        Code::HeavyPage,
        "the page of this article weighs {weight}",
        weight = weight.text(findings.limit())
    );
    let hint = phrase!("split it, or show less at once: pictures are not counted");
    findings.report(path, message, hint);
}

fn report_list(list: &HeavyPage, others: usize, findings: &mut Findings) {
    let message = message!(
        Code::HeavyPage,
        "the list `{path}` weighs {weight}",
        path = &list.page.location.path,
        weight = list.weight.text(findings.limit())
    );
    let hint = match others {
        0 => phrase!("put fewer articles on a page: see `paginate`"),
        1 => phrase!("so does 1 other: see `paginate` for fewer articles on a page"),
        others => phrase!(
            "so do {others} others: see `paginate` for fewer articles on a page",
            others = others
        ),
    };
    findings.report(&"griot.yaml".into(), message, hint);
}

impl Weight {
    fn total(&self) -> u64 {
        self.page + self.styles + self.scripts
    }

    /// `41.2 kB compressed, more than 35: page 33.0, styles 5.1, scripts 3.1`
    fn text(&self, limit: u64) -> Text {
        let page = phrase!("page {size}", size = kilobytes(self.page));
        let styles = phrase!("styles {size}", size = kilobytes(self.styles));
        let scripts = phrase!("scripts {size}", size = kilobytes(self.scripts));
        let parts = match (self.styles, self.scripts) {
            (0, 0) => page,
            (_, 0) => phrase!("{page}, {styles}", page = page, styles = styles),
            (0, _) => phrase!("{page}, {scripts}", page = page, scripts = scripts),
            _ => phrase!(
                "{page}, {styles}, {scripts}",
                page = page,
                styles = styles,
                scripts = scripts
            ),
        };
        phrase!(
            "{total} kB compressed, more than {limit}: {parts}",
            total = kilobytes(self.total()),
            limit = limit,
            parts = parts
        )
    }
}

/// A style sheet or script that a page loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Resource<'h> {
    kind: ResourceKind,
    href: &'h str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ResourceKind {
    Style,
    Script,
}

/// The style sheets and scripts that a page names.
fn resources(html: &str) -> impl Iterator<Item = Resource<'_>> {
    html.match_indices('<').filter_map(|(at, _)| {
        let tag = &html[at + 1..];
        let kind = if tag.starts_with("link ") {
            ResourceKind::Style
        } else if tag.starts_with("script ") {
            ResourceKind::Script
        } else {
            return None;
        };
        let tag = &tag[..tag.find('>')?];
        let href = match kind {
            ResourceKind::Style => {
                let rel = attribute(tag, "rel")?;
                let is_style = rel.split_whitespace().any(|rel| rel == "stylesheet");
                attribute(tag, "href").filter(|_| is_style)?
            }
            ResourceKind::Script => attribute(tag, "src")?,
        };
        Some(Resource { kind, href })
    })
}

/// The value of a quoted attribute.
fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let (_, after) = tag.split_once(&format!(" {name}="))?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split_once(quote).map(|(value, _)| value)
}

/// The size of compressed bytes. Most hosts send gzip at its usual level.
fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed.len() as u64,
        // cannot happen: memory takes every byte
        Err(_) => bytes.len() as u64,
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
