//! Hard titles: no box, no panic, the right order, the right size.

use super::drawable_text::{apart, drawable, is_readable};
use super::line::{Line, Text};
use super::lines::{Block, Room, fit};
use super::*;
use proptest::prelude::*;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use unicode_properties::UnicodeEmoji;

const HARD: [&str; 12] = [
    "Mobile money\u{a0}: une banque au bout du clavier 📱",
    "Les clés d’accès remplacent-elles vraiment nos mots de passe\u{202f}? 🔑\u{202f}!",
    "القمر الصناعي 🛰️ الجديد يصل إلى مداره بعد 12 يومًا (Ariane 6) 🚀",
    "👨‍👩‍👧‍👦 Famille connectée 👩🏾‍💻 et 🧑🏿‍🚀 en orbite",
    "🇸🇳🇨🇮🏴󠁧󠁢󠁳󠁣󠁴󠁿 Trois pays, 1️⃣ carte SIM 🇽🇽",
    "Ọ̀rọ̀ àṣírí: ẹ̀kọ́, ɓangaren ɗalibai ƙasa, Ŋgɔni ɛ́ ɖɔ̀",
    "Εφημερίδα, новости, ሰላም, ߒߞߏ, ⵜⴰⵎⴰⵣⵉⵖⵜ, 𞤆𞤵𞤤𞤢𞤪, עברית",
    "🚀🎉🏳️‍🌈",
    "☎ ♀ → ≠ © ™ ‼ ⁉ ▶ ℹ ✈ ∞ \u{1fae9}\u{1fac8}\u{10ffff}",
    "<script>alert(1)</script> & \"quotes\" </title> ]]>",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309} \u{202e}abc\u{202c} \u{200f}d\u{0}\u{7}\te",
    "",
];

fn card(title: &str) -> CardText {
    CardText {
        title: title.into(),
        site: "Kora & Pixels".into(),
        language: "Français".into(),
        direction: Direction::Ltr,
        accent: None,
        tint: 3,
    }
}

/// Width, height and the names of the chunks of a PNG.
fn png(bytes: &[u8]) -> (u32, u32, Vec<String>) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut chunks = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        chunks.push(String::from_utf8(bytes[at + 4..at + 8].to_vec()).unwrap());
        at += number(at) as usize + 12;
    }
    (number(16), number(20), chunks)
}

fn lines(text: &str, direction: Direction) -> Block {
    let room = Room {
        width: 1000.0,
        height: 400.0,
        sizes: &[80.0, 60.0, 42.0],
        leading: 1.2,
    };
    fit(&drawable(text).unwrap_or_default(), direction, &room)
}

fn missing(line: &Line) -> usize {
    line.runs.iter().map(|run| run.missing).sum()
}

#[test]
fn any_title_is_a_light_picture_of_one_size_with_nothing_but_pixels() {
    let long = "Le câble sous-marin qui relie Dakar à Lisbonne 🌊 ".repeat(7);
    let faces: String = ('😀'..='🙏').map(|c| format!("a{c}")).collect();
    let wide = "Donaudampfschifffahrt".repeat(20);
    // the heaviest there is: a card full of pictures, no two the same
    let all: String = ('\u{1f300}'..='\u{1faff}').collect();
    let many = [
        format!("a{all}z"),
        long,
        faces,
        wide,
        "\u{1fb00}🚀x".repeat(3000),
        "é".repeat(100_000),
    ];
    let titles: Vec<&str> = HARD
        .into_iter()
        .chain(many.iter().map(String::as_str))
        .collect();
    titles.par_iter().for_each(|title| {
        for direction in [Direction::Ltr, Direction::Rtl] {
            let bytes = CardText {
                direction,
                ..card(title)
            }
            .draw();
            let (width, height, mut chunks) = png(&bytes);
            chunks.dedup();
            assert_eq!((width, height), (1200, 630), "{title}");
            assert_eq!(chunks, ["IHDR", "IDAT", "IEND"], "{title}");
            assert!(bytes.len() < 300_000, "{} bytes: {title}", bytes.len());
        }
    });
}

#[test]
fn no_glyph_is_missing_of_what_is_drawn() {
    for title in HARD {
        assert!(drawable(title).is_some(), "{title}");
        for direction in [Direction::Ltr, Direction::Rtl] {
            let block = lines(title, direction);
            assert!(block.lines.iter().all(|line| missing(line) == 0), "{title}");
        }
    }
}

#[test]
fn every_character_is_drawn_left_out_or_refused() {
    let blocks = ('\0'..='\u{2fff}')
        .chain('\u{a640}'..='\u{ffff}')
        .chain('\u{1e900}'..='\u{1e95f}');
    for c in blocks {
        let Some(text) = drawable(&format!("a{c}b")) else {
            assert!(c.is_alphanumeric(), "{c:?}");
            continue;
        };
        let line = Text::new(&text, Direction::Ltr).line(0..text.len());
        assert_eq!(missing(&line), 0, "U+{:04X} {c:?}", u32::from(c));
    }
    let african = "ɓɗƙƴŋɔɛɖƒɣʋẹọṣǹńǎàâāấʼɲɨʉəᵽ";
    assert_eq!(drawable(african).as_deref(), Some(african));
}

#[test]
fn every_emoji_has_a_picture_or_goes() {
    let letters = '\u{1f1e6}'..='\u{1f1ff}';
    let flags = letters
        .clone()
        .flat_map(|a| letters.clone().map(move |b| format!("{a}{b}")));
    let single = ('\u{203c}'..='\u{1faff}').filter(|c| c.is_emoji_char());
    let toned = single.clone().map(|c| format!("{c}🏿"));
    let all: Vec<String> = single.map(String::from).chain(flags).chain(toned).collect();
    let is_drawn = |sequence: &String| {
        let Some(glyph) = emoji::glyph(sequence) else {
            return false;
        };
        let picture = emoji::picture(glyph, 16).expect("a picture");
        let inked = picture.pixels().iter().any(|pixel| pixel.alpha() > 60);
        assert!(inked, "{sequence} is empty");
        true
    };
    let drawn = all.par_iter().filter(|sequence| is_drawn(sequence)).count();
    assert!(drawn > 1_700, "{drawn} of {}", all.len());
    for sequence in ["👨‍👩‍👧‍👦", "👩🏾‍💻", "🏳️‍🌈", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "❤️‍🔥", "❤", "🇸🇳", "🧑🏿‍🤝‍🧑🏻"]
    {
        assert_eq!(emoji::closest(sequence), Some(sequence));
    }
    assert_eq!(emoji::closest("🚀\u{200d}🧀"), Some("🚀"), "its base");
    assert_eq!(emoji::closest("\u{1faff}"), None, "newer than the font");
}

#[test]
fn a_title_that_no_font_has_gives_its_place_to_the_site() {
    for title in ["日本語のタイトル", "हिन्दी", "ok 日"] {
        assert_eq!(drawable(title), None, "{title}");
        assert!(!is_readable(title));
        assert!(card(title).can_be_drawn());
        assert_eq!(card(title).draw(), card("").draw());
    }
    let nothing = CardText {
        site: "日本".into(),
        ..card("한국어")
    };
    assert!(!nothing.can_be_drawn());
    assert!(is_readable("🚀") && !is_readable(" "));
}

#[test]
fn emoji_at_the_ends_stand_apart() {
    let case = |title: &str, words: &str, large: &[&str]| {
        assert_eq!(apart(title), (words, large.to_vec()), "{title}");
    };
    case("🚀 On y va", "On y va", &["🚀"]);
    case("On y va\u{a0}🚀 🇸🇳", "On y va", &["🚀", "🇸🇳"]);
    case("On 🚀 y va\u{202f}!", "On 🚀 y va\u{202f}!", &[]);
    case("🎉 a 🚀 b 👩🏾‍💻", "a 🚀 b", &["🎉", "👩🏾‍💻"]);
    case("🚀 🎉", "", &["🚀", "🎉"]);
    case("", "", &[]);
}

#[test]
fn lines_fit_and_keep_the_spaces_of_french() {
    let narrow = Room {
        width: 620.0,
        height: 2000.0,
        sizes: &[60.0],
        leading: 1.2,
    };
    let mark = "vraiment\u{202f}?";
    let whole = Text::new(mark, Direction::Ltr).line(0..mark.len()).width;
    let block = fit(
        &format!("un deux trois quatre {mark} cinq"),
        Direction::Ltr,
        &narrow,
    );
    assert!(block.lines.len() >= 2);
    assert!(block.lines.iter().all(|line| line.width * 60.0 <= 620.5));
    for width in 350..620 {
        let room = Room {
            width: width as f32,
            ..narrow
        };
        let block = fit(&format!("aaaa bb {mark}"), Direction::Ltr, &room);
        let last = block.lines.last().unwrap();
        assert!(last.width >= whole - 0.01, "the mark is alone at {width}");
    }
}

#[test]
fn a_long_title_ends_in_an_ellipsis_and_its_letters_are_not_small() {
    let block = lines(&"mot ".repeat(150), Direction::Ltr);
    assert_eq!(block.size, 42.0);
    assert!(block.lines.len() <= 7);
    let ellipsis = Text::new("…", Direction::Ltr).line(0..3).runs[0].glyphs[0].id;
    let last = block
        .lines
        .last()
        .and_then(|line| line.runs.last())
        .unwrap();
    assert_eq!(last.glyphs.last().unwrap().id, ellipsis);
    let arabic = lines(&"كلمة ".repeat(150), Direction::Rtl);
    assert!(arabic.lines.len() <= 7);
}

#[test]
fn arabic_is_joined_and_runs_from_the_right() {
    let line = |text: &str| Text::new(text, Direction::Rtl).line(0..text.len());
    let mut forms: Vec<u32> = line("ههه").runs[0]
        .glyphs
        .iter()
        .map(|g| g.id.to_u32())
        .collect();
    forms.sort_unstable();
    forms.dedup();
    assert!(forms.len() >= 3, "a letter takes the form of its place");
    let mixed = line("القمر 🚀 الجديد");
    let [_, .., between, first] = &mixed.runs[..] else {
        panic!("a run for each word and one for the emoji");
    };
    assert!(between.face.is_none(), "the emoji is between its words");
    let width = line("القمر ").width;
    assert!(
        (first.width - width).abs() < 0.01,
        "the first word is on the right"
    );
    let latin = line("تحديث Android 17 الآن");
    let of_latin = |run: &&super::line::Run| run.face == faces::of(&['A']);
    assert_eq!(
        latin.runs.iter().filter(of_latin).count(),
        1,
        "Latin words stay together"
    );
}

/// In a line, letters stand beside each other that were measured apart.
#[test]
fn a_line_of_words_that_change_each_other_fits() {
    let block = lines("ééé🚀🚀🚀 🚀vjéộfgokةاؽ", Direction::Ltr);
    assert!(
        block
            .lines
            .iter()
            .all(|line| line.width * block.size <= 1010.0)
    );
}

#[test]
fn any_number_of_threads_draws_the_same_bytes() {
    let one: Vec<Vec<u8>> = HARD[..4].iter().map(|title| card(title).draw()).collect();
    let many: Vec<Vec<u8>> = HARD[..4]
        .par_iter()
        .map(|title| card(title).draw())
        .collect();
    assert!(one == many);
    assert!(one[0] != one[1]);
}

/// Who keeps cards trusts [`DRAWING`]: raise it when this digest has to change.
#[test]
fn the_drawing_has_a_version() {
    let digest = Sha256::digest(card(HARD[3]).draw());
    let digest: String = digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!((DRAWING, digest.as_str()), (2, "bee28f2f"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(title in "\\PC{0,80}|.{0,40}", site in "\\PC{0,20}", rtl: bool) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let bytes = CardText { site, direction, ..card(&title) }.draw();
        prop_assert!(bytes.len() < 300_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_lacks_a_glyph(
        text in "([a-zéộ]{1,9}|[ا-ي]{1,9}|[א-ת]{1,4}|[\u{300}-\u{36f}]|🚀|👩🏾‍💻|🇸🇳|\u{200f}|[ -~]|\\PC){0,30}",
        rtl: bool,
    ) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let block = lines(&text, direction);
        prop_assert!(block.lines.iter().all(|line| missing(line) == 0));
        prop_assert!(block.lines.iter().all(|line| line.width * block.size <= 1010.0));
    }
}
