//! [`changed_addresses`]: the pages that search engines are told of after a deploy (indexnow.org).

use super::plan::DeployPlan;
use crate::site::{Hosts, Location, Site};
use std::collections::{BTreeMap, BTreeSet};

/// The most addresses of one request, by the protocol.
const MOST_ADDRESSES: usize = 10_000;

/// The changed addresses of one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostAddresses {
    /// The domain, and the port where it is not the usual one.
    pub host: String,
    /// The address of the file with the key.
    pub key_location: String,
    /// Full addresses, sorted.
    pub addresses: Vec<String>,
}

/// The addresses of pages that a deploy changes, adds or removes, by host. `key` is the site's.
pub fn changed_addresses(site: &Site, key: &str, plan: &DeployPlan) -> Vec<HostAddresses> {
    let mut changed: BTreeMap<u8, BTreeSet<String>> = BTreeMap::new();
    let hosts = &site.hosts;
    let sent = plan.sends.iter().filter(|planned| planned.is_new_content);
    for planned in sent {
        if let Some(address) = &planned.file.listed_address {
            let host = location(hosts, &planned.file.path).host;
            changed.entry(host).or_default().insert(address.clone());
        }
    }
    let removed = plan.removals.iter().filter(|path| is_page(path));
    for path in removed {
        let location = location(hosts, path);
        let address = hosts.permalink(&location);
        changed.entry(location.host).or_default().insert(address);
    }
    let of_host = |(host, addresses): (u8, BTreeSet<String>)| {
        let path = format!("/{key}.txt");
        let key_location = hosts.permalink(&Location { host, path });
        let after_scheme = key_location.split_once("://").map(|(_, rest)| rest);
        HostAddresses {
            host: after_scheme
                .and_then(|rest| rest.split('/').next())
                .unwrap_or_default()
                .to_string(),
            key_location,
            addresses: addresses.into_iter().take(MOST_ADDRESSES).collect(),
        }
    };
    changed.into_iter().map(of_host).collect()
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html") && !path.ends_with("404.html")
}

/// The location of a file of `public/`: the inverse of [`Hosts::file`].
fn location(hosts: &Hosts, path: &str) -> Location {
    let owners = (0..).zip(&hosts.hosts);
    let owner = owners
        .filter(|(_, host)| path.starts_with(&host.folder))
        .max_by_key(|(_, host)| host.folder.len());
    let (host, folder) = owner.map_or((0, ""), |(at, host)| (at, host.folder.as_str()));
    let below = &path[folder.len()..];
    let below = match below.strip_suffix("index.html") {
        Some(page) if page.is_empty() || page.ends_with('/') => page,
        _ => below,
    };
    Location {
        host,
        path: format!("/{below}"),
    }
}
