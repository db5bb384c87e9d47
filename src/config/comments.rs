//! `comments`: which service keeps them, and what it wants to know. Whatever passes here can stand
//! in an attribute, and its server in a header.

use super::address;
use super::options::unknown;
use super::{Comments, CommentsProvider, Threads};
use crate::diagnostic::{Diagnostic, Spanned, suggestion};
use crate::document::{Key, Node, Problems, shortened};
use std::collections::BTreeMap;

/// A provider, the settings it cannot do without, and those it knows besides.
struct Known {
    name: &'static str,
    provider: CommentsProvider,
    needed: &'static [&'static str],
    more: &'static [&'static str],
}

const PROVIDERS: [Known; 4] = [
    Known {
        name: "giscus",
        provider: CommentsProvider::Giscus,
        needed: &["repo", "repo_id", "category_id"],
        more: &[
            "category",
            "mapping",
            "strict",
            "reactions_enabled",
            "input_position",
            "theme",
        ],
    },
    Known {
        name: "utterances",
        provider: CommentsProvider::Utterances,
        needed: &["repo"],
        more: &["issue_term", "label", "theme"],
    },
    Known {
        name: "isso",
        provider: CommentsProvider::Isso,
        needed: &["url"],
        more: &[
            "avatar",
            "css",
            "max_comments_nested",
            "max_comments_top",
            "reveal_on_click",
            "sorting",
            "vote",
        ],
    },
    Known {
        name: "remark42",
        provider: CommentsProvider::Remark42,
        needed: &["host", "site_id"],
        more: &["max_shown_comments", "no_footer", "simple_view", "theme"],
    },
];

/// What names the discussion or issue of a page.
const TERMS: [&str; 4] = ["pathname", "url", "title", "og:title"];

type Written<'d> = BTreeMap<String, (Key<'d>, Node<'d>, Spanned<String>)>;

/// `false`, or a provider with its own settings; those it cannot do without must be there.
pub fn comments(node: Node, problems: &mut Problems) -> Option<Comments> {
    if node.as_boolean() == Some(false) {
        return None;
    }
    let mut written = Written::new();
    let expected = "`false`, or `provider:` and its settings";
    for (key, value) in problems.keep(node.entries(expected))? {
        let what = format!("text for `{}`", key.shown());
        if let Some(text) = problems.keep(value.string(&what)) {
            written.insert(key.text.replace('-', "_"), (key, value, text));
        }
    }
    let names = PROVIDERS.map(|known| known.name);
    let Some((_, _, name)) = written.remove("provider") else {
        let problem = node.error("`comments` has no `provider`");
        problems.push(problem.hint(format!("known here: `{}`", names.join("`, `"))));
        return None;
    };
    let Some(known) = PROVIDERS.iter().find(|known| known.name == name.value) else {
        problems.push(unknown(&node, &name, "provider of comments", &names));
        return None;
    };
    let threads = threads(written.remove("thread"), problems);
    missing(known, &node, &name, &written, problems);
    let options = written.into_iter().filter_map(|(key, written)| {
        let value = problems.keep(option(known, &key, written))?;
        Some((key, value))
    });
    Some(Comments {
        provider: known.provider,
        options: options.collect(),
        threads,
    })
}

fn threads(written: Option<(Key, Node, Spanned<String>)>, problems: &mut Problems) -> Threads {
    let Some((_, node, word)) = written else {
        return Threads::OfPages;
    };
    match word.value.as_str() {
        "page" => Threads::OfPages,
        "story" => Threads::OfStories,
        _ => {
            problems.push(unknown(&node, &word, "kind of thread", &["page", "story"]));
            Threads::OfPages
        }
    }
}

fn missing(
    known: &Known,
    node: &Node,
    name: &Spanned<String>,
    written: &Written,
    problems: &mut Problems,
) {
    let missing = known
        .needed
        .iter()
        .filter(|key| !written.contains_key(**key));
    for key in missing {
        let message = format!("`comments` has no `{key}`, which {} needs", known.name);
        let problem = node.error(message).at(name.span.clone());
        problems.push(problem.hint(format!("add `{key}: …` below `provider`")));
    }
}

/// The value of one of the provider's settings, if it is one and can be used.
fn option(
    known: &Known,
    key: &str,
    (written, node, text): (Key, Node, Spanned<String>),
) -> Result<String, Diagnostic> {
    if !known
        .needed
        .iter()
        .chain(known.more)
        .any(|name| *name == key)
    {
        let names: Vec<&str> = [known.needed, known.more, &["thread"]].concat();
        let message = format!("unknown setting of {} `{}`", known.name, written.shown());
        let hint = suggestion(key, &names);
        return Err(node.error(message).at(written.span).hint(hint));
    }
    match key {
        "url" | "host" => address::service(&node),
        "repo" if !is_repo(&text.value) => {
            let message = format!("`{}` is no repository", shortened(&text.value));
            Err(node
                .error(message)
                .hint("write its owner and its name, such as `awa/blog`"))
        }
        "mapping" | "issue_term" if !TERMS.contains(&text.value.as_str()) => {
            let problem = unknown(&node, &text, "way to name a discussion", &TERMS);
            Err(match text.value.as_str() {
                "specific" | "number" => problem
                    .hint("every page would have the same; `thread: story` is for one by story"),
                _ => problem,
            })
        }
        _ => Ok(text.value),
    }
}

/// `owner/name`, as GitHub has them.
fn is_repo(text: &str) -> bool {
    let is_name = |name: &str| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        !name.is_empty() && name != "." && name != ".." && name.bytes().all(letters)
    };
    let parts = text.split_once('/');
    parts.is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}
