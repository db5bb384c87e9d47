//! Files beside an article that would run scripts, on a site whose authors may write no HTML.
//!
//! The site does not publish them; here each link to one is an error, also a link to the address at
//! which a drawing is published to be shown as a picture. No setting of `check` changes that.

use crate::content::{Article, ArticleId};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::markdown::{Destination, destination};
use crate::site::{FileUse, Location, PageKind, Resolved, Site};
use crate::{message, phrase};
use std::collections::HashSet;
use std::sync::Arc;

/// Checks the links of articles, from several threads.
pub(super) struct ActiveFileChecker<'s> {
    site: &'s Site,
    /// Where drawings are published to be shown as pictures, as [`folded`] locations.
    drawings: HashSet<Location>,
}

impl<'s> ActiveFileChecker<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let drawings = site.pages.iter().filter(|page| match &page.kind {
            PageKind::File(source) | PageKind::Picture { source, .. } => {
                source.starts_with("content/") && site.is_refused(source, FileUse::Link)
            }
            _ => false,
        });
        ActiveFileChecker {
            site,
            drawings: drawings.map(|page| folded(&page.location)).collect(),
        }
    }

    /// Adds an error for each link of an article, and for its cover, that leads to such a file.
    pub(super) fn check(&self, id: ArticleId, problems: &mut DiagnosticSink) {
        if self.site.config.raw_html {
            return;
        }
        let article = self.site.article(id);
        let links = article.body.links.iter().filter_map(|link| {
            let file_use = match link.is_image {
                true => FileUse::Picture,
                false => FileUse::Link,
            };
            let span = link.span.start as usize..link.span.end as usize;
            let problem = self.problem(id, &article.path, &link.target, file_use)?;
            Some(problem.at(span))
        });
        problems.extend(links);
        if !self.drawings.is_empty() {
            let full = full_addresses(article);
            let full = full.filter(|address| self.is_drawing(id, address));
            problems.extend(full.map(|address| error(&article.path, &address, true)));
        }
        // an inherited cover is checked in the file that names it
        let cover = article.image.iter().filter(|cover| {
            cover.path == article.path && destination(&cover.target, true) == Destination::Inside
        });
        problems.extend(cover.filter_map(|cover| {
            let problem = self.problem(id, &cover.path, &cover.target, FileUse::Picture)?;
            Some(problem.at(cover.span.clone()))
        }));
    }

    fn problem(
        &self,
        id: ArticleId,
        from: &Arc<str>,
        target: &str,
        file_use: FileUse,
    ) -> Option<Diagnostic> {
        let Resolved::File { source, .. } = self.site.resolve(id, from, target) else {
            let leads_to_drawing = file_use == FileUse::Link && self.is_drawing(id, target);
            return leads_to_drawing.then(|| error(from, target, true));
        };
        let is_drawing = !self.site.is_refused(&source, FileUse::Picture);
        let is_refused = self.site.is_refused(&source, file_use);
        is_refused.then(|| error(from, target, is_drawing))
    }

    /// Whether an address on the page of an article is that of a drawing.
    fn is_drawing(&self, id: ArticleId, address: &str) -> bool {
        let page = self.site.location(id);
        let locations = self.site.hosts.locations_of_address(page, address);
        let mut locations = locations.iter().map(folded);
        locations.any(|location| self.drawings.contains(&location))
    }
}

/// A location as the most lenient server reads it: without case and repeated slashes.
fn folded(location: &Location) -> Location {
    let parts = location.path.split('/').filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(str::to_lowercase).collect();
    Location {
        host: location.host,
        path: parts.join("/"),
    }
}

/// The addresses in the HTML of an article that are no links of this site to the parser.
fn full_addresses(article: &Article) -> impl Iterator<Item = String> {
    let links = article.body.html.split("<a href=\"").skip(1);
    links.filter_map(|rest| {
        let (address, _) = rest.split_once('"')?;
        Some(htmlize::unescape_attribute(address).into_owned())
    })
}

fn error(from: &Arc<str>, target: &str, is_drawing: bool) -> Diagnostic {
    let message = message!(
        Code::ActiveFile,
        "`{target}` can run scripts, and authors of this site may write no HTML",
        target = target
    );
    let hint = match is_drawing {
        true => phrase!(
            "show it as a picture: `![what it shows]({target})`",
            target = target
        ),
        false => phrase!(
            "write it as an article or save it as a PDF; `raw_html: true` in `griot.yaml` allows such files"
        ),
    };
    Diagnostic::error(from.clone(), message).hint(hint)
}
