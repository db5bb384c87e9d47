//! The pictures of a site: which ones its articles refer to, what smaller ones are made of
//! each, and what is wrong with them.

use super::plan::Files;
use super::url::Location;
use super::{Resolved, Site};
use crate::config::address::decode;
use crate::content::{Article, ArticleId};
use crate::diagnostic::Diagnostic;
use crate::markdown::{Destination, destination};
use crate::picture::{PictureError, PictureFormat, PictureHeader, Recipe};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What a picture's first bytes say of it.
pub type Measured = Result<PictureHeader, PictureError>;

/// A picture on a page.
#[derive(Debug)]
pub struct PictureSize<'s> {
    pub header: &'s PictureHeader,
    pub location: Location,
    /// Of its smaller ones, in pixels, ascending.
    pub widths: Vec<u32>,
}

/// By the paths of their files.
pub type Pictures = BTreeMap<Arc<str>, Measured>;

/// A picture that is lighter needs no smaller one.
const LIGHT_BYTES: u64 = 20_000;

/// The longest side that WebP has (RFC 9649).
const WEBP_SIDE: u32 = 16_383;

impl Site {
    /// Header of a picture; `None` for other files and for broken pictures.
    pub fn picture(&self, source: &str) -> Option<&PictureHeader> {
        self.pictures.get(source)?.as_ref().ok()
    }

    /// The picture that a link of the file `from` leads to.
    pub fn picture_at(
        &self,
        article: ArticleId,
        from: &str,
        target: &str,
    ) -> Option<PictureSize<'_>> {
        match self.resolve(article, from, target) {
            Resolved::File {
                source, location, ..
            } => {
                let header = self.picture(&source)?;
                Some(PictureSize {
                    widths: self.widths(header),
                    header,
                    location,
                })
            }
            // what is in `static/` is published as it is, and by itself
            Resolved::Path { location, .. } => Some(PictureSize {
                header: self.picture(&format!("static{}", location.path))?,
                location,
                widths: Vec::new(),
            }),
            _ => None,
        }
    }

    /// Widths of the smaller pictures that are made of one, from the settings: none for what is
    /// small already, never one that is wider than the picture.
    pub fn widths(&self, header: &PictureHeader) -> Vec<u32> {
        let images = &self.config.images;
        let (Some(least), Some(most)) = (images.widths.first(), images.widths.last()) else {
            return Vec::new();
        };
        let small = header.width <= *least || header.file_bytes < LIGHT_BYTES;
        if !images.enabled || !header.can_shrink() || small {
            return Vec::new();
        }
        let own = Some(header.width).filter(|own| own <= most);
        let narrower = images.widths.iter().copied();
        let narrower = narrower.filter(|width| *width < header.width);
        let fits =
            |width: &u32| *width <= WEBP_SIDE && header.height_for_width(*width) <= WEBP_SIDE;
        narrower.chain(own).filter(fits).collect()
    }

    /// Where a smaller picture lies: `photo.jpg` and `photo.png` have each their own.
    pub fn smaller(location: &Location, width: u32) -> Location {
        Location {
            host: location.host,
            path: format!("{}.{width}.webp", location.path),
        }
    }

    /// A file, and of a picture its smaller ones.
    pub(super) fn plan_file(
        &self,
        source: Arc<str>,
        at: Location,
        add: &mut dyn FnMut(super::Kind, Location),
    ) {
        let Some(header) = self.picture(&source) else {
            return add(super::Kind::File(source), at);
        };
        let picture = |recipe| super::Kind::Picture {
            source: source.clone(),
            recipe,
        };
        for width in self.widths(header) {
            let quality = self.config.images.quality;
            let recipe = Recipe::Webp { width, quality };
            add(picture(recipe), Site::smaller(&at, width));
        }
        add(picture(Recipe::Original), at);
    }

    /// Files of pictures that articles refer to, each once.
    pub(super) fn referred_pictures(&self, files: &Files, statics: &[Arc<str>]) -> Vec<Arc<str>> {
        let beside = files.iter().flatten().map(|(source, _)| source.clone());
        let statics: BTreeSet<&Arc<str>> = statics.iter().collect();
        let on_the_site = self.articles.iter().flat_map(|article| targets(article));
        let on_the_site = on_the_site.filter_map(|target| {
            let path = target.strip_prefix('/')?.split(['?', '#']).next()?;
            let path = decode(path).unwrap_or_else(|| path.to_string());
            statics.get(&Arc::from(format!("static/{path}"))).copied()
        });
        let named = beside.chain(on_the_site.cloned());
        let pictures: BTreeSet<Arc<str>> = named
            .filter(|path| PictureFormat::has_picture_extension(path))
            .collect();
        pictures.into_iter().collect()
    }

    /// What is wrong with the pictures that an article refers to.
    pub(super) fn check_pictures(&self, id: ArticleId) -> Vec<Diagnostic> {
        if self.pictures.is_empty() {
            return Vec::new();
        }
        let article = self.article(id);
        let links = article.body.links.iter().map(|link| {
            let span = link.span.start as usize..link.span.end as usize;
            (link.target.as_str(), span, link.image)
        });
        // an inherited picture is checked where it is named
        let cover = article.image.iter().filter(|cover| {
            cover.path == article.path && destination(&cover.target, true) == Destination::Inside
        });
        let cover = cover.map(|cover| (cover.target.as_str(), cover.span.clone(), true));
        links
            .chain(cover)
            .filter_map(|(target, span, shown)| {
                let source = match self.resolve(id, &article.path, target) {
                    Resolved::File { source, .. } => source,
                    Resolved::Path { location, .. } => format!("static{}", location.path).into(),
                    _ => return None,
                };
                let measured = self.pictures.get(&source)?;
                problem(measured, &source, shown).map(|problem| placed(problem, article, span))
            })
            .collect()
    }
}

fn placed(problem: Diagnostic, article: &Article, span: Range<usize>) -> Diagnostic {
    Diagnostic {
        path: article.path.clone(),
        ..problem
    }
    .at(span)
}

/// Addresses of all that an article shows or leads to.
fn targets(article: &Article) -> impl Iterator<Item = &str> {
    let links = article.body.links.iter().map(|link| link.target.as_str());
    links.chain(article.image.iter().map(|cover| cover.target.as_str()))
}

/// What is wrong with a picture, to be told where it is named. What is not shown on the page,
/// but linked to, may be anything.
fn problem(measured: &Measured, source: &str, shown: bool) -> Option<Diagnostic> {
    let name = source.rsplit('/').next().unwrap_or(source);
    let header = match measured {
        Ok(header) => header,
        Err(error) => {
            let message = error.message(text!("the picture `{name}`", name = name));
            let problem = match shown {
                true => Diagnostic::error("", message),
                false => Diagnostic::warning("", message),
            };
            return Some(problem.hint(error.hint()));
        }
    };
    if PictureFormat::from_extension(source).is_some_and(|format| format != header.format) {
        let kind = header.format.name();
        let message = format!("the picture `{name}` is not what its name says: it is a {kind}");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let hint = format!("call it `{stem}.{}`", header.format.extension());
        return Some(Diagnostic::warning("", message).hint(hint));
    }
    if header.keeps_metadata {
        let message = format!("the picture `{name}` may say where and when it was taken");
        let hint = "Griot cannot take that out of an AVIF: save it without metadata, or as JPEG";
        return Some(Diagnostic::warning("", message).hint(hint));
    }
    None
}
