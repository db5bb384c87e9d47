//! Settings as an author writes them: what they come to, and what is said.

mod addresses;
mod features;
mod languages;
mod terms_and_authors;

use super::Config;
use crate::diagnostic::{self, English};

const LANGUAGES: &str = "languages: {fr: {title: Le blog}, en: {title: The blog}}";

/// Settings that need nothing more than `lines`.
fn parse(lines: &str) -> Result<Config, String> {
    whole(&format!(
        "base_url: https://blog.example\n{LANGUAGES}\n{lines}\n"
    ))
}

/// The settings, or each problem as `line:column message; hint`, those of `parse`
/// counted from line 3.
fn whole(text: &str) -> Result<Config, String> {
    Config::parse("griot.yaml", text).map_err(|mut problems| {
        diagnostic::sort_and_merge(&mut problems, false);
        let said = diagnostic::print(&problems, &English, &|_| Some(text.to_owned()), false);
        said.split("\n\n").map(brief).collect::<Vec<_>>().join("\n")
    })
}

fn brief(problem: &str) -> String {
    let lines: Vec<&str> = problem.lines().collect();
    let place = lines[1]
        .rsplit_once(".yaml:")
        .map_or("", |(_, place)| place);
    let message = lines[0].trim_start_matches("error: ");
    let hint = lines.iter().find_map(|line| line.split_once("= hint: "));
    let hint = hint.map_or(String::new(), |(_, hint)| format!("; {hint}"));
    format!("{place} {message}{hint}").trim_start().to_owned()
}

/// What is said of `lines`.
fn said(lines: &str) -> String {
    parse(lines).map_or_else(|said| said, |_| "nothing".to_owned())
}

#[test]
fn the_least_settings_and_their_defaults() {
    let config = parse("").unwrap();
    assert_eq!(config.base_url, "https://blog.example");
    assert_eq!(config.timezone.iana_name(), Some("UTC"));
    assert_eq!(config.theme, "default");
    assert_eq!(config.paginate, 20);
    assert_eq!(config.permalink.articles, "/:slug/");
    assert_eq!(config.permalink.pages, "/:slug/");
    assert_eq!(config.language(config.default_language).code, "fr");
    assert!(!config.default_language_in_subdir);
    assert!(config.tags.is_empty() && config.categories.is_empty() && config.authors.is_empty());
    assert!(config.feeds.atom && config.feeds.json && !config.feeds.rss);
    assert!(config.raw_html && config.search && config.cards && config.stale_notice);
    assert!(config.comments.is_none());
    assert_eq!(config.share.len(), 7);
    assert_eq!((config.images.enabled, config.images.quality), (true, 80));
    assert_eq!(config.images.widths, [480, 800, 1200, 1600]);
    assert!(config.deploy.headers && config.deploy.redirects);
    assert!(config.typography_keep.is_empty() && config.extra.is_empty());
}

#[test]
fn simple_settings() {
    let value =
        |lines: &str, value: fn(&Config) -> String| parse(lines).map(|config| value(&config));
    let case = |lines: &str, of: fn(&Config) -> String, expected: &str| {
        assert_eq!(value(lines, of), Ok(expected.to_owned()), "{lines}");
    };
    case(
        "default_language: en",
        |c| c.language(c.default_language).code.clone(),
        "en",
    );
    case(
        "default_language: EN",
        |c| c.language(c.default_language).code.clone(),
        "en",
    );
    case(
        "timezone: Africa/Dakar",
        |c| c.timezone.iana_name().unwrap().to_owned(),
        "Africa/Dakar",
    );
    case(
        "timezone: utc",
        |c| c.timezone.iana_name().unwrap().to_owned(),
        "UTC",
    );
    case("theme: mon-thème", |c| c.theme.clone(), "mon-thème");
    case("paginate: 6", |c| c.paginate.to_string(), "6");
    case(
        "permalink: /:year/:month/:slug/",
        |c| c.permalink.articles.clone(),
        "/:year/:month/:slug/",
    );
    case(
        "permalink: /blog/:section/:key/",
        |c| c.permalink.articles.clone(),
        "/blog/:section/:key/",
    );
    case(
        "permalink: {articles: /:year/:slug/, pages: /:key/}",
        |c| format!("{} {}", c.permalink.articles, c.permalink.pages),
        "/:year/:slug/ /:key/",
    );
    case(
        "permalink: {pages: /p/:slug/}",
        |c| format!("{} {}", c.permalink.articles, c.permalink.pages),
        "/:slug/ /p/:slug/",
    );
    case(
        "default_language_in_subdir: yes",
        |c| c.default_language_in_subdir.to_string(),
        "true",
    );
    case("raw_html: off", |c| c.raw_html.to_string(), "false");
    case("search: no", |c| c.search.to_string(), "false");
    case("extra: {a: {b: 1}}", |c| c.extra.len().to_string(), "1");
    case("search: ~", |c| c.search.to_string(), "true");
}

#[test]
fn simple_settings_that_make_no_sense() {
    let case = |lines: &str, expected: &str| assert_eq!(said(lines), expected, "{lines}");
    case(
        "default_language: de",
        "3:19 `de` is not one of the site's languages; they are `fr`, `en`",
    );
    case(
        "timezone: Africa/Dakkar",
        "3:11 unknown time zone `Africa/Dakkar`; did you mean `Africa/Dakar`?",
    );
    case(
        "timezone: heure de Paris",
        "3:11 unknown time zone `heure de Paris`; did you mean `Europe/Paris`?",
    );
    case(
        "theme: ../x",
        "3:8 `../x` has a slash in it; write the name of a folder in `themes/`",
    );
    case(
        "theme: ..",
        "3:8 `..` leads out of its place with `.` or `..`; write the name of a folder in `themes/`",
    );
    case(
        "paginate: 0",
        "3:11 expected a number of articles, found `0`; write a whole number from 1 to 1000",
    );
    case(
        "paginate: 1.5",
        "3:11 expected a number of articles, found `1.5`; write a whole number from 1 to 1000",
    );
    case(
        "paginate: six",
        "3:11 expected a number of articles, found text",
    );
    case(
        "permalink: :slug",
        "3:12 `:slug` does not begin and end with a slash; write `/:slug/`",
    );
    case(
        "permalink: /",
        "3:12 `/` does not begin and end with a slash; write `/:slug/`",
    );
    case(
        "permalink: /:title/",
        "3:12 unknown part `:title` of a permalink; did you mean `:slug`?",
    );
    case(
        "permalink: /:slugs/",
        "3:12 unknown part `:slugs` of a permalink; did you mean `:slug`?",
    );
    case(
        "permalink: /:year/",
        "3:12 `/:year/` gives every article of a day the same address; add `:slug` or `:key` to it",
    );
    case(
        "permalink: /../:slug/",
        "3:12 `/../:slug/` leads out of its place with `.` or `..`; write a path on this site such as `/contact/`",
    );
    case(
        "permalink: /a b/:slug/",
        "3:12 ` ` cannot stand in a permalink; use letters, digits, `-` and `_`",
    );
    case(
        "permalink: /a//:slug/",
        "3:12 `/a//:slug/` has two slashes in a row; remove one of them",
    );
    case(
        "permalink: //evil/:slug/",
        "3:12 `//evil/:slug/` leads to another site; write a path on this site such as `/contact/`",
    );
    case(
        "search: peut-être",
        "3:9 expected `true` or `false`, found text",
    );
    case("extra: [a]", "3:8 expected keys and values, found a list");
}

#[test]
fn unknown_settings_are_errors_at_every_level() {
    let case = |lines: &str, expected: &str| assert_eq!(said(lines), expected, "{lines}");
    case(
        "time_zone: UTC",
        "3:1 unknown setting `time_zone`; did you mean `timezone`?",
    );
    case(
        "baseURL: x",
        "3:1 unknown setting `baseURL`; did you mean `base_url`?",
    );
    case("tag: {}", "3:1 unknown setting `tag`; did you mean `tags`?");
    case(
        "images: {width: [480]}",
        "3:10 unknown key of `images` `width`; did you mean `widths`?",
    );
    case(
        "deploy: {netlify: true}",
        "3:10 unknown key of `deploy` `netlify`; known here: `headers`, `redirects`, `targets`",
    );
    case(
        "check: {link: error}",
        "3:9 unknown rule of `check` `link`; did you mean `links`?",
    );
}

#[test]
fn every_problem_is_told_at_once() {
    let text = "\
languages:
  fr: {titel: Le blog, menu: [{label: Contact}]}
timezone: Paris
paginate: 0
";
    let expected = "\
 `base_url` is missing; add the site's address: `base_url: https://example.org`
2:3 the language `fr` has no `title`; add the site's title in this language, such as `title: Mon blog`
2:8 unknown key of a language `titel`; did you mean `title`?
2:31 this entry of the menu has no `url`; write `{label: Contact, url: /contact/}`
3:11 unknown time zone `Paris`; write a name such as `Africa/Dakar`, `Europe/Paris` or `UTC`
4:11 expected a number of articles, found `0`; write a whole number from 1 to 1000";
    assert_eq!(whole(text).unwrap_err(), expected);
}

#[test]
fn settings_that_are_no_settings() {
    let case =
        |text: &str, expected: &str| assert_eq!(whole(text).unwrap_err(), expected, "{text:?}");
    let both = "\
 `base_url` is missing; add the site's address: `base_url: https://example.org`
`languages` is missing; add `languages:` and below it, indented, `fr: {name: Français, title: Mon blog}`";
    case("", both);
    case("# rien\n", both);
    case(
        "bonjour",
        &format!("{both}\n1:1 expected a setting on each line, found text"),
    );
    case(
        "base_url: a\nbase_url: b\n",
        "2:1 the key `base_url` is written twice; keep one of the two; the first is on line 1",
    );
    case(
        "base_url: https://a.b\nlanguages: fr",
        "2:12 expected the languages by their codes, found text",
    );
    case(
        "base_url: https://a.b\nlanguages: {}",
        "2:12 there is no language; add `languages:` and below it, indented, `fr: {name: Français, title: Mon blog}`",
    );
    let long = "#".repeat(1 << 21);
    case(
        &long,
        "the settings have more than 1 MB; keep what templates need in `extra` short",
    );
}

#[test]
fn a_mark_crlf_and_toml_are_fine() {
    let text = format!("\u{feff}base_url: https://blog.example\r\n{LANGUAGES}\r\npaginate: 3\r\n");
    assert_eq!(whole(&text).unwrap().paginate, 3);
    let toml = "base_url = 'https://a.b'\n[languages.fr]\ntitle = 'A'\n[languages.en]\ntitle = 'B'\n[languages.ar]\ntitle = 'C'\n";
    let config = Config::parse("griot.toml", toml).unwrap();
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    assert_eq!(codes, ["fr", "en", "ar"]);
}
