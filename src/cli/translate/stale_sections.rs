//! `griot translate --stale`: new translations of the sections whose original changed.
//!
//! Replaces a section only where nothing can be lost: its text is the one that was accepted, and git
//! holds the file.

use super::machine_draft::not_translated;
use super::translator::{TextToTranslate, Translation, Translator};
use crate::cli::command_failure::CommandFailure;
use crate::cli::loaded_site::LoadedSite;
use crate::cli::status_diff::AcceptedTexts;
use crate::content::{self, ArticleId, Files, SourceFile};
use crate::diagnostic::{Diagnostic, Spanned, Text};
use crate::machine_translation::{EarlierSection, RequestKind};
use crate::phrase;
use crate::translations::lock_file::{AcceptedSection, SectionDigest};
use crate::translations::{
    SectionChange, SectionChangeKind, SectionName, SectionRange, align_bodies, section_digests,
    section_ranges,
};
use std::ops::Range;

/// A text that was read, with its sections.
struct ReadArticle {
    text: String,
    file: SourceFile,
    ranges: Vec<SectionRange>,
    digests: Vec<SectionDigest>,
}

/// What `--stale` makes of a translation.
pub struct UpdatedTranslation {
    /// The text before, byte for byte.
    pub before: String,
    /// The text with the new sections.
    pub after: String,
    /// Positions of the new sections among the digests of the original.
    pub positions: Vec<usize>,
    /// A warning for each change that needs a hand.
    pub problems: Vec<Diagnostic>,
}

/// A place of the translation and its new text.
struct SectionReplacement {
    range: Range<usize>,
    text: String,
    /// Position among the digests of the original.
    position: usize,
}

/// Why a section stays as it is.
enum NotReplaced {
    /// This section alone.
    Section(Text),
    /// The program failed: nothing is written.
    Anything(CommandFailure),
}

impl From<Text> for NotReplaced {
    fn from(reason: Text) -> Self {
        NotReplaced::Section(reason)
    }
}

impl From<CommandFailure> for NotReplaced {
    fn from(failure: CommandFailure) -> Self {
        NotReplaced::Anything(failure)
    }
}

/// The parts of an update.
struct Update<'u> {
    original: ReadArticle,
    translation: ReadArticle,
    path: &'u str,
    accepted: &'u [AcceptedSection],
    texts: AcceptedTexts<'u>,
}

/// Translates the changed sections of a stale translation.
pub fn update_translation(
    translator: &mut Translator,
    loaded: &LoadedSite,
    id: ArticleId,
    changes: &[SectionChange],
) -> Result<UpdatedTranslation, CommandFailure> {
    let record = loaded.translations.record(id);
    let accepted = record.and_then(|record| record.accepted.as_ref());
    let site = &loaded.site;
    let mut update = Update {
        original: ReadArticle::read(loaded, site.story_of(id).original)?,
        translation: ReadArticle::read(loaded, id)?,
        path: &site.article(id).path,
        accepted: accepted.map_or(&[], |accepted| &accepted.sections),
        texts: AcceptedTexts::new(loaded, &[id]),
    };
    let mut replacements: Vec<SectionReplacement> = Vec::new();
    let mut problems = Vec::new();
    for change in changes {
        match update.replacement(translator, change) {
            Ok(replacement) => replacements.push(replacement),
            Err(NotReplaced::Section(reason)) => {
                problems.push(not_translated(update.path, &change.name, reason));
            }
            Err(NotReplaced::Anything(failure)) => return Err(failure),
        }
    }
    replacements.sort_by_key(|replacement| replacement.range.start);
    let before = update.translation.text;
    let mut after = before.clone();
    let has_crlf = before.contains("\r\n");
    for replacement in replacements.iter().rev() {
        let text = match has_crlf {
            true => replacement.text.replace('\n', "\r\n"),
            false => replacement.text.clone(),
        };
        after.replace_range(replacement.range.clone(), &text);
    }
    Ok(UpdatedTranslation {
        before,
        after,
        positions: replacements.iter().map(|one| one.position).collect(),
        problems,
    })
}

impl ReadArticle {
    fn read(loaded: &LoadedSite, id: ArticleId) -> Result<Self, CommandFailure> {
        let site = &loaded.site;
        let path = &site.article(id).path;
        let unreadable = |problem: Diagnostic| CommandFailure::unreadable_site(vec![problem]);
        let bytes = loaded.disk.read(path).map_err(unreadable)?;
        let text = content::front_matter::decode_utf8(path, bytes).map_err(unreadable)?;
        let (file, problems) = content::parse(path.clone(), &text, &site.config);
        let file = file.ok_or_else(|| CommandFailure::unreadable_site(problems))?;
        Ok(ReadArticle {
            ranges: section_ranges(&file, &text),
            digests: section_digests(site, id),
            text,
            file,
        })
    }

    /// The position among the ranges of the section at a position among the digests.
    fn range_of(&self, digest: usize) -> Option<usize> {
        let name = SectionName::at(&self.digests, digest, |digest| &digest.name)?;
        name.position(&self.ranges, |section| &section.name)
    }

    /// The Markdown of a section; empty past both ends.
    fn section(&self, at: Option<usize>) -> &str {
        let section = at.and_then(|at| self.ranges.get(at));
        section.map_or("", |section| &self.text[section.range.clone()])
    }

    /// The value of `title` or `description`, and its place, where a digest is of one.
    fn field(&self, digest: usize) -> Option<Spanned<String>> {
        match self.digests[digest].name.as_str() {
            "title" => self.file.front.title.clone(),
            "description" => self.file.front.description.clone(),
            _ => None,
        }
    }
}

impl Update<'_> {
    /// The new text of a changed section.
    fn replacement(
        &mut self,
        translator: &mut Translator,
        change: &SectionChange,
    ) -> Result<SectionReplacement, NotReplaced> {
        let reason = match (change.kind, change.accepted, change.present) {
            (SectionChangeKind::Changed, Some(accepted), Some(position)) => {
                return self.changed(translator, accepted, position);
            }
            (SectionChangeKind::Added, _, Some(position)) => {
                return self.added(translator, position);
            }
            (SectionChangeKind::Removed, ..) => phrase!("the original no longer has this section"),
            (SectionChangeKind::Added, ..) => new_section(),
            (SectionChangeKind::Moved, ..) => phrase!("it has another place in the original"),
            _ => phrase!("a value that both share has changed"),
        };
        Err(reason.into())
    }

    fn changed(
        &mut self,
        translator: &mut Translator,
        accepted: usize,
        position: usize,
    ) -> Result<SectionReplacement, NotReplaced> {
        let own = self.own_section(accepted)?;
        if let Some(original) = self.original.field(position)
            && let Some(field) = self.translation.field(own)
        {
            let text = done(translator.translate(TextToTranslate::line(&original.value))?)?;
            return Ok(SectionReplacement {
                range: field.span,
                // a JSON string is a double-quoted one in YAML
                text: serde_json::Value::from(text).to_string(),
                position,
            });
        }
        let (Some(from), Some(to)) = (
            self.original.range_of(position),
            self.translation.range_of(own),
        ) else {
            return Err(phrase!("it is not one piece of the text").into());
        };
        let range = self.translation.ranges[to].range.clone();
        let written = self.translation.text[range.clone()].trim_end();
        let path = &self.original.file.path;
        let name = SectionName::at(self.accepted, accepted, |section| &section.original.name);
        let blob = &self.accepted[accepted].blob;
        let original = name.and_then(|name| self.texts.section(path, blob, &name).ok());
        let earlier = EarlierSection {
            original: original.map(str::to_string),
            translation: written.trim_start().to_string(),
        };
        let text = done(translator.translate(TextToTranslate {
            kind: RequestKind::Section,
            text: self.original.section(Some(from)),
            before: self.original.section(from.checked_sub(1)),
            after: self.original.section(Some(from + 1)),
            earlier: Some(earlier),
        })?)?;
        let start = range.start + (written.len() - written.trim_start().len());
        Ok(SectionReplacement {
            range: start..range.start + written.len(),
            text,
            position,
        })
    }

    /// A new section of the original, at its place in the translation.
    fn added(
        &mut self,
        translator: &mut Translator,
        position: usize,
    ) -> Result<SectionReplacement, NotReplaced> {
        let from = self.original.range_of(position);
        let from = from.filter(|from| *from > 0).ok_or_else(new_section)?;
        let at = self.place_of_added(from).ok_or_else(new_section)?;
        let markdown = done(translator.translate(TextToTranslate {
            kind: RequestKind::Section,
            text: self.original.section(Some(from)),
            before: self.original.section(Some(from - 1)),
            after: self.original.section(Some(from + 1)),
            earlier: None,
        })?)?;
        let before = &self.translation.text[..at];
        let ends = before.len() - before.trim_end_matches(['\n', '\r']).len();
        let is_last = at == self.translation.text.len();
        let (gap, end) = match (is_last, before[before.len() - ends..].matches('\n').count()) {
            (true, 0) => ("\n\n", "\n"),
            (true, _) => ("\n", "\n"),
            (false, 0 | 1) => ("\n", "\n\n"),
            (false, _) => ("", "\n\n"),
        };
        Ok(SectionReplacement {
            range: at..at,
            text: format!("{gap}{markdown}{end}"),
            position,
        })
    }

    /// The byte of the translation where the section `range` of the original belongs, if that is
    /// certain: the nearest sections before and after it that have a counterpart are neighbours there, or
    /// nothing is after them on either side.
    fn place_of_added(&self, range: usize) -> Option<usize> {
        let aligned = align_bodies(&self.original.file.body, &self.translation.file.body);
        // the introduction is before the first heading
        let counterpart = |range: usize| match range {
            0 => Some(0),
            _ => aligned.get(range - 1).copied().flatten().map(|at| at + 1),
        };
        if counterpart(range).is_some() {
            return None;
        }
        let before = (0..range).rev().find_map(counterpart)?;
        let after = (range + 1..self.original.ranges.len()).find_map(counterpart);
        let next = before + 1;
        match after {
            Some(after) => (after == next).then(|| self.translation.ranges[after].range.start),
            None => (next == self.translation.ranges.len()).then_some(self.translation.text.len()),
        }
    }

    /// The section of the translation that was accepted for a section of the original: a position
    /// among its digests.
    fn own_section(&self, accepted: usize) -> Result<usize, Text> {
        let accepted = self.accepted[accepted].translation;
        let accepted = accepted.ok_or_else(|| phrase!("the translation has no section for it"))?;
        let mut own = self.translation.digests.iter();
        own.position(|digest| digest.digest.agrees(&accepted))
            .ok_or_else(|| phrase!("its translation was edited since it was accepted"))
    }
}

fn new_section() -> Text {
    phrase!("the original has a new section, and its place here is not certain")
}

fn done(answer: Translation) -> Result<String, Text> {
    match answer {
        Translation::Done(text) => Ok(text),
        Translation::Refused(reason) => Err(reason),
    }
}
