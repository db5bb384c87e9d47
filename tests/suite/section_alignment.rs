//! Which sections of two languages are one: tables of two texts and the headings that link to each
//! other.

use crate::harness::site;

/// Builds a story of two texts. `expected` has a line for each section of the French page that
/// links to one of the English page: their ids.
#[track_caller]
fn case(fr: &str, en: &str, expected: &[&str]) {
    let outcome = site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{fr}\n\
         -- content/articles/a/en.md --\n---\ntitle: B\n---\n{en}\n"
    ));
    let pairs = linked_sections(outcome.page("/a/"), "/en/b/#");
    assert_eq!(pairs, expected);
    let mut back = linked_sections(outcome.page("/en/b/"), "/a/#");
    for pair in &mut back {
        let (en, fr) = pair.split_once(" = ").expect("a pair");
        *pair = format!("{fr} = {en}");
    }
    let sorted = |mut pairs: Vec<String>| {
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(back), sorted(pairs), "the same from the other side");
}

/// `own id = id there`, for each heading with a link to its counterpart.
fn linked_sections(page: &str, address: &str) -> Vec<String> {
    let headings = page.split("<h").skip(1);
    let pairs = headings.filter_map(|heading| {
        let own = between(heading, " id=\"", "\"")?;
        let link = heading.split_once("class=\"section-toggle\"")?.1;
        Some(format!("{own} = {}", between(link, address, "\"")?))
    });
    pairs.collect()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    text.split_once(start)?
        .1
        .split_once(end)
        .map(|(inside, _)| inside)
}

const PRIX: &str = "\
## Le prix

Le téléphone coûte 129 000 F CFA à Dakar et 199 € à Paris. Les précommandes ouvrent le 14 mars.
";
const PRICE: &str = "\
## What it costs

The phone costs 129,000 CFA francs in Dakar and €199 in Paris. Pre-orders open on 14 March.
";
const ECRAN: &str = "\
## L’écran

La dalle OLED affiche 120 images par seconde. [Samsung Display](https://display.example/oled) la fabrique.
";
const SCREEN: &str = "\
## Display

The OLED panel shows 120 frames per second. [Samsung Display](https://display.example/oled) makes it.
";
const INSTALLER: &str = "\
## Installer la mise à jour

Ouvrez un terminal :

```sh
adb sideload update.zip
adb reboot
```
";
const INSTALL: &str = "\
## Installing the update

Open a terminal:

```sh
adb sideload update.zip
adb reboot
```
";
const PHOTO: &str = "\
## En images

![La caméra](https://pictures.example/camera.png)

Trois capteurs Sony, dont un téléobjectif de 50 mégapixels.
";
const PICTURES: &str = "\
## How it looks

![The camera](https://pictures.example/camera.png)

Three Sony sensors, one of them a 50-megapixel telephoto lens.
";

fn text(sections: &[&str]) -> String {
    sections.join("\n")
}

#[test]
fn sections_match_by_what_they_hold() {
    case(
        &text(&[PRIX, ECRAN, INSTALLER]),
        &text(&[PRICE, SCREEN, INSTALL]),
        &[
            "le-prix = what-it-costs",
            "l-ecran = display",
            "installer-la-mise-a-jour = installing-the-update",
        ],
    );
}

#[test]
fn a_section_that_one_side_lacks_has_no_counterpart() {
    case(
        &text(&[PRIX, ECRAN, INSTALLER]),
        &text(&[PRICE, INSTALL]),
        &[
            "le-prix = what-it-costs",
            "installer-la-mise-a-jour = installing-the-update",
        ],
    );
    case(
        &text(&[ECRAN, INSTALLER]),
        &text(&[PRICE, SCREEN, INSTALL]),
        &[
            "l-ecran = display",
            "installer-la-mise-a-jour = installing-the-update",
        ],
    );
    // each side lacks another one: their number is the same
    case(
        &text(&[PRIX, ECRAN, INSTALLER]),
        &text(&[PRICE, INSTALL, PICTURES]),
        &[
            "le-prix = what-it-costs",
            "installer-la-mise-a-jour = installing-the-update",
        ],
    );
}

#[test]
fn a_section_that_was_moved_keeps_its_counterpart() {
    case(
        &text(&[INSTALLER, PRIX, ECRAN, PHOTO]),
        &text(&[PRICE, SCREEN, PICTURES, INSTALL]),
        &[
            "installer-la-mise-a-jour = installing-the-update",
            "le-prix = what-it-costs",
            "l-ecran = display",
            "en-images = how-it-looks",
        ],
    );
}

#[test]
fn a_section_that_was_split_matches_the_part_with_its_content() {
    case(
        &text(&[PRIX, ECRAN, INSTALLER]),
        &text(&[
            PRICE,
            SCREEN,
            "## One more thing\n\nIt is light.\n",
            INSTALL,
        ]),
        &[
            "le-prix = what-it-costs",
            "l-ecran = display",
            "installer-la-mise-a-jour = installing-the-update",
        ],
    );
}

#[test]
fn order_does_not_pair_what_its_headings_tell_apart() {
    let fr =
        "## Janvier\n\nNeige.\n\n## Février\n\nVent.\n\n## Bilan\n\nPluie.\n\n## Mars\n\nSoleil.\n";
    let en =
        "## January\n\nSnow.\n\n## February\n\nWind.\n\n## March\n\nSun.\n\n## Notes\n\nRain.\n";
    let outcome = site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{fr}\
         -- content/articles/a/en.md --\n---\ntitle: B\n---\n{en}"
    ));
    let pairs = linked_sections(outcome.page("/a/"), "/en/b/#");
    assert!(
        pairs.contains(&"janvier = january".to_string()),
        "{pairs:?}"
    );
    assert!(
        pairs.iter().all(|pair| !pair.starts_with("bilan")),
        "{pairs:?}"
    );
}

#[test]
fn words_that_both_languages_spell_alike_match() {
    case(
        "## Contexte\n\nAvant.\n\n## .NET\n\nUn.\n\n## Sécurité\n\nDeux.\n",
        "## .NET\n\nOne.\n\n## Context\n\nBefore.\n\n## Security\n\nTwo.\n",
        &["net = net", "securite = security"],
    );
}

#[test]
fn an_id_set_by_hand_matches_the_id_that_a_heading_has_by_itself() {
    case(
        "## Le prix {#price}\n\nCher.\n\n## Autre\n\nRien.\n",
        "## Else\n\nNothing at all.\n\n## Price\n\nHigh.\n",
        &["price = price"],
    );
}

#[test]
fn headings_of_emoji_alone_match_by_them() {
    case(
        "## 🚀\n\nUn.\n\n## 🔋\n\nDeux.\n",
        "## 🔋\n\nTwo.\n\n## 🚀\n\nOne.\n",
        &["section = section-2", "section-2 = section"],
    );
}

#[test]
fn nothing_is_matched_where_the_evidence_is_thin() {
    let fr = "## Un début\n\nOui.\n\n## Une fin\n\nNon.\n";
    let en = "## The beginning\n\nYes.\n\n## In between\n\nWell.\n\n## The end\n\nNo.\n";
    case(fr, en, &[]);
}

/// Names and words that both languages spell alike decide, wherever the section stands.
#[test]
fn headings_of_the_same_words_are_one_section() {
    case(
        "## Docker\n\nUn.\n\n## containerd\n\nDeux.\n\n## CRI-O\n\nTrois.",
        "## CRI-O\n\nOne.\n\n## Containerd\n\nTwo.\n\n## New\n\nMore.\n\n## Docker\n\nThree.",
        &[
            "docker = docker",
            "containerd = containerd",
            "cri-o = cri-o",
        ],
    );
    case("## 🚀 Solution\n\nUn.", "## 🔋 Solution\n\nOne.", &[]);
}
