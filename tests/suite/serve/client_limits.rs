//! No client takes more than its share: D6, D7; no rebuild without a change: D12.

use super::{BLOG, serve, serve_folder, short_limits};
use crate::program_runner::Folder;
use griot::serve::{ServerLimits, WatcherTiming};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn d6_slow_clients_block_no_one_and_are_closed() {
    let served = serve(BLOG);
    let slow: Vec<TcpStream> = (0..300)
        .map(|at| {
            let mut stream = served.connect();
            let part: &[u8] = if at % 3 == 0 {
                b""
            } else {
                b"GET / HTTP/1.1\r\nHost: "
            };
            stream.write_all(part).expect("a part is sent");
            stream
        })
        .collect();
    let asked = Instant::now();
    assert_eq!(served.get("/").status, 200);
    assert!(asked.elapsed() < Duration::from_millis(600), "others wait");
    for mut stream in slow {
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a timeout");
        let mut rest = Vec::new();
        let closed = stream.read_to_end(&mut rest);
        let reset = |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionReset;
        assert!(
            closed.as_ref().is_ok() || closed.as_ref().is_err_and(reset),
            "{closed:?}"
        );
    }
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn d6_a_client_that_does_not_read_is_closed() {
    let folder = Folder::new(BLOG);
    folder.write("static/large.bin", vec![7; 30 << 20]);
    let served = serve_folder(folder, WatcherTiming::default(), short_limits());
    let mut stream = served.connect();
    let request = format!(
        "GET /large.bin HTTP/1.1\r\nHost: {}\r\n\r\n",
        served.address
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    std::thread::sleep(Duration::from_millis(2500));
    let mut got = 0;
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        got += read;
    }
    assert!(got < 30 << 20, "all of it came");
    // one that reads gets it whole
    assert_eq!(served.get("/large.bin").body.len(), 30 << 20);
}

#[test]
fn d7_event_streams_are_limited_and_leave_nothing_behind() {
    let limits = ServerLimits {
        streams: 16,
        ..short_limits()
    };
    let served = serve_folder(Folder::new(BLOG), WatcherTiming::default(), limits);
    let mut kept = Vec::new();
    let mut refused = 0;
    for at in 0..1000 {
        let mut stream = served.events("path=/");
        let mut buffer = [0; 64];
        let read = stream.read(&mut buffer).expect("it is answered");
        refused += usize::from(super::reply(&buffer[..read]).status == 503);
        if at % 50 == 0 {
            kept.push(stream);
        }
        assert!(
            served.streams.count() <= 17,
            "{} are open",
            served.streams.count()
        );
    }
    assert!(refused > 0 && kept.len() == 20);
    drop(kept);
    served.wait_until("the end of all streams", |served| {
        served.streams.count() == 0
    });
    assert_eq!(served.get("/").status, 200);
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn d12_without_a_change_there_is_no_rebuild() {
    let patience = WatcherTiming {
        rescan_interval: Duration::from_millis(100),
        ..WatcherTiming::default()
    };
    let served = serve_folder(Folder::new(BLOG), patience, short_limits());
    std::thread::sleep(Duration::from_millis(500));
    let before = served.rounds();
    // reading is no change, neither for us nor for others
    for _ in 0..20 {
        served.get("/");
        served.folder.read("content/articles/un/fr.md");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(served.rounds(), before);
}
