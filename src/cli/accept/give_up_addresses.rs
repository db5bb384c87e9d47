//! Addresses that lead nowhere any more, and that `griot accept` gives up: it writes them into
//! `griot.lock`, and no build reports them again.

use super::super::command_failure::CommandFailure;
use super::super::loaded_site::LoadedSite;
use super::super::lock_writer::update_lock;
use super::super::terminal_output::Terminal;
use super::Accept;
use crate::content::ArticleId;
use crate::phrase;
use crate::translations::lock_file::Lock;
use crate::translations::{LostAddresses, PublishedAddress, Translations};
use serde_json::json;
use std::sync::Arc;

/// The translations of a loaded site under the lock as it is on the disk now.
pub(super) fn with_lock(loaded: &LoadedSite, lock: Arc<Lock>) -> Translations {
    let earlier = loaded.translations.earlier().clone();
    Translations::new(loaded.site.clone(), lock).with_earlier(earlier)
}

/// Old addresses that lead nowhere, and how the command line may name them.
pub(super) struct LostByName(LostAddresses);

impl LostByName {
    pub(super) fn of(loaded: &LoadedSite) -> Self {
        LostByName(loaded.translations.lost_addresses())
    }

    pub(super) fn all(&self) -> Vec<PublishedAddress> {
        let moved = self.0.moved.iter().flat_map(|moved| &moved.addresses);
        let gone = self.0.gone.iter().map(|gone| &gone.address);
        moved.chain(gone).cloned().collect()
    }

    /// The addresses that these articles left behind.
    pub(super) fn of_articles(&self, articles: &[ArticleId]) -> Vec<PublishedAddress> {
        let moved = self.0.moved.iter();
        let moved = moved.filter(|moved| articles.contains(&moved.id));
        moved.flat_map(|moved| moved.addresses.clone()).collect()
    }

    /// The addresses that a command names instead of a story: all, one, or those of a story that is
    /// no more. `None` when it names a story.
    pub(super) fn named_by(&self, accept: &Accept) -> Option<Vec<PublishedAddress>> {
        if accept.addresses {
            return Some(self.all());
        }
        let name = accept.story.as_deref()?;
        let mut addresses = self.all();
        addresses.retain(|address| address.url == name);
        let gone = self.0.gone.iter();
        let gone = gone.filter(|gone| gone.owner.story == name || gone.owner.file == name);
        addresses.extend(gone.map(|gone| gone.address.clone()));
        (!addresses.is_empty()).then_some(addresses)
    }

    /// Writes that these addresses are given up, and nothing else.
    pub(super) fn forget(
        &self,
        addresses: &[PublishedAddress],
        loaded: &LoadedSite,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        update_lock(&loaded.disk, terminal, |lock| {
            let present = (*lock).clone();
            Ok(with_lock(loaded, lock).forget(present, addresses.iter().cloned()))
        })?;
        if terminal.json {
            let urls = urls_of(addresses);
            let answer = json!({"ok": true, "accepted": [], "forgotten": urls, "problems": []});
            terminal.print(&answer.to_string());
        } else {
            say_forgotten(addresses, terminal);
        }
        Ok(())
    }
}

pub(super) fn urls_of(addresses: &[PublishedAddress]) -> Vec<&str> {
    addresses
        .iter()
        .map(|address| address.url.as_str())
        .collect()
}

pub(super) fn say_forgotten(addresses: &[PublishedAddress], terminal: &Terminal) {
    let urls = terminal.listed(&urls_of(addresses));
    terminal.say_text(&match addresses.len() {
        0 => phrase!("no address to give up"),
        1 => phrase!("1 address given up: {urls}", urls = urls),
        count => phrase!(
            "{count} addresses given up: {urls}",
            count = count,
            urls = urls
        ),
    });
}
