//! Addresses that readers may know and that lead nowhere any more.

use super::{Findings, argument};
use crate::content::ArticleId;
use crate::diagnostic::{CheckRule, Diagnostic};
use crate::site::Site;
use crate::translations::lock_file::LOCK;

/// The rule `urls`: against what `griot accept` recorded.
pub fn urls(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(mut findings) = Findings::of(site, CheckRule::Urls, &mut found) else {
        return found;
    };
    for id in (0..site.articles().len() as u32).map(ArticleId) {
        let Some(url) = site.lost_url(id) else {
            continue;
        };
        let article = site.article(id);
        let message = format!(
            "this page was at `{url}` when it was last accepted, and nothing leads from there"
        );
        let key = argument(&site.story_of(id).key);
        let hint =
            format!("add `aliases: [{url}]`, or forget the old address by `griot accept {key}`");
        let problem = findings.broken(&article.path, message, hint);
        problem.span = match &article.url {
            Some(url) => Some(url.span.clone()),
            None => article.places.title.clone(),
        };
    }
    for record in site.gone() {
        let message = format!(
            "`{}` was at `{}`, and nothing is there any more",
            record.story, record.url
        );
        let hint = format!(
            "add `aliases: [{}]` to what takes its place, or forget it by `griot accept --all`",
            record.url
        );
        findings.broken(&LOCK.into(), message, hint);
    }
    found
}
