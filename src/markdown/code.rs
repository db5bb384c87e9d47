//! Code blocks, highlighted at build by CSS classes (`hl-keyword`, `hl-string`, …).
//!
//! Parsing leaves a slot for each block; highlighting is a step of its own, because compiling
//! a grammar takes longer than parsing a hundred articles.

use super::html::{Html, push_text};
use super::{Body, SlotKind};
use crate::limits::{CODE_BYTES, CODE_LINE_BYTES};
use arborium::{Config, GrammarStore, Highlighter, HtmlFormat};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The code of one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    block: Block,
    /// What stands in the page: escaped, and highlighted where that was done.
    pub html: Arc<str>,
}

impl Code {
    /// As written.
    pub fn text(&self) -> &str {
        &self.block.text
    }

    fn has_grammar(&self) -> bool {
        !self.block.grammar.is_empty()
    }
}

/// What highlighting depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Block {
    /// Name of its grammar; empty when it stays plain.
    grammar: String,
    /// As written.
    text: Arc<str>,
}

/// The compiled grammars, shared by all threads; each is compiled once.
#[derive(Default)]
pub struct Grammars {
    store: Arc<GrammarStore>,
    compiled: Mutex<HashMap<String, Arc<OnceLock<()>>>>,
    /// A story's translations show the same code, and an edit seldom touches it.
    highlighted: Mutex<HashMap<Block, Arc<str>>>,
}

impl std::fmt::Debug for Grammars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Grammars")
    }
}

impl Grammars {
    /// What was highlighted in this body is known.
    pub fn learn(&self, body: &Body) {
        if let Ok(mut highlighted) = self.highlighted.lock() {
            let codes = body.codes.iter().filter(|code| code.has_grammar());
            highlighted.extend(codes.map(|code| (code.block.clone(), code.html.clone())));
        }
    }

    /// The grammars that this body's code wants, and nobody asked for before.
    pub fn new_for<'b>(&self, body: &'b Body) -> impl Iterator<Item = &'b str> {
        let codes = body.codes.iter().filter(|code| code.has_grammar());
        let unknown = codes.filter(|code| self.known(code).is_none());
        let grammars = unknown.map(|code| code.block.grammar.as_str());
        grammars.filter(|grammar| self.is_new(grammar))
    }

    fn known(&self, code: &Code) -> Option<Arc<str>> {
        let highlighted = self.highlighted.lock().ok()?;
        highlighted.get(&code.block).cloned()
    }

    fn is_new(&self, grammar: &str) -> bool {
        let mut new = false;
        if let Ok(mut compiled) = self.compiled.lock() {
            compiled.entry(grammar.to_string()).or_insert_with(|| {
                new = true;
                Arc::default()
            });
        }
        new
    }

    /// Compiles a grammar, or waits until another thread has.
    pub fn compile(&self, grammar: &str) {
        let once = self
            .compiled
            .lock()
            .ok()
            .map(|mut compiled| Arc::clone(compiled.entry(grammar.to_string()).or_default()));
        if let Some(once) = once {
            once.get_or_init(|| {
                self.store.get(grammar);
            });
        }
    }

    /// A block's HTML; plain where the grammar fails.
    fn highlight(&self, code: &Code) -> Arc<str> {
        if let Some(html) = self.known(code) {
            return html;
        }
        let Block { grammar, text } = &code.block;
        self.compile(grammar);
        let html = match self.highlighter().highlight(grammar, text) {
            Ok(html) => Arc::from(html + "\n"),
            Err(_) => code.html.clone(),
        };
        if let Ok(mut highlighted) = self.highlighted.lock() {
            highlighted.insert(code.block.clone(), html.clone());
        }
        html
    }

    /// Forgets what was highlighted; the grammars stay compiled.
    pub fn forget(&self) {
        if let Ok(mut highlighted) = self.highlighted.lock() {
            *highlighted = HashMap::new();
        }
    }

    fn highlighter(&self) -> Highlighter {
        let config = Config {
            html_format: HtmlFormat::ClassNamesWithPrefix("hl".into()),
            ..Config::default()
        };
        Highlighter::with_store_and_config(Arc::clone(&self.store), config)
    }
}

impl Body {
    /// Highlights its code, where there is a grammar for it.
    pub fn highlight(&mut self, grammars: &Grammars) {
        for code in self.codes.iter_mut().filter(|code| code.has_grammar()) {
            code.html = grammars.highlight(code);
        }
    }
}

/// Writes a block. `info` is what follows the fence: its first word names the language.
pub fn write(html: &mut Html, codes: &mut Vec<Code>, info: &str, text: String) {
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
    html.raw(">")
        .slot(SlotKind::Code(codes.len() as u32))
        .raw("</code></pre>\n");
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    push_text(&mut escaped, &text);
    let bounded =
        text.len() <= CODE_BYTES && text.lines().all(|line| line.len() <= CODE_LINE_BYTES);
    codes.push(Code {
        block: Block {
            grammar: if bounded {
                grammar(&language).to_string()
            } else {
                String::new()
            },
            text: text.into(),
        },
        html: escaped.into(),
    });
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
