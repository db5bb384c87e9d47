//! `griot translate --draft`: a whole translation by the program of the settings, as a draft.

use super::translator::{TextToTranslate, Translation, Translator};
use crate::cli::command_failure::CommandFailure;
use crate::content::{DraftSection, SourceFile, TextField, TranslationSource, text_fields};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::machine_translation::RequestKind;
use crate::translations::{SectionName, section_ranges};
use crate::{message, phrase};

/// What a program made of an article.
pub struct DraftedArticle {
    pub fields: Vec<TextField>,
    pub sections: Vec<DraftSection>,
    /// The sections that were translated, as the original names them.
    pub translated: Vec<SectionName>,
    /// A warning for each section that was not.
    pub problems: Vec<Diagnostic>,
}

/// Translates the fields and the sections of an article.
pub fn draft_article(
    translator: &mut Translator,
    source: &TranslationSource,
    file: &SourceFile,
) -> Result<DraftedArticle, CommandFailure> {
    let mut drafted = DraftedArticle {
        fields: Vec::new(),
        sections: Vec::new(),
        translated: Vec::new(),
        problems: Vec::new(),
    };
    for field in text_fields(source) {
        let translation = translator.translate(TextToTranslate::line(&field.value))?;
        drafted.push_field(source, field, translation);
    }
    let ranges = section_ranges(file, source.text);
    let text_at = |at: usize| {
        let section = ranges.get(at);
        section.map_or("", |section| &source.text[section.range.clone()])
    };
    for at in 0..ranges.len() {
        let text = text_at(at);
        if text.trim().is_empty() {
            continue;
        }
        let translation = translator.translate(TextToTranslate {
            kind: RequestKind::Section,
            text,
            before: at.checked_sub(1).map_or("", text_at),
            after: text_at(at + 1),
            earlier: None,
        })?;
        let name = SectionName::at(&ranges, at, |section| &section.name);
        drafted.push_section(source, name, text, translation);
    }
    match drafted.has_section() {
        true => Ok(drafted),
        false => Err(CommandFailure::SiteProblems {
            diagnostics: drafted.problems,
            conclusion: phrase!("no section was translated, and nothing is written"),
        }),
    }
}

impl DraftedArticle {
    fn push_field(&mut self, source: &TranslationSource, field: TextField, answer: Translation) {
        let name = SectionName {
            name: field.key.name().to_string(),
            nth: 0,
        };
        let value = match answer {
            Translation::Done(value) => {
                self.translated.push(name);
                value
            }
            Translation::Refused(reason) => {
                self.problems
                    .push(not_translated(&source.article.path, &name.name, reason));
                field.value
            }
        };
        self.fields.push(TextField {
            key: field.key,
            value,
        });
    }

    /// Whether a section was translated, or the article has none.
    fn has_section(&self) -> bool {
        let is_translated = |section: &DraftSection| matches!(section, DraftSection::Translated(_));
        self.sections.is_empty() || self.sections.iter().any(is_translated)
    }

    fn push_section(
        &mut self,
        source: &TranslationSource,
        name: Option<SectionName>,
        text: &str,
        answer: Translation,
    ) {
        match answer {
            Translation::Done(markdown) => {
                self.sections.push(DraftSection::Translated(markdown));
                self.translated.extend(name);
            }
            Translation::Refused(reason) => {
                let text = text.to_string();
                self.sections.push(DraftSection::Untranslated(text));
                let name = name.map_or(String::new(), |name| name.name);
                self.problems
                    .push(not_translated(&source.article.path, &name, reason));
            }
        }
    }
}

/// The warning for a section that stays as it is.
pub fn not_translated(path: &str, section: &str, reason: Text) -> Diagnostic {
    let message = message!(
        Code::NotTranslated,
        "`{section}` is not translated: {reason}",
        section = section,
        reason = reason
    );
    Diagnostic::warning(path, message).hint(phrase!("translate it by hand, then `griot accept`"))
}
