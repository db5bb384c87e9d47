//! Syntax highlighting of code blocks at build time, by CSS classes (`hl-keyword`,
//! `hl-string`, …).
//!
//! Highlighting is a step after parsing, because compiling one grammar takes longer than
//! parsing a hundred articles. Each grammar is compiled once, each block highlighted once.

use super::body::Body;
use super::code_block::{CodeBlock, HighlightKey};
use arborium::{Config, GrammarStore, Highlighter, HtmlFormat};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The compiled grammars and the highlighted blocks, shared by all threads.
#[derive(Default)]
pub struct Grammars {
    store: Arc<GrammarStore>,
    compiled: Mutex<HashMap<String, Arc<OnceLock<()>>>>,
    /// HTML by block: the translations of a story show the same code, and few edits change it.
    highlighted: Mutex<HashMap<HighlightKey, Arc<str>>>,
}

impl std::fmt::Debug for Grammars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Grammars")
    }
}

impl Grammars {
    /// Adds the highlighted blocks of a body, so that equal blocks need no grammar.
    pub fn add_highlighted(&self, body: &Body) {
        if let Ok(mut highlighted) = self.highlighted.lock() {
            let blocks = body.code_blocks.iter().filter(|block| block.has_grammar());
            highlighted.extend(blocks.map(|block| (block.key.clone(), block.html.clone())));
        }
    }

    /// The grammars that the blocks of a body need and that no earlier call gave: each grammar
    /// is given once, to the caller that compiles it.
    pub fn claim_missing<'b>(&self, body: &'b Body) -> impl Iterator<Item = &'b str> {
        let blocks = body.code_blocks.iter().filter(|block| block.has_grammar());
        let missing = blocks.filter(|block| self.cached(block).is_none());
        let grammars = missing.map(|block| block.key.grammar.as_str());
        grammars.filter(|grammar| self.claim(grammar))
    }

    fn cached(&self, block: &CodeBlock) -> Option<Arc<str>> {
        let highlighted = self.highlighted.lock().ok()?;
        highlighted.get(&block.key).cloned()
    }

    /// Registers a grammar. Returns true for the first caller.
    fn claim(&self, grammar: &str) -> bool {
        let mut is_first = false;
        if let Ok(mut compiled) = self.compiled.lock() {
            compiled.entry(grammar.to_string()).or_insert_with(|| {
                is_first = true;
                Arc::default()
            });
        }
        is_first
    }

    /// Compiles a grammar, or waits until another thread has compiled it.
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

    /// The HTML of a block; plain when its grammar fails.
    fn highlight(&self, block: &CodeBlock) -> Arc<str> {
        if let Some(html) = self.cached(block) {
            return html;
        }
        let HighlightKey { grammar, text } = &block.key;
        self.compile(grammar);
        let html = match self.highlighter().highlight(grammar, text) {
            Ok(html) => Arc::from(html + "\n"),
            Err(_) => block.html.clone(),
        };
        if let Ok(mut highlighted) = self.highlighted.lock() {
            highlighted.insert(block.key.clone(), html.clone());
        }
        html
    }

    /// Drops the highlighted blocks; the grammars stay compiled.
    pub fn clear_highlighted(&self) {
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
    /// Highlights the code blocks for which there is a grammar.
    pub fn highlight(&mut self, grammars: &Grammars) {
        for block in &mut self.code_blocks {
            if block.has_grammar() {
                block.html = grammars.highlight(block);
            }
        }
    }
}
