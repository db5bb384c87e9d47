//! Sections that one article of a story has and another lacks.

use super::Findings;
use crate::content::{ArticleId, Story};
use crate::diagnostic::{CheckRule, Diagnostic};
use crate::markdown::Heading;
use crate::site::Site;

/// The rule `sections`: between the articles of a story that are there.
pub fn sections(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(mut findings) = Findings::of(site, CheckRule::Sections, &mut found) {
        for story in &site.stories {
            for (_, id) in &story.articles {
                of_article(site, story, *id, &mut findings);
            }
        }
    }
    found
}

fn of_article(site: &Site, story: &Story, id: ArticleId, findings: &mut Findings) {
    let article = site.article(id);
    let headings = &article.body.headings;
    let others = || story.articles.iter().filter(|(_, other)| *other != id);
    let told = |other: &ArticleId| !site.article(*other).body.headings.is_empty();
    if headings.is_empty() {
        return without_any(site, story, id, findings);
    }
    for (heading, there) in headings.iter().zip(site.section_counterparts(id)) {
        let lacks = others()
            .filter(|(_, other)| told(other) && there.iter().all(|(of, _)| of != other))
            .map(|(lang, _)| site.config.language(*lang).name.as_str());
        let lacks: Vec<&str> = lacks.collect();
        if lacks.is_empty() {
            continue;
        }
        let message = format!(
            "the section `{}` has no counterpart in {}",
            shown(heading),
            lacks.join(", ")
        );
        let hint = "give both headings the same emoji, or the same id: `{#id}`".to_string();
        let problem = findings.broken(&article.path, message, hint);
        problem.span = Some(heading.span.start as usize..heading.span.end as usize);
    }
}

/// An article without headings is told of once, not at each heading of the others.
fn without_any(site: &Site, story: &Story, id: ArticleId, findings: &mut Findings) {
    let other = story.articles.iter().map(|(_, other)| site.article(*other));
    let Some(other) = other.max_by_key(|other| other.body.headings.len()) else {
        return;
    };
    let sections = other.body.headings.len();
    if sections > 0 {
        let message = format!(
            "this article has no section, `{}` has {sections}",
            other.path
        );
        let hint = "begin its sections with the same headings, translated".to_string();
        findings.broken(&site.article(id).path, message, hint);
    }
}

/// `🏁 Lancement`; a heading without words goes by its id.
fn shown(heading: &Heading) -> String {
    let words = if heading.text.is_empty() {
        &heading.id
    } else {
        &heading.text
    };
    let shown = format!("{} {words}", heading.emoji);
    shown.trim().to_string()
}
