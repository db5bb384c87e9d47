//! Merge conflicts: the lines that git leaves in a file between the two sides.

use super::{Code, Diagnostic};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// How these lines begin; some go on with a space and the name of a branch.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The lines of `text` that git left in a conflict, as bytes, without their ends.
pub fn conflict_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    lines.filter(|line| is_marker(&text[line.clone()]))
}

/// Whether the line opens a conflict, or closes it.
fn is_marker(line: &str) -> bool {
    MARKERS.iter().any(|marker| {
        let rest = line.strip_prefix(marker);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

impl Diagnostic {
    /// The error for a conflict of which `line` is the first line. Shown once for a file.
    pub fn merge_conflict(path: impl Into<Arc<str>>, line: Range<usize>) -> Self {
        let path = path.into();
        let message = message!(
            Code::MergeConflict,
            "two branches were merged and left a conflict here"
        );
        let hint = phrase!(
            "keep what is right of both sides, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
        );
        let once = format!("conflict in {path}");
        Diagnostic::error(path, message)
            .at(line)
            .hint(hint)
            .once(once)
    }
}
