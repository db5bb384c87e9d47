//! Each key of front matter: its type, its sense, and the field that it fills.

use super::names::{self, Field};
use super::{FrontMatter, date};
use crate::config::address::{self, Fault};
use crate::config::{Config, Lang};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Key, Node, Problems, shortened};
use crate::text::forbidden_chars::replace_forbidden;
use crate::text::nfc;
use std::sync::Arc;

/// Reads the values of one file's keys.
pub struct Reader<'a> {
    pub path: &'a Arc<str>,
    pub config: &'a Config,
    pub problems: &'a mut Problems,
}

type Text = Option<Spanned<String>>;

impl Reader<'_> {
    /// Fills the field; a value with a problem, or without any text, leaves it as it was.
    pub fn read(&mut self, field: Field, key: &Key, node: &Node, front: &mut FrontMatter) {
        if node.is_null() && !(field == Field::Title && node.written().is_some()) {
            self.problems.extend(hidden_by_hash(key, node));
            return;
        }
        if node.is_blank() {
            return;
        }
        if names::is_prose(field) {
            self.problems.extend(entity(node));
        }
        let known = self.problems.count();
        self.fill(field, node, front);
        if self.problems.count() > known {
            let hint = format!("write it as `{}`", names::example(field));
            self.problems.hint_since(known, &hint);
        }
    }

    fn fill(&mut self, field: Field, node: &Node, front: &mut FrontMatter) {
        let zone = &self.config.timezone;
        match field {
            Field::Title => front.title = self.line(node, "a title"),
            Field::Date => front.date = self.problems.keep(date::date(node, zone)),
            Field::Updated => front.updated = self.problems.keep(date::date(node, zone)),
            Field::PublishDate => front.publish_date = self.problems.keep(date::date(node, zone)),
            Field::ExpiryDate => front.expiry_date = self.problems.keep(date::date(node, zone)),
            Field::Draft => self.draft(node.boolean(), front),
            Field::Published => self.draft(node.boolean().map(|published| !published), front),
            Field::Slug => front.slug = self.slug(node),
            Field::Url => front.url = self.site_path(node),
            Field::Aliases => front.aliases = self.aliases(node),
            Field::Lang => front.lang = self.lang(node),
            Field::TranslationKey => front.translation_key = self.translation_key(node),
            Field::Original => front.original = self.problems.keep(node.boolean()),
            Field::Tags => front.tags = Some(node.words("a list of tags", self.problems)),
            Field::Categories => {
                front.categories = Some(node.words("a list of categories", self.problems));
            }
            Field::Authors => front.authors = Some(self.authors(node)),
            Field::Description => front.description = self.line(node, "a sentence"),
            Field::Summary => front.summary = self.summary(node),
            Field::Image => self.image(node, front),
            Field::ImageAlt => front.image_alt = self.line(node, "a description of the image"),
            Field::Toc => front.toc = self.problems.keep(node.boolean()),
            Field::Weight => {
                let weight = node.integer("a number", -1_000_000_000..=1_000_000_000);
                front.weight = self.problems.keep(weight);
            }
            Field::Template => front.template = self.template(node),
            Field::Layout => front.layout = self.line(node, "the name of a template"),
            Field::Comments => front.comments = self.problems.keep(node.boolean()),
            Field::Typography => front.typography = self.problems.keep(node.boolean()),
            Field::Extra => front.extra = node.plain_mapping(self.problems),
        }
    }

    /// Text on one line; empty text is none.
    fn line(&mut self, node: &Node, what: &str) -> Text {
        let line = self.problems.keep(node.line(what))?;
        (!line.value.is_empty()).then_some(line)
    }

    /// Text that must pass a check.
    fn checked(
        &mut self,
        node: &Node,
        what: &str,
        check: impl Fn(&str) -> Result<(), Fault>,
    ) -> Text {
        let text = self.problems.keep(node.string(what))?;
        let passed = check(&text.value).map_err(|fault| fault.of(&text.value, node));
        self.problems.keep(passed).map(|()| text)
    }

    /// Where `draft` and `published` disagree, the article is a draft.
    fn draft(&mut self, said: Result<bool, Diagnostic>, front: &mut FrontMatter) {
        if let Some(draft) = self.problems.keep(said) {
            front.draft = Some(draft || front.draft == Some(true));
        }
    }

    fn slug(&mut self, node: &Node) -> Text {
        let hint = "write only the last part of the address, such as `mon-article`";
        self.checked(node, "the last part of an address", |slug| {
            address::check_name(slug, hint)
        })
    }

    fn site_path(&mut self, node: &Node) -> Text {
        self.checked(node, "a path on this site", |path| {
            address::check_site_path(path)?;
            address::check_no_pattern(path)
        })
    }

    /// Old paths; those that no file can stand for are left out with a warning.
    fn aliases(&mut self, node: &Node) -> Vec<Spanned<String>> {
        let items = if node.is_list() {
            node.items()
        } else {
            vec![*node]
        };
        let mut aliases = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| !item.is_null()) {
            let query = item.written().filter(|path| path.contains('?'));
            if let Some(path) = query {
                let message = format!("the old path `{}` cannot lead here", shortened(&path));
                let hint = "a static site has no page for what follows a `?`: remove it, or redirect it at the host";
                self.problems.push(item.warning(message).hint(hint));
                continue;
            }
            aliases.extend(self.site_path(item));
        }
        aliases
    }

    /// A configured language; `fr-FR` and `fr_FR` are `fr` where that is the site's.
    fn lang(&mut self, node: &Node) -> Option<Spanned<Lang>> {
        let code = self.problems.keep(node.string("the code of a language"))?;
        let written = code.value.replace('_', "-");
        let base = written.split('-').next().unwrap_or_default();
        if let Some(value) = self
            .config
            .lang(&written)
            .or_else(|| self.config.lang(base))
        {
            let span = code.span;
            return Some(Spanned { value, span });
        }
        let languages = self.config.languages.iter();
        let codes: Vec<String> = languages
            .map(|language| format!("`{}`", language.code))
            .collect();
        let message = format!("unknown language `{}`", shortened(&code.value));
        let hint = format!("this site's languages are {}", codes.join(", "));
        self.problems.push(node.error(message).hint(hint));
        None
    }

    fn translation_key(&mut self, node: &Node) -> Text {
        let key = self.checked(
            node,
            "a key that translations share",
            address::check_site_path,
        );
        key.map(|key| Spanned {
            value: nfc(&key.value).into_owned(),
            ..key
        })
    }

    /// A name, or a list of them; `{name: …}` stands for its name.
    fn authors(&mut self, node: &Node) -> Vec<Spanned<String>> {
        let items = if node.is_list() {
            node.items()
        } else {
            vec![*node]
        };
        let mut authors = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| !item.is_null()) {
            let named = inner(item, &["name"]);
            authors.extend(self.line(&named.unwrap_or(*item), "an author's name"));
        }
        authors
    }

    /// Keeps line breaks, which mean something in Markdown; other control characters go.
    fn summary(&mut self, node: &Node) -> Text {
        let Some(text) = node.written() else {
            self.problems.push(node.expected("a summary"));
            return None;
        };
        let value = replace_forbidden(&text).trim().to_owned();
        let span = node.span();
        (!value.is_empty()).then_some(Spanned { value, span })
    }

    /// A path or an address; Hugo's themes also write `{image: …, alt: …}`.
    fn image(&mut self, node: &Node, front: &mut FrontMatter) {
        let picture = inner(node, &["image", "src", "url", "path"]).unwrap_or(*node);
        if let Some(alt) = inner(node, &["alt"]).filter(|_| front.image_alt.is_none()) {
            front.image_alt = self.line(&alt, "a description of the image");
        }
        if let Some(caption) = inner(node, &["caption"]).filter(|caption| !caption.is_blank()) {
            let problem = caption.warning("the caption of a cover is shown nowhere");
            let hint = "put the picture into the text: `![what it shows](picture.jpg \"caption\")`";
            self.problems.push(problem.hint(hint).once("cover caption"));
        }
        let hidden = inner(node, &["hidden"]).filter(|hidden| hidden.as_boolean() == Some(true));
        if let Some(hidden) = hidden {
            let problem = hidden.warning("`hidden` is not read: the article shows its cover");
            let hint = "remove the cover if it is not to be shown";
            self.problems.push(problem.hint(hint).once("hidden cover"));
        }
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        front.image = self.checked(&picture, "the path of an image", |path| {
            address::check_image(path, folder)
        });
    }

    fn template(&mut self, node: &Node) -> Text {
        self.checked(node, "the name of a template", address::check_site_path)
    }
}

/// The first of these keys that a mapping has.
fn inner<'d>(node: &Node<'d>, names: &[&str]) -> Option<Node<'d>> {
    let entries = if node.is_mapping() {
        node.entries("").ok()?
    } else {
        return None;
    };
    let found = |name: &&str| {
        let entry = entries
            .iter()
            .find(|(key, node)| key.text == **name && !node.is_null());
        entry.map(|(_, node)| *node)
    };
    names.iter().find_map(found)
}

/// No name of a character that people write is longer.
const ENTITY_BYTES: usize = 12;

/// The warning for `L&rsquo;Afrique`: a character by its name in HTML is shown as it is written.
fn entity(node: &Node) -> Option<Diagnostic> {
    if node.is_list() {
        return node.items().iter().find_map(entity);
    }
    let text = node.written()?;
    let name = text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let (name, _) = rest[..rest.floor_char_boundary(ENTITY_BYTES)].split_once(';')?;
        let letters = name.strip_prefix('#').unwrap_or(name);
        let is_name =
            (2..=8).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphanumeric());
        is_name.then(|| format!("&{name};"))
    })?;
    let problem = node.warning(format!(
        "`{name}` is HTML, and is shown as it is written here"
    ));
    Some(
        problem
            .hint("write the character itself")
            .once("character by its name"),
    )
}

/// The warning for `title: #foo`, where YAML takes the value for a comment.
fn hidden_by_hash(key: &Key, node: &Node) -> Option<Diagnostic> {
    let line = node.line_from(key.span.end);
    let value = line.split_once(':')?.1.trim_start();
    let begins_a_word = value.strip_prefix('#')?.starts_with(char::is_alphanumeric);
    begins_a_word.then(|| {
        let message = format!("`{}` is empty: `#` begins a comment", key.shown());
        let hint = format!(
            "put the value in quotes: `\"{}\"`",
            shortened(value.trim_end())
        );
        node.warning(message).at(key.span.clone()).hint(hint)
    })
}
