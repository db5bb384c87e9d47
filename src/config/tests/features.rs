//! Features switched on, off, and wrongly.

use super::super::{Config, Level, RuleSetting, TargetAddress};
use super::{parse, said};
use crate::diagnostic::CheckRule;

fn case(lines: &str, of: fn(Config) -> String, expected: &str) {
    assert_eq!(parse(lines).map(of), Ok(expected.to_owned()), "{lines}");
}

fn fault(lines: &str, expected: &str) {
    assert_eq!(said(lines), expected, "{lines}");
}

#[test]
fn feeds() {
    let of = |config: Config| {
        format!(
            "{:?}",
            (config.feeds.atom, config.feeds.json, config.feeds.rss)
        )
    };
    case("feeds: [rss]", of, "(false, false, true)");
    case("feeds: atom, rss", of, "(true, false, true)");
    case("feeds: []", of, "(false, false, false)");
    case("feeds: false", of, "(false, false, false)");
    case("feeds: true", of, "(true, true, false)");
    fault(
        "feeds: [atm]",
        "3:9 unknown feed `atm`; did you mean `atom`?",
    );
    fault(
        "feeds: [xml]",
        "3:9 unknown feed `xml`; known here: `atom`, `json`, `rss`",
    );
    fault(
        "feeds: {atom: true}",
        "3:8 expected a list of feeds, found keys and values",
    );
}

#[test]
fn typography() {
    let of = |config: Config| {
        let languages: Vec<bool> = config
            .languages
            .iter()
            .map(|language| language.typography)
            .collect();
        format!("{languages:?} {:?}", config.typography_keep)
    };
    case("typography: false", of, "[false, false] []");
    case(
        "typography: {keep: ['Yahoo!', Joomla!]}",
        of,
        "[true, true] [\"Yahoo!\", \"Joomla!\"]",
    );
    case("typography: {enabled: no}", of, "[false, false] []");
    fault(
        "typography: français",
        "3:13 expected `true` or `false`, found text",
    );
    fault(
        "typography: {kept: a}",
        "3:14 unknown key of `typography` `kept`; known here: `enabled`, `keep`",
    );
}

#[test]
fn comments() {
    let of = |config: Config| {
        let comments = config
            .comments
            .map(|comments| (comments.provider, comments.options, comments.thread_scope));
        format!("{comments:?}")
    };
    case("comments: false", of, "None");
    case(
        "comments: {provider: utterances, repo: a/b, issue-term: og:title, label: 1.10}",
        of,
        "Some((Utterances, {\"issue_term\": \"og:title\", \"label\": \"1.10\", \"repo\": \"a/b\"}, Article))",
    );
    case(
        "comments: {provider: isso, url: \"https://a.b/isso/\", thread: story}",
        of,
        "Some((Isso, {\"url\": \"https://a.b/isso\"}, Story))",
    );
    case(
        "comments: {provider: remark42, host: \"http://localhost:8080\", site_id: s}",
        of,
        "Some((Remark42, {\"host\": \"http://localhost:8080\", \"site_id\": \"s\"}, Article))",
    );
    fault(
        "comments: true",
        "3:11 expected `false`, or `provider:` and its settings, found `true`",
    );
    fault(
        "comments: {repo: a}",
        "3:11 `comments` has no `provider`; known here: `giscus`, `utterances`, `isso`, `remark42`",
    );
    fault(
        "comments: {provider: disqus}",
        "3:22 unknown provider of comments `disqus`; did you mean `giscus`?",
    );
    fault(
        "comments: {provider: giscus, repo: a/b, repo_id: x}",
        "3:22 `comments` has no `category_id`, which giscus needs; add `category_id: …` below `provider`",
    );
    fault(
        "comments: {provider: isso, url: https://a.b, x: [y]}",
        "3:49 expected text for `x`, found a list",
    );
}

#[test]
fn settings_of_comments_are_known() {
    fault(
        "comments: {provider: utterances, repo: a/b, lable: x}",
        "3:45 unknown setting of utterances `lable`; did you mean `label`?",
    );
    fault(
        "comments: {provider: utterances, repo: a/b, site_id: x}",
        "3:45 unknown setting of utterances `site_id`; known here: `repo`, `issue_term`, `label`, `theme`, `thread`",
    );
    fault(
        "comments: {provider: utterances, repo: a/b, thread: stories}",
        "3:53 unknown kind of thread `stories`; did you mean `story`?",
    );
    fault(
        "comments: {provider: giscus, repo: a/b, repo_id: x, category_id: y, mapping: specific}",
        "3:78 unknown way to name a discussion `specific`; every page would have the same; `thread: story` is for one by story",
    );
    for repo in [
        "a",
        "a/b/c",
        "https://github.com/a/b",
        "a/..",
        "a/b?q",
        "a/b#",
        "/b",
        "é/b",
    ] {
        fault(
            &format!("comments: {{provider: utterances, repo: \"{repo}\"}}"),
            &format!(
                "3:40 `{repo}` is not a repository; write its owner and its name, such as `awa/blog`"
            ),
        );
    }
}

#[test]
fn servers_of_comments_can_stand_in_a_policy() {
    let whole = "write a whole address such as `https://example.org`";
    let ascii = "has a host that is not in plain letters, digits and hyphens; write an international name in its form with `xn--`";
    let cases = [
        (
            "javascript:x",
            &format!("does not begin with `https://`; {whole}"),
        ),
        (
            "http://a.b",
            &format!("does not begin with `https://`; {whole}"),
        ),
        ("//a.b", &format!("does not begin with `https://`; {whole}")),
        (
            "http://localhost.evil",
            &format!("does not begin with `https://`; {whole}"),
        ),
        (
            "https://a.b;script-src *",
            &format!("has a character that no address can have; {whole}"),
        ),
        ("https://a.b;c", &format!("has no valid host name; {whole}")),
        (
            "https://a.b,c.d",
            &format!("has no valid host name; {whole}"),
        ),
        ("https://*.a.b", &format!("has no valid host name; {whole}")),
        ("https://a.b'", &format!("has no valid host name; {whole}")),
        ("https://u@a.b", &format!("has a user name in it; {whole}")),
        ("https://isso.café.example", &ascii.to_string()),
        ("https://[::1]", &ascii.to_string()),
        ("https://a_b.c", &ascii.to_string()),
        (
            "https://a.b/?x",
            &"has a `?` or `#` in it; write only the site's address, such as `https://example.org`"
                .to_string(),
        ),
    ];
    for (url, said) in cases {
        fault(
            &format!("comments: {{provider: isso, url: \"{url}\"}}"),
            &format!("3:33 `{url}` {said}"),
        );
    }
}

#[test]
fn share() {
    let of = |config: Config| format!("{:?}", config.share);
    case("share: false", of, "[]");
    case("share: [copy, X, mail]", of, "[Copy, X, Mail]");
    fault(
        "share: [watsapp]",
        "3:9 unknown place to share to `watsapp`; did you mean `whatsapp`?",
    );
    fault(
        "share: [x, mail, x]",
        "3:18 `x` is in the list twice; keep one of the two",
    );
}

#[test]
fn images() {
    let of = |config: Config| {
        format!(
            "{:?}",
            (
                config.images.enabled,
                config.images.widths,
                config.images.quality
            )
        )
    };
    case("images: false", of, "(false, [480, 800, 1200, 1600], 80)");
    case(
        "images: {widths: [800, 400, 800], quality: 60}",
        of,
        "(true, [400, 800], 60)",
    );
    case("images: {widths: []}", of, "(true, [], 80)");
    fault(
        "images: {quality: 101}",
        "3:19 expected a quality, found `101`; write a whole number from 1 to 100",
    );
    fault(
        "images: {widths: 800}",
        "3:18 expected a list of widths such as `[480, 800, 1200]`, found a number",
    );
    fault(
        "images: {widths: [1, wide]}",
        "3:19 expected a width in pixels, found `1`; write a whole number from 16 to 8192\n3:22 expected a width in pixels, found text",
    );
    fault(
        "images: {quality: 999999999999}",
        "3:19 expected a quality, found `999999999999`; write a whole number from 1 to 100",
    );
}

#[test]
fn check() {
    let rule = |rule: CheckRule, value: &str| {
        let config = parse(&format!("check: {{{}: {value}}}", rule.name()));
        config.map(|config| config.rule(rule))
    };
    let taken = |level, limit| Ok(RuleSetting { level, limit });
    for off in ["off", "false", "Off"] {
        assert_eq!(rule(CheckRule::Alt, off), taken(Level::Off, None), "{off}");
    }
    assert_eq!(rule(CheckRule::Alt, "error"), taken(Level::Error, None));
    assert_eq!(rule(CheckRule::Alt, "Warning"), taken(Level::Warning, None));
    assert_eq!(
        rule(CheckRule::Weight, "50"),
        taken(Level::Warning, Some(50))
    );
    assert_eq!(
        rule(CheckRule::Weight, "error"),
        taken(Level::Error, Some(35))
    );
    assert_eq!(
        rule(CheckRule::StaleDays, "90"),
        taken(Level::Error, Some(90))
    );
    let both = "{level: warning, limit: 7}";
    assert_eq!(
        rule(CheckRule::StaleDays, both),
        taken(Level::Warning, Some(7))
    );
    assert_eq!(
        parse("").unwrap().rule(CheckRule::Links).level,
        Level::Error
    );
    fault(
        "check: {alt: {limit: 3}}",
        "3:15 unknown key of a rule `limit`; known here: `level`",
    );
    fault(
        "check: {alt: 3}",
        "3:14 expected `off`, `warning` or `error`, found a number",
    );
    fault(
        "check: {alt: true}",
        "3:14 expected `off`, `warning` or `error`, found `true`",
    );
    fault(
        "check: {weight: -1}",
        "3:17 expected a limit, found `-1`; write a whole number from 0 to 1000000",
    );
    fault(
        "check: {weight: lourd}",
        "3:17 expected a number, `off`, `warning` or `error`, found text",
    );
    fault(
        "check: off",
        "3:8 expected a rule of `check` on each line, found text",
    );
}

#[test]
fn deploy() {
    let of = |config: Config| format!("{:?}", (config.deploy.headers, config.deploy.redirects));
    case("deploy: false", of, "(false, false)");
    case("deploy: {headers: off}", of, "(false, true)");
    fault(
        "deploy: {headers: 1}",
        "3:19 expected `true` or `false`, found a number",
    );
}

#[test]
fn deploy_targets() {
    let of = |config: Config| {
        let targets = config.deploy_targets.iter();
        let targets = targets.map(|target| match &target.address {
            TargetAddress::Store(at) => format!("{:?} {} {:?}", at.kind, at.bucket, at.prefix),
            TargetAddress::Ssh(at) => {
                format!("{:?} {} {:?} {}", at.user, at.host, at.port, at.path)
            }
            TargetAddress::Git(at) => format!("{} {} {}", at.url, at.branch, target.keeps_history),
        });
        targets.collect::<Vec<_>>().join("; ")
    };
    let case = |to: &str, expected: &str| {
        case(
            &format!("deploy: {{targets: [{{to: \"{to}\"}}]}}"),
            of,
            expected,
        );
    };
    case("s3://b-1/a/b/", "S3 b-1 \"a/b\"");
    case("az://c", "Azure c \"\"");
    case("gs://b.example/x", "Google b.example \"x\"");
    case(
        "ssh://awa@h.example:2222/www/x/",
        "Some(\"awa\") h.example Some(2222) /www/x",
    );
    case("ssh://[::1]/www", "None [::1] None /www");
    case("ssh://h/~/www", "None h None ./www");
    case(
        "git+ssh://git@h.example/a/b.git#gh-pages",
        "ssh://git@h.example/a/b.git gh-pages true",
    );
    case(
        "git+https://h.example:8443/b.git#x/y",
        "https://h.example:8443/b.git x/y true",
    );
    case("git+file:///srv/b.git#x", "file:///srv/b.git x true");
}
