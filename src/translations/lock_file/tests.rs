//! The file as text, and what is said of one that cannot be read.

use super::{Acceptance, Digest, Lock, Part, Record, read};

fn record(story: &str, lang: &str, on: &str, text: &str) -> Record {
    let digest = Digest::of(text, text);
    Record {
        story: story.to_string(),
        lang: lang.to_string(),
        url: format!("/{lang}/{story}/"),
        accepted: Some(Acceptance {
            on: on.parse().expect("a date"),
            of: "fr".to_string(),
            front: [("date".to_string(), digest)].into(),
            parts: vec![Part {
                name: "## 🚀 \"Début\"".to_string(),
                words: 12,
                digest: Digest::of(text, "another reading"),
            }],
        }),
    }
}

fn lock(records: &[Record]) -> Lock {
    let mut lock = Lock::default();
    records.iter().cloned().for_each(|record| lock.put(record));
    lock
}

#[test]
fn what_is_written_is_read() {
    let original = Record {
        accepted: None,
        ..record("a", "fr", "2026-11-01", "")
    };
    let lock = lock(&[record("b", "en", "2026-11-01", "x"), original]);
    let text = lock.write();
    assert_eq!(read(&text), Ok(lock));
    let yaml: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    assert_eq!(yaml[0]["story"], "a");
    assert_eq!(yaml[1]["accepted"]["on"], "2026-11-01");
}

#[test]
fn nothing_is_an_empty_lock() {
    assert_eq!(read(""), Ok(Lock::default()));
    assert_eq!(read(&Lock::default().write()), Ok(Lock::default()));
}

#[test]
fn the_order_of_acceptance_does_not_show() {
    let (a, b) = (
        record("a", "en", "2026-11-01", "x"),
        record("b", "en", "2026-11-02", "y"),
    );
    assert_eq!(lock(&[a.clone(), b.clone()]).write(), lock(&[b, a]).write());
}

#[test]
fn of_two_lines_for_one_article_the_later_counts() {
    let old = record("a", "en", "2026-11-01", "old");
    let new = record("a", "en", "2026-11-20", "new");
    let text = lock(&[old]).write() + &lock(std::slice::from_ref(&new)).write();
    assert_eq!(read(&text), Ok(lock(&[new])));
}

#[track_caller]
fn refused(text: &str, at: &str, message: &str) {
    let problems = read(text).expect_err("it cannot be read");
    let span = problems[0].span.clone().expect("a place");
    assert_eq!(&text[span], at);
    assert_eq!(problems[0].message(&crate::diagnostic::English), message);
    assert!(problems[0].hint.is_some());
}

#[test]
fn what_is_wrong_has_its_place() {
    let conflict = "two branches were merged and left a conflict here";
    refused("# x\r\n<<<<<<< HEAD\r\n- {}\n", "<<<<<<< HEAD", conflict);
    refused(
        "story: a\n",
        "story: a",
        "expected a line that begins with a dash",
    );
    refused(
        "- {\"story\": 3}\n",
        "3}",
        "invalid type: integer `3`, expected a string",
    );
    let number = "- {\"story\":\"é\",\"lang\":\"en\",\"url\":\"/\",\"colour\":1}";
    refused(
        number,
        "\":1}",
        "unknown field `colour`, expected one of `story`, `lang`, `url`, `accepted`",
    );
}

#[test]
fn either_reading_of_links_will_do() {
    let digest = Digest::of("story:a", "/a/");
    assert!(digest.agrees(&Digest::of("story:a", "/new-title/")));
    assert!(digest.agrees(&Digest::of("story:moved", "/a/")));
    assert!(!digest.agrees(&Digest::of("story:b", "/b/")));
    assert_eq!(digest.to_string().parse(), Ok(digest));
    assert_eq!("12".parse::<Digest>(), Err(()));
}
