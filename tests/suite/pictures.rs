//! Pictures: sizes, orientation, removed metadata, and smaller variants for phones.

use crate::harness::{Outcome, Sources, sources};
use crate::program_runner::Folder;
use griot::picture::{PictureError, PictureFormat, PictureHeader, Recipe, convert, read_header};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};
use std::collections::BTreeMap;
use std::fs;

const SECRETS: [&str; 5] = [
    "Exif",
    "GPSSECRET",
    "SECRETXMP",
    "SECRETCOMMENT",
    "SECRETTRAILER",
];

/// A picture with a red upper left quarter, on noise that does not compress.
pub fn noise_with_red_corner(width: u32, height: u32) -> RgbImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        match x < width / 2 && y < height / 2 {
            true => Rgb([250, 0, 0]),
            false => Rgb([0, 100 + (seed >> 26) as u8, 160 + (seed >> 25 & 63) as u8]),
        }
    })
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    let image = noise_with_red_corner(width, height);
    let written = encoder.write_image(&image, width, height, image::ExtendedColorType::Rgb8);
    written.expect("a picture");
    bytes
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    noise_with_red_corner(width, height)
        .write_with_encoder(encoder)
        .expect("a picture");
    bytes
}

/// Exif with an orientation, and a place in its GPS directory (Exif 2.32, 4.6.6).
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // a pointer to the directory behind this one
    tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    tiff.extend([0, 1, 0, 0x1b, 0, 7, 0, 0, 0, 9, 0, 0, 0, 56, 0, 0, 0, 0]);
    tiff.extend(b"GPSSECRET");
    tiff
}

/// A photo as a phone writes it: Exif, XMP, a comment, and a video after the end of the picture.
fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = jpeg(width, height);
    let mut bytes = plain[..2].to_vec();
    let exif = [b"Exif\0\0", &exif(orientation)[..]].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x>SECRETXMP</x>".to_vec();
    for (marker, data) in [(0xe1, exif), (0xe1, xmp), (0xfe, b"SECRETCOMMENT".to_vec())] {
        bytes.extend([0xff, marker]);
        bytes.extend((data.len() as u16 + 2).to_be_bytes());
        bytes.extend(data);
    }
    bytes.extend(&plain[2..]);
    bytes.extend(b"SECRETTRAILER");
    bytes
}

/// Inserts a chunk before the data of a PNG.
fn with_chunk(png: &[u8], name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let header = 8 + 25;
    let mut bytes = png[..header].to_vec();
    bytes.extend((data.len() as u32).to_be_bytes());
    bytes.extend([&name[..], data, &[0; 4]].concat());
    bytes.extend(&png[header..]);
    bytes
}

fn header_of(bytes: &[u8]) -> Result<PictureHeader, PictureError> {
    read_header(bytes, bytes.len() as u64)
}

#[track_caller]
fn assert_header(bytes: &[u8], format: PictureFormat, width: u32, height: u32) {
    let header = header_of(bytes).expect("a picture");
    let seen = (header.format, header.width, header.height);
    assert_eq!(seen, (format, width, height));
}

/// A PNG whose header states any size.
fn png_header_of_size(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

fn site(markdown: &str, name: &str, bytes: &[u8]) -> Sources {
    let text = format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nDu texte.\n\n## Suite\n\n{markdown}\n"
    );
    sources(&text).file(&format!("content/articles/a/{name}"), bytes)
}

fn pictures(outcome: &Outcome) -> BTreeMap<&str, &[u8]> {
    let files = outcome
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("a/"));
    let files = files.filter(|(path, _)| !path.ends_with(".html"));
    files
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect()
}

#[track_caller]
fn assert_no_metadata(path: &str, bytes: &[u8]) {
    for secret in SECRETS {
        let found = memchr::memmem::find(bytes, secret.as_bytes());
        assert!(found.is_none(), "{path} says {secret}");
    }
}

/// Position of the red quarter: whether it is right, and whether it is at the bottom.
fn red_corner(bytes: &[u8]) -> (bool, bool) {
    let image: DynamicImage = image::load_from_memory(bytes).expect("a picture");
    let image = image.into_rgb8();
    let (width, height) = image.dimensions();
    let is_red = |x: u32, y: u32| {
        let Rgb([r, g, b]) = *image.get_pixel(width * x / 4, height * y / 4);
        r > 180 && g < 80 && b < 80
    };
    let corners = [(1, 1), (3, 1), (1, 3), (3, 3)];
    let found: Vec<_> = corners
        .into_iter()
        .filter(|(x, y)| is_red(*x, *y))
        .collect();
    assert_eq!(found.len(), 1, "one corner is red: {found:?}");
    (found[0].0 == 3, found[0].1 == 3)
}

#[test]
fn sizes_are_read_from_headers() {
    assert_header(&png(7, 5), PictureFormat::Png, 7, 5);
    assert_header(&jpeg(31, 17), PictureFormat::Jpeg, 31, 17);
    for orientation in 1..=4 {
        assert_header(&photo(31, 17, orientation), PictureFormat::Jpeg, 31, 17);
    }
    for orientation in 5..=8 {
        assert_header(&photo(31, 17, orientation), PictureFormat::Jpeg, 17, 31);
    }
    assert_header(&photo(31, 17, 9), PictureFormat::Jpeg, 31, 17);
    let turned = with_chunk(&png(7, 5), b"eXIf", &exif(6));
    assert_header(&turned, PictureFormat::Png, 5, 7);
    assert_header(b"GIF89a\x0a\0\x14\0\0\0\0;", PictureFormat::Gif, 10, 20);
    let lossy = convert(
        &png(40, 20),
        &header_of(&png(40, 20)).expect("a PNG"),
        webp_recipe(40),
    );
    assert_header(&lossy.expect("a WebP"), PictureFormat::Webp, 40, 20);
}

fn webp_recipe(width: u32) -> Recipe {
    Recipe::Webp { width, quality: 80 }
}

#[test]
fn svg_sizes_come_from_their_attributes() {
    let svg = |attributes: &str| {
        format!("<?xml version='1.0'?>\n<!-- x -->\n<svg {attributes}><g/></svg>")
    };
    for (attributes, width, height) in [
        ("width='640' height='480'", 640, 480),
        ("width='10cm' height=\"96pt\"", 378, 128),
        ("viewBox='0 0 300 200'", 1200, 800),
        ("width='100%' height='100%' viewBox='0,0,30,20'", 1200, 800),
        ("width='60' viewBox='0 0 30 20'", 60, 40),
        ("", 300, 150),
        ("width='-1' height='x' viewBox='0 0 0 0'", 300, 150),
    ] {
        assert_header(
            svg(attributes).as_bytes(),
            PictureFormat::Svg,
            width,
            height,
        );
    }
    assert_eq!(
        header_of(b"<html><svg/></html>"),
        Err(PictureError::UnsupportedFormat)
    );
}

#[test]
fn unusable_pictures_are_found_by_their_header() {
    assert_eq!(
        header_of(&png_header_of_size(50_000, 50_000)),
        Err(PictureError::TooManyPixels {
            width: 50_000,
            height: 50_000
        })
    );
    assert_eq!(
        header_of(&png_header_of_size(20_000, 20_000)),
        Err(PictureError::TooManyPixels {
            width: 20_000,
            height: 20_000
        })
    );
    assert_eq!(
        header_of(&png_header_of_size(0, 5)),
        Err(PictureError::Damaged)
    );
    assert_eq!(header_of(&jpeg(9, 9)[..20]), Err(PictureError::Truncated));
    assert_eq!(
        header_of(b"not a picture"),
        Err(PictureError::UnsupportedFormat)
    );
    assert_eq!(header_of(b""), Err(PictureError::Truncated));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(header_of(heic), Err(PictureError::Heic));
    let gif = b"GIF89a\x0a\0\x14\0\0\0\0;";
    assert_eq!(
        read_header(gif, 2_000_001),
        Err(PictureError::HeavyGif { bytes: 2_000_001 })
    );
}

/// Truncates files everywhere and changes bytes: no crash.
#[test]
fn damaged_pictures_never_crash() {
    let whole = [photo(20, 10, 6), with_chunk(&png(9, 9), b"eXIf", &exif(3))];
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xfe\x0dSECRETCOMMENT\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for bytes in whole.iter().map(Vec::as_slice).chain([&gif[..]]) {
        let header = header_of(bytes).expect("a picture");
        for end in 0..bytes.len() {
            let _ = header_of(&bytes[..end]);
            let _ = convert(&bytes[..end], &header, Recipe::Original);
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 0xff;
            if let Ok(header) = header_of(&damaged)
                && u64::from(header.width) * u64::from(header.height) < 100_000
            {
                let _ = convert(&damaged, &header, Recipe::Original);
                let _ = convert(&damaged, &header, webp_recipe(4));
            }
        }
    }
    let header = header_of(gif).expect("a GIF");
    let clean = convert(gif, &header, Recipe::Original).expect("a GIF");
    assert_no_metadata("a GIF", &clean);
    assert_eq!(clean.len(), gif.len() - 17);
}

/// Exif 2.32, tag 274: which corner of what is seen the first row and column are at.
#[test]
fn photos_are_turned_upright() {
    let corners = [
        (1, (false, false)),
        (2, (true, false)),
        (3, (true, true)),
        (4, (false, true)),
        (5, (false, false)),
        (6, (true, false)),
        (7, (true, true)),
        (8, (false, true)),
    ];
    for (orientation, corner) in corners {
        let photo = photo(96, 48, orientation);
        let header = header_of(&photo).expect("a photo");
        for recipe in [Recipe::Original, webp_recipe(32)] {
            let made = convert(&photo, &header, recipe).expect("made");
            assert_eq!(red_corner(&made), corner, "{orientation} {recipe:?}");
            let width = if recipe == Recipe::Original {
                header.width
            } else {
                32
            };
            let made = header_of(&made).expect("a picture");
            assert_eq!(
                (made.width, made.height),
                (width, header.height_for_width(width))
            );
            assert!(made.is_upright());
        }
    }
}

#[test]
fn upright_pictures_keep_their_pixels_to_the_byte() {
    let photo = photo(96, 48, 1);
    let made = convert(
        &photo,
        &header_of(&photo).expect("a photo"),
        Recipe::Original,
    );
    assert_eq!(made.expect("made"), jpeg(96, 48));
    let png_with_text = with_chunk(&png(9, 9), b"tEXt", b"GPSSECRET");
    let made = convert(
        &png_with_text,
        &header_of(&png_with_text).expect("a PNG"),
        Recipe::Original,
    );
    assert_eq!(made.expect("made"), png(9, 9));
}

#[test]
fn published_pictures_have_no_metadata() {
    for orientation in [1, 6] {
        let photo = photo(1300, 700, orientation);
        let outcome = site("![Un mur](mur.jpg) [en grand](mur.jpg)", "mur.jpg", &photo).build();
        let outcome = outcome.without_problems();
        let published = pictures(&outcome);
        let names: Vec<&&str> = published.keys().collect();
        let smaller = match orientation {
            1 => vec![
                "a/mur.jpg",
                "a/mur.jpg.1200.webp",
                "a/mur.jpg.1300.webp",
                "a/mur.jpg.480.webp",
                "a/mur.jpg.800.webp",
            ],
            _ => vec!["a/mur.jpg", "a/mur.jpg.480.webp", "a/mur.jpg.700.webp"],
        };
        assert_eq!(names, smaller.iter().collect::<Vec<_>>());
        for (path, bytes) in published {
            assert_no_metadata(path, bytes);
        }
    }
}

#[test]
fn a_page_has_the_size_of_a_picture_and_smaller_variants() {
    let outcome = site("![Un mur](mur.jpg)", "mur.jpg", &photo(1300, 700, 6)).build();
    let outcome = outcome.without_problems();
    let image = "<img src=\"/a/mur.jpg\" alt=\"Un mur\" width=\"700\" height=\"1300\" \
                 srcset=\"/a/mur.jpg.480.webp 480w, /a/mur.jpg.700.webp 700w\" \
                 sizes=\"(min-width: 41rem) 38rem, calc(100vw - 2.25rem)\" \
                 loading=\"lazy\" decoding=\"async\">";
    assert!(
        outcome.page("/a/").contains(image),
        "{}",
        outcome.page("/a/")
    );
    let feed = outcome.page("/feed.xml");
    let image =
        "src=\"https://blog.example/a/mur.jpg\" alt=\"Un mur\" width=\"700\" height=\"1300\"&gt;";
    let plain = image.replace("&gt;", ">");
    assert!(feed.contains(image) || feed.contains(&plain), "{feed}");
}

#[test]
fn a_large_picture_that_stands_alone_leads_to_a_large_version() {
    let with = |markdown: &str| {
        let outcome = site(markdown, "mur.jpg", &photo(1300, 700, 1)).build();
        outcome.with_warnings()
    };
    for alone in ["![Un mur](mur.jpg)", "![Un mur](mur.jpg \"Le mur\")"] {
        let outcome = with(alone);
        let page = outcome.page("/a/");
        let link = "<a class=\"larger\" href=\"/a/mur.jpg.1300.webp\"><img src=\"/a/mur.jpg\" alt=\"Un mur\"";
        assert!(page.contains(link), "{page}");
        assert!(!outcome.page("/feed.xml").contains("larger"));
    }
    // a link has one target, a sentence goes on, and a link needs a name
    for other in [
        "[![Un mur](mur.jpg)](https://a.example/)",
        "Voici ![Un mur](mur.jpg) !",
        "![](mur.jpg)",
    ] {
        assert!(
            !with(other).page("/a/").contains("class=\"larger\""),
            "{other}"
        );
    }
}

#[test]
fn settings_choose_the_smaller_variants() {
    let with = |settings: &str| {
        let settings = format!("{}images: {settings}\n", crate::harness::FRENCH_AND_ENGLISH);
        let site = site("![Un mur](mur.jpg)", "mur.jpg", &photo(1300, 700, 1));
        let outcome = site.file("griot.yaml", settings.as_bytes()).build();
        let published = pictures(&outcome);
        published
            .into_iter()
            .map(|(path, bytes)| (path.to_string(), bytes.len()))
            .collect::<Vec<_>>()
    };
    let names = |settings: &str| {
        with(settings)
            .into_iter()
            .map(|(path, _)| path)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("false"), ["a/mur.jpg"]);
    assert_eq!(
        names("{widths: [100, 2000]}"),
        ["a/mur.jpg", "a/mur.jpg.100.webp", "a/mur.jpg.1300.webp"]
    );
    assert_eq!(names("{widths: [2000]}"), ["a/mur.jpg"]);
    let (good, bad) = (
        with("{widths: [100, 200], quality: 95}"),
        with("{widths: [100, 200], quality: 5}"),
    );
    assert!(good[1].1 > 2 * bad[1].1, "{good:?} {bad:?}");
    // small ones, drawings and films need none
    for (name, bytes) in [
        ("p.png", png(300, 300)),
        ("p.svg", b"<svg width='2000' height='2000'/>".to_vec()),
    ] {
        let outcome = site(&format!("![x]({name})"), name, &bytes).build();
        assert_eq!(pictures(&outcome).len(), 1, "{name}");
    }
}

#[test]
fn only_the_first_picture_on_the_first_screen_loads_eagerly() {
    let text = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](p.png)\n\n![y](q.png)\n\
                -- content/articles/a/p.png --\nPNG\n-- content/articles/a/q.png --\nPNG\n";
    let loads = |text: &str| {
        let page = crate::harness::site(text);
        let page = page.page("/a/");
        let count = |words: &str| page.matches(words).count();
        (count("fetchpriority=\"high\""), count("loading=\"lazy\""))
    };
    assert_eq!(loads(text), (1, 1));
    assert_eq!(loads(&text.replace("![x]", "## Titre\n\n![x]")), (0, 2));
    // the cover stands above it
    assert_eq!(
        loads(&text.replace("title: A", "title: A\nimage: q.png\nimage_alt: z")),
        (1, 2)
    );
}

#[test]
fn covers_have_sizes_in_the_head_and_in_lists() {
    let text = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: c.jpg\nimage_alt: Un mur\n---\nTexte.\n";
    let outcome = sources(text)
        .file("content/articles/a/c.jpg", &photo(1300, 700, 1))
        .build();
    let outcome = outcome.without_problems();
    for part in [
        "og:image:width\" content=\"1200\"",
        "og:image:height\" content=\"647\"",
        "og:image:alt\" content=\"Un mur\"",
    ] {
        assert!(outcome.page("/a/").contains(part), "{part}");
    }
    for address in ["/", "/a/"] {
        let page = outcome.page(address);
        assert!(
            page.contains(" width=\"1300\" height=\"700\" srcset=\"/a/c.jpg.480.webp 480w, "),
            "{page}"
        );
    }
}

/// An article with a cover, and the preview that its page names.
fn preview_of(name: &str, bytes: &[u8]) -> Outcome {
    let text = format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: {name}\nimage_alt: Un mur\n---\nTexte.\n"
    );
    let settings = crate::harness::FRENCH_AND_ENGLISH.replace("cards: false", "cards: true");
    let text = format!("-- griot.yaml --\n{settings}{text}");
    sources(&text)
        .file(&format!("content/articles/a/{name}"), bytes)
        .build()
}

fn shown_preview(outcome: &Outcome) -> String {
    let image = crate::html_reader::meta(outcome.page("/a/"), "og:image");
    image.unwrap_or_default()
}

/// Networks show no heavy picture, no WebP, and cut other shapes as they like.
#[test]
fn a_cover_becomes_a_light_jpeg_of_the_shape_that_networks_show() {
    for (name, bytes, size) in [
        ("photo.jpg", photo(4000, 3000, 1), (1200, 900)),
        ("turned.jpg", photo(1600, 900, 6), (900, 900)),
        ("wide.png", png(2000, 500), (952, 500)),
        ("square.png", png(700, 700), (700, 700)),
        ("small.png", png(300, 200), (300, 200)),
    ] {
        let outcome = preview_of(name, &bytes).with_warnings();
        let address = "https://blog.example/a/social-preview.jpg";
        assert_eq!(shown_preview(&outcome), address, "{name}");
        let preview = &outcome.files["a/social-preview.jpg"];
        let header = read_header(preview, preview.len() as u64).expect("a picture");
        assert_eq!(header.format, PictureFormat::Jpeg, "{name}");
        assert_eq!((header.width, header.height), size, "{name}");
        assert!(preview.len() <= 300_000, "{name}: {}", preview.len());
        let page = outcome.page("/a/");
        let json_ld = format!("\"image\":\"{address}\"");
        assert!(page.contains(&json_ld), "{page}");
        for feed in ["/feed.xml", "/feed.json"] {
            let feed = outcome.page(feed);
            assert!(feed.contains(address) && !feed.contains(name), "{feed}");
        }
        for secret in SECRETS {
            assert!(memchr::memmem::find(preview, secret.as_bytes()).is_none());
        }
    }
}

/// What is transparent in a logo is white.
#[test]
fn the_preview_of_a_transparent_picture_is_on_white() {
    let clear = image::RgbaImage::from_pixel(400, 300, image::Rgba([0, 0, 0, 0]));
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    let written = encoder.write_image(&clear, 400, 300, image::ExtendedColorType::Rgba8);
    written.expect("a picture");
    let outcome = preview_of("logo.png", &bytes);
    let preview = image::load_from_memory(&outcome.files["a/social-preview.jpg"]);
    let preview = preview.expect("a picture").into_rgb8();
    assert!(preview.pixels().all(|pixel| pixel.0 == [255, 255, 255]));
}

#[test]
#[cfg(feature = "cards")]
fn a_cover_that_networks_do_not_show_is_replaced_by_the_card_of_the_article() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'/>";
    let mut gif = std::io::Cursor::new(Vec::new());
    let written = DynamicImage::new_rgb8(400, 300).write_to(&mut gif, image::ImageFormat::Gif);
    written.expect("a picture");
    for (name, bytes) in [
        ("small.png", png(299, 400)),
        ("strip.png", png(1200, 120)),
        ("drawing.svg", svg.to_vec()),
        ("film.gif", gif.into_inner()),
    ] {
        let outcome = preview_of(name, &bytes);
        let address = "https://blog.example/a/social-card.png";
        assert_eq!(shown_preview(&outcome), address, "{name}");
        assert!(outcome.files.contains_key("a/social-card.png"), "{name}");
        for feed in ["/feed.xml", "/feed.json"] {
            assert!(!outcome.page(feed).contains(name), "{name}");
        }
    }
}

/// A picture of `static/` is copied as it is; its preview is made like any other.
#[test]
fn a_cover_in_the_static_folder_has_a_preview() {
    let text = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: /img/p.jpg\nimage_alt: x\n---\nTexte.\n";
    let outcome = sources(text)
        .file("static/img/p.jpg", &photo(1600, 1200, 1))
        .build()
        .with_warnings();
    let preview = &outcome.files["a/social-preview.jpg"];
    let header = read_header(preview, preview.len() as u64).expect("a picture");
    assert_eq!((header.width, header.height), (1200, 900));
}

#[test]
fn pictures_in_the_text_of_a_feed_are_at_most_1200_pixels_wide() {
    let outcome = site(
        "![x](p.jpg)\n\n<img src=\"p.jpg\" alt=\"y\">",
        "p.jpg",
        &photo(3000, 2000, 1),
    );
    let outcome = outcome.build().with_warnings();
    let feed = outcome.page("/feed.json");
    assert_eq!(feed.matches("/p.jpg.1200.webp").count(), 2, "{feed}");
    assert!(
        feed.contains("width=\\\"1200\\\" height=\\\"800\\\""),
        "{feed}"
    );
    assert!(!feed.contains("/p.jpg\\\""), "{feed}");
}

#[test]
fn bad_pictures_are_reported_where_they_are_used() {
    let photo = jpeg(600, 400);
    let mut film = b"GIF89a\x0a\0\x14\0\0\0\0".to_vec();
    film.resize(2_500_000, 0);
    for (name, bytes, fact) in [
        (
            "p.png",
            png_header_of_size(50_000, 50_000),
            "the picture `p.png` has 50000 × 50000 pixels, more than can be shown",
        ),
        (
            "p.jpg",
            photo[..20].to_vec(),
            "the picture `p.jpg` is cut off",
        ),
        (
            "p.png",
            b"<html>404</html>".to_vec(),
            "the picture `p.png` is no picture that browsers show",
        ),
        (
            "p.gif",
            film,
            "the picture `p.gif` is a GIF of 2.5 MB, too heavy for a phone",
        ),
        (
            "p.bmp",
            b"BM\0\0\0\0".to_vec(),
            "the picture `p.bmp` is no picture",
        ),
    ] {
        let outcome = site(&format!("![x]({name})"), name, &bytes).build();
        outcome.assert_refused(&[&format!("error: {fact}"), "fr.md:9:6"]);
    }
    let named_so = site("![x](p.jpg)", "p.jpg", &png(9, 9)).build();
    assert!(named_so.built);
    let problems = named_so.problems();
    assert!(
        problems.contains("warning: the picture `p.jpg` is not what its name says: it is a PNG"),
        "{problems}"
    );
    assert!(problems.contains("call it `p.png`"), "{problems}");
    // a file to be loaded down may be anything
    let linked = site("[x](p.png)", "p.png", b"no picture").build();
    assert!(
        linked.built && linked.problems().starts_with("warning: "),
        "{}",
        linked.problems()
    );
}

/// A PNG whose pixels are numbers of colours, and that has no colours.
fn png_without_palette() -> Vec<u8> {
    let mut bytes = png(9, 9);
    bytes[25] = 3;
    let mut checksum = flate2::Crc::new();
    checksum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
    bytes
}

/// A JPEG with all of its tables and no pixels.
fn jpeg_without_scan() -> Vec<u8> {
    let whole = jpeg(9, 9);
    let scan = whole.windows(2).position(|two| two == [0xff, 0xda]);
    [&whole[..scan.expect("a scan")], &[0xff, 0xd9]].concat()
}

const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn gif_without_palette() -> Vec<u8> {
    let flags = [&GIF[..10], &[0, 0, 0]].concat();
    [&flags, &GIF[19..]].concat()
}

fn webp() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(noise_with_red_corner(40, 30))
        .write_to(&mut bytes, image::ImageFormat::WebP)
        .expect("a picture");
    bytes.into_inner()
}

/// A WebP whose lengths are right and whose pixels end early.
fn webp_with_too_few_pixels() -> Vec<u8> {
    let mut bytes = webp();
    bytes.truncate(12 + 8 + 40);
    let length = bytes.len() as u32;
    bytes[4..8].copy_from_slice(&(length - 8).to_le_bytes());
    bytes[16..20].copy_from_slice(&(length - 20).to_le_bytes());
    bytes
}

fn media_box(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u32 + 8).to_be_bytes();
    [&length[..], name, data].concat()
}

/// An AVIF by its boxes; nothing decodes its pixels.
fn avif() -> Vec<u8> {
    let size = media_box(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let properties = media_box(b"iprp", &media_box(b"ipco", &size));
    let file_type = media_box(b"ftyp", b"avif\0\0\0\0mif1");
    let table = |start: u8| {
        let item = [0, 1, 0, 0, 0, 1, 0, 0, 0, start, 0, 0, 0, 12];
        media_box(b"iloc", &[&[0, 0, 0, 0, 0x44, 0, 0, 1][..], &item].concat())
    };
    let meta = |start: u8| {
        let inside = [&[0; 4][..], &properties, &table(start)].concat();
        media_box(b"meta", &inside)
    };
    let start = file_type.len() + meta(0).len() + 8;
    let pixels = media_box(b"mdat", &[7; 12]);
    [file_type, meta(start as u8), pixels].concat()
}

/// An AVIF whose table of items names four thousand million extents, each without a byte.
fn avif_with_countless_extents() -> Vec<u8> {
    let items = [0, 0, 0, 0, 0xff, 0xff].repeat(0xffff);
    let table = media_box(
        b"iloc",
        &[&[0, 0, 0, 0, 0, 0, 0xff, 0xff][..], &items].concat(),
    );
    let size = media_box(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let properties = media_box(b"iprp", &media_box(b"ipco", &size));
    let inside = [&[0; 4][..], &properties, &table].concat();
    let file_type = media_box(b"ftyp", b"avif\0\0\0\0mif1");
    [file_type, media_box(b"meta", &inside)].concat()
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g><path d=\"M0 0\"/></g></svg>";

/// A drawing may hold a script, which runs where a reader opens the drawing by itself.
#[test]
fn the_picture_of_an_article_leads_to_no_drawing() {
    let article = "-- griot.yaml --\nbase_url: https://blog.example\nlanguages: {fr: {title: B}}\nraw_html: false\n\
        -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: d.svg\nimage_alt: x\n---\nT.\n";
    let outcome = sources(article)
        .file("content/articles/a/d.svg", SVG)
        .build();
    let page = outcome.without_problems().page("/a/").to_string();
    assert!(page.contains("src=\"/a/d.svg\""), "{page}");
    assert!(!page.contains("href=\"/a/d.svg\""), "{page}");
}

#[test]
fn pictures_are_read_to_their_end() {
    let cut = |bytes: &[u8], less: usize| bytes[..bytes.len() - less].to_vec();
    let avif_without_pixels = cut(&avif(), 20);
    let cases = [
        ("p.jpg", cut(&jpeg(9, 9), 2)),
        ("p.jpg", jpeg_without_scan()),
        ("p.png", cut(&png(9, 9), 12)),
        ("p.png", cut(&png(9, 9), 20)),
        ("p.png", png_without_palette()),
        ("p.gif", cut(GIF, 1)),
        ("p.gif", gif_without_palette()),
        ("p.webp", cut(&webp(), 10)),
        ("p.webp", webp_with_too_few_pixels()),
        ("p.avif", cut(&avif(), 1)),
        ("p.avif", avif_without_pixels),
        ("p.avif", avif_with_countless_extents()),
        ("p.svg", cut(SVG, 6)),
        ("p.svg", cut(SVG, 12)),
    ];
    for (at, (name, bytes)) in cases.iter().enumerate() {
        let refused = site(&format!("![x]({name})"), name, bytes).build();
        assert!(!refused.built, "{name}, {at}");
        let facts =
            ["is cut off", "is damaged"].map(|fact| format!("error: the picture `{name}` {fact}"));
        let problems = refused.problems();
        assert!(
            facts.iter().any(|fact| problems.contains(fact)),
            "{at}: {problems}"
        );
        refused.assert_reported(&["content/articles/a/fr.md:9:6"]);
        // the same in `static/`, by the path of the site
        let text = format!("![x](/{name})");
        let file = format!("static/{name}");
        let refused = sources(&format!("-- content/a.md --\n{text}\n")).file(&file, bytes);
        refused.build().assert_refused(&["content/a.md:1:6"]);
        let unused = sources("-- content/a.md --\nT.\n").file(&file, bytes);
        unused.build().assert_refused(&[&format!("--> {file}")]);
    }
    for (name, bytes) in [
        ("p.jpg", jpeg(9, 9)),
        ("p.png", png(9, 9)),
        ("p.gif", GIF.to_vec()),
        ("p.webp", webp()),
        ("p.avif", avif()),
        ("p.svg", SVG.to_vec()),
    ] {
        let outcome = site(&format!("![x]({name})"), name, &bytes).build();
        assert!(
            outcome.without_problems().has(&format!("/a/{name}")),
            "{name}"
        );
    }
    // what no article shows may be of any kind
    for (name, bytes) in [
        ("p.svg", &b"<symbol/>"[..]),
        ("p.png", b"words"),
        ("p.gif", b"GIF89a"),
    ] {
        let files = sources("-- content/a.md --\nT.\n").file(&format!("static/{name}"), bytes);
        let built = files.build();
        assert_eq!(built.built, name != "p.gif", "{name}: {}", built.problems());
    }
}

#[test]
fn a_picture_that_was_read_whole_is_not_read_again() {
    let text =
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](p.png)\n";
    let folder = Folder::new(text);
    folder.write("content/articles/a/p.png", png(9, 9));
    folder.run_ok(&["build"]);
    let first = cache_entries(&folder);
    assert_eq!(first.len(), 1);
    folder.run_ok(&["build", "--out", "elsewhere"]);
    assert_eq!(cache_entries(&folder), first);
    let whole = png(9, 9);
    folder.write("content/articles/a/p.png", &whole[..whole.len() - 20]);
    let ran = folder.run(&["build"]);
    assert!(
        ran.err.contains("is cut off") && ran.err.contains("fr.md:5:6"),
        "{ran:?}"
    );
}

#[test]
fn a_truncated_picture_is_not_published() {
    let photo = jpeg(1200, 800);
    let text =
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](p.jpg)\n";
    let folder = Folder::new(text);
    folder.write("content/articles/a/p.jpg", &photo[..photo.len() / 2]);
    let ran = folder.run(&["build"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err
            .contains("is cut off: the file ends before the picture does"),
        "{ran:?}"
    );
    assert!(ran.err.contains("content/articles/a/fr.md:5:6"), "{ran:?}");
    assert!(!folder.has("public"));
    let checked = folder.run(&["check"]);
    assert_eq!(checked.status, 1, "{checked:?}");
    assert!(checked.err.contains("is cut off"), "{checked:?}");
}

/// A folder with a site of one photo.
fn site_with_photo() -> Folder {
    let text =
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](p.jpg)\n";
    let folder = Folder::new(text);
    folder.write("content/articles/a/p.jpg", photo(1300, 700, 6));
    folder
}

/// Every file of the cache, with its modification time.
fn cache_entries(folder: &Folder) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let files = folder.tree(".griot/cache/derived").into_iter();
    let with_time = |(path, bytes)| {
        let file = folder.path(&format!(".griot/cache/derived/{path}"));
        let written = fs::metadata(file)
            .expect("a file")
            .modified()
            .expect("a time");
        (path, (bytes, written))
    };
    files.map(with_time).collect()
}

#[test]
fn a_second_build_converts_no_picture() {
    let folder = site_with_photo();
    folder.run_ok(&["build"]);
    let (public, first) = (folder.tree("public"), cache_entries(&folder));
    // two smaller ones, and itself, turned
    assert_eq!(first.len(), 3);
    folder.run_ok(&["build", "--out", "elsewhere"]);
    assert_eq!(cache_entries(&folder), first);
    for (path, bytes) in folder.tree("elsewhere") {
        assert!(path == ".griot" || public[&path] == bytes, "{path}");
    }
    // another picture of the same name is another one
    folder.write("content/articles/a/p.jpg", photo(1300, 700, 8));
    folder.run_ok(&["build"]);
    assert_eq!(cache_entries(&folder).len(), 6);
    assert_eq!(
        red_corner(&fs::read(folder.path("public/a/p.jpg")).expect("a photo")),
        (false, true)
    );
}

#[test]
fn the_cache_may_be_deleted_or_damaged() {
    let folder = site_with_photo();
    folder.run_ok(&["build"]);
    let public = folder.tree("public");
    fs::remove_dir_all(folder.path(".griot")).expect("removed");
    folder.run_ok(&["build"]);
    let whole = cache_entries(&folder);
    for (number, (path, (bytes, _))) in whole.iter().enumerate() {
        let damaged = match number {
            0 => bytes[..bytes.len() / 2].to_vec(),
            1 => Vec::new(),
            _ => [&bytes[..bytes.len() - 1], b"!"].concat(),
        };
        folder.write(&format!(".griot/cache/derived/{path}"), damaged);
    }
    // into another folder, where no page is reused
    folder.run_ok(&["build", "--out", "elsewhere"]);
    for (path, bytes) in folder.tree("elsewhere") {
        assert!(path == ".griot" || public[&path] == bytes, "{path}");
    }
    for (path, (bytes, _)) in cache_entries(&folder) {
        assert!(bytes == whole[&path].0, "{path}");
    }
}

#[test]
fn an_unwritable_cache_does_not_fail_the_build() {
    let folder = site_with_photo();
    folder.write(".griot", "a file in its place");
    let ran = folder.run_ok(&["build"]);
    assert!(
        ran.err.contains("warning: the cache cannot be written"),
        "{ran:?}"
    );
    assert!(folder.has("public/a/p.jpg.480.webp"));
}

#[test]
fn the_cache_removes_the_least_recently_used_entries() {
    use griot::cache::disk_store::{ASSETS, DiskStore};
    use griot::cache::{Key, Store};
    let folder = Folder::empty();
    let cache = DiskStore::open(&folder.path(""), ASSETS);
    let key = |number: u8| Key::new("test", 1).with(&[number]);
    for number in 0..10 {
        cache.put(&key(number), &[number; 1000]);
    }
    // the even ones were used long ago, the odd ones longer ago
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    for number in 0..10_u8 {
        let name = key(number).to_string();
        let path = folder.path(&format!(
            ".griot/cache/derived/{}/{}",
            &name[..2],
            &name[2..]
        ));
        let age = day * if number % 2 == 0 { 2 } else { 40 };
        let file = fs::File::options()
            .append(true)
            .open(path)
            .expect("an entry");
        file.set_modified(std::time::SystemTime::now() - age)
            .expect("a time");
    }
    assert!(cache.get(&key(1)).is_some(), "used just now");
    cache.shrink(6 * 1032);
    let kept: Vec<u8> = (0..10)
        .filter(|number| cache.get(&key(*number)).is_some())
        .collect();
    assert_eq!(kept, [0, 1, 2, 4, 6, 8]);
    assert_eq!(cache.get(&key(1)).expect("kept"), [1; 1000]);
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn the_preview_converts_the_same_pictures_on_request() {
    use crate::serve::{serve_folder, short_limits};
    let served = serve_folder(
        site_with_photo(),
        griot::serve::WatcherTiming::default(),
        short_limits(),
    );
    assert!(!served.folder.has(".griot"), "nothing is made before");
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
    assert_eq!(cache_entries(&served.folder).len(), 3);
    // a new picture under the old name is measured anew
    served
        .folder
        .write("content/articles/a/p.jpg", photo(1000, 600, 1));
    served.wait_until("the new picture", |served| {
        let page = served.get("/a/").body;
        memchr::memmem::find(&page, b"width=\"1000\" height=\"600\"").is_some()
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

/// A colour profile that unpacks to three gigabytes.
#[test]
fn a_colour_profile_is_no_bomb() {
    let mut bomb = b"profile\0\0".to_vec();
    let mut packed = flate2::write::ZlibEncoder::new(&mut bomb, flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..300 {
        std::io::Write::write_all(&mut packed, &zeros).expect("packed");
    }
    packed.finish().expect("packed");
    let mut chunk = u32::try_from(bomb.len())
        .expect("a length")
        .to_be_bytes()
        .to_vec();
    chunk.extend(b"iCCP");
    chunk.extend(&bomb);
    let mut checksum = flate2::Crc::new();
    checksum.update(&chunk[4..]);
    chunk.extend(checksum.sum().to_be_bytes());
    let mut picture = png(700, 400);
    picture.splice(33..33, chunk);
    let folder = site_with_photo();
    folder.write("content/articles/a/p.png", picture);
    let text = folder.read("content/articles/a/fr.md") + "\n![x](p.png)\n";
    folder.write("content/articles/a/fr.md", text);
    folder.run_ok(&["build"]);
    let published = fs::read(folder.path("public/a/p.png")).expect("a picture");
    assert!(memchr::memmem::find(&published, b"iCCP").is_none());
}

/// Hexo keeps the pictures of a post in a folder that has the name of its file.
#[test]
fn a_picture_in_the_folder_that_has_the_name_of_the_article_is_found() {
    let text = "-- content/_posts/2026-11-01-marche.md --\n---\ntitle: A\n---\n![x](p.png)\n";
    let outcome = sources(text)
        .file("content/_posts/2026-11-01-marche/p.png", &png(20, 20))
        .build()
        .without_problems();
    let page = outcome.page("/marche/");
    assert!(
        page.contains("src=\"/marche/2026-11-01-marche/p.png\""),
        "{page}"
    );
    assert!(outcome.files.contains_key("marche/2026-11-01-marche/p.png"));
}
