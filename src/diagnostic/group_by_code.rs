//! Groups the diagnostics of a run for a terminal: of each kind a few whole, of the others the places.

use super::{Code, Diagnostic, Severity};

/// The number of diagnostics of one kind that are shown whole.
const WHOLE: usize = 3;

/// Diagnostics in two parts.
#[derive(Debug, Default)]
pub struct GroupedDiagnostics<'d> {
    /// The problems to show whole, in their order.
    pub whole: Vec<&'d Diagnostic>,
    /// The others by kind, in the order of the first of each.
    pub rest: Vec<DiagnosticGroup<'d>>,
}

/// Diagnostics of one kind.
#[derive(Debug)]
pub struct DiagnosticGroup<'d> {
    /// Their severity.
    pub severity: Severity,
    /// Their kind.
    pub code: Code,
    /// At least one.
    pub diagnostics: Vec<&'d Diagnostic>,
}

/// Groups diagnostics by severity and code.
pub fn group_by_code<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> GroupedDiagnostics<'d> {
    let mut groups: Vec<DiagnosticGroup> = Vec::new();
    let mut whole = Vec::new();
    for diagnostic in diagnostics {
        let (severity, code) = (diagnostic.severity, diagnostic.message.code);
        let is_same = |group: &DiagnosticGroup| group.severity == severity && group.code == code;
        let at = groups.iter().position(is_same).unwrap_or_else(|| {
            groups.push(DiagnosticGroup {
                severity,
                code,
                diagnostics: Vec::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[at].diagnostics;
        if group.len() < WHOLE {
            whole.push(diagnostic);
        }
        group.push(diagnostic);
    }
    for group in &mut groups {
        group
            .diagnostics
            .drain(..WHOLE.min(group.diagnostics.len()));
    }
    groups.retain(|group| !group.diagnostics.is_empty());
    GroupedDiagnostics {
        whole,
        rest: groups,
    }
}
