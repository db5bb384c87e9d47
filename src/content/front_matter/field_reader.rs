//! Reads the value of each front matter key, checks its type and whether it is valid, and fills the
//! field of the key.

use super::list_limit::too_many_items;
use super::{FrontMatter, date};
use crate::config::{Config, Lang};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned, Text};
use crate::keys::{FrontMatterKey, FrontMatterSpec};
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
        if node.is_null() && !(is_title && node.scalar_text().is_some()) {
            self.diagnostics.extend(hidden_by_hash(key, node));
            return;
        }
        if node.is_blank() {
            return;
        }
        if spec.is_prose {
            self.diagnostics.extend(html_entity(node));
        }
        if let Some(problem) = too_many_items(spec.key, node) {
            self.diagnostics.push(problem);
            return;
        }
        let count = self.diagnostics.count();
        self.read_field(spec, node, front_matter);
        if self.diagnostics.count() > count {
            let hint = phrase!("write it as `{example}`", example = spec.example);
            self.diagnostics.add_hint_since(count, &hint);
        }
    }

    fn read_field(&mut self, spec: &FrontMatterSpec, node: &Node, front_matter: &mut FrontMatter) {
        use FrontMatterKey as Key;
        let expected = Text::new(spec.expected);
        match spec.key {
            Key::Title => front_matter.title = self.line(node, expected),
            Key::Date => front_matter.date = self.date(node),
            Key::Updated => front_matter.updated = self.date(node),
            Key::PublishDate => front_matter.publish_date = self.date(node),
            Key::ExpiryDate => front_matter.expiry_date = self.date(node),
            Key::Draft => self.draft(node.boolean(), front_matter),
            Key::Published => {
                let draft = node.boolean().map(|published| !published);
                self.draft(draft, front_matter);
            }
            Key::Slug => front_matter.slug = composed(self.slug(node, expected)),
            Key::Url => front_matter.url = composed(self.site_path(node, expected)),
            Key::Aliases => front_matter.aliases = self.aliases(node, &expected),
            Key::Lang => front_matter.lang = self.lang(node, expected),
            Key::TranslationKey => {
                front_matter.translation_key = self.translation_key(node, expected);
            }
            Key::Original => front_matter.original = self.diagnostics.ok(node.boolean()),
            Key::Tags => front_matter.tags = Some(node.word_list(expected, self.diagnostics)),
            Key::Categories => {
                front_matter.categories = Some(node.word_list(expected, self.diagnostics));
            }
            Key::Authors => front_matter.authors = Some(self.authors(node, &expected)),
            Key::Description => front_matter.description = self.line(node, expected),
            Key::Summary => front_matter.summary = self.summary(node, expected),
            Key::Image => self.image(node, expected, front_matter),
            Key::ImageAlt => front_matter.image_alt = self.line(node, expected),
            Key::Toc => front_matter.toc = self.diagnostics.ok(node.boolean()),
            Key::Weight => {
                let weight = node.integer(expected, -1_000_000_000..=1_000_000_000);
                front_matter.weight = self.diagnostics.ok(weight);
            }
            Key::Template => {
                front_matter.template =
                    self.checked(node, expected, safe_addresses::check_site_path);
            }
            Key::Layout => front_matter.layout = self.line(node, expected),
            Key::Comments => front_matter.comments = self.diagnostics.ok(node.boolean()),
            Key::Typography => front_matter.typography = self.diagnostics.ok(node.boolean()),
            Key::Extra => front_matter.extra = node.template_mapping(self.diagnostics),
        }
    }

    /// Text on one line; empty text is none.
    fn line(&mut self, node: &Node, expected: Text) -> OptionalText {
        let line = self.diagnostics.ok(node.single_line(expected))?;
        (!line.value.is_empty()).then_some(line)
    }

    fn date(&mut self, node: &Node) -> Option<Spanned<super::Date>> {
        self.diagnostics.ok(date::date(node, &self.config.timezone))
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

    /// Where `draft` and `published` disagree, the article is a draft.
    fn draft(&mut self, draft: Result<bool, Diagnostic>, front_matter: &mut FrontMatter) {
        if let Some(draft) = self.diagnostics.ok(draft) {
            front_matter.draft = Some(draft || front_matter.draft == Some(true));
        }
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
    fn authors(&mut self, node: &Node, expected: &Text) -> Vec<Spanned<String>> {
        let mut authors = Vec::new();
        for item in items_or_self(node) {
            let name = first_of(&item, &["name"]).unwrap_or(item);
            authors.extend(self.line(&name, expected.clone()));
        }
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

/// The warning for a caption of the cover, which no theme shows.
fn unused_caption(image: &Node) -> Option<Diagnostic> {
    let caption = first_of(image, &["caption"]).filter(|caption| !caption.is_blank())?;
    let message = message!(
        Code::CoverCaptionNotShown,
        "the caption of a cover is shown nowhere"
    );
    let hint =
        phrase!("put the picture into the text: `![what it shows](picture.jpg \"caption\")`");
    let diagnostic = caption.warning(message).hint(hint);
    Some(diagnostic.once("cover caption"))
}

/// The warning for `hidden: true`, which other generators read.
fn unused_hidden(image: &Node) -> Option<Diagnostic> {
    let hidden = first_of(image, &["hidden"]).filter(|node| node.as_boolean() == Some(true))?;
    let message = message!(
        Code::HiddenCoverShown,
        "`hidden` is not read: the article shows its cover"
    );
    let hint = phrase!("remove the cover if it is not to be shown");
    Some(hidden.warning(message).hint(hint).once("hidden cover"))
}

/// The items of a list, or the value itself, without nulls.
fn items_or_self<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    let mut items = match node.is_list() {
        true => node.items(),
        false => vec![*node],
    };
    items.retain(|item| !item.is_null());
    items
}

/// The value of the first of these keys that a mapping has.
fn first_of<'d>(node: &Node<'d>, names: &[&str]) -> Option<Node<'d>> {
    let entries = node.entries_if_mapping();
    names.iter().find_map(|name| {
        let mut entries = entries.iter();
        let entry = entries.find(|entry| entry.key.text == **name && !entry.value.is_null());
        entry.map(|entry| entry.value)
    })
}

/// Bytes of the longest character name that people write, and its `;`.
const ENTITY_BYTES: usize = 12;

/// The warning for `L&rsquo;Afrique`: pages show the name of a character as it is written.
fn html_entity(node: &Node) -> Option<Diagnostic> {
    if node.is_list() {
        return node.items().iter().find_map(html_entity);
    }
    let text = node.scalar_text()?;
    let name = text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let (name, _) = rest[..rest.floor_char_boundary(ENTITY_BYTES)].split_once(';')?;
        let letters = name.strip_prefix('#').unwrap_or(name);
        let is_name =
            (2..=8).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphanumeric());
        is_name.then_some(name)
    })?;
    let message = message!(
        Code::HtmlEntity,
        "`&{name};` is HTML, and is shown as it is written here",
        name = name
    );
    let hint = phrase!("write the character itself");
    let diagnostic = node.warning(message).hint(hint);
    Some(diagnostic.once("character by its name"))
}

/// The warning for `title: #foo`, where YAML takes the value for a comment.
fn hidden_by_hash(key: &MappingKey, node: &Node) -> Option<Diagnostic> {
    let line = node.rest_of_line(key.span.end);
    let value = line.split_once(':')?.1.trim_start();
    if !value.strip_prefix('#')?.starts_with(char::is_alphanumeric) {
        return None;
    }
    let message = message!(
        Code::HashBeginsComment,
        "`{key}` is empty: `#` begins a comment",
        key = key.shortened()
    );
    let hint = phrase!(
        "put the value in quotes: `\"{value}\"`",
        value = shortened(value.trim_end())
    );
    Some(node.warning(message).at(key.span.clone()).hint(hint))
}
