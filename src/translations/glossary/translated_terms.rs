//! Compares the terms of an original with those of its translation, section by section.

use super::{FormKind, Glossary};
use crate::config::Lang;
use crate::content::Article;
use crate::markdown::{Body, Heading, SectionSink, read_sections};
use crate::translations::align_bodies;

/// A term that was translated in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermProblem<'g> {
    /// The text with the problem: the original has forms to avoid too.
    pub is_in_original: bool,
    /// The heading of the section, a place in [`Body::headings`]; `None` for the title and the text
    /// before the first heading.
    pub heading: Option<usize>,
    /// The form that the other text has.
    pub term: &'g str,
    /// The best form in the language of the text.
    pub best: &'g str,
    /// What is wrong.
    pub kind: TermProblemKind<'g>,
}

/// What is wrong with a translated term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermProblemKind<'g> {
    /// None of its forms is there.
    Missing,
    /// A form to avoid is there.
    Avoided(&'g str),
}

/// Two texts that say the same, and where their sections begin.
struct TextPair<'t> {
    original: &'t str,
    translation: &'t str,
    original_heading: Option<usize>,
    translation_heading: Option<usize>,
}

impl Glossary {
    /// The terms that a translation has otherwise, in the title, in the text before the first heading
    /// and in each section that alignment matches.
    pub fn problems(&self, original: &Article, translation: &Article) -> Vec<TermProblem<'_>> {
        let (own, other) = (SectionTexts::of(original), SectionTexts::of(translation));
        let mut problems = Vec::new();
        let introduction = TextPair {
            original: &own.introduction,
            translation: &other.introduction,
            original_heading: None,
            translation_heading: None,
        };
        self.compare(
            original.lang,
            translation.lang,
            &introduction,
            &mut problems,
        );
        let aligned = align_bodies(&original.body, &translation.body);
        for (at, counterpart) in aligned.into_iter().enumerate() {
            let Some(counterpart) = counterpart else {
                continue;
            };
            let pair = TextPair {
                original: &own.sections[at],
                translation: &other.sections[counterpart],
                original_heading: Some(at),
                translation_heading: Some(counterpart),
            };
            self.compare(original.lang, translation.lang, &pair, &mut problems);
        }
        problems
    }

    fn compare<'g>(
        &'g self,
        from: Lang,
        to: Lang,
        pair: &TextPair,
        problems: &mut Vec<TermProblem<'g>>,
    ) {
        let (Some(forms), Some(other_forms)) = (self.forms.get(&from), self.forms.get(&to)) else {
            return;
        };
        let found = forms.find(pair.original);
        let other = other_forms.find(pair.translation);
        let best = |term: usize, lang: Lang| {
            let forms = self.terms[term].allowed.get(&lang);
            forms.and_then(|forms| forms.first()).map(String::as_str)
        };
        for (term, form) in found.terms(FormKind::Allowed) {
            let Some(best) = best(term, to) else { continue };
            let avoided = other.get(FormKind::Avoided, term);
            let has_form = other.get(FormKind::Allowed, term).is_some();
            let kind = match avoided {
                Some(avoided) => TermProblemKind::Avoided(avoided),
                None if has_form => continue,
                None => TermProblemKind::Missing,
            };
            problems.push(TermProblem {
                is_in_original: false,
                heading: pair.translation_heading,
                term: form,
                best,
                kind,
            });
        }
        for (term, avoided) in found.terms(FormKind::Avoided) {
            let form = other.get(FormKind::Allowed, term);
            if let (Some(form), Some(best)) = (form, best(term, from)) {
                problems.push(TermProblem {
                    is_in_original: true,
                    heading: pair.original_heading,
                    term: form,
                    best,
                    kind: TermProblemKind::Avoided(avoided),
                });
            }
        }
    }
}

/// The prose of an article, without code.
#[derive(Default)]
struct SectionTexts {
    /// The title, and the text before the first heading.
    introduction: String,
    /// The words of each heading, and the text below it.
    sections: Vec<String>,
    open: Option<usize>,
}

impl SectionTexts {
    fn of(article: &Article) -> SectionTexts {
        let body: &Body = &article.body;
        let mut texts = SectionTexts {
            introduction: format!("{}\n", article.title),
            sections: vec![String::new(); body.headings.len()],
            open: None,
        };
        read_sections(body, &mut texts);
        texts
    }

    fn push(&mut self, text: &str) {
        let open = match self.open {
            Some(at) => &mut self.sections[at],
            None => &mut self.introduction,
        };
        open.push_str(text);
    }
}

impl SectionSink for SectionTexts {
    fn heading(&mut self, at: usize, heading: &Heading) {
        self.open = Some(at);
        self.push(&heading.text);
        self.push("\n");
    }

    fn text(&mut self, text: &str) {
        self.push(text);
    }

    fn block(&mut self, _kind: crate::markdown::CountedBlock) {
        self.push("\n");
    }

    fn inline_code(&mut self, _code: &str) {
        self.push("\n");
    }
}
