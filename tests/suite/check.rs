//! `griot check`: each rule with its position, switched off, and as an error; and the whole
//! command.

use crate::golden_sites;
use crate::harness::{FRENCH_AND_ENGLISH, sources};
use crate::program_runner::Folder;
use serde_json::Value;
use std::collections::BTreeMap;

/// Problems that one rule reports, with all others off.
fn problems_of_rule(rule: &str, level: &str, files: &str) -> String {
    const RULES: [&str; 13] = [
        "links",
        "anchors",
        "alt",
        "sections",
        "translations",
        "stale",
        "stale_days",
        "terms",
        "tags",
        "emoji_titles",
        "descriptions",
        "urls",
        "weight",
    ];
    let mut settings = format!("{FRENCH_AND_ENGLISH}check:\n");
    for name in RULES {
        let level = if name == rule { level } else { "off" };
        settings.push_str(&format!("  {name}: {level}\n"));
    }
    match files.split_once("-- griot.yaml --\n") {
        Some((before, more)) => {
            sources(&format!("{before}-- griot.yaml --\n{settings}{more}")).check()
        }
        None => sources(&format!("{files}-- griot.yaml --\n{settings}")).check(),
    }
}

/// Asserts that the rule reports exactly this, nothing when it is off, and the same as errors.
#[track_caller]
fn assert_rule_reports(rule: &str, files: &str, expected: &str) {
    assert_eq!(
        problems_of_rule(rule, "warning", files).trim_end(),
        expected.trim()
    );
    assert_eq!(problems_of_rule(rule, "off", files), "");
    assert_eq!(
        problems_of_rule(rule, "error", files).trim_end(),
        expected.trim().replace("warning: ", "error: ")
    );
}

#[track_caller]
fn assert_rule_reports_nothing(rule: &str, files: &str) {
    assert_eq!(problems_of_rule(rule, "warning", files), "");
}

/// `content/articles/KEY/LANG.md`.
fn article(key: &str, lang: &str, front: &str, text: &str) -> String {
    format!("-- content/articles/{key}/{lang}.md --\n---\ndate: 2026-11-01\n{front}---\n{text}\n")
}

#[test]
fn images_without_alt_text() {
    let text = "![](a.png) ![Une puce](a.png)\n\n<p><img src=\"a.png\"> <img alt=\"\" src=\"a.png\"></p>\n\n<!-- <img src=\"a.png\"> -->\n\n<div>\n<!-- <img src=\"a.png\"> --></div>\n";
    let files = article("a", "fr", "title: A\n", text) + "-- content/articles/a/a.png --\nPNG\n";
    assert_rule_reports(
        "alt",
        &files,
        r#"
warning: this image has no alternative text
 --> content/articles/a/fr.md:5:1
  |
5 | ![](a.png) ![Une puce](a.png)
  | ^^^^^^^^^^
  |
  = hint: write what it shows: `![What it shows](…)`, or `alt="…"` in HTML

warning: this image has no alternative text
 --> content/articles/a/fr.md:7:4
  |
7 | <p><img src="a.png"> <img alt="" src="a.png"></p>
  |    ^^^^^^^^^^^^^^^^^
  |
  = hint: write what it shows: `![What it shows](…)`, or `alt="…"` in HTML
"#,
    );
}

#[test]
fn an_image_tag_on_several_lines_is_read_to_its_end() {
    let text = "<div>\n<img\n src=\"https://x.example/a.png\"\n alt=\"Une puce\">\n</div>\n";
    assert_rule_reports_nothing("alt", &article("a", "fr", "title: A\n", text));
    let text = text.replace(" alt=\"Une puce\"", " title=\"sans alt ici\"");
    let said = problems_of_rule("alt", "warning", &article("a", "fr", "title: A\n", &text));
    assert!(said.contains("fr.md:6:1"), "{said}");
}

#[test]
fn a_translation_needs_alt_text_for_an_inherited_picture() {
    let own = article(
        "a",
        "fr",
        "title: A\nimage: a.png\nimage_alt: Une puce\n",
        "T",
    );
    let files =
        own + &article("a", "en", "title: A\n", "T") + "-- content/articles/a/a.png --\nPNG\n";
    assert_rule_reports(
        "alt",
        &files,
        "
warning: the picture `a.png` has no alternative text
--> content/articles/a/en.md
 = hint: add `image_alt`: what it shows, in English
",
    );
    let said = problems_of_rule(
        "alt",
        "warning",
        &files.replace("image_alt: Une puce\n", ""),
    );
    assert!(
        said.contains("fr.md:4:8\n") && said.contains("in French"),
        "{said}"
    );
}

#[test]
fn settings_choose_the_severity_of_broken_links() {
    let files = article("a", "fr", "title: A\n", "[un](rien.md) [deux](/rien/)");
    let file = "the file `rien.md` was not found\n --> content/articles/a/fr.md:5:6\n";
    let page = "no page of the site is at `/rien/`\n --> content/articles/a/fr.md:5:22\n";
    for level in ["error", "warning"] {
        let said = problems_of_rule("links", level, &files);
        assert!(said.contains(&format!("{level}: {file}")), "{said}");
        assert!(said.contains(&format!("{level}: {page}")), "{said}");
    }
    assert_eq!(problems_of_rule("links", "off", &files), "");
}

#[test]
fn absolute_urls_of_the_site_itself_are_checked() {
    let files = article(
        "a",
        "fr",
        "title: A\n",
        "[un](https://blog.example/mort/) [deux](https://blog.example/a/#x) [trois](https://blog.example/)",
    );
    let said = problems_of_rule("links", "warning", &files);
    let told = "no page of this site is at `https://blog.example/mort/`\n --> content/articles/a/fr.md:5:6\n";
    assert!(said.contains(told), "{said}");
    assert_eq!(said.matches("warning:").count(), 1, "{said}");
    assert_eq!(problems_of_rule("links", "off", &files), "");
}

#[test]
fn anchors_have_their_own_rule() {
    let files = article("a", "fr", "title: A\n", "[un](#rien)\n\n## Là");
    assert_rule_reports(
        "anchors",
        &files,
        "
warning: no heading on this page has the id `rien`
 --> content/articles/a/fr.md:5:6
  |
5 | [un](#rien)
  |      ^^^^^
  |
  = hint: ids come from the heading's words, without emoji or accents
",
    );
}

#[test]
fn a_menu_with_a_broken_link() {
    let files = "-- griot.yaml --\nbase_url: https://b.example\nlanguages:\n  fr: {title: B, menu: [{label: Rien, url: /rien/}]}\n-- content/pages/a/fr.md --\n---\ntitle: A\ndescription: A.\n---\nT\n";
    let said = sources(files).check();
    assert!(
        said.starts_with("error: the menu of `fr` leads to `/rien/`"),
        "{said}"
    );
}

#[test]
fn sections_missing_from_a_translation() {
    let french = article(
        "a",
        "fr",
        "title: A\n",
        "## 🏁 Départ\n\nT\n\n## 🔋 Batterie\n\nT",
    );
    let english = article("a", "en", "title: A\n", "## 🏁 Start\n\nT");
    assert_rule_reports(
        "sections",
        &(french.clone() + &english),
        "
warning: the section `🔋 Batterie` has no counterpart in English
 --> content/articles/a/fr.md:9:1
  |
9 | ## 🔋 Batterie
  | ^^^^^^^^^^^^^^
  |
  = hint: give both headings the same emoji, or the same id: `{#id}`
",
    );
    assert_rule_reports_nothing("sections", &french);
    let english = english.replace("T\n", "T\n\n## 🔋 Battery\n\nT\n");
    assert_rule_reports_nothing("sections", &(french.clone() + &english));
    assert_rule_reports(
        "sections",
        &(french + &article("a", "en", "title: A\n", "T")),
        "
warning: this article has no section, `content/articles/a/fr.md` has 2
--> content/articles/a/en.md
 = hint: begin its sections with the same headings, translated
",
    );
}

#[test]
fn a_missing_section_in_three_languages_is_reported_once() {
    let settings = "-- griot.yaml --\nbase_url: https://b.example\nlanguages: {fr: {title: B}, en: {title: B}, ar: {title: B}}\ncheck: {descriptions: off}\n";
    let files = settings.to_string()
        + &article(
            "a",
            "fr",
            "title: A\n",
            "## 🏁 Un\n\nT.\n\n## 🔋 Deux\n\nT.",
        )
        + &article("a", "en", "title: A\n", "## 🏁 One\n\nT.")
        + &article("a", "ar", "title: A\n", "## 🏁 واحد\n\nT.");
    let said = sources(&files).check();
    let expected = "the section `🔋 Deux` has no counterpart in English, Arabic\n";
    assert!(
        said.contains(expected) && said.matches("warning").count() == 1,
        "{said}"
    );
}

#[test]
fn stories_missing_in_a_language() {
    assert_rule_reports(
        "translations",
        &article("l’été", "fr", "title: A\n", "T"),
        "
warning: this story has no article in English
--> content/articles/l’été/fr.md
 = hint: `griot translate 'articles/l’été' --to en` begins it
",
    );
    let draft = article("a", "fr", "title: A\n", "T") + &article("a", "en", "draft: true\n", "T");
    assert_rule_reports(
        "translations",
        &draft,
        "
warning: this story has no article in English
--> content/articles/a/fr.md
 = hint: `content/articles/a/en.md` is not published now
",
    );
    assert_eq!(
        problems_of_rule(
            "translations",
            "warning",
            &draft.replace("draft: true\n", "")
        ),
        ""
    );
}

#[test]
fn drafts_are_checked_only_with_the_drafts_option() {
    let files = article(
        "a",
        "fr",
        "title: A\ndraft: true\n",
        "![](https://x.example/a.png)",
    );
    let files = files + "-- griot.yaml --\n" + FRENCH_AND_ENGLISH;
    assert_eq!(sources(&files).check(), "");
    let said = sources(&files).drafts().check();
    assert!(
        said.contains("this image has no alternative text"),
        "{said}"
    );
}

#[test]
fn tags_with_a_name_in_one_language_only() {
    let files = article("a", "fr", "title: A\n", "T")
        + "-- griot.yaml --\ntags:\n  web: Web\n  security: {fr: Sécurité}\n";
    let said = problems_of_rule("tags", "warning", &files);
    let expected = "\
warning: the tag `security` has no name in English
  --> griot.yaml:24:3
";
    assert!(said.starts_with(expected), "{said}");
    let hint = "add `en: …`, or write one name for all languages: `security: Sécurité`";
    assert!(
        said.contains(hint) && said.matches("warning").count() == 1,
        "{said}"
    );
}

#[test]
fn tags_that_differ_by_case_or_accent() {
    let files = article("a", "fr", "tags: [Réseaux, web]\n", "T")
        + &article("b", "fr", "tags: [Réseaux]\n", "T")
        + &article("c", "fr", "tags: [reseaux, web]\n", "T");
    assert_rule_reports(
        "tags",
        &files,
        "
warning: the tag `reseaux` is written `Réseaux` elsewhere
 --> content/articles/c/fr.md:3:8
  |
3 | tags: [reseaux, web]
  |        ^^^^^^^
  |
  = hint: write it in one way: `Réseaux` is in `content/articles/a/fr.md` and 1 other
",
    );
    // what the settings name may be written in any way
    let named = files + "-- griot.yaml --\ntags: {net: {fr: Réseaux, en: Networks}}\n";
    assert_rule_reports_nothing("tags", &named);
}

#[test]
fn tags_that_do_not_match_their_translation() {
    let french = article("a", "fr", "tags: [web, sécurité]\n", "T");
    let english = article("a", "en", "tags: [web, security]\n", "T");
    assert_rule_reports(
        "tags",
        &(french.clone() + &english),
        "
warning: the tag `sécurité` exists in French only, and `security` in English only
 --> content/articles/a/fr.md:3:13
  |
3 | tags: [web, sécurité]
  |             ^^^^^^^^
  |
  = hint: `security` is in `content/articles/a/en.md`; if it is the same, name it once in `griot.yaml`: `tags: {security: {fr: sécurité, en: security}}`
",
    );
    let named = "-- griot.yaml --\ntags: {security: {fr: sécurité, en: security}}\n";
    assert_rule_reports_nothing("tags", &(french.clone() + &english + named));
    assert_rule_reports_nothing("tags", &(french.clone() + &article("a", "en", "", "T")));
    assert_rule_reports_nothing("tags", &french);
    let lacking = problems_of_rule(
        "tags",
        "warning",
        &(french + &article("a", "en", "tags: [web]\n", "T")),
    );
    let expected = "the tag `sécurité` exists in French only\n --> content/articles/a/fr.md:3:13";
    assert!(lacking.contains(expected), "{lacking}");
    let hint = "add it to `content/articles/a/en.md` too, or name it once in `griot.yaml`";
    assert!(lacking.contains(hint), "{lacking}");
}

#[test]
fn inherited_tags_are_reported_where_they_are_written() {
    let settings = "-- griot.yaml --\nbase_url: https://b.example\nlanguages: {fr: {title: B}, ar: {title: B}, en: {title: B}}\ncheck: {descriptions: off}\n";
    let files = settings.to_string()
        + &article(
            "a",
            "fr",
            "title: un titre qui déplace\ntags: [puces]\n",
            "T",
        )
        + &article("a", "ar", "", "T")
        + &article("a", "en", "tags: [chips]\n", "T");
    let said = sources(&files).check();
    assert!(said.contains("content/articles/a/fr.md:4:8"), "{said}");
    assert!(!said.contains("ar.md"), "{said}");
}

#[test]
fn titles_without_emoji_when_the_others_have_one() {
    let with = |key: &str| article(key, "fr", &format!("title: \"{key} 🚀\"\n"), "T");
    let bare = article("z", "fr", "title: Sans rien\n", "T");
    assert_rule_reports(
        "emoji_titles",
        &(with("a") + &with("b") + &with("c") + &bare),
        "
warning: this title has no emoji
 --> content/articles/z/fr.md:3:8
  |
3 | title: Sans rien
  |        ^^^^^^^^^
  |
  = hint: 3 of 4 titles in French have one: add it at the end
",
    );
    // two of three are no custom, nor is what English does
    assert_rule_reports_nothing("emoji_titles", &(with("a") + &with("b") + &bare));
    let english = article("z", "en", "title: Nothing\n", "T");
    assert_rule_reports_nothing(
        "emoji_titles",
        &(with("a") + &with("b") + &with("c") + &english),
    );
    let heading = article("z", "fr", "", "# Sans rien");
    let said = problems_of_rule(
        "emoji_titles",
        "warning",
        &(with("a") + &with("b") + &with("c") + &heading),
    );
    assert!(said.contains("z/fr.md:4:1"), "{said}");
}

#[test]
fn missing_or_long_descriptions() {
    assert_rule_reports(
        "descriptions",
        &article("a", "fr", "title: A\n", "T"),
        "
warning: this article has no description
--> content/articles/a/fr.md
 = hint: add `description`: one sentence for search engines and previews, at most 160 characters
",
    );
    let family = "👨‍👩‍👧";
    let long = |length: usize| {
        let words = format!("{family}{}", "é".repeat(length - 1));
        article("a", "fr", &format!("title: A\ndescription: {words}\n"), "T")
    };
    assert_rule_reports_nothing("descriptions", &long(160));
    let said = problems_of_rule("descriptions", "warning", &long(161));
    let expected =
        "this description has 161 characters, more than 160\n --> content/articles/a/fr.md:4:14";
    assert!(said.contains(expected), "{said}");
    let said = problems_of_rule("descriptions", "{level: error, limit: 20}", &long(21));
    assert!(
        said.contains("error: this description has 21 characters, more than 20"),
        "{said}"
    );
}

const LOCK: &str = "\
-- griot.lock --
- {\"story\":\"articles/a\",\"lang\":\"fr\",\"url\":\"/ancien/\"}
";

#[test]
fn changed_urls_without_an_alias() {
    let files = article("a", "fr", "title: Nouveau\n", "T") + LOCK;
    assert_rule_reports(
        "urls",
        &files,
        "
warning: this page was at `/ancien/`, and nothing redirects from there to `/nouveau/`
 --> content/articles/a/fr.md:3:8
  |
3 | title: Nouveau
  |        ^^^^^^^
  |
  = hint: add the line `aliases: [/ancien/]` to its front matter, or give the old address up: `griot accept /ancien/`
",
    );
    assert_rule_reports_nothing(
        "urls",
        &files.replace("title:", "aliases: [/ancien/]\ntitle:"),
    );
    assert_rule_reports_nothing("urls", &files.replace("title:", "slug: ancien\ntitle:"));
    assert_rule_reports_nothing("urls", &files.replace("title:", "draft: true\ntitle:"));
}

#[test]
fn removed_pages_without_an_alias() {
    let files = article("b", "fr", "title: B\n", "T") + LOCK;
    assert_rule_reports(
        "urls",
        &files,
        "
warning: `articles/a` was at `/ancien/`, and nothing is there any more
--> griot.lock
 = hint: add `aliases: [/ancien/]` to the article that takes its place, or give the address up: `griot accept /ancien/`
",
    );
    assert_rule_reports_nothing(
        "urls",
        &files.replace("title:", "aliases: [/ancien/]\ntitle:"),
    );
    assert_rule_reports_nothing("urls", &files.replace("title:", "slug: ancien\ntitle:"));
}

/// Text that gzip cannot compress well.
fn incompressible_text(bytes: usize) -> String {
    let mut state = 7_u64;
    let mut letter = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'a' + ((state >> 33) % 26) as u8)
    };
    (0..bytes)
        .map(|at| if at % 9 == 8 { ' ' } else { letter() })
        .collect()
}

#[test]
fn pages_over_the_weight_budget() {
    let files = article(
        "a",
        "fr",
        "title: A\n",
        &format!("Court.\n\n{}", incompressible_text(60_000)),
    );
    let said = problems_of_rule("weight", "warning", &files);
    let expected = "warning: the page of this article weighs ";
    assert!(
        said.starts_with(expected) && said.matches("warning").count() == 1,
        "{said}"
    );
    assert!(
        said.contains("kB compressed, more than 35: page ") && said.contains("styles "),
        "{said}"
    );
    assert!(said.contains("--> content/articles/a/fr.md\n"), "{said}");
    assert_eq!(problems_of_rule("weight", "off", &files), "");
    assert_eq!(problems_of_rule("weight", "200", &files), "");
    assert!(problems_of_rule("weight", "{level: error, limit: 40}", &files).starts_with("error: "));
    assert_rule_reports_nothing("weight", &article("a", "fr", "title: A\n", "T"));
}

#[test]
fn a_heavy_script_counts_on_each_page_that_loads_it() {
    let theme = "-- themes/mine/theme.yaml --\nextends: default\n-- themes/mine/templates/home.html --\n<html><head><script src=\"{{ asset(\"big.js\") }}\"></script><script src=\"{{ asset(\"big.js\") }}\"></script></head></html>\n-- themes/mine/static/big.js --\n";
    let files = format!(
        "{}{theme}{}\n",
        article("a", "fr", "title: A\n", "T"),
        incompressible_text(60_000)
    ) + "-- griot.yaml --\ntheme: mine\n";
    let said = problems_of_rule("weight", "warning", &files);
    assert!(said.starts_with("warning: the list `/"), "{said}");
    assert!(
        said.contains("scripts 3") && said.contains("--> griot.yaml\n"),
        "{said}"
    );
    assert!(
        said.contains("so does 1 other") && said.matches("warning").count() == 1,
        "{said}"
    );
}

#[test]
fn all_rules_report_in_one_run() {
    let files = article("a", "fr", "title: A\ndate: jamais\n", "T")
        .replace("date: 2026-11-01\n", "")
        + &article("b", "fr", "title: B\n", "![](rien.png)")
        + "-- themes/mine/templates/base.html --\n{{ oups\n"
        + "-- griot.yaml --\ntheme: mine\n";
    let settings = FRENCH_AND_ENGLISH.to_string() + "theme: mine\n";
    let files = files.replace("theme: mine\n", &settings);
    let said = sources(&files).check();
    for words in [
        "`jamais` is not a date",
        "the image `rien.png` was not found",
        "this image has no alternative text",
        "has no article in English",
        "themes/mine/templates/base.html",
    ] {
        assert!(said.contains(words), "no `{words}` in:\n{said}");
    }
}

/// Output of a run, in the form of the golden files.
fn run_as_golden_output(folder: &Folder, arguments: &[&str]) -> String {
    let ran = folder.run(arguments);
    format!("{}{}exit status {}\n", ran.err, ran.out, ran.status)
}

#[test]
fn check_command_matches_golden_output() {
    let folder = Folder::golden("check");
    let mut files = BTreeMap::new();
    files.insert(
        "check.txt".to_string(),
        run_as_golden_output(&folder, &["check"]).into_bytes(),
    );
    let json = folder.run(&["check", "--json", "--drafts"]);
    let value: Value = serde_json::from_str(&json.out).expect("JSON");
    let pretty = serde_json::to_string_pretty(&value).expect("JSON");
    files.insert("check.json".to_string(), pretty.into_bytes());
    golden_sites::compare("check", &files);
    assert!(
        !folder.has("public") && !folder.has(".griot"),
        "nothing is written"
    );
}

#[test]
fn strict_turns_warnings_into_errors() {
    let folder = Folder::new(&article("a", "fr", "title: A\n", "T"));
    let ran = folder.run(&["check"]);
    assert_eq!(
        (ran.status, ran.err.contains("warning: ")),
        (0, true),
        "{ran:?}"
    );
    let summary = "checked 1 article in 2 languages: 0 errors, 2 warnings\n  by rule of `check`: descriptions 1, translations 1\n";
    assert_eq!(ran.out, summary);
    let ran = folder.run(&["check", "--strict"]);
    assert_eq!(
        (ran.status, ran.err.contains("warning: ")),
        (1, false),
        "{ran:?}"
    );
    let ran = folder.run(&["check", "--quiet"]);
    assert_eq!((ran.status, ran.out + &ran.err), (0, String::new()));
}

#[test]
fn unreadable_settings_are_reported() {
    let folder = Folder::new("-- griot.yaml --\nbase_url: x\n");
    let ran = folder.run(&["check"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.err.contains("griot.yaml:1") && ran.err.ends_with("error: the site cannot be read\n")
    );
    let ran = folder.run(&["check", "--json"]);
    assert!(
        ran.out.starts_with("{\"ok\":false,\"problems\":["),
        "{ran:?}"
    );
}

#[cfg(not(feature = "external"))]
#[test]
fn a_build_without_the_external_feature_says_so() {
    let folder = Folder::new(&article("a", "fr", "title: A\n", "https://x.example/"));
    let ran = folder.run(&["check", "--external"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.starts_with("checked 1 article"), "{ran:?}");
    assert!(ran.err.contains("built without `external`"), "{ran:?}");
}

/// One fault of each kind that a build reports, in the settings, articles, theme, lock and files.
const FAULTS: &str = "\
-- griot.yaml --
base_url: https://blog.example
languages:
  fr: {name: Français, title: Le Carnet}
  en: {name: English, title: The Notebook}
-- content/articles/a/fr.md --
---
title: A
date: 2026-11-01
couleur: rouge
tags: [a/b, a b]
url: /meme/
---
[x](absent.md) [y](/nulle-part/) [z](#rien) ![](photo.heic) **gras

<p style=\"color: red\">x</p> {{< figure >}} <nom>
-- content/articles/b/fr.md --
---
title: B
date: demain
---
Texte.
-- content/articles/c/en.md --
---
title: C
date: 2026-11-01
permalink: /meme/
---
-- content/articles/d/fr.md.txt --
Texte.
-- content/articles/e/fr.md --
Texte.
-- content/_index.md --
Du texte.
-- griot.lock --
- {\"story\":\"articles/z\",\"lang\":\"fr\",\"url\":\"/z/\"}
";

#[test]
fn check_reports_whatever_a_build_reports() {
    let folder = Folder::new(FAULTS);
    let problems = |command: &str| {
        let ran = folder.run(&[command, "--json"]);
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let problems = json["problems"].as_array().expect("problems").clone();
        let facts = problems.into_iter().map(|problem| {
            let key = |key: &str| problem[key].to_string();
            [key("path"), key("span"), key("code"), key("message")].join(" ")
        });
        facts.collect::<std::collections::BTreeSet<String>>()
    };
    let (built, checked) = (problems("build"), problems("check"));
    assert!(built.len() >= 15, "{built:#?}");
    let missing: Vec<_> = built.difference(&checked).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    // the warnings of a site that builds
    folder.remove("content/articles/b/fr.md");
    folder.remove("content/articles/c/en.md");
    folder.remove("content/articles/e/fr.md");
    folder.remove("content/articles/d/fr.md.txt");
    let text = folder.read("content/articles/a/fr.md");
    let text = text
        .replace("[x](absent.md) ", "")
        .replace("![](photo.heic)", "");
    folder.write(
        "content/articles/a/fr.md",
        text.replace("[a/b, a b]", "[a]"),
    );
    folder.run_ok(&["build"]);
    let (built, checked) = (problems("build"), problems("check"));
    assert!(built.len() >= 6, "{built:#?}");
    let missing: Vec<_> = built.difference(&checked).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

const TERM_PROBLEMS: &str = "\
warning: the glossary avoids `flea` for `puce`
 --> content/articles/a/en.md:7:1
  |
7 | ## 🚀 Fleas
  | ^^^^^^^^^^^
  |
  = hint: write `chip`, or add the form that you want to the glossary

warning: the glossary has `AI` for `IA`, which this text does not have
 --> content/articles/a/en.md:7:1
  |
7 | ## 🚀 Fleas
  | ^^^^^^^^^^^
  |
  = hint: write `AI`, or add the form that you want to the glossary

warning: the glossary has `neural network` for `réseau de neurones`, which this text does not have
 --> content/articles/a/en.md:7:1
  |
7 | ## 🚀 Fleas
  | ^^^^^^^^^^^
  |
  = hint: write `neural network`, or add the form that you want to the glossary

warning: the glossary avoids `cerveau artificiel` for `AI`
  --> content/articles/a/fr.md:15:1
   |
15 | ## 🏁 Fin
   | ^^^^^^^^^
   |
   = hint: write `IA`, or add the form that you want to the glossary
";

const GLOSSARY: &str = "\
-- glossary.yaml --
puce: {en: [chip, microchip], not: [flea]}
réseau de neurones: {en: neural network}
IA: {en: AI, not: {en: [artificial brain], fr: [cerveau artificiel]}}
";

#[test]
fn terms_that_are_translated_otherwise() {
    let fr = "Une puce.\n\n## 🚀 Puces\n\nDes réseaux de neurones et l’IA.\n\n## 🔋 Seul\n\nLa puce.\n\n\
              ## 🏁 Fin\n\nUn cerveau artificiel.";
    let en = "A microchip.\n\n## 🚀 Fleas\n\nNetworks of nerves, `AI`.\n\n## 🛰 Other\n\nFleas.\n\n\
              ## 🏁 End\n\nAn AI.";
    let files = [
        GLOSSARY,
        &article("a", "fr", "title: La puce 🚀\n", fr),
        &article("a", "en", "title: The chip 🚀\n", en),
    ];
    assert_rule_reports("terms", &files.concat(), TERM_PROBLEMS);
}

#[test]
fn without_a_glossary_no_term_is_checked() {
    let files = [
        article("a", "fr", "title: La puce\n", "Une puce."),
        article("a", "en", "title: The flea\n", "A flea."),
    ];
    assert_rule_reports_nothing("terms", &files.concat());
}

const GLOSSARY_MISTAKES: &str = "\
error: `es` is not one of the site's languages
 --> glossary.yaml:1:18
  |
1 | puce: {en: chip, es: chip}
  |                  ^^
  |
  = hint: write a code of `languages` in griot.yaml, or `not` for forms to avoid

error: the term `réseau` has no translation
 --> glossary.yaml:2:1
  |
2 | réseau: {not: [net]}
  | ^^^^^^
  |
  = hint: add one: `réseau: {en: …}`

error: expected its forms by language, such as `{en: chip, not: [flea]}`, found text
 --> glossary.yaml:3:5
  |
3 | IA: AI
  |     ^^

error: the term `mot` has no translation
 --> glossary.yaml:4:1
  |
4 | mot: {en: [\"-\"]}
  | ^^^
  |
  = hint: add one: `mot: {en: …}`

error: this form of a term has no letter
 --> glossary.yaml:4:12
  |
4 | mot: {en: [\"-\"]}
  |            ^^^
  |
  = hint: write the word, or leave it out

error: this form of a term has no letter
 --> glossary.yaml:5:1
  |
5 | …: {en: dots}
  | ^
  |
  = hint: write the word, or leave it out
";

#[test]
fn a_glossary_with_mistakes() {
    let files = "-- glossary.yaml --\n\
                 puce: {en: chip, es: chip}\n\
                 réseau: {not: [net]}\n\
                 IA: AI\n\
                 mot: {en: [\"-\"]}\n\
                 …: {en: dots}\n";
    let files = format!("{files}{}", article("a", "fr", "title: Un\n", "Un."));
    assert_eq!(
        problems_of_rule("terms", "warning", &files),
        GLOSSARY_MISTAKES
    );
    let named = "-- griot.yaml --\ntranslate: {glossary: words.yaml}\n";
    let files = format!("{}{named}", article("a", "fr", "title: Un\n", "Un."));
    let found = problems_of_rule("terms", "warning", &files);
    assert!(
        found.contains("the glossary `words.yaml` was not found\n  --> griot.yaml:"),
        "{found}"
    );
}

/// A title that could not be read is no new title.
#[test]
fn an_article_that_cannot_be_read_has_no_other_findings() {
    let folder = Folder::new(
        "-- content/a/fr.md --\n---\ntitle: Une puce\ndate: 2026-11-01\ndescription: Une puce.\n---\n![](b.png)\n\n[x](nulle-part.md)\n\
         -- content/a/en.md --\n---\ntitle: A chip\n---\nText.\n",
    );
    folder.run_ok(&["accept", "a"]);
    let text = folder.read("content/a/fr.md");
    folder.write(
        "content/a/fr.md",
        text.replace("title: Une puce", "title: \"Une puce"),
    );
    let ran = folder.run(&["check"]);
    assert!(ran.err.contains("is never closed"), "{}", ran.err);
    // links are in the text, which is read
    assert!(ran.err.contains("nulle-part.md"), "{}", ran.err);
    for consequence in [
        "changed since",
        "no description",
        "alternative text",
        "was at",
    ] {
        assert!(!ran.err.contains(consequence), "{consequence}: {}", ran.err);
    }
}
