//! Reads the first line of a box: `[!KEY]`, the key facts, and `[!info] Title` of Obsidian, which
//! is one of GFM's alerts with a title of its own.

use super::body::ThemeStringKey;
use pulldown_cmark::BlockQuoteKind;

/// The kind of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// The facts that a reader in a hurry wants.
    Key,
}

impl AlertKind {
    /// The end of its class: `alert-note`.
    pub fn class(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
            AlertKind::Key => "key",
        }
    }

    /// The string of the theme that is its title.
    pub fn title(self) -> ThemeStringKey {
        match self {
            AlertKind::Note => ThemeStringKey::Note,
            AlertKind::Tip => ThemeStringKey::Tip,
            AlertKind::Important => ThemeStringKey::Important,
            AlertKind::Warning => ThemeStringKey::Warning,
            AlertKind::Caution => ThemeStringKey::Caution,
            AlertKind::Key => ThemeStringKey::KeyFacts,
        }
    }
}

impl From<BlockQuoteKind> for AlertKind {
    fn from(kind: BlockQuoteKind) -> Self {
        match kind {
            BlockQuoteKind::Note => AlertKind::Note,
            BlockQuoteKind::Tip => AlertKind::Tip,
            BlockQuoteKind::Important => AlertKind::Important,
            BlockQuoteKind::Warning => AlertKind::Warning,
            BlockQuoteKind::Caution => AlertKind::Caution,
        }
    }
}

/// The first line of a box.
pub struct Callout<'t> {
    pub kind: AlertKind,
    /// Its title; empty where the box has the title of its kind.
    pub title: &'t str,
}

/// The box that a line begins; `None` for a kind that is not known.
pub fn callout(line: &str) -> Option<Callout<'_>> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let kind = match name.to_ascii_lowercase().as_str() {
        "key" => AlertKind::Key,
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "quote"
        | "cite" => AlertKind::Note,
        "tip" | "hint" | "success" | "check" | "done" => AlertKind::Tip,
        "important" | "question" | "help" | "faq" => AlertKind::Important,
        "warning" | "attention" => AlertKind::Warning,
        "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => {
            AlertKind::Caution
        }
        _ => return None,
    };
    // a sign after it says whether the box can be folded
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim_start();
    Some(Callout { kind, title })
}
