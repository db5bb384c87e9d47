//! `griot check --external`: links to other sites, against a server on loopback.

use crate::program_runner::{EPOCH, Folder, RunOutput, run_command};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// An HTTP server on loopback that records its requests, such as `HEAD /there`.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &seen);
            }
        });
        Server { address, asked }
    }

    /// Requests since the last call.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("no panic"))
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    let head: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let agent = "user-agent: griot/";
    let named = head
        .iter()
        .any(|line| line.to_ascii_lowercase().starts_with(agent));
    let request = first
        .rsplit_once(' ')
        .map_or("", |(request, _)| request)
        .to_string();
    let mut earlier = asked.lock().expect("no panic");
    let is_again = earlier.contains(&request);
    earlier.push(request.clone());
    drop(earlier);
    let mut respond = |status: &str| {
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    };
    respond(match request.as_str() {
        _ if !named => "400 Bad Request",
        "HEAD /no-head" => "405 Method Not Allowed",
        "HEAD /lying-head" => "404 Not Found",
        "HEAD /gone" | "GET /gone" => "410 Gone",
        "HEAD /broken" => "500 Internal Server Error",
        "HEAD /busy" => "429 Too Many Requests",
        "HEAD /limited" => "429 Too Many Requests\r\nRetry-After: 3600",
        "HEAD /closed" => "503 Service Unavailable\r\nRetry-After: Fri, 31 Dec 2999 23:59:59 GMT",
        "HEAD /soon" | "HEAD /soon-by-date" if !is_again => {
            let value = match request.as_str() {
                "HEAD /soon" => "1".to_string(),
                _ => in_a_second(),
            };
            return respond(&format!("503 Service Unavailable\r\nRetry-After: {value}"));
        }
        _ if request.starts_with("HEAD /to?") => {
            let (_, target) = request.split_once('?').expect("a target");
            return respond(&format!("302 Found\r\nLocation: {target}"));
        }
        "HEAD /moved" => "301 Moved Permanently\r\nLocation: /there",
        "HEAD /round" => "302 Found\r\nLocation: /round",
        _ if request.contains("/dead") => "404 Not Found",
        _ => "200 OK",
    });
}

/// The date that the clock of this machine shows in a second or two, as servers write it.
fn in_a_second() -> String {
    let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(1);
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

const SETTINGS: &str = "\
base_url: https://blog.example
languages: {fr: {title: Le Carnet}}
check: {descriptions: off, alt: off}
";

fn folder(files: &str) -> Folder {
    Folder::new(&format!("-- griot.yaml --\n{SETTINGS}{files}"))
}

fn article(key: &str, text: &str) -> String {
    format!(
        "-- content/articles/{key}/fr.md --\n---\ntitle: {key}\ndate: 2026-11-01\n---\n{text}\n"
    )
}

/// Runs the check so many seconds after the usual build time, without a proxy.
fn check_at(folder: &Folder, later: u64, arguments: &[&str]) -> RunOutput {
    let mut command = folder.griot(&[&["check", "--external"], arguments].concat());
    for proxy in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ] {
        command.env_remove(proxy);
    }
    let epoch: u64 = EPOCH.parse().expect("seconds");
    run_command(command.env("SOURCE_DATE_EPOCH", (epoch + later).to_string()))
}

fn check(folder: &Folder, arguments: &[&str]) -> RunOutput {
    check_at(folder, 0, arguments)
}

#[test]
fn dead_links_are_requested_once_and_reported_everywhere() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(
        &(article(
            "a",
            &format!("[un](http://{at}/dead#suite) et ![deux](http://{at}/there)"),
        ) + &article(
            "b",
            &format!(
                "Encore http://{at}/dead ici, et https://blog.example/a/ ici même.\n\n<p><a href=\"http://{at}/gone\">x</a></p>\n\n<!-- http://{at}/dead-comment\n[x](http://{at}/dead-comment) -->"
            ),
        )),
    );
    let ran = check(&folder, &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let dead = format!("warning: `http://{at}/dead` does not exist any more (404)\n");
    for place in [
        format!("{dead} --> content/articles/a/fr.md:5:6\n"),
        format!("{dead} --> content/articles/b/fr.md:5:8\n"),
        format!(
            "warning: `http://{at}/gone` does not exist any more (410)\n --> content/articles/b/fr.md:7:13\n"
        ),
    ] {
        assert!(ran.err.contains(&place), "no {place} in:\n{}", ran.err);
    }
    assert_eq!(ran.err.matches("warning").count(), 3, "{}", ran.err);
    assert!(
        ran.out.starts_with(
            "checked 2 articles in 1 language and 3 links to other sites: 0 errors, 3 warnings"
        ),
        "{ran:?}"
    );
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(
        asked,
        [
            "GET /dead",
            "GET /gone",
            "HEAD /dead",
            "HEAD /gone",
            "HEAD /there"
        ]
    );
}

#[test]
fn no_request_is_sent_without_the_external_option() {
    let server = Server::start();
    let folder = folder(&article(
        "a",
        &format!("[un](http://{}/dead)", server.address),
    ));
    let ran = folder.run(&["check"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(server.asked().is_empty());
    assert!(!folder.has(".griot"));
}

#[test]
fn a_server_that_refuses_head_gets_a_get_request() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!(
            "[a](http://{at}/no-head) [b](http://{at}/lying-head) [c](http://{at}/moved) [é](http://{at}/été?q=ü)"
        ),
    ));
    let ran = check(&folder, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let asked = server.asked();
    for request in [
        "GET /no-head",
        "GET /lying-head",
        "HEAD /there",
        "HEAD /%C3%A9t%C3%A9?q=%C3%BC",
    ] {
        assert!(asked.iter().any(|other| other == request), "{asked:?}");
    }
}

#[test]
fn unclear_answers_are_reported_but_are_no_problem() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!("[a](http://{at}/broken) [b](http://{at}/round) [c](https://[::g]/)"),
    ));
    let ran = check(&folder, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let expected = format!(
        "could not be checked:\n  http://{at}/broken (500)\n  http://{at}/round (more than 5 redirects)\n  https://[::g]/ (this is no address of a page)\n"
    );
    assert!(ran.out.starts_with(&expected), "{}", ran.out);
    let asked = server.asked();
    let round = asked.iter().filter(|request| request.ends_with("/round"));
    assert_eq!(round.count(), 6, "the page, and five redirects");
    let json: Value = serde_json::from_str(&check(&folder, &["--json"]).out).expect("JSON");
    assert_eq!(json["ok"], true);
    assert_eq!(json["external"]["links"], 3);
    assert_eq!(json["external"]["unchecked"][0]["reason"], "500");
}

/// A port of this machine where nobody listens.
fn closed_server() -> String {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    closed.local_addr().expect("an address").to_string()
}

#[test]
fn each_address_is_judged_by_its_own_answer() {
    let (server, closed) = (Server::start(), closed_server());
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!(
            "[a](http://{at}/to?http://{closed}/) [b](http://{at}/there) [c](http://{at}/to?/dead) \
             [d](http://{at}/to?/there) [e](http://{closed}/x) [f](http://{closed}/y)"
        ),
    ));
    let ran = check(&folder, &[]);
    for words in [
        format!(
            "`http://{at}/to?http://{closed}/` cannot be reached: it leads to `http://{closed}/`: connection failed"
        ),
        format!("`http://{at}/to?/dead` does not exist any more (404)"),
        format!("`http://{closed}/x` cannot be reached: connection failed"),
        format!("`http://{closed}/y` cannot be reached: connection failed"),
    ] {
        assert!(ran.err.contains(&words), "no {words} in:\n{}", ran.err);
    }
    assert_eq!(ran.err.matches("warning:").count(), 4, "{}", ran.err);
    assert!(server.asked().contains(&"HEAD /there".to_string()));
}

#[test]
fn a_short_retry_after_is_waited_for() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!("[a](http://{at}/soon) [b](http://{at}/soon-by-date) [c](http://{at}/dead)"),
    ));
    let ran = check(&folder, &[]);
    assert!(!ran.out.contains("could not be checked"), "{ran:?}");
    assert_eq!(ran.err.matches("warning:").count(), 1, "{}", ran.err);
    let asked = server.asked();
    for request in ["HEAD /soon", "HEAD /soon-by-date"] {
        assert_eq!(asked.iter().filter(|other| **other == request).count(), 2);
    }
}

#[test]
fn a_long_retry_after_ends_the_check_of_a_server() {
    for page in ["limited", "closed"] {
        let server = Server::start();
        let at = &server.address;
        let files = article(
            "a",
            &format!("[a](http://{at}/{page}) [b](http://{at}/tomorrow)"),
        );
        let folder = folder(&files);
        let ran = check(&folder, &[]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        let words = ": the server asks to try again later)";
        assert_eq!(ran.out.matches(words).count(), 2, "{ran:?}");
        assert_eq!(server.asked(), [format!("HEAD /{page}")]);
        // the next check asks again
        check(&folder, &[]);
        assert_eq!(server.asked(), [format!("HEAD /{page}")]);
    }
}

/// Through a proxy on loopback, which sees the name that is asked for.
#[test]
fn a_host_that_is_not_ascii_is_asked_for_in_punycode() {
    let server = Server::start();
    let folder = folder(&article("a", "[a](http://été.example/é)"));
    let mut command = folder.griot(&["check", "--external"]);
    for proxy in [
        "NO_PROXY",
        "no_proxy",
        "ALL_PROXY",
        "all_proxy",
        "http_proxy",
    ] {
        command.env_remove(proxy);
    }
    command.env("HTTP_PROXY", format!("http://{}", server.address));
    run_command(&mut command);
    let asked = server.asked().join("\n");
    assert!(asked.contains("xn--t-9fab.example"), "{asked}");
}

#[test]
fn too_many_requests_end_the_check_of_a_server() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!("[a](http://{at}/busy) [b](http://{at}/later) [c](http://{at}/much-later)"),
    ));
    let ran = check(&folder, &[]);
    assert_eq!(ran.out.matches("(429)").count(), 3, "{ran:?}");
    assert_eq!(server.asked(), ["HEAD /busy"]);
}

#[test]
fn an_unknown_host_is_reported() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = closed.local_addr().expect("an address").to_string();
    drop(closed);
    let folder = folder(&article(
        "a",
        &format!("[a](http://{at}/a) [b](http://{at}/b)"),
    ));
    let ran = check(&folder, &["--strict"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(
        ran.err
            .matches("cannot be reached: connection failed")
            .count(),
        2,
        "{}",
        ran.err
    );
}

#[test]
fn answers_are_cached_for_some_days() {
    let server = Server::start();
    let at = &server.address;
    let folder = folder(&article(
        "a",
        &format!("[a](http://{at}/there) [b](http://{at}/dead)"),
    ));
    let (hour, day) = (3600, 24 * 3600);
    let first = check(&folder, &[]);
    assert_eq!(server.asked(), ["HEAD /dead", "GET /dead", "HEAD /there"]);
    let entries = folder.tree(".griot/cache/links");
    assert_eq!(entries.len(), 1);
    let again = check_at(&folder, hour - 1, &[]);
    assert_eq!((again.out, again.err), (first.out, first.err));
    assert!(server.asked().is_empty());
    check_at(&folder, hour, &[]);
    assert_eq!(server.asked(), ["HEAD /dead", "GET /dead"]);
    check_at(&folder, 7 * day, &[]);
    assert_eq!(server.asked(), ["HEAD /dead", "GET /dead", "HEAD /there"]);
    // a clock that was ahead: what it has cached is not believed
    check_at(&folder, 0, &[]);
    assert_eq!(server.asked(), ["HEAD /dead", "GET /dead", "HEAD /there"]);
    for path in entries.keys() {
        folder.write(&format!(".griot/cache/links/{path}"), "{ not JSON");
    }
    assert_eq!(check(&folder, &[]).status, 0);
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn settings_choose_the_severity() {
    let server = Server::start();
    let files = article("a", &format!("[a](http://{}/dead)", server.address));
    let with = |level: &str| {
        let folder = folder(&files);
        let settings = SETTINGS.replace("alt: off", &format!("alt: off, external_links: {level}"));
        folder.write("griot.yaml", settings);
        check(&folder, &[])
    };
    let ran = with("error");
    assert_eq!(
        (ran.status, ran.err.contains("error: `http://")),
        (1, true),
        "{ran:?}"
    );
    server.asked();
    let ran = with("off");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(server.asked().is_empty());
}

#[test]
fn urls_of_pictures_and_settings_are_checked() {
    let server = Server::start();
    let at = &server.address;
    let front = format!("image: http://{at}/dead.png\nauthors: [awa]\ndate: 2026-11-01\n");
    let folder = folder(&article("a", "T").replace("date: 2026-11-01\n", &front));
    let more = format!("authors: {{awa: {{name: Awa, url: \"http://{at}/dead-author\"}}}}\n");
    folder.write("griot.yaml", format!("{SETTINGS}{more}"));
    let ran = check(&folder, &[]);
    for words in [
        format!(
            "`http://{at}/dead.png` does not exist any more (404)\n --> content/articles/a/fr.md:3:8"
        ),
        format!("`http://{at}/dead-author` does not exist any more (404)\n--> griot.yaml\n"),
    ] {
        assert!(ran.err.contains(&words), "no {words} in:\n{}", ran.err);
    }
}

#[test]
fn an_offline_machine_reports_no_dead_links() {
    // a port of our own where nobody listens, under three names
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = closed.local_addr().expect("an address").port();
    drop(closed);
    let links =
        format!("![](http://127.0.0.1:{port}/) http://127.0.0.2:{port}/ http://127.0.0.3:{port}/");
    let folder = folder(&article("a", &links));
    folder.write("griot.yaml", SETTINGS.replace(", alt: off", ""));
    let ran = check(&folder, &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err.contains("this image has no alternative text"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("cannot be reached:"), "{ran:?}");
    assert!(
        ran.err
            .ends_with("error: no other site can be reached: is this machine online?\n")
    );
    assert!(!folder.has(".griot"), "what a cut line says is not kept");
    let json: Value = serde_json::from_str(&check(&folder, &["--json"]).out).expect("JSON");
    assert_eq!(
        (json["ok"].as_bool(), json["external"]["links"].as_u64()),
        (Some(false), Some(0))
    );
}
