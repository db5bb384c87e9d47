//! What can be wrong with a site that builds: `griot check` and `griot status --check`.
//!
//! Takes a site, gives diagnostics with their places, as errors or warnings by the settings'
//! `check`. Never reads a file or the network.

mod translations;

pub use translations::translations;

use crate::config::{CheckRule, Level};
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use std::sync::Arc;

/// Gathers what breaks one rule.
struct Rule<'d> {
    rule: CheckRule,
    found: &'d mut Vec<Diagnostic>,
}

impl<'d> Rule<'d> {
    /// `None` when the rule is off.
    fn of(site: &Site, name: &str, found: &'d mut Vec<Diagnostic>) -> Option<Self> {
        let rule = site.config.rule(name);
        (rule.level != Level::Off).then_some(Rule { rule, found })
    }

    /// One more problem, as bad as the settings say.
    fn broken(&mut self, path: &Arc<str>, message: String, hint: String) -> &mut Diagnostic {
        let new = match self.rule.level {
            Level::Error => Diagnostic::error,
            _ => Diagnostic::warning,
        };
        self.found.push(new(path.clone(), message).hint(hint));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}
