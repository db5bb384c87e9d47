//! `griot deploy` to an object store: a server in this process that speaks as much of S3 as a deploy uses.
//!
//! `scripts/test-deploy` does the same with real servers.

use crate::deploy::{article, settings};
use crate::program_runner::{Folder, RunOutput, run_command};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// An object with its headers.
#[derive(Clone, Debug, PartialEq)]
struct Object {
    content: Vec<u8>,
    content_type: String,
    cache_control: String,
}

/// What the server does instead of its work.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Each third request gets this status.
    EachThird(u16),
    /// Each third request is cut off, after its work or before.
    CutEachThird,
    /// Every request after so many is cut off.
    CutAfter(usize),
    /// Every request is refused.
    Forbidden,
}

struct Server {
    address: String,
    state: Arc<Mutex<State>>,
}

struct State {
    objects: BTreeMap<String, Object>,
    /// Methods and keys of the requests that were done.
    log: Vec<String>,
    requests: usize,
    fault: Fault,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let state = Arc::new(Mutex::new(State {
            objects: BTreeMap::new(),
            log: Vec::new(),
            requests: 0,
            fault: Fault::None,
        }));
        let shared = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                thread::spawn(move || serve(stream, &shared));
            }
        });
        Server { address, state }
    }

    fn set(&self, fault: Fault) {
        let mut state = self.state.lock().expect("no panic");
        state.fault = fault;
        state.requests = 0;
        state.log.clear();
    }

    fn objects(&self) -> BTreeMap<String, Object> {
        self.state.lock().expect("no panic").objects.clone()
    }

    fn put_by_hand(&self, key: &str) {
        let object = Object {
            content: b"theirs".to_vec(),
            content_type: String::new(),
            cache_control: String::new(),
        };
        let mut state = self.state.lock().expect("no panic");
        state.objects.insert(key.to_string(), object);
    }

    fn log(&self) -> Vec<String> {
        self.state.lock().expect("no panic").log.clone()
    }
}

struct Request {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Request {
    fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
        let mut line = String::new();
        reader
            .read_line(&mut line)
            .ok()
            .filter(|length| *length > 0)?;
        let mut words = line.split(' ');
        let (method, path) = (words.next()?.to_string(), words.next()?.to_string());
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            headers.insert(name.to_ascii_lowercase(), value.to_string());
        }
        let length = headers
            .get("content-length")
            .map_or(0, |value| value.parse().expect("a length"));
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        Some(Request {
            method,
            path,
            headers,
            body,
        })
    }

    fn header(&self, name: &str) -> String {
        self.headers.get(name).cloned().unwrap_or_default()
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut writer = stream;
    while let Some(request) = Request::read(&mut reader) {
        let mut state = state.lock().expect("no panic");
        state.requests += 1;
        let is_third = state.requests.is_multiple_of(3);
        let (does_work, is_cut, status) = match state.fault {
            Fault::EachThird(status) if is_third => (false, false, status),
            Fault::CutEachThird if is_third => (state.requests.is_multiple_of(2), true, 200),
            Fault::CutAfter(most) if state.requests > most => (false, true, 200),
            Fault::Forbidden => (false, false, 403),
            _ => (true, false, 200),
        };
        let answer = match does_work {
            true => state.answer(&request),
            false => Answer::status(status),
        };
        drop(state);
        if is_cut || answer.write(&request, &mut writer).is_none() {
            let _ = writer.shutdown(Shutdown::Both);
            return;
        }
    }
}

struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    fn status(status: u16) -> Self {
        Answer {
            status,
            body: Vec::new(),
        }
    }

    fn write(&self, request: &Request, writer: &mut TcpStream) -> Option<()> {
        let head = format!(
            "HTTP/1.1 {} X\r\nETag: \"x\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: {}\r\n\r\n",
            self.status,
            self.body.len()
        );
        writer.write_all(head.as_bytes()).ok()?;
        if request.method != "HEAD" {
            writer.write_all(&self.body).ok()?;
        }
        writer.flush().ok()
    }
}

impl State {
    fn answer(&mut self, request: &Request) -> Answer {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let key =
            griot::site::decode(path.strip_prefix("/bucket").expect("the bucket")).expect("a path");
        let key = key.trim_start_matches('/').to_string();
        if query.contains("list-type=2") {
            return self.list(query);
        }
        self.log.push(format!("{} {key}", request.method));
        match request.method.as_str() {
            "PUT" => {
                for refused in ["if-match", "if-none-match", "x-amz-checksum-sha256"] {
                    assert!(!request.headers.contains_key(refused), "{refused}");
                }
                let object = Object {
                    content: request.body.clone(),
                    content_type: request.header("content-type"),
                    cache_control: request.header("cache-control"),
                };
                self.objects.insert(key, object);
                Answer::status(200)
            }
            "DELETE" => match self.objects.remove(&key) {
                Some(_) => Answer::status(204),
                None => Answer::status(404),
            },
            _ => match self.objects.get(&key) {
                Some(object) => Answer {
                    status: 200,
                    body: object.content.clone(),
                },
                None => Answer::status(404),
            },
        }
    }

    fn list(&self, query: &str) -> Answer {
        let prefix = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("prefix="));
        let prefix = griot::site::decode(prefix.unwrap_or_default()).expect("a prefix");
        let keys = self.objects.keys().filter(|key| key.starts_with(&prefix));
        let entries: String = keys
            .map(|key| {
                format!("<Contents><Key>{key}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified><ETag>x</ETag><Size>1</Size></Contents>")
            })
            .collect();
        let body = format!(
            "<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
        );
        Answer {
            status: 200,
            body: body.into_bytes(),
        }
    }
}

struct StoreSite {
    site: Folder,
    server: Server,
}

impl StoreSite {
    fn new(articles: &str) -> Self {
        let server = Server::start();
        let target = format!(
            "{{name: web, to: \"s3://bucket/blog\", endpoint: \"http://{}\"}}",
            server.address
        );
        let site = Folder::new(&(settings(&target) + articles));
        StoreSite { site, server }
    }

    fn run(&self, arguments: &[&str]) -> RunOutput {
        let mut command = self.site.griot(arguments);
        command
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "s3cret-of-a-test")
            .env("NO_PROXY", "127.0.0.1");
        run_command(&mut command)
    }

    fn run_ok(&self, arguments: &[&str]) -> RunOutput {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran
    }

    /// Asserts that the store holds the built site, the manifest and `others`.
    #[track_caller]
    fn assert_published(&self, others: &[&str]) {
        let mut expected = self.site.published("public");
        expected.remove(".griot");
        expected.remove(".gitignore");
        let mut there = self.server.objects();
        for key in others.iter().copied().chain(["blog/.griot-deploy"]) {
            assert!(there.remove(key).is_some(), "{key}");
        }
        let names: Vec<&str> = there
            .keys()
            .map(|key| key.strip_prefix("blog/").expect("the folder"))
            .collect();
        assert_eq!(names, expected.keys().collect::<Vec<_>>());
        for (path, content) in &expected {
            assert!(there[&format!("blog/{path}")].content == *content, "{path}");
        }
    }

    fn write_article(&self, key: &str, text: &str) {
        let text = format!("---\ntitle: {key}\ndate: 2026-11-01\n---\n{text}\n");
        self.site
            .write(&format!("content/articles/{key}/fr.md"), text);
    }
}

#[test]
fn a_store_gets_what_changed_in_order_with_its_headers() {
    let at = StoreSite::new(&(article("a", "Un.") + &article("b", "Deux.")));
    at.server.put_by_hand("blogroll.txt");
    at.run_ok(&["deploy"]);
    at.assert_published(&["blogroll.txt"]);
    let objects = at.server.objects();
    let page = &objects["blog/a/index.html"];
    assert_eq!(page.content_type, "text/html; charset=utf-8");
    assert_eq!(page.cache_control, "public, max-age=0, must-revalidate");
    assert_eq!(
        objects["blog/feed.xml"].content_type,
        "application/atom+xml; charset=utf-8"
    );
    let (style, object) = objects
        .iter()
        .find(|(key, _)| key.ends_with(".css"))
        .expect("a style");
    assert_eq!(
        object.cache_control, "public, max-age=31536000, immutable",
        "{style}"
    );
    let log = at.server.log();
    let puts: Vec<&str> = log
        .iter()
        .filter_map(|line| line.strip_prefix("PUT blog/"))
        .collect();
    let place = |path: &str| {
        puts.iter()
            .position(|other| *other == path)
            .expect("a request")
    };
    let style = style.strip_prefix("blog/").expect("the folder");
    assert!(place(".griot-deploy") < place(style) && place(style) < place("a/index.html"));
    assert!(place("a/index.html") < place("index.html") && place("index.html") < place("feed.xml"));
    assert!(place("feed.xml") < place("sitemap.xml"));
    assert_eq!(puts.last(), Some(&".griot-deploy"));
    // one article changes, another one goes: its removal comes after all that was sent
    at.server.set(Fault::None);
    at.write_article("a", "Un autre.");
    at.site.remove("content/articles/b/fr.md");
    at.run_ok(&["deploy"]);
    at.assert_published(&["blogroll.txt"]);
    let log = at.server.log();
    assert!(!log.iter().any(|line| line.contains(style)), "{log:?}");
    let removal = log
        .iter()
        .position(|line| line == "DELETE blog/b/index.html")
        .expect("a removal");
    let puts = log
        .iter()
        .enumerate()
        .filter(|(_, line)| line.starts_with("PUT"));
    let after: Vec<&String> = puts
        .filter(|(at, _)| *at > removal)
        .map(|(_, line)| line)
        .collect();
    assert_eq!(after, ["PUT blog/.griot-deploy"]);
    // nothing changes
    at.server.set(Fault::None);
    at.run_ok(&["deploy"]);
    assert_eq!(at.server.log(), ["GET blog/.griot-deploy"]);
}

#[test]
fn headers_of_the_author_are_those_of_the_store() {
    let at = StoreSite::new(&article("a", "Un."));
    at.run_ok(&["deploy"]);
    at.site
        .write("static/_headers", "/a/\n  Cache-Control: max-age=60\n");
    at.run_ok(&["deploy"]);
    assert_eq!(
        at.server.objects()["blog/a/index.html"].cache_control,
        "max-age=60"
    );
}

#[test]
fn a_bucket_of_somebody_else_is_refused() {
    let at = StoreSite::new(&article("a", "Un."));
    at.server.put_by_hand("blog/a/index.html");
    let refused = at.run(&["deploy"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("did not put there"), "{refused:?}");
    assert_eq!(at.server.objects().len(), 1);
    at.run_ok(&["deploy", "--adopt"]);
    at.assert_published(&[]);
    at.server.put_by_hand("blog/b/index.html");
    at.write_article("b", "Deux.");
    let refused = at.run(&["deploy"]);
    assert!(
        refused.status == 1 && refused.err.contains("`b/index.html`"),
        "{refused:?}"
    );
    assert_eq!(at.server.objects()["blog/b/index.html"].content, b"theirs");
}

#[test]
fn a_server_that_fails_now_and_then_gets_everything() {
    for fault in [
        Fault::EachThird(500),
        Fault::EachThird(503),
        Fault::EachThird(429),
        Fault::CutEachThird,
    ] {
        let at = StoreSite::new(&article("a", "Un."));
        at.server.set(fault);
        at.run_ok(&["deploy"]);
        at.assert_published(&[]);
    }
}

/// The connection ends for good after so many requests.
#[test]
#[ignore = "slow: run by scripts/test"]
fn a_deploy_that_is_cut_leaves_whole_pages_and_is_completed() {
    let at = StoreSite::new(&(article("a", "Un.") + &article("b", "Deux.")));
    at.run_ok(&["deploy"]);
    for most in [2, 4, 9] {
        let before = at.server.objects();
        at.write_article("a", &format!("Version {most}."));
        let new = format!("n{most}");
        at.write_article(&new, "Neuf.");
        at.server.set(Fault::CutAfter(most));
        let cut = at.run(&["deploy"]);
        assert_eq!(cut.status, 1, "{cut:?}");
        assert!(
            cut.err.contains("the next `griot deploy` completes it"),
            "{cut:?}"
        );
        at.server.set(Fault::None);
        let public = at.site.published("public");
        for (key, object) in at.server.objects() {
            let path = key.strip_prefix("blog/").expect("the folder");
            let is_old = before.get(&key) == Some(&object);
            let is_new = public.get(path) == Some(&object.content);
            assert!(is_old || is_new || path == ".griot-deploy", "{key}");
        }
        at.site.remove(&format!("content/articles/{new}/fr.md"));
        at.run_ok(&["deploy", "--max-removals", "100%"]);
        at.assert_published(&[]);
    }
}

#[test]
fn credentials_come_from_the_environment_and_are_in_no_message() {
    let at = StoreSite::new(&article("a", "Un."));
    let mut command = at.site.griot(&["deploy"]);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    let ran = run_command(&mut command);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("AWS_ACCESS_KEY_ID"), "{ran:?}");
    at.server.set(Fault::Forbidden);
    let ran = at.run(&["deploy", "--verbose"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("refuses the credentials"), "{ran:?}");
    assert!(!(ran.out + &ran.err).contains("s3cret-of-a-test"));
    assert!(at.server.objects().is_empty());
}
