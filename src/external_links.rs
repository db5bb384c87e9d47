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
#[cfg(feature = "external")]
mod http_client;
mod link_client;
mod no_link_checked;
#[cfg(feature = "external")]
mod retry_after;

pub use no_link_checked::ExternalLinksError;

use crate::cache::Store;
use crate::check::LinkAnswer;
use crate::phrase;
use answer_cache::AnswerCache;
use jiff::Timestamp;
use link_client::{AnswerScope, LinkClient, Patience};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many sites are requested at the same time.
const PARALLEL_SITES: usize = 8;

/// The time between two requests to one site.
const PAUSE: Duration = Duration::from_millis(300);

/// How long to wait for one site in all, where it asks to be asked again later.
const MOST_WAIT: Duration = Duration::from_secs(15);

/// How long one site is requested in all.
const MOST_SITE_TIME: Duration = Duration::from_secs(5 * 60);

/// When so many pages of a server in a row take all of their time, its others are not requested.
const SLOW_PAGES: usize = 3;

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
    let client = connect().ok_or(ExternalLinksError::NotSupported)?;
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

/// The client; `None` when the program was built without one.
#[cfg(feature = "external")]
fn connect() -> Option<Box<dyn LinkClient>> {
    Some(Box::new(http_client::HttpClient::new()))
}

/// The client; `None` when the program was built without one.
#[cfg(not(feature = "external"))]
fn connect() -> Option<Box<dyn LinkClient>> {
    None
}

/// The addresses of each site. Those with the most addresses come last, and are taken first:
/// they need the longest time.
fn group_by_site<'u>(urls: &BTreeSet<&'u str>) -> Vec<Vec<&'u str>> {
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for url in urls {
        let host = server(url).rsplit('/').next().unwrap_or_default();
        let site = sites.entry(host.to_lowercase()).or_default();
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
        let spawn = || thread::Builder::new().spawn_scoped(scope, work);
        let refused = (0..threads).any(|_| spawn().is_err());
        // with fewer threads the sites take longer; with none, this one requests them
        if refused {
            work();
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Requests the pages of one site in turn. Where a server cannot be reached, or refuses more
/// requests, its other pages get the same answer without a request. The pages that are left after
/// `MOST_SITE_TIME` are not requested.
fn request_site(client: &dyn LinkClient, urls: &[&str], take: &dyn Fn(&str, LinkAnswer)) {
    let mut server_answers: BTreeMap<&str, LinkAnswer> = BTreeMap::new();
    let mut patience = Patience {
        pause: PAUSE,
        most: MOST_WAIT,
    };
    let mut slow_pages = 0;
    let mut has_asked = false;
    let start = Instant::now();
    for url in urls {
        if start.elapsed() > MOST_SITE_TIME {
            let reason = phrase!("its site takes too long");
            take(url, LinkAnswer::Unknown(reason));
            continue;
        }
        let server = server(url);
        if let Some(answer) = server_answers.get(server) {
            take(url, answer.clone());
            continue;
        }
        if has_asked {
            thread::sleep(PAUSE);
        }
        has_asked = true;
        let reply = client.request(url, patience);
        patience.most = patience.most.saturating_sub(reply.waited);
        slow_pages = match reply.scope {
            AnswerScope::SlowPage => slow_pages + 1,
            _ => 0,
        };
        if reply.scope == AnswerScope::Server || slow_pages == SLOW_PAGES {
            server_answers.insert(server, reply.answer.clone());
        }
        take(url, reply.answer);
    }
}

/// Scheme, host and port of an address.
fn server(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + "://".len());
    let end = url[host..].find(['/', '?', '#']);
    &url[..end.map_or(url.len(), |end| host + end)]
}
