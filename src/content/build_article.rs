//! Builds each [`Article`] from its source file: front matter that a translation leaves out is taken
//! from its original, then from the other languages.
//!
//! The publish and expiry dates come from the original alone.

use super::article::{Article, ArticlePicture, ValuePlaces};
use super::front_matter::{Date, FrontMatter};
use super::parse_source_file::{SourceFile, style};
use super::path_info::PathInfo;
use crate::config::Config;
use crate::diagnostic::Spanned;
use crate::fingerprint::Fingerprint;
use crate::markdown::title_html;
use crate::text::forbidden_chars::replace_forbidden;
use crate::text::slug::slug;
use crate::text::typography::typeset_str;
use std::sync::Arc;

type SpannedTerms = Vec<Spanned<String>>;

/// A value, and the file that has it.
#[derive(Clone)]
struct FromFile<T> {
    value: T,
    path: Arc<str>,
}

/// The values that a story's articles may leave out.
pub struct Inherited {
    date: Option<Date>,
    updated: Option<Date>,
    publish_date: Option<Date>,
    expiry_date: Option<Date>,
    authors: Option<Vec<Spanned<String>>>,
    tags: Option<FromFile<SpannedTerms>>,
    categories: Option<FromFile<SpannedTerms>>,
    image: Option<FromFile<Spanned<String>>>,
    image_credit: Option<String>,
    featured: Option<bool>,
    weight: Option<i64>,
    toc: Option<bool>,
    comments: Option<bool>,
    /// The fingerprint of all files of the story.
    fingerprint: Fingerprint,
}

/// A story's files in the order of inheritance: the original first.
struct Order<'a>(Vec<&'a SourceFile>);

impl Order<'_> {
    /// The first value that a file has.
    fn first<T>(&self, get: impl Fn(&FrontMatter) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|source| get(&source.front))
    }

    /// The first value that a file has, with the path of the file.
    fn first_from_file<T>(&self, get: impl Fn(&FrontMatter) -> Option<T>) -> Option<FromFile<T>> {
        self.0.iter().find_map(|source| {
            let path = source.path.clone();
            get(&source.front).map(|value| FromFile { value, path })
        })
    }
}

fn value_of<T: Clone>(spanned: &Option<Spanned<T>>) -> Option<T> {
    spanned.as_ref().map(|spanned| spanned.value.clone())
}

impl Inherited {
    /// Collects the values of a story; `original` is the index of its original in `group`.
    pub fn from(group: &[Arc<SourceFile>], original: usize, config: &Config) -> Self {
        let others = (0..group.len()).filter(|at| *at != original);
        let order: Vec<&SourceFile> = group
            .get(original)
            .into_iter()
            .chain(others.map(|at| &group[at]))
            .map(|source| &**source)
            .collect();
        let fingerprints = order.iter().map(|source| source.fingerprint);
        let fingerprint = Fingerprint::of_all(fingerprints);
        let date = order.iter().find_map(|source| {
            value_of(&source.front.date).or_else(|| date_of_name(&source.path_info, config))
        });
        // a translation that waits, or is over, does not hide the original
        let original = order.first().map(|source| &source.front);
        let publish_date = original.and_then(|front| value_of(&front.publish_date));
        let expiry_date = original.and_then(|front| value_of(&front.expiry_date));
        let order = Order(order);
        Inherited {
            date,
            updated: order.first(|front| value_of(&front.updated)),
            publish_date,
            expiry_date,
            authors: order.first(|front| front.authors.clone()),
            tags: order.first_from_file(|front| front.tags.clone()),
            categories: order.first_from_file(|front| front.categories.clone()),
            image: order.first_from_file(|front| front.image.clone()),
            image_credit: order.first(|front| value_of(&front.image_credit)),
            featured: order.first(|front| front.featured),
            weight: order.first(|front| front.weight),
            toc: order.first(|front| front.toc),
            comments: order.first(|front| front.comments),
            fingerprint,
        }
    }

    /// The article of a file of the story with this key.
    pub fn article(&self, source: SourceFile, key: &str, config: &Config) -> Article {
        let style = style(config, source.lang, &source.front);
        let typeset = |text: &str| match &style {
            Some(style) => typeset_str(style, text).into_owned(),
            None => text.to_string(),
        };
        let SourceFile {
            path,
            lang,
            path_info,
            mut front,
            body,
            fingerprint: _,
        } = source;
        let name = path_info.slug.as_deref().unwrap_or(last_part(key));
        let written_title = front.title.take().or_else(|| body.title.clone());
        let written_title = written_title.filter(|title| !title.value.trim().is_empty());
        let plain_title = written_title
            .as_ref()
            .map_or_else(|| title_of_name(name), |title| title.value.clone());
        let title = typeset(&plain_title);
        let tags = own_or_inherited(front.tags.take(), &self.tags, &path);
        let categories = own_or_inherited(front.categories.take(), &self.categories, &path);
        let or_inherited = |date: Option<Spanned<Date>>, inherited: &Option<Date>| {
            date.map(|date| date.value).or_else(|| inherited.clone())
        };
        let typeset_value =
            |text: &Option<Spanned<String>>| text.as_ref().map(|text| typeset(&text.value));
        Article {
            title_html: title_html(&title),
            date: or_inherited(front.date.take(), &self.date),
            updated: or_inherited(front.updated.take(), &self.updated),
            publish_date: or_inherited(front.publish_date.take(), &self.publish_date),
            expiry_date: or_inherited(front.expiry_date.take(), &self.expiry_date),
            slug_by_hand: front.slug.is_some(),
            slug: slug_of(&front, path_info.slug.as_deref(), &plain_title, name),
            url: front.url.take(),
            aliases: std::mem::take(&mut front.aliases),
            authors: self.authors(&mut front),
            description: typeset_value(&front.description).unwrap_or_default(),
            summary: typeset_value(&front.summary).unwrap_or_else(|| body.summary.clone()),
            image: self.picture(&front, &path, &typeset),
            toc: front.toc.or(self.toc).unwrap_or(false),
            weight: front.weight.or(self.weight),
            template: front.template.take(),
            layout: front.layout.take(),
            comments: front.comments.or(self.comments).unwrap_or(true) && config.comments.is_some(),
            draft: front.draft.unwrap_or_else(|| is_among_drafts(&path)),
            featured: front.featured.or(self.featured).unwrap_or(false),
            extra: std::mem::take(&mut front.extra),
            places: ValuePlaces {
                title: written_title.map(|title| title.span),
                description: front.description.map(|text| text.span),
                aliases: std::mem::take(&mut front.alias_list),
                tags: tags.path,
                categories: categories.path,
            },
            tags: tags.value,
            categories: categories.value,
            path,
            lang,
            title,
            body,
            fingerprint: self.fingerprint,
        }
    }

    fn authors(&self, front: &mut FrontMatter) -> Vec<String> {
        let authors = front.authors.take().or_else(|| self.authors.clone());
        let authors = authors.unwrap_or_default().into_iter();
        authors.map(|author| author.value).collect()
    }

    /// The article's own picture, else the story's with its credit; its description is never
    /// inherited.
    fn picture(
        &self,
        front: &FrontMatter,
        path: &Arc<str>,
        typeset: &dyn Fn(&str) -> String,
    ) -> Option<ArticlePicture> {
        let own = front.image.clone().map(|value| FromFile {
            value,
            path: path.clone(),
        });
        let inherited_credit = self.image_credit.as_ref().filter(|_| own.is_none());
        let FromFile { value, path } = own.or_else(|| self.image.clone())?;
        let text = |text: Option<&String>| text.map(|text| typeset(text)).unwrap_or_default();
        let alt = front.image_alt.as_ref().map(|alt| &alt.value);
        let credit = front.image_credit.as_ref().map(|credit| &credit.value);
        (!value.value.is_empty()).then(|| ArticlePicture {
            target: value.value,
            span: value.span,
            path,
            alt: text(alt),
            credit: text(credit.or(inherited_credit)),
        })
    }
}

/// The last part of a story's key.
fn last_part(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

/// The title of an article without one: its file name with spaces.
fn title_of_name(name: &str) -> String {
    replace_forbidden(name).replace('-', " ")
}

/// Whether a file is in Jekyll's folder for drafts.
fn is_among_drafts(path: &str) -> bool {
    let mut folders = path.rsplit('/').skip(1);
    folders.any(|folder| folder == "_drafts")
}

/// The slug that the author set, else that of a dated file name, else that of the title, else that
/// of the key.
fn slug_of(front: &FrontMatter, dated_name: Option<&str>, title: &str, name: &str) -> String {
    if let Some(own) = &front.slug {
        return own.value.clone();
    }
    let mut candidates = dated_name.into_iter().chain([title, name]).map(slug);
    candidates
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "story".to_string())
}

/// An article's own list, else the story's, with the file that has it.
fn own_or_inherited(
    own: Option<SpannedTerms>,
    inherited: &Option<FromFile<SpannedTerms>>,
    path: &Arc<str>,
) -> FromFile<SpannedTerms> {
    match (own, inherited) {
        (None, Some(inherited)) => inherited.clone(),
        (own, _) => FromFile {
            value: own.unwrap_or_default(),
            path: path.clone(),
        },
    }
}

/// The date in a file's name.
fn date_of_name(path_info: &PathInfo, config: &Config) -> Option<Date> {
    let at = path_info
        .date?
        .to_zoned_datetime(config.timezone.clone())
        .ok()?;
    Some(Date {
        at,
        has_time: false,
    })
}
