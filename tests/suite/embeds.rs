//! Cards for videos and posts of other sites: on a page, in a feed, in the content security
//! policy, in a section digest.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, article, site, sources};

const ZOO: &str = "https://www.youtube.com/watch?v=jNQXAC9IVRw";
const POST: &str = "https://social.example/@ada/100254678717223630";

fn policy(outcome: &Outcome, host: &str) -> String {
    let headers = outcome.page(&format!("{host}/_headers"));
    let (_, policy) = headers
        .split_once("Content-Security-Policy: ")
        .expect("a policy");
    let policy = policy.lines().next().expect("a line");
    let frames = policy
        .split("; ")
        .find_map(|directive| directive.strip_prefix("frame-src "));
    frames.unwrap_or_default().to_string()
}

#[test]
fn a_card_names_its_content_and_its_provider() {
    let outcome = article(&format!("Début.\n\n{ZOO}&t=5\n\n{POST}\n\nFin.")).without_problems();
    let page = outcome.page("/a/");
    let video = "<div class=\"embed\">\n\
        <p><a href=\"https://www.youtube.com/watch?v=jNQXAC9IVRw&amp;t=5\">Vidéo sur YouTube</a></p>\n\
        <p class=\"embed-ask with-script\"><button type=\"button\" data-shape=\"wide\" data-frame=\"https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1&amp;start=5\" data-title=\"Vidéo · YouTube\">Lire la vidéo <small>charge YouTube</small></button></p>\n</div>\n";
    assert!(page.contains(video), "{page}");
    let post = ">Publication sur Mastodon</a></p>\n<p class=\"embed-what\"><bdi>@ada@social.example</bdi></p>";
    assert!(page.contains(post), "{page}");
    assert!(page.contains("Afficher la publication <small>charge social.example</small>"));
    assert_eq!(
        page.matches("<script src=\"/assets/embed.").count(),
        1,
        "its script"
    );
    // nothing of others in the page but links
    assert!(!page.contains("<iframe") && !page.contains("src=\"https://www.you"));
}

/// The words of the link are the title, and a picture before it is the poster: in the line above, or
/// in the paragraph above.
#[test]
fn a_card_has_the_title_and_the_poster_of_the_author() {
    for gap in ["\n", "\n\n"] {
        let text = format!(
            "Début.\n\n![Un éléphant](/zoo.svg){gap}[Le premier film : au zoo]({ZOO})\n\nFin."
        );
        let outcome = site(&format!(
            "-- static/zoo.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"9\"/>\n\
             -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{text}\n"
        ))
        .without_problems();
        let page = outcome.page("/a/");
        let (_, card) = page.split_once("<div class=\"embed\">\n<p class=\"embed-poster\"><img src=\"/zoo.svg\" alt=\"Un éléphant\"").expect("a poster");
        let (card, after) = card.split_once("</div>").expect("an end");
        assert!(
            card.contains(">Le premier film\u{a0}: au zoo</a></p>"),
            "{card}"
        );
        assert!(
            card.contains("<p class=\"embed-what\"><span>YouTube</span> <span>Vidéo</span> </p>"),
            "{card}"
        );
        assert!(card.contains("<button"), "{card}");
        assert!(after.contains("<p>Fin.</p>"));
        // a feed has the picture and the link
        let feed = outcome.page("/feed.xml");
        assert!(feed.contains("Le premier film") && !feed.contains("class=\"embed\""));
    }
}

#[test]
fn a_page_without_cards_has_no_script_for_them() {
    let outcome = article("Texte.").without_problems();
    let page = outcome.page("/a/");
    assert!(!page.contains("class=\"embed") && !page.contains("src=\"/assets/embed"));
}

#[test]
fn only_a_bare_link_in_its_own_paragraph_becomes_a_card() {
    for markdown in [
        format!("Voir {ZOO}"),
        format!("[le zoo]({ZOO}) !"),
        format!("[{ZOO}]({ZOO} \"Le zoo\")"),
        format!("{ZOO}\n{POST}"),
        format!("- {ZOO}\n\n- b"),
        format!("> {ZOO}"),
        format!("## {ZOO}"),
        format!("**{ZOO}**"),
        format!("`{ZOO}`"),
        format!("    {ZOO}"),
        format!("<p>{ZOO}</p>"),
        "https://youtube.com@evil.example/watch?v=jNQXAC9IVRw".to_string(),
        "https://www.youtube.com/watch?v=jNQXAC9IVR\"".to_string(),
    ] {
        let outcome = article(&format!("Début.\n\n{markdown}"));
        let page = outcome.page("/a/");
        assert!(!page.contains("class=\"embed\""), "{markdown}");
        assert_eq!(policy(&outcome, ""), "", "{markdown}");
    }
    for markdown in [
        ZOO.to_string(),
        format!("<{ZOO}>"),
        format!("[{ZOO}]({ZOO})"),
        format!("[le zoo]({ZOO})"),
        format!("  {ZOO}  "),
        "www.youtube.com/watch?v=jNQXAC9IVRw".to_string(),
    ] {
        let outcome = article(&format!("Début.\n\n{markdown}"));
        assert!(
            outcome.page("/a/").contains("class=\"embed\""),
            "{markdown}"
        );
    }
}

#[test]
fn markdown_characters_in_a_url_belong_to_the_url() {
    // English dashes, emphasis, French spaces
    for id in [
        "_abcdefghi_",
        "__abcdefg__",
        "ab--cd--efg",
        "_-abcdef_-_",
        "a_b-c_d-e_f",
    ] {
        for markdown in [
            format!("https://youtu.be/{id}"),
            format!("<https://youtu.be/{id}>"),
        ] {
            let outcome = site(&format!(
                "-- content/articles/a/en.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nText.\n\n{markdown}\n"
            ))
            .without_problems();
            let page = outcome.page("/en/a/");
            let wanted = format!("<a href=\"https://youtu.be/{id}\">Video on YouTube</a>");
            assert!(page.contains(&wanted), "{markdown}\n{page}");
            assert!(
                page.contains(&format!("/embed/{id}?autoplay=1")),
                "{markdown}"
            );
        }
    }
}

#[test]
fn the_content_security_policy_allows_the_embedded_sites() {
    let of = |markdown: &str, raw: &str| {
        let outcome = site(&format!(
            "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{raw}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{markdown}\n"
        ));
        policy(&outcome, "")
    };
    let all =
        format!("{ZOO}\n\n{POST}\n\nhttps://vimeo.com/76979871\n\nhttps://x.com/jack/status/20");
    let hosts = "https://platform.twitter.com https://player.vimeo.com https://social.example https://www.youtube-nocookie.com";
    for raw in ["", "raw_html: false\n"] {
        assert_eq!(of("Texte.", raw), "");
        assert_eq!(of(ZOO, raw), "https://www.youtube-nocookie.com");
        assert_eq!(of(&all, raw), hosts);
    }
    // an author's own frame may be of anybody
    for frame in [
        "<iframe src=\"https://a.b/\"></iframe>",
        "x <IFRAME\nsrc='https://a.b/'></IFRAME>",
    ] {
        assert_eq!(of(&format!("{frame}\n\n{ZOO}"), ""), "https:");
        assert_eq!(
            of(&format!("{frame}\n\n{ZOO}"), "raw_html: false\n"),
            "https://www.youtube-nocookie.com"
        );
        assert_eq!(of(&format!("```html\n{frame}\n```"), ""), "");
        assert_eq!(of(&format!("`{frame}`"), ""), "");
    }
    let many: Vec<String> = (0..40)
        .map(|n| format!("https://social{n}.example/@ada/100254678717223630\n"))
        .collect();
    assert_eq!(of(&many.join("\n"), ""), "https:", "a header has an end");
}

#[test]
fn each_domain_allows_only_its_own_embeds() {
    let settings = "base_url: https://blog.example\nlanguages:\n  fr: {title: F}\n  en: {title: E, base_url: \"https://en.blog.example\"}\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nA.\n-- content/articles/a/en.md --\n---\ntitle: A\n---\n{ZOO}\n"
    ));
    assert_eq!(policy(&outcome, ""), "");
    assert_eq!(policy(&outcome, "/en"), "https://www.youtube-nocookie.com");
}

#[test]
fn feeds_and_summaries() {
    let outcome = article(&format!("{ZOO}\n\nLe premier film du site.\n")).without_problems();
    for feed in ["/feed.xml", "/feed.json"] {
        let feed = outcome.page(feed);
        assert!(
            !feed.contains("embed") && !feed.contains("nocookie"),
            "{feed}"
        );
        assert!(feed.contains("watch?v=jNQXAC9IVRw"), "the link");
    }
    let home = outcome.page("/");
    assert!(
        home.contains("<p class=\"card-summary\">Le premier film du site.</p>"),
        "{home}"
    );
    assert!(
        !outcome.page("/a/").contains("class=\"lead\""),
        "a card is no lead"
    );
    let until_more = article(&format!(
        "Avant.\n\n{ZOO}\n\nAprès.\n\n<!--more-->\n\nReste."
    ))
    .without_problems();
    assert!(until_more.page("/").contains(">Avant. Après.</p>"));
}

#[test]
fn a_theme_without_the_script_shows_links() {
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: own\n-- themes/own/theme.yaml --\nname: own\nextends: default\n-- themes/own/static/embed.js --\n\n-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{ZOO}\n"
    ));
    assert!(
        outcome.page("/a/").contains("class=\"embed\""),
        "it has one"
    );
    let bare: Vec<String> = ["article", "page", "home", "term", "terms", "archive", "404", "base"]
        .map(|name| format!("-- themes/bare/templates/{name}.html --\n{{% if page.kind == \"article\" %}}{{{{ article.embeds }}}}{{{{ article.content | safe }}}}{{% endif %}}\n"))
        .to_vec();
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: bare\n-- themes/bare/theme.yaml --\nname: bare\n{}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{ZOO}\n",
        bare.concat()
    ));
    let page = outcome.page("/a/");
    assert!(
        page.starts_with("false<p><a href=\"https://www.youtube.com/watch?v=jNQXAC9IVRw\">"),
        "{page}"
    );
    assert!(!page.contains("button"));
}

/// Digest of the introduction of an article.
fn section_digest(markdown: &str) -> String {
    let files = sources(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{markdown}\n"
    ));
    let (built, _) = griot::pipeline::build(
        &files.files,
        &files.options,
        &mut griot::pipeline::Session::default(),
        &mut |_| {},
    );
    let site = built.expect("a site").site;
    let id = site
        .article_in("content/articles/a/fr.md")
        .expect("an article");
    let parts = griot::translations::section_digests(&site, id);
    let part = parts.iter().find(|part| part.name == "introduction");
    format!("{}", part.expect("an introduction").digest)
}

#[test]
fn the_digest_of_a_card_is_its_url() {
    let as_link = format!("<p><a href=\"{ZOO}\">{ZOO}</a></p>");
    assert_eq!(
        section_digest(ZOO),
        section_digest(&as_link),
        "as before there were cards"
    );
    let other = ZOO.replace("jNQ", "jNR");
    assert_ne!(section_digest(ZOO), section_digest(&other));
}
