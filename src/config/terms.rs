//! What is named once for the whole site: tags, categories and authors.

use super::languages::unknown_language;
use super::{Author, Lang, Language, TermNames, address};
use crate::diagnostic::Spanned;
use crate::document::{Key, Node, Problems, Table};
use crate::text::fold::name_key;
use crate::text::slug::slug;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Tags or categories, in the order of the file; `what` is `tag` or `category`.
///
/// Two of them must not have the same name in a language, nor one the id of another,
/// whatever the case and accents: an article could not say which one it means.
pub fn names(
    node: Option<Node>,
    what: &str,
    languages: &[Language],
    problems: &mut Problems,
) -> Vec<TermNames> {
    let Some(node) = node else {
        return Vec::new();
    };
    let example = "`security: {fr: Sécurité, en: Security}`";
    let expected = format!("a {what} on each line, such as {example}");
    let entries = problems.keep(node.entries(&expected)).unwrap_or_default();
    let mut terms = Vec::with_capacity(entries.len());
    let mut taken = Taken::default();
    let mut reader = Reader {
        what,
        languages,
        problems,
    };
    for (key, node) in &entries {
        let names = reader.term(key, node);
        taken.add(&names, key, node, reader.problems);
        let names = names.into_iter().map(|(lang, name)| (lang, name.value));
        terms.push(TermNames {
            id: key.text.trim().to_owned(),
            span: key.span.clone(),
            names: names.collect(),
        });
    }
    terms
}

type Names = BTreeMap<Lang, Spanned<String>>;

struct Reader<'a> {
    what: &'a str,
    languages: &'a [Language],
    problems: &'a mut Problems,
}

impl Reader<'_> {
    /// The names of one term: one for all languages, or one for each.
    fn term(&mut self, key: &Key, node: &Node) -> Names {
        if slug(&key.text).is_empty() {
            let message = format!("this {} has no letter or digit in its id", self.what);
            let problem = node.error(message).at(key.span.clone());
            self.problems
                .push(problem.hint("write an id such as `security`"));
        }
        if node.is_mapping() {
            return self.each(node);
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

    /// The names by language; the others have none, which is no mistake.
    fn each(&mut self, node: &Node) -> Names {
        let mut names = Names::new();
        for (code, node) in node.entries("").unwrap_or_default() {
            let known = |language: &Language| language.code.eq_ignore_ascii_case(&code.text);
            let mut langs = (0..).map(Lang).zip(self.languages);
            match langs.find(|(_, language)| known(language)) {
                _ if node.is_null() => {}
                Some((lang, _)) => names.extend(self.name(&node).map(|name| (lang, name))),
                None if self.languages.is_empty() => {}
                None => self.problems.push(unknown_language(&code, &node)),
            }
        }
        names
    }

    fn name(&mut self, node: &Node) -> Option<Spanned<String>> {
        let what = self.what;
        let name = self
            .problems
            .keep(node.line(&format!("the name of a {what}")))?;
        if name.value.is_empty() {
            let problem = node.error(format!("this name of a {what} is empty"));
            let hint = "leave it out where it is the same as the id";
            self.problems.push(problem.hint(hint));
            return None;
        }
        Some(name)
    }
}

fn own_id(key: &Key) -> Spanned<String> {
    let value = key.text.trim().to_owned();
    let span = key.span.clone();
    Spanned { value, span }
}

/// Ids and names so far, folded, and the id of the term that has them.
#[derive(Default)]
struct Taken {
    ids: HashMap<String, String>,
    names: HashMap<(Lang, String), String>,
    /// The first term with a name in any language.
    in_any: HashMap<String, String>,
}

impl Taken {
    fn add(&mut self, names: &Names, key: &Key, node: &Node, problems: &mut Problems) {
        let id = key.text.trim();
        let mut clash = |shown: &str, span: Range<usize>, other: &str| {
            let message = format!("`{other}` and `{id}` have the same name `{shown}`");
            let hint = "give one of them another name, or remove it";
            problems.push(node.error(message).at(span).hint(hint));
        };
        let folded = name_key(id);
        if let Some(other) = self.ids.get(&folded).or(self.in_any.get(&folded)) {
            clash(id, key.span.clone(), other);
        }
        let mut told = None;
        for (lang, name) in names {
            let folded = name_key(&name.value);
            let taken = self.names.insert((*lang, folded.clone()), id.to_owned());
            let first = self.in_any.entry(folded.clone());
            first.or_insert_with(|| id.to_owned());
            let other = taken.or_else(|| self.ids.get(&folded).cloned());
            if let Some(other) = other.filter(|_| told != Some(name.span.clone())) {
                clash(&name.value, name.span.clone(), &other);
                told = Some(name.span.clone());
            }
        }
        self.ids.entry(folded).or_insert_with(|| id.to_owned());
    }
}

/// Authors by id: `awa: Awa Tissandier` or `awa: {name: …, url: …, email: …}`.
pub fn authors(node: Option<Node>, problems: &mut Problems) -> BTreeMap<String, Author> {
    let Some(node) = node else {
        return BTreeMap::new();
    };
    let entries = node.entries("an author on each line, such as `awa: Awa Tissandier`");
    let mut authors = BTreeMap::new();
    for (key, node) in problems.keep(entries).unwrap_or_default() {
        if let Some(author) = author(&key, node, problems) {
            authors.insert(key.text.trim().to_owned(), author);
        }
    }
    authors
}

fn author(key: &Key, node: Node, problems: &mut Problems) -> Option<Author> {
    if !node.is_mapping() {
        let name = problems.keep(node.string("the author's name"))?.value;
        let (url, email) = (None, None);
        return Some(Author { name, url, email });
    }
    let mut keys = Table::of(node, "key of an author", problems);
    let (name, url, email) = (keys.take("name"), keys.take("url"), keys.take("email"));
    keys.finish(problems);
    let url = url.and_then(|node| problems.keep(address::web(&node)));
    let email = email.and_then(|node| problems.keep(email_of(&node)));
    let Some(name) = name else {
        let problem = node.error(format!("the author `{}` has no `name`", key.shown()));
        problems.push(
            problem
                .at(key.span.clone())
                .hint("add `name: Awa Tissandier`"),
        );
        return None;
    };
    let name = problems.keep(name.string("the author's name"))?.value;
    let url = url.map(|url| url.value);
    Some(Author { name, url, email })
}

fn email_of(node: &Node) -> Result<String, crate::diagnostic::Diagnostic> {
    let email = node.string("an e-mail address")?.value;
    let parts = email.split_once('@');
    let odd = email.contains(|c: char| c.is_whitespace() || "<>\"(),;:\\?&".contains(c));
    let valid = parts
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if odd || !valid {
        let problem = node.error(format!("`{email}` is not an e-mail address"));
        return Err(problem.hint("write it as `awa@example.org`"));
    }
    Ok(email)
}
