//! What the articles of a story share: a translation that leaves it out takes it from its
//! original, then from the other languages.

use super::article::{Article, Picture};
use super::front_matter::{Date, FrontMatter};
use super::load::{SourceFile, style, typeset_by};
use super::path::Written;
use crate::config::Config;
use crate::diagnostic::Spanned;
use crate::markdown::{Body, title_html};
use crate::text::slug::slug;
use std::sync::Arc;

/// What a story's articles share and may leave out: the original's word comes first.
pub struct Inherited {
    date: Option<Date>,
    updated: Option<Date>,
    publish_date: Option<Date>,
    expiry_date: Option<Date>,
    authors: Option<Vec<Spanned<String>>>,
    tags: Option<Vec<Spanned<String>>>,
    categories: Option<Vec<Spanned<String>>>,
    /// The picture and the file that names it.
    image: Option<(Spanned<String>, Arc<str>)>,
    weight: Option<i64>,
    toc: Option<bool>,
    comments: Option<bool>,
}

impl Inherited {
    pub fn from(group: &[Arc<SourceFile>], original: usize) -> Self {
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
        fn value<T: Clone>(spanned: &Option<Spanned<T>>) -> Option<T> {
            spanned.as_ref().map(|spanned| spanned.value.clone())
        }
        Inherited {
            date: first(&order, |front| value(&front.date)),
            updated: first(&order, |front| value(&front.updated)),
            publish_date: first(&order, |front| value(&front.publish_date)),
            expiry_date: first(&order, |front| value(&front.expiry_date)),
            authors: first(&order, |front| front.authors.clone()),
            tags: first(&order, |front| front.tags.clone()),
            categories: first(&order, |front| front.categories.clone()),
            image: order
                .iter()
                .find_map(|source| Some((source.front.image.clone()?, source.path.clone()))),
            weight: first(&order, |front| front.weight),
            toc: first(&order, |front| front.toc),
            comments: first(&order, |front| front.comments),
        }
    }

    pub fn article(&self, source: SourceFile, key: &str, config: &Config) -> Article {
        let style = style(config, source.lang, &source.front);
        let set = |text: &str| typeset_by(style.as_ref(), text);
        let SourceFile {
            path,
            lang,
            written,
            mut front,
            body,
        } = source;
        let name = written
            .slug
            .as_deref()
            .unwrap_or(key.rsplit('/').next().unwrap_or(key));
        let plain = plain_title(&front, &body, name);
        let title = set(&plain);
        let own = |date: Option<Spanned<Date>>, inherited: &Option<Date>| {
            date.map(|date| date.value).or_else(|| inherited.clone())
        };
        Article {
            title_html: title_html(&title),
            date: own(front.date.take(), &self.date).or_else(|| date_of(&written, config)),
            updated: own(front.updated.take(), &self.updated),
            publish_date: own(front.publish_date.take(), &self.publish_date),
            expiry_date: own(front.expiry_date.take(), &self.expiry_date),
            slug: own_slug(&front, written.slug.as_deref(), &plain, name),
            url: front.url.take(),
            aliases: std::mem::take(&mut front.aliases),
            tags: listed(front.tags.take(), &self.tags),
            categories: listed(front.categories.take(), &self.categories),
            authors: authors(listed(front.authors.take(), &self.authors)),
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
            draft: front.draft == Some(true),
            extra: std::mem::take(&mut front.extra),
            path,
            lang,
            title,
            body,
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

fn authors(written: Vec<Spanned<String>>) -> Vec<String> {
    written.into_iter().map(|author| author.value).collect()
}

/// An article's own list, else the story's.
fn listed(
    own: Option<Vec<Spanned<String>>>,
    inherited: &Option<Vec<Spanned<String>>>,
) -> Vec<Spanned<String>> {
    own.or_else(|| inherited.clone()).unwrap_or_default()
}

/// The title as written: front matter's, else the first H1, else the file's name.
fn plain_title(front: &FrontMatter, body: &Body, name: &str) -> String {
    let own = front.title.as_ref().map(|title| title.value.clone());
    own.or_else(|| body.title.clone())
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| name.replace('-', " "))
}

/// The date that a file's name gives.
fn date_of(written: &Written, config: &Config) -> Option<Date> {
    let at = written
        .date?
        .to_zoned_datetime(config.timezone.clone())
        .ok()?;
    Some(Date {
        at,
        has_time: false,
    })
}
