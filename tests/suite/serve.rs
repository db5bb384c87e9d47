//! `griot serve` over TCP, on real folders: responses, refused requests, noticed edits. D1 to D14 of
//! the server's safety rules have a test with their number.

mod client_limits;
mod file_watching;
mod live_reload;
mod pages_in_french;
mod random_edits;
mod safety;

use crate::program_runner::Folder;
use griot::cache::disk_store::{ASSETS, DiskStore};
use griot::messages::MessageLanguage;
use griot::pipeline::Options;
use griot::serve::{
    EventStreams, Preview, ServerLimits, ServerSettings, Trigger, WatcherTiming, prepare,
};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a test waits before it fails.
const SOON: Duration = Duration::from_secs(20);

/// A running preview; stops when it is dropped.
pub struct Served {
    pub folder: Folder,
    pub address: SocketAddr,
    pub options: Options,
    pub trigger: Trigger,
    pub streams: EventStreams,
    previews: tokio::sync::watch::Receiver<Preview>,
    /// Number of rebuilds, the first build included.
    pub rounds: Arc<AtomicUsize>,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A whole response.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the script of the preview.
    pub fn page(&self) -> Vec<u8> {
        let mark = b"<script src=\"/_griot/live.js\"";
        let at = self.body.windows(mark.len()).rposition(|part| part == mark);
        self.body[..at.unwrap_or(self.body.len())].to_vec()
    }
}

/// A page without the policy in its head: the preview sends one of its own in a header.
pub fn without_policy(page: &[u8]) -> Vec<u8> {
    let mark = b"<meta http-equiv=\"Content-Security-Policy\"";
    let Some(start) = page.windows(mark.len()).position(|part| part == mark) else {
        return page.to_vec();
    };
    let end = page[start..].iter().position(|byte| *byte == b'>');
    let end = start + end.expect("the end of the tag") + 1;
    [&page[..start], &page[end..]].concat()
}

/// ServerLimits that let slow clients be tried in seconds.
pub fn short_limits() -> ServerLimits {
    ServerLimits {
        head_timeout: Duration::from_millis(700),
        write_timeout: Duration::from_millis(700),
        ..ServerLimits::default()
    }
}

pub fn serve(text: &str) -> Served {
    serve_folder(Folder::new(text), WatcherTiming::default(), short_limits())
}

pub fn serve_in_french(text: &str) -> Served {
    let (folder, timing) = (Folder::new(text), WatcherTiming::default());
    serve_folder_in(MessageLanguage::French, folder, timing, short_limits())
}

pub fn serve_folder(folder: Folder, timing: WatcherTiming, limits: ServerLimits) -> Served {
    serve_folder_in(MessageLanguage::English, folder, timing, limits)
}

fn serve_folder_in(
    language: MessageLanguage,
    folder: Folder,
    timing: WatcherTiming,
    limits: ServerLimits,
) -> Served {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let options = Options {
        now: crate::harness::NOW.parse().expect("a moment"),
        base_url: None,
        local: Some(format!("http://{address}")),
        drafts: true,
        future: true,
        strict: false,
    };
    let settings = ServerSettings {
        root: folder.path(""),
        host: "127.0.0.1".to_string(),
        options: options.clone(),
        has_fixed_time: true,
        timing,
        limits,
        builds: std::sync::Arc::new(griot::cache::NullStore),
        assets: std::sync::Arc::new(DiskStore::open(&folder.path(""), ASSETS)),
        language,
    };
    let rounds = Arc::new(AtomicUsize::new(0));
    let counter = rounds.clone();
    let count = move |_: &Preview, _: &griot::serve::RebuildReport| {
        counter.fetch_add(1, Ordering::SeqCst);
    };
    let ready = prepare(settings, listener, count).expect("it can be served");
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let mut served = Served {
        folder,
        address,
        options,
        trigger: ready.trigger.clone(),
        streams: ready.streams.clone(),
        previews: ready.previews.clone(),
        rounds,
        end: Some(end),
        thread: None,
    };
    let run = move || {
        let end = async {
            let _ = ended.await;
        };
        ready.run(end).expect("the server ends well");
    };
    served.thread = Some(std::thread::spawn(run));
    served.wait_until("the first round", |served| served.rounds() > 0);
    served
}

impl Served {
    pub fn rounds(&self) -> usize {
        self.rounds.load(Ordering::SeqCst)
    }

    pub fn preview(&self) -> Preview {
        self.previews.borrow().clone()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(SOON)).expect("a timeout");
        stream
    }

    /// Sends bytes and reads until the server closes the connection.
    pub fn send_raw(&self, request: &[u8]) -> Reply {
        let mut stream = self.connect();
        // a server that has heard enough may close before all is sent
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        reply(&bytes)
    }

    pub fn get_with_headers(&self, path: &str, headers: &str) -> Reply {
        let host = self.address;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it is answered");
        reply(&bytes)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.get_with_headers(path, "")
    }

    /// Waits until a condition holds.
    #[track_caller]
    pub fn wait_until(&self, what: &str, so: impl Fn(&Served) -> bool) {
        let end = Instant::now() + SOON;
        while !so(self) {
            assert!(Instant::now() < end, "{what} did not come");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a page contains these words.
    #[track_caller]
    pub fn wait_for_text(&self, path: &str, words: &str) {
        self.wait_until(&format!("`{words}` at {path}"), |served| {
            served.get(path).text().contains(words)
        });
    }

    /// Builds the current files from scratch.
    pub fn build_from_scratch(&self) -> crate::harness::Outcome {
        let disk = griot::site_folder::SiteFolder::new(self.folder.path(""));
        crate::harness::build(&disk, &self.options)
    }

    /// Files that the preview serves with other bytes than `build` writes.
    pub fn files_unlike_build(&self) -> Vec<String> {
        let cold = self.build_from_scratch();
        assert!(cold.built, "{}", cold.problems());
        let wrong = cold.files.iter().filter(|(path, bytes)| {
            let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            let reply = self.get(&encoded(&url));
            reply.status != 200 || reply.page() != without_policy(bytes)
        });
        wrong.map(|(path, _)| path.clone()).collect()
    }

    /// Opens the event stream of a page.
    pub fn events(&self, query: &str) -> TcpStream {
        let host = self.address;
        let mut stream = self.connect();
        let request = format!("GET /_griot/events?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is sent");
        stream
    }

    /// The query of the event stream of the current page.
    pub fn query(&self, path: &str) -> String {
        let text = self.get(path).text();
        let values = ["page", "styles", "source"].map(|name| {
            let value = text.rsplit_once(&format!("data-{name}=\""));
            let value = value.map_or("", |(_, rest)| rest.split('"').next().unwrap_or_default());
            format!("{name}={}", encoded(value))
        });
        format!("path={}&{}", encoded(path), values.join("&"))
    }
}

/// Reads an event stream until these words arrive; gives everything that was read.
#[track_caller]
pub fn read_until_event(stream: &mut TcpStream, words: &str) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    while !text.contains(words) {
        let read = stream
            .read(&mut buffer)
            .unwrap_or_else(|error| panic!("{error}: no `{words}` in {text}"));
        assert!(read > 0, "the stream ended: no `{words}` in {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    text
}

fn reply(bytes: &[u8]) -> Reply {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
    let (head, body) = bytes.split_at(end.map_or(bytes.len(), |end| end + 4));
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Reply {
        status: status.unwrap_or(0),
        head,
        body: body.to_vec(),
    }
}

/// Percent-encodes a path, without its slashes.
pub fn encoded(path: &str) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// Two stories, one of them in two languages.
pub const BLOG: &str = "\
-- content/articles/un/fr.md --
---
title: Premier
date: 2026-11-01
tags: [puces]
---
Un [lien](../deux/fr.md).

## 📌 Partie
-- content/articles/un/en.md --
---
title: First
---
One.
-- content/articles/deux/fr.md --
---
title: Deuxième
date: 2026-11-02
---
Deux.
-- static/logo.txt --
logo
";
