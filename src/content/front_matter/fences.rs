//! The fences of front matter: where it begins and ends, and where the article's text begins.

use crate::yaml_and_toml::Format;
use std::ops::Range;

/// The fences of a Markdown file, in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fences {
    /// No front matter: the whole file is the body.
    None,
    /// Front matter between two fences.
    Closed {
        /// The language of the front matter.
        format: Format,
        /// The lines between the fences.
        matter: Range<usize>,
        /// The first byte of the body.
        body: usize,
    },
    /// The first line is a fence, and no other line closes it.
    Unclosed {
        /// The fence.
        fence: Range<usize>,
    },
}

impl Fences {
    /// The first byte of the body; the end of the text when the fence is never closed.
    pub fn body(&self, text: &str) -> usize {
        match self {
            Fences::None => 0,
            Fences::Closed { body, .. } => *body,
            Fences::Unclosed { .. } => text.len(),
        }
    }
}

/// Finds the fences: `---` for YAML, closed by `---` or `...`, and `+++` for TOML.
///
/// The first fence is the first line. White space after a fence and CRLF make no difference.
pub fn find_fences(text: &str) -> Fences {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let fence = first.trim_end();
    let (format, closings): (Format, &[&str]) = match fence {
        "---" => (Format::Yaml, &["---", "..."]),
        "+++" => (Format::Toml, &["+++"]),
        _ => return Fences::None,
    };
    let mut at = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        let next = at + line.len();
        if closings.contains(&line.trim_end()) {
            return Fences::Closed {
                format,
                matter: first.len()..at,
                body: next,
            };
        }
        at = next;
    }
    Fences::Unclosed {
        fence: 0..fence.len(),
    }
}
