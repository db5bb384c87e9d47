//! Reads `griot.yaml` into a [`Config`]: checks the type and the value of each key, and fills in the
//! defaults.
//!
//! Takes the text and gives the settings with all their problems at once. Reads no other file,
//! and never asks the system for its time zone or language.

use super::flags_and_unknown_values::flag;
use super::languages::{self, SiteDefaults};
use super::permalink_setting::permalink;
use super::{Branding, Config, Extra, Lang, Language};
use super::{
    branding, check_rules, comments, deploy_targets, features_with_options,
    home_newsletter_and_license, terms_and_authors,
};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, has_errors, nearest};
use crate::keys::SettingKey;
use crate::limits::SETTINGS_BYTES;
use crate::safe_addresses;
use crate::yaml_and_toml::{Document, Format, MappingReader, Node, shortened};
use crate::{message, phrase};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Config {
    /// Reads the text of `griot.yaml`, whose path is only for messages.
    ///
    /// A path that ends in `.toml` is read as TOML. Gives all errors, in the order of the checks;
    /// spans are bytes of `text` without its byte order mark.
    pub fn parse(path: &str, text: &str) -> Result<Config, Vec<Diagnostic>> {
        match Config::read(path, text) {
            (Some(config), diagnostics) if !has_errors(&diagnostics) => Ok(config),
            (_, diagnostics) => Err(diagnostics),
        }
    }

    /// Reads the text of `griot.yaml`, with a stand-in for each value that has an error, so that
    /// other files can be read too. `None` where the site's languages have an error: every other
    /// file depends on them.
    pub fn read(path: &str, text: &str) -> (Option<Config>, Vec<Diagnostic>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let path: Arc<str> = path.into();
        if text.len() > SETTINGS_BYTES {
            let message = message!(
                Code::SettingsTooLarge,
                "the settings have more than {limit} MB",
                limit = SETTINGS_BYTES >> 20
            );
            let hint = phrase!("keep what templates need in `extra` short");
            return (None, vec![Diagnostic::error(path, message).hint(hint)]);
        }
        let format = if path.ends_with(".toml") {
            Format::Toml
        } else {
            Format::Yaml
        };
        let document = match Document::read(format, &path, text, 0..text.len()) {
            Ok(document) => document,
            Err(diagnostics) => return (None, diagnostics),
        };
        let mut diagnostics = DiagnosticSink::default();
        let config = read(&path, document.root(), &mut diagnostics);
        (config, diagnostics.into_vec())
    }
}

/// Reads every key, with a stand-in where there is a problem.
fn read(path: &Arc<str>, root: Node, diagnostics: &mut DiagnosticSink) -> Option<Config> {
    let mut settings = MappingReader::new(root, phrase!("setting"), diagnostics);
    let base_url = base_url(path, settings.take(SettingKey::BaseUrl), diagnostics);
    let typography =
        features_with_options::typography(settings.take(SettingKey::Typography), diagnostics);
    let defaults = SiteDefaults {
        typography: typography.enabled,
        channel: settings.take(SettingKey::Channel),
    };
    let mut of_languages = DiagnosticSink::default();
    let node = settings.take(SettingKey::Languages);
    let languages = languages::read(path, node, &defaults, &mut of_languages);
    let node = settings.take(SettingKey::DefaultLanguage);
    let default_language = default_language(node, &languages, &mut of_languages);
    let has_languages = !of_languages.has_errors();
    diagnostics.extend(of_languages.into_vec());
    let extra = settings.take(SettingKey::Extra);
    let translate =
        features_with_options::translate(settings.take(SettingKey::Translate), diagnostics);
    let deploy = features_with_options::deploy(settings.take(SettingKey::Deploy), diagnostics);
    let mut take = |key| settings.take(key);
    let mut config = Config {
        base_url,
        default_language,
        timezone: timezone(take(SettingKey::Timezone), diagnostics),
        theme: theme(take(SettingKey::Theme), diagnostics),
        paginate: paginate(take(SettingKey::Paginate), diagnostics),
        permalink: permalink(take(SettingKey::Permalink), diagnostics),
        default_language_in_subdir: flag(
            take(SettingKey::DefaultLanguageInSubdir),
            false,
            diagnostics,
        ),
        tags: terms_and_authors::terms(
            take(SettingKey::Tags),
            phrase!("tag"),
            &languages,
            diagnostics,
        ),
        categories: terms_and_authors::terms(
            take(SettingKey::Categories),
            phrase!("category"),
            &languages,
            diagnostics,
        ),
        authors: terms_and_authors::authors(take(SettingKey::Authors), &languages, diagnostics),
        feeds: features_with_options::feeds(take(SettingKey::Feeds), diagnostics),
        typography_keep: typography.keep,
        raw_html: flag(take(SettingKey::RawHtml), true, diagnostics),
        comments: take(SettingKey::Comments).and_then(|node| comments::read(node, diagnostics)),
        home_sections: home_newsletter_and_license::home_sections(
            take(SettingKey::Home),
            diagnostics,
        ),
        newsletter: home_newsletter_and_license::newsletter(
            take(SettingKey::Newsletter),
            diagnostics,
        ),
        license: home_newsletter_and_license::license(take(SettingKey::License), diagnostics),
        share: features_with_options::share(take(SettingKey::Share), diagnostics),
        search: flag(take(SettingKey::Search), true, diagnostics),
        images: features_with_options::images(take(SettingKey::Images), diagnostics),
        cards: flag(take(SettingKey::Cards), true, diagnostics),
        stale_notice: flag(take(SettingKey::StaleNotice), true, diagnostics),
        check: check_rules::read(take(SettingKey::Check), diagnostics),
        deploy: deploy.files,
        deploy_targets: deploy.targets,
        index_now_key: deploy_targets::index_now_key(take(SettingKey::Indexnow), diagnostics),
        translate: translate.program,
        glossary: translate.glossary,
        branding: extra.map_or_else(Branding::default, |node| branding::read(node, diagnostics)),
        extra: extra.map_or_else(Extra::new, |node| node.template_mapping(diagnostics)),
        languages,
    };
    settings.finish(diagnostics);
    typeset_words(&mut config);
    has_languages.then_some(config)
}

/// Sets the words that readers see in the typography of their language.
fn typeset_words(config: &mut Config) {
    for lang in config.langs() {
        let mut language = config.language(lang).clone();
        for text in [
            &mut language.name,
            &mut language.title,
            &mut language.description,
        ] {
            *text = config.typeset(lang, text);
        }
        for item in &mut language.menu {
            item.label = config.typeset(lang, &item.label);
        }
        config.languages[usize::from(lang.0)] = language;
    }
    let mut authors = std::mem::take(&mut config.authors);
    for author in authors.values_mut() {
        typeset_all(config, &mut author.role);
        typeset_all(config, &mut author.bio);
    }
    config.authors = authors;
    let mut categories = std::mem::take(&mut config.categories);
    let mut tags = std::mem::take(&mut config.tags);
    for term in categories.iter_mut().chain(&mut tags) {
        typeset_all(config, &mut term.descriptions);
    }
    (config.categories, config.tags) = (categories, tags);
}

fn typeset_all(config: &Config, texts: &mut BTreeMap<Lang, String>) {
    for (lang, text) in texts {
        *text = config.typeset(*lang, text);
    }
}

fn base_url(path: &Arc<str>, node: Option<Node>, diagnostics: &mut DiagnosticSink) -> String {
    let Some(node) = node else {
        let message = message!(Code::MissingKey, "`base_url` is missing");
        let hint = phrase!("add the site's address: `base_url: https://example.org`");
        diagnostics.push(Diagnostic::error(path.clone(), message).hint(hint));
        return String::new();
    };
    diagnostics
        .ok(safe_addresses::site(&node))
        .unwrap_or_default()
}

/// Reads the default language; the first one when the key is absent or wrong.
fn default_language(
    node: Option<Node>,
    languages: &[Language],
    diagnostics: &mut DiagnosticSink,
) -> Lang {
    let Some(node) = node else {
        return Lang(0);
    };
    let code = diagnostics.ok(node.text(phrase!("the code of a language")));
    let Some(code) = code.filter(|_| !languages.is_empty()) else {
        return Lang(0);
    };
    let is_same = |language: &Language| language.code.eq_ignore_ascii_case(&code.value);
    if let Some(at) = languages.iter().position(is_same) {
        return Lang(u8::try_from(at).unwrap_or_default());
    }
    let codes = languages.iter().map(|language| language.code.as_str());
    let codes: Vec<&str> = codes.collect();
    let message = message!(
        Code::UnknownLanguage,
        "`{code}` is not one of the site's languages",
        code = shortened(&code.value)
    );
    let hint = phrase!("they are `{codes}`", codes = codes.join("`, `"));
    diagnostics.push(node.error(message).hint(hint));
    Lang(0)
}

fn timezone(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> TimeZone {
    let Some(node) = node else {
        return TimeZone::UTC;
    };
    let Some(name) = diagnostics.ok(node.text(phrase!("the name of a time zone"))) else {
        return TimeZone::UTC;
    };
    TimeZone::get(&name.value).unwrap_or_else(|_| {
        let zones = jiff::tz::db().available().map(|zone| zone.to_string());
        let zones: Vec<String> = zones.collect();
        let message = message!(
            Code::UnknownTimeZone,
            "unknown time zone `{name}`",
            name = shortened(&name.value)
        );
        let hint = match nearest(&name.value, zones.iter().map(String::as_str)) {
            Some(zone) => phrase!("did you mean `{name}`?", name = zone),
            None => phrase!("write a name such as `Africa/Dakar`, `Europe/Paris` or `UTC`"),
        };
        diagnostics.push(node.error(message).hint(hint));
        TimeZone::UTC
    })
}

fn theme(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> String {
    let name = node.and_then(|node| diagnostics.ok(theme_name(&node)));
    name.unwrap_or_else(|| "default".to_owned())
}

fn theme_name(node: &Node) -> Result<String, Diagnostic> {
    let name = node.text(phrase!("the name of a theme"))?.value;
    safe_addresses::check_name(&name).map_err(|error| {
        let hint = phrase!("write the name of a folder in `themes/`");
        error.with_hint(hint).at(&name, node)
    })?;
    Ok(name)
}

fn paginate(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> usize {
    let number = node
        .and_then(|node| diagnostics.ok(node.integer(phrase!("a number of articles"), 1..=1000)));
    number
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(20)
}
