//! Asks other sites whether their pages are still there: several sites at a time, each one
//! question after the other, and nothing that was answered lately.
//!
//! Takes addresses, gives an [`LinkAnswer`] for each. Writes nothing but its cache.

mod answer_cache;
mod client;

use crate::check::LinkAnswer;
use answer_cache::Cache;
use client::LinkClient;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Sites that are asked at the same time.
const SITES: usize = 8;

/// Between two questions to one site.
const PAUSE: Duration = Duration::from_millis(300);

/// Where so many sites are asked and none answers, it is our own line that is cut.
const OFFLINE: usize = 3;

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("this griot was built without `external`: install it with `--features external`")]
    Without,
    #[error("no other site can be reached: is this machine online?")]
    Offline,
}

/// An answer for each address. `step` is called as each is known. `root` is the site's folder:
/// answers are kept in `.griot/cache/links.json` there.
pub fn visit(
    root: &Path,
    urls: &BTreeSet<&str>,
    now: Timestamp,
    step: &(dyn Fn() + Sync),
) -> Result<BTreeMap<String, LinkAnswer>, Error> {
    let asker = LinkClient::new().ok_or(Error::Without)?;
    let mut cache = Cache::read(root, now);
    let known = |url: &&str| cache.get(url).is_some();
    let (known, new): (BTreeSet<&str>, BTreeSet<&str>) = urls.iter().partition(|url| known(url));
    known.iter().for_each(|_| step());
    let sites = by_site(&new);
    let offline = sites.len() >= OFFLINE;
    let answers = ask_all(&asker, sites, step);
    let reached = |answer: &LinkAnswer| !matches!(answer, LinkAnswer::Unreachable(_));
    if offline && !answers.values().any(reached) {
        return Err(Error::Offline);
    }
    for (url, answer) in answers {
        cache.put(url, answer);
    }
    cache.write();
    let answer = |url: &&str| Some((url.to_string(), cache.get(url)?.clone()));
    Ok(urls.iter().filter_map(answer).collect())
}

/// The addresses of each site, those with the most first: they take the longest.
fn by_site<'u>(urls: &BTreeSet<&'u str>) -> Vec<Vec<&'u str>> {
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for url in urls {
        let host = url.split('/').nth(2).unwrap_or_default();
        sites
            .entry(host.to_ascii_lowercase())
            .or_default()
            .push(url);
    }
    let mut sites: Vec<Vec<&str>> = sites.into_values().collect();
    sites.sort_by_key(Vec::len);
    sites
}

fn ask_all(
    asker: &LinkClient,
    sites: Vec<Vec<&str>>,
    step: &(dyn Fn() + Sync),
) -> BTreeMap<String, LinkAnswer> {
    let threads = sites.len().min(SITES);
    let waiting = Mutex::new(sites);
    let answers = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let site = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(urls) = site else { return };
            ask_site(asker, &urls, &|url, answer| {
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                answers.insert(url.to_string(), answer);
                step();
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

/// Asks one site for its pages in turn. One that cannot be reached, or asks for a rest, is left
/// alone with the others.
fn ask_site(asker: &LinkClient, urls: &[&str], take: &dyn Fn(&str, LinkAnswer)) {
    let mut verdict: Option<LinkAnswer> = None;
    for (at, url) in urls.iter().enumerate() {
        if let Some(verdict) = &verdict {
            take(url, verdict.clone());
            continue;
        }
        if at > 0 {
            thread::sleep(PAUSE);
        }
        let answer = asker.ask(url, PAUSE);
        if answer.is_of_whole_site() {
            verdict = Some(answer.clone());
        }
        take(url, answer);
    }
}

/// The answer to a site's request for a rest.
const TOO_MANY: &str = "429";

impl LinkAnswer {
    fn is_of_whole_site(&self) -> bool {
        match self {
            LinkAnswer::Unreachable(_) => true,
            LinkAnswer::Unknown(reason) => reason == TOO_MANY,
            LinkAnswer::Alive | LinkAnswer::Dead(_) => false,
        }
    }
}
