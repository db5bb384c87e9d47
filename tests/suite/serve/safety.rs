//! Nobody is let in: D1 to D5; ports and the end: D14.

use super::{BLOG, Served, serve, serve_folder, short_limits};
use crate::program_runner::Folder;
use griot::serve::WatcherTiming;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

/// The program itself, serving; ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    fn start(folder: &Folder, arguments: &[&str]) -> Running {
        let arguments = [&["serve"], arguments].concat();
        let mut command = folder.griot(&arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Running(command.spawn().expect("it starts"))
    }

    /// Reads what it says until these words.
    fn read_until(&mut self, words: &str) -> String {
        let out = self.0.stdout.as_mut().expect("its output");
        let (mut text, mut byte) = (String::new(), [0]);
        while !text.contains(words) {
            assert!(out.read(&mut byte).expect("it speaks") > 0, "{text}");
            text.push(char::from(byte[0]));
        }
        text
    }

    /// Sends what Ctrl-C sends.
    fn interrupt(&self) {
        let id = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(id, rustix::process::Signal::INT).expect("a signal");
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

#[test]
fn d1_it_listens_on_loopback_only_and_warns_otherwise() {
    let folder = Folder::new(BLOG);
    let port = free_port().to_string();
    let mut running = Running::start(&folder, &["--port", &port]);
    let said = running.read_until("Ctrl-C");
    assert!(
        said.contains(&format!("http://127.0.0.1:{port}/\n")),
        "{said}"
    );
    assert!(
        said.contains(&format!("http://127.0.0.1:{port}/en/\n")),
        "{said}"
    );
    // another address of this machine finds nobody
    let other = TcpStream::connect(format!("127.0.0.2:{port}"));
    assert!(other.is_err());
    drop(running);

    let mut running = Running::start(&folder, &["--port", &port, "--host", "0.0.0.0"]);
    running.read_until("Ctrl-C");
    running.interrupt();
    let mut warned = String::new();
    let err = running.0.stderr.as_mut().expect("its errors");
    err.read_to_string(&mut warned).expect("it speaks");
    assert!(
        warned.contains("warning: everybody in your network"),
        "{warned}"
    );
}

#[test]
fn it_prints_its_url_in_text_and_json() {
    let folder = Folder::new(BLOG);
    let port = free_port().to_string();
    let options = ["--json", "--base-url", "https://blog.example/zz", "--port"];
    let mut running = Running::start(&folder, &[&options[..], &[&port]].concat());
    let answer: serde_json::Value = serde_json::from_str(&running.read_until("\n")).expect("JSON");
    let here = format!("http://127.0.0.1:{port}");
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["homes"]["fr"], format!("{here}/zz/"));
    assert_eq!(answer["stories"], format!("{here}/_griot/"));
}

#[test]
fn d2_only_local_host_names_are_accepted() {
    let served = serve(BLOG);
    let status = |host: &str| {
        served
            .send_raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes())
            .status
    };
    for host in [
        "LOCALHOST",
        "localhost:1",
        "127.0.0.1",
        "127.0.0.9:80",
        "[::1]:4000",
    ] {
        assert_eq!(status(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil",
        "localhost.",
        "127.0.0.1.evil.example",
        "192.168.1.4",
        "0.0.0.0",
        "2130706433",
    ] {
        assert_eq!(status(&format!("Host: {host}\r\n")), 403, "{host}");
    }
    for host in [
        "",
        "Host:\r\n",
        "Host: a b\r\n",
        "Host: localhost:x\r\n",
        "Host: [::1\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
    ] {
        assert_eq!(status(host), 400, "{host:?}");
    }
    let absolute =
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(served.send_raw(absolute.as_bytes()).status, 400);
}

#[test]
fn d3_other_origins_can_read_nothing() {
    let served = serve(BLOG);
    let evil = "Origin: http://evil.example\r\n";
    let reply = served.get_with_headers("/", evil);
    assert!(!reply.head.contains("access-control"), "{}", reply.head);
    assert!(
        reply
            .head
            .contains("cross-origin-resource-policy: same-origin")
    );
    assert_eq!(
        served
            .get_with_headers("/_griot/events?path=/", evil)
            .status,
        403
    );
    assert_eq!(
        served
            .get_with_headers("/_griot/events?path=/", "Origin: null\r\n")
            .status,
        403
    );
    assert_eq!(
        served
            .get_with_headers("/_griot/events?path=/", "Sec-Fetch-Site: cross-site\r\n")
            .status,
        403
    );
    assert_eq!(served.get_with_headers("/_griot/", evil).status, 403);
    let own = format!(
        "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n",
        served.address
    );
    assert_eq!(served.get_with_headers("/_griot/", &own).status, 200);
    // another port of this machine is another site
    assert_eq!(
        served
            .get_with_headers("/_griot/", "Origin: http://127.0.0.1:1\r\n")
            .status,
        403
    );
}

#[test]
fn d4_only_planned_pages_are_served() {
    let folder = Folder::new(BLOG);
    folder.write("secret.txt", "CANARY");
    folder.write("content/articles/un/.hidden", "CANARY");
    folder.write("public/old.txt", "CANARY");
    let served = serve_folder(folder, WatcherTiming::default(), short_limits());
    let link = |path: &str| {
        let (secret, path) = (served.folder.path("secret.txt"), served.folder.path(path));
        std::os::unix::fs::symlink(secret, path).expect("a link");
    };
    link("static/link.txt");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/static/../secret.txt",
        "/en/..%00/secret.txt",
        "/secret.txt%00.html",
        "/c:/secret.txt",
        "/C:%5csecret.txt",
        "//etc/passwd",
        "//127.0.0.1/secret.txt",
        "/secret.txt?raw",
        "/content/articles/un/fr.md?raw",
        "/griot.yaml",
        "/old.txt",
        "/public/old.txt",
        "/link.txt",
        "/.hidden",
        "/premier/.hidden",
        "/_griot/../secret.txt",
        "/_griot/%2e%2e/secret.txt",
        "/static/logo.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/./secret.txt",
        "/%",
        "/%zz",
    ] {
        let reply = served.get(path);
        assert!(!reply.text().contains("CANARY"), "{path}");
        assert!(
            matches!(reply.status, 400 | 404),
            "{path}: {}",
            reply.status
        );
    }
    assert_eq!(served.get("/logo.txt?x=1").text(), "logo\n");
    // a link that takes a file's place before anybody looked
    served.folder.remove("static/logo.txt");
    link("static/logo.txt");
    assert!(!served.get("/logo.txt").text().contains("CANARY"));
}

#[test]
fn d5_other_methods_and_malformed_requests_are_refused() {
    let served = serve(BLOG);
    let host = served.address;
    for method in ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n");
        let reply = served.send_raw(request.as_bytes());
        assert_eq!(reply.status, 405, "{method}");
        assert!(reply.head.contains("allow: get, head"), "{}", reply.head);
    }
    let connect = format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert_eq!(served.send_raw(connect.as_bytes()).status, 405);
    let large = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n",
        "x".repeat(2 << 20)
    );
    assert_eq!(answered_early(&served, large.as_bytes()), 431);
    let both = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    assert_eq!(served.send_raw(both.as_bytes()).status, 400);
    assert_eq!(
        served
            .send_raw(b"\x16\x03\x01\x02\x00 not http\r\n\r\n")
            .status,
        400
    );
    let head = format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let head = served.send_raw(head.as_bytes());
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// The status of an answer that comes before all was sent: the rest may break the connection.
fn answered_early(served: &Served, request: &[u8]) -> u16 {
    let mut stream = served.connect();
    for piece in request.chunks(1024) {
        if stream.write_all(piece).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    let mut buffer = [0; 64];
    let read = stream.read(&mut buffer).expect("it is answered");
    super::reply(&buffer[..read]).status
}

#[test]
fn d14_a_busy_port_is_reported_or_skipped_and_ctrl_c_stops_the_server() {
    let folder = Folder::new(BLOG);
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let ran = folder.run(&["serve", "--port", &port]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains(&format!("port {port} is taken")),
        "{}",
        ran.err
    );

    // without a wish, the next one
    let _default = TcpListener::bind(("127.0.0.1", 4000));
    let mut running = Running::start(&folder, &[]);
    let said = running.read_until("Ctrl-C");
    assert!(!said.contains(":4000/"), "{said}");
    running.interrupt();
    let status = running.0.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(!folder.has("public"));
}
