//! Code blocks, highlighted at build by CSS classes (`hl-keyword`, `hl-string`, …).

use super::html::Html;
use arborium::{Config, GrammarStore, Highlighter, HtmlFormat};
use std::sync::Arc;

/// Past these sizes a block stays plain: the grammars are quadratic on garbage.
const BLOCK_BYTES: usize = 64 * 1024;
const LINE_BYTES: usize = 4 * 1024;

/// The compiled grammars, shared by all threads.
pub struct Grammars(Arc<GrammarStore>);

impl Default for Grammars {
    fn default() -> Self {
        Grammars(Arc::new(GrammarStore::new()))
    }
}

impl std::fmt::Debug for Grammars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Grammars")
    }
}

impl Grammars {
    /// The code as HTML, or `None` for a language without a grammar.
    fn highlight(&self, language: &str, code: &str) -> Option<String> {
        if code.len() > BLOCK_BYTES || code.lines().any(|line| line.len() > LINE_BYTES) {
            return None;
        }
        let config = Config {
            html_format: HtmlFormat::ClassNamesWithPrefix("hl".into()),
            ..Config::default()
        };
        let store = Arc::clone(&self.0);
        Highlighter::with_store_and_config(store, config)
            .highlight(language, code)
            .ok()
    }
}

/// Writes a block. `info` is what follows the fence: its first word names the language.
pub fn write(html: &mut Html, grammars: &Grammars, info: &str, code: &str) {
    let language = language(info);
    html.raw("<pre class=\"code\" tabindex=\"0\"");
    if !language.is_empty() {
        html.raw(" data-lang=\"").attribute(&language).raw("\"");
    }
    html.raw("><code");
    if !language.is_empty() {
        html.raw(" class=\"language-")
            .attribute(&language)
            .raw("\"");
    }
    html.raw(">");
    match grammars.highlight(grammar(&language), code) {
        Some(highlighted) => html.raw(&highlighted).raw("\n"),
        None => html.text(code),
    };
    html.raw("</code></pre>\n");
}

/// `Rust,linenos {.x}` is `rust`; anything that could not be a class name is dropped.
fn language(info: &str) -> String {
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':' | ';'))
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'))
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The grammar for what authors write after a fence.
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
