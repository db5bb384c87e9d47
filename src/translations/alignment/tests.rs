//! Tables: two outlines, and which sections are one.

use super::{SectionKey, align};
use crate::text::emoji;

/// `## 🚀 words {#id}` on each line.
fn marks(outline: &str) -> Vec<SectionKey<'_>> {
    let headings = outline
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let mark = |line| SectionKey {
        key: id(line),
        own_id: "",
        evidence: None,
        level: line.bytes().take_while(|byte| *byte == b'#').count() as u8,
        emoji: emoji::key(line).into(),
    };
    headings.map(mark).collect()
}

fn id(line: &str) -> Option<&str> {
    line.split_once("{#")?.1.strip_suffix('}')
}

/// `expected`: for each line of `a`, the number of its counterpart in `b`, or `-`.
#[track_caller]
fn case(a: &str, b: &str, expected: &str) {
    let (a, b) = (marks(a), marks(b));
    let shown = |at: &Option<usize>| at.map_or("-".to_string(), |at| (at + 1).to_string());
    let aligned = align(&a, &b);
    let found: Vec<String> = aligned.iter().map(shown).collect();
    assert_eq!(found.join(" "), expected);
    let back = align(&b, &a);
    for (at, other) in aligned.iter().enumerate() {
        if let Some(other) = other {
            assert_eq!(back[*other], Some(at), "it is the same from the other side");
        }
    }
    let matched = |side: &[Option<usize>]| side.iter().flatten().count();
    assert_eq!(matched(&aligned), matched(&back));
}

#[test]
fn equal_outlines() {
    case("## 🚀 un\n## 🔋 deux", "## 🚀 one\n## 🔋 two", "1 2");
    case("## un\n## deux", "## one\n## two", "1 2");
    case(
        "## un\n### a\n### b\n## deux",
        "## one\n### x\n### y\n## two",
        "1 2 3 4",
    );
    case("", "", "");
    case("## un", "", "-");
}

#[test]
fn ids_set_by_hand_come_first() {
    case(
        "## 🚀 un {#a}\n## 🔋 deux {#b}",
        "## 🚀 two {#b}\n## 🔋 one {#a}",
        "2 1",
    );
    case("## un {#a}\n## deux", "## new\n## one {#a}\n## two", "2 3");
    case("### un {#a}", "## one {#a}", "1");
}

#[test]
fn a_section_was_added() {
    case(
        "## 🚀 un\n## 🔋 deux",
        "## 🚀 one\n## 💡 new\n## 🔋 two",
        "1 3",
    );
    case("## un\n## deux", "## one\n## new\n## two", "- -");
    case(
        "## 🚀 un\n## deux\n## 🔋 trois",
        "## 🚀 one\n## two\n## new\n## 🔋 three",
        "1 - 4",
    );
    case(
        "## un\n## 🚀 deux\n## trois",
        "## one\n## 🚀 two\n## three\n## new",
        "1 2 -",
    );
}

#[test]
fn a_section_was_removed() {
    case(
        "## 🚀 un\n## 💡 deux\n## 🔋 trois",
        "## 🚀 one\n## 🔋 three",
        "1 - 2",
    );
    case(
        "## un\n## 🚀 deux\n## 💡 trois",
        "## 🚀 two\n## 💡 three",
        "- 1 2",
    );
}

#[test]
fn a_section_was_moved() {
    case(
        "## 🚀 un\n## 💡 deux\n## 🔋 trois",
        "## 🔋 three\n## 🚀 one\n## 💡 two",
        "2 3 1",
    );
    case(
        "## 🚀 un\n## milieu\n## 🔋 fin",
        "## 🔋 end\n## middle\n## 🚀 one",
        "3 - 1",
    );
    case(
        "## 🚀 un\n### détail\n## 🔋 fin",
        "## 🔋 end\n## 🚀 one\n### detail",
        "2 - 1",
    );
}

#[test]
fn a_section_was_split_or_two_were_merged() {
    case(
        "## 🚀 un\n## 🔋 fin",
        "## 🚀 one\n## 🛰 more of it\n## 🔋 end",
        "1 3",
    );
    case(
        "## 🚀 un\n## 🛰 suite\n## 🔋 fin",
        "## 🚀 one and more\n## 🔋 end",
        "1 - 2",
    );
    case("## un\n## suite", "## one and more", "- -");
}

#[test]
fn the_same_emoji_twice_is_no_name() {
    case("## 💡 un\n## 💡 deux", "## 💡 one\n## 💡 two", "1 2");
    case("## 💡 un\n## 💡 deux", "## 💡 two", "- -");
    case(
        "## 💡 un\n## 🚀 x\n## 💡 deux",
        "## 💡 one\n## 🚀 x\n## 💡 two",
        "1 2 3",
    );
    case(
        "## 💡 un\n## 🚀 x\n## 💡 deux",
        "## 🚀 x\n## 💡 two",
        "- 1 2",
    );
}

#[test]
fn different_emoji_are_different_sections() {
    case("## 🚀 un", "## 🔋 one", "-");
    case("## 🚀 un\n## deux", "## 🔋 one\n## two", "- -");
    case("## 🚀 un\n## deux", "## one\n## two", "1 2");
    case("## 🚀🔋 un\n## 🚀 deux", "## 🚀 two\n## 🚀🔋 one", "2 1");
}

#[test]
fn one_emoji_in_either_presentation() {
    case("## ☁️ un\n## 🛰 deux", "## 🛰️ two\n## ☁ one", "2 1");
}

#[test]
fn levels_are_kept_apart() {
    case("## 🚀 un\n### a\n## deux", "## 🚀 one\n## two", "1 - 2");
    case("## un\n### a", "### x\n## one", "- -");
    case("### a", "## new\n### x", "2");
    case("### a\n## un", "### x\n## one\n## new", "1 -");
    case("## 🚀 un", "### 🚀 one", "1");
    case("## un\n#### a\n### b", "## one\n#### x\n### y", "1 2 3");
}

#[test]
fn three_languages_agree() {
    let fr = "## 🚀 un\n## deux\n## 🔋 trois";
    let en = "## 🚀 one\n## two\n## 💡 new\n## 🔋 three";
    let ar = "## 🚀 واحد\n## اثنان\n## 🔋 ثلاثة";
    case(fr, ar, "1 2 3");
    case(fr, en, "1 - 4");
    case(ar, en, "1 - 4");
}

#[test]
fn a_hundred_thousand_headings() {
    let many = "## x\n### y\n".repeat(50_000);
    let marks = marks(&many);
    assert!(
        align(&marks, &marks)
            .iter()
            .enumerate()
            .all(|(at, other)| *other == Some(at))
    );
}
