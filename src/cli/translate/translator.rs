//! [`Translator`]: translates one text after the other by the program of the settings, and checks
//! each answer.

use super::program::RunningProgram;
use crate::cli::command_failure::CommandFailure;
use crate::config::Lang;
use crate::diagnostic::{English, Text};
use crate::machine_translation::{
    Answer, EarlierSection, ProtectedText, RequestKind, TranslationRequest, check_line,
    check_translation,
};
use crate::phrase;
use crate::translations::Glossary;
use crate::yaml_and_toml::one_line;

/// How often a text is sent: once more after a refused answer.
const ATTEMPTS: usize = 2;

/// Words of the shortest text that no translation has as it is.
const FEWEST_WORDS: usize = 8;

/// A text to translate, with what stands around it.
pub struct TextToTranslate<'t> {
    pub kind: RequestKind,
    /// Markdown, or a line of plain text.
    pub text: &'t str,
    pub before: &'t str,
    pub after: &'t str,
    pub earlier: Option<EarlierSection>,
}

impl<'t> TextToTranslate<'t> {
    /// A value of front matter.
    pub fn line(text: &'t str) -> Self {
        TextToTranslate {
            kind: RequestKind::Line,
            text,
            before: "",
            after: "",
            earlier: None,
        }
    }
}

/// What became of a text.
pub enum Translation {
    /// Checked Markdown, or a line.
    Done(String),
    /// Why the answers cannot be used.
    Refused(Text),
}

/// A running program, and the languages that it translates between.
pub struct Translator {
    pub program: RunningProgram,
    /// Language code of the original.
    pub from: String,
    /// Language code of the translation.
    pub to: String,
    /// The language of the original.
    pub from_lang: Lang,
    /// The language of the translation.
    pub to_lang: Lang,
    pub glossary: Option<Glossary>,
    /// The number of the last request.
    pub last_id: usize,
}

impl Translator {
    /// Translates a text. A refused answer is asked for once more.
    pub fn translate(&mut self, source: TextToTranslate) -> Result<Translation, CommandFailure> {
        let text = source.text.trim();
        let protected = match source.kind {
            RequestKind::Line => ProtectedText::line(text),
            RequestKind::Section => ProtectedText::markdown(text),
        };
        let glossary = self.glossary.as_ref();
        let terms = glossary
            .map(|glossary| glossary.requests(&protected.text, self.from_lang, self.to_lang))
            .unwrap_or_default();
        let mut problem: Option<Text> = None;
        for _ in 0..ATTEMPTS {
            self.last_id += 1;
            let answer = self.program.ask(&TranslationRequest {
                id: self.last_id,
                from: self.from.clone(),
                to: self.to.clone(),
                kind: source.kind,
                text: protected.text.clone(),
                before: source.before.trim().to_string(),
                after: source.after.trim().to_string(),
                earlier: source.earlier.clone(),
                terms: terms.clone(),
                problem: problem.map(|problem| problem.render(&English)),
            })?;
            let checked = checked(answer, &protected, text, source.kind)
                .and_then(|translated| self.translated(translated, text, &protected));
            match checked {
                Ok(translated) => return Ok(Translation::Done(translated)),
                Err(wrong) => problem = Some(wrong),
            }
        }
        let problem = problem.unwrap_or_else(|| phrase!("there is no answer"));
        Ok(Translation::Refused(problem))
    }

    /// Refuses an answer that is the text itself, where no text of so many words could be.
    fn translated(
        &self,
        translated: String,
        text: &str,
        protected: &ProtectedText,
    ) -> Result<String, Text> {
        let is_other_kind = base_language(&self.from) == base_language(&self.to);
        let words = protected.words();
        let words = words.split_whitespace();
        let words = words.filter(|word| word.contains(char::is_alphanumeric));
        match one_line(&translated) == one_line(text)
            && words.count() >= FEWEST_WORDS
            && !is_other_kind
        {
            true => Err(phrase!("the answer is the original's text")),
            false => Ok(translated),
        }
    }
}

/// `pt` of `pt-BR`: two kinds of one language share whole texts.
fn base_language(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// The translation of an answer, with what was protected in it.
fn checked(
    answer: Answer,
    protected: &ProtectedText,
    text: &str,
    kind: RequestKind,
) -> Result<String, Text> {
    if let Some(error) = answer.error {
        return Err(phrase!("the program says: {reason}", reason = error));
    }
    let translated = answer.text.unwrap_or_default().replace("\r\n", "\n");
    let restored = protected.restore(translated.trim())?;
    match kind {
        RequestKind::Line => check_line(text, &restored)?,
        RequestKind::Section => check_translation(text, &restored)?,
    }
    Ok(restored)
}
