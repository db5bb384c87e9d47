//! Code in Markdown: in a line, and as a block with its language.

use super::html_tree::{Element, HtmlTree, NodeId};

/// Code in a line, between enough backticks.
pub fn inline_code(code: &str) -> String {
    let words: Vec<&str> = code.split_whitespace().collect();
    let code = words.join(" ");
    if code.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let needs_space = code.starts_with('`') || code.ends_with('`');
    match needs_space {
        true => format!("{fence} {code} {fence}"),
        false => format!("{fence}{code}{fence}"),
    }
}

/// A block of code between fences.
pub fn code_block(code: &str, language: &str) -> String {
    let code = code.replace("\r\n", "\n");
    let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    format!("{fence}{language}\n{code}\n{fence}")
}

/// The language of a `<pre>`, by the classes and attributes of the plugins that show code.
pub fn language(tree: &HtmlTree, pre: NodeId) -> String {
    let code = tree.children(pre).iter().copied();
    let code = code.filter(|child| tree.name(*child) == "code");
    let mut elements = std::iter::once(pre).chain(code);
    let found = elements.find_map(|id| tree.element(id).and_then(language_of));
    let found = found.unwrap_or_default().to_lowercase();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "+#-.".contains(c);
    match found.chars().all(is_plain) {
        true if !matches!(
            found.as_str(),
            "plain" | "text" | "generic" | "none" | "raw"
        ) =>
        {
            found
        }
        _ => String::new(),
    }
}

fn language_of(element: &Element) -> Option<String> {
    for name in [
        "data-enlighter-language",
        "data-lang",
        "data-language",
        "lang",
        "language",
    ] {
        if let Some(value) = element.get(name) {
            return Some(value.trim().to_string());
        }
    }
    let classes = element.get("class")?;
    let mut words = classes.split([' ', ';', '\t', '\n']).peekable();
    while let Some(word) = words.next() {
        let named = ["language-", "lang-", "lang:", "brush:"];
        let rest = named.iter().find_map(|prefix| word.strip_prefix(prefix));
        match rest {
            Some("") => return words.next().map(str::to_string),
            Some(rest) => return Some(rest.to_string()),
            None => {}
        }
    }
    None
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
