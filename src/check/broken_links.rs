//! Broken links: files and pages that do not exist, and anchors that no heading has.
//!
//! Takes an article of a site; gives a diagnostic for each link, with a suggestion where a name is
//! near. Links to other sites are not looked at.

use super::broken_link_hints::{FileNames, relative};
use crate::content::{Article, ArticleId};
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink, Text, nearest};
use crate::markdown::{Destination, Link, SlotKind, destination};
use crate::picture;
use crate::safe_addresses::decode;
use crate::site::{PageKind, Resolved, Site, meant_anchor};
use crate::translations::{Alignments, section_counterparts};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::OnceLock;

/// Endings of files that browsers do not show as images.
const NOT_IMAGES: [&str; 12] = [
    "pdf", "md", "markdown", "html", "txt", "zip", "mp3", "ogg", "mp4", "webm", "mov", "docx",
];

/// Checks the links of articles, from several threads.
pub(super) struct LinkChecker<'s> {
    site: &'s Site,
    /// Names to suggest: a cache, filled at the first broken link.
    file_names: OnceLock<FileNames>,
}

/// A link whose target is checked, and where it stands.
struct CheckedLink<'a> {
    article: &'a Article,
    target: &'a str,
    span: Range<usize>,
}

impl<'s> LinkChecker<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        LinkChecker {
            site,
            file_names: OnceLock::new(),
        }
    }

    /// Problems with the links, images and the cover of an article.
    pub(super) fn check(&self, id: ArticleId, problems: &mut DiagnosticSink) {
        let article = self.site.article(id);
        let links = article.body.links.iter();
        problems.extend(links.filter_map(|link| self.check_link(id, article, link)));
        self.check_images(id, article, problems);
        problems.extend(self.check_cover(id, article));
    }

    /// Images in the text that are another kind of file. Raw HTML is not looked at: videos and
    /// frames have a source too.
    fn check_images(&self, id: ArticleId, article: &Article, problems: &mut DiagnosticSink) {
        let slots = article.body.slots.iter();
        let images = slots.filter_map(|slot| match slot.kind {
            SlotKind::ImageAttributes(link) => article.body.links.get(link as usize),
            _ => None,
        });
        let not_images =
            images.filter(
                |link| match self.site.resolve(id, &article.path, &link.target) {
                    Resolved::File { source, .. } => is_not_image(&source),
                    Resolved::Path { location, .. } => is_not_image(&location.path),
                    Resolved::Article { .. } => true,
                    _ => false,
                },
            );
        problems.extend(not_images.map(|link| {
            let message = message!(
                Code::NotAnImage,
                "`{target}` is shown as an image, and is none",
                target = &link.target
            );
            Diagnostic::warning(article.path.clone(), message)
                .at(span_of(link))
                .hint(phrase!("without the `!` before it, it is a link"))
                .breaks(CheckRule::Links)
        }));
    }

    fn check_link(&self, id: ArticleId, article: &Article, link: &Link) -> Option<Diagnostic> {
        let checked = CheckedLink {
            article,
            target: &link.target,
            span: span_of(link),
        };
        match self.site.resolve(id, &article.path, &link.target) {
            Resolved::Anchor(anchor) => self.check_anchor(id, anchor, &checked),
            Resolved::Article { id: other, suffix } => self.check_anchor(other, suffix, &checked),
            Resolved::Path { location, suffix } if !link.target.starts_with('/') => {
                Some(checked.repaired(&format!("{}{suffix}", location.path)))
            }
            Resolved::Path { location, suffix } => match self.site.page_at(&location)?.kind {
                PageKind::Article(other) => self.check_anchor(other, suffix, &checked),
                _ => None,
            },
            Resolved::GuessedArticle { id: other, suffix } => {
                Some(self.guessed(&checked, other, suffix))
            }
            Resolved::OtherSite(address) => Some(checked.repaired(&address)),
            Resolved::Unknown { .. } => Some(checked.unknown_path()),
            Resolved::Unpublished => Some(checked.unpublished()),
            Resolved::File { .. } => None,
            Resolved::Dead => Some(self.not_found(&checked, link.is_image)),
        }
    }

    /// The picture that the front matter names.
    fn check_cover(&self, id: ArticleId, article: &Article) -> Option<Diagnostic> {
        let cover = article.image.as_ref()?;
        // an inherited cover is checked in the file that names it
        if cover.path != article.path || destination(&cover.target, true) != Destination::Inside {
            return None;
        }
        let checked = CheckedLink {
            article,
            target: &cover.target,
            span: cover.span.clone(),
        };
        let is_picture = match self.site.resolve(id, &cover.path, &cover.target) {
            Resolved::Dead | Resolved::GuessedArticle { .. } | Resolved::OtherSite(_) => {
                return Some(self.not_found(&checked, true));
            }
            Resolved::Unknown { .. } => return Some(checked.unknown_path()),
            Resolved::File { source, .. } => picture::PictureFormat::has_picture_extension(&source),
            Resolved::Path { location, .. } => {
                let is_picture = picture::PictureFormat::has_picture_extension(&location.path);
                if is_picture && !cover.target.starts_with('/') {
                    return Some(checked.repaired(&location.path));
                }
                is_picture
            }
            _ => false,
        };
        (!is_picture).then(|| checked.not_a_picture())
    }

    /// Checks that the page of an article has the anchor of `suffix`.
    fn check_anchor(
        &self,
        id: ArticleId,
        suffix: &str,
        checked: &CheckedLink,
    ) -> Option<Diagnostic> {
        let (_, fragment) = suffix.split_once('#')?;
        let fragment = decode(fragment).unwrap_or_else(|| fragment.to_string());
        let target = self.site.article(id);
        let headings = target.body.headings.iter();
        let headings = headings.map(|heading| heading.id.as_str());
        let anchors = target.body.anchors.iter().map(String::as_str);
        let ids: Vec<&str> = headings.chain(anchors).collect();
        // those of a theme begin with `_`, and so do those of Word
        let is_of_theme = fragment.is_empty()
            || fragment == "top"
            || fragment.starts_with('_') && !is_of_word_processor(&fragment);
        if is_of_theme || ids.contains(&fragment.as_str()) {
            return None;
        }
        // a heading also has the ids of its counterparts in other languages
        let counterparts = section_counterparts(
            self.site.story_of(id),
            id,
            |id| self.site.article(id),
            &Alignments::default(),
        );
        let mut counterparts = counterparts.iter().flatten();
        if counterparts.any(|counterpart| counterpart.heading.id == fragment) {
            return None;
        }
        if let Some(meant) = meant_anchor(target, &fragment) {
            let (before, _) = checked.target.split_once('#')?;
            return Some(checked.repaired(&format!("{before}#{meant}")));
        }
        let message = if target.path == checked.article.path {
            message!(
                Code::UnknownAnchor,
                "no heading on this page has the id `{id}`",
                id = &fragment
            )
        } else {
            message!(
                Code::UnknownAnchor,
                "no heading of `{path}` has the id `{id}`",
                path = &target.path,
                id = &fragment
            )
        };
        let hint = match nearest(&fragment, ids) {
            Some(near) => phrase!("did you mean `#{near}`?", near = near),
            None if fragment.starts_with("_ftn") || fragment.starts_with("_edn") => {
                phrase!("write a note as `[^1]` in the text, and `[^1]: …` on a line of its own")
            }
            None => phrase!("ids come from the heading's words, without emoji or accents"),
        };
        let problem = Diagnostic::warning(checked.article.path.clone(), message);
        let problem = problem.at(checked.span.clone()).hint(hint);
        Some(problem.breaks(CheckRule::Anchors))
    }

    /// A link to the address of an article, where its file is meant.
    fn guessed(&self, checked: &CheckedLink, other: ArticleId, suffix: &str) -> Diagnostic {
        let folder = checked.article.path.rsplit_once('/');
        let folder = folder.map_or("", |(folder, _)| folder);
        let target = self.site.article(other);
        let anchor = suffix.split_once('#');
        let meant = anchor.and_then(|(_, fragment)| meant_anchor(target, fragment));
        let suffix = meant.map_or(suffix.to_string(), |anchor| format!("#{anchor}"));
        let path = relative(folder, &target.path);
        checked.repaired(&format!("{path}{suffix}"))
    }

    fn not_found(&self, checked: &CheckedLink, is_image: bool) -> Diagnostic {
        let target = checked.target;
        let message = match is_image {
            true => message!(
                Code::BrokenLink,
                "the image `{target}` was not found",
                target = target
            ),
            false => message!(
                Code::BrokenLink,
                "the file `{target}` was not found",
                target = target
            ),
        };
        let names = self.file_names.get_or_init(|| FileNames::new(self.site));
        let hint = names.suggestion(checked.article, target, is_image);
        let problem = Diagnostic::error(checked.article.path.clone(), message);
        checked.link_problem(problem, hint)
    }
}

impl CheckedLink<'_> {
    fn link_problem(&self, problem: Diagnostic, hint: Text) -> Diagnostic {
        let problem = problem.at(self.span.clone()).hint(hint);
        problem.breaks(CheckRule::Links)
    }

    /// A link that is used as its author means it.
    fn repaired(&self, meant: &str) -> Diagnostic {
        let message = message!(
            Code::RepairedAddress,
            "the address `{written}` is read as `{meant}`",
            written = self.target,
            meant = meant
        );
        let problem = Diagnostic::warning(self.article.path.clone(), message);
        self.link_problem(problem, phrase!("write `{meant}`", meant = meant))
    }

    fn unknown_path(&self) -> Diagnostic {
        let message = message!(
            Code::UnknownPath,
            "no page of the site is at `{path}`",
            path = self.target
        );
        let hint =
            phrase!("link to the file it is written in, or put a file of that name in `static/`");
        let problem = Diagnostic::warning(self.article.path.clone(), message);
        self.link_problem(problem, hint)
    }

    /// A link to a draft breaks no rule: it starts to work when the draft is published.
    fn unpublished(&self) -> Diagnostic {
        let message = message!(
            Code::UnpublishedTarget,
            "`{target}` leads to an article that is not published",
            target = self.target
        );
        Diagnostic::warning(self.article.path.clone(), message)
            .at(self.span.clone())
            .hint(phrase!("its words stay without a link until it is"))
    }

    fn not_a_picture(&self) -> Diagnostic {
        let message = message!(
            Code::NotAnImage,
            "`{target}` is no picture",
            target = self.target
        );
        let problem = Diagnostic::error(self.article.path.clone(), message);
        let hint = phrase!("name a JPEG, PNG, WebP, AVIF, GIF or SVG file");
        self.link_problem(problem, hint)
    }
}

/// Whether an id is one that Word gives: of a note, a heading in its table of contents, a link.
fn is_of_word_processor(id: &str) -> bool {
    ["_ftn", "_edn", "_Toc", "_Ref", "_Hlk"]
        .iter()
        .any(|begin| id.starts_with(begin))
}

fn is_not_image(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut endings = NOT_IMAGES.iter();
    endings.any(|other| other.eq_ignore_ascii_case(ending))
}

fn span_of(link: &Link) -> Range<usize> {
    link.span.start as usize..link.span.end as usize
}
