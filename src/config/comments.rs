//! Reads the setting `comments`: the service that stores comments, and its own settings.
//!
//! A value that passes can stand in an attribute, and a server's address in a header.

use super::flags_and_unknown_values::unknown_value;
use super::{Comments, CommentsProvider, ThreadScope};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned, suggestion};
use crate::safe_addresses;
use crate::yaml_and_toml::{MappingEntry, MappingKey, Node, shortened};
use crate::{message, phrase};
use std::collections::BTreeMap;

/// A service that stores comments, with the names of its settings.
struct Provider {
    name: &'static str,
    kind: CommentsProvider,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const PROVIDERS: [Provider; 4] = [
    Provider {
        name: "giscus",
        kind: CommentsProvider::Giscus,
        required: &["repo", "repo_id", "category_id"],
        optional: &[
            "category",
            "mapping",
            "strict",
            "reactions_enabled",
            "input_position",
            "theme",
        ],
    },
    Provider {
        name: "utterances",
        kind: CommentsProvider::Utterances,
        required: &["repo"],
        optional: &["issue_term", "label", "theme"],
    },
    Provider {
        name: "isso",
        kind: CommentsProvider::Isso,
        required: &["url"],
        optional: &[
            "avatar",
            "css",
            "max_comments_nested",
            "max_comments_top",
            "reveal_on_click",
            "sorting",
            "vote",
        ],
    },
    Provider {
        name: "remark42",
        kind: CommentsProvider::Remark42,
        required: &["host", "site_id"],
        optional: &["max_shown_comments", "no_footer", "simple_view", "theme"],
    },
];

/// The values of `mapping` and `issue_term`: what names the discussion or issue of a page.
const PAGE_TERMS: [&str; 4] = ["pathname", "url", "title", "og:title"];

/// A setting below `comments`.
struct WrittenOption<'d> {
    key: MappingKey<'d>,
    node: Node<'d>,
    text: Spanned<String>,
}

/// The settings below `comments`, by their names with `_`.
type WrittenOptions<'d> = BTreeMap<String, WrittenOption<'d>>;

/// Reads `comments`: `false`, or a provider with its own settings.
pub fn read(node: Node, diagnostics: &mut DiagnosticSink) -> Option<Comments> {
    if node.as_boolean() == Some(false) {
        return None;
    }
    let mut written = written_options(&node, diagnostics)?;
    let names = PROVIDERS.map(|provider| provider.name);
    let Some(WrittenOption { text: name, .. }) = written.remove("provider") else {
        let message = message!(Code::MissingKey, "`comments` has no `provider`");
        let hint = phrase!("known here: `{names}`", names = names.join("`, `"));
        diagnostics.push(node.error(message).hint(hint));
        return None;
    };
    let Some(provider) = PROVIDERS
        .iter()
        .find(|provider| provider.name == name.value)
    else {
        let noun = phrase!("provider of comments");
        diagnostics.push(unknown_value(&node, &name, noun, &names));
        return None;
    };
    let thread_scope = thread_scope(written.remove("thread"), diagnostics);
    for required in provider.required {
        if !written.contains_key(*required) {
            diagnostics.push(missing_option(provider, required, &node).at(name.span.clone()));
        }
    }
    let mut options = BTreeMap::new();
    for (name, option) in written {
        if let Some(value) = diagnostics.ok(option_value(provider, &name, option)) {
            options.insert(name, value);
        }
    }
    Some(Comments {
        provider: provider.kind,
        options,
        thread_scope,
    })
}

fn written_options<'d>(
    node: &Node<'d>,
    diagnostics: &mut DiagnosticSink,
) -> Option<WrittenOptions<'d>> {
    let mut written = WrittenOptions::new();
    let expected = phrase!("`false`, or `provider:` and its settings");
    for MappingEntry { key, value: node } in diagnostics.ok(node.entries(expected))? {
        let expected = phrase!("text for `{key}`", key = key.shortened());
        if let Some(text) = diagnostics.ok(node.text(expected)) {
            let name = key.text.replace('-', "_");
            written.insert(name, WrittenOption { key, node, text });
        }
    }
    Some(written)
}

fn thread_scope(written: Option<WrittenOption>, diagnostics: &mut DiagnosticSink) -> ThreadScope {
    let Some(WrittenOption { node, text, .. }) = written else {
        return ThreadScope::Article;
    };
    match text.value.as_str() {
        "page" => ThreadScope::Article,
        "story" => ThreadScope::Story,
        _ => {
            let noun = phrase!("kind of thread");
            diagnostics.push(unknown_value(&node, &text, noun, &["page", "story"]));
            ThreadScope::Article
        }
    }
}

fn missing_option(provider: &Provider, name: &str, node: &Node) -> Diagnostic {
    let message = message!(
        Code::MissingKey,
        "`comments` has no `{key}`, which {provider} needs",
        key = name,
        provider = provider.name
    );
    let hint = phrase!("add `{key}: …` below `provider`", key = name);
    node.error(message).hint(hint)
}

/// The value of one of the provider's settings, if it is one and can be used.
fn option_value(
    provider: &Provider,
    name: &str,
    option: WrittenOption,
) -> Result<String, Diagnostic> {
    let WrittenOption { key, node, text } = option;
    let mut known = provider.required.iter().chain(provider.optional);
    if !known.any(|known| *known == name) {
        let names: Vec<&str> = [provider.required, provider.optional, &["thread"]].concat();
        let message = message!(
            Code::UnknownKey,
            "unknown setting of {provider} `{key}`",
            provider = provider.name,
            key = key.shortened()
        );
        let hint = suggestion(name, &names);
        return Err(node.error(message).at(key.span).hint(hint));
    }
    match name {
        "url" | "host" => safe_addresses::service(&node),
        "repo" if !is_repository(&text.value) => {
            let message = message!(
                Code::InvalidRepository,
                "`{value}` is not a repository",
                value = shortened(&text.value)
            );
            let hint = phrase!("write its owner and its name, such as `awa/blog`");
            Err(node.error(message).hint(hint))
        }
        "mapping" | "issue_term" if !PAGE_TERMS.contains(&text.value.as_str()) => {
            let noun = phrase!("way to name a discussion");
            let diagnostic = unknown_value(&node, &text, noun, &PAGE_TERMS);
            Err(match text.value.as_str() {
                "specific" | "number" => diagnostic.hint(phrase!(
                    "every page would have the same; `thread: story` is for one by story"
                )),
                _ => diagnostic,
            })
        }
        _ => Ok(text.value),
    }
}

/// Whether text is `owner/name`, as GitHub has them.
fn is_repository(text: &str) -> bool {
    let is_name = |name: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        !name.is_empty() && name != "." && name != ".." && name.bytes().all(is_letter)
    };
    let parts = text.split_once('/');
    parts.is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}
