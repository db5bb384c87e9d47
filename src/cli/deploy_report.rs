//! What `griot deploy` prints at its end, as text or JSON.

use super::terminal_output::{Terminal, problems};
use crate::config::DeployTarget;
use crate::deploy::{DeployPlan, HostAddresses};
use crate::deploy_targets::IndexNowError;
use crate::diagnostic::Diagnostic;
use crate::phrase;
use serde_json::{Value, json};
use std::time::Duration;

/// A deploy that succeeded, or would.
pub struct DeployReport<'a> {
    pub target: &'a DeployTarget,
    pub plan: &'a DeployPlan,
    pub is_dry_run: bool,
    /// What search engines were told.
    pub notifications: Vec<Notification>,
    pub warnings: Vec<Diagnostic>,
}

/// The addresses that search engines were told, or should have been.
pub struct Notification {
    pub changed: HostAddresses,
    pub result: Result<(), IndexNowError>,
}

impl DeployReport<'_> {
    /// Why search engines were not told.
    pub fn failures(&self) -> Vec<Diagnostic> {
        let notifications = self.notifications.iter();
        let failures = notifications.filter_map(|told| told.result.as_ref().err());
        failures.map(IndexNowError::diagnostic).collect()
    }

    /// Prints the report.
    pub fn show(&self, time: Duration, terminal: &Terminal) {
        for failure in self.failures() {
            terminal.warn(failure.message.text.clone());
        }
        if terminal.json {
            terminal.print(&self.json(time).to_string());
        } else {
            terminal.say(&self.text(time, terminal));
        }
    }

    fn text(&self, time: Duration, terminal: &Terminal) -> String {
        let mut lines = Vec::new();
        if self.is_dry_run {
            for planned in &self.plan.sends {
                let path = planned.file.path.as_str();
                lines.push(terminal.render(&phrase!("would send {path}", path = path)));
            }
            for path in &self.plan.removals {
                lines.push(terminal.render(&phrase!("would remove {path}", path = path.as_str())));
            }
        }
        let (sent, removed) = (self.plan.sends.len(), self.plan.removals.len());
        let (unchanged, kilobytes) = (self.plan.unchanged, self.plan.bytes().div_ceil(1024));
        let to = self.target.to.as_str();
        let counts = match self.is_dry_run {
            true => phrase!(
                "{to}: {sent} to send ({kilobytes} KB), {removed} to remove, {unchanged} unchanged; nothing was changed there",
                sent = sent,
                kilobytes = kilobytes,
                removed = removed,
                unchanged = unchanged,
                to = to
            ),
            false => phrase!(
                "{to}: {sent} sent ({kilobytes} KB), {removed} removed, {unchanged} unchanged, in {time}",
                sent = sent,
                kilobytes = kilobytes,
                removed = removed,
                unchanged = unchanged,
                to = to,
                time = format!("{:.2} s", time.as_secs_f64())
            ),
        };
        lines.push(terminal.render(&counts));
        for told in self.notifications.iter().filter(|told| told.result.is_ok()) {
            let told = phrase!(
                "search engines were told which pages of {host} changed: {count}",
                count = told.changed.addresses.len(),
                host = told.changed.host.as_str()
            );
            lines.push(format!("  {}", terminal.render(&told)));
        }
        lines.join("\n")
    }

    /// The form is documented in docs/command-line.md.
    fn json(&self, time: Duration) -> Value {
        let sends = self.plan.sends.iter();
        let sends: Vec<&str> = sends.map(|planned| planned.file.path.as_str()).collect();
        let notifications = self.notifications.iter().map(|told| {
            json!({
                "host": told.changed.host,
                "addresses": told.changed.addresses,
                "ok": told.result.is_ok(),
            })
        });
        json!({
            "ok": true,
            "target": self.target.name,
            "to": self.target.to,
            "dry_run": self.is_dry_run,
            "sent": sends,
            "removed": self.plan.removals,
            "unchanged": self.plan.unchanged,
            "bytes": self.plan.bytes(),
            "indexnow": notifications.collect::<Vec<Value>>(),
            "seconds": time.as_secs_f64(),
            "problems": problems(&self.warnings),
        })
    }
}
