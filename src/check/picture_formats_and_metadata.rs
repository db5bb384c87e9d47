//! Reports pictures that browsers cannot show, pictures whose ending names another format, and AVIF
//! pictures that would publish where and when they were taken.
//!
//! Takes an article of a site; gives a diagnostic at each link to such a picture. A picture that
//! does not exist is a broken link.

use crate::content::{Article, ArticleId};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::markdown::{Destination, destination};
use crate::picture::PictureFormat;
use crate::site::{Measured, Resolved, Site};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// A link that may lead to a picture.
struct PictureLink<'a> {
    target: &'a str,
    span: Range<usize>,
    /// Whether the page shows the picture. A mere link may lead to anything.
    is_shown: bool,
}

/// Problems with the pictures that an article refers to.
pub(super) fn broken_pictures(site: &Site, id: ArticleId, problems: &mut DiagnosticSink) {
    if site.pictures.is_empty() {
        return;
    }
    let article = site.article(id);
    let links = picture_links(article);
    problems.extend(links.filter_map(|link| {
        let source = source(site, id, article, link.target)?;
        let measured = site.pictures.get(&source)?;
        let problem = problem(article, measured, &source, link.is_shown)?;
        Some(problem.at(link.span))
    }));
}

/// Moves each problem with a picture's file to the texts that refer to the picture. One that no
/// text refers to stays with the file.
pub fn at_their_texts(site: &Site, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let moved = problems.into_iter().flat_map(|problem| {
        let is_of_picture = site.pictures.contains_key(&problem.path);
        let mut places = match is_of_picture {
            true => places_of(site, &problem),
            false => Vec::new(),
        };
        if places.is_empty() {
            places.push(problem);
        }
        places
    });
    moved.collect()
}

/// The problem of a picture at each link that leads to it.
fn places_of(site: &Site, problem: &Diagnostic) -> Vec<Diagnostic> {
    let ids = site.article_ids();
    let places = ids.flat_map(|id| {
        let article = site.article(id);
        let links = picture_links(article);
        let links = links.filter(move |link| {
            source(site, id, article, link.target).is_some_and(|source| source == problem.path)
        });
        links.map(|link| Diagnostic {
            path: article.path.clone(),
            ..problem.clone().at(link.span)
        })
    });
    places.collect()
}

/// The file that a link leads to.
fn source(site: &Site, id: ArticleId, article: &Article, target: &str) -> Option<Arc<str>> {
    match site.resolve(id, &article.path, target) {
        Resolved::File { source, .. } => Some(source),
        Resolved::Path { location, .. } => Some(format!("static{}", location.path).into()),
        _ => None,
    }
}

fn picture_links(article: &Article) -> impl Iterator<Item = PictureLink<'_>> {
    let links = article.body.links.iter().map(|link| PictureLink {
        target: &link.target,
        span: link.span.start as usize..link.span.end as usize,
        is_shown: link.is_image,
    });
    // an inherited cover is checked in the file that names it
    let cover = article.image.iter().filter(|cover| {
        cover.path == article.path && destination(&cover.target, true) == Destination::Inside
    });
    links.chain(cover.map(|cover| PictureLink {
        target: &cover.target,
        span: cover.span.clone(),
        is_shown: true,
    }))
}

fn problem(
    article: &Article,
    measured: &Measured,
    source: &str,
    is_shown: bool,
) -> Option<Diagnostic> {
    let path = article.path.clone();
    let name = source.rsplit('/').next().unwrap_or(source);
    let header = match measured {
        Ok(header) => header,
        Err(error) => {
            let message = error.message(phrase!("the picture `{name}`", name = name));
            let new = match is_shown {
                true => Diagnostic::error,
                false => Diagnostic::warning,
            };
            return Some(new(path, message).hint(error.hint()));
        }
    };
    if PictureFormat::from_extension(source).is_some_and(|format| format != header.format) {
        let message = message!(
            Code::WrongPictureEnding,
            "the picture `{name}` is not what its name says: it is a {format}",
            name = name,
            format = header.format.name()
        );
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let hint = phrase!(
            "call it `{stem}.{extension}`",
            stem = stem,
            extension = header.format.extension()
        );
        return Some(Diagnostic::warning(path, message).hint(hint));
    }
    if header.keeps_metadata {
        let message = message!(
            Code::PictureMetadata,
            "the picture `{name}` may say where and when it was taken",
            name = name
        );
        let hint =
            phrase!("Griot cannot take that out of an AVIF: save it without metadata, or as JPEG");
        return Some(Diagnostic::warning(path, message).hint(hint));
    }
    None
}
