//! [`MediaFetcher`]: fetches pictures and files from the old site, several at a time.
//!
//! Asks only the host of each file, `www.` aside, and follows no redirect to another one. A file
//! that broke off goes on where it stopped, also in the next run.

use super::media_folder::check_content;
use super::site_writer::SiteWriter;
use crate::blog_exports::{Candidate, FileCopy};
use crate::confined_folder::ConfinedFolder;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use ureq::Agent;
use ureq::http::header::{CONTENT_RANGE, LOCATION, RANGE};
use url::Url;

/// Files that are fetched at the same time.
const PARALLEL: usize = 6;

/// Where files lie until they are whole.
const PARTS: &str = ".griot/import";

const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);
const TIMEOUT: Duration = Duration::from_secs(120);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const MOST_REDIRECTS: usize = 3;

/// The most bytes of a file.
const MOST_BYTES: u64 = 512 << 20;

/// Fetches files from the old site.
pub struct MediaFetcher {
    agent: Agent,
}

/// Why a try to fetch a file failed.
enum FetchError {
    /// Another try may work.
    Again,
    /// There is no such file, or none that is taken.
    Never,
}

impl From<io::Error> for FetchError {
    fn from(_: io::Error) -> Self {
        FetchError::Again
    }
}

impl Default for MediaFetcher {
    fn default() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .max_redirects(0)
            .user_agent(concat!("Griot/", env!("CARGO_PKG_VERSION"), " (import)"))
            .build();
        MediaFetcher {
            agent: Agent::new_with_config(config),
        }
    }
}

impl MediaFetcher {
    /// Fetches files. Gives the path of the copy of each; `None` where the old site has no such
    /// file.
    pub fn fetch(&self, files: &[FileCopy], writer: &mut SiteWriter) -> Vec<Option<String>> {
        let results: Vec<Mutex<Option<&Candidate>>> =
            files.iter().map(|_| Mutex::default()).collect();
        let next = AtomicUsize::new(0);
        let folder = writer.folder();
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(at) else { return };
                let mut candidates = file.candidates.iter();
                let found = candidates.find(|candidate| {
                    folder.has_file(&candidate.to) || self.fetch_part(candidate, folder)
                });
                if let Ok(mut result) = results[at].lock() {
                    *result = found;
                }
            }
        };
        thread::scope(|scope| {
            let spawn = || thread::Builder::new().spawn_scoped(scope, work);
            if (0..PARALLEL.min(files.len())).any(|_| spawn().is_err()) {
                work();
            }
        });
        let placed = results.into_iter().map(|result| {
            let candidate = result.into_inner().ok().flatten()?;
            let part = part_path(candidate);
            let is_there = match writer.has(&part) {
                true => writer.put_in_place(&part, &candidate.to),
                false => writer.has(&candidate.to),
            };
            is_there.then(|| candidate.to.clone())
        });
        let placed = placed.collect();
        let _ = writer.folder().remove_empty_folder(PARTS);
        placed
    }

    /// Fetches a file as a part that is whole. Returns whether it is there.
    fn fetch_part(&self, candidate: &Candidate, folder: &ConfinedFolder) -> bool {
        for attempt in 0..TRIES {
            if attempt > 0 {
                thread::sleep(PAUSE * attempt);
            }
            match self.try_part(candidate, folder) {
                Ok(()) => return true,
                Err(FetchError::Never) => break,
                Err(FetchError::Again) => {}
            }
        }
        false
    }

    fn try_part(&self, candidate: &Candidate, folder: &ConfinedFolder) -> Result<(), FetchError> {
        let part = part_path(candidate);
        folder.create_folders(PARTS)?;
        let mut file = match folder.has_file(&part) {
            true => folder.open_file_to_write(&part)?,
            false => folder.create_file(&part)?,
        };
        let have = file.seek(SeekFrom::End(0))?;
        let mut response = self.request(&candidate.url, have)?;
        let status = response.status().as_u16();
        let range = response.headers().get(CONTENT_RANGE);
        let range = range
            .and_then(|range| range.to_str().ok())
            .unwrap_or_default();
        match status {
            206 if range.starts_with(&format!("bytes {have}-")) => {}
            200 => {
                file.set_len(0)?;
                file.seek(SeekFrom::Start(0))?;
            }
            // the part is whole already, or longer than the file
            416 if have > 0 && range.ends_with(&format!("/{have}")) => {
                return self.check_part(candidate, folder);
            }
            416 | 206 => {
                file.set_len(0)?;
                return Err(FetchError::Again);
            }
            429 | 500..=599 => return Err(FetchError::Again),
            _ => {
                let _ = folder.remove_file(&part);
                return Err(FetchError::Never);
            }
        }
        let mut body = response.body_mut().as_reader().take(MOST_BYTES + 1);
        let copied = io::copy(&mut body, &mut file);
        file.flush()?;
        if copied? > MOST_BYTES {
            let _ = folder.remove_file(&part);
            return Err(FetchError::Never);
        }
        drop(file);
        self.check_part(candidate, folder)
    }

    /// Removes a part that is no picture: a page that says "not found" with a good status.
    fn check_part(&self, candidate: &Candidate, folder: &ConfinedFolder) -> Result<(), FetchError> {
        let part = part_path(candidate);
        let mut file = folder.open_file(&part)?;
        let mut start = [0; 64];
        let length = file.read(&mut start)?;
        let start = String::from_utf8_lossy(&start[..length])
            .trim_start()
            .to_lowercase();
        let is_page = start.starts_with("<!doctype html") || start.starts_with("<html");
        file.seek(SeekFrom::Start(0))?;
        if is_page || check_content(&candidate.to, &mut file).is_err() {
            let _ = folder.remove_file(&part);
            return Err(FetchError::Never);
        }
        Ok(())
    }

    /// Requests a file from a byte on, and follows redirects on its own host.
    fn request(
        &self,
        url: &str,
        from: u64,
    ) -> Result<ureq::http::Response<ureq::Body>, FetchError> {
        let mut url = Url::parse(url).map_err(|_| FetchError::Never)?;
        let own_host = host(&url).ok_or(FetchError::Never)?;
        for _ in 0..=MOST_REDIRECTS {
            let mut request = self.agent.get(url.as_str());
            if from > 0 {
                request = request.header(RANGE, format!("bytes={from}-"));
            }
            let response = request.call().map_err(|_| FetchError::Again)?;
            if !response.status().is_redirection() {
                return Ok(response);
            }
            let location = response.headers().get(LOCATION);
            let location = location.and_then(|location| location.to_str().ok());
            let next = location.and_then(|location| url.join(location).ok());
            let next = next.filter(|next| host(next).as_ref() == Some(&own_host));
            url = next.ok_or(FetchError::Never)?;
        }
        Err(FetchError::Never)
    }
}

/// The host of an address without `www.`; the port only where it is not the usual one.
fn host(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(format!(
        "{host}:{}",
        url.port().map_or(String::new(), |port| port.to_string())
    ))
}

/// Where a file lies until it is whole.
fn part_path(candidate: &Candidate) -> String {
    let digest = Sha256::digest(candidate.to.as_bytes());
    let name: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{PARTS}/{name}.part")
}
