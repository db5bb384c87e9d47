//! Measures how long the smaller pictures of one photo of 12 megapixels take.
//!
//!     cargo bench --bench pictures [RUNS]
//!
//! Times are medians, on one core.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use griot::picture::{DecodedPicture, Recipe, convert, read_header};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use std::time::{Duration, Instant};

const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

fn main() {
    let runs = std::env::args().find_map(|argument| argument.parse::<usize>().ok());
    let runs = runs.unwrap_or(5).max(1);
    let photo = photo(4000, 3000);
    println!("a photo of 4000 × 3000, {} KB\n", photo.len() / 1000);
    let header = read_header(&photo, photo.len() as u64).expect("a photo");
    print("header", runs, || {
        read_header(&photo, photo.len() as u64)
            .map(drop)
            .expect("a photo")
    });
    print("without metadata", runs, || {
        convert(&photo, &header, Recipe::Original)
            .map(drop)
            .expect("a photo")
    });
    print("decoded", runs, || {
        DecodedPicture::new(&photo, &header)
            .map(drop)
            .expect("a photo")
    });
    let decoded = DecodedPicture::new(&photo, &header).expect("a photo");
    for width in WIDTHS {
        let recipe = Recipe::Webp { width, quality: 80 };
        let bytes = decoded.convert(recipe).expect("a smaller one").len();
        print(&format!("{width} wide, {} KB", bytes / 1000), runs, || {
            decoded.convert(recipe).map(drop).expect("a smaller one")
        });
    }
    print("all of it", runs, || {
        let decoded = DecodedPicture::new(&photo, &header).expect("a photo");
        for width in WIDTHS {
            let recipe = Recipe::Webp { width, quality: 80 };
            decoded.convert(recipe).map(drop).expect("a smaller one");
        }
        convert(&photo, &header, Recipe::Original)
            .map(drop)
            .expect("a photo");
    });
}

fn print(what: &str, runs: usize, work: impl Fn()) {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..runs).map(|_| time()).collect();
    times.sort();
    println!("{what:<24} {:>9.1} ms", times[runs / 2].as_secs_f64() * 1e3);
}

/// A generated photo, as hard to encode as a real one: waves of several lengths, with sensor noise.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let image = RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (x, y) = (x as f32, y as f32);
        let waves = (x / 310.0).sin() * 50.0 + (y / 170.0 + x / 900.0).cos() * 40.0;
        let detail = ((x * y) / 90_000.0).sin() * 25.0;
        let noise = (seed >> 28) as f32;
        let level = |shift: f32| (128.0 + waves + detail + noise + shift).clamp(0.0, 255.0) as u8;
        Rgb([level(20.0), level(0.0), level(-25.0)])
    });
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    image.write_with_encoder(encoder).expect("a photo");
    bytes
}
