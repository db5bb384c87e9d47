//! Where front matter ends and the article's text begins.

use crate::document::Format;
use std::ops::Range;

/// The parts of a Markdown file, in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// No front matter: all of it is the body.
    Plain,
    /// `matter` is between the fences, the body begins at `body`.
    Fenced {
        format: Format,
        matter: Range<usize>,
        body: usize,
    },
    /// The first line is a fence that no other one answers.
    Unclosed { fence: Range<usize> },
}

impl Split {
    /// Where the body begins; the end of the text when the fence is never closed.
    pub fn body(&self, text: &str) -> usize {
        match self {
            Split::Plain => 0,
            Split::Fenced { body, .. } => *body,
            Split::Unclosed { .. } => text.len(),
        }
    }
}

/// Finds the fences of front matter: `---` for YAML, closed by `---` or `...`, and `+++`
/// for TOML. The first is the first line; white space after a fence and CRLF do no harm.
pub fn split(text: &str) -> Split {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let fence = first.trim_end();
    let (format, closings): (Format, &[&str]) = match fence {
        "---" => (Format::Yaml, &["---", "..."]),
        "+++" => (Format::Toml, &["+++"]),
        _ => return Split::Plain,
    };
    let mut at = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        let next = at + line.len();
        if closings.contains(&line.trim_end()) {
            return Split::Fenced {
                format,
                matter: first.len()..at,
                body: next,
            };
        }
        at = next;
    }
    Split::Unclosed {
        fence: 0..fence.len(),
    }
}
