//! [`PathInfo`]: the language, the story's key, the date and the slug that a file's path gives.
//!
//! Takes paths below `content/`, never looks at a file.

use crate::config::{Config, Lang};
use crate::text::nfc;
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What a path below `content/` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathInfo {
    /// The language; `None` when the path names none, which means the default one.
    pub lang: Option<Lang>,
    /// The languages of the first two folders that name different ones.
    pub folders_disagree: Option<[Lang; 2]>,
    /// The story's key, without language: `articles/telegram`; `posts/puces` for
    /// `_posts/2026-05-23-puces.md`.
    pub key: String,
    /// The key with the date, for a file of `_posts`: `posts/2026-05-23-puces`. It tells apart two
    /// posts with the same name.
    pub dated_key: Option<String>,
    /// The date of a name such as `2026-05-23-puces.md`.
    pub date: Option<civil::Date>,
    /// The rest of such a name: `puces`.
    pub slug: Option<String>,
    /// A part of the name that looks like a date and is not one: `2026-02-30`.
    pub invalid_date: Option<String>,
}

impl PathInfo {
    /// Parses a path below `content/`. The language is the file's name, else a suffix, else the
    /// first folder that is named by one, else not written.
    pub fn parse(path: &str, config: &Config) -> PathInfo {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let place = LanguagePlace::find(stem, config);
        // macOS writes an accent as a character of its own
        let key = nfc(&place.key()).into_owned();
        let named = dated_name(&key);
        let date = named.as_ref().and_then(|named| civil(named.date));
        let slug = named.as_ref().filter(|_| date.is_some());
        let invalid = named.as_ref().filter(|_| date.is_none());
        let slug = slug.and_then(|named| named.slug).map(str::to_string);
        let post = slug.as_deref().and_then(|slug| post_keys(&key, slug));
        PathInfo {
            lang: place.lang(),
            folders_disagree: folders_disagree(stem, config),
            date,
            invalid_date: invalid.map(|named| named.date.to_string()),
            slug,
            key: post.as_ref().map_or(key, |post| post.key.clone()),
            dated_key: post.map(|post| post.dated_key),
        }
    }
}

/// The keys of a post in Jekyll's `_posts`.
struct PostKeys {
    key: String,
    dated_key: String,
}

/// The keys of a dated file in a folder `_posts`; `slug` is its name without the date.
fn post_keys(key: &str, slug: &str) -> Option<PostKeys> {
    let (folders, _) = key.rsplit_once('/')?;
    folders.split('/').find(|folder| *folder == "_posts")?;
    let plain = |folder| if folder == "_posts" { "posts" } else { folder };
    let folders: Vec<&str> = folders.split('/').map(plain).collect();
    let folders = folders.join("/");
    let name = key.rsplit('/').next()?;
    Some(PostKeys {
        key: format!("{folders}/{slug}"),
        dated_key: format!("{folders}/{name}"),
    })
}

/// Where a path without its ending names the language.
pub enum LanguagePlace<'p> {
    /// `articles/telegram/fr`
    Name { folders: &'p str, lang: Lang },
    /// `articles/telegram.fr`
    Suffix { before: &'p str, lang: Lang },
    /// `_posts/fr/telegram`: the parts before and after the folder, without its slashes.
    Folder {
        before: &'p str,
        after: &'p str,
        lang: Lang,
    },
    /// `articles/telegram`
    Nowhere { stem: &'p str },
}

impl<'p> LanguagePlace<'p> {
    /// Finds the language of a path without its ending.
    pub fn find(stem: &'p str, config: &Config) -> Self {
        let (folders, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if let Some(lang) = config.lang_of_region(name).filter(|_| !folders.is_empty()) {
            return LanguagePlace::Name { folders, lang };
        }
        if let Some((_, code)) = name.rsplit_once('.')
            && let Some(lang) = config.lang_of_region(code)
        {
            let before = &stem[..stem.len() - code.len() - 1];
            return LanguagePlace::Suffix { before, lang };
        }
        let mut start = 0;
        while let Some(length) = stem[start..].find('/') {
            let end = start + length;
            if let Some(lang) = config.lang_of_region(&stem[start..end]) {
                return LanguagePlace::Folder {
                    before: stem[..start].trim_end_matches('/'),
                    after: &stem[end + 1..],
                    lang,
                };
            }
            start = end + 1;
        }
        LanguagePlace::Nowhere { stem }
    }

    fn lang(&self) -> Option<Lang> {
        match self {
            LanguagePlace::Name { lang, .. }
            | LanguagePlace::Suffix { lang, .. }
            | LanguagePlace::Folder { lang, .. } => Some(*lang),
            LanguagePlace::Nowhere { .. } => None,
        }
    }

    /// The path without its language, and without `index`.
    fn key(&self) -> String {
        match self {
            LanguagePlace::Name { folders, .. } => folders.to_string(),
            LanguagePlace::Suffix { before, .. } => without_index(before).to_string(),
            LanguagePlace::Folder { before, after, .. } => {
                without_index(&join_paths(before, after)).to_string()
            }
            LanguagePlace::Nowhere { stem } => without_index(stem).to_string(),
        }
    }
}

/// The languages of the first two folders that name different ones.
fn folders_disagree(stem: &str, config: &Config) -> Option<[Lang; 2]> {
    let (folders, _) = stem.rsplit_once('/')?;
    let mut named = folders
        .split('/')
        .filter_map(|folder| config.lang_of_region(folder));
    let first = named.next()?;
    let other = named.find(|lang| *lang != first)?;
    Some([first, other])
}

/// Whether a key's last part begins as a date does, also in a form that is not read.
pub fn begins_as_date(key: &str) -> bool {
    let name = key.rsplit('/').next().unwrap_or(key);
    let mut parts = name.splitn(3, '-').map(|part| {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        part.bytes().take_while(is_digit).count()
    });
    parts.next() == Some(4)
        && parts.all(|digits| (1..=2).contains(&digits))
        && name.matches('-').count() >= 2
}

/// Languages that many blogs are written in; codes that are endings of names too (`ts`, `cs`) are
/// none of them.
const WIDESPREAD: [&str; 24] = [
    "ar", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pl",
    "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh",
];

/// The language that a file's name ends in and the site does not have: `pt-br` of `a.pt-br.md`.
pub fn unknown_language<'p>(path: &'p str, config: &Config) -> Option<&'p str> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let (_, suffix) = name.rsplit_once('.')?;
    let base = suffix
        .split_once(['-', '_'])
        .map_or(suffix, |(base, _)| base);
    let named = |code: &&str| code.eq_ignore_ascii_case(base) && suffix.len() <= "pt-br".len();
    let unknown = config.lang_of_region(suffix).is_none() && WIDESPREAD.iter().any(named);
    unknown.then_some(suffix)
}

/// Two relative paths with a slash between them; either may be empty.
pub fn join_paths(before: &str, after: &str) -> String {
    if before.is_empty() {
        after.to_string()
    } else {
        format!("{before}/{after}")
    }
}

fn without_index(key: &str) -> &str {
    key.strip_suffix("/index").unwrap_or(key)
}

/// The last part of a key such as `2026-05-23-name`.
struct DatedName<'k> {
    date: &'k str,
    slug: Option<&'k str>,
}

/// Splits the last part of a key into date and name. In Jekyll's `_posts` a month or a day may
/// be one digit.
fn dated_name(key: &str) -> Option<DatedName<'_>> {
    let mut folders: Vec<&str> = key.split('/').collect();
    let name = folders.pop()?;
    let shortest = if folders.contains(&"_posts") { 1 } else { 2 };
    let mut parts = name.splitn(4, '-');
    let mut digits = |bytes: RangeInclusive<usize>| {
        let part = parts.next()?;
        let all = part.bytes().all(|byte| byte.is_ascii_digit());
        (all && bytes.contains(&part.len())).then_some(part.len())
    };
    let date = digits(4..=4)? + 1 + digits(shortest..=2)? + 1 + digits(shortest..=2)?;
    let slug = parts.next();
    (slug != Some("")).then_some(DatedName {
        date: &name[..date],
        slug,
    })
}

fn civil(date: &str) -> Option<civil::Date> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
