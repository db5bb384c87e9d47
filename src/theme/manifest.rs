//! Reads `theme.yaml`, the manifest of a theme, in the same way as `griot.yaml`.
//!
//! Takes a parsed document and gives the keys that the program uses.

use crate::diagnostic::{DiagnosticSink, Spanned};
use crate::phrase;
use crate::yaml_and_toml::{MappingReader, Node};

/// The keys of a manifest that the program uses.
#[derive(Debug, Default)]
pub struct ThemeManifest {
    /// The theme that has the files that this one lacks.
    pub extends: Option<Spanned<String>>,
    /// The width of images in the text, in the syntax of HTML's `sizes`.
    pub image_sizes: Option<String>,
}

/// Reads a manifest. Adds what could not be read to `problems`.
pub fn read(root: Node, problems: &mut DiagnosticSink) -> ThemeManifest {
    let mut keys = MappingReader::new(root, phrase!("key of a theme"), problems);
    let extends = keys.take("extends");
    let extends = extends.and_then(|node| problems.ok(node.text(phrase!("the name of a theme"))));
    let mut line = |name| {
        let node: Option<Node> = keys.take(name);
        let line = node.and_then(|node| problems.ok(node.single_line(phrase!("text"))));
        line.map(|line| line.value)
    };
    let image_sizes = line("image_sizes").filter(|sizes| !sizes.is_empty());
    for informative in ["name", "description", "license", "author", "griot"] {
        line(informative);
    }
    keys.finish(problems);
    ThemeManifest {
        extends,
        image_sizes,
    }
}
