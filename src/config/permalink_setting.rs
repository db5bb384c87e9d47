//! Reads and checks the setting `permalink`, the patterns of addresses such as `/:year/:slug/`.
//! `site::permalink` fills them in.

use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Text, suggestion};
use crate::keys::SettingKey;
use crate::safe_addresses;
use crate::yaml_and_toml::{MappingReader, Node, shortened};
use crate::{message, phrase};
use serde::Serialize;

/// The parts of a pattern that an article's values replace.
const TOKENS: [&str; 6] = [":slug", ":year", ":month", ":day", ":section", ":key"];

/// The parts that a standing page has no value for.
const DATES: [&str; 3] = [":year", ":month", ":day"];

/// The pattern where the settings have none.
const DEFAULT: &str = "/:slug/";

/// The patterns of URLs, such as `/:slug/`; each begins and ends with a slash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Permalinks {
    /// The pattern for articles.
    pub articles: String,
    /// The pattern for standing pages.
    pub pages: String,
}

/// Reads one pattern for articles, or one for articles and one for pages; `/:slug/` where a pattern
/// is absent or wrong.
pub fn permalink(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Permalinks {
    let mut permalinks = Permalinks {
        articles: DEFAULT.to_owned(),
        pages: DEFAULT.to_owned(),
    };
    match node {
        None => {}
        Some(node) if node.is_mapping() => {
            let mut keys = MappingReader::new(node, phrase!("key of `permalink`"), diagnostics);
            let articles = keys.take(SettingKey::Articles);
            let pages = keys.take(SettingKey::Pages);
            let articles = articles.and_then(|node| diagnostics.ok(read(&node)));
            let pages = pages.and_then(|node| diagnostics.ok(read_of_pages(&node)));
            permalinks.articles = articles.unwrap_or(permalinks.articles);
            permalinks.pages = pages.unwrap_or(permalinks.pages);
            keys.finish(diagnostics);
        }
        Some(node) => {
            let articles = diagnostics.ok(read(&node));
            permalinks.articles = articles.unwrap_or(permalinks.articles);
        }
    }
    permalinks
}

/// Reads the pattern of standing pages, which have no date.
fn read_of_pages(node: &Node) -> Result<String, Diagnostic> {
    let pattern = read(node)?;
    let date = tokens(&pattern).find(|token| DATES.contains(token));
    match date.map(str::to_owned) {
        None => Ok(pattern),
        Some(token) => {
            let message = message!(
                Code::InvalidPermalink,
                "a standing page has no date for `{token}`",
                token = token
            );
            let hint = phrase!("use `:slug`, `:key` and `:section`");
            Err(node.error(message).hint(hint))
        }
    }
}

fn read(node: &Node) -> Result<String, Diagnostic> {
    let pattern = node
        .text(phrase!("a pattern such as `/:year/:slug/`"))?
        .value;
    check_slashes(node, &pattern)?;
    check_characters(node, &pattern)?;
    check_tokens(node, &pattern)?;
    Ok(pattern)
}

fn check_slashes(node: &Node, pattern: &str) -> Result<(), Diagnostic> {
    if pattern.starts_with('/') && pattern.ends_with('/') && pattern.len() > 1 {
        return Ok(());
    }
    let inner = match pattern.trim_matches('/') {
        "" => ":slug",
        inner => inner,
    };
    let message = message!(
        Code::InvalidPermalink,
        "`{pattern}` does not begin and end with a slash",
        pattern = shortened(pattern)
    );
    let hint = phrase!("write `/{pattern}/`", pattern = inner);
    Err(node.error(message).hint(hint))
}

fn check_characters(node: &Node, pattern: &str) -> Result<(), Diagnostic> {
    let is_allowed = |c: char| c.is_alphanumeric() || "/:-_.~".contains(c);
    if let Some(character) = pattern.chars().find(|c| !is_allowed(*c)) {
        let message = message!(
            Code::InvalidPermalink,
            "`{character}` cannot stand in a permalink",
            character = character
        );
        let hint = phrase!("use letters, digits, `-` and `_`");
        return Err(node.error(message).hint(hint));
    }
    safe_addresses::check_site_path(pattern).map_err(|error| error.at(pattern, node))?;
    if pattern.contains("//") {
        let message = message!(
            Code::InvalidPermalink,
            "`{pattern}` has two slashes in a row",
            pattern = pattern
        );
        return Err(node.error(message).hint(phrase!("remove one of them")));
    }
    Ok(())
}

fn check_tokens(node: &Node, pattern: &str) -> Result<(), Diagnostic> {
    if let Some(token) = tokens(pattern).find(|token| !TOKENS.contains(token)) {
        let message = message!(
            Code::InvalidPermalink,
            "unknown part `{token}` of a permalink",
            token = token
        );
        return Err(node.error(message).hint(token_hint(token)));
    }
    if !tokens(pattern).any(|token| matches!(token, ":slug" | ":key")) {
        let message = message!(
            Code::InvalidPermalink,
            "`{pattern}` gives every article of a day the same address",
            pattern = pattern
        );
        let hint = phrase!("add `:slug` or `:key` to it");
        return Err(node.error(message).hint(hint));
    }
    Ok(())
}

/// The hint for an unknown token; Hugo and Jekyll have other names for `:slug`.
fn token_hint(token: &str) -> Text {
    match token {
        ":title" | ":name" | ":filename" => suggestion(":slug", &TOKENS),
        _ => suggestion(token, &TOKENS),
    }
}

/// The tokens of a pattern: `:year` and `:slug` of `/:year/:slug/`.
fn tokens(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.match_indices(':').map(|(at, _)| {
        let name = &pattern[at + 1..];
        let end = name
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(name.len());
        &pattern[at..at + 1 + end]
    })
}
