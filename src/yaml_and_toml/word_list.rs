//! Lists of words: a YAML list, or one text with commas.

use super::{Node, Value};
use crate::diagnostic::{DiagnosticSink, Spanned, Text};
use crate::text::forbidden_chars::replace_forbidden;

impl Node<'_> {
    /// The words of a list, or of one text with commas, each with its place.
    ///
    /// Skips empty ones. Reports a value that is neither, and items that are no scalars; still
    /// gives the other items. `expected` is a noun with its article, for the error.
    pub fn word_list(
        &self,
        expected: impl Into<Text>,
        diagnostics: &mut DiagnosticSink,
    ) -> Vec<Spanned<String>> {
        match self.value() {
            Value::String(text) => self.words_between_commas(text),
            Value::Sequence(_) => self.words_of_items(&expected.into(), diagnostics),
            Value::Null => Vec::new(),
            _ => {
                diagnostics.push(self.type_error(expected));
                Vec::new()
            }
        }
    }

    fn words_of_items(
        &self,
        expected: &Text,
        diagnostics: &mut DiagnosticSink,
    ) -> Vec<Spanned<String>> {
        let mut words = Vec::new();
        for item in self.items() {
            if item.is_null() && item.scalar_text().is_none() {
                continue;
            }
            if let Some(word) = diagnostics.ok(item.single_line(expected.clone())) {
                words.push(word);
            }
        }
        words.retain(|word| !word.value.is_empty());
        words
    }

    /// The parts of `text` between commas. Each has its own place where the file holds the text
    /// as it is, without escapes or line breaks; else that of the whole text.
    fn words_between_commas(&self, text: &str) -> Vec<Spanned<String>> {
        let whole = self.span();
        let quote = usize::from(self.source().starts_with(['"', '\'']));
        let inner = self.source().get(quote..quote + text.len());
        let is_literal = self.is_exact && inner == Some(text);
        let mut words = Vec::new();
        let mut start = 0;
        for part in text.split(',') {
            let value = super::one_line(&replace_forbidden(part));
            let from = whole.start + quote + start + (part.len() - part.trim_start().len());
            let exact = from..from + part.trim().len();
            start += part.len() + 1;
            if !value.is_empty() {
                let span = if is_literal { exact } else { whole.clone() };
                words.push(Spanned { value, span });
            }
        }
        words
    }
}
