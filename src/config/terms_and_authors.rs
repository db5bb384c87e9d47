//! Reads the settings `tags` and `categories` (an id, its name and perhaps a description in each
//! language) and `authors` (an id, a name, and what readers may know of the author).

use super::flags_and_unknown_values::unknown_language;
use super::text_by_language::text_by_language;
use super::{Author, Lang, Language, TermNames};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned, Text};
use crate::keys::SettingKey;
use crate::safe_addresses;
use crate::text::fold::name_key;
use crate::text::slug::slug;
use crate::yaml_and_toml::{MappingEntry, MappingKey, MappingReader, Node};
use crate::{message, phrase};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Reads tags or categories, in the order of the file; `noun` is `tag` or `category`.
///
/// Reports two terms that have the same name in a language, and a name that is the id of another
/// term, whatever the case and accents: an article could not say which one it means.
pub fn terms(
    node: Option<Node>,
    noun: Text,
    languages: &[Language],
    diagnostics: &mut DiagnosticSink,
) -> Vec<TermNames> {
    let Some(node) = node else {
        return Vec::new();
    };
    let expected = phrase!(
        "a {noun} on each line, such as `security: {{fr: Sécurité, en: Security}}`",
        noun = noun.clone()
    );
    let entries = diagnostics.ok(node.entries(expected)).unwrap_or_default();
    let mut terms = Vec::with_capacity(entries.len());
    let mut taken = TakenNames::default();
    let mut reader = TermReader {
        noun,
        languages,
        diagnostics,
    };
    for MappingEntry { key, value } in &entries {
        let names = reader.names(key, value);
        let descriptions = reader.descriptions(value);
        taken.add(&names, key, value, reader.diagnostics);
        let names = names.into_iter().map(|(lang, name)| (lang, name.value));
        terms.push(TermNames {
            id: key.text.trim().to_owned(),
            span: key.span.clone(),
            names: names.collect(),
            descriptions,
        });
    }
    terms
}

/// The names of a term by language.
type Names = BTreeMap<Lang, Spanned<String>>;

struct TermReader<'a> {
    noun: Text,
    languages: &'a [Language],
    diagnostics: &'a mut DiagnosticSink,
}

impl TermReader<'_> {
    /// Reads the names of one term: one for all languages, or one for each.
    fn names(&mut self, key: &MappingKey, node: &Node) -> Names {
        if slug(&key.text).is_empty() {
            let message = message!(
                Code::InvalidTermId,
                "this {noun} has no letter or digit in its id",
                noun = self.noun.clone()
            );
            let diagnostic = node.error(message).at(key.span.clone());
            self.diagnostics
                .push(diagnostic.hint(phrase!("write an id such as `security`")));
        }
        if node.is_mapping() {
            return self.names_by_language(node);
        }
        let name = if node.is_null() {
            Some(own_id(key))
        } else {
            self.name(node)
        };
        let langs = (0..).map(Lang).take(self.languages.len());
        langs
            .filter_map(|lang| Some((lang, name.clone()?)))
            .collect()
    }

    /// Reads the descriptions of one term.
    fn descriptions(&mut self, node: &Node) -> BTreeMap<Lang, String> {
        let mut entries = node.entries_if_mapping().into_iter();
        let own = entries.find(|entry| entry.key.text == SettingKey::Description.name());
        let expected = phrase!("a sentence about a {noun}", noun = self.noun.clone());
        text_by_language(
            own.map(|entry| entry.value),
            &expected,
            self.languages,
            self.diagnostics,
        )
    }

    /// Reads the names by language. A language without one is no mistake.
    fn names_by_language(&mut self, node: &Node) -> Names {
        let mut names = Names::new();
        for MappingEntry { key, value } in node.entries_if_mapping() {
            let is_same = |language: &Language| language.code.eq_ignore_ascii_case(&key.text);
            if key.text == SettingKey::Description.name() {
                continue;
            }
            let mut langs = (0..).map(Lang).zip(self.languages);
            match langs.find(|(_, language)| is_same(language)) {
                _ if value.is_null() => {}
                Some((lang, _)) => names.extend(self.name(&value).map(|name| (lang, name))),
                None if self.languages.is_empty() => {}
                None => self.diagnostics.push(unknown_language(&key, &value)),
            }
        }
        names
    }

    fn name(&mut self, node: &Node) -> Option<Spanned<String>> {
        let expected = phrase!("the name of a {noun}", noun = self.noun.clone());
        let name = self.diagnostics.ok(node.single_line(expected))?;
        if name.value.is_empty() {
            let message = message!(
                Code::EmptyValue,
                "this name of a {noun} is empty",
                noun = self.noun.clone()
            );
            let hint = phrase!("leave it out where it is the same as the id");
            self.diagnostics.push(node.error(message).hint(hint));
            return None;
        }
        Some(name)
    }
}

fn own_id(key: &MappingKey) -> Spanned<String> {
    let value = key.text.trim().to_owned();
    let span = key.span.clone();
    Spanned { value, span }
}

/// The ids and names so far, folded, each with the id of its term.
#[derive(Default)]
struct TakenNames {
    ids: HashMap<String, String>,
    names: HashMap<(Lang, String), String>,
    /// The first term with a name in any language.
    names_in_any: HashMap<String, String>,
}

impl TakenNames {
    /// Adds a term, and reports its id and its names that are those of another.
    fn add(
        &mut self,
        names: &Names,
        key: &MappingKey,
        node: &Node,
        diagnostics: &mut DiagnosticSink,
    ) {
        let id = key.text.trim();
        let mut report = |name: &str, span: Range<usize>, other: &str| {
            let message = message!(
                Code::DuplicateTermName,
                "`{other}` and `{id}` have the same name `{name}`",
                other = other,
                id = id,
                name = name
            );
            let hint = phrase!("give one of them another name, or remove it");
            diagnostics.push(node.error(message).at(span).hint(hint));
        };
        let folded_id = name_key(id);
        let other = self.ids.get(&folded_id);
        if let Some(other) = other.or(self.names_in_any.get(&folded_id)) {
            report(id, key.span.clone(), other);
        }
        let mut reported = None;
        for (lang, name) in names {
            let folded = name_key(&name.value);
            let taken = self.names.insert((*lang, folded.clone()), id.to_owned());
            let first = self.names_in_any.entry(folded.clone());
            first.or_insert_with(|| id.to_owned());
            let other = taken.or_else(|| self.ids.get(&folded).cloned());
            if let Some(other) = other.filter(|_| reported != Some(name.span.clone())) {
                report(&name.value, name.span.clone(), &other);
                reported = Some(name.span.clone());
            }
        }
        self.ids.entry(folded_id).or_insert_with(|| id.to_owned());
    }
}

/// Reads authors by id: `awa: Awa Tissandier` or `awa: {name: …, role: …, bio: …, photo: …}`.
pub fn authors(
    node: Option<Node>,
    languages: &[Language],
    diagnostics: &mut DiagnosticSink,
) -> BTreeMap<String, Author> {
    let Some(node) = node else {
        return BTreeMap::new();
    };
    let expected = phrase!("an author on each line, such as `awa: Awa Tissandier`");
    let entries = diagnostics.ok(node.entries(expected)).unwrap_or_default();
    let mut authors = BTreeMap::new();
    for MappingEntry { key, value } in entries {
        if let Some(author) = author(&key, value, languages, diagnostics) {
            authors.insert(key.text.trim().to_owned(), author);
        }
    }
    authors
}

fn author(
    key: &MappingKey,
    node: Node,
    languages: &[Language],
    diagnostics: &mut DiagnosticSink,
) -> Option<Author> {
    if !node.is_mapping() {
        let name = diagnostics
            .ok(node.text(phrase!("the author's name")))?
            .value;
        return Some(Author {
            name,
            ..Author::default()
        });
    }
    let mut keys = MappingReader::new(node, phrase!("key of an author"), diagnostics);
    let name = keys.take(SettingKey::Name);
    let url = keys.take(SettingKey::Url);
    let email = keys.take(SettingKey::Email);
    let role = keys.take(SettingKey::Role);
    let bio = keys.take(SettingKey::Bio);
    let photo = keys.take(SettingKey::Photo);
    keys.finish(diagnostics);
    let url = url.and_then(|node| diagnostics.ok(safe_addresses::web(&node)));
    let email = email.and_then(|node| diagnostics.ok(email_address(&node)));
    let role = text_by_language(
        role,
        &phrase!("what the author does"),
        languages,
        diagnostics,
    );
    let bio = text_by_language(bio, &phrase!("a biography"), languages, diagnostics);
    let photo = photo
        .and_then(|node| diagnostics.ok(node.text(phrase!("the path of a picture in `static/`"))));
    let Some(name) = name else {
        let message = message!(
            Code::MissingKey,
            "the author `{id}` has no `name`",
            id = key.shortened()
        );
        let hint = phrase!("add `name: Awa Tissandier`");
        diagnostics.push(node.error(message).at(key.span.clone()).hint(hint));
        return None;
    };
    let name = diagnostics
        .ok(name.text(phrase!("the author's name")))?
        .value;
    let url = url.map(|url| url.value);
    Some(Author {
        name,
        url,
        email,
        role,
        bio,
        photo,
    })
}

fn email_address(node: &Node) -> Result<String, Diagnostic> {
    let email = node.text(phrase!("an e-mail address"))?.value;
    let is_refused = |c: char| c.is_whitespace() || "<>\"(),;:\\?&".contains(c);
    let is_valid = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if email.contains(is_refused) || !is_valid {
        let message = message!(
            Code::InvalidEmail,
            "`{value}` is not an e-mail address",
            value = email
        );
        let hint = phrase!("write it as `awa@example.org`");
        return Err(node.error(message).hint(hint));
    }
    Ok(email)
}
