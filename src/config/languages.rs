//! Reads the setting `languages`: each language of a site with its title, locale, direction, menu and
//! WhatsApp channel.

use super::flags_and_unknown_values::{flag, unknown_language};
use super::language_names::separate_names;
use super::{Direction, Language, MenuItem, language_defaults};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Message, Spanned, Text};
use crate::keys::SettingKey;
use crate::limits::LANGUAGES;
use crate::safe_addresses;
use crate::yaml_and_toml::{MappingEntry, MappingKey, MappingReader, Node};
use crate::{message, phrase};
use std::sync::Arc;

/// Settings of the whole site that a language may override.
pub struct SiteDefaults<'d> {
    pub typography: bool,
    pub channel: Option<Node<'d>>,
}

/// Reads the languages in the order of the file; empty only with an error.
pub fn read(
    path: &Arc<str>,
    node: Option<Node>,
    defaults: &SiteDefaults,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Language> {
    let Some(node) = node else {
        let message = message!(Code::MissingKey, "`languages` is missing");
        diagnostics.push(Diagnostic::error(path.clone(), message).hint(languages_hint()));
        return Vec::new();
    };
    let entries = diagnostics.ok(node.entries(phrase!("the languages by their codes")));
    let entries = entries.unwrap_or_default();
    if entries.is_empty() && node.is_mapping() {
        let message = message!(Code::MissingKey, "there is no language");
        diagnostics.push(node.error(message).hint(languages_hint()));
    }
    if entries.len() > LANGUAGES {
        diagnostics.push(node.error(message!(
            Code::TooManyLanguages,
            "there are {count} languages, over the limit of {limit}",
            count = entries.len(),
            limit = LANGUAGES
        )));
    }
    let mut languages: Vec<Language> = Vec::new();
    for MappingEntry { key, value } in entries.iter().take(LANGUAGES) {
        check_code(key, value, &languages, diagnostics);
        languages.push(language(key, *value, defaults, diagnostics));
    }
    set_channels(defaults.channel, &mut languages, diagnostics);
    if !diagnostics.has_errors() {
        separate_names(&entries, &mut languages, diagnostics);
    }
    languages
}

fn languages_hint() -> Text {
    phrase!("add `languages:` and below it, indented, `fr: {{name: Français, title: Mon blog}}`")
}

/// Checks that a code is `[a-z]{2,3}(-[A-Za-z0-9]{2,8})*`, as BCP 47 has it, and is used once.
fn check_code(
    key: &MappingKey,
    node: &Node,
    others: &[Language],
    diagnostics: &mut DiagnosticSink,
) {
    let code = key.shortened();
    let is_same = |other: &Language| other.code.eq_ignore_ascii_case(&key.text);
    if others.iter().any(is_same) {
        let message = message!(
            Code::DuplicateLanguage,
            "the language `{code}` is there already",
            code = &code
        );
        let diagnostic = node.error(message).at(key.span.clone());
        diagnostics.push(diagnostic.hint(phrase!("keep one of the two")));
    } else if !is_language_code(&key.text) {
        let message = message!(
            Code::InvalidLanguageCode,
            "`{code}` is not the code of a language",
            code = &code
        );
        let diagnostic = node.error(message).at(key.span.clone());
        diagnostics.push(diagnostic.hint(code_hint(&code)));
    }
}

fn is_language_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let base = parts.next().unwrap_or_default();
    let is_subtag =
        |part: &str| matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    matches!(base.len(), 2 | 3)
        && base.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(is_subtag)
}

fn code_hint(code: &str) -> Text {
    let (base, rest) = match code.split_once(['-', '_']) {
        Some((base, rest)) => (base, format!("-{}", rest.replace('_', "-"))),
        None => (code, String::new()),
    };
    match base.len() {
        2 | 3 => phrase!("write `{code}`", code = base.to_ascii_lowercase() + &rest),
        _ => phrase!("write a code such as `fr`, `en` or `pt-BR`"),
    }
}

fn language(
    key: &MappingKey,
    node: Node,
    defaults: &SiteDefaults,
    diagnostics: &mut DiagnosticSink,
) -> Language {
    let code = key.text.to_string();
    let mut keys = MappingReader::new(node, phrase!("key of a language"), diagnostics);
    let description = keys.take(SettingKey::Description);
    let language = Language {
        name: name(key, &node, keys.take(SettingKey::Name), diagnostics),
        title: title(key, &node, keys.take(SettingKey::Title), diagnostics),
        description: line(description, phrase!("a sentence"), diagnostics).unwrap_or_default(),
        locale: locale(&code, keys.take(SettingKey::Locale), diagnostics),
        direction: direction(&code, keys.take(SettingKey::Direction), diagnostics),
        base_url: keys
            .take(SettingKey::BaseUrl)
            .and_then(|node| diagnostics.ok(safe_addresses::site(&node))),
        menu: menu(keys.take(SettingKey::Menu), diagnostics),
        typography: flag(
            keys.take(SettingKey::Typography),
            defaults.typography,
            diagnostics,
        ),
        channel: keys
            .take(SettingKey::Channel)
            .and_then(|node| channel(&node, diagnostics)),
        code,
    };
    keys.finish(diagnostics);
    language
}

/// Text on one line; empty text is none.
fn line(node: Option<Node>, expected: Text, diagnostics: &mut DiagnosticSink) -> Option<String> {
    let line = diagnostics.ok(node?.single_line(expected))?.value;
    (!line.is_empty()).then_some(line)
}

fn name(
    key: &MappingKey,
    language: &Node,
    node: Option<Node>,
    diagnostics: &mut DiagnosticSink,
) -> String {
    if let Some(name) = line(node, phrase!("the language's own name"), diagnostics) {
        return name;
    }
    if let Some(name) = language_defaults::own_name(&key.text) {
        return name.to_owned();
    }
    let message = message!(
        Code::MissingKey,
        "the language `{code}` has no `name`",
        code = key.shortened()
    );
    let hint = phrase!("add its name in its own words, such as `name: Français`");
    diagnostics.push(language.error(message).at(key.span.clone()).hint(hint));
    String::new()
}

fn title(
    key: &MappingKey,
    language: &Node,
    node: Option<Node>,
    diagnostics: &mut DiagnosticSink,
) -> String {
    if let Some(title) = line(node, phrase!("the site's title"), diagnostics) {
        return title;
    }
    let is_empty = node.is_none_or(|node| node.scalar_text().is_some());
    if is_empty && (language.is_mapping() || language.is_null()) {
        let message = message!(
            Code::MissingKey,
            "the language `{code}` has no `title`",
            code = key.shortened()
        );
        let hint = phrase!("add the site's title in this language, such as `title: Mon blog`");
        diagnostics.push(language.error(message).at(key.span.clone()).hint(hint));
    }
    String::new()
}

/// Reads a locale such as `fr_FR`; a hyphen is taken for the underscore.
fn locale(code: &str, node: Option<Node>, diagnostics: &mut DiagnosticSink) -> String {
    let default = language_defaults::locale(code);
    let Some(node) = node else {
        return default;
    };
    let expected = phrase!("a locale such as `fr_FR`");
    let Some(Spanned { value, .. }) = diagnostics.ok(node.text(expected)) else {
        return default;
    };
    let locale = value.replace('-', "_");
    let is_part = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if !locale.split('_').all(is_part) {
        let message = message!(
            Code::InvalidLocale,
            "`{value}` is not a locale",
            value = value
        );
        let hint = phrase!("write it as `{locale}`", locale = default);
        diagnostics.push(node.error(message).hint(hint));
    }
    locale
}

fn direction(code: &str, node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Direction {
    let default = language_defaults::direction(code);
    let Some(node) = node else {
        return default;
    };
    match node.scalar_text().as_deref() {
        Some("ltr") => Direction::Ltr,
        Some("rtl") => Direction::Rtl,
        _ => {
            diagnostics.push(node.type_error(phrase!("`ltr` or `rtl`")));
            default
        }
    }
}

fn menu(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Vec<MenuItem> {
    let Some(node) = node else {
        return Vec::new();
    };
    if !node.is_list() {
        diagnostics.push(node.type_error(phrase!("a list of `{{label: …, url: …}}`")));
    }
    node.items()
        .into_iter()
        .filter_map(|item| menu_item(item, diagnostics))
        .collect()
}

fn menu_item(node: Node, diagnostics: &mut DiagnosticSink) -> Option<MenuItem> {
    if !node.is_mapping() {
        diagnostics.push(node.type_error(phrase!("`{{label: …, url: …}}`")));
        return None;
    }
    let mut keys = MappingReader::new(node, phrase!("key of a menu"), diagnostics);
    let label = keys.take(SettingKey::Label);
    let url = keys.take(SettingKey::Url);
    keys.finish(diagnostics);
    let Some(label) = label else {
        diagnostics.push(missing_in_menu(&node, SettingKey::Label));
        return None;
    };
    let Some(url) = url else {
        diagnostics.push(missing_in_menu(&node, SettingKey::Url));
        return None;
    };
    let label = line(Some(label), phrase!("words for the menu"), diagnostics);
    let link = diagnostics
        .ok(url.text(phrase!("a path or an address")))?
        .value;
    let checked = safe_addresses::check_link(&link).map_err(|error| error.at(&link, &url));
    diagnostics.ok(checked)?;
    Some(MenuItem {
        label: label?,
        url: link,
    })
}

fn missing_in_menu(node: &Node, key: SettingKey) -> Diagnostic {
    let message: Message = message!(
        Code::MissingKey,
        "this entry of the menu has no `{key}`",
        key = key.name()
    );
    node.error(message)
        .hint(phrase!("write `{{label: Contact, url: /contact/}}`"))
}

/// Sets the WhatsApp channel of languages without one: one for all languages, or one for each.
fn set_channels(node: Option<Node>, languages: &mut [Language], diagnostics: &mut DiagnosticSink) {
    let Some(node) = node else {
        return;
    };
    if !node.is_mapping() {
        let address = channel(&node, diagnostics);
        for language in languages {
            language.channel = language.channel.take().or_else(|| address.clone());
        }
        return;
    }
    for MappingEntry { key, value } in node.entries_if_mapping() {
        let address = channel(&value, diagnostics);
        let is_same = |language: &&mut Language| language.code.eq_ignore_ascii_case(&key.text);
        match languages.iter_mut().find(is_same) {
            Some(language) => language.channel = language.channel.take().or(address),
            None => diagnostics.push(unknown_language(&key, &value)),
        }
    }
}

fn channel(node: &Node, diagnostics: &mut DiagnosticSink) -> Option<String> {
    let address = diagnostics.ok(safe_addresses::web(node))?.value;
    let scheme = address.get(..8);
    if !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://")) {
        diagnostics.push(node.error(message!(
            Code::InvalidAddress,
            "a channel's address begins with `https://`"
        )));
    }
    Some(address)
}
