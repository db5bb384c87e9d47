//! Reads the colour, the logo and the look of a site: `accent`, `logo` and `look` of `extra`.
//!
//! The other keys of `extra` belong to the templates; nothing here reads them.

use super::Colour;
use super::flags_and_unknown_values::unknown_value;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned};
use crate::yaml_and_toml::{MappingEntry, MappingKey, Node};
use crate::{message, phrase};
use serde::Serialize;

/// The colour, the logo and the look of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Branding {
    /// The colour of links and buttons.
    pub accent: Option<Colour>,
    /// A file of `static/`, as written: `logo.svg` or `/images/logo.svg`.
    pub logo: Option<Spanned<String>>,
    /// How the default theme sets pages.
    pub look: Look,
}

/// How the default theme sets pages, with the same templates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Look {
    /// Bold headings without serifs, large pictures.
    #[default]
    Magazine,
    /// Serifs, a centred title, rules between columns.
    Journal,
}

impl Look {
    /// The value of the setting, and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Look::Magazine => "magazine",
            Look::Journal => "journal",
        }
    }
}

/// Reads `accent`, `logo` and `look` of `extra`.
pub fn read(extra: Node, diagnostics: &mut DiagnosticSink) -> Branding {
    let mut branding = Branding::default();
    for MappingEntry { key, value } in extra.entries_if_mapping() {
        match key.text.as_ref() {
            "accent" if value.is_null() => diagnostics.extend(hidden_colour(&extra, &key)),
            "accent" => branding.accent = diagnostics.ok(accent(&value)),
            "logo" if !value.is_null() => {
                branding.logo =
                    diagnostics.ok(value.text(phrase!("the path of a picture in `static/`")));
            }
            "look" if !value.is_null() => {
                branding.look = look(&value, diagnostics).unwrap_or_default();
            }
            _ => {}
        }
    }
    branding
}

fn look(node: &Node, diagnostics: &mut DiagnosticSink) -> Option<Look> {
    let word = diagnostics.ok(node.text(phrase!("the name of a look")))?;
    let looks = [Look::Magazine, Look::Journal];
    let found = looks.into_iter().find(|look| look.name() == word.value);
    if found.is_none() {
        let known = looks.map(Look::name);
        diagnostics.push(unknown_value(node, &word, phrase!("look"), &known));
    }
    found
}

/// The error for `accent: #a0163f`, where YAML takes the colour for a comment.
fn hidden_colour(extra: &Node, key: &MappingKey) -> Option<Diagnostic> {
    let rest = extra.rest_of_line(key.span.end);
    let mut words = rest.split_whitespace();
    words.find_map(Colour::parse)?;
    let message = message!(
        Code::HashBeginsComment,
        "`{key}` is empty: `#` begins a comment",
        key = "accent"
    );
    let hint = phrase!("put the colour in quotes: `accent: \"#a0163f\"`");
    Some(extra.error(message).at(key.span.clone()).hint(hint))
}

fn accent(node: &Node) -> Result<Colour, Diagnostic> {
    let written = node.text(phrase!("a colour such as `\"#a0163f\"`"))?.value;
    Colour::parse(&written).ok_or_else(|| {
        let message = message!(
            Code::InvalidColour,
            "`{value}` is not a colour",
            value = written
        );
        node.error(message).hint(phrase!(
            "write red, green and blue in hexadecimal, in quotes: `\"#a0163f\"`"
        ))
    })
}
