//! Tags, categories and authors.

use super::super::TermNames;
use super::{parse, said};

fn shown(terms: &[TermNames]) -> String {
    let term = |term: &TermNames| {
        let names: Vec<&str> = term.names.values().map(String::as_str).collect();
        format!("{}: {}", term.id, names.join(" / "))
    };
    terms.iter().map(term).collect::<Vec<_>>().join("; ")
}

#[test]
fn terms_have_one_name_or_one_for_each_language() {
    let case = |lines: &str, expected: &str| {
        let config = parse(&format!("tags: {lines}\ncategories: {lines}")).unwrap();
        assert_eq!(shown(&config.tags), expected, "{lines}");
        assert_eq!(shown(&config.categories), expected, "{lines}");
    };
    case(
        "{security: {fr: Sécurité, en: Security}}",
        "security: Sécurité / Security",
    );
    case(
        "{security: {en: Security, FR: Sécurité}}",
        "security: Sécurité / Security",
    );
    case("{rust: Rust, ai: {fr: IA}}", "rust: Rust / Rust; ai: IA");
    case(
        "{rust: , 5g: 5G, 2024: 2024}",
        "rust: rust / rust; 5g: 5G / 5G; 2024: 2024 / 2024",
    );
    case(
        "{cat: {fr: Chat, en: Cat}, talk: {fr: Discussion, en: Chat}}",
        "cat: Chat / Cat; talk: Discussion / Chat",
    );
    case("{}", "");
}

#[test]
fn two_terms_of_one_name_are_an_error() {
    let case = |lines: &str, expected: &str| {
        assert_eq!(said(&format!("tags: {lines}")), expected, "{lines}")
    };
    let hint = "give one of them another name, or remove it";
    case(
        "{a: {fr: Sécurité}, b: {fr: securite}}",
        &format!("3:35 `a` and `b` have the same name `securite`; {hint}"),
    );
    case(
        "{a: Web, b: web}",
        &format!("3:19 `a` and `b` have the same name `web`; {hint}"),
    );
    case(
        "{Été: A, ete: B}",
        &format!("3:16 `Été` and `ete` have the same name `ete`; {hint}"),
    );
    case("{a: {fr: Chat}, b: {en: Chat}}", "nothing");
    case("{a: {fr: X}, b: {fr: Y}}", "nothing");
    case(
        "{a: {fr: B}, b: {fr: C}}",
        &format!("3:20 `a` and `b` have the same name `b`; {hint}"),
    );
}

#[test]
fn terms_are_checked() {
    let case = |lines: &str, expected: &str| assert_eq!(said(lines), expected, "{lines}");
    case(
        "tags: {a: {de: A}}",
        "3:12 `de` is not one of the site's languages; write the code as it is under `languages`, or add it there",
    );
    case(
        "tags: [a]",
        "3:7 expected a tag on each line, such as `security: {fr: Sécurité, en: Security}`, found a list",
    );
    case(
        "categories: {a: {fr: [b]}}",
        "3:22 expected the name of a category, found a list",
    );
    case(
        "tags: {a: {fr: ''}}",
        "3:16 this name of a tag is empty; leave it out where it is the same as the id",
    );
    case(
        "tags: {🚀: A}",
        "3:8 this tag has no letter or digit in its id; write an id such as `security`",
    );
}

#[test]
fn authors_are_names_or_more() {
    let config = parse("authors: {awa: Awa Tissandier, i: {name: Idriss, url: 'https://i.example/', email: i@x.example}}").unwrap();
    let awa = &config.authors["awa"];
    assert_eq!(
        (awa.name.as_str(), &awa.url, &awa.email),
        ("Awa Tissandier", &None, &None)
    );
    let idriss = &config.authors["i"];
    assert_eq!(idriss.url.as_deref(), Some("https://i.example/"));
    assert_eq!(idriss.email.as_deref(), Some("i@x.example"));
    let case = |lines: &str, expected: &str| {
        assert_eq!(said(&format!("authors: {lines}")), expected, "{lines}")
    };
    case(
        "{a: {nom: A}}",
        "3:11 the author `a` has no `name`; add `name: Awa Tissandier`\n3:15 unknown key of an author `nom`; known here: `name`, `url`, `email`, `role`, `bio`, `photo`",
    );
    case(
        "{a: {name: A, url: javascript:x}}",
        "3:29 `javascript:x` does not begin with `https://`; write a whole address such as `https://example.org`",
    );
    case(
        "{a: {name: A, email: a.b}}",
        "3:31 `a.b` is not an e-mail address; write it as `awa@example.org`",
    );
    case("{a: [b]}", "3:14 expected the author's name, found a list");
    case(
        "[a]",
        "3:10 expected an author on each line, such as `awa: Awa Tissandier`, found a list",
    );
}
