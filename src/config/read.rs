//! `griot.yaml` to [`Config`]: every key, its type and sense, and the defaults.
//!
//! Takes the text and gives the settings, or all that is wrong with them at once. Reads
//! no other file, and never asks the system for its time zone or language.

use super::address;
use super::languages::{self, SiteDefaults};
use super::look;
use super::options;
use super::terms;
use super::{Config, Extra, Feeds, Lang, Language, Look};
use crate::diagnostic::{Diagnostic, has_errors, nearest, suggestion};
use crate::document::{Document, Format, Node, Problems, Table, shortened};
use crate::limits::SETTINGS_BYTES;
use jiff::tz::TimeZone;
use std::sync::Arc;

impl Config {
    /// Reads the text of `griot.yaml`, whose path is only for messages.
    ///
    /// A path that ends in `.toml` is read as TOML. All errors are given, in the order of
    /// the checks; spans are bytes of `text` after a byte order mark.
    pub fn parse(path: &str, text: &str) -> Result<Config, Vec<Diagnostic>> {
        match Config::read(path, text) {
            (Some(config), problems) if !has_errors(&problems) => Ok(config),
            (_, problems) => Err(problems),
        }
    }

    /// The same with a stand-in where there is an error, so that what is wrong elsewhere can be
    /// found too. `None` where the site's languages are not known: all else depends on them.
    pub fn read(path: &str, text: &str) -> (Option<Config>, Vec<Diagnostic>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let path: Arc<str> = path.into();
        if text.len() > SETTINGS_BYTES {
            let most = SETTINGS_BYTES >> 20;
            let message = format!("the settings have more than {most} MB");
            let problem = Diagnostic::error(path, message);
            let problem = problem.hint("keep what templates need in `extra` short");
            return (None, vec![problem]);
        }
        let format = if path.ends_with(".toml") {
            Format::Toml
        } else {
            Format::Yaml
        };
        let document = match Document::read(format, &path, text, 0..text.len()) {
            Ok(document) => document,
            Err(problems) => return (None, problems),
        };
        let mut problems = Problems::default();
        let config = read(&path, document.root(), &mut problems);
        (config, problems.into_vec())
    }
}

/// Every key, with a stand-in where there is a problem.
fn read(path: &Arc<str>, root: Node, problems: &mut Problems) -> Option<Config> {
    let mut settings = Table::of(root, "setting", problems);
    let base_url = base_url(path, settings.take("base_url"), problems);
    let wide = SiteDefaults {
        typography: options::typography(settings.take("typography"), problems),
        channel: settings.take("channel"),
    };
    let mut of_languages = Problems::default();
    let languages = languages::read(path, settings.take("languages"), &wide, &mut of_languages);
    let default = settings.take("default_language");
    let default_language = default_language(default, &languages, &mut of_languages);
    let told = !of_languages.has_errors();
    problems.extend(of_languages.into_vec());
    let extra = settings.take("extra");
    let config = Config {
        base_url,
        default_language,
        timezone: timezone(settings.take("timezone"), problems),
        theme: theme(settings.take("theme"), problems),
        paginate: paginate(settings.take("paginate"), problems),
        permalink: permalink(settings.take("permalink"), problems),
        default_language_in_subdir: flag(
            settings.take("default_language_in_subdir"),
            false,
            problems,
        ),
        tags: terms::names(settings.take("tags"), "tag", &languages, problems),
        categories: terms::names(
            settings.take("categories"),
            "category",
            &languages,
            problems,
        ),
        authors: terms::authors(settings.take("authors"), problems),
        feeds: settings
            .take("feeds")
            .map_or(Feeds::DEFAULT, |node| options::feeds(node, problems)),
        typography_keep: wide.typography.keep,
        raw_html: flag(settings.take("raw_html"), true, problems),
        comments: settings
            .take("comments")
            .and_then(|node| super::comments::comments(node, problems)),
        share: options::share(settings.take("share"), problems),
        search: flag(settings.take("search"), true, problems),
        images: options::images(settings.take("images"), problems),
        cards: flag(settings.take("cards"), true, problems),
        stale_notice: flag(settings.take("stale_notice"), true, problems),
        check: super::check::check(settings.take("check"), problems),
        deploy: options::deploy(settings.take("deploy"), problems),
        look: extra.map_or_else(Look::default, |node| look::read(node, problems)),
        extra: extra.map_or_else(Extra::new, |node| node.plain_mapping(problems)),
        languages,
    };
    settings.finish(problems);
    told.then_some(config)
}

/// `true` or `false`, or the default when the key is not there.
pub fn flag(node: Option<Node>, default: bool, problems: &mut Problems) -> bool {
    let value = node.and_then(|node| problems.keep(node.boolean()));
    value.unwrap_or(default)
}

fn base_url(path: &Arc<str>, node: Option<Node>, problems: &mut Problems) -> String {
    let Some(node) = node else {
        let problem = Diagnostic::error(path.clone(), "`base_url` is missing");
        problems.push(problem.hint("add the site's address: `base_url: https://example.org`"));
        return String::new();
    };
    problems.keep(address::site(&node)).unwrap_or_default()
}

fn default_language(node: Option<Node>, languages: &[Language], problems: &mut Problems) -> Lang {
    let code =
        node.and_then(|node| Some((node, problems.keep(node.string("the code of a language"))?)));
    let Some((node, code)) = code.filter(|_| !languages.is_empty()) else {
        return Lang(0);
    };
    let known = |language: &Language| language.code.eq_ignore_ascii_case(&code.value);
    if let Some(at) = languages.iter().position(known) {
        return Lang(u8::try_from(at).unwrap_or_default());
    }
    let codes: Vec<&str> = languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let message = format!(
        "`{}` is not one of the site's languages",
        shortened(&code.value)
    );
    problems.push(
        node.error(message)
            .hint(format!("they are `{}`", codes.join("`, `"))),
    );
    Lang(0)
}

fn timezone(node: Option<Node>, problems: &mut Problems) -> TimeZone {
    let name =
        node.and_then(|node| Some((node, problems.keep(node.string("the name of a time zone"))?)));
    let Some((node, name)) = name else {
        return TimeZone::UTC;
    };
    TimeZone::get(&name.value).unwrap_or_else(|_| {
        let zones: Vec<String> = jiff::tz::db()
            .available()
            .map(|zone| zone.to_string())
            .collect();
        let message = format!("unknown time zone `{}`", shortened(&name.value));
        let hint = match nearest(&name.value, zones.iter().map(String::as_str)) {
            Some(zone) => format!("did you mean `{zone}`?"),
            None => "write a name such as `Africa/Dakar`, `Europe/Paris` or `UTC`".to_owned(),
        };
        problems.push(node.error(message).hint(hint));
        TimeZone::UTC
    })
}

fn theme(node: Option<Node>, problems: &mut Problems) -> String {
    let default = "default".to_owned();
    let Some(node) = node else {
        return default;
    };
    let hint = "write the name of a folder in `themes/`";
    let name = node.string("the name of a theme").and_then(|name| {
        let checked = address::check_name(&name.value, hint);
        checked.map_err(|fault| fault.of(&name.value, &node))?;
        Ok(name.value)
    });
    problems.keep(name).unwrap_or(default)
}

fn paginate(node: Option<Node>, problems: &mut Problems) -> usize {
    let number =
        node.and_then(|node| problems.keep(node.integer("a number of articles", 1..=1000)));
    number
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(20)
}

/// What a permalink may be made of.
const TOKENS: [&str; 6] = [":slug", ":year", ":month", ":day", ":section", ":key"];

fn permalink(node: Option<Node>, problems: &mut Problems) -> String {
    let default = "/:slug/".to_owned();
    let Some(node) = node else {
        return default;
    };
    let pattern = node
        .string("a pattern such as `/:year/:slug/`")
        .and_then(|pattern| {
            check_permalink(&node, &pattern.value)?;
            Ok(pattern.value)
        });
    problems.keep(pattern).unwrap_or(default)
}

fn check_permalink(node: &Node, pattern: &str) -> Result<(), Diagnostic> {
    let fault = |message: String, hint: String| Err(node.error(message).hint(hint));
    if !pattern.starts_with('/') || !pattern.ends_with('/') || pattern.len() < 2 {
        let inner = match pattern.trim_matches('/') {
            "" => ":slug",
            inner => inner,
        };
        return fault(
            format!(
                "`{}` does not begin and end with a slash",
                shortened(pattern)
            ),
            format!("write `/{inner}/`"),
        );
    }
    let safe = |c: char| c.is_alphanumeric() || "/:-_.~".contains(c);
    if let Some(odd) = pattern.chars().find(|c| !safe(*c)) {
        return fault(
            format!("`{odd}` cannot stand in a permalink"),
            "use letters, digits, `-` and `_`".to_owned(),
        );
    }
    address::check_site_path(pattern).map_err(|fault| fault.of(pattern, node))?;
    if pattern.contains("//") {
        return fault(
            format!("`{pattern}` has two slashes in a row"),
            "remove one of them".to_owned(),
        );
    }
    for token in tokens(pattern) {
        if !TOKENS.contains(&token) {
            let meant = match token {
                ":title" | ":name" | ":filename" => ":slug",
                _ => token,
            };
            let hint = suggestion(meant, &TOKENS);
            return fault(format!("unknown part `{token}` of a permalink"), hint);
        }
    }
    if !tokens(pattern).any(|token| matches!(token, ":slug" | ":key")) {
        let message = format!("`{pattern}` gives every article of a day the same address");
        return fault(message, "add `:slug` or `:key` to it".to_owned());
    }
    Ok(())
}

/// `:year` and `:slug` of `/:year/:slug/`.
fn tokens(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.match_indices(':').map(|(at, _)| {
        let name = &pattern[at + 1..];
        let end = name
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(name.len());
        &pattern[at..at + 1 + end]
    })
}
