//! `griot import wordpress --fetch`: pictures of the old site, against a server on loopback.

use crate::program_runner::Folder;
use crate::wordpress_export::Export;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A GIF of one pixel, and bytes behind it that no reader minds.
fn gif() -> Vec<u8> {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
    gif.resize(5_000, 0);
    gif
}

/// An old site on loopback that records its requests, such as `/a.gif bytes=10-`.
struct OldSite {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl OldSite {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                thread::spawn(move || answer(stream, &seen));
            }
        });
        OldSite { address, asked }
    }

    /// Requests since the last call, sorted.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().expect("no panic"));
        asked.sort();
        asked
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let first = lines.next().expect("a request").expect("a request");
    let head: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .map(|line| line.to_ascii_lowercase())
        .collect();
    let range = head.iter().find_map(|line| line.strip_prefix("range: "));
    let path = first.split(' ').nth(1).expect("a path");
    let name = path.rsplit('/').next().expect("a name").to_string();
    let request = format!("{name} {}", range.unwrap_or_default());
    asked
        .lock()
        .expect("no panic")
        .push(request.trim().to_string());
    let gif = gif();
    let from = range.and_then(|range| {
        range
            .strip_prefix("bytes=")?
            .strip_suffix('-')?
            .parse()
            .ok()
    });
    let from: usize = from.unwrap_or(0);
    let body = match name.as_str() {
        "whole.gif" | "again.gif" => &gif[from..],
        "broken.gif" if from == 0 => &gif[..2_000],
        "broken.gif" => &gif[from..],
        "elsewhere.gif" => {
            let _ = write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/x.gif\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            return;
        }
        "page.gif" => b"<!DOCTYPE html><p>not found",
        _ => {
            let _ = write!(
                stream,
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            return;
        }
    };
    // a connection that breaks off says a length that does not come
    let length = if name == "page.gif" {
        body.len()
    } else {
        gif.len() - from
    };
    let status = match from {
        0 => "200 OK".to_string(),
        _ => format!(
            "206 Partial Content\r\nContent-Range: bytes {from}-{}/{}",
            gif.len() - 1,
            gif.len()
        ),
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(body);
}

fn export(site: &OldSite) -> Folder {
    let uploads = format!("{}/wp-content/uploads", site.address);
    let images: String = [
        "whole.gif",
        "broken.gif",
        "elsewhere.gif",
        "page.gif",
        "gone.gif",
        "again-30x20.gif",
    ]
    .iter()
    .map(|name| format!("<img src=\"{uploads}/{name}\">"))
    .collect();
    let foreign = "<img src=\"http://127.0.0.3:9/wp-content/uploads/foreign.gif\">";
    Export::at(&site.address, "fr-FR")
        .post(1, "un", "Un", &format!("{images}{foreign}"), "")
        .folder()
}

#[test]
fn pictures_are_fetched_from_the_old_site_alone() {
    let site = OldSite::start();
    let folder = export(&site);
    folder.run_ok(&[
        "import",
        "wordpress",
        "export.xml",
        "--fetch",
        "--out",
        "site",
    ]);
    let asked = site.asked();
    // what broke off goes on where it stopped
    assert!(
        asked.contains(&"broken.gif bytes=2000-".to_string()),
        "{asked:?}"
    );
    for name in ["whole.gif", "broken.gif", "again.gif"] {
        let file = std::fs::read(folder.path(&format!("site/content/articles/un/{name}")));
        assert_eq!(file.expect(name), gif(), "{name}");
    }
    assert_eq!(
        folder.file_names("site/content/articles/un"),
        ["again.gif", "broken.gif", "fr.md", "whole.gif"]
    );
    let text = folder.read("site/content/articles/un/fr.md");
    assert!(
        text.contains("![](whole.gif)![](broken.gif)![](http://127.0.0.1"),
        "{text}"
    );
    assert!(
        text.contains("![](http://127.0.0.3:9/wp-content/uploads/foreign.gif)"),
        "{text}"
    );
    let report = folder.read("site/import-report.md");
    assert_eq!(
        report.matches("this file was not copied").count(),
        3,
        "{report}"
    );
    folder.run_ok(&["build", "--root", "site"]);
    // a second run asks for what is missing alone
    let before = folder.tree("site/content");
    folder.run_ok(&[
        "import",
        "wordpress",
        "export.xml",
        "--fetch",
        "--out",
        "site",
    ]);
    assert_eq!(site.asked(), ["elsewhere.gif", "gone.gif", "page.gif"]);
    assert_eq!(folder.tree("site/content"), before);
}

#[test]
fn pictures_of_ghost_are_fetched_too() {
    let site = OldSite::start();
    let folder = Folder::empty();
    let html = "<img src=\\\"__GHOST_URL__/content/images/size/w600/2026/05/whole.gif\\\"><img src=\\\"__GHOST_URL__/content/images/gone.gif\\\">";
    folder.write(
        "ghost.json",
        format!(
            "{{\"db\":[{{\"data\":{{\"posts\":[{{\"id\":\"1\",\"title\":\"Un\",\"slug\":\"un\",\"html\":\"{html}\",\
             \"type\":\"post\",\"status\":\"published\",\"visibility\":\"public\",\
             \"published_at\":\"2026-05-23T09:00:00.000Z\"}}],\"settings\":[{{\"key\":\"locale\",\"value\":\"fr\"}}]}}}}]}}"
        ),
    );
    folder.run_ok(&[
        "import",
        "ghost",
        "ghost.json",
        "--base-url",
        &site.address,
        "--fetch",
        "--out",
        "site",
    ]);
    assert_eq!(site.asked(), ["gone.gif", "whole.gif"]);
    assert_eq!(
        folder.file_names("site/content/articles/un"),
        ["fr.md", "whole.gif"]
    );
    folder.run_ok(&["build", "--root", "site"]);
}
