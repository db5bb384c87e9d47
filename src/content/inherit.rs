//! What the articles of a story share: a translation that leaves it out takes it from its
//! original, then from the other languages; the days on which it shows, from its original alone.

use super::article::{Article, Picture, Places};
use super::front_matter::{Date, FrontMatter};
use super::path_info::PathInfo;
use super::source_file::{SourceFile, style, typeset_by};
use crate::config::Config;
use crate::diagnostic::Spanned;
use crate::fingerprint::Fingerprint;
use crate::markdown::title_html;
use crate::text::slug::slug;
use crate::text::writable::writable;
use std::sync::Arc;

type Terms = Vec<Spanned<String>>;

/// What a story's articles share and may leave out: the original's word comes first.
pub struct Inherited {
    date: Option<Date>,
    updated: Option<Date>,
    publish_date: Option<Date>,
    expiry_date: Option<Date>,
    authors: Option<Vec<Spanned<String>>>,
    /// Terms and the file that names them.
    tags: Option<(Terms, Arc<str>)>,
    categories: Option<(Terms, Arc<str>)>,
    /// The picture and the file that names it.
    image: Option<(Spanned<String>, Arc<str>)>,
    weight: Option<i64>,
    toc: Option<bool>,
    comments: Option<bool>,
    /// Of all that the story's files say.
    fingerprint: Fingerprint,
}

impl Inherited {
    pub fn from(group: &[Arc<SourceFile>], original: usize, config: &Config) -> Self {
        let others = (0..group.len()).filter(|at| *at != original);
        let order: Vec<&SourceFile> = group
            .get(original)
            .into_iter()
            .chain(others.map(|at| &group[at]))
            .map(|source| &**source)
            .collect();
        fn first<T>(order: &[&SourceFile], get: impl Fn(&FrontMatter) -> Option<T>) -> Option<T> {
            order.iter().find_map(|source| get(&source.front))
        }
        fn named<T>(
            order: &[&SourceFile],
            get: impl Fn(&FrontMatter) -> Option<T>,
        ) -> Option<(T, Arc<str>)> {
            let one = |source: &&SourceFile| Some((get(&source.front)?, source.path.clone()));
            order.iter().find_map(one)
        }
        fn value<T: Clone>(spanned: &Option<Spanned<T>>) -> Option<T> {
            spanned.as_ref().map(|spanned| spanned.value.clone())
        }
        let date = |source: &&SourceFile| {
            value(&source.front.date).or_else(|| date_of(&source.path_info, config))
        };
        // a translation that waits, or is over, does not take the original with it
        let alone = &order[..order.len().min(1)];
        Inherited {
            date: order.iter().find_map(date),
            updated: first(&order, |front| value(&front.updated)),
            publish_date: first(alone, |front| value(&front.publish_date)),
            expiry_date: first(alone, |front| value(&front.expiry_date)),
            authors: first(&order, |front| front.authors.clone()),
            tags: named(&order, |front| front.tags.clone()),
            categories: named(&order, |front| front.categories.clone()),
            image: named(&order, |front| front.image.clone()),
            weight: first(&order, |front| front.weight),
            toc: first(&order, |front| front.toc),
            comments: first(&order, |front| front.comments),
            fingerprint: Fingerprint::of_all(order.iter().map(|source| source.fingerprint)),
        }
    }

    pub fn article(&self, source: SourceFile, key: &str, config: &Config) -> Article {
        let style = style(config, source.lang, &source.front);
        let set = |text: &str| typeset_by(style.as_ref(), text);
        let SourceFile {
            path,
            lang,
            path_info,
            mut front,
            body,
            fingerprint: _,
        } = source;
        let name = path_info
            .slug
            .as_deref()
            .unwrap_or(key.rsplit('/').next().unwrap_or(key));
        let written_title = front.title.take().or_else(|| body.title.clone());
        let written_title = written_title.filter(|title| !title.value.trim().is_empty());
        let plain = match &written_title {
            Some(title) => title.value.clone(),
            None => writable(name).replace('-', " "),
        };
        let title = set(&plain);
        let (tags, tags_in) = listed(front.tags.take(), &self.tags, &path);
        let (categories, categories_in) = listed(front.categories.take(), &self.categories, &path);
        let own = |date: Option<Spanned<Date>>, inherited: &Option<Date>| {
            date.map(|date| date.value).or_else(|| inherited.clone())
        };
        Article {
            title_html: title_html(&title),
            date: own(front.date.take(), &self.date),
            updated: own(front.updated.take(), &self.updated),
            publish_date: own(front.publish_date.take(), &self.publish_date),
            expiry_date: own(front.expiry_date.take(), &self.expiry_date),
            slug_by_hand: front.slug.is_some(),
            slug: own_slug(&front, path_info.slug.as_deref(), &plain, name),
            url: front.url.take(),
            aliases: std::mem::take(&mut front.aliases),
            tags,
            categories,
            authors: authors(front.authors.take().or_else(|| self.authors.clone())),
            description: front
                .description
                .as_ref()
                .map(|text| set(&text.value))
                .unwrap_or_default(),
            summary: match &front.summary {
                Some(summary) => set(&summary.value),
                None => body.summary.clone(),
            },
            image: self.picture(&front, &path, &set),
            toc: front.toc.or(self.toc).unwrap_or(false),
            weight: front.weight.or(self.weight),
            template: front.template.take(),
            layout: front.layout.take(),
            comments: front.comments.or(self.comments).unwrap_or(true) && config.comments.is_some(),
            draft: front.draft.unwrap_or_else(|| is_among_drafts(&path)),
            extra: std::mem::take(&mut front.extra),
            places: Places {
                title: written_title.map(|title| title.span),
                description: front.description.map(|text| text.span),
                tags: tags_in,
                categories: categories_in,
            },
            path,
            lang,
            title,
            body,
            fingerprint: self.fingerprint,
        }
    }

    fn picture(
        &self,
        front: &FrontMatter,
        path: &Arc<str>,
        set: &dyn Fn(&str) -> String,
    ) -> Option<Picture> {
        let own = front.image.clone().map(|image| (image, path.clone()));
        let (image, path) = own.or_else(|| self.image.clone())?;
        Some(Picture {
            target: image.value,
            span: image.span,
            path,
            alt: front
                .image_alt
                .as_ref()
                .map(|alt| set(&alt.value))
                .unwrap_or_default(),
        })
    }
}

/// Whether a file is in Jekyll's folder for what is not done.
fn is_among_drafts(path: &str) -> bool {
    let mut folders = path.rsplit('/').skip(1);
    folders.any(|folder| folder == "_drafts")
}

/// The slug set by hand, else that of a dated file name, else the title's, else the key's.
fn own_slug(front: &FrontMatter, written: Option<&str>, title: &str, name: &str) -> String {
    if let Some(own) = &front.slug {
        return own.value.clone();
    }
    let mut candidates = [written.map(slug), Some(slug(title)), Some(slug(name))]
        .into_iter()
        .flatten();
    candidates
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "story".to_string())
}

fn authors(written: Option<Vec<Spanned<String>>>) -> Vec<String> {
    let authors = written.unwrap_or_default().into_iter();
    authors.map(|author| author.value).collect()
}

/// An article's own list, else the story's; and the file that it is written in.
fn listed(
    own: Option<Terms>,
    inherited: &Option<(Terms, Arc<str>)>,
    path: &Arc<str>,
) -> (Terms, Arc<str>) {
    match (own, inherited) {
        (Some(own), _) => (own, path.clone()),
        (None, Some(inherited)) => inherited.clone(),
        (None, None) => (Vec::new(), path.clone()),
    }
}

/// The date that a file's name gives.
fn date_of(written: &PathInfo, config: &Config) -> Option<Date> {
    let at = written
        .date?
        .to_zoned_datetime(config.timezone.clone())
        .ok()?;
    Some(Date {
        at,
        has_time: false,
    })
}
