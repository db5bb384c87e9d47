//! Reads the value of each front matter key, checks its type and whether it is valid, and fills the
//! field of the key.

use super::list_limit::too_many_items;
use super::value_warnings::{
    empty_title, first_of, items_or_self, joined_authors, translated_boolean_value, unused_caption,
    unused_hidden, value_warnings,
};
use super::{FrontMatter, date};
use crate::config::{Config, Lang};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned, Text};
use crate::keys::{FrontMatterKey, FrontMatterSpec, translated_boolean};
use crate::safe_addresses::{self, AddressError};
use crate::text::forbidden_chars::replace_forbidden;
use crate::text::nfc;
use crate::yaml_and_toml::{MappingKey, Node, shortened};
use crate::{message, phrase};
use std::sync::Arc;

/// Reads the values of one file's keys.
pub struct FieldReader<'a> {
    pub path: &'a Arc<str>,
    pub config: &'a Config,
    pub diagnostics: &'a mut DiagnosticSink,
    /// The warning for a title that is empty, which a draft does not need.
    pub empty_title: Option<Diagnostic>,
}

type OptionalText = Option<Spanned<String>>;

impl FieldReader<'_> {
    /// Reads the value of a key into its field. A value with an error, or without any text,
    /// leaves the field as it was.
    pub fn read(
        &mut self,
        spec: &FrontMatterSpec,
        key: &MappingKey,
        node: &Node,
        front_matter: &mut FrontMatter,
    ) {
        let is_title = spec.key == FrontMatterKey::Title;
        let is_empty = node.is_null() && !(is_title && node.scalar_text().is_some());
        let has_comment = node.rest_of_line(key.span.end).contains('#');
        if is_title && (is_empty || node.is_blank()) && !has_comment {
            self.empty_title = Some(empty_title(key, node));
        }
        if is_empty {
            return;
        }
        if node.is_blank() {
            if spec.key == FrontMatterKey::Image {
                let (value, span) = (String::new(), node.span());
                front_matter.image = Some(Spanned { value, span });
            }
            return;
        }
        if let Some(problem) = too_many_items(spec.key, node) {
            self.diagnostics.push(problem);
            return;
        }
        let count = self.diagnostics.count();
        self.read_field(spec, key, node, front_matter);
        if self.diagnostics.count() > count {
            let hint = phrase!("write it as `{example}`", example = spec.example);
            self.diagnostics.add_hint_since(count, &hint);
        } else {
            self.diagnostics.extend(value_warnings(spec, key, node));
        }
    }

    fn read_field(
        &mut self,
        spec: &FrontMatterSpec,
        key: &MappingKey,
        node: &Node,
        front_matter: &mut FrontMatter,
    ) {
        use FrontMatterKey as Key;
        let expected = Text::new(spec.expected);
        match spec.key {
            Key::Title => front_matter.title = self.line(node, expected),
            Key::Date => front_matter.date = self.date(key, node),
            Key::Updated => front_matter.updated = self.date(key, node),
            Key::PublishDate => front_matter.publish_date = self.date(key, node),
            Key::ExpiryDate => front_matter.expiry_date = self.date(key, node),
            Key::Draft => {
                let draft = self.boolean(key, node);
                front_matter.set_draft(draft);
            }
            Key::Published => {
                let published = self.boolean(key, node);
                front_matter.set_draft(published.map(|published| !published));
            }
            Key::Slug => front_matter.slug = composed(self.slug(node, expected)),
            Key::Url => front_matter.url = composed(self.site_path(node, expected)),
            Key::Aliases => {
                front_matter.alias_list.key = key.text.to_string();
                front_matter.aliases = self.aliases(node, &expected);
            }
            Key::Lang => front_matter.lang = self.lang(node, expected),
            Key::TranslationKey => {
                front_matter.translation_key = self.translation_key(node, expected);
            }
            Key::Original => front_matter.original = self.original(key, node),
            Key::Tags => front_matter.tags = Some(node.word_list(expected, self.diagnostics)),
            Key::Categories => {
                front_matter.categories = Some(node.word_list(expected, self.diagnostics));
            }
            Key::Authors => front_matter.authors = Some(self.authors(key, node, &expected)),
            Key::Description => front_matter.description = self.line(node, expected),
            Key::Summary => front_matter.summary = self.summary(node, expected),
            Key::Image => self.image(node, expected, front_matter),
            Key::ImageAlt => front_matter.image_alt = self.line(node, expected),
            Key::ImageCredit => front_matter.image_credit = self.line(node, expected),
            Key::Featured => front_matter.featured = self.boolean(key, node),
            Key::Toc => front_matter.toc = self.boolean(key, node),
            Key::Weight => {
                let weight = node.integer(expected, -1_000_000_000..=1_000_000_000);
                front_matter.weight = self.diagnostics.ok(weight);
            }
            Key::Template => {
                front_matter.template =
                    self.checked(node, expected, safe_addresses::check_site_path);
            }
            Key::Layout => front_matter.layout = self.line(node, expected),
            Key::Comments => front_matter.comments = self.boolean(key, node),
            Key::Typography => front_matter.typography = self.boolean(key, node),
            Key::Extra => front_matter.extra = node.template_mapping(self.diagnostics),
        }
    }

    /// Text on one line; empty text is none.
    fn line(&mut self, node: &Node, expected: Text) -> OptionalText {
        let line = self.diagnostics.ok(node.single_line(expected))?;
        (!line.value.is_empty()).then_some(line)
    }

    fn date(&mut self, key: &MappingKey, node: &Node) -> Option<Spanned<super::Date>> {
        let date = date::date(key, node, &self.config.timezone);
        self.diagnostics.ok(date)
    }

    /// `true` or `false`; warns of words of other languages, and reads them as they are meant.
    fn boolean(&mut self, key: &MappingKey, node: &Node) -> Option<bool> {
        if node.as_boolean().is_none()
            && let Some(value) = node.scalar_text().as_deref().and_then(translated_boolean)
        {
            let warning = translated_boolean_value(key, node, value);
            self.diagnostics.push(warning);
            return Some(value);
        }
        let value = node.boolean().map_err(|error| {
            let key = key.shortened();
            error.hint(phrase!("write `{key}: true` or `{key}: false`", key = key))
        });
        self.diagnostics.ok(value)
    }

    /// Whether this is the original; an address of another site is none.
    fn original(&mut self, key: &MappingKey, node: &Node) -> Option<bool> {
        let text = node.scalar_text();
        if !text.is_some_and(|text| text.contains("://")) {
            return self.boolean(key, node);
        }
        let error = node.type_error(phrase!("`true` or `false`"));
        self.diagnostics.push(error.hint(phrase!(
            "`original` says in which language the story was written first: put an address under `extra`, or into the text"
        )));
        None
    }

    /// Text that must pass a check.
    fn checked(
        &mut self,
        node: &Node,
        expected: Text,
        check: impl Fn(&str) -> Result<(), AddressError>,
    ) -> OptionalText {
        let text = self.diagnostics.ok(node.text(expected))?;
        let checked = check(&text.value).map_err(|error| error.at(&text.value, node));
        self.diagnostics.ok(checked).map(|()| text)
    }

    fn slug(&mut self, node: &Node, expected: Text) -> OptionalText {
        self.checked(node, expected, |slug| {
            safe_addresses::check_name(slug).map_err(|error| {
                error.with_hint(phrase!(
                    "write only the last part of the address, such as `mon-article`"
                ))
            })
        })
    }

    fn site_path(&mut self, node: &Node, expected: Text) -> OptionalText {
        self.checked(node, expected, |path| {
            safe_addresses::check_site_path(path)?;
            safe_addresses::check_no_pattern(path)
        })
    }

    /// Old paths. Skips those that no file can stand for, with a warning.
    fn aliases(&mut self, node: &Node, expected: &Text) -> Vec<Spanned<String>> {
        let mut aliases = Vec::new();
        for item in items_or_self(node) {
            let query = item.scalar_text().filter(|path| path.contains('?'));
            if let Some(path) = query {
                let message = message!(
                    Code::AliasWithQuery,
                    "the old path `{path}` cannot lead here",
                    path = shortened(&path)
                );
                let hint = phrase!(
                    "a static site has no page for what follows a `?`: remove it, or redirect it at the host"
                );
                self.diagnostics.push(item.warning(message).hint(hint));
                continue;
            }
            aliases.extend(self.site_path(&item, expected.clone()));
        }
        aliases
    }

    /// A language of the site; `fr-FR` and `fr_FR` are `fr` where the site has only that.
    fn lang(&mut self, node: &Node, expected: Text) -> Option<Spanned<Lang>> {
        let code = self.diagnostics.ok(node.text(expected))?;
        let written = code.value.replace('_', "-");
        let base = written.split('-').next().unwrap_or_default();
        let lang = self.config.lang(&written);
        if let Some(value) = lang.or_else(|| self.config.lang(base)) {
            let span = code.span;
            return Some(Spanned { value, span });
        }
        let languages = self.config.languages.iter();
        let codes: Vec<&str> = languages.map(|language| language.code.as_str()).collect();
        let message = message!(
            Code::UnknownLanguage,
            "unknown language `{code}`",
            code = shortened(&code.value)
        );
        let hint = phrase!(
            "this site's languages are `{codes}`",
            codes = codes.join("`, `")
        );
        self.diagnostics.push(node.error(message).hint(hint));
        None
    }

    fn translation_key(&mut self, node: &Node, expected: Text) -> OptionalText {
        composed(self.checked(node, expected, safe_addresses::check_site_path))
    }

    /// A name, or a list of them; `{name: …}` stands for its name.
    fn authors(&mut self, key: &MappingKey, node: &Node, expected: &Text) -> Vec<Spanned<String>> {
        let joined = joined_authors(key, node, self.config);
        let mut authors = Vec::new();
        for item in items_or_self(node) {
            let name = first_of(&item, &["name"]).unwrap_or(item);
            authors.extend(self.line(&name, expected.clone()));
        }
        self.diagnostics.extend(joined);
        authors
    }

    /// Keeps line breaks, which mean something in Markdown; drops other control characters.
    fn summary(&mut self, node: &Node, expected: Text) -> OptionalText {
        let Some(text) = node.scalar_text() else {
            self.diagnostics.push(node.type_error(expected));
            return None;
        };
        let value = replace_forbidden(&text).trim().to_owned();
        let span = node.span();
        (!value.is_empty()).then_some(Spanned { value, span })
    }

    /// A path or an address; Hugo's themes also write `{image: …, alt: …}`.
    fn image(&mut self, node: &Node, expected: Text, front_matter: &mut FrontMatter) {
        let picture = first_of(node, &["image", "src", "url", "path"]).unwrap_or(*node);
        let alt = first_of(node, &["alt"]).filter(|_| front_matter.image_alt.is_none());
        if let Some(alt) = alt {
            front_matter.image_alt = self.line(&alt, phrase!("a description of the image"));
        }
        self.diagnostics.extend(unused_caption(node));
        self.diagnostics.extend(unused_hidden(node));
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        front_matter.image = self.checked(&picture, expected, |path| {
            safe_addresses::check_image(path, folder)
        });
    }
}

/// A key or an address in NFC, so that all its spellings are one.
fn composed(text: OptionalText) -> OptionalText {
    let text = text?;
    Some(Spanned {
        value: nfc(&text.value).into_owned(),
        span: text.span,
    })
}
