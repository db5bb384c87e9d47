//! Live reload of open pages, and the dashboard.

use super::{BLOG, Reply, Served, read_until_event, serve};

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
fn a_page_gets_only_events_of_its_own_changes() {
    let served = serve(&format!(
        "{BLOG}-- content/pages/a/fr.md --\n---\ntitle: À propos\n---\nNous.\n"
    ));
    let mut own = served.events(&served.query("/premier/"));
    let mut other = served.events(&served.query("/a-propos/"));
    read_until_event(&mut own, "data: []");
    read_until_event(&mut other, "data: []");
    // with its tag, which the menu of every page depends on
    write(&served, "Premier", "tags: [puces]\n", "changé");
    read_until_event(&mut own, "event: reload\n");
    // the other page gets the next event, and none before it
    served.folder.write(
        "content/articles/deux/fr.md",
        "---\ntitle: Deuxième\ndate: 2026-11-02\nzzz",
    );
    let events = read_until_event(&mut other, "event: problems\n");
    assert!(!events.contains("event: reload"), "{events}");
}

#[test]
fn a_page_that_missed_something_reloads_at_once() {
    let served = serve(BLOG);
    let query = served.query("/premier/");
    write(&served, "Premier", "", "changé entre-temps");
    served.wait_for_text("/premier/", "changé entre-temps");
    read_until_event(&mut served.events(&query), "event: reload\n");
}

#[test]
fn a_new_title_moves_the_open_page() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    read_until_event(&mut stream, "data: []");
    write(&served, "Tout autre chose", "", "Texte.");
    read_until_event(&mut stream, "event: move\ndata: \"/tout-autre-chose/\"\n");
}

#[test]
fn a_style_is_swapped_without_a_reload() {
    let served = serve(BLOG);
    served
        .folder
        .write("themes/default/styles/90-own.css", "h1 { color: teal }\n");
    served.wait_until("the style", |served| served.files_unlike_build().is_empty());
    let mut stream = served.events(&served.query("/premier/"));
    read_until_event(&mut stream, "data: []");
    served
        .folder
        .write("themes/default/styles/90-own.css", "h1 { color: olive }\n");
    let told = read_until_event(&mut stream, "/assets/style.");
    assert!(told.contains("event: style\n"), "{told}");
    assert!(!told.contains("reload"), "{told}");
}

#[test]
fn a_changed_picture_is_reloaded() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    read_until_event(&mut stream, "data: []");
    served.folder.write("static/logo.txt", "autre");
    read_until_event(&mut stream, "event: reload\n");
}

#[test]
fn d13_an_error_is_shown_then_cleared_and_the_last_good_page_stays() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    read_until_event(&mut stream, "data: []");
    served.folder.write(
        FILE,
        "---\ntitle: <script>alert(1)</script>\ndate: [impossible\n---\nx\n",
    );
    let events = read_until_event(&mut stream, "\"]\n");
    assert!(
        events.contains("event: problems\n") && events.contains("content/articles/un/fr.md:"),
        "{events}"
    );
    assert!(
        events.contains("impossible") && !events.contains("event: reload"),
        "{events}"
    );
    assert!(ok(served.get("/premier/")).contains("Un <a"));
    write(&served, "Premier", "", "Réparé.");
    let events = read_until_event(&mut stream, "data: []\n");
    assert!(events.contains("event: reload\n"), "{events}");
}

#[test]
fn d13_errors_of_templates_links_and_settings_are_shown() {
    let served = serve(BLOG);
    let mut stream = served.events(&served.query("/premier/"));
    read_until_event(&mut stream, "data: []");
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
        let events = read_until_event(&mut stream, words);
        assert!(events.contains("event: problems\n"), "{events}");
        match before {
            Some(text) => served.folder.write(path, text),
            None => served.folder.remove(path),
        }
        read_until_event(&mut stream, "data: []\n");
    }
    write(&served, "Premier", "", "[mort](../absent/fr.md)");
    read_until_event(&mut stream, "was not found");
    write(&served, "Premier", "", "vivant");
    read_until_event(&mut stream, "data: []\n");
}

#[test]
fn a_page_is_served_before_the_site_exists() {
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
    read_until_event(&mut stream, "griot.yaml");
    served
        .folder
        .write("griot.yaml", crate::harness::FRENCH_AND_ENGLISH);
    read_until_event(&mut stream, "event: reload\n");
    assert!(ok(served.get("/")).contains("Le Carnet"));
}

#[test]
fn a_missing_page_offers_to_create_a_file_in_its_language() {
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
    read_until_event(&mut stream, "data: []");
    served.folder.write(
        "content/articles/un-sujet/fr.md",
        "---\ntitle: Un sujet\ndate: 2026-11-03\n---\nEnfin.\n",
    );
    read_until_event(&mut stream, "event: reload\n");
    assert!(ok(served.get("/un-sujet/")).contains("Enfin."));
    // and goes when it is deleted
    let mut stream = served.events(&served.query("/un-sujet/"));
    read_until_event(&mut stream, "data: []");
    served.folder.remove("content/articles/un-sujet/fr.md");
    read_until_event(&mut stream, "event: reload\n");
    assert_eq!(served.get("/un-sujet/").status, 404);
}

#[test]
fn drafts_and_scheduled_articles_are_marked() {
    let served = serve(BLOG);
    write(&served, "Premier", "draft: true\n", "x");
    served.wait_for_text("/premier/", "data-state=\"Draft\"");
    let later = "---\ntitle: Demain\ndate: 2027-01-02\n---\nx\n";
    served.folder.write("content/articles/demain/fr.md", later);
    served.wait_for_text("/demain/", "data-state=\"Scheduled for 2027-01-02\"");
    assert!(!served.get("/deuxieme/").text().contains("data-state"));
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains("scheduled until 2027-01-02") && list.contains("<b>draft</b>"),
        "{list}"
    );
}

#[test]
fn the_dashboard_shows_every_story_and_updates_live() {
    let served = serve(BLOG);
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains("<code class=\"path\">content/articles/un/en.md</code>"),
        "{list}"
    );
    // browsers open no file from a page: its script copies the whole path
    let root = served.folder.path("");
    let root = root.to_string_lossy();
    assert!(
        list.contains(&format!(
            "<code id=\"folder\">{}</code>",
            root.trim_end_matches('/')
        )),
        "{list}"
    );
    assert!(!list.contains("file://"), "{list}");
    assert!(ok(served.get("/_griot/dashboard.js")).contains("writeText"));
    assert!(list.contains("<a href=\"/en/first/\">First</a>"), "{list}");
    // `deux` is not translated: its file is named
    assert!(
        list.contains("<b>missing</b><br><code class=\"path\">content/articles/deux/en.md</code>"),
        "{list}"
    );
    assert!(
        list.contains("<b>warning</b> this story has no article in English <code class=\"path\">content/articles/deux/fr.md</code>"),
        "{list}"
    );
    let mut stream = served.events(&served.query("/_griot/"));
    read_until_event(&mut stream, "data: []");
    write(&served, "<b>&", "", "[mort](../absent/fr.md)");
    read_until_event(&mut stream, "event: reload\n");
    served.wait_for_text("/_griot/", "was not found");
    let list = ok(served.get("/_griot/"));
    assert!(
        list.contains("&lt;b&gt;&amp;") && !list.contains("<b>&<"),
        "{list}"
    );
    assert_eq!(served.get("/_griot/2/").status, 404);
    assert_eq!(served.get("/_griot/x").status, 404);
    assert!(!served.build_from_scratch().has("/_griot/"));
}

#[test]
fn ranges_and_content_types_are_served() {
    let served = serve(BLOG);
    let part = served.get_with_headers("/logo.txt", "Range: bytes=1-2\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "og"));
    assert!(
        part.head.contains("content-range: bytes 1-2/5\r\n"),
        "{}",
        part.head
    );
    let end = served.get_with_headers("/logo.txt", "Range: bytes=-2\r\n");
    assert_eq!((end.status, end.text().as_str()), (206, "o\n"));
    assert_eq!(
        served
            .get_with_headers("/logo.txt", "Range: bytes=9-\r\n")
            .status,
        200
    );
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
        policy.contains("default-src 'none'") && policy.contains("/_griot/live.js;"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
}
