//! Difficult titles: no empty box, no panic, the right order, the right size.

use super::bidi_text::{BidiText, TextLine};
use super::drawable_text::{can_be_drawn, drawable_text, split_outer_emoji};
use super::emoji_glyphs::{drawable_part, emoji_glyph};
use super::emoji_painter::paint_emoji;
use super::line_breaking::{FittedText, TextBox, fit_text};
use super::shaping::GlyphRun;
use super::*;
use proptest::prelude::*;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use unicode_properties::UnicodeEmoji;

const DIFFICULT_TITLES: [&str; 12] = [
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
        category: "Réseaux".into(),
        site: "Kora & Pixels".into(),
        language: "Français".into(),
        direction: Direction::Ltr,
        accent: None,
        logo: None,
        tint: 3,
    }
}

/// Width, height and the names of the chunks of a PNG.
fn parse_png(bytes: &[u8]) -> (u32, u32, Vec<String>) {
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

fn fit_title(text: &str, direction: Direction) -> FittedText {
    let text_box = TextBox {
        width: 1000.0,
        height: 400.0,
        sizes: &[80.0, 60.0, 42.0],
        line_height: 1.2,
    };
    fit_text(
        &drawable_text(text).unwrap_or_default(),
        direction,
        &text_box,
    )
}

fn missing_glyphs(line: &TextLine) -> usize {
    line.runs.iter().map(|run| run.missing).sum()
}

#[test]
fn any_title_gives_a_small_png_of_fixed_size_without_metadata() {
    let long = "Le câble sous-marin qui relie Dakar à Lisbonne 🌊 ".repeat(7);
    let faces: String = ('😀'..='🙏').map(|c| format!("a{c}")).collect();
    let wide = "Donaudampfschifffahrt".repeat(20);
    // the largest file: a card full of different emoji
    let all: String = ('\u{1f300}'..='\u{1faff}').collect();
    let many = [
        format!("a{all}z"),
        long,
        faces,
        wide,
        "\u{1fb00}🚀x".repeat(3000),
        "é".repeat(100_000),
    ];
    let titles: Vec<&str> = DIFFICULT_TITLES
        .into_iter()
        .chain(many.iter().map(String::as_str))
        .collect();
    titles.par_iter().for_each(|title| {
        for direction in [Direction::Ltr, Direction::Rtl] {
            let bytes = CardText {
                direction,
                ..card(title)
            }
            .draw(None);
            let (width, height, mut chunks) = parse_png(&bytes);
            chunks.dedup();
            assert_eq!((width, height), (1200, 630), "{title}");
            assert_eq!(chunks, ["IHDR", "IDAT", "IEND"], "{title}");
            assert!(bytes.len() < 300_000, "{} bytes: {title}", bytes.len());
        }
    });
}

#[test]
fn a_logo_of_shapes_or_pixels_stands_in_place_of_the_name() {
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\">{inside}</svg>")
    };
    let named = card("Puce").draw(None);
    let is_drawn = |logo: &[u8]| card("Puce").draw(Some(logo)) != named;
    let shapes = [
        "<rect width=\"40\" height=\"10\" fill=\"#a0163f\"/>",
        "<defs><linearGradient id=\"a\"><stop stop-color=\"red\"/><stop offset=\"1\"/></linearGradient></defs><path fill=\"url(#a)\" stroke=\"#000\" d=\"M0 0h40v10z\"/>",
        "<g clip-path=\"url(#a)\" opacity=\".9\"><path d=\"M0 0h40v10z\"/></g><clipPath id=\"a\"><path d=\"M0 0h40v10H0z\"/></clipPath>",
    ];
    for inside in shapes {
        assert!(is_drawn(svg(inside).as_bytes()), "{inside}");
    }
    assert!(is_drawn(&named), "a picture of pixels");
    let deep = "<g>".repeat(20_000);
    let others = [
        "<text y=\"9\">Kora</text>",
        "<rect width=\"40\" height=\"10\"/><image href=\"/etc/hostname\" width=\"9\" height=\"9\"/>",
        "<g id=\"a\"><path d=\"M0 0h9v9z\"/></g><use href=\"#a\"/><use href=\"#a\"/>",
        "<rect width=\"40\" height=\"10\" fill=\"#fff\"/>",
        "<rect",
        "",
        &deep,
    ];
    for inside in others {
        assert!(!is_drawn(svg(inside).as_bytes()), "{inside:.60}");
    }
    assert!(!is_drawn(b"no picture") && !is_drawn(b""));
}

#[test]
fn drawable_text_has_a_glyph_for_every_character() {
    for title in DIFFICULT_TITLES {
        assert!(drawable_text(title).is_some(), "{title}");
        for direction in [Direction::Ltr, Direction::Rtl] {
            let fitted = fit_title(title, direction);
            assert!(
                fitted.lines.iter().all(|line| missing_glyphs(line) == 0),
                "{title}"
            );
        }
    }
}

#[test]
fn every_character_is_drawn_skipped_or_refused() {
    let blocks = ('\0'..='\u{2fff}')
        .chain('\u{a640}'..='\u{ffff}')
        .chain('\u{1e900}'..='\u{1e95f}');
    for c in blocks {
        let Some(text) = drawable_text(&format!("a{c}b")) else {
            assert!(c.is_alphanumeric(), "{c:?}");
            continue;
        };
        let line = BidiText::new(&text, Direction::Ltr).line(0..text.len());
        assert_eq!(missing_glyphs(&line), 0, "U+{:04X} {c:?}", u32::from(c));
    }
    let african = "ɓɗƙƴŋɔɛɖƒɣʋẹọṣǹńǎàâāấʼɲɨʉəᵽ";
    assert_eq!(drawable_text(african).as_deref(), Some(african));
}

#[test]
fn every_emoji_has_a_colour_glyph_or_is_removed() {
    let letters = '\u{1f1e6}'..='\u{1f1ff}';
    let flags = letters
        .clone()
        .flat_map(|a| letters.clone().map(move |b| format!("{a}{b}")));
    let single = ('\u{203c}'..='\u{1faff}').filter(|c| c.is_emoji_char());
    let toned = single.clone().map(|c| format!("{c}🏿"));
    let all: Vec<String> = single.map(String::from).chain(flags).chain(toned).collect();
    let is_drawn = |sequence: &String| {
        let Some(glyph) = emoji_glyph(sequence) else {
            return false;
        };
        let picture = paint_emoji(glyph, 16).expect("a picture");
        let inked = picture.pixels().iter().any(|pixel| pixel.alpha() > 60);
        assert!(inked, "{sequence} is empty");
        true
    };
    let drawn = all.par_iter().filter(|sequence| is_drawn(sequence)).count();
    assert!(drawn > 1_700, "{drawn} of {}", all.len());
    for sequence in ["👨‍👩‍👧‍👦", "👩🏾‍💻", "🏳️‍🌈", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "❤️‍🔥", "❤", "🇸🇳", "🧑🏿‍🤝‍🧑🏻"]
    {
        assert_eq!(drawable_part(sequence), Some(sequence));
    }
    assert_eq!(
        drawable_part("🚀\u{200d}🧀"),
        Some("🚀"),
        "the first character"
    );
    assert_eq!(drawable_part("\u{1faff}"), None, "newer than the font");
}

#[test]
fn a_title_without_a_font_is_replaced_by_the_site_name() {
    for title in ["日本語のタイトル", "हिन्दी", "ok 日"] {
        assert_eq!(drawable_text(title), None, "{title}");
        assert!(!can_be_drawn(title));
        assert!(card(title).can_be_drawn());
        assert_eq!(card(title).draw(None), card("").draw(None));
    }
    let nothing = CardText {
        site: "日本".into(),
        ..card("한국어")
    };
    assert!(!nothing.can_be_drawn());
    assert!(can_be_drawn("🚀") && !can_be_drawn(" "));
}

#[test]
fn emoji_at_the_ends_of_a_title_are_split_off() {
    let case = |title: &str, words: &str, outer_emoji: &[&str]| {
        let split = split_outer_emoji(title);
        assert_eq!(split.words, words, "{title}");
        assert_eq!(split.outer_emoji, outer_emoji, "{title}");
    };
    case("🚀 On y va", "On y va", &["🚀"]);
    case("On y va\u{a0}🚀 🇸🇳", "On y va", &["🚀", "🇸🇳"]);
    case("On 🚀 y va\u{202f}!", "On 🚀 y va\u{202f}!", &[]);
    case("🎉 a 🚀 b 👩🏾‍💻", "a 🚀 b", &["🎉", "👩🏾‍💻"]);
    case("🚀 🎉", "", &["🚀", "🎉"]);
    case("", "", &[]);
}

#[test]
fn lines_fit_and_never_break_at_a_no_break_space() {
    let narrow = TextBox {
        width: 620.0,
        height: 2000.0,
        sizes: &[60.0],
        line_height: 1.2,
    };
    let question = "vraiment\u{202f}?";
    let whole = BidiText::new(question, Direction::Ltr)
        .line(0..question.len())
        .width;
    let fitted = fit_text(
        &format!("un deux trois quatre {question} cinq"),
        Direction::Ltr,
        &narrow,
    );
    assert!(fitted.lines.len() >= 2);
    assert!(fitted.lines.iter().all(|line| line.width * 60.0 <= 620.5));
    for width in 350..620 {
        let text_box = TextBox {
            width: width as f32,
            ..narrow
        };
        let fitted = fit_text(&format!("aaaa bb {question}"), Direction::Ltr, &text_box);
        let last = fitted.lines.last().unwrap();
        assert!(
            last.width >= whole - 0.01,
            "the question mark is alone at {width}"
        );
    }
}

#[test]
fn a_long_title_ends_with_an_ellipsis_at_the_smallest_size() {
    let fitted = fit_title(&"mot ".repeat(150), Direction::Ltr);
    assert_eq!(fitted.size, 42.0);
    assert!(fitted.lines.len() <= 7);
    let ellipsis = BidiText::new("…", Direction::Ltr).line(0..3).runs[0].glyphs[0].id;
    let last = fitted
        .lines
        .last()
        .and_then(|line| line.runs.last())
        .unwrap();
    assert_eq!(last.glyphs.last().unwrap().id, ellipsis);
    let arabic = fit_title(&"كلمة ".repeat(150), Direction::Rtl);
    assert!(arabic.lines.len() <= 7);
}

#[test]
fn arabic_letters_join_and_run_from_right_to_left() {
    let line = |text: &str| BidiText::new(text, Direction::Rtl).line(0..text.len());
    let mut forms: Vec<u32> = line("ههه").runs[0]
        .glyphs
        .iter()
        .map(|g| g.id.to_u32())
        .collect();
    forms.sort_unstable();
    forms.dedup();
    assert!(
        forms.len() >= 3,
        "a letter has a form for each position in the word"
    );
    let mixed = line("القمر 🚀 الجديد");
    let [_, .., between, first] = &mixed.runs[..] else {
        panic!("a run for each word and one for the emoji");
    };
    assert!(between.font.is_none(), "the emoji is between its words");
    let width = line("القمر ").width;
    assert!(
        (first.width - width).abs() < 0.01,
        "the first word is on the right"
    );
    let latin = line("تحديث Android 17 الآن");
    let is_latin = |run: &&GlyphRun| run.font == fonts::font_for(&['A']);
    assert_eq!(
        latin.runs.iter().filter(is_latin).count(),
        1,
        "Latin words stay together"
    );
}

/// Letters that were measured apart may be wider side by side.
#[test]
fn a_line_whose_letters_change_shape_still_fits() {
    let fitted = fit_title("ééé🚀🚀🚀 🚀vjéộfgokةاؽ", Direction::Ltr);
    assert!(
        fitted
            .lines
            .iter()
            .all(|line| line.width * fitted.size <= 1010.0)
    );
}

#[test]
fn parallel_drawing_gives_the_same_bytes() {
    let one: Vec<Vec<u8>> = DIFFICULT_TITLES[..4]
        .iter()
        .map(|title| card(title).draw(None))
        .collect();
    let many: Vec<Vec<u8>> = DIFFICULT_TITLES[..4]
        .par_iter()
        .map(|title| card(title).draw(None))
        .collect();
    assert!(one == many);
    assert!(one[0] != one[1]);
}

/// Caches rely on [`CARD_VERSION`]: raise it whenever this digest changes.
#[test]
fn a_change_of_the_drawing_changes_the_version() {
    let digest = Sha256::digest(card(DIFFICULT_TITLES[3]).draw(None));
    let digest: String = digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!((CARD_VERSION, digest.as_str()), (3, "a5d0d8fd"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn random_text_never_panics(title in "\\PC{0,80}|.{0,40}", site in "\\PC{0,20}", rtl: bool) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let bytes = CardText { site, direction, ..card(&title) }.draw(None);
        prop_assert!(bytes.len() < 300_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_text_has_all_glyphs_and_fits(
        text in "([a-zéộ]{1,9}|[ا-ي]{1,9}|[א-ת]{1,4}|[\u{300}-\u{36f}]|🚀|👩🏾‍💻|🇸🇳|\u{200f}|[ -~]|\\PC){0,30}",
        rtl: bool,
    ) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let fitted = fit_title(&text, direction);
        prop_assert!(fitted.lines.iter().all(|line| missing_glyphs(line) == 0));
        prop_assert!(fitted.lines.iter().all(|line| line.width * fitted.size <= 1010.0));
    }
}
