//! `theme.yaml`: what a theme says of itself, read as the settings are.

use crate::diagnostic::{DiagnosticSink, Spanned};
use crate::document::{MappingReader, Node};
use crate::text;

/// What of it counts.
#[derive(Debug, Default)]
pub struct Manifest {
    /// The theme that has what this one lacks.
    pub extends: Option<Spanned<String>>,
    /// How wide images in the text are shown, as HTML's `sizes` has it.
    pub image_sizes: Option<String>,
}

/// What could be read; what could not is among the problems.
pub fn manifest(root: Node, problems: &mut DiagnosticSink) -> Manifest {
    let mut keys = MappingReader::new(root, text!("key of a theme"), problems);
    let extends = keys.take("extends");
    let extends = extends.and_then(|node| problems.ok(node.text(text!("the name of a theme"))));
    let mut line = |name| {
        let node: Option<Node> = keys.take(name);
        let line = node.and_then(|node| problems.ok(node.single_line(text!("text"))));
        line.map(|line| line.value)
    };
    let image_sizes = line("image_sizes").filter(|sizes| !sizes.is_empty());
    for for_people in ["name", "description", "license", "author", "griot"] {
        line(for_people);
    }
    keys.finish(problems);
    Manifest {
        extends,
        image_sizes,
    }
}
