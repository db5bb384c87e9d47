//! What `extra` says of the theme's look: `accent`, a colour, and `logo`, a file of `static/`.
//!
//! Other keys of `extra` are the templates' own and are not looked at here.

use super::Colour;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Key, Node, Problems};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub accent: Option<Colour>,
    /// As written: `logo.svg` or `/images/logo.svg`.
    pub logo: Option<Spanned<String>>,
}

pub fn read(extra: Node, problems: &mut Problems) -> Look {
    let mut look = Look::default();
    for (key, node) in extra.entries("").unwrap_or_default() {
        match key.text.as_ref() {
            "accent" if node.is_null() => {
                problems.keep(not_a_comment(&extra, &key));
            }
            "accent" => look.accent = problems.keep(accent(&node)),
            "logo" if !node.is_null() => {
                look.logo = problems.keep(node.string("the path of a picture in `static/`"));
            }
            _ => {}
        }
    }
    look
}

/// `accent: #a0163f`: YAML took the colour for a comment.
fn not_a_comment(extra: &Node, key: &Key) -> Result<(), Diagnostic> {
    let rest = extra.line_from(key.span.end);
    let mut words = rest.split_whitespace();
    if !words.any(|word| Colour::parse(word).is_some()) {
        return Ok(());
    }
    let problem = extra.error("`accent` is empty: `#` begins a comment");
    let hint = "put the colour in quotes: `accent: \"#a0163f\"`";
    Err(problem.at(key.span.clone()).hint(hint))
}

fn accent(node: &Node) -> Result<Colour, Diagnostic> {
    let written = node.string("a colour such as `\"#a0163f\"`")?.value;
    Colour::parse(&written).ok_or_else(|| {
        let problem = node.error(format!("`{written}` is not a colour"));
        problem.hint("write red, green and blue in hexadecimal, in quotes: `\"#a0163f\"`")
    })
}
