//! Writes `static/_redirects`: old addresses that no page can answer, for hosts that read the file.

use super::export_format::ExportFormat;
use super::export_index::{ExportIndex, IndexedTerm};
use super::plan_terms::TermKind;
use super::site_plan::SitePlan;
use crate::text::slug::slug;
use std::collections::BTreeSet;

/// Categories above one another.
const MOST_ABOVE: usize = 8;

/// The lines of `static/_redirects`, each once; `None` where there is nothing to say.
pub fn redirects(index: &ExportIndex, plan: &SitePlan, format: ExportFormat) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in &plan.texts {
        if let Some(query) = &text.old_query {
            lines.push(format!("/ {query} {} 301", text.path));
        }
    }
    for lang in &plan.paired.languages {
        let prefix = plan.prefix(lang);
        lines.push(format!("{prefix}{} {prefix}/feed.xml 301", feed(format)));
    }
    lines.extend(lists(index, plan, format));
    let base = plan.own.base();
    let mut seen = BTreeSet::new();
    let mut text = format!("# old addresses of {}\n", format.program());
    for line in lines.iter().filter(|line| is_plain(line)) {
        let parts: Vec<String> = line.split(' ').map(|part| encoded(part, base)).collect();
        let line = parts.join(" ");
        if seen.insert(line.clone()) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    Some(text)
}

/// The old address of the feed.
pub fn feed(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::WordPress => "/feed/",
        ExportFormat::Ghost => "/rss/",
        ExportFormat::Blogger => "/feeds/posts/default",
    }
}

/// The lists of categories, tags and authors at their old addresses.
fn lists(index: &ExportIndex, plan: &SitePlan, format: ExportFormat) -> Vec<String> {
    let mut lines = Vec::new();
    for indexed in &index.terms {
        let (kind, old, new) = match indexed.term.taxonomy.as_str() {
            "category" => (TermKind::Category, "category", "categories"),
            "post_tag" if format == ExportFormat::Blogger => {
                (TermKind::Tag, "search/label", "tags")
            }
            "post_tag" => (TermKind::Tag, "tag", "tags"),
            _ => continue,
        };
        let Some(term) = plan
            .terms
            .of(kind)
            .by_slug(indexed.export, &indexed.term.slug)
        else {
            continue;
        };
        for (lang, name) in &term.names {
            let lang = if lang.is_empty() {
                &plan.paired.languages[0]
            } else {
                lang
            };
            let prefix = plan.prefix(lang);
            let path = old_path(index, indexed);
            lines.push(format!(
                "{prefix}/{old}/{path}/ {prefix}/{new}/{}/ 301",
                slug(name)
            ));
        }
    }
    for author in &index.authors {
        if let Some(id) = plan.terms.author(&author.login) {
            let name = slug(&author.login);
            if name != id {
                lines.push(format!("/author/{name}/ /authors/{id}/ 301"));
            }
            lines.push(format!("/author/{id}/ /authors/{id}/ 301"));
        }
    }
    lines
}

/// The slugs of a term and of those above it, as WordPress writes them in addresses.
fn old_path(index: &ExportIndex, indexed: &IndexedTerm) -> String {
    let mut path = decoded(&indexed.term.slug);
    let mut at = indexed;
    for _ in 0..MOST_ABOVE {
        let above = index.terms.iter().find(|other| {
            other.export == at.export
                && other.term.taxonomy == at.term.taxonomy
                && other.term.slug == at.term.parent
        });
        let Some(above) = above.filter(|_| !at.term.parent.is_empty()) else {
            break;
        };
        path = format!("{}/{path}", decoded(&above.term.slug));
        at = above;
    }
    path
}

fn decoded(slug: &str) -> String {
    crate::safe_addresses::decode(slug).unwrap_or_else(|| slug.to_string())
}

/// Whether a line has only its own spaces, and no pattern but at its end.
fn is_plain(line: &str) -> bool {
    let from = line.split(' ').next().unwrap_or_default();
    let is_pattern = from.trim_end_matches("/*").contains(['*', ':']);
    !is_pattern && line.matches(' ').count() <= 3 && !line.contains(char::is_control)
}

/// A path as browsers send it, below the base of the blog.
fn encoded(part: &str, base: &str) -> String {
    if !part.starts_with('/') {
        return part.to_string();
    }
    let mut encoded = base.to_string();
    for byte in part.bytes() {
        match byte.is_ascii_graphic() {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
