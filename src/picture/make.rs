//! Decoding, turning, shrinking, encoding.

use super::{Kind, Measure, Recipe, Wrong, clean, webp};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder};
use std::io::Cursor;

/// Raised whenever the same picture and recipe give other bytes.
pub const VERSION: u32 = 1;

/// Of what has to be written again to be turned.
const TURNED_QUALITY: u8 = 92;

/// A profile that is larger is for printers, and heavier than the smallest pictures.
const PROFILE_BYTES: usize = 16 * 1024;

/// Bytes by a recipe. `measure` is what the picture's header says.
pub fn make(bytes: &[u8], measure: &Measure, recipe: Recipe) -> Result<Vec<u8>, Wrong> {
    if recipe == Recipe::Original && measure.orientation == 1 {
        return clean(bytes, measure.kind).map(|clean| clean.into_owned());
    }
    Decoded::new(bytes, measure)?.make(recipe)
}

/// A picture's pixels: several recipes take them from one decoding.
pub struct Decoded {
    kind: Kind,
    orientation: Orientation,
    /// Three or four bytes a pixel, not turned yet.
    image: DynamicImage,
    /// What the numbers of its colours mean, where they are not the web's own (sRGB).
    profile: Option<Vec<u8>>,
}

impl Decoded {
    pub fn new(bytes: &[u8], measure: &Measure) -> Result<Self, Wrong> {
        // decoders fill with grey what is not there
        let bytes = clean(bytes, measure.kind)?;
        let from = Cursor::new(&*bytes);
        let (image, profile) = match measure.kind {
            Kind::Jpeg => decoded(JpegDecoder::new(from)),
            Kind::Png => decoded(PngDecoder::new(from)),
            Kind::Webp => decoded(WebPDecoder::new(from)),
            Kind::Gif | Kind::Avif | Kind::Svg => return Err(Wrong::Unknown),
        }
        .map_err(|_| Wrong::Broken)?;
        Ok(Decoded {
            kind: measure.kind,
            orientation: Orientation::from_exif(measure.orientation)
                .unwrap_or(Orientation::NoTransforms),
            image: eight_bits(image),
            profile: profile.filter(|profile| is_needed(profile)),
        })
    }

    pub fn make(&self, recipe: Recipe) -> Result<Vec<u8>, Wrong> {
        match recipe {
            Recipe::Original => self.turned(),
            Recipe::Webp { width, quality } => {
                let mut small = self.resized(width)?;
                small.apply_orientation(self.orientation);
                self.webp(&small, quality)
            }
        }
    }

    /// All of it, the right way up.
    fn turned(&self) -> Result<Vec<u8>, Wrong> {
        let mut image = self.image.clone();
        image.apply_orientation(self.orientation);
        let mut bytes = Vec::new();
        match self.kind {
            Kind::Jpeg => {
                let encoder = JpegEncoder::new_with_quality(&mut bytes, TURNED_QUALITY);
                self.encode(&image, encoder)?;
            }
            Kind::Png => self.encode(&image, PngEncoder::new(&mut bytes))?,
            _ => return self.webp(&image, TURNED_QUALITY),
        }
        Ok(bytes)
    }

    fn encode(&self, image: &DynamicImage, mut encoder: impl ImageEncoder) -> Result<(), Wrong> {
        if let Some(profile) = &self.profile {
            // a format without profiles goes without
            let _ = encoder.set_icc_profile(profile.clone());
        }
        image.write_with_encoder(encoder).map_err(|_| Wrong::Broken)
    }

    /// As wide as this once it is turned, by Lanczos' windows of three lobes.
    fn resized(&self, width: u32) -> Result<DynamicImage, Wrong> {
        let image = &self.image;
        let (own_width, own_height) = (image.width(), image.height());
        let orientation = self.orientation.to_exif();
        let sideways = orientation > 4;
        let shown = Measure::new(self.kind, own_width, own_height).turned(orientation);
        let height = shown.height_at(width);
        let (width, height) = if sideways {
            (height, width)
        } else {
            (width, height)
        };
        if (width, height) == (own_width, own_height) {
            return Ok(image.clone());
        }
        let kind = if image.color().has_alpha() {
            PixelType::U8x4
        } else {
            PixelType::U8x3
        };
        let from = ImageRef::new(own_width, own_height, image.as_bytes(), kind);
        let from = from.map_err(|_| Wrong::Broken)?;
        let mut to = Image::new(width, height, kind);
        let resized = Resizer::new().resize(&from, &mut to, &ResizeOptions::default());
        resized.map_err(|_| Wrong::Broken)?;
        let pixels = to.into_vec();
        let small = match kind {
            PixelType::U8x4 => image::RgbaImage::from_raw(width, height, pixels).map(Into::into),
            _ => image::RgbImage::from_raw(width, height, pixels).map(Into::into),
        };
        small.ok_or(Wrong::Broken)
    }

    fn webp(&self, image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Wrong> {
        let (width, height) = (image.width(), image.height());
        let pixels = image.as_bytes();
        let encoder = match image {
            DynamicImage::ImageRgba8(_) => ::webp::Encoder::from_rgba(pixels, width, height),
            _ => ::webp::Encoder::from_rgb(pixels, width, height),
        };
        let encoded = encoder.encode_simple(false, f32::from(quality));
        let bytes = encoded.map_err(|_| Wrong::Broken)?;
        Ok(match &self.profile {
            Some(profile) => webp::with_profile(&bytes, profile, (width, height)),
            None => bytes.to_vec(),
        })
    }
}

fn decoded<D: ImageDecoder>(
    decoder: image::ImageResult<D>,
) -> image::ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut decoder = decoder?;
    let profile = decoder.icc_profile()?;
    Ok((DynamicImage::from_decoder(decoder)?, profile))
}

/// Three or four bytes a pixel.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
        image if image.color().has_alpha() => image.into_rgba8().into(),
        image => image.into_rgb8().into(),
    }
}

/// Whether a profile must go along: its colours are red, green and blue, and not those that
/// browsers take for granted (ICC.1, 7.2: the space at byte 16).
fn is_needed(profile: &[u8]) -> bool {
    let in_words = |words: &str| {
        let wide: Vec<u8> = words.bytes().flat_map(|byte| [0, byte]).collect();
        [words.as_bytes(), &wide]
            .iter()
            .any(|words| memchr::memmem::find(profile, words).is_some())
    };
    profile.len() <= PROFILE_BYTES && profile.get(16..20) == Some(b"RGB ") && !in_words("sRGB")
}
