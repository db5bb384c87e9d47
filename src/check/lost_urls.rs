//! Reports addresses that were published, or recorded by `griot accept`, and that no page, alias or
//! redirect answers any more.
//!
//! Takes a site and its lost addresses; gives warnings by the rule `urls`: one for each article, and
//! one for all where a setting moved many.

use super::shell_argument;
use crate::content::{AliasList, Article};
use crate::diagnostic::{CheckRule, Code, Diagnostic, Message, Text};
use crate::site::Site;
use crate::translations::lock_file::LOCK;
use crate::translations::{GoneArticle, LostAddresses, MovedArticle, PublishedAddress};
use crate::{message, phrase};
use std::collections::BTreeMap;
use std::sync::Arc;

/// From so many articles on, one setting is the reason for moves that keep the last part of an
/// address.
const MOVED_BY_SETTING: usize = 10;

const SETTINGS: &str = "griot.yaml";

/// The rule `urls`: a warning for each lost address.
pub fn lost_urls(site: &Site, lost: LostAddresses) -> Vec<Diagnostic> {
    if site.config.is_off(CheckRule::Urls) {
        return Vec::new();
    }
    let (by_setting, by_hand): (Vec<MovedArticle>, Vec<MovedArticle>) = lost
        .moved
        .into_iter()
        .partition(|moved| keeps_last_part(site, moved));
    let mut found: Vec<Diagnostic> = Vec::new();
    match by_setting.len() {
        0..MOVED_BY_SETTING => found.extend(by_setting.iter().map(|one| moved(site, one))),
        _ => found.push(moved_by_setting(site, &by_setting)),
    }
    found.extend(by_hand.iter().map(|one| moved(site, one)));
    let mut removed_languages: BTreeMap<String, Vec<PublishedAddress>> = BTreeMap::new();
    for one in lost.gone {
        match site.config.lang(&one.address.lang) {
            Some(_) => found.push(gone(one)),
            None => {
                let lang = one.address.lang.clone();
                removed_languages.entry(lang).or_default().push(one.address);
            }
        }
    }
    let languages = removed_languages.iter();
    found.extend(languages.map(|(lang, addresses)| removed_language(lang, addresses)));
    found
}

fn warning(path: impl Into<Arc<str>>, message: Message, hint: Text) -> Diagnostic {
    Diagnostic::warning(path, message)
        .hint(hint)
        .breaks(CheckRule::Urls)
}

fn moved(site: &Site, moved: &MovedArticle) -> Diagnostic {
    let article = site.article(moved.id);
    let addresses: Vec<&str> = moved.addresses.iter().map(|one| one.url.as_str()).collect();
    let quoted: Vec<String> = addresses.iter().map(|url| format!("`{url}`")).collect();
    let message = message!(
        Code::LostUrl,
        "this page was at {addresses}, and nothing redirects from there to `{url}`",
        addresses = quoted.join(", "),
        url = &site.location(moved.id).path
    );
    let aliases = aliases_line(article, &addresses);
    let address = shell_argument(addresses[0]);
    let hint = match article.aliases.is_empty() {
        true => phrase!(
            "add the line `{aliases}` to its front matter, or give the old address up: `griot accept {address}`",
            aliases = aliases,
            address = address
        ),
        false => phrase!(
            "write `{aliases}` in place of the list that it has, or give the old address up: `griot accept {address}`",
            aliases = aliases,
            address = address
        ),
    };
    let mut problem = warning(article.path.clone(), message, hint);
    problem.span = match &article.url {
        Some(url) => Some(url.span.clone()),
        None => article.places.title.clone(),
    };
    problem
}

/// The line of front matter with old addresses after those that the article names already.
fn aliases_line(article: &Article, lost: &[&str]) -> String {
    let AliasList { key, is_toml } = &article.places.aliases;
    let named = article.aliases.iter().map(|alias| alias.value.as_str());
    let all = named.chain(lost.iter().copied());
    let all: Vec<String> = all.map(|url| list_item(url, *is_toml)).collect();
    let sign = if *is_toml { " =" } else { ":" };
    format!("{key}{sign} [{}]", all.join(", "))
}

/// An address as an item of a list, in quotes where it needs them.
fn list_item(url: &str, is_toml: bool) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/-_.~".contains(c);
    match !is_toml && url.chars().all(is_plain) {
        true => url.to_string(),
        // JSON is YAML and TOML as well
        false => serde_json::Value::from(url).to_string(),
    }
}

/// Whether an article kept the last part of its one old address, as it does where a setting moves
/// it and not its title.
fn keeps_last_part(site: &Site, moved: &MovedArticle) -> bool {
    let last_part = |url: &str| {
        url.trim_end_matches('/')
            .rsplit('/')
            .next()
            .map(str::to_string)
    };
    let [old] = moved.addresses.as_slice() else {
        return false;
    };
    site.article(moved.id).url.is_none()
        && last_part(&old.url) == last_part(&site.location(moved.id).path)
}

fn moved_by_setting(site: &Site, moved: &[MovedArticle]) -> Diagnostic {
    let first = &moved[0];
    let message = message!(
        Code::LostUrls,
        "{count} pages have another address now, such as `{old}`, which is `{new}`, and nothing redirects",
        count = moved.len(),
        old = &first.addresses[0].url,
        new = &site.location(first.id).path
    );
    let hint = phrase!(
        "put `permalink`, `default_language` or `base_url` back, redirect in `static/_redirects`, or give the old addresses up: `griot accept --addresses`"
    );
    warning(SETTINGS, message, hint)
}

fn removed_language(lang: &str, addresses: &[PublishedAddress]) -> Diagnostic {
    let message = message!(
        Code::LostUrls,
        "{count} pages of the language `{lang}` were published, such as `{url}`, and nothing is there any more",
        count = addresses.len(),
        lang = lang,
        url = &addresses[0].url
    );
    let hint = phrase!(
        "put the language back, redirect in `static/_redirects`, or give its addresses up: `griot accept --addresses`"
    );
    warning(SETTINGS, message, hint)
}

fn gone(GoneArticle { address, owner }: GoneArticle) -> Diagnostic {
    let url = &address.url;
    let message = message!(
        Code::LostArticle,
        "`{story}` was at `{url}`, and nothing is there any more",
        story = &owner.story,
        url = url
    );
    let hint = phrase!(
        "add `aliases: [{item}]` to the article that takes its place, or give the address up: `griot accept {address}`",
        item = list_item(url, false),
        address = shell_argument(url)
    );
    match owner.file.is_empty() {
        true => warning(LOCK, message, hint),
        false => warning(owner.file, message, hint),
    }
}
