//! The text of `griot.lock` → [`Lock`], with the place of whatever is wrong with it.

use super::{LOCK, Lock, Record};
use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::ops::Range;

/// Reads the file's text, each line by itself. Of two lines for one article the later
/// acceptance is kept.
pub fn read(text: &str) -> Result<Lock, Vec<Diagnostic>> {
    let lines: Vec<Range<usize>> = lines(text).collect();
    let read: Vec<Result<Option<Record>, Diagnostic>> = lines
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
    let on = |record: &Record| record.accepted.as_ref().map(|accepted| accepted.on);
    records.sort_by(|a, b| (&a.story, &a.lang, on(b)).cmp(&(&b.story, &b.lang, on(a))));
    records.dedup_by(|later, first| later.story == first.story && later.lang == first.lang);
    Ok(Lock { records })
}

/// Where each line lies, without its end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

fn record(text: &str, line: Range<usize>) -> Result<Option<Record>, Diagnostic> {
    let written = &text[line.clone()];
    if written.is_empty() || written.starts_with('#') {
        return Ok(None);
    }
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| written.starts_with(mark))
    {
        let message = "two branches were merged and left a conflict here";
        let hint = "keep the lines of both sides, and take out those that begin with `<<<<<<<`, `=======` and `>>>>>>>`";
        return Err(Diagnostic::error(LOCK, message)
            .at(line)
            .hint(hint)
            .once("conflict"));
    }
    let Some(json) = written.strip_prefix("- ") else {
        return Err(unreadable(line, "expected a line that begins with a dash"));
    };
    serde_json::from_str(json).map(Some).map_err(|error| {
        let at = written.floor_char_boundary("- ".len() + error.column().saturating_sub(1));
        let message = error.to_string();
        // its place is ours to show
        let message = message.split(" at line ").next().unwrap_or_default();
        unreadable(line.start + at..line.end, message)
    })
}

fn unreadable(span: Range<usize>, message: &str) -> Diagnostic {
    let hint = "`griot accept` writes this file: take it back from version control, or remove it and accept again";
    Diagnostic::error(LOCK, message).at(span).hint(hint)
}
