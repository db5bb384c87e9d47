//! `indexnow`: the file with the key, and what search engines are told after a deploy.

use crate::harness::site;
use crate::program_runner::{Folder, RunOutput, run_command};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

const KEY: &str = "0123456789abcdef";

/// A server that records the bodies of requests, and answers with a status.
struct Server {
    address: String,
    bodies: Arc<Mutex<Vec<Value>>>,
}

impl Server {
    fn start(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!(
            "http://{}/indexnow",
            listener.local_addr().expect("an address")
        );
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let seen = bodies.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).expect("a line");
                    let line = line.trim_end().to_ascii_lowercase();
                    if let Some(value) = line.strip_prefix("content-length: ") {
                        length = value.parse().expect("a length");
                    }
                    if line.is_empty() {
                        break;
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).expect("a body");
                let body = serde_json::from_slice(&body).expect("JSON");
                seen.lock().expect("no panic").push(body);
                let head = "Content-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = write!(stream, "HTTP/1.1 {status}\r\n{head}");
            }
        });
        Server { address, bodies }
    }

    fn bodies(&self) -> Vec<Value> {
        std::mem::take(&mut *self.bodies.lock().expect("no panic"))
    }
}

fn settings(remote: &Folder) -> String {
    let remote = remote.path("").display().to_string();
    let remote = remote.trim_end_matches('/');
    format!(
        "-- griot.yaml --\n\
         base_url: https://blog.example/actu\nindexnow: {KEY}\ncards: false\n\
         languages: {{fr: {{title: Le Carnet}}, en: {{title: The Notebook, base_url: \"https://en.example\"}}}}\n\
         check: {{descriptions: off, alt: off, translations: off}}\n\
         deploy: {{targets: [{{name: web, to: \"git+file://{remote}#pages\"}}]}}\n"
    )
}

fn article(lang: &str, text: &str) -> String {
    format!("-- content/articles/a/{lang}.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{text}\n")
}

fn deploy(folder: &Folder, server: &Server, arguments: &[&str]) -> RunOutput {
    let mut command = folder.griot(&[&["deploy"], arguments].concat());
    command
        .env("GRIOT_INDEXNOW", &server.address)
        .env("NO_PROXY", "127.0.0.1");
    let ran = run_command(&mut command);
    assert_eq!(ran.status, 0, "{ran:?}");
    ran
}

#[test]
fn each_host_has_the_file_of_the_key() {
    let remote = Folder::empty();
    let outcome = site(&(settings(&remote) + &article("fr", "Un.") + &article("en", "One.")));
    assert_eq!(outcome.page(&format!("/{KEY}.txt")), KEY);
    assert_eq!(outcome.page(&format!("/en/{KEY}.txt")), KEY);
    for key in ["short", "with space!", "'é23456789'"] {
        let settings = format!(
            "-- griot.yaml --\nbase_url: https://b.example\nlanguages: {{fr: {{title: A}}}}\nindexnow: {key}\n"
        );
        site(&(settings + &article("fr", "Un."))).assert_refused(&["is not a key for IndexNow"]);
    }
}

#[test]
fn search_engines_are_told_what_changed_once_a_host() {
    let remote = Folder::empty();
    remote.git(&["init", "--quiet", "--bare", "."]);
    let server = Server::start("202 Accepted");
    let folder = Folder::new(&(settings(&remote) + &article("fr", "Un.") + &article("en", "One.")));
    deploy(&folder, &server, &["--dry-run"]);
    assert_eq!(server.bodies(), Vec::<Value>::new());
    deploy(&folder, &server, &[]);
    let bodies = server.bodies();
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    assert_eq!(bodies[0]["host"], "blog.example");
    assert_eq!(bodies[0]["key"], KEY);
    assert_eq!(
        bodies[0]["keyLocation"],
        format!("https://blog.example/actu/{KEY}.txt")
    );
    let urls = bodies[0]["urlList"].as_array().expect("a list");
    assert!(
        urls.contains(&json!("https://blog.example/actu/a/")),
        "{urls:?}"
    );
    assert_eq!(bodies[1]["host"], "en.example");
    let urls = bodies[1]["urlList"].as_array().expect("a list");
    assert!(urls.contains(&json!("https://en.example/a/")), "{urls:?}");
    // nothing changed: no request
    deploy(&folder, &server, &[]);
    assert_eq!(server.bodies(), Vec::<Value>::new());
    // a page that is gone
    folder.remove("content/articles/a/en.md");
    let ran = deploy(&folder, &server, &["--max-removals", "50%"]);
    assert!(ran.out.contains("search engines were told"), "{ran:?}");
    let bodies = server.bodies();
    let urls = bodies[1]["urlList"].as_array().expect("a list");
    assert!(urls.contains(&json!("https://en.example/a/")), "{urls:?}");
}

#[test]
fn a_site_is_published_where_search_engines_refuse() {
    let remote = Folder::empty();
    remote.git(&["init", "--quiet", "--bare", "."]);
    let server = Server::start("422 Unprocessable");
    let folder = Folder::new(&(settings(&remote) + &article("fr", "Un.") + &article("en", "One.")));
    let ran = deploy(&folder, &server, &[]);
    assert!(
        ran.err
            .contains("were not told which pages of `blog.example` changed: 422"),
        "{ran:?}"
    );
    assert_eq!(server.bodies().len(), 2);
    // another address than the site's own
    folder.write(
        "content/articles/a/fr.md",
        "---\ntitle: A\ndate: 2026-11-01\n---\nDeux.\n",
    );
    deploy(&folder, &server, &["--base-url", "https://preview.example"]);
    assert_eq!(server.bodies(), Vec::<Value>::new());
}
