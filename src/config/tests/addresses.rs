//! Addresses in settings, and what must never reach a header.

use super::{LANGUAGES, said, whole};

#[test]
fn the_address_of_the_site() {
    let read = |address: &str| {
        whole(&format!("base_url: {address}\n{LANGUAGES}")).map(|config| config.base_url)
    };
    let case = |address: &str, expected: &str| assert_eq!(read(address), Ok(expected.to_owned()));
    case("https://blog.example", "https://blog.example");
    case("https://blog.example/", "https://blog.example");
    case("https://blog.example/a/b//", "https://blog.example/a/b");
    case("http://localhost:8000", "http://localhost:8000");
    case("'http://[::1]:80/'", "http://[::1]:80");
    case("https://été.example", "https://été.example");
    case("HTTPS://Blog.example", "HTTPS://Blog.example");
    let fault = |address: &str, expected: &str| assert_eq!(read(address), Err(expected.to_owned()));
    let whole_address = "write a whole address such as `https://example.org`";
    for address in [
        "blog.example",
        "/blog",
        "ftp://blog.example",
        "javascript:alert(1)",
        "//blog.example",
    ] {
        fault(
            address,
            &format!("1:11 `{address}` does not begin with `https://`; {whole_address}"),
        );
    }
    for address in [
        "https://",
        "https:///a",
        "https://a..b",
        "https://-a.b",
        "https://a:99999",
        "https://a:b",
        "'https://[::g]'",
    ] {
        let shown = address.trim_matches('\'');
        fault(
            address,
            &format!("1:11 `{shown}` has no valid host name; {whole_address}"),
        );
    }
    fault(
        "https://me:pw@a.b",
        &format!("1:11 `https://me:pw@a.b` has a user name in it; {whole_address}"),
    );
    fault(
        "https://a b.c",
        &format!("1:11 `https://a b.c` has a character that no address can have; {whole_address}"),
    );
    fault(
        "https://a.b\\c",
        "1:11 `https://a.b\\c` has a backslash in it; write `/` between folders",
    );
    for mark in ["?a=b", "#a"] {
        let site = "write only the site's address, such as `https://example.org`";
        fault(
            &format!("https://a.b/{mark}"),
            &format!("1:11 `https://a.b/{mark}` has a `?` or `#` in it; {site}"),
        );
    }
    fault(
        "https://a.b/%2e%2e/c",
        "1:11 `https://a.b/%2e%2e/c` leads out of its place with `.` or `..`; write a path on this site such as `/contact/`",
    );
    fault(
        "\"https://a.b\\r\\nX-Evil: 1\"",
        "1:11 expected an address that begins with `https://`, found a control character (U+000D); write it on one line, without line breaks",
    );
    fault(
        "5",
        &format!("1:11 `5` does not begin with `https://`; {whole_address}"),
    );
    fault(
        "''",
        "1:11 expected an address that begins with `https://`, found empty text",
    );
    fault(
        "[a]",
        "1:11 expected an address that begins with `https://`, found a list",
    );
}

#[test]
fn no_line_break_reaches_a_header_or_redirect() {
    let settings = [
        "theme",
        "permalink",
        "default_language",
        "timezone",
        "channel",
        "authors",
        "comments",
        "share",
        "feeds",
    ];
    for name in settings {
        let said = said(&format!("{name}: \"a\\r\\nX-Evil: 1\""));
        assert_ne!(said, "nothing", "{name}");
    }
    let nested = [
        "authors: {a: {name: A, url: \"https://a.b/\\n\"}}",
        "authors: {a: {name: A, url: \"https://a.b/\\nx\"}}",
        "authors: {a: {name: A, email: \"a@b.c\\nx\"}}",
        "comments: {provider: utterances, repo: \"a/b\\nx\"}",
        "channel: {fr: \"https://a.b/\\nx\"}",
        "comments: {provider: isso, url: \"https://a.b\\nx\"}",
        "comments: {provider: remark42, site_id: x, host: \"https://a.b\\r\\nx\"}",
    ];
    for lines in &nested[1..] {
        assert!(said(lines).contains("control character"), "{lines}");
    }
    assert_eq!(said(nested[0]), "nothing");
}
