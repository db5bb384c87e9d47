//! Lists of words: a YAML list, or one string with commas.

use super::{Node, Problems, Value};
use crate::diagnostic::Spanned;
use crate::text::forbidden_chars::replace_forbidden;

impl Node<'_> {
    /// The words of a list, or of one text with commas, each with its place.
    ///
    /// Empty ones are left out. What is neither is a problem, as is an item that is no
    /// scalar; the others are still given.
    pub fn words(&self, what: &str, problems: &mut Problems) -> Vec<Spanned<String>> {
        match self.value() {
            Value::String(text) => self.split(text),
            Value::Sequence(_) => self.item_words(what, problems),
            Value::Null => Vec::new(),
            _ => {
                problems.push(self.expected(what));
                Vec::new()
            }
        }
    }

    fn item_words(&self, what: &str, problems: &mut Problems) -> Vec<Spanned<String>> {
        let mut words = Vec::new();
        for item in self.items() {
            if item.is_null() && item.written().is_none() {
                continue;
            }
            if let Some(word) = problems.keep(item.line(what)) {
                words.push(word);
            }
        }
        words.retain(|word| !word.value.is_empty());
        words
    }

    /// The parts of `text` between commas, with their own places where they can be told.
    fn split(&self, text: &str) -> Vec<Spanned<String>> {
        let whole = self.span();
        let quoted = usize::from(self.source().starts_with(['"', '\'']));
        let inner = self.source().get(quoted..quoted + text.len());
        let literal = self.exact && inner == Some(text);
        let mut words = Vec::new();
        let mut start = 0;
        for part in text.split(',') {
            let value = super::node::one_line(&replace_forbidden(part));
            let from = whole.start + quoted + start + (part.len() - part.trim_start().len());
            let exact = from..from + part.trim().len();
            start += part.len() + 1;
            if !value.is_empty() {
                let span = if literal { exact } else { whole.clone() };
                words.push(Spanned { value, span });
            }
        }
        words
    }
}
