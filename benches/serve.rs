//! Measures how fast the preview shows an edit: the time from saving an article until HTTP gives
//! the new bytes, on a site of many stories in two languages.
//!
//! `cargo bench --bench serve -- 10000` sets the number of stories; the default is 1000.

#![expect(
    clippy::disallowed_methods,
    reason = "it measures the program on a disk"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const EDITS: usize = 20;
const TAGS: usize = 40;
/// No answer after this time is a failure.
const TIMEOUT: Duration = Duration::from_secs(60);

fn main() {
    let number = std::env::args().find_map(|word| word.parse().ok());
    let stories = number.unwrap_or(1000);
    let folder = tempfile::tempdir().expect("a folder");
    write_site(folder.path(), stories);
    let start = Instant::now();
    let mut server = PreviewServer::start(folder.path());
    while !server.get(&url(0)).contains("Texte 0.") {
        assert!(start.elapsed() < TIMEOUT, "no first page");
    }
    let first = start.elapsed();
    // wait for the work that the program does after its start
    std::thread::sleep(Duration::from_secs(3));
    let mut times: Vec<Duration> = (0..EDITS)
        .map(|at| edit(&server, folder.path(), at * stories / EDITS, at))
        .collect();
    times.sort();
    println!(
        "{stories} stories in two languages: first page after {:.2} s; edit to new bytes: median {} ms \
         (least {}, most {}, {EDITS} edits); memory at most {} MB",
        first.as_secs_f64(),
        times[EDITS / 2].as_millis(),
        times[0].as_millis(),
        times[EDITS - 1].as_millis(),
        server.peak_memory()
    );
}

/// Saves one article and requests its page until it is the new one. Returns the time.
fn edit(server: &PreviewServer, root: &Path, story: usize, at: usize) -> Duration {
    let path = root.join(format!("content/articles/a{story}/fr.md"));
    let text = fs::read_to_string(&path).expect("it is there");
    let marker = format!("MARQUE{at}");
    let start = Instant::now();
    fs::write(&path, format!("{text}\n{marker}\n")).expect("it is written");
    while !server.get(&url(story)).contains(&marker) {
        assert!(start.elapsed() < TIMEOUT, "no new bytes");
        std::thread::sleep(Duration::from_millis(1));
    }
    let time = start.elapsed();
    std::thread::sleep(Duration::from_secs(1));
    time
}

fn url(story: usize) -> String {
    format!("/a{story}/")
}

/// A running preview.
struct PreviewServer {
    program: Child,
    host: String,
}

impl PreviewServer {
    fn start(root: &Path) -> PreviewServer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_griot"));
        command.arg("serve").arg("--root").arg(root);
        let mut program = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let out = BufReader::new(program.stdout.take().expect("its output"));
        let mut lines = out.lines().map_while(Result::ok);
        let host = lines.find_map(|line| {
            let (_, address) = line.split_once("http://")?;
            Some(address.split('/').next()?.to_string())
        });
        // read the rest of the output, so that a full pipe does not stop the program
        std::thread::spawn(move || lines.for_each(drop));
        let host = host.expect("it says where it is");
        PreviewServer { program, host }
    }

    fn get(&self, path: &str) -> String {
        let host = &self.host;
        let mut stream = TcpStream::connect(host).expect("it listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it is answered");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The peak of its memory in MB; 0 on systems without `/proc`.
    fn peak_memory(&mut self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or_default() / 1024
    }
}

impl Drop for PreviewServer {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn write_site(root: &Path, stories: usize) {
    let settings = "base_url: https://bench.example\ndefault_language: fr\ntimezone: UTC\nlanguages:\n  \
                    fr: {title: Le banc}\n  en: {title: The bench}\n";
    fs::write(root.join("griot.yaml"), settings).expect("the settings");
    for story in 0..stories {
        let folder = root.join(format!("content/articles/a{story}"));
        fs::create_dir_all(&folder).expect("a folder");
        let other = (story * 7 + 3) % stories;
        for (lang, words) in [
            ("fr", "L’équipe, un essai !"),
            ("en", "The team's \"trial\"..."),
        ] {
            fs::write(
                folder.join(format!("{lang}.md")),
                article(story, other, lang, words),
            )
            .expect("an article");
        }
    }
}

/// About 550 words, four sections, links to another story.
fn article(story: usize, other: usize, lang: &str, words: &str) -> String {
    let (year, month, day) = (2026 - story / 1000, story / 28 % 12 + 1, story % 28 + 1);
    let mut text = format!(
        "---\ntitle: {words} {story} 🚀\ndate: {year}-{month:02}-{day:02}\nslug: a{story}\n\
         tags: [tag {}, tag {}, tag {}]\n---\nTexte {story}.\n",
        story % TAGS,
        story * 3 % TAGS,
        story * 11 % TAGS
    );
    for section in 0..4 {
        let _ = write!(text, "\n## 🔋 Partie {section}\n\n");
        for _ in 0..3 {
            let _ = writeln!(
                text,
                "{}",
                format!(
                    "{words} Des mots *simples*, `code` et [lien](https://example.org/{story}). "
                )
                .repeat(4)
            );
            text.push('\n');
        }
        let _ = writeln!(text, "Voir [ceci](../a{other}/{lang}.md).\n\n- un\n- deux");
    }
    text
}
