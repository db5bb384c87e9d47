//! [`PathInfo`]: the language, the story's key, the date and the slug that a file's path gives.
//!
//! Takes paths below `content/`, never looks at a file.

use crate::config::{Config, Lang};
use crate::text::slug::composed;
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What a path below `content/` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathInfo {
    /// The language; `None` when the path names none, which means the default one.
    pub lang: Option<Lang>,
    /// The story's key, without language: `articles/telegram`.
    pub key: String,
    /// The date of a name such as `2026-05-23-puces.md`.
    pub date: Option<civil::Date>,
    /// The rest of such a name: `puces`.
    pub slug: Option<String>,
    /// A part of the name that looks like a date and is not one: `2026-02-30`.
    pub invalid_date: Option<String>,
}

impl PathInfo {
    /// Parses a path below `content/`. The language is the file's name, else a suffix, else the
    /// first folder, else not written.
    pub fn parse(path: &str, config: &Config) -> PathInfo {
        let (lang, key) = language_and_key(path, config);
        // macOS writes an accent as a character of its own
        let key = composed(&key).into_owned();
        let named = dated_name(&key);
        let date = named.as_ref().and_then(|named| civil(named.date));
        let slug = named.as_ref().filter(|_| date.is_some());
        let invalid = named.as_ref().filter(|_| date.is_none());
        PathInfo {
            lang,
            date,
            slug: slug.and_then(|named| named.slug).map(str::to_string),
            invalid_date: invalid.map(|named| named.date.to_string()),
            key,
        }
    }
}

fn language_and_key(path: &str, config: &Config) -> (Option<Lang>, String) {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let (folders, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let suffix = name
        .rsplit_once('.')
        .and_then(|(name, code)| Some((name, config.lang_of_region(code)?)));
    let first = stem
        .split_once('/')
        .and_then(|(code, rest)| Some((config.lang_of_region(code)?, rest)));
    match (config.lang_of_region(name), suffix, first) {
        (Some(lang), _, _) if !folders.is_empty() => (Some(lang), folders.to_string()),
        (_, Some((name, lang)), _) => (Some(lang), without_index(&join(folders, name))),
        (_, _, Some((lang, rest))) => (Some(lang), without_index(rest)),
        _ => (None, without_index(stem)),
    }
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

fn join(folders: &str, name: &str) -> String {
    if folders.is_empty() {
        name.to_string()
    } else {
        format!("{folders}/{name}")
    }
}

fn without_index(key: &str) -> String {
    key.strip_suffix("/index").unwrap_or(key).to_string()
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
