//! Reads the first line of a box of Obsidian, `[!info] Title`, which is one of GFM's alerts with a
//! title of its own.

use pulldown_cmark::BlockQuoteKind;

/// The first line of a box.
pub struct Callout<'t> {
    pub kind: BlockQuoteKind,
    /// Its title; empty where the box has the title of its kind.
    pub title: &'t str,
}

/// The box that a line begins; `None` for a kind that is not known.
pub fn callout(line: &str) -> Option<Callout<'_>> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let kind = match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "quote"
        | "cite" => BlockQuoteKind::Note,
        "tip" | "hint" | "success" | "check" | "done" => BlockQuoteKind::Tip,
        "important" | "question" | "help" | "faq" => BlockQuoteKind::Important,
        "warning" | "attention" => BlockQuoteKind::Warning,
        "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => {
            BlockQuoteKind::Caution
        }
        _ => return None,
    };
    // a sign after it says whether the box can be folded
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim_start();
    Some(Callout { kind, title })
}
