//! The text of the file, and the messages about one that cannot be read.

use super::{Acceptance, Lock, LockRecord, SectionDigest, TextDigest, read};

fn record(story: &str, lang: &str, on: &str, text: &str) -> LockRecord {
    let digest = TextDigest::of(text, text);
    LockRecord {
        story: story.to_string(),
        lang: lang.to_string(),
        url: format!("/{lang}/{story}/"),
        accepted: Some(Acceptance {
            on: on.parse().expect("a date"),
            of: "fr".to_string(),
            front: [("date".to_string(), digest)].into(),
            sections: vec![SectionDigest {
                name: "## 🚀 \"Début\"".to_string(),
                words: 12,
                digest: TextDigest::of(text, "another reading"),
            }],
        }),
    }
}

fn lock(records: &[LockRecord]) -> Lock {
    let mut lock = Lock::default();
    records.iter().cloned().for_each(|record| lock.put(record));
    lock
}

#[test]
fn a_written_lock_is_read_back() {
    let original = LockRecord {
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
fn an_empty_file_is_an_empty_lock() {
    assert_eq!(read(""), Ok(Lock::default()));
    assert_eq!(read(&Lock::default().write()), Ok(Lock::default()));
}

#[test]
fn the_order_of_acceptance_does_not_change_the_file() {
    let (a, b) = (
        record("a", "en", "2026-11-01", "x"),
        record("b", "en", "2026-11-02", "y"),
    );
    assert_eq!(lock(&[a.clone(), b.clone()]).write(), lock(&[b, a]).write());
}

#[test]
fn the_later_of_two_lines_for_one_article_counts() {
    let old = record("a", "en", "2026-11-01", "old");
    let new = record("a", "en", "2026-11-20", "new");
    let text = lock(&[old]).write() + &lock(std::slice::from_ref(&new)).write();
    assert_eq!(read(&text), Ok(lock(&[new])));
}

#[track_caller]
fn check_problem(text: &str, at: &str, message: &str) {
    let problems = read(text).expect_err("it cannot be read");
    let span = problems[0].span.clone().expect("a place");
    assert_eq!(&text[span], at);
    assert_eq!(problems[0].message(&crate::diagnostic::English), message);
    assert!(problems[0].hint.is_some());
}

#[test]
fn problems_have_their_place() {
    let conflict = "two branches were merged and left a conflict here";
    check_problem("# x\r\n<<<<<<< HEAD\r\n- {}\n", "<<<<<<< HEAD", conflict);
    check_problem(
        "story: a\n",
        "story: a",
        "expected a line that begins with a dash",
    );
    check_problem(
        "- {\"story\": 3}\n",
        "3}",
        "invalid type: integer `3`, expected a string",
    );
    let number = "- {\"story\":\"é\",\"lang\":\"en\",\"url\":\"/\",\"colour\":1}";
    check_problem(
        number,
        "\":1}",
        "unknown field `colour`, expected one of `story`, `lang`, `url`, `accepted`",
    );
}

#[test]
fn digests_agree_in_either_reading_of_links() {
    let digest = TextDigest::of("story:a", "/a/");
    assert!(digest.agrees(&TextDigest::of("story:a", "/new-title/")));
    assert!(digest.agrees(&TextDigest::of("story:moved", "/a/")));
    assert!(!digest.agrees(&TextDigest::of("story:b", "/b/")));
    assert_eq!(digest.to_string().parse(), Ok(digest));
    assert_eq!("12".parse::<TextDigest>(), Err(()));
}
