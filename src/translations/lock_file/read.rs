//! Reads the text of `griot.lock`; gives a [`Lock`], or every problem with its place.

use super::{LOCK, Lock, LockRecord};
use crate::diagnostic::{Code, Diagnostic, Message, conflict_lines};
use crate::{message, phrase};
use rayon::prelude::*;
use std::ops::Range;

/// Reads the text of the file, each line by itself. Of two lines for one article the later
/// acceptance counts.
pub fn read(text: &str) -> Result<Lock, Vec<Diagnostic>> {
    if let Some(line) = conflict_lines(text).next() {
        return Err(vec![Diagnostic::merge_conflict(LOCK, line)]);
    }
    let lines: Vec<Range<usize>> = lines(text).collect();
    let read: Vec<Result<Option<LockRecord>, Diagnostic>> = lines
        .into_par_iter()
        .map(|line| record(text, line))
        .collect();
    let mut records = Vec::with_capacity(read.len());
    let mut problems = Vec::new();
    for record in read {
        match record {
            Ok(record) => records.extend(record),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let on = |record: &LockRecord| record.accepted.as_ref().map(|accepted| accepted.on);
    records.sort_by(|a, b| (&a.story, &a.lang, on(b)).cmp(&(&b.story, &b.lang, on(a))));
    records.dedup_by(|later, first| later.story == first.story && later.lang == first.lang);
    Ok(Lock { records })
}

/// The bytes of each line, without its end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

/// The record of a line; `None` for an empty line and a comment.
fn record(text: &str, line: Range<usize>) -> Result<Option<LockRecord>, Diagnostic> {
    let written = &text[line.clone()];
    if written.is_empty() || written.starts_with('#') {
        return Ok(None);
    }
    let Some(json) = written.strip_prefix("- ") else {
        let message = message!(
            Code::InvalidLockFile,
            "expected a line that begins with a dash"
        );
        return Err(invalid(line, message));
    };
    serde_json::from_str(json).map(Some).map_err(|error| {
        let at = written.floor_char_boundary("- ".len() + error.column().saturating_sub(1));
        let error = error.to_string();
        // the diagnostic has the place already
        let error = error.split(" at line ").next().unwrap_or_default();
        let message = message!(Code::InvalidLockFile, "{error}", error = error);
        invalid(line.start + at..line.end, message)
    })
}

fn invalid(span: Range<usize>, message: Message) -> Diagnostic {
    let hint = phrase!(
        "`griot accept` writes this file: restore it from version control, or remove it and accept again"
    );
    Diagnostic::error(LOCK, message).at(span).hint(hint)
}
