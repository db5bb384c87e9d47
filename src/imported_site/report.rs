//! [`ImportReport`]: what came of an import: what is whole, what was changed, what needs a hand.
//!
//! Names every item of the export that no file was written for. Written as Markdown for people and
//! as JSON for programs.

use serde_json::{Value, json};

/// Items of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// The kind: `posts`, `pages: draft`.
    pub kind: String,
    /// How many the export has.
    pub found: usize,
    /// How many were written.
    pub written: usize,
    /// What became of the others; may be empty.
    pub others: String,
}

/// Something about a place in the new site, or about an item of the export.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportLine {
    /// The stable name of what happened.
    pub code: &'static str,
    /// The file in the new site; empty where there is none.
    pub file: String,
    /// The line in that file, from 1; 0 for the whole file.
    pub line: usize,
    /// What happened.
    pub words: String,
    /// What it is about: a name, an address; may be empty.
    pub detail: String,
}

impl ReportLine {
    /// A line about an item that has no file.
    pub fn without_file(code: &'static str, words: &str, detail: impl Into<String>) -> Self {
        ReportLine {
            code,
            file: String::new(),
            line: 0,
            words: words.to_string(),
            detail: detail.into(),
        }
    }

    fn to_markdown(&self) -> String {
        let place = match (self.file.as_str(), self.line) {
            ("", _) => String::new(),
            (file, 0) => format!("`{file}`: "),
            (file, line) => format!("`{file}:{line}`: "),
        };
        let detail = match self.detail.as_str() {
            "" => String::new(),
            detail => format!(": {}", code(detail)),
        };
        format!("- {place}{}{detail}\n", self.words)
    }

    fn to_json(&self) -> Value {
        json!({
            "code": self.code,
            "file": (!self.file.is_empty()).then_some(&self.file),
            "line": (self.line > 0).then_some(self.line),
            "message": self.words,
            "detail": (!self.detail.is_empty()).then_some(&self.detail),
        })
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportReport {
    /// The name of the program that the export is from.
    pub program: String,
    /// The items by kind.
    pub counts: Vec<KindCount>,
    /// What a person has to do.
    pub needs_hand: Vec<ReportLine>,
    /// What was changed on the way.
    pub changed: Vec<ReportLine>,
    /// Items that no file was written for.
    pub not_written: Vec<ReportLine>,
    /// Old addresses that only some hosts can answer.
    pub addresses: Vec<ReportLine>,
    /// Articles without a translation, in a site of several languages.
    pub alone: Vec<ReportLine>,
    /// Where the export breaks off, and why.
    pub broken: Option<String>,
}

/// The parts of a report, in their order.
struct ReportPart<'a> {
    title: &'static str,
    key: &'static str,
    lines: &'a [ReportLine],
}

impl ImportReport {
    fn parts(&self) -> [ReportPart<'_>; 5] {
        let part = |title, key, lines| ReportPart { title, key, lines };
        [
            part("What needs a hand", "needs_hand", &self.needs_hand[..]),
            part("What was changed", "changed", &self.changed),
            part("What was not written", "not_written", &self.not_written),
            part(
                "Addresses that only some hosts answer",
                "addresses",
                &self.addresses,
            ),
            part("Articles without a translation", "alone", &self.alone),
        ]
    }

    /// Sorts the lines by place, so that the report does not depend on the order of work.
    pub fn sort(&mut self) {
        let by_place = |one: &ReportLine, other: &ReportLine| {
            let key = |line: &ReportLine| (line.file.clone(), line.line, line.code);
            key(one).cmp(&key(other))
        };
        self.needs_hand.sort_by(by_place);
        self.changed.sort_by(by_place);
    }

    /// The file `import-report.md`.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# Import from {}\n\n", self.program);
        if let Some(broken) = &self.broken {
            text.push_str(&format!(
                "**The export is broken:** {broken}. What stands before came.\n\n"
            ));
        }
        text.push_str("| Kind | In the export | Written | Others |\n| --- | --- | --- | --- |\n");
        for count in &self.counts {
            let KindCount {
                kind,
                found,
                written,
                others,
            } = count;
            text.push_str(&format!("| {kind} | {found} | {written} | {others} |\n"));
        }
        for part in self.parts() {
            if part.lines.is_empty() {
                continue;
            }
            text.push_str(&format!("\n## {} ({})\n\n", part.title, part.lines.len()));
            for line in part.lines {
                text.push_str(&line.to_markdown());
            }
        }
        text
    }

    /// The report for programs.
    pub fn to_json(&self) -> Value {
        let counts = self.counts.iter().map(|count| {
            json!({
                "kind": count.kind,
                "found": count.found,
                "written": count.written,
                "others": (!count.others.is_empty()).then_some(&count.others),
            })
        });
        let mut value = json!({
            "program": self.program,
            "broken": self.broken,
            "counts": counts.collect::<Vec<_>>(),
        });
        for part in self.parts() {
            let lines = part.lines.iter().map(ReportLine::to_json);
            value[part.key] = lines.collect();
        }
        value
    }

    /// The report on a terminal: the counts, and how much there is of the rest.
    pub fn summary(&self) -> String {
        let mut lines = Vec::new();
        for count in &self.counts {
            let KindCount {
                kind,
                found,
                written,
                others,
            } = count;
            let others = match others.as_str() {
                "" => String::new(),
                others => format!(" ({others})"),
            };
            lines.push(format!("{kind}: {written} of {found} written{others}"));
        }
        for part in self.parts() {
            if !part.lines.is_empty() {
                lines.push(format!("{}: {}", part.title, part.lines.len()));
            }
        }
        lines.join("\n")
    }
}

/// A detail as code in Markdown.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .collect();
    format!("`{}`", text.trim())
}
