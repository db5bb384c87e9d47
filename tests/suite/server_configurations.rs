//! `griot hosting`: the configuration of a web server. `tests/web/hosting.mjs` serves sites with
//! the real servers by it.

use crate::program_runner::Folder;

const SITE: &str = "\
-- griot.yaml --
base_url: https://blog.example
languages:
  fr: {title: Mon blog}
  en: {title: My blog, base_url: \"https://en.blog.example\"}
-- content/puce.md --
---
title: Une puce
date: 2026-11-01
aliases: [/old/, '/a\"b$c/']
---
Le début.
-- content/demain.md --
---
title: Demain
date: 2026-11-01
draft: true
aliases: [/secret/]
---
Plus tard.
-- static/_redirects --
/ p=12 /une-puce/ 301
/all/* /x/:splat 301
";

const SERVERS: [&str; 3] = ["nginx", "caddy", "apache"];

#[test]
fn a_configuration_serves_every_domain_and_leads_old_addresses_on() {
    let folder = Folder::new(SITE);
    for server in SERVERS {
        let text = folder.run_ok(&["hosting", server]).out;
        for wanted in [
            "blog.example",
            "en.blog.example",
            "/var/www/blog.example",
            "/var/www/blog.example/en",
            "/old/",
            "p=12",
            "/404.html",
            "default-src 'none'",
            "https://en.blog.example/",
        ] {
            assert!(text.contains(wanted), "{server}: no `{wanted}` in {text}");
        }
        // a draft is not published, and a pattern of another syntax is left out
        for unwanted in ["/secret/", ":splat"] {
            assert!(!text.contains(unwanted), "{server}: `{unwanted}` in {text}");
        }
    }
}

#[test]
fn signs_of_an_old_address_stay_inside_their_quotes() {
    let folder = Folder::new(SITE);
    let written = [
        ["nginx", "location = \"/a\\\"b$c/\" {"],
        ["caddy", "redir \"/a\\\"b$c/\" \"/une-puce/\" 301"],
        ["apache", "RewriteRule \"^/a\\x22b\\$c/$\" \"/une-puce/\" "],
    ];
    for [server, line] in written {
        let text = folder.run_ok(&["hosting", server]).out;
        assert!(text.contains(line), "{server}: no `{line}` in {text}");
    }
}

#[test]
fn the_folder_on_the_server_can_be_named() {
    let text = Folder::new(SITE)
        .run_ok(&["hosting", "nginx", "--folder", "/srv/blog/"])
        .out;
    assert!(text.contains("# Copy public/ to /srv/blog/\n"), "{text}");
    assert!(text.contains("root \"/srv/blog/en\";"), "{text}");
}

#[test]
fn a_site_with_errors_has_no_configuration() {
    let folder = Folder::new("-- griot.yaml --\nbase_url: 7\n");
    let ran = folder.run(&["hosting", "nginx"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("griot.yaml"), "{}", ran.err);
}
