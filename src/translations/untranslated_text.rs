//! Finds translations that nobody has translated yet: no text, or paragraphs of the original.

use super::Translations;
use super::visible_text;
use crate::content::ArticleId;
use crate::yaml_and_toml::{one_line, shortened};
use std::collections::HashSet;

/// Words of the shortest paragraph that no translation shares with its original by chance.
const FEWEST_WORDS: usize = 8;

/// Why a translation is none yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UntranslatedText {
    /// Headings and comments, and no text.
    NoText,
    /// The first words of a paragraph that is that of the original.
    OriginalsWords(String),
}

impl Translations {
    /// Why an article is no translation of its original yet; `None` for an original and for a
    /// translation that seems whole.
    pub fn untranslated_text(&self, id: ArticleId) -> Option<UntranslatedText> {
        let site = &self.site;
        let original = site.story_of(id).original;
        if original == id {
            return None;
        }
        let article = site.article(id);
        if article.has_no_text() && !site.article(original).has_no_text() {
            return Some(UntranslatedText::NoText);
        }
        let base = |id| {
            let code = site.language_of(id).code.as_str();
            code.split('-').next().unwrap_or(code)
        };
        // two kinds of one language share words
        if base(id) == base(original) {
            return None;
        }
        let originals = paragraphs(&site.article(original).body.html);
        let originals: HashSet<&str> = originals.iter().map(|one| one.text.as_str()).collect();
        let own = paragraphs(&article.body.html);
        let shared = own
            .iter()
            .find(|one| originals.contains(one.text.as_str()))?;
        Some(UntranslatedText::OriginalsWords(shared.first_words()))
    }
}

/// A paragraph or an item of a list.
struct Paragraph<'h> {
    html: &'h str,
    /// Its visible text, to compare by.
    text: String,
}

impl Paragraph<'_> {
    fn first_words(&self) -> String {
        let parts = self.html.split('<').map(|part| match part.split_once('>') {
            Some((_, text)) => text,
            None => part,
        });
        shortened(&one_line(&parts.collect::<String>()))
    }
}

/// The paragraphs of a body that are long enough to tell. Quotations stay in their language, so
/// those in block quotes do not count.
fn paragraphs(html: &str) -> Vec<Paragraph<'_>> {
    let mut quotes = 0_usize;
    let mut found = Vec::new();
    let parts = html.split("</p>").flat_map(|part| part.split("</li>"));
    for part in parts {
        quotes += part.matches("<blockquote").count();
        quotes = quotes.saturating_sub(part.matches("</blockquote>").count());
        let start = ["<p>", "<p ", "<li>", "<li "].iter();
        let start = start.filter_map(|start| part.rfind(start)).max();
        let Some(start) = start.filter(|_| quotes == 0) else {
            continue;
        };
        let html = &part[start..];
        let mut text = String::with_capacity(html.len());
        if visible_text::push_html(&mut text, html) >= FEWEST_WORDS {
            found.push(Paragraph { html, text });
        }
    }
    found
}
