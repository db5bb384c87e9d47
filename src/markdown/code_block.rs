//! A code block of an article: its language, its text and its HTML.
//!
//! The HTML is plain, escaped text until `code_highlighting` replaces it.

use super::html_escape::push_text;
use crate::limits::{CODE_BYTES, CODE_LINE_BYTES};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A code block and its HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeBlock {
    pub(super) key: HighlightKey,
    /// Escaped text, with the tags of the highlighter once that ran.
    pub html: Arc<str>,
}

/// The whole input of the highlighter: equal keys have equal HTML.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct HighlightKey {
    /// Name of the grammar; empty when the block stays plain.
    pub grammar: String,
    /// The code as the author wrote it.
    pub text: Arc<str>,
}

impl CodeBlock {
    /// A block that is not highlighted yet. `language` is the first word after the fence, as
    /// [`language`] gives it.
    pub(super) fn plain(language: &str, text: String) -> Self {
        let mut html = String::with_capacity(text.len() + text.len() / 8);
        push_text(&mut html, &text);
        let is_small =
            text.len() <= CODE_BYTES && text.lines().all(|line| line.len() <= CODE_LINE_BYTES);
        let grammar = if is_small { grammar(language) } else { "" };
        CodeBlock {
            key: HighlightKey {
                grammar: grammar.to_string(),
                text: text.into(),
            },
            html: html.into(),
        }
    }

    /// The code as the author wrote it.
    pub fn text(&self) -> &str {
        &self.key.text
    }

    pub(super) fn has_grammar(&self) -> bool {
        !self.key.grammar.is_empty()
    }
}

/// The language in the info string of a fence: `rust` for `Rust,linenos {.x}`. Characters that
/// cannot be part of a class name are dropped.
pub(super) fn language(info: &str) -> String {
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':' | ';'))
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'))
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The name of a language as readers know it, where Griot has it.
pub(super) fn shown_language(language: &str) -> &str {
    match language {
        "bash" => "Bash",
        "c" => "C",
        "c++" | "cc" | "cpp" | "hpp" => "C++",
        "c#" | "cs" | "csharp" => "C#",
        "caddyfile" => "Caddyfile",
        "css" => "CSS",
        "csv" => "CSV",
        "diff" => "Diff",
        "dockerfile" => "Dockerfile",
        "go" | "golang" => "Go",
        "htm" | "html" | "xhtml" => "HTML",
        "http" => "HTTP",
        "ini" => "INI",
        "java" => "Java",
        "javascript" | "js" | "jsx" | "mjs" => "JavaScript",
        "json" | "jsonc" => "JSON",
        "kotlin" | "kt" => "Kotlin",
        "lua" => "Lua",
        "markdown" | "md" => "Markdown",
        "php" => "PHP",
        "powershell" | "ps1" => "PowerShell",
        "py" | "python" => "Python",
        "r" => "R",
        "rb" | "ruby" => "Ruby",
        "rs" | "rust" => "Rust",
        "scala" => "Scala",
        "sql" => "SQL",
        "svg" => "SVG",
        "swift" => "Swift",
        "toml" => "TOML",
        "ts" | "tsx" | "typescript" => "TypeScript",
        "xml" => "XML",
        "yaml" | "yml" => "YAML",
        "zig" => "Zig",
        other => other,
    }
}

/// The words in the info string of a fence after its language, such as a title; `None` without
/// one.
pub(super) fn other_words(info: &str) -> Option<&str> {
    let info = info.trim();
    let language = info.find(|c: char| c.is_whitespace() || matches!(c, '{' | ':'));
    let words = info[language?..].trim_start_matches([':', ' ', '\t']);
    (!words.is_empty()).then_some(words)
}

/// The grammar for a language as authors name it.
fn grammar(language: &str) -> &str {
    match language {
        "sh" | "shell" | "zsh" | "console" | "shell-session" => "bash",
        "js" | "mjs" | "jsx" => "javascript",
        "ts" | "tsx" => "typescript",
        "py" => "python",
        "rs" => "rust",
        "yml" => "yaml",
        "c++" | "cc" | "hpp" => "cpp",
        "h" => "c",
        "golang" => "go",
        "rb" => "ruby",
        "htm" | "xhtml" | "xml" | "svg" => "html",
        "patch" => "diff",
        "jsonc" | "json5" => "json",
        other => other,
    }
}
