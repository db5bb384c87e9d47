//! `griot accept --typo`: whether only the wording of an original changed since its translations were
//! accepted.

use super::loaded_site::LoadedSite;
use super::status_diff::{ChangeDiff, StatusDiffs};
use crate::content::ArticleId;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::machine_translation::{check_line, check_translation};
use crate::translations::{
    DiffKind, DiffPiece, SectionChange, SectionChangeKind, TranslationStatus,
};
use crate::{message, phrase};

/// An error for each change that is more than another wording: a new section, another number or
/// link, or a text that git does not have.
pub fn more_than_wording(loaded: &LoadedSite, translations: &[ArticleId]) -> Vec<Diagnostic> {
    let diffs = StatusDiffs::new(loaded, translations.iter().copied());
    let mut problems = Vec::new();
    for id in translations {
        let TranslationStatus::Stale(stale) = loaded.translations.status(*id) else {
            continue;
        };
        let path = &loaded.site.article(loaded.site.story_of(*id).original).path;
        for (change, diff) in stale.changes.iter().zip(diffs.of(*id)) {
            if let Err(reason) = check_wording(change, diff) {
                let message = message!(
                    Code::MoreThanWording,
                    "`{section}` has more than another wording: {reason}",
                    section = &change.name,
                    reason = reason
                );
                let hint =
                    phrase!("compare it by `griot status --diff`, then accept without `--typo`");
                problems.push(Diagnostic::error(path.clone(), message).hint(hint));
            }
        }
    }
    problems
}

fn check_wording(change: &SectionChange, diff: &ChangeDiff) -> Result<(), Text> {
    let pieces = match diff {
        ChangeDiff::Words(pieces) => pieces,
        ChangeDiff::Unknown(reason) => return Err(reason.clone()),
        ChangeDiff::Named => return Err(phrase!("it is in another place, or a value changed")),
    };
    let (old, new) = (
        without(DiffKind::Added, pieces),
        without(DiffKind::Removed, pieces),
    );
    match change.kind {
        SectionChangeKind::Added => Err(phrase!("it is new")),
        SectionChangeKind::Removed => Err(phrase!("it is gone")),
        _ if matches!(&*change.name, "title" | "description") => check_line(&old, &new),
        _ => check_translation(&old, &new),
    }
}

/// One of the two texts that pieces are of.
fn without(kind: DiffKind, pieces: &[DiffPiece]) -> String {
    let own = pieces.iter().filter(|piece| piece.kind != kind);
    own.map(|piece| piece.text.as_str()).collect()
}
