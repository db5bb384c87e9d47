//! [`ImportReport`]: what came of an import: what is whole, what was changed, what needs a hand.
//!
//! Names every item of the export that no file was written for. Written as Markdown for people and
//! as JSON for programs.

use crate::diagnostic::{Catalog, English, Text};
use crate::phrase;
use serde_json::{Value, json};

/// Items of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// The kind: `posts`, `pages, draft`.
    pub kind: Text,
    /// How many the export has.
    pub found: usize,
    /// How many were written.
    pub written: usize,
    /// What became of the others.
    pub others: Option<Text>,
}

impl KindCount {
    /// A count that says nothing of the others.
    pub fn new(kind: Text, found: usize, written: usize) -> Self {
        KindCount {
            kind,
            found,
            written,
            others: None,
        }
    }
}

/// Something about a place in the new site, or about an item of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// The stable name of what happened.
    pub code: &'static str,
    /// The file in the new site; empty where there is none.
    pub file: String,
    /// The line in that file, from 1; 0 for the whole file.
    pub line: usize,
    /// What happened.
    pub words: Text,
    /// What it is about: a name, an address; may be empty.
    pub detail: String,
}

impl ReportLine {
    /// A line about an item that has no file.
    pub fn without_file(code: &'static str, words: Text, detail: impl Into<String>) -> Self {
        ReportLine {
            detail: detail.into(),
            ..ReportLine::in_file(code, "", words)
        }
    }

    /// A line about a whole file.
    pub fn in_file(code: &'static str, file: &str, words: Text) -> Self {
        ReportLine {
            code,
            file: file.to_string(),
            line: 0,
            words,
            detail: String::new(),
        }
    }

    /// Names the line in the file.
    pub fn at(self, line: usize) -> Self {
        ReportLine { line, ..self }
    }

    /// Names what it is about.
    pub fn with_detail(self, detail: &str) -> Self {
        let detail = detail.to_string();
        ReportLine { detail, ..self }
    }

    fn to_markdown(&self, catalog: &dyn Catalog) -> String {
        let place = match (self.file.as_str(), self.line) {
            ("", _) => String::new(),
            (file, 0) => format!("`{file}`: "),
            (file, line) => format!("`{file}:{line}`: "),
        };
        let detail = match self.detail.as_str() {
            "" => String::new(),
            detail => format!(": {}", code(detail)),
        };
        format!("- {place}{}{detail}\n", self.words.render(catalog))
    }

    fn to_json(&self) -> Value {
        json!({
            "code": self.code,
            "file": (!self.file.is_empty()).then_some(&self.file),
            "line": (self.line > 0).then_some(self.line),
            "message": self.words.render(&English),
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
    pub broken: Option<Text>,
}

/// The parts of a report, in their order.
struct ReportPart<'a> {
    title: Text,
    key: &'static str,
    lines: &'a [ReportLine],
}

impl ImportReport {
    fn parts(&self) -> [ReportPart<'_>; 5] {
        let part = |title, key, lines| ReportPart { title, key, lines };
        [
            part(
                phrase!("What needs a hand"),
                "needs_hand",
                &self.needs_hand[..],
            ),
            part(phrase!("What was changed"), "changed", &self.changed),
            part(
                phrase!("What was not written"),
                "not_written",
                &self.not_written,
            ),
            part(
                phrase!("Addresses that only some hosts answer"),
                "addresses",
                &self.addresses,
            ),
            part(
                phrase!("Articles without a translation"),
                "alone",
                &self.alone,
            ),
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
    pub fn to_markdown(&self, catalog: &dyn Catalog) -> String {
        let program = self.program.as_str();
        let title = phrase!("Import from {program}", program = program);
        let mut text = format!("# {}\n\n", title.render(catalog));
        if let Some(broken) = &self.broken {
            let broken = broken.clone();
            let words = phrase!(
                "**The export is broken:** {broken}. What stands before came.",
                broken = broken
            );
            text.push_str(&format!("{}\n\n", words.render(catalog)));
        }
        let heads = [
            phrase!("Kind"),
            phrase!("Found"),
            phrase!("Written"),
            phrase!("Others"),
        ];
        let heads = heads.map(|head| head.render(catalog));
        text.push_str(&format!(
            "| {} |\n| --- | --- | --- | --- |\n",
            heads.join(" | ")
        ));
        for count in &self.counts {
            let kind = count.kind.render(catalog);
            let others = count.others.as_ref();
            let others = others
                .map(|others| others.render(catalog))
                .unwrap_or_default();
            let (found, written) = (count.found, count.written);
            text.push_str(&format!("| {kind} | {found} | {written} | {others} |\n"));
        }
        for part in self.parts() {
            if part.lines.is_empty() {
                continue;
            }
            let title = part.title.render(catalog);
            text.push_str(&format!("\n## {title} ({})\n\n", part.lines.len()));
            for line in part.lines {
                text.push_str(&line.to_markdown(catalog));
            }
        }
        text
    }

    /// The report for programs.
    pub fn to_json(&self) -> Value {
        let counts = self.counts.iter().map(|count| {
            json!({
                "kind": count.kind.render(&English),
                "found": count.found,
                "written": count.written,
                "others": count.others.as_ref().map(|others| others.render(&English)),
            })
        });
        let mut value = json!({
            "program": self.program,
            "broken": self.broken.as_ref().map(|broken| broken.render(&English)),
            "counts": counts.collect::<Vec<_>>(),
        });
        for part in self.parts() {
            let lines = part.lines.iter().map(ReportLine::to_json);
            value[part.key] = lines.collect();
        }
        value
    }

    /// The report on a terminal: the counts, and how much there is of the rest.
    pub fn summary(&self, catalog: &dyn Catalog) -> String {
        let counts = self.counts.iter().map(|count| {
            let (kind, found, written) = (count.kind.clone(), count.found, count.written);
            match count.others.clone() {
                None => phrase!(
                    "{kind}: {written} of {found} written",
                    kind = kind,
                    written = written,
                    found = found
                ),
                Some(others) => phrase!(
                    "{kind}: {written} of {found} written ({others})",
                    kind = kind,
                    written = written,
                    found = found,
                    others = others
                ),
            }
        });
        let parts = self.parts().into_iter();
        let parts = parts.filter(|part| !part.lines.is_empty());
        let parts = parts.map(|part| {
            let number = part.lines.len();
            phrase!("{title}: {number}", title = part.title, number = number)
        });
        let lines = counts.chain(parts).map(|line| line.render(catalog));
        lines.collect::<Vec<_>>().join("\n")
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
