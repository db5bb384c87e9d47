//! Unmatched sections: those that one article of a story has and a translation lacks.
//!
//! Takes a site; gives problems by the rule `sections`.

use super::Findings;
use crate::config::names_in_messages;
use crate::content::{Article, ArticleId, Story};
use crate::diagnostic::{CheckRule, Code, Diagnostic, DiagnosticSink};
use crate::markdown::Heading;
use crate::site::Site;
use crate::translations::{Alignments, section_counterparts};
use crate::{message, phrase};

/// The rule `sections`, between the published articles of each story.
pub(super) fn unmatched_sections(site: &Site) -> Vec<Diagnostic> {
    let mut found = DiagnosticSink::default();
    if let Some(mut findings) = Findings::of(site, CheckRule::Sections, &mut found) {
        for story in &site.stories {
            for (_, id) in &story.articles {
                check_article(site, story, *id, &mut findings);
            }
        }
    }
    found.into_vec()
}

fn check_article(site: &Site, story: &Story, id: ArticleId, findings: &mut Findings) {
    let article = site.article(id);
    let headings = &article.body.headings;
    if headings.is_empty() {
        return without_sections(site, story, article, findings);
    }
    let others = story
        .articles
        .iter()
        .filter(|(_, other)| *other != id && !site.article(*other).body.headings.is_empty());
    let others: Vec<_> = others.collect();
    let counterparts =
        section_counterparts(story, id, |id| site.article(id), &Alignments::default());
    for (heading, counterparts) in headings.iter().zip(counterparts) {
        let lacking = others.iter().filter(|(_, other)| {
            let mut counterparts = counterparts.iter();
            counterparts.all(|counterpart| counterpart.article != *other)
        });
        let languages = lacking.map(|(lang, _)| site.config.language(*lang));
        let languages: Vec<_> = languages.collect();
        let Some(languages) = names_in_messages(&languages) else {
            continue;
        };
        let message = message!(
            Code::UnmatchedSection,
            "the section `{section}` has no counterpart in {languages}",
            section = title(heading),
            languages = languages
        );
        let hint = phrase!("give both headings the same emoji, or the same id: `{{#id}}`");
        let problem = findings.report(&article.path, message, hint);
        problem.span = Some(heading.span.start as usize..heading.span.end as usize);
    }
}

/// One problem for an article without headings, in the place of one at each heading of the others.
fn without_sections(site: &Site, story: &Story, article: &Article, findings: &mut Findings) {
    let others = story.articles.iter().map(|(_, other)| site.article(*other));
    let Some(other) = others.max_by_key(|other| other.body.headings.len()) else {
        return;
    };
    let sections = other.body.headings.len();
    if sections > 0 {
        let message = message!(
            Code::MissingSections,
            "this article has no section, `{path}` has {sections}",
            path = &other.path,
            sections = sections
        );
        let hint = phrase!("begin its sections with the same headings, translated");
        findings.report(&article.path, message, hint);
    }
}

/// `🏁 Lancement`; the id of a heading without words.
fn title(heading: &Heading) -> String {
    let words = match heading.text.is_empty() {
        true => &heading.id,
        false => &heading.text,
    };
    format!("{} {words}", heading.emoji).trim().to_string()
}
