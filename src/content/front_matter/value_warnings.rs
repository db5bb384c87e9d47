//! Warnings about values that can be read and that mean something else than their author thinks.
//!
//! Each function looks at one value and gives a warning, or nothing.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::keys::{FrontMatterKey, FrontMatterSpec};
use crate::yaml_and_toml::{MappingKey, Node, quoted, shortened};
use crate::{message, phrase};

/// The warnings for a value, whatever its type.
pub fn value_warnings(spec: &FrontMatterSpec, key: &MappingKey, node: &Node) -> Vec<Diagnostic> {
    let is_list = matches!(
        spec.key,
        FrontMatterKey::Tags
            | FrontMatterKey::Categories
            | FrontMatterKey::Authors
            | FrontMatterKey::Aliases
    );
    let entity = spec.is_prose.then(|| html_entity(node)).flatten();
    let dashes = is_list.then(|| dashes_without_space(key, node)).flatten();
    let curly = curly_quotes(key, node);
    [entity, dashes, curly].into_iter().flatten().collect()
}

/// The warning for an empty title, which falls back to the first heading or the file's name.
pub fn empty_title(key: &MappingKey, node: &Node) -> Diagnostic {
    let message = message!(
        Code::EmptyTitle,
        "`{key}` is empty: the title is the first `# Heading`, or the file's name",
        key = key.shortened()
    );
    let hint = phrase!("write the title, or remove this line");
    node.warning(message).at(key.span.clone()).hint(hint)
}

/// The warning for `draft: oui`, which is read as `true`.
pub fn translated_boolean_value(key: &MappingKey, node: &Node, value: bool) -> Diagnostic {
    let message = message!(
        Code::TranslatedValue,
        "`{word}` is read as `{value}`",
        word = shortened(&node.scalar_text().unwrap_or_default()),
        value = value.to_string()
    );
    node.warning(message).hint(phrase!(
        "write `{key}: {value}`",
        key = key.shortened(),
        value = value.to_string()
    ))
}

/// The warning for `author: Awa et Idriss`: one author with a long name.
pub fn joined_authors(key: &MappingKey, node: &Node, config: &Config) -> Option<Diagnostic> {
    let text = node.scalar_text()?;
    let is_known = |name: &str| {
        let mut known = config.authors.iter();
        known.any(|(id, author)| id == name || author.name == name)
    };
    let mut names = vec![text.trim()];
    for joint in [",", ";", " et ", " and ", " & "] {
        names = names.iter().flat_map(|name| name.split(joint)).collect();
    }
    let names = names.iter().map(|name| name.trim());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    if names.len() < 2 || is_known(text.trim()) {
        return None;
    }
    let message = message!(
        Code::JoinedAuthors,
        "`{names}` is read as the name of one author",
        names = shortened(text.trim())
    );
    Some(node.warning(message).hint(phrase!(
        "write a list: `{key}: [{names}]`",
        key = key.shortened(),
        names = names.join(", ")
    )))
}

/// The warning for a value between curly quotes, which are part of it.
fn curly_quotes(key: &MappingKey, node: &Node) -> Option<Diagnostic> {
    if node.is_list() {
        return node.items().iter().find_map(|item| curly_quotes(key, item));
    }
    let text = node.scalar_text()?;
    let inner = between_curly_quotes(&text)?;
    let message = message!(
        Code::CurlyQuotes,
        "the curly quotes are part of this value: YAML knows straight ones"
    );
    let straight = quoted(inner);
    Some(node.warning(message).hint(phrase!(
        "write `{key}: {value}` if they are not meant to be read",
        key = key.shortened(),
        value = straight
    )))
}

/// The text between curly double quotes, if they are its first and last characters and no others
/// are inside.
pub fn between_curly_quotes(text: &str) -> Option<&str> {
    let is_curly = |c: char| matches!(c, '“' | '”' | '„' | '‟');
    let inner = text.trim().strip_prefix(is_curly)?.strip_suffix(is_curly)?;
    (!inner.contains(is_curly)).then(|| inner.trim())
}

/// The warning for lines such as `-mobile` below `tags:`, which are one text and no list.
fn dashes_without_space(key: &MappingKey, node: &Node) -> Option<Diagnostic> {
    let text = node.scalar_text()?;
    let first = text.strip_prefix('-')?;
    let first = first.split(" -").next().unwrap_or(first);
    let is_word = first.starts_with(char::is_alphabetic);
    is_word.then(|| {
        let message: Message = message!(
            Code::NotAList,
            "this is one word and no list: a space is missing after the dash"
        );
        node.warning(message).hint(phrase!(
            "write `- {word}` below `{key}:`",
            word = shortened(first),
            key = key.shortened()
        ))
    })
}

/// The warning for a caption of the cover, which no theme shows.
pub fn unused_caption(image: &Node) -> Option<Diagnostic> {
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
pub fn unused_hidden(image: &Node) -> Option<Diagnostic> {
    let hidden = first_of(image, &["hidden"]).filter(|node| node.as_boolean() == Some(true))?;
    let message = message!(
        Code::HiddenCoverShown,
        "`hidden` is not read: the article shows its cover"
    );
    let hint = phrase!("remove the cover if it is not to be shown");
    Some(hidden.warning(message).hint(hint).once("hidden cover"))
}

/// The items of a list, or the value itself, without nulls.
pub fn items_or_self<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    let mut items = match node.is_list() {
        true => node.items(),
        false => vec![*node],
    };
    items.retain(|item| !item.is_null());
    items
}

/// The value of the first of these keys that a mapping has.
pub fn first_of<'d>(node: &Node<'d>, names: &[&str]) -> Option<Node<'d>> {
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
