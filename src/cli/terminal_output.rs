//! The output of every command: results on standard output, problems on standard error, as text or
//! JSON.
//!
//! Obeys `--json` and `--quiet`, renders messages, shows progress. The only place of the command
//! line that writes to a stream.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads the environment and the clock"
)]

use super::command_failure::CommandFailure;
use crate::content::Files;
use crate::diagnostic::{
    self, Catalog, CheckRule, Diagnostic, DiagnosticGroup, English, GroupedDiagnostics, Severity,
    Text,
};
use crate::messages::MessageLanguage;
use crate::phrase;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The exit status for wrong usage.
const USAGE: u8 = 2;

/// The largest number of places, or of names, that are listed.
const MOST_LISTED: usize = 10;

/// Work that takes longer than this shows a progress bar.
const PROGRESS_DELAY: Duration = Duration::from_secs(1);

/// The terminal that the program runs in.
#[derive(Debug, Clone)]
pub struct Terminal {
    quiet: bool,
    /// Whether every problem and every name is shown.
    verbose: bool,
    /// Whether results are JSON.
    pub json: bool,
    color: bool,
    /// Whether results on standard output have colours.
    pub color_results: bool,
    /// The language of messages; JSON is always English.
    pub language: MessageLanguage,
    /// Whether a write to standard output failed.
    write_failed: Arc<AtomicBool>,
}

impl Terminal {
    /// Uses colours unless `NO_COLOR` is set (no-color.org) or standard error is no terminal.
    pub fn new(quiet: bool, verbose: bool, json: bool) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Terminal {
            quiet,
            verbose,
            json,
            color: !no_color && std::io::stderr().is_terminal(),
            color_results: !no_color && std::io::stdout().is_terminal(),
            language: message_language(),
            write_failed: Arc::default(),
        }
    }

    /// Prints a result, unless `--quiet` or `--json` is set. Makes control characters visible.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            self.print(&harmless_lines(text));
        }
    }

    /// Prints a text of the program as [`say`](Terminal::say) does, in the language of messages.
    pub fn say_text(&self, text: &Text) {
        self.say(&self.render(text));
    }

    /// Like [`say`](Terminal::say), for a text that is harmless already and may have colours.
    pub fn say_painted(&self, text: &str) {
        if !self.quiet && !self.json {
            self.print(text);
        }
    }

    /// Prints even with `--quiet`. A closed pipe is not an error, a full disk is.
    pub fn print(&self, text: &str) {
        match writeln!(std::io::stdout(), "{text}") {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.write_failed.store(true, Ordering::Relaxed);
                let reason = error.to_string();
                let failure = phrase!("cannot write to standard output: {reason}", reason = reason);
                self.error(&self.render(&failure));
            }
            _ => {}
        }
    }

    /// Like [`print`](Terminal::print), for a text that people copy: what a terminal would obey is
    /// replaced on a terminal, and stays in a file and a pipe.
    pub fn print_to_copy(&self, text: &str) {
        match std::io::stdout().is_terminal() {
            true => self.print(&harmless_lines(text)),
            false => self.print(text),
        }
    }

    /// The exit status of the program: a failure when a result could not be printed.
    pub fn exit_code(&self, code: ExitCode) -> ExitCode {
        if self.write_failed.load(Ordering::Relaxed) {
            return ExitCode::FAILURE;
        }
        code
    }

    /// Prints the path of a file that was created below `root`.
    pub fn created(&self, root: &Path, path: &str) {
        if self.json {
            self.print(&json!({"ok": true, "path": path}).to_string());
        } else {
            self.print_to_copy(&root.join(path).display().to_string());
        }
    }

    /// Starts to show progress. Nothing appears before [`PROGRESS_DELAY`], or when standard
    /// error is no terminal. `steps` is the number of steps, where it is known.
    pub fn progress(&self, what: &Text, steps: Option<usize>) -> Progress {
        let length = steps.map(|steps| steps as u64);
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        bar.set_message(self.render(what));
        let template = match steps {
            Some(_) => "{msg} {bar:30} {pos}/{len}",
            None => "{msg} {pos}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let is_hidden = self.quiet || self.json || !std::io::stderr().is_terminal();
        Progress {
            bar,
            is_settled: AtomicBool::new(is_hidden),
            start: Instant::now(),
        }
    }

    /// Shows problems with their places; `files` gives the lines. Without `--verbose`, shows a few
    /// of each kind whole, then the places of some, then the number of the others.
    pub fn report(&self, diagnostics: &[Diagnostic], files: &dyn Files) {
        let is_shown =
            |diagnostic: &&Diagnostic| !self.quiet || diagnostic.severity == Severity::Error;
        let shown = diagnostics.iter().filter(is_shown);
        let text_of = |path: &str| {
            let text = String::from_utf8(files.read(path).ok()?).ok()?;
            Some(match text.strip_prefix('\u{feff}') {
                Some(text) => text.to_string(),
                None => text,
            })
        };
        let grouped = match self.verbose {
            true => GroupedDiagnostics {
                whole: shown.collect(),
                rest: Vec::new(),
            },
            false => diagnostic::group_by_code(shown),
        };
        if grouped.whole.is_empty() {
            return;
        }
        let whole = grouped.whole.iter().copied();
        let mut text = diagnostic::print(whole, self.language.catalog(), &text_of, self.color);
        for group in &grouped.rest {
            text.push('\n');
            text.push_str(&self.places(group, &text_of));
        }
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Names after each other; without `--verbose`, the first ones and the number of the others.
    pub fn listed(&self, names: &[&str]) -> String {
        let most = if self.verbose {
            names.len()
        } else {
            MOST_LISTED
        };
        match names.get(most..) {
            Some(rest) if !rest.is_empty() => {
                let more = phrase!(
                    "{names}, and {more} more",
                    names = names[..most].join(", "),
                    more = rest.len()
                );
                self.render(&more)
            }
            _ => names.join(", "),
        }
    }

    /// Shows why a command failed, and returns its exit status. `files` gives the lines of
    /// problems.
    pub fn fail(&self, failure: &CommandFailure, files: &dyn Files) -> ExitCode {
        match failure {
            CommandFailure::Usage(problem) => {
                self.show_problem(problem);
                ExitCode::from(USAGE)
            }
            CommandFailure::Failed(problem) => {
                self.show_problem(problem);
                ExitCode::FAILURE
            }
            CommandFailure::SiteProblems {
                diagnostics,
                conclusion,
            } => {
                self.report(diagnostics, files);
                self.refuse(diagnostics, &self.render(conclusion))
            }
            CommandFailure::BadAnswer(conclusion) => self.error(&self.render(conclusion)),
            CommandFailure::BadAnswerShown => ExitCode::FAILURE,
        }
    }

    /// Shows a problem without a place in the site.
    fn show_problem(&self, problem: &Diagnostic) {
        let catalog = self.language.catalog();
        let mut text = problem.message(catalog);
        let notes = [
            (phrase!("note"), diagnostic::invisible_characters(&text)),
            (phrase!("hint"), problem.hint.clone()),
        ];
        for (label, note) in notes {
            if let Some(note) = note {
                let line = format!("\n  = {}: {}", self.render(&label), self.render(&note));
                text.push_str(&line);
            }
        }
        self.refuse(std::slice::from_ref(problem), &text);
    }

    /// Ends a command because of problems that are shown already: prints them as JSON, and a
    /// conclusion.
    pub fn refuse(&self, diagnostics: &[Diagnostic], conclusion: &str) -> ExitCode {
        if self.json {
            self.print(&json!({"ok": false, "problems": problems(diagnostics)}).to_string());
        }
        self.error(conclusion)
    }

    fn error(&self, message: &str) -> ExitCode {
        let label = self.render(&phrase!("error"));
        let _ = writeln!(std::io::stderr(), "{label}: {}", harmless_lines(message));
        ExitCode::FAILURE
    }

    /// Says what the program waits for or does besides.
    pub fn note(&self, text: Text) {
        self.remark(&phrase!("note"), &text);
    }

    /// Warns about something that the command does anyway.
    pub fn warn(&self, text: Text) {
        self.remark(&phrase!("warning"), &text);
    }

    fn remark(&self, label: &Text, text: &Text) {
        if !self.quiet {
            let text = harmless_lines(&self.render(text));
            let _ = writeln!(std::io::stderr(), "{}: {text}", self.render(label));
        }
    }

    /// The language of messages.
    pub fn catalog(&self) -> &'static dyn Catalog {
        self.language.catalog()
    }

    /// A text of the program in the language of its messages.
    pub fn render(&self, text: &Text) -> String {
        text.render(self.language.catalog())
    }

    /// The places of the problems of one kind that are not shown whole, a line each.
    fn places(&self, group: &DiagnosticGroup, text_of: &dyn Fn(&str) -> Option<String>) -> String {
        let severity = match group.severity {
            Severity::Error => phrase!("error"),
            Severity::Warning => phrase!("warning"),
        };
        let count = group.diagnostics.len();
        let heading = phrase!(
            "{severity}: {count} more of the kind `{code}`:",
            severity = severity,
            count = count,
            code = group.code.name()
        );
        let mut text = self.render(&heading) + "\n";
        for diagnostic in group.diagnostics.iter().take(MOST_LISTED) {
            let place = match diagnostic::line_number(diagnostic, text_of) {
                Some(line) => format!("{}:{line}", diagnostic.path),
                None if diagnostic.path.is_empty() => diagnostic.message(self.language.catalog()),
                None => diagnostic.path.to_string(),
            };
            text.push_str(&format!("  {}\n", diagnostic::harmless(&place)));
        }
        if count > MOST_LISTED {
            let more = count - MOST_LISTED;
            let more = phrase!("and {more} more; `--verbose` shows all", more = more);
            text.push_str(&format!("  {}\n", self.render(&more)));
        }
        text
    }
}

/// The language of messages by `LC_ALL`, `LC_MESSAGES` and `LANG`, else by the system.
pub fn message_language() -> MessageLanguage {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
        Some(value.to_string_lossy().into_owned())
    });
    let locale = set.or_else(sys_locale::get_locale);
    MessageLanguage::for_locale(&locale.unwrap_or_default())
}

/// Text with its control characters made visible, but for line breaks.
fn harmless_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(diagnostic::harmless).collect();
    lines.join("\n")
}

/// A progress bar that all working threads share. It disappears when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    /// Whether the bar is visible already, or never will be.
    is_settled: AtomicBool,
    start: Instant,
}

impl Progress {
    /// Counts one more step.
    pub fn step(&self) {
        self.bar.inc(1);
        if !self.is_settled.load(Ordering::Relaxed) && self.start.elapsed() > PROGRESS_DELAY {
            self.is_settled.store(true, Ordering::Relaxed);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Diagnostics as JSON: severity, path, span (in bytes), rule, code, message, hint.
pub fn problems(diagnostics: &[Diagnostic]) -> Vec<serde_json::Value> {
    let to_json = |diagnostic: &Diagnostic| {
        json!({
            "severity": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "path": &*diagnostic.path,
            "span": diagnostic.span.as_ref().map(|span| [span.start, span.end]),
            "rule": diagnostic.rule.map(CheckRule::name),
            "code": diagnostic.message.code.name(),
            "message": diagnostic.message(&English),
            "hint": diagnostic.hint_text(&English),
        })
    };
    diagnostics.iter().map(to_json).collect()
}

/// `1 article`, `2 articles`.
pub fn counted_articles(articles: usize) -> Text {
    match articles {
        1 => phrase!("1 article"),
        articles => phrase!("{articles} articles", articles = articles),
    }
}

/// `1 error`, `2 errors`.
pub fn counted_errors(errors: usize) -> Text {
    match errors {
        1 => phrase!("1 error"),
        errors => phrase!("{errors} errors", errors = errors),
    }
}

/// `1 warning`, `2 warnings`.
pub fn counted_warnings(warnings: usize) -> Text {
    match warnings {
        1 => phrase!("1 warning"),
        warnings => phrase!("{warnings} warnings", warnings = warnings),
    }
}
