//! The languages of a site: `languages:` in `griot.yaml`, and what holds for all of them.

use super::options::Typography;
use super::read::flag;
use super::{Direction, Language, MenuItem, address, locale};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Key, Node, Problems, Table};
use crate::limits::LANGUAGES;
use std::sync::Arc;

/// Settings of the whole site that a language may override.
pub struct SiteDefaults<'d> {
    pub typography: Typography,
    pub channel: Option<Node<'d>>,
}

/// The languages in the order of the file; empty only with an error.
pub fn read(
    path: &Arc<str>,
    node: Option<Node>,
    wide: &SiteDefaults,
    problems: &mut Problems,
) -> Vec<Language> {
    let Some(node) = node else {
        problems.push(missing(Diagnostic::error(
            path.clone(),
            "`languages` is missing",
        )));
        return Vec::new();
    };
    let entries = problems.keep(node.entries("the languages by their codes"));
    let entries = entries.unwrap_or_default();
    if entries.is_empty() && node.is_mapping() {
        problems.push(missing(node.error("there is no language")));
    }
    if entries.len() > LANGUAGES {
        problems.push(node.error(format!(
            "there are {} languages, over the limit of {LANGUAGES}",
            entries.len()
        )));
    }
    let mut languages: Vec<Language> = Vec::new();
    for (key, node) in entries.iter().take(LANGUAGES) {
        check_code(key, node, &languages, problems);
        languages.push(language(key, *node, wide, problems));
    }
    channels(wide.channel, &mut languages, problems);
    languages
}

fn missing(problem: Diagnostic) -> Diagnostic {
    problem.hint("add `languages:` and below it, indented, `fr: {name: Français, title: Mon blog}`")
}

/// `[a-z]{2,3}(-[A-Za-z0-9]{2,8})*`, as BCP 47 has it, and each code once.
fn check_code(key: &Key, node: &Node, others: &[Language], problems: &mut Problems) {
    let code = key.shown();
    let mut problem = |message: String, hint: String| {
        problems.push(node.error(message).at(key.span.clone()).hint(hint));
    };
    if others
        .iter()
        .any(|other| other.code.eq_ignore_ascii_case(&key.text))
    {
        problem(
            format!("the language `{code}` is there already"),
            "keep one of the two".to_owned(),
        );
        return;
    }
    let mut parts = key.text.split('-');
    let base = parts.next().unwrap_or_default();
    let base_is_fine = matches!(base.len(), 2 | 3) && base.bytes().all(|b| b.is_ascii_lowercase());
    let rest_is_fine = parts
        .all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if base_is_fine && rest_is_fine {
        return;
    }
    let (base, rest) = match code.split_once(['-', '_']) {
        Some((base, rest)) => (base, format!("-{}", rest.replace('_', "-"))),
        None => (code.as_str(), String::new()),
    };
    let hint = match base.len() {
        2 | 3 => format!("write `{}{rest}`", base.to_ascii_lowercase()),
        _ => "write a code such as `fr`, `en` or `pt-BR`".to_owned(),
    };
    problem(format!("`{code}` is not the code of a language"), hint);
}

fn language(key: &Key, node: Node, wide: &SiteDefaults, problems: &mut Problems) -> Language {
    let code = key.text.to_string();
    let mut keys = Table::of(node, "key of a language", problems);
    let language = Language {
        name: name(key, &node, keys.take("name"), problems),
        title: title(key, &node, keys.take("title"), problems),
        description: line(keys.take("description"), "a sentence", problems).unwrap_or_default(),
        locale: locale_of(&code, keys.take("locale"), problems),
        direction: direction(&code, keys.take("direction"), problems),
        base_url: keys
            .take("base_url")
            .and_then(|node| problems.keep(address::site(&node))),
        menu: menu(keys.take("menu"), problems),
        typography: flag(keys.take("typography"), wide.typography.enabled, problems),
        channel: keys
            .take("channel")
            .and_then(|node| channel(&node, problems)),
        code,
    };
    keys.finish(problems);
    language
}

/// Text on one line; empty text is none.
fn line(node: Option<Node>, what: &str, problems: &mut Problems) -> Option<String> {
    let line = problems.keep(node?.line(what))?.value;
    (!line.is_empty()).then_some(line)
}

fn name(key: &Key, language: &Node, node: Option<Node>, problems: &mut Problems) -> String {
    if let Some(name) = line(node, "the language's own name", problems) {
        return name;
    }
    if let Some(name) = locale::own_name(&key.text) {
        return name.to_owned();
    }
    let message = format!("the language `{}` has no `name`", key.shown());
    let hint = "add its name in its own words, such as `name: Français`";
    problems.push(language.error(message).at(key.span.clone()).hint(hint));
    String::new()
}

fn title(key: &Key, language: &Node, node: Option<Node>, problems: &mut Problems) -> String {
    if let Some(title) = line(node, "the site's title", problems) {
        return title;
    }
    let empty = node.is_none_or(|node| node.written().is_some());
    if empty && (language.is_mapping() || language.is_null()) {
        let message = format!("the language `{}` has no `title`", key.shown());
        let hint = "add the site's title in this language, such as `title: Mon blog`";
        problems.push(language.error(message).at(key.span.clone()).hint(hint));
    }
    String::new()
}

/// `fr_FR`; a hyphen is taken for the underscore.
fn locale_of(code: &str, node: Option<Node>, problems: &mut Problems) -> String {
    let written = node.and_then(|node| {
        Some((
            node,
            problems.keep(node.string("a locale such as `fr_FR`"))?,
        ))
    });
    let Some((node, Spanned { value, .. })) = written else {
        return locale::locale(code);
    };
    let locale = value.replace('-', "_");
    let parts_are_fine = locale.split('_').all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if !parts_are_fine {
        let hint = format!("write it as `{}`", locale::locale(code));
        problems.push(node.error(format!("`{value}` is not a locale")).hint(hint));
    }
    locale
}

fn direction(code: &str, node: Option<Node>, problems: &mut Problems) -> Direction {
    let default = locale::direction(code);
    let Some(node) = node else {
        return default;
    };
    match node.written().as_deref() {
        Some("ltr") => Direction::Ltr,
        Some("rtl") => Direction::Rtl,
        _ => {
            problems.push(node.expected("`ltr` or `rtl`"));
            default
        }
    }
}

fn menu(node: Option<Node>, problems: &mut Problems) -> Vec<MenuItem> {
    let Some(node) = node else {
        return Vec::new();
    };
    if !node.is_list() {
        problems.push(node.expected("a list of `{label: …, url: …}`"));
    }
    node.items()
        .into_iter()
        .filter_map(|item| menu_item(item, problems))
        .collect()
}

fn menu_item(node: Node, problems: &mut Problems) -> Option<MenuItem> {
    if !node.is_mapping() {
        problems.push(node.expected("`{label: …, url: …}`"));
        return None;
    }
    let mut keys = Table::of(node, "key of a menu", problems);
    let (label, url) = (keys.take("label"), keys.take("url"));
    keys.finish(problems);
    let (Some(label), Some(url)) = (label, url) else {
        let missing = if label.is_none() { "label" } else { "url" };
        let problem = node.error(format!("this entry of the menu has no `{missing}`"));
        problems.push(problem.hint("write `{label: Contact, url: /contact/}`"));
        return None;
    };
    let label = line(Some(label), "words for the menu", problems);
    let link = problems.keep(url.string("a path or an address"))?.value;
    let checked = address::check_link(&link).map_err(|fault| fault.of(&link, &url));
    problems.keep(checked)?;
    Some(MenuItem {
        label: label?,
        url: link,
    })
}

/// The WhatsApp channel: one address for all languages, or one for each.
fn channels(node: Option<Node>, languages: &mut [Language], problems: &mut Problems) {
    let Some(node) = node else {
        return;
    };
    if !node.is_mapping() {
        let address = channel(&node, problems);
        for language in languages {
            language.channel = language.channel.take().or_else(|| address.clone());
        }
        return;
    }
    for (key, node) in node.entries("").unwrap_or_default() {
        let address = channel(&node, problems);
        let known = languages
            .iter_mut()
            .find(|language| language.code.eq_ignore_ascii_case(&key.text));
        match known {
            Some(language) => language.channel = language.channel.take().or(address),
            None => problems.push(unknown_language(&key, &node)),
        }
    }
}

/// The error for a code that is not among `languages`.
pub fn unknown_language(key: &Key, node: &Node) -> Diagnostic {
    let message = format!("`{}` is not one of the site's languages", key.shown());
    let hint = "write the code as it is under `languages`, or add it there";
    node.error(message).at(key.span.clone()).hint(hint)
}

fn channel(node: &Node, problems: &mut Problems) -> Option<String> {
    let address = problems.keep(address::web(node))?.value;
    if !address
        .get(..8)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
    {
        problems.push(node.error("a channel's address begins with `https://`"));
    }
    Some(address)
}
