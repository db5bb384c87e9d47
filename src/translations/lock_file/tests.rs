//! The text of the file, and the messages about one that cannot be read.

use super::{
    Acceptance, AcceptedBy, AcceptedSection, Lock, LockRecord, ReadLock, SectionDigest, TextDigest,
};
use crate::diagnostic::{Diagnostic, English};

fn read(text: &str) -> Result<Lock, Vec<Diagnostic>> {
    let ReadLock { lock, warnings } = super::read(text)?;
    assert_eq!(warnings, []);
    Ok(lock)
}

/// A section accepted at a minute of a day.
fn section(name: &str, minute: u32, text: &str) -> AcceptedSection {
    AcceptedSection {
        original: SectionDigest {
            name: name.to_string(),
            words: 12,
            digest: TextDigest::of(text, "another reading"),
        },
        translation: Some(TextDigest::of("translated", "translated")),
        blob: String::new(),
        at: at(minute),
        by: AcceptedBy::Person,
    }
}

fn at(minute: u32) -> jiff::Timestamp {
    let at = format!("2026-11-01T10:{minute:02}:00Z");
    at.parse().expect("a moment")
}

fn record(story: &str, lang: &str, minute: u32, text: &str) -> LockRecord {
    let digest = TextDigest::of(text, text);
    LockRecord {
        story: story.to_string(),
        lang: lang.to_string(),
        url: format!("/{lang}/{story}/"),
        accepted: Some(Acceptance {
            at: at(minute),
            by: AcceptedBy::Person,
            of: "fr".to_string(),
            front: [("date".to_string(), digest)].into(),
            sections: vec![
                section("## 🚀 \"Début\"", minute, text),
                section("## Notes", minute, text),
                section("## Notes", minute, "second"),
            ],
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
        ..record("a", "fr", 0, "")
    };
    let lock = lock(&[record("b", "en", 0, "x"), original]);
    let text = lock.write();
    assert_eq!(read(&text), Ok(lock));
    let yaml: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    assert_eq!(yaml[0]["story"], "a");
    assert_eq!(yaml[1]["at"], "2026-11-01T10:00:00Z");
    assert_eq!(yaml[1]["by"], "person");
    assert_eq!(yaml[4]["section"], "## Notes");
    assert_eq!(yaml[4]["nth"], 2);
    assert_eq!(yaml.as_sequence().expect("lines").len(), 5);
}

#[test]
fn format_1_is_read() {
    let line = "- {\"story\":\"a\",\"lang\":\"en\",\"url\":\"/en/a/\",\"accepted\":{\"on\":\"2026-11-01\",\"of\":\"fr\",\
        \"front\":{\"date\":\"00000000000000aa\"},\"parts\":[\"00000000000000bb/00000000000000cc 12 ## A b\"]}}\n";
    let lock = read(line).expect("a lock");
    let accepted = lock.records[0].accepted.as_ref().expect("accepted");
    assert_eq!(accepted.at.to_string(), "2026-11-01T00:00:00Z");
    assert_eq!(accepted.of, "fr");
    assert_eq!(accepted.sections[0].original.name, "## A b");
    assert_eq!(accepted.sections[0].original.words, 12);
    // the next write has format 2, with the same content
    assert!(lock.write().contains("\"section\":\"## A b\""));
    assert_eq!(read(&lock.write()), Ok(lock));
}

/// Two branches each accepted another section; git kept the lines of both sides.
#[test]
fn sections_of_two_branches_are_joined() {
    let base = record("a", "en", 0, "old");
    let with_section = |at: usize, minute: u32| {
        let mut record = base.clone();
        let accepted = record.accepted.as_mut().expect("accepted");
        let name = accepted.sections[at].original.name.clone();
        accepted.sections[at] = section(&name, minute, "new");
        record
    };
    let text = lock(&[with_section(0, 5)]).write() + &lock(&[with_section(1, 9)]).write();
    let joined = read(&text).expect("a lock");
    let sections = &joined.records[0]
        .accepted
        .as_ref()
        .expect("accepted")
        .sections;
    let minutes: Vec<_> = sections.iter().map(|section| section.at).collect();
    assert_eq!(minutes, [at(5), at(9), at(0)]);
}

/// A line of a section that is older than the acceptance of the whole article was left by a merge.
#[test]
fn sections_from_before_the_article_was_accepted_do_not_count() {
    let mut old = record("a", "en", 0, "old");
    let accepted = old.accepted.as_mut().expect("accepted");
    accepted.sections.push(section("## Gone", 0, "old"));
    let new = record("a", "en", 9, "new");
    let text = lock(&[old]).write() + &lock(std::slice::from_ref(&new)).write();
    assert_eq!(read(&text), Ok(lock(&[new])));
}

#[test]
fn an_empty_file_is_an_empty_lock() {
    assert_eq!(read(""), Ok(Lock::default()));
    assert_eq!(read(&Lock::default().write()), Ok(Lock::default()));
}

#[test]
fn the_order_of_acceptance_does_not_change_the_file() {
    let (a, b) = (record("a", "en", 1, "x"), record("b", "en", 2, "y"));
    assert_eq!(lock(&[a.clone(), b.clone()]).write(), lock(&[b, a]).write());
}

#[test]
fn the_later_of_two_lines_for_one_article_counts() {
    let old = record("a", "en", 1, "old");
    let new = record("a", "en", 20, "new");
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
        "unknown field `colour`, expected one of `story`, `lang`, `forgotten`, `url`, `of`, `front`, `section`, `nth`, `words`, `original`, `translation`, `blob`, `at`, `by`, `accepted`",
    );
}

#[test]
fn a_line_without_a_key_and_a_later_format_are_errors() {
    check_problem(
        "- {\"story\":\"a\",\"lang\":\"en\"}\n",
        "- {\"story\":\"a\",\"lang\":\"en\"}",
        "missing field `url`",
    );
    check_problem(
        "# griot.lock, format 4\n",
        "# griot.lock, format 4",
        "this file has a format that this Griot does not know",
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

#[test]
fn sections_without_the_line_of_their_article_are_reported() {
    let text = lock(&[record("a", "fr", 0, "x"), record("b", "en", 0, "x")]).write();
    let is_article = |line: &&str| line.contains("/en/b/");
    assert_eq!(text.lines().filter(is_article).count(), 1);
    let damaged: Vec<&str> = text.lines().filter(|line| !is_article(line)).collect();
    let read = super::read(&damaged.join("\n")).expect("a lock");
    assert_eq!(read.lock, lock(&[record("a", "fr", 0, "x")]));
    let [warning] = &read.warnings[..] else {
        panic!("one warning: {:?}", read.warnings)
    };
    let message = warning.message(&English);
    assert!(message.starts_with("3 accepted sections of `b` in `en` do not count"));
}
