//! Files beside an article that would run scripts, on a site whose authors may write no HTML.
//!
//! The site does not publish them; here each link to one is an error. No setting of `check`
//! changes that.

use crate::content::ArticleId;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::markdown::{Destination, destination};
use crate::site::{FileUse, Resolved, Site};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// Errors for the links of an article, and its cover, that lead to such a file.
pub(super) fn active_files(site: &Site, id: ArticleId, problems: &mut DiagnosticSink) {
    if site.config.raw_html {
        return;
    }
    let article = site.article(id);
    let links = article.body.links.iter().map(|link| {
        let file_use = match link.is_image {
            true => FileUse::Picture,
            false => FileUse::Link,
        };
        let span = link.span.start as usize..link.span.end as usize;
        problem(site, id, &article.path, &link.target, file_use, span)
    });
    // an inherited cover is checked in the file that names it
    let cover = article.image.iter().filter(|cover| {
        cover.path == article.path && destination(&cover.target, true) == Destination::Inside
    });
    let cover = cover.map(|cover| {
        let span = cover.span.clone();
        problem(site, id, &cover.path, &cover.target, FileUse::Picture, span)
    });
    problems.extend(links.chain(cover).flatten());
}

fn problem(
    site: &Site,
    id: ArticleId,
    from: &Arc<str>,
    target: &str,
    file_use: FileUse,
    span: Range<usize>,
) -> Option<Diagnostic> {
    let Resolved::File { source, .. } = site.resolve(id, from, target) else {
        return None;
    };
    if !site.is_refused(&source, file_use) {
        return None;
    }
    let message = message!(
        Code::ActiveFile,
        "`{target}` can run scripts, and authors of this site may write no HTML",
        target = target
    );
    let is_drawing = !site.is_refused(&source, FileUse::Picture);
    let hint = match is_drawing {
        true => phrase!(
            "show it as a picture: `![what it shows]({target})`",
            target = target
        ),
        false => phrase!(
            "write it as an article or save it as a PDF; `raw_html: true` in `griot.yaml` allows such files"
        ),
    };
    Some(Diagnostic::error(from.clone(), message).at(span).hint(hint))
}
