//! Reads and checks the setting `permalink`, the pattern of article addresses such as
//! `/:year/:slug/`. `site::permalink` fills the pattern in.

use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Text, suggestion};
use crate::safe_addresses;
use crate::yaml_and_toml::{Node, shortened};
use crate::{message, phrase};

/// The parts of a pattern that an article's values replace.
const TOKENS: [&str; 6] = [":slug", ":year", ":month", ":day", ":section", ":key"];

/// Reads the pattern; `/:slug/` when the key is absent or wrong.
pub fn permalink(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> String {
    let pattern = node.and_then(|node| diagnostics.ok(read(&node)));
    pattern.unwrap_or_else(|| "/:slug/".to_owned())
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
