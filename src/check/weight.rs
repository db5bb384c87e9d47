//! Pages that are too heavy for a slow and metered connection.
//!
//! What counts is what a reader's phone loads to show a page: its HTML, style sheets and
//! scripts, each compressed as a host sends it. Pictures are aside.

use super::Findings;
use crate::content::Files;
use crate::diagnostic::{CheckRule, Diagnostic};
use crate::render::Rendered;
use crate::site::{Kind, Location, Page, Site};
use crate::theme::Theme;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Weighs pages as they are rendered, from several threads.
pub struct WeightChecker<'s> {
    site: &'s Site,
    theme: &'s Theme,
    files: &'s dyn Files,
    /// In bytes; `None` weighs nothing.
    limit: Option<u64>,
    /// Compressed style sheets and scripts.
    parts: Mutex<HashMap<Location, u64>>,
    heavy: Mutex<Vec<(Page, Weight)>>,
}

/// Compressed bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    page: u64,
    styles: u64,
    scripts: u64,
}

impl Weight {
    fn total(&self) -> u64 {
        self.page + self.styles + self.scripts
    }
}

impl<'s> WeightChecker<'s> {
    pub fn new(site: &'s Site, theme: &'s Theme, files: &'s dyn Files) -> Self {
        WeightChecker {
            site,
            theme,
            files,
            limit: (!site.config.is_off(CheckRule::Weight)).then(|| {
                site.config
                    .rule(CheckRule::Weight)
                    .limit
                    .unwrap_or_default()
                    * 1000
            }),
            parts: Mutex::default(),
            heavy: Mutex::default(),
        }
    }

    /// Weighs a page that readers look at; anything else has no weight.
    pub fn weigh(&self, page: &Page, rendered: &Rendered) {
        let (Rendered::Bytes(bytes), Some(limit)) = (rendered, self.limit) else {
            return;
        };
        if !page.is_for_people() {
            return;
        }
        let mut weight = self.parts_of(&String::from_utf8_lossy(bytes), page.location.host);
        // what is light already need not be compressed
        weight.page = bytes.len() as u64;
        if weight.total() > limit {
            weight.page = compressed(bytes);
        }
        if weight.total() > limit {
            locked(&self.heavy).push((page.clone(), weight));
        }
    }

    /// The style sheets and scripts of this site that a page asks for, each once.
    fn parts_of(&self, html: &str, host: u8) -> Weight {
        let mut weight = Weight::default();
        let parts: BTreeSet<(Part, &str)> = parts(html).collect();
        for (part, href) in parts {
            let Some(location) = self.site.hosts.at(host, href) else {
                continue;
            };
            match part {
                Part::Style => weight.styles += self.part(location),
                Part::Script => weight.scripts += self.part(location),
            }
        }
        weight
    }

    fn part(&self, location: Location) -> u64 {
        if let Some(known) = locked(&self.parts).get(&location) {
            return *known;
        }
        let bytes = match self.site.page_at(&location).map(|page| &page.kind) {
            Some(Kind::Theme(path)) => self.theme.files.get(path).cloned(),
            Some(Kind::File(source)) => self.files.read(source).ok(),
            _ => None,
        };
        let weight = bytes.map_or(0, |bytes| compressed(&bytes));
        locked(&self.parts).insert(location, weight);
        weight
    }

    /// The rule `weight`: each article by itself, lists together.
    pub fn problems(self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let Some(mut findings) = Findings::of(self.site, CheckRule::Weight, &mut found) else {
            return found;
        };
        let mut heavy = self
            .heavy
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        heavy.sort_by(|(a, x), (b, y)| (y.total(), &a.location).cmp(&(x.total(), &b.location)));
        let (articles, lists): (Vec<_>, Vec<_>) = heavy
            .into_iter()
            .partition(|(page, _)| matches!(page.kind, Kind::Article(_)));
        for (page, weight) in articles {
            if let Kind::Article(id) = page.kind {
                let message = format!("the page of this article weighs {}", findings.over(&weight));
                let hint = "split it, or show less at once: pictures are not counted".to_string();
                findings.broken(&self.site.article(id).path, message, hint);
            }
        }
        if let Some((page, weight)) = lists.first() {
            let message = format!(
                "the list `{}` weighs {}",
                page.location.path,
                findings.over(weight)
            );
            let hint = match lists.len() - 1 {
                0 => "put fewer articles on a page: see `paginate`".to_string(),
                1 => "so does 1 other: see `paginate` for fewer articles on a page".to_string(),
                more => {
                    format!("so do {more} others: see `paginate` for fewer articles on a page")
                }
            };
            findings.broken(&"griot.yaml".into(), message, hint);
        }
        found
    }
}

impl Findings<'_> {
    /// `41.2 kB compressed, more than 35: page 33.0, styles 5.1, scripts 3.1`
    fn over(&self, weight: &Weight) -> String {
        let parts = [
            ("page", weight.page),
            ("styles", weight.styles),
            ("scripts", weight.scripts),
        ];
        let parts = parts
            .iter()
            .filter(|(_, bytes)| *bytes > 0)
            .map(|(name, bytes)| format!("{name} {}", kilobytes(*bytes)));
        format!(
            "{} kB compressed, more than {}: {}",
            kilobytes(weight.total()),
            self.limit(),
            parts.collect::<Vec<_>>().join(", ")
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Style,
    Script,
}

/// Addresses of style sheets and scripts, as a page names them.
fn parts(html: &str) -> impl Iterator<Item = (Part, &str)> {
    let tags = html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        let part = if rest.starts_with("link ") {
            Part::Style
        } else if rest.starts_with("script ") {
            Part::Script
        } else {
            return None;
        };
        Some((part, &rest[..rest.find('>')?]))
    });
    tags.filter_map(|(part, tag)| {
        match part {
            Part::Style => {
                let rel = attribute(tag, "rel")?;
                let style = rel.split_whitespace().any(|rel| rel == "stylesheet");
                style.then(|| attribute(tag, "href")).flatten()
            }
            Part::Script => attribute(tag, "src"),
        }
        .map(|href| (part, href))
    })
}

/// The value of a quoted attribute.
fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let (_, after) = tag.split_once(&format!(" {name}="))?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split_once(quote).map(|(value, _)| value)
}

/// As most hosts send it: gzip at its usual level.
fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed.len() as u64,
        // memory takes every byte
        Err(_) => bytes.len() as u64,
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
