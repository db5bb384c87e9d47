//! Translated terms: what the glossary translates in one way, and a translation in another.
//!
//! Takes a site and its glossary; gives problems by the rule `terms`, in sections that have a
//! counterpart.

use super::Findings;
use crate::content::{Article, Story};
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink};
use crate::site::Site;
use crate::translations::{Glossary, TermProblem, TermProblemKind};
use crate::{message, phrase};
use rayon::prelude::*;

/// The rule `terms`, between the original of each story and its translations.
pub fn translated_terms(site: &Site, glossary: &Glossary) -> Vec<Diagnostic> {
    let of_story = |story: &Story| {
        let mut found = DiagnosticSink::default();
        if let Some(mut findings) = Findings::of(site, CheckRule::Terms, &mut found) {
            check_story(site, story, glossary, &mut findings);
        }
        found.into_vec()
    };
    let problems = site.stories.par_iter().map(of_story);
    problems.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn check_story(site: &Site, story: &Story, glossary: &Glossary, findings: &mut Findings) {
    let original = site.article(story.original);
    let others = story.articles.iter().map(|(_, id)| *id);
    for other in others.filter(|id| *id != story.original) {
        let translation = site.article(other);
        for problem in glossary.problems(original, translation) {
            let article = match problem.is_in_original {
                true => original,
                false => translation,
            };
            report(article, &problem, findings);
        }
    }
}

fn report(article: &Article, problem: &TermProblem, findings: &mut Findings) {
    let (term, best) = (problem.term, problem.best);
    let message = match problem.kind {
        TermProblemKind::Missing => message!(
            Code::MissingTerm,
            "the glossary has `{best}` for `{term}`, which this text does not have",
            best = best,
            term = term
        ),
        TermProblemKind::Avoided(avoided) => message!(
            Code::AvoidedTerm,
            "the glossary avoids `{avoided}` for `{term}`",
            avoided = avoided,
            term = term
        ),
    };
    let hint = phrase!(
        "write `{best}`, or add the form that you want to the glossary",
        best = best
    );
    let heading = problem.heading.map(|at| &article.body.headings[at]);
    let diagnostic = findings.report(&article.path, message, hint);
    diagnostic.span = heading.map(|heading| heading.span.start as usize..heading.span.end as usize);
}
