//! Checks links to other sites: requests each page and reports whether it still exists.
//!
//! Takes addresses and gives a [`LinkAnswer`] for each. Requests several sites at a time, but one
//! page of a site after the other, and nothing that a recent run requested. Writes only its
//! cache.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell waits between requests"
)]

mod answer_cache;
mod link_client;
mod no_link_checked;

pub use no_link_checked::ExternalLinksError;

use crate::cache::Store;
use crate::check::LinkAnswer;
use answer_cache::AnswerCache;
use jiff::Timestamp;
use link_client::{LinkClient, LinkReply};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How many sites are requested at the same time.
const PARALLEL_SITES: usize = 8;

/// The time between two requests to one site.
const PAUSE: Duration = Duration::from_millis(300);

/// When this many sites are requested and none answers, this machine is offline.
const OFFLINE_SITES: usize = 3;

/// Returns an answer for each address. Calls `on_answer` after each. Keeps answers in `store`
/// for the next run.
pub fn check_links(
    store: &dyn Store,
    urls: &BTreeSet<&str>,
    now: Timestamp,
    on_answer: &(dyn Fn() + Sync),
) -> Result<BTreeMap<String, LinkAnswer>, ExternalLinksError> {
    let client = link_client::connect().ok_or(ExternalLinksError::NotSupported)?;
    let mut cache = AnswerCache::read(store, now);
    let (cached, new): (BTreeSet<&str>, BTreeSet<&str>) =
        urls.iter().partition(|url| cache.get(url).is_some());
    cached.iter().for_each(|_| on_answer());
    let sites = group_by_site(&new);
    let can_tell_offline = sites.len() >= OFFLINE_SITES;
    let answers = request_sites(&*client, sites, on_answer);
    let is_reached = |answer: &LinkAnswer| !matches!(answer, LinkAnswer::Unreachable(_));
    if can_tell_offline && !answers.values().any(is_reached) {
        return Err(ExternalLinksError::Offline);
    }
    for (url, answer) in answers {
        cache.put(url, answer);
    }
    cache.write();
    let answers = urls.iter();
    let answers = answers.filter_map(|url| Some((url.to_string(), cache.get(url)?.clone())));
    Ok(answers.collect())
}

/// The addresses of each site. Those with the most addresses come last, and are taken first:
/// they need the longest time.
fn group_by_site<'u>(urls: &BTreeSet<&'u str>) -> Vec<Vec<&'u str>> {
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for url in urls {
        let host = url.split('/').nth(2).unwrap_or_default();
        let site = sites.entry(host.to_ascii_lowercase()).or_default();
        site.push(url);
    }
    let mut sites: Vec<Vec<&str>> = sites.into_values().collect();
    sites.sort_by_key(Vec::len);
    sites
}

fn request_sites(
    client: &dyn LinkClient,
    sites: Vec<Vec<&str>>,
    on_answer: &(dyn Fn() + Sync),
) -> BTreeMap<String, LinkAnswer> {
    let threads = sites.len().min(PARALLEL_SITES);
    let waiting = Mutex::new(sites);
    let answers = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let site = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(urls) = site else { return };
            request_site(client, &urls, &|url, answer| {
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                answers.insert(url.to_string(), answer);
                on_answer();
            });
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Requests the pages of one site in turn. When the site cannot be reached, or refuses more
/// requests, its other pages get the same answer without a request.
fn request_site(client: &dyn LinkClient, urls: &[&str], take: &dyn Fn(&str, LinkAnswer)) {
    let mut site_answer: Option<LinkAnswer> = None;
    for (at, url) in urls.iter().enumerate() {
        if let Some(answer) = &site_answer {
            take(url, answer.clone());
            continue;
        }
        if at > 0 {
            thread::sleep(PAUSE);
        }
        let LinkReply {
            answer,
            is_of_whole_site,
        } = client.request(url, PAUSE);
        if is_of_whole_site {
            site_answer = Some(answer.clone());
        }
        take(url, answer);
    }
}
