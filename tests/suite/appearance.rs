//! What readers see of the settings: look, logo, authors, home page, foot, newsletter, licence.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};
use crate::html_reader::{elements, main_element};

const ARTICLE: &str = "-- content/articles/a/fr.md --\n---\ntitle: A 🚀\ndate: 2026-11-01\nauthors: [awa, Idriss]\n---\nTexte.\n";
const ENGLISH: &str = "-- content/articles/a/en.md --\n---\ntitle: A 🚀\n---\nText.\n";

fn with_settings(settings: &str) -> Outcome {
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}-- static/logo.svg --\n<svg/>\n{ARTICLE}{ENGLISH}"
    ))
}

fn style(outcome: &Outcome) -> &str {
    let mut texts = outcome.texts();
    let style = texts.find(|(path, _)| path.starts_with("assets/style."));
    style.expect("a style sheet").1
}

#[test]
fn an_accent_is_readable_in_both_schemes() {
    let outcome = with_settings("extra: {accent: \"#0a7a4b\"}\n").without_problems();
    let style = style(&outcome);
    assert!(style.contains("--accent: #0a7a4b;"), "readable as it is");
    assert!(!style.contains(":root:not([data-scheme=\"light\"]) { --accent: #0a7a4b;"));
    let pale = with_settings("extra: {accent: \"#ffe08a\"}\n").without_problems();
    assert!(
        !self::style(&pale).contains("{ --accent: #ffe08a; }\n:root[data"),
        "a pale yellow is made darker on light paper"
    );
}

#[test]
fn an_invalid_accent_is_refused_with_its_position() {
    with_settings("extra:\n  accent: teal\n")
        .assert_refused(&["griot.yaml:", "`teal` is not a colour"]);
    with_settings("extra:\n  accent: #a0163f\n")
        .assert_refused(&["`accent` is empty", "in quotes"]);
    with_settings("extra:\n  accent:\n").without_problems();
    with_settings("extra:\n  accent: # none yet\n").without_problems();
}

#[test]
fn a_logo_must_be_a_file_of_the_site() {
    let outcome = with_settings("extra: {logo: logo.svg}\n").without_problems();
    assert!(outcome.page("/en/").contains("src=\"/logo.svg\""));
    for wrong in [
        "logo.png",
        "https://elsewhere.example/logo.svg",
        "../logo.svg",
    ] {
        with_settings(&format!("extra:\n  logo: {wrong}\n"))
            .assert_refused(&["griot.yaml:", wrong]);
    }
}

#[test]
fn each_author_has_a_list_of_stories() {
    let settings = "authors:\n  awa: {name: Awa Tissandier, url: \"https://awa.example/\"}\n";
    let outcome = with_settings(settings).without_problems();
    let article = outcome.page("/a/");
    assert!(
        article.contains("<a href=\"/authors/awa-tissandier/\" rel=\"author\">Awa Tissandier</a>")
    );
    assert!(article.contains("<a href=\"/authors/idriss/\" rel=\"author\">Idriss</a>"));
    let list = outcome.page("/en/authors/awa-tissandier/");
    assert!(list.contains("href=\"/en/a/\"") && list.contains("https://awa.example/"));
    assert!(
        list.contains("href=\"/authors/awa-tissandier/\""),
        "the switch"
    );
    assert!(!outcome.has("/authors/") && !outcome.has("/authors/idriss/feed.xml"));
}

#[test]
fn a_story_has_the_same_tint_in_all_languages() {
    let home = "-- themes/default/templates/home.html --\n{% for card in list.cards %}tint-{{ card.tint }};{% endfor %}\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{ARTICLE}{ENGLISH}{home}"
    ))
    .without_problems();
    let tint = |page: &str| {
        let (_, after) = page.split_once("tint-").expect("a tint");
        after.split(';').next().expect("a number").to_string()
    };
    assert_eq!(tint(outcome.page("/")), tint(outcome.page("/en/")));
}

#[test]
fn a_look_is_one_of_two() {
    let page = |settings: &str| with_settings(settings).without_problems();
    assert!(page("").page("/").contains("data-look=\"magazine\""));
    let journal = page("extra: {look: journal}\n");
    assert!(journal.page("/en/a/").contains("data-look=\"journal\""));
    with_settings("extra: {look: jurnal}\n")
        .assert_refused(&["unknown look `jurnal`", "did you mean `journal`?"]);
}

#[test]
fn readers_see_who_writes() {
    let photo = "-- static/awa.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>\n";
    let settings = "authors:\n  awa:\n    name: Awa Tissandier\n    role: {fr: Journaliste, en: Reporter}\n    \
        bio: {fr: \"Elle écrit : enfin !\"}\n    photo: awa.svg\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{photo}{ARTICLE}{ENGLISH}"
    ))
    .without_problems();
    let french = outcome.page("/a/");
    assert!(french.contains("<span class=\"role\">Journaliste</span>"));
    assert!(
        french.contains("<p>Elle écrit\u{a0}: enfin\u{202f}!</p>"),
        "typeset"
    );
    assert!(french.contains("<img src=\"/awa.svg\" alt=\"\""));
    let english = outcome.page("/en/a/");
    assert!(english.contains("Reporter") && !english.contains("Elle écrit"));
    let list = outcome.page("/authors/awa-tissandier/");
    assert!(list.contains("/awa.svg") && list.contains("Elle écrit"));
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}authors: {{awa: {{name: Awa, photo: nobody.jpg}}}}\n{ARTICLE}"
    ))
    .assert_refused(&["the photo `nobody.jpg` is not a picture of the site", "griot.yaml:"]);
}

#[test]
fn the_foot_of_a_page_names_pages_feeds_and_licence() {
    let page = "-- content/pages/mentions/fr.md --\n---\ntitle: Mentions légales\n---\nTexte.\n";
    let settings = "feeds: [atom, rss]\nlicense: {name: CC BY 4.0, url: \"https://cc.example/by\", rsl: \"https://a.example/rsl.xml\"}\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{ARTICLE}{ENGLISH}{page}"
    ))
    .without_problems();
    let (_, foot) = outcome
        .page("/a/")
        .split_once("<footer class=\"bottom\">")
        .expect("a foot");
    assert!(foot.contains("<a href=\"/mentions-legales/\">Mentions légales</a>"));
    assert!(foot.contains(">Flux RSS</a>") && foot.contains(">Flux Atom</a>"));
    assert!(foot.contains("<a href=\"https://cc.example/by\" rel=\"license\">CC BY 4.0</a>"));
    assert!(
        !outcome.page("/en/a/").contains("Mentions"),
        "another language"
    );
    assert!(
        outcome
            .page("/robots.txt")
            .contains("\nLicense: https://a.example/rsl.xml\n")
    );
}

#[test]
fn a_newsletter_is_a_form_or_a_link() {
    let form = "newsletter: {action: \"https://news.example/subscribe?list=1\", name: EMAIL}\nraw_html: false\n";
    let outcome = with_settings(form).without_problems();
    let page = outcome.page("/a/");
    assert!(page.contains("action=\"https://news.example/subscribe?list=1\" method=\"post\""));
    assert!(page.contains("name=\"EMAIL\""));
    assert!(page.contains("form-action &#39;self&#39; https://news.example;"));
    let link = with_settings("newsletter: {url: \"https://news.example/\"}\n").without_problems();
    assert!(link.page("/a/").contains("href=\"https://news.example/\""));
    with_settings("newsletter: {name: email}\n")
        .assert_refused(&["a newsletter has either an `action` or a `url`"]);
    with_settings("newsletter: {action: \"http://news.example/\"}\n").assert_refused(&["https"]);
}

#[test]
fn the_home_page_has_a_lead_and_sections_and_no_article_twice() {
    let story = |number: usize, more: &str| {
        format!(
            "-- content/articles/s{number}/fr.md --\n---\ntitle: Histoire {number}\ndate: 2026-01-{number:02}\n{more}---\nTexte.\n"
        )
    };
    let mut files = story(1, "featured: true\ncategories: [africa]\n");
    files.extend((2..=5).map(|number| story(number, "categories: [africa]\n")));
    files.extend((6..=20).map(|number| story(number, "")));
    let settings = "categories:\n  africa: {fr: Afrique, en: Africa, description: {fr: Tout sur l'Afrique.}}\nhome: {sections: [africa, afrca]}\npaginate: 15\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{files}"
    ))
    .with_warnings();
    outcome.assert_reported(&["the section `afrca`", "did you mean `africa`?"]);
    let home = main_element(outcome.page("/"));
    let lead = elements(home, "h2");
    assert_eq!(lead[0].text, "Histoire 1", "the featured one leads");
    for number in 1..=20 {
        let times = home.matches(&format!(">Histoire {number}<")).count();
        assert_eq!(times, 1, "Histoire {number}");
    }
    let (_, africa) = home.split_once(">Afrique</a></h2>").expect("a section");
    assert!(africa.contains(">Histoire 5<"));
    let list = outcome.page("/categories/afrique/");
    assert!(list.contains("<p class=\"intro-text\">Tout sur l’Afrique.</p>"));
    assert!(list.contains("<meta name=\"description\" content=\"Tout sur l’Afrique.\">"));
}

#[test]
fn three_stories_follow_an_article_and_none_of_its_neighbours() {
    let files: String = (1..=6)
        .map(|day| format!("-- content/articles/j{day}/fr.md --\n---\ntitle: Jour {day}\ndate: 2026-11-0{day}\ntags: [ai]\n---\nT.\n"))
        .collect();
    let outcome = site(&files).without_problems();
    let page = outcome.page("/jour-4/");
    let (_, related) = page
        .split_once("class=\"related\"")
        .expect("related stories");
    let (related, siblings) = related
        .split_once("class=\"siblings\"")
        .expect("neighbours");
    assert!(siblings.contains("Jour 3") && siblings.contains("Jour 5"));
    assert_eq!(related.matches("<article").count(), 3, "a full row");
    assert!(!related.contains("Jour 3") && !related.contains("Jour 5"));
}

#[test]
fn past_three_languages_links_are_in_small_menus() {
    let codes = ["fr", "en", "ar", "es", "pt"];
    let build = |count: usize| {
        let languages: String = codes[..count]
            .iter()
            .map(|code| format!("  {code}: {{title: T}}\n"))
            .collect();
        let articles: String = codes[..count]
            .iter()
            .map(|code| format!("-- content/articles/a/{code}.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n\n## Un {{#un}}\n\nTexte.\n"))
            .collect();
        site(&format!(
            "-- griot.yaml --\nbase_url: https://blog.example\nlanguages:\n{languages}{articles}"
        ))
    };
    let five = build(5);
    let page = five.page("/a/");
    assert!(page.contains("<details class=\"languages\">\n<summary>FR</summary>"));
    let (_, menu) = page
        .split_once("<details class=\"section-toggles\">")
        .expect("a menu");
    let (menu, _) = menu.split_once("</details>").expect("its end");
    assert_eq!(menu.matches("class=\"section-toggle\"").count(), 4);
    let three = build(3);
    let page = three.page("/a/");
    assert!(!page.contains("<details"), "three languages are in a line");
    assert_eq!(page.matches("class=\"section-toggle\"").count(), 2);
}

#[test]
fn a_language_without_the_page_is_a_quiet_code() {
    let outcome =
        site(&format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}{ARTICLE}")).without_problems();
    let page = outcome.page("/a/");
    let (_, switch) = page.split_once("<nav class=\"switch\"").expect("a switch");
    let (switch, _) = switch.split_once("</nav>").expect("its end");
    assert!(switch.contains("class=\"inexact\" title=\"English: this page is not translated\""));
    assert!(switch.contains("\">EN</a>"), "{switch}");
}

#[test]
fn the_category_is_above_the_title_and_never_a_tag_in_small_letters() {
    let article = |more: &str| {
        let outcome = site(&format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n{more}---\nTexte.\n"
        ))
        .without_problems();
        let home = outcome.page("/").to_string();
        let (_, kicker) = home.split_once("<p class=\"kicker\">")?;
        Some(kicker.split_once('<')?.0.to_string())
    };
    assert_eq!(
        article("categories: [Réseaux]\ntags: [Web]\n").as_deref(),
        Some("Réseaux")
    );
    assert_eq!(article("tags: [minuscule, Web]\n").as_deref(), Some("Web"));
    assert_eq!(article("tags: [minuscule]\n"), None);
}
