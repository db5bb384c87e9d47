//! The lines that go to a translation program and come back: one JSON object each.

use serde::{Deserialize, Serialize};

/// A section to translate.
#[derive(Debug, Clone, Serialize)]
pub struct TranslationRequest {
    /// The number of the request, which its answer repeats.
    pub id: usize,
    /// The language code of the original.
    pub from: String,
    /// The language code of the translation.
    pub to: String,
    /// What the text is.
    pub kind: RequestKind,
    /// The text, with `<x1/>`, `<x2/>` … in the place of what must not change.
    pub text: String,
    /// The Markdown before the section; may be empty.
    pub before: String,
    /// The Markdown behind the section; may be empty.
    pub after: String,
    /// What the section was when its translation was last accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierSection>,
    /// Terms of the glossary that occur in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermRequest>,
    /// What was wrong with the first answer to the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestKind {
    /// Plain text on one line: a value of front matter.
    Line,
    /// Markdown.
    Section,
}

/// A section at the time of its last acceptance.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierSection {
    /// The Markdown of the original, where git has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The Markdown of the translation.
    pub translation: String,
}

/// A term of the glossary.
#[derive(Debug, Clone, Serialize)]
pub struct TermRequest {
    /// The term in the language of the original.
    pub from: String,
    /// Its translation.
    pub to: String,
    /// Words that must not stand for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<String>,
}

/// The answer to a request.
#[derive(Debug, Clone, Deserialize)]
pub struct Answer {
    /// The number of the request.
    pub id: usize,
    /// The translation.
    pub text: Option<String>,
    /// Why there is none.
    pub error: Option<String>,
}
