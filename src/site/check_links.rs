//! What is wrong with an author's links: files and pages that are not there, anchors that no
//! heading has. Each with its line and, where there is one, the name that was meant.

use super::Site;
use super::links::Resolved;
use super::plan::Kind;
use crate::config::address::decode;
use crate::content::{Article, ArticleId};
use crate::diagnostic::{CheckRule, Diagnostic, nearest};
use crate::markdown::{Destination, Link, SlotKind, destination};
use crate::picture;
use std::ops::Range;

/// Ends of names that browsers know for what is no image.
const NO_IMAGES: [&str; 12] = [
    "pdf", "md", "markdown", "html", "txt", "zip", "mp3", "ogg", "mp4", "webm", "mov", "docx",
];

fn is_shown_by_no_browser(path: &str) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    NO_IMAGES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(end))
}

impl Site {
    /// What is wrong with the links of one article.
    pub(super) fn check_links(&self, id: ArticleId) -> Vec<Diagnostic> {
        let article = self.article(id);
        let mut problems: Vec<Diagnostic> = article
            .body
            .links
            .iter()
            .filter_map(|link| self.check_link(id, article, link))
            .collect();
        problems.extend(self.check_images(id, article));
        problems.extend(self.check_picture(id, article));
        problems.extend(self.check_pictures(id));
        problems
    }

    /// Images of the text that show something else: in raw HTML, films and frames have a source too.
    fn check_images(&self, id: ArticleId, article: &Article) -> Vec<Diagnostic> {
        let slots = article.body.slots.iter();
        let links = slots.filter_map(|slot| match slot.what {
            SlotKind::Picture(link) => article.body.links.get(link as usize),
            _ => None,
        });
        let odd = links.filter(|link| match self.resolve(id, &article.path, &link.target) {
            Resolved::File { source, .. } => is_shown_by_no_browser(&source),
            Resolved::Path { location, .. } => is_shown_by_no_browser(&location.path),
            Resolved::Article { .. } => true,
            _ => false,
        });
        let told = odd.map(|link| {
            let span = link.span.start as usize..link.span.end as usize;
            let message = format!("`{}` is shown as an image, and is none", link.target);
            let problem = Diagnostic::warning(article.path.clone(), message).at(span);
            let hint = "without the `!` before it, it is a link";
            problem.hint(hint).breaks(CheckRule::Links)
        });
        told.collect()
    }

    fn check_link(&self, id: ArticleId, article: &Article, link: &Link) -> Option<Diagnostic> {
        let span = link.span.start as usize..link.span.end as usize;
        let target = &link.target;
        match self.resolve(id, &article.path, target) {
            Resolved::Anchor(anchor) => self.check_anchor(id, article, anchor, span),
            Resolved::Article { id: other, suffix } => {
                self.check_anchor(other, article, suffix, span)
            }
            Resolved::Path { location, suffix } => match self.page_at(&location)?.kind {
                Kind::Article(other) => self.check_anchor(other, article, suffix, span),
                _ => None,
            },
            Resolved::Unknown { .. } => Some(unknown(article, target, span)),
            Resolved::Unpublished => {
                let message = format!("`{target}` leads to an article that is not published");
                let hint = "its words stay without a link until it is";
                Some(
                    Diagnostic::warning(article.path.clone(), message)
                        .at(span)
                        .hint(hint),
                )
            }
            Resolved::File { .. } => None,
            Resolved::Dead => Some(self.dead(article, target, span, link.image)),
        }
    }

    fn check_picture(&self, id: ArticleId, article: &Article) -> Option<Diagnostic> {
        let cover = article.image.as_ref()?;
        // an inherited picture is checked where it is named
        if cover.path != article.path || destination(&cover.target, true) != Destination::Inside {
            return None;
        }
        let span = cover.span.clone();
        let named = match self.resolve(id, &cover.path, &cover.target) {
            Resolved::Dead => return Some(self.dead(article, &cover.target, span, true)),
            Resolved::Unknown { .. } => return Some(unknown(article, &cover.target, span)),
            Resolved::File { source, .. } => picture::PictureFormat::has_picture_extension(&source),
            Resolved::Path { location, .. } => {
                picture::PictureFormat::has_picture_extension(&location.path)
            }
            _ => false,
        };
        let message = format!("`{}` is no picture", cover.target);
        let hint = "name a JPEG, PNG, WebP, AVIF, GIF or SVG file";
        let problem = Diagnostic::error(article.path.clone(), message).at(span);
        (!named).then(|| problem.hint(hint).breaks(CheckRule::Links))
    }

    fn check_anchor(
        &self,
        id: ArticleId,
        from: &Article,
        suffix: &str,
        span: Range<usize>,
    ) -> Option<Diagnostic> {
        let (_, fragment) = suffix.split_once('#')?;
        let fragment = decode(fragment).unwrap_or_else(|| fragment.to_string());
        let target = self.article(id);
        let body = &target.body;
        let ids = || {
            body.headings
                .iter()
                .map(|heading| heading.id.as_str())
                .chain(body.anchors.iter().map(String::as_str))
        };
        let of_theme = fragment.is_empty() || fragment == "top" || fragment.starts_with('_');
        if of_theme || ids().any(|id| id == fragment) {
            return None;
        }
        // a heading takes its counterparts' ids as well
        let mut counterparts = self.section_counterparts(id).into_iter().flatten();
        if counterparts.any(|(_, heading)| heading.id == fragment) {
            return None;
        }
        let message = if target.path == from.path {
            format!("no heading on this page has the id `{fragment}`")
        } else {
            format!("no heading of `{}` has the id `{fragment}`", target.path)
        };
        let diagnostic = Diagnostic::warning(from.path.clone(), message).at(span);
        let diagnostic = diagnostic.breaks(CheckRule::Anchors);
        Some(match nearest(&fragment, ids()) {
            Some(near) => diagnostic.hint(format!("did you mean `#{near}`?")),
            None => diagnostic.hint("ids come from the heading's words, without emoji or accents"),
        })
    }

    fn dead(&self, article: &Article, target: &str, span: Range<usize>, image: bool) -> Diagnostic {
        let what = if image { "image" } else { "file" };
        let message = format!("the {what} `{target}` is not there");
        let diagnostic = Diagnostic::error(article.path.clone(), message).at(span);
        let diagnostic = diagnostic.breaks(CheckRule::Links);
        diagnostic.hint(self.link_suggestion(article, target, image))
    }
}

/// A path on the site where nothing is.
fn unknown(article: &Article, target: &str, span: Range<usize>) -> Diagnostic {
    let message = format!("no page of the site is at `{target}`");
    let hint = "link to the file it is written in, or put a file of that name in `static/`";
    Diagnostic::warning(article.path.clone(), message)
        .at(span)
        .hint(hint)
        .breaks(CheckRule::Links)
}
