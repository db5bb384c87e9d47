//! Compares two texts word by word.
//!
//! A pure function of two texts; the algorithm is Myers' (1986), by the library `similar`.

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

/// Words of two passages that are compared word by word. With more, whole passages are shown.
const MAX_WORDS: usize = 10_000;

/// A piece of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPiece {
    /// Where the piece stands.
    pub kind: DiffKind,
    /// The piece, with its white space.
    pub text: String,
}

/// Which of two texts a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    /// Both.
    Kept,
    /// The old one.
    Removed,
    /// The new one.
    Added,
}

impl DiffKind {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            DiffKind::Kept => "kept",
            DiffKind::Removed => "removed",
            DiffKind::Added => "added",
        }
    }
}

/// The pieces of which the old text becomes the new one. Their kept and removed ones are the old
/// text, their kept and added ones the new text. No two neighbours have one kind.
pub fn diff_by_words(old: &str, new: &str) -> Vec<DiffPiece> {
    let lines = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .diff_lines(old, new);
    let old_lines = |op: &DiffOp| -> String {
        let range = op.old_range();
        range.filter_map(|at| lines.old_slice(at)).collect()
    };
    let new_lines = |op: &DiffOp| -> String {
        let range = op.new_range();
        range.filter_map(|at| lines.new_slice(at)).collect()
    };
    let mut pieces = Pieces::default();
    for op in lines.ops() {
        match op {
            DiffOp::Equal { .. } => pieces.push(DiffKind::Kept, &new_lines(op)),
            _ => passage(&old_lines(op), &new_lines(op), &mut pieces),
        }
    }
    pieces.0
}

/// Compares two passages that have no line in common.
fn passage(old: &str, new: &str, pieces: &mut Pieces) {
    let words = |text: &str| text.split_whitespace().count();
    if words(old) + words(new) > MAX_WORDS {
        return pieces.push_change(old, new);
    }
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .diff_unicode_words(old, new);
    let changes: Vec<_> = diff.iter_all_changes().collect();
    for (at, change) in changes.iter().enumerate() {
        let is_before_change = changes
            .get(at + 1)
            .is_some_and(|next| next.tag() != ChangeTag::Equal);
        let is_after_change = at > 0 && changes[at - 1].tag() != ChangeTag::Equal;
        let text = change.value();
        let is_space = !text.contains('\n') && text.chars().all(char::is_whitespace);
        match change.tag() {
            // two changed words in a row are one change
            ChangeTag::Equal if is_space && is_before_change && is_after_change => {
                pieces.push_change(text, text);
            }
            ChangeTag::Equal => pieces.push(DiffKind::Kept, text),
            ChangeTag::Delete => pieces.push_change(text, ""),
            ChangeTag::Insert => pieces.push_change("", text),
        }
    }
}

/// Pieces, of which neighbours of one kind are joined. What is removed stands before what is added.
#[derive(Default)]
struct Pieces(Vec<DiffPiece>);

impl Pieces {
    fn push(&mut self, kind: DiffKind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.0.push(DiffPiece {
                kind,
                text: text.to_string(),
            }),
        }
    }

    fn push_change(&mut self, removed: &str, added: &str) {
        let own_addition = self.0.pop_if(|last| last.kind == DiffKind::Added);
        self.push(DiffKind::Removed, removed);
        if let Some(addition) = own_addition {
            self.push(DiffKind::Added, &addition.text);
        }
        self.push(DiffKind::Added, added);
    }
}
