//! Comments: no trace of them unless the settings ask for them, and no request to another site
//! before the reader taps.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};

const STORY: &str = "-- content/articles/a/fr.md --\n---\ntitle: L’été \"chaud\"\ndate: 2026-11-01\n---\nTexte.\n-- content/articles/a/en.md --\n---\ntitle: Summer\n---\nText.\n";
const GISCUS: &str =
    "{provider: giscus, repo: awa/blog, repo-id: R, category_id: C, category: General}";
const ISSO: &str = "{provider: isso, url: \"https://Talk.example/isso/\", vote: false}";
const REMARK42: &str = "{provider: remark42, host: \"https://remark.example:8443\", site_id: kora}";

fn article_with_comments(comments: &str) -> Outcome {
    let settings = match comments {
        "" => String::new(),
        comments => format!("comments: {comments}\n"),
    };
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{STORY}"
    ))
    .without_problems()
}

/// One directive of the content security policy.
fn directive<'o>(outcome: &'o Outcome, name: &str) -> &'o str {
    let headers = outcome.page("/_headers");
    let (_, policy) = headers
        .split_once("Content-Security-Policy: ")
        .expect("a policy");
    let policy = policy.lines().next().expect("a line");
    let found = policy
        .split("; ")
        .find_map(|directive| directive.strip_prefix(name));
    found.map_or("", str::trim)
}

/// The servers of other people that scripts may come from.
fn script_servers(outcome: &Outcome) -> String {
    let sources = directive(outcome, "script-src").split(' ');
    let others = sources.filter(|source| {
        !source.starts_with("'sha256-") && !source.starts_with("https://blog.example/assets/")
    });
    others.collect::<Vec<&str>>().join(" ")
}

/// Asserts that the page contains these attributes of the comments element.
#[track_caller]
fn assert_attributes(page: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(page.contains(text), "no {text}\n{page}");
    }
}

#[test]
fn off_by_default() {
    for comments in ["", "false"] {
        let outcome = article_with_comments(comments);
        for page in ["/l-ete-chaud/", "/en/summer/"] {
            let page = outcome.page(page);
            assert!(
                !page.contains("src=\"/assets/comments.") && !page.contains("opinions"),
                "{page}"
            );
        }
        for (name, wanted) in [
            ("style-src", "'self'"),
            ("connect-src", "'self'"),
            ("frame-src", ""),
        ] {
            assert_eq!(directive(&outcome, name), wanted, "{name}");
        }
    }
}

#[test]
fn giscus() {
    let outcome = article_with_comments(GISCUS);
    let page = outcome.page("/l-ete-chaud/");
    assert_attributes(
        page,
        &[
            "data-comments=\"giscus\" data-script=\"https://giscus.app/client.js\"",
            "data-any-data-repo=\"awa/blog\"",
            "data-any-data-repo-id=\"R\"",
            "data-any-data-category-id=\"C\"",
            "data-any-data-mapping=\"pathname\"",
            "data-any-data-lang=\"fr\"",
            "data-light-data-theme=\"light\" data-dark-data-theme=\"dark\"",
            "Afficher les commentaires <small>charge giscus.app</small>",
            "href=\"https://github.com/awa/blog/discussions?discussions_q=%2Fl-ete-chaud%2F\"",
        ],
    );
    let english = outcome.page("/en/summer/");
    assert_attributes(
        english,
        &[
            "data-any-data-lang=\"en\"",
            "Show the comments",
            "%2Fen%2Fsummer%2F",
        ],
    );
    assert_eq!(script_servers(&outcome), "https://giscus.app");
    assert_eq!(
        directive(&outcome, "style-src"),
        "'self' https://giscus.app"
    );
    assert_eq!(directive(&outcome, "frame-src"), "https://giscus.app");
    assert_eq!(directive(&outcome, "connect-src"), "'self'");
}

#[test]
fn utterances() {
    let outcome = article_with_comments(
        "{provider: utterances, repo: awa/blog, label: 💬, theme: photon-dark}",
    );
    assert_attributes(
        outcome.page("/en/summer/"),
        &[
            "data-script=\"https://utteranc.es/client.js\"",
            "data-any-repo=\"awa/blog\" data-any-label=\"💬\" data-any-issue-term=\"pathname\" data-any-theme=\"photon-dark\"",
            "https://github.com/awa/blog/issues?q=%2Fen%2Fsummer%2F",
        ],
    );
    assert_eq!(script_servers(&outcome), "https://utteranc.es");
    assert_eq!(directive(&outcome, "style-src"), "'self'");
    assert_eq!(directive(&outcome, "frame-src"), "https://utteranc.es");
}

#[test]
fn isso() {
    let outcome = article_with_comments(ISSO);
    assert_attributes(
        outcome.page("/l-ete-chaud/"),
        &[
            "<section class=\"opinions with-script\"",
            "data-script=\"https://Talk.example/isso/js/embed.min.js\"",
            "data-any-data-isso=\"https://Talk.example/isso\"",
            "data-any-data-isso-vote=\"false\"",
            "data-any-data-isso-lang=\"fr\"",
            "<div id=\"isso-thread\" data-isso-id=\"/l-ete-chaud/\" data-title=\"",
        ],
    );
    assert_eq!(script_servers(&outcome), "https://talk.example");
    for name in ["style-src", "connect-src"] {
        assert_eq!(
            directive(&outcome, name),
            "'self' https://talk.example",
            "{name}"
        );
    }
    assert_eq!(directive(&outcome, "frame-src"), "");
}

#[test]
fn remark42() {
    let outcome = article_with_comments(REMARK42);
    assert_attributes(
        outcome.page("/en/summer/"),
        &[
            "data-script=\"https://remark.example:8443/web/embed.mjs\"",
            "data-any-host=\"https://remark.example:8443\"",
            "data-any-site_id=\"kora\"",
            "data-any-locale=\"en\"",
            "data-any-url=\"https://blog.example/en/summer/\"",
            "data-dark-theme=\"dark\"",
            "<div id=\"remark42\"></div>",
        ],
    );
    let server = "https://remark.example:8443";
    assert_eq!(script_servers(&outcome), server);
    assert_eq!(directive(&outcome, "frame-src"), server);
    assert_eq!(directive(&outcome, "connect-src"), "'self'");
}

#[test]
fn translations_can_share_one_thread() {
    let story = |settings: &str| article_with_comments(&settings.replace('}', ", thread: story}"));
    for page in ["/l-ete-chaud/", "/en/summer/"] {
        assert_attributes(
            story(GISCUS).page(page),
            &[
                "data-any-data-mapping=\"specific\" data-any-data-term=\"/articles/a\"",
                "discussions_q=%2Farticles%2Fa",
            ],
        );
        assert_attributes(story(ISSO).page(page), &["data-isso-id=\"/l-ete-chaud/\""]);
        assert_attributes(
            story(REMARK42).page(page),
            &["data-any-url=\"https://blog.example/l-ete-chaud/\""],
        );
    }
}

#[test]
fn an_article_can_disable_comments() {
    let without = "-- content/articles/b/fr.md --\n---\ntitle: B\ndate: 2026-11-02\ncomments: false\n---\nB.\n-- content/pages/p/fr.md --\n---\ntitle: P\n---\nP.\n";
    let settings = format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}comments: {GISCUS}\n");
    let outcome = site(&format!("{settings}{STORY}{without}")).without_problems();
    for page in ["/b/", "/p/"] {
        assert!(!outcome.page(page).contains("data-comments"), "{page}");
    }
    // no article with comments, nothing allowed
    let outcome = site(&format!("{settings}{without}")).without_problems();
    assert_eq!(script_servers(&outcome), "");
    assert_eq!(directive(&outcome, "frame-src"), "");
}

#[test]
fn comment_settings_are_escaped() {
    let outcome = article_with_comments(
        "{provider: giscus, repo: awa/blog, repo_id: \"\\\"><script>alert(1)</script>\", category_id: \"' onclick='x\"}",
    );
    let page = outcome.page("/en/summer/");
    assert!(
        !page.contains("<script>alert") && !page.contains("\"><script"),
        "{page}"
    );
    assert!(!page.contains("' onclick='x\" onclick"), "{page}");
}

#[test]
fn a_language_unknown_to_giscus_falls_back_to_english() {
    let settings = "base_url: https://blog.example\nlanguages:\n  wo: {title: W}\n  pt-BR: {title: P}\n  el: {title: E}\n";
    let article = |lang: &str| {
        format!("-- content/articles/a/{lang}.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nA.\n")
    };
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}comments: {GISCUS}\n{}{}{}",
        article("wo"),
        article("pt-BR"),
        article("el")
    ));
    assert_attributes(outcome.page("/a/"), &["data-any-data-lang=\"en\""]);
    assert_attributes(outcome.page("/pt-br/a/"), &["data-any-data-lang=\"pt-BR\""]);
    assert_attributes(outcome.page("/el/a/"), &["data-any-data-lang=\"gr\""]);
}
