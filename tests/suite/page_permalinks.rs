//! `permalink: {articles: …, pages: …}`: standing pages have a pattern of their own.

use crate::harness::site;

const SITE: &str = "\
-- griot.yaml --
base_url: https://blog.example
permalink: {articles: /:year/:slug/, pages: /:key/}
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
---
[Contact](../../pages/b/contact/fr.md)
-- content/pages/a/contact/fr.md --
---
title: Contact
---
A
-- content/pages/b/contact/fr.md --
---
title: Contact
---
B
-- content/pages/b/contact/en.md --
---
title: Contact us
slug: write-to-us
---
B
";

#[test]
fn pages_with_one_title_do_not_collide() {
    let outcome = site(SITE);
    assert!(outcome.page("/2026/un/").contains("href=\"/b/contact/\""));
    assert!(outcome.page("/a/contact/").contains("<p>A</p>"));
    assert!(outcome.page("/b/contact/").contains("<p>B</p>"));
    assert!(outcome.page("/en/b/write-to-us/").contains("<p>B</p>"));
}

#[test]
fn pages_have_no_date_for_a_pattern() {
    let outcome = site(&SITE.replace("/:key/", "/:year/:slug/"));
    let messages = outcome.problems();
    assert!(
        messages.contains("a standing page has no date for `:year`"),
        "{messages}"
    );
}
