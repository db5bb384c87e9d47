//! What open pages are told, and what the author's page says.

use super::{BLOG, Reply, Served, serve, until_event};

const FILE: &str = "content/articles/un/fr.md";

fn write(served: &Served, title: &str, more: &str, text: &str) {
    let text = format!("---\ntitle: {title}\ndate: 2026-11-01\n{more}---\n{text}\n");
    served.folder.write(FILE, text);
}

fn ok(reply: Reply) -> String {
    assert_eq!(reply.status, 200, "{}", reply.head);
    reply.text()
}

#[test]
fn a_page_hears_of_its_own_changes_alone() {
    let served = serve(&format!(
        "{BLOG}-- content/pages/a/fr.md --\n---\ntitle: À propos\n---\nNous.\n"
    ));
    let mut own = served.events(&served.query("/premier/"));
    let mut other = served.events(&served.query("/a-propos/"));
    until_event(&mut own, "data: []");
    until_event(&mut other, "data: []");
    // with its tag, which the menu of every page depends on
    write(&served, "Premier", "tags: [puces]\n", "changé");
    until_event(&mut own, "event: reload\n");
    // the other one is told of what comes next, and of nothing before it
    served.folder.write(
        "content/articles/deux/fr.md",
        "---\ntitle: Deuxième\ndate: 2026-11-02\nzzz",
    );
    let told = until_event(&mut other, "event: problems\n");
    assert!(!told.contains("event: reload"), "{told}");
}

#[test]
fn a_page_that_missed_something_reloads_at_once() {
    let served = serve(BLOG);
    let query = served.query("/premier/");
    write(&served, "Premier", "", "changé entre-temps");
    served.until_says("/premier/", "changé entre-temps");
    until_event(&mut served.events(&query), "event: reload\n");
}

#[test]
fn a_new_title_takes_its_page_along() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    until_event(&mut stream, "data: []");
    write(&served, "Tout autre chose", "", "Texte.");
    until_event(&mut stream, "event: move\ndata: \"/tout-autre-chose/\"\n");
}

#[test]
fn a_style_is_swapped_without_a_reload() {
    let served = serve(BLOG);
    served
        .folder
        .write("themes/default/styles/90-own.css", "h1 { color: teal }\n");
    served.until("the style", |served| served.differing().is_empty());
    let mut stream = served.events(&served.query("/premier/"));
    until_event(&mut stream, "data: []");
    served
        .folder
        .write("themes/default/styles/90-own.css", "h1 { color: olive }\n");
    let told = until_event(&mut stream, "/assets/style.");
    assert!(told.contains("event: style\n"), "{told}");
    assert!(!told.contains("reload"), "{told}");
}

#[test]
fn a_picture_is_seen() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    until_event(&mut stream, "data: []");
    served.folder.write("static/logo.txt", "autre");
    until_event(&mut stream, "event: reload\n");
}

#[test]
fn d13_an_error_is_told_and_cleared_and_the_last_good_page_stays() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    until_event(&mut stream, "data: []");
    served.folder.write(
        FILE,
        "---\ntitle: <script>alert(1)</script>\ndate: [impossible\n---\nx\n",
    );
    let told = until_event(&mut stream, "\"]\n");
    assert!(
        told.contains("event: problems\n") && told.contains("content/articles/un/fr.md:"),
        "{told}"
    );
    assert!(
        told.contains("impossible") && !told.contains("event: reload"),
        "{told}"
    );
    assert!(ok(served.get("/premier/")).contains("Un <a"));
    write(&served, "Premier", "", "Réparé.");
    let told = until_event(&mut stream, "data: []\n");
    assert!(told.contains("event: reload\n"), "{told}");
}

#[test]
fn d13_templates_dead_links_and_settings_too() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    until_event(&mut stream, "data: []");
    for (path, bad, words) in [
        (
            "themes/default/templates/article.html",
            "{% if %}",
            "article.html",
        ),
        (
            "themes/default/templates/article.html",
            "{{ article.nothing.at.all }}",
            "1 | {{ article.nothing.at.all }}",
        ),
        ("griot.yaml", "base_url: [", "griot.yaml"),
    ] {
        let before = served.folder.has(path).then(|| served.folder.read(path));
        served.folder.write(path, bad);
        let told = until_event(&mut stream, words);
        assert!(told.contains("event: problems\n"), "{told}");
        match before {
            Some(text) => served.folder.write(path, text),
            None => served.folder.remove(path),
        }
        until_event(&mut stream, "data: []\n");
    }
    write(&served, "Premier", "", "[mort](../absent/fr.md)");
    until_event(&mut stream, "is not there");
    write(&served, "Premier", "", "vivant");
    until_event(&mut stream, "data: []\n");
}

#[test]
fn there_is_a_page_before_there_is_a_site() {
    let served = serve(
        "-- griot.yaml --\nbase_url: [\n-- content/articles/un/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nx\n",
    );
    let reply = served.get("/");
    assert_eq!(reply.status, 500);
    assert!(
        reply.text().contains("griot.yaml") && reply.text().contains("/_griot/live.js"),
        "{}",
        reply.text()
    );
    let mut stream = served.events("path=/&page=&styles=");
    until_event(&mut stream, "griot.yaml");
    served
        .folder
        .write("griot.yaml", crate::harness::FRENCH_AND_ENGLISH);
    until_event(&mut stream, "event: reload\n");
    assert!(ok(served.get("/")).contains("Le Carnet"));
}

#[test]
fn what_is_not_there_offers_a_file_in_its_language() {
    let served = serve(BLOG);
    let french = served.get("/un-sujet/");
    assert_eq!(french.status, 404);
    assert!(
        french
            .text()
            .contains("data-create=\"content/articles/un-sujet/fr.md\""),
        "{}",
        french.text()
    );
    assert!(french.text().contains("<html lang=\"fr\""));
    let english = served.get("/en/a%22%3E%3Cscript%3E");
    assert!(english.text().contains("<html lang=\"en\""));
    assert!(
        !english.text().contains("\"><script>"),
        "{}",
        english.text()
    );
    // once written, its page comes
    let mut stream = served.events(&served.query("/un-sujet/"));
    until_event(&mut stream, "data: []");
    served.folder.write(
        "content/articles/un-sujet/fr.md",
        "---\ntitle: Un sujet\ndate: 2026-11-03\n---\nEnfin.\n",
    );
    until_event(&mut stream, "event: reload\n");
    assert!(ok(served.get("/un-sujet/")).contains("Enfin."));
    // and goes when it is deleted
    let mut stream = served.events(&served.query("/un-sujet/"));
    until_event(&mut stream, "data: []");
    served.folder.remove("content/articles/un-sujet/fr.md");
    until_event(&mut stream, "event: reload\n");
    assert_eq!(served.get("/un-sujet/").status, 404);
}

#[test]
fn drafts_and_scheduled_articles_are_marked() {
    let served = serve(BLOG);
    write(&served, "Premier", "draft: true\n", "x");
    served.until_says("/premier/", "data-state=\"Draft\"");
    let later = "---\ntitle: Demain\ndate: 2027-01-02\n---\nx\n";
    served.folder.write("content/articles/demain/fr.md", later);
    served.until_says("/demain/", "data-state=\"Scheduled for 2027-01-02\"");
    assert!(!served.get("/deuxieme/").text().contains("data-state"));
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains("scheduled until 2027-01-02") && list.contains("<b>draft</b>"),
        "{list}"
    );
}

#[test]
fn the_authors_page_shows_every_story_and_is_live() {
    let served = serve(BLOG);
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains(">content/articles/un/en.md</a></code>")
            && list.contains("<a href=\"file:///"),
        "{list}"
    );
    assert!(list.contains("<a href=\"/en/first/\">First</a>"), "{list}");
    // `deux` is not translated: its file is named
    assert!(
        list.contains("<b>missing</b><br><code>content/articles/deux/en.md</code>"),
        "{list}"
    );
    assert!(
        list.contains("<b>warning</b> this story is not told in English <code>content/articles/deux/fr.md</code>"),
        "{list}"
    );
    let mut stream = served.events(&served.query("/_griot/"));
    until_event(&mut stream, "data: []");
    write(&served, "<b>&", "", "[mort](../absent/fr.md)");
    until_event(&mut stream, "event: reload\n");
    served.until_says("/_griot/", "is not there");
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains("&lt;b&gt;&amp;") && !list.contains("<b>&<"),
        "{list}"
    );
    assert_eq!(served.get("/_griot/2/").status, 404);
    assert_eq!(served.get("/_griot/x").status, 404);
    assert!(!served.cold().has("/_griot/"));
}

#[test]
fn parts_of_files_and_types() {
    let served = serve(BLOG);
    let part = served.ask("/logo.txt", "Range: bytes=1-2\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "og"));
    assert!(
        part.head.contains("content-range: bytes 1-2/5\r\n"),
        "{}",
        part.head
    );
    let end = served.ask("/logo.txt", "Range: bytes=-2\r\n");
    assert_eq!((end.status, end.text().as_str()), (206, "o\n"));
    assert_eq!(served.ask("/logo.txt", "Range: bytes=9-\r\n").status, 200);
    for (path, mime) in [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/logo.txt", "text/plain; charset=utf-8"),
    ] {
        let head = served.get(path).head;
        assert!(
            head.contains(&format!("content-type: {mime}\r\n")),
            "{head}"
        );
        assert!(
            head.contains("cache-control: no-store\r\n") && head.contains("nosniff"),
            "{head}"
        );
    }
    let policy = served.get("/").head;
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
}
