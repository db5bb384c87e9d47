//! What can be wrong with a site that builds: `griot check` and `griot status --check`.
//!
//! Takes a site, gives diagnostics with their places, as errors or warnings by the settings'
//! `check`. Never writes a file nor uses the network.

mod articles;
mod external;
mod sections;
mod terms;
mod translations;
mod urls;
mod weight;

pub use external::{Answer, Outside, dead, lost_at_home, outside};
pub use translations::translations;
pub use weight::WeightChecker;

use crate::config::{Config, Level, RuleSetting};
use crate::diagnostic::{CheckRule, Diagnostic, Severity};
use crate::site::Site;
use std::borrow::Cow;
use std::sync::Arc;

/// What breaks the rules on content: all but those on links, which reading a site finds, and
/// on the weight of pages, which takes [`WeightChecker`].
pub fn content(site: &Site) -> Vec<Diagnostic> {
    let mut found = translations(site);
    found.extend(sections::sections(site));
    found.extend(terms::terms(site));
    found.extend(articles::articles(site));
    found.extend(urls::urls(site));
    found
}

/// Takes what breaks a rule as the settings say, whatever it is for a build; what they switch
/// off goes.
pub fn by_settings(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|diagnostic| {
        let Some(rule) = diagnostic.rule else {
            return true;
        };
        match config.rule(rule).level {
            Level::Off => return false,
            Level::Warning => diagnostic.severity = Severity::Warning,
            Level::Error => diagnostic.severity = Severity::Error,
        }
        true
    });
}

/// A story's key as it is typed in a terminal.
fn argument(key: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
    if key.chars().all(plain) {
        Cow::Borrowed(key)
    } else {
        Cow::Owned(format!("\"{key}\""))
    }
}

/// Gathers what breaks one rule.
struct Findings<'d> {
    rule: CheckRule,
    taken: RuleSetting,
    found: &'d mut Vec<Diagnostic>,
}

impl<'d> Findings<'d> {
    /// `None` when the rule is off.
    fn of(site: &Site, rule: CheckRule, found: &'d mut Vec<Diagnostic>) -> Option<Self> {
        let taken = site.config.rule(rule);
        (taken.level != Level::Off).then_some(Findings { rule, taken, found })
    }

    /// What may not be passed, in the rule's own unit.
    fn limit(&self) -> u64 {
        self.taken.limit.unwrap_or_default()
    }

    /// One more problem, as bad as the settings say.
    fn broken(&mut self, path: &Arc<str>, message: String, hint: String) -> &mut Diagnostic {
        let new = match self.taken.level {
            Level::Error => Diagnostic::error,
            _ => Diagnostic::warning,
        };
        let problem = new(path.clone(), message).hint(hint).breaks(self.rule);
        self.found.push(problem);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}
