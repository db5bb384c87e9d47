//! Lines that are meant as the fence `---` and are none: `—`, `----`, `***`.

use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// Characters of the longest line that may be meant as a fence.
const LONGEST: usize = 40;

/// Whether a line is only dashes, stars or underscores, as people and word processors write them
/// for `---`.
pub fn is_almost_fence(line: &str) -> bool {
    let line = line.trim();
    let is_sign = |c: char| "-–—―‒−‑*_\\".contains(c);
    let is_short = line.chars().count() <= LONGEST && line.len() > 1;
    line != "---" && is_short && line.chars().all(is_sign)
}

/// The error for the first line in `range` that is almost a fence. `fence` is the right one.
pub fn almost_fence(
    path: &Arc<str>,
    text: &str,
    range: Range<usize>,
    fence: &str,
) -> Option<Diagnostic> {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        if is_almost_fence(line) {
            return Some(not_a_fence(
                path,
                at..at + line.trim_end().len(),
                line.trim(),
                fence,
            ));
        }
        at += line.len();
    }
    None
}

/// The error for a line that is not the fence that it should be.
pub fn not_a_fence(path: &Arc<str>, span: Range<usize>, line: &str, fence: &str) -> Diagnostic {
    let message = message!(
        Code::AlmostFence,
        "`{line}` is not the line `{fence}` that front matter needs above and below it",
        line = line,
        fence = fence
    );
    let hint = phrase!(
        "write exactly `{fence}`, and nothing else on the line",
        fence = fence
    );
    Diagnostic::error(path.clone(), message).at(span).hint(hint)
}
