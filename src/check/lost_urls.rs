//! Reports addresses that `griot accept` recorded in `griot.lock`, where no page is any more and nothing
//! redirects.
//!
//! Takes a site and its translations; gives problems by the rule `urls`.

use super::{Findings, shell_argument};
use crate::diagnostic::{CheckRule, Code, Diagnostic};
use crate::site::Site;
use crate::translations::Translations;
use crate::translations::lock_file::LOCK;
use crate::{message, phrase};

/// The rule `urls`: compares addresses with those that `griot accept` recorded.
pub(super) fn lost_urls(site: &Site, translations: &Translations) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(mut findings) = Findings::of(site, CheckRule::Urls, &mut found) else {
        return found;
    };
    for id in site.article_ids() {
        let Some(url) = translations.lost_url(id) else {
            continue;
        };
        let article = site.article(id);
        let message = message!(
            Code::LostUrl,
            "this page was at `{url}` when it was last accepted, and nothing redirects from there",
            url = url
        );
        let hint = phrase!(
            "add `aliases: [{url}]`, or forget the old address by `griot accept {story}`",
            url = url,
            story = shell_argument(&site.story_of(id).key)
        );
        let problem = findings.report(&article.path, message, hint);
        problem.span = match &article.url {
            Some(url) => Some(url.span.clone()),
            None => article.places.title.clone(),
        };
    }
    for record in translations.lost_records() {
        let message = message!(
            Code::LostArticle,
            "`{story}` was at `{url}`, and nothing is there any more",
            story = &record.story,
            url = &record.url
        );
        let hint = phrase!(
            "add `aliases: [{url}]` to what takes its place, or forget it by `griot accept --all`",
            url = &record.url
        );
        findings.report(&LOCK.into(), message, hint);
    }
    found
}
