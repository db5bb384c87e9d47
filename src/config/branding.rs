//! Reads the colour and the logo of a site: `accent` and `logo` of `extra`.
//!
//! The other keys of `extra` belong to the templates; nothing here reads them.

use super::Colour;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned};
use crate::yaml_and_toml::{MappingEntry, MappingKey, Node};
use crate::{message, phrase};
use serde::Serialize;

/// The colour and the logo of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Branding {
    /// The colour of links and buttons.
    pub accent: Option<Colour>,
    /// A file of `static/`, as written: `logo.svg` or `/images/logo.svg`.
    pub logo: Option<Spanned<String>>,
}

/// Reads `accent` and `logo` of `extra`.
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
            _ => {}
        }
    }
    branding
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
