//! `griot import ghost` and `griot import blogger`.

use crate::program_runner::Folder;

/// An export of Ghost. Its posts come before what they refer to.
const GHOST: &str = r##"{"db":[{"meta":{"version":"5.0"},"data":{
"posts":[
 {"id":"p1","title":"Une puce 🚀","slug":"une-puce","html":"<p>Le <b>texte</b>.</p><figure class=\"kg-card kg-image-card kg-card-hascaption\"><img src=\"__GHOST_URL__/content/images/size/w600/2026/05/a.gif\" alt=\"A\"><figcaption>La légende</figcaption></figure><p><a href=\"__GHOST_URL__/a-propos/\">nous</a></p>","type":"post","status":"published","visibility":"public","featured":1,"published_at":"2026-05-23T09:00:00.000Z","created_at":"2026-05-22T09:00:00.000Z","updated_at":"2026-05-24T09:00:00.000Z","custom_excerpt":"Le résumé","feature_image":"__GHOST_URL__/content/images/2026/05/lead.gif"},
 {"id":"p2","title":"À propos","slug":"a-propos","html":"<p>Nous.</p>","type":"page","status":"published","visibility":"public","published_at":"2026-05-23T09:00:00.000Z"},
 {"id":"p3","title":"Membres","slug":"membres","html":"<p>secret</p>","type":"post","status":"published","visibility":"members","published_at":"2026-05-23T09:00:00.000Z"},
 {"id":"p4","title":"Brouillon","slug":"brouillon","html":null,"type":"post","status":"draft","created_at":"2026-05-22T09:00:00.000Z"}],
"tags":[{"id":"t1","name":"Sécurité","slug":"securite","visibility":"public"},{"id":"t2","name":"#note","slug":"hash-note","visibility":"internal"}],
"posts_tags":[{"post_id":"p1","tag_id":"t1"},{"post_id":"p1","tag_id":"t2"}],
"users":[{"id":"u1","name":"Awa Tissandier","slug":"awa","email":"awa@blog.example"}],
"posts_authors":[{"post_id":"p1","author_id":"u1"}],
"posts_meta":[{"post_id":"p1","feature_image_alt":"Une puce","meta_description":"La puce"}],
"settings":[{"key":"title","value":"Kora & Pixels"},{"key":"locale","value":"fr"},{"key":"timezone","value":"Europe/Paris"}]}}]}"##;

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

#[test]
fn ghost_becomes_a_site() {
    let folder = Folder::empty();
    folder.write("ghost.json", GHOST);
    for name in ["a.gif", "lead.gif"] {
        folder.write(&format!("content/images/2026/05/{name}"), GIF);
    }
    let ran = folder.run(&["import", "ghost", "ghost.json", "--out", "site"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("add `--base-url"), "{ran:?}");
    folder.run_ok(&[
        "import",
        "ghost",
        "ghost.json",
        "--base-url",
        "https://blog.example",
        "--media",
        "content",
        "--out",
        "site",
    ]);
    folder.run_ok(&["build", "--root", "site"]);
    let text = folder.read("site/content/articles/une-puce/fr.md");
    assert_eq!(
        text,
        "---\ntitle: \"Une puce 🚀\"\ndate: 2026-05-23T11:00:00+02:00\nupdated: 2026-05-24T11:00:00+02:00\nslug: une-puce\n\
         authors: [awa-tissandier]\ntags: [securite]\ndescription: La puce\nsummary: Le résumé\nimage: lead.gif\nimage_alt: Une puce\n\
         featured: true\n---\n\nLe **texte**.\n\n![A](a.gif \"La légende\")\n\n[nous](../../pages/a-propos/fr.md)\n"
    );
    assert!(
        folder
            .read("site/content/articles/membres/fr.md")
            .contains("draft: true\n")
    );
    assert!(
        folder
            .read("site/content/articles/brouillon/fr.md")
            .contains("draft: true\n")
    );
    assert!(
        folder
            .read("site/griot.yaml")
            .contains("timezone: Europe/Paris\n")
    );
    let report = folder.read("site/import-report.md");
    assert!(report.starts_with("# Import from Ghost\n"), "{report}");
    assert!(report.contains("`internal tag: #note`"), "{report}");
}

#[test]
fn a_broken_export_of_ghost_gives_what_came_before() {
    let folder = Folder::empty();
    folder.write(
        "ghost.json",
        &GHOST[..GHOST.find("\"p3\"").expect("the third post")],
    );
    let ran = folder.run(&[
        "import",
        "ghost",
        "ghost.json",
        "--base-url",
        "https://blog.example",
        "--out",
        "site",
    ]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("breaks off at line 5"), "{ran:?}");
    // the language comes after the posts: it is lost
    assert!(folder.has("site/content/articles/une-puce/en.md"));
}

const BLOGGER: &str = r#"<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://www.w3.org/2007/app' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<title type='text'>Kora &amp; Pixels</title><link rel='alternate' type='text/html' href='https://kora.blogspot.com/'/>
<entry><id>1</id><published>2026-05-23T10:00:00.000+01:00</published><updated>2026-05-23T10:00:00.000+01:00</updated><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><category scheme='http://www.blogger.com/atom/ns#' term='Sécurité'/><title type='text'>Une puce</title><content type='html'>One&lt;br /&gt;two&lt;br /&gt;&lt;br /&gt;&lt;a href="https://kora.blogspot.com/p/about.html"&gt;nous&lt;/a&gt;</content><link rel='alternate' type='text/html' href='https://kora.blogspot.com/2026/05/une-puce.html' title='Une puce'/><author><name>Awa</name></author></entry>
<entry><id>2</id><published>2026-05-23T10:00:00.000+01:00</published><updated>2026-05-23T10:00:00.000+01:00</updated><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#page'/><title type='text'>About</title><content type='html'>Us</content><link rel='alternate' type='text/html' href='https://kora.blogspot.com/p/about.html'/></entry>
<entry><id>3</id><published>2026-05-23T10:00:00.000+01:00</published><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><title type='text'>Draft</title><content type='html'>secret</content><app:control><app:draft>yes</app:draft></app:control></entry>
<entry><id>4</id><published>2026-05-23T10:00:00.000+01:00</published><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#comment'/><title type='text'>Well</title><content type='html'>Well done</content><thr:in-reply-to href='x'/></entry>
</feed>"#;

#[test]
fn pictures_of_blogger_come_from_its_albums_by_name() {
    let folder = Folder::empty();
    let pictures = "&lt;img src=\"https://1.bp.blogspot.com/-a/b/c/s320/puce.gif\" /&gt;\
                    &lt;a href=\"https://1.bp.blogspot.com/-a/b/c/s1600/puce.gif\"&gt;&lt;img src=\"https://1.bp.blogspot.com/-a/b/c/s640/puce.gif\" /&gt;&lt;/a&gt;\
                    &lt;img src=\"https://2.bp.blogspot.com/-d/s320/twice.gif\" /&gt;\
                    &lt;img src=\"https://blogger.googleusercontent.com/img/b/R2/s320/gone.gif\" /&gt;";
    folder.write(
        "blog.xml",
        BLOGGER.replace("Us</content>", &format!("{pictures}</content>")),
    );
    for path in [
        "Albums/Kora/puce.gif",
        "Albums/Kora/twice.gif",
        "Albums/Autre/twice.gif",
    ] {
        folder.write(&format!("Blogger/{path}"), GIF);
    }
    folder.run_ok(&[
        "import", "blogger", "blog.xml", "--media", "Blogger", "--out", "site",
    ]);
    folder.run_ok(&["build", "--root", "site"]);
    assert_eq!(
        folder.file_names("site/content/pages/about"),
        ["en.md", "puce.gif"]
    );
    let text = folder.read("site/content/pages/about/en.md");
    assert_eq!(text.matches("](puce.gif").count(), 2, "{text}");
    let report = folder.read("site/import-report.md");
    for lost in ["twice.gif", "gone.gif"] {
        assert!(report.contains(&format!("/s320/{lost}`")), "{report}");
    }
}

#[test]
fn blogger_becomes_a_site() {
    let folder = Folder::empty();
    folder.write("blog.xml", BLOGGER);
    folder.run_ok(&["import", "blogger", "blog.xml", "--out", "site"]);
    folder.run_ok(&["build", "--root", "site"]);
    let text = folder.read("site/content/articles/une-puce/en.md");
    assert_eq!(
        text,
        "---\ntitle: Une puce\ndate: 2026-05-23T10:00:00+01:00\nslug: une-puce\naliases: [/2026/05/une-puce.html]\n\
         authors: [awa]\ntags: [securite]\n---\n\nOne\\\ntwo\n\n[nous](../../pages/about/en.md)\n"
    );
    assert!(
        folder
            .read("site/public/2026/05/une-puce.html")
            .contains("/une-puce/")
    );
    assert!(folder.has("site/public/p/about.html"));
    let report = folder.read("site/import-report.md");
    assert!(report.contains("- 1 comments\n"), "{report}");
    let ran = folder.run(&["import", "blogger", "site/griot.yaml", "--out", "no"]);
    assert_eq!(ran.status, 1, "{ran:?}");
}
