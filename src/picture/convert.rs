//! Converts a picture by a recipe: decodes, resizes, turns upright and encodes.
//!
//! Takes the bytes of a file, its header and a [`Recipe`]; gives the bytes to publish. The same
//! input gives the same bytes on every machine. Never keeps metadata.

use super::{PictureError, PictureFormat, PictureHeader, PreviewSize, Recipe};
use super::{strip_metadata, swaps_sides, webp};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder};
use std::borrow::Cow;
use std::io::Cursor;

/// Part of the cache key of converted pictures. Raise it when the same input gives other bytes.
pub const CONVERT_VERSION: u32 = 1;

/// Quality of an original that is encoded again because it had to be turned.
const ORIGINAL_QUALITY: u8 = 92;

/// WhatsApp shows no preview with a heavier picture.
const PREVIEW_BYTES: usize = 300_000;

/// Qualities of a preview, the first that is light enough counts. Even noise is, with the last.
const PREVIEW_QUALITIES: [u8; 8] = [85, 75, 65, 50, 35, 20, 10, 1];

/// Larger profiles are for printers, and heavier than the smallest pictures.
const MAX_PROFILE_BYTES: usize = 16 * 1024;

/// Converts a picture file by a recipe. `header` is that of `bytes`.
///
/// # Errors
///
/// [`PictureError::Truncated`], [`PictureError::Damaged`], or
/// [`PictureError::UnsupportedFormat`] for a format that cannot be decoded.
pub fn convert(
    bytes: &[u8],
    header: &PictureHeader,
    recipe: Recipe,
) -> Result<Vec<u8>, PictureError> {
    if recipe == Recipe::Original && header.is_upright() {
        return strip_metadata(bytes, header.format).map(|stripped| stripped.into_owned());
    }
    DecodedPicture::new(bytes, header)?.convert(recipe)
}

/// Pixels of a picture, decoded once for several recipes.
pub struct DecodedPicture {
    format: PictureFormat,
    orientation: Orientation,
    /// Three or four bytes a pixel, not turned yet.
    image: DynamicImage,
    /// Colour profile, when the colours are not the web's own (sRGB).
    profile: Option<Vec<u8>>,
}

/// A decoded image and the colour profile of its file.
struct ImageAndProfile {
    image: DynamicImage,
    profile: Option<Vec<u8>>,
}

impl DecodedPicture {
    /// Decodes a picture file. `header` is that of `bytes`.
    ///
    /// # Errors
    ///
    /// The errors of [`convert()`].
    pub fn new(bytes: &[u8], header: &PictureHeader) -> Result<Self, PictureError> {
        // finds truncated files: decoders would fill the missing part with grey
        let bytes = strip_metadata(bytes, header.format)?;
        let reader = Cursor::new(&*bytes);
        let decoded = match header.format {
            PictureFormat::Jpeg => decode(JpegDecoder::new(reader)),
            PictureFormat::Png => decode(PngDecoder::new(reader)),
            PictureFormat::Webp => decode(WebPDecoder::new(reader)),
            PictureFormat::Gif | PictureFormat::Avif | PictureFormat::Svg => {
                return Err(PictureError::UnsupportedFormat);
            }
        };
        let ImageAndProfile { image, profile } = decoded.map_err(|_| PictureError::Damaged)?;
        Ok(DecodedPicture {
            format: header.format,
            orientation: header.orientation,
            image: to_eight_bits(image),
            profile: profile.filter(|profile| is_profile_needed(profile)),
        })
    }

    /// Converts the pixels by a recipe.
    ///
    /// # Errors
    ///
    /// [`PictureError::Damaged`] when the pixels cannot be encoded.
    pub fn convert(&self, recipe: Recipe) -> Result<Vec<u8>, PictureError> {
        match recipe {
            Recipe::Original => self.encode_upright(),
            Recipe::Preview => self.encode_preview(),
            Recipe::Webp { width, quality } => {
                let mut resized = self.resize(width)?;
                if self.orientation != Orientation::NoTransforms {
                    resized.to_mut().apply_orientation(self.orientation);
                }
                self.encode_webp(&resized, quality)
            }
        }
    }

    /// Turns the picture upright and encodes it in its own format.
    fn encode_upright(&self) -> Result<Vec<u8>, PictureError> {
        let image = self.upright();
        let mut bytes = Vec::new();
        match self.format {
            PictureFormat::Jpeg => {
                let encoder = JpegEncoder::new_with_quality(&mut bytes, ORIGINAL_QUALITY);
                self.encode(&image, encoder)?;
            }
            PictureFormat::Png => self.encode(&image, PngEncoder::new(&mut bytes))?,
            _ => return self.encode_webp(&image, ORIGINAL_QUALITY),
        }
        Ok(bytes)
    }

    /// Cuts the upright picture to the shape of a preview, puts it on white and encodes it as a JPEG
    /// that social networks load: of less quality where it would be too heavy.
    fn encode_preview(&self) -> Result<Vec<u8>, PictureError> {
        let upright = self.upright();
        let own = PictureHeader::new(self.format, upright.width(), upright.height());
        let size = PreviewSize::of(&own).ok_or(PictureError::UnsupportedFormat)?;
        let shown = ResizeOptions::default().crop(
            f64::from(size.left(own.width)),
            f64::from(size.top(own.height)),
            f64::from(size.shown_width),
            f64::from(size.shown_height),
        );
        let to = PixelSides {
            width: size.width,
            height: size.height,
        };
        let preview = on_white(resize_to(&upright, to, &shown)?);
        let mut bytes = Vec::new();
        for quality in PREVIEW_QUALITIES {
            bytes.clear();
            self.encode(&preview, JpegEncoder::new_with_quality(&mut bytes, quality))?;
            if bytes.len() <= PREVIEW_BYTES {
                break;
            }
        }
        Ok(bytes)
    }

    /// The picture as a viewer shows it, with one copy of the pixels at the most.
    fn upright(&self) -> Cow<'_, DynamicImage> {
        let image = &self.image;
        let (mut turned, is_mirrored) = match self.orientation {
            Orientation::NoTransforms => return Cow::Borrowed(image),
            Orientation::Rotate90 => (image.rotate90(), false),
            Orientation::Rotate270 => (image.rotate270(), false),
            Orientation::Rotate90FlipH => (image.rotate90(), true),
            Orientation::Rotate270FlipH => (image.rotate270(), true),
            in_place => {
                let mut turned = image.clone();
                turned.apply_orientation(in_place);
                (turned, false)
            }
        };
        if is_mirrored {
            turned.apply_orientation(Orientation::FlipHorizontal);
        }
        Cow::Owned(turned)
    }

    fn encode(
        &self,
        image: &DynamicImage,
        mut encoder: impl ImageEncoder,
    ) -> Result<(), PictureError> {
        if let Some(profile) = &self.profile {
            // fails only for formats without profiles
            let _ = encoder.set_icc_profile(profile.clone());
        }
        image
            .write_with_encoder(encoder)
            .map_err(|_| PictureError::Damaged)
    }

    /// Resizes the pixels, not turned yet, so that the upright picture is `width` pixels wide.
    /// The filter is Lanczos with three lobes.
    fn resize(&self, width: u32) -> Result<Cow<'_, DynamicImage>, PictureError> {
        let image = &self.image;
        let (own_width, own_height) = (image.width(), image.height());
        let upright = PictureHeader::new(self.format, own_width, own_height)
            .with_orientation(self.orientation);
        let height = upright.height_for_width(width);
        let (width, height) = match swaps_sides(self.orientation) {
            true => (height, width),
            false => (width, height),
        };
        if (width, height) == (own_width, own_height) {
            return Ok(Cow::Borrowed(image));
        }
        let to = PixelSides { width, height };
        resize_to(image, to, &ResizeOptions::default()).map(Cow::Owned)
    }

    fn encode_webp(&self, image: &DynamicImage, quality: u8) -> Result<Vec<u8>, PictureError> {
        let (width, height) = (image.width(), image.height());
        let pixels = image.as_bytes();
        let encoder = match image {
            DynamicImage::ImageRgba8(_) => ::webp::Encoder::from_rgba(pixels, width, height),
            _ => ::webp::Encoder::from_rgb(pixels, width, height),
        };
        let encoded = encoder.encode_simple(false, f32::from(quality));
        let bytes = encoded.map_err(|_| PictureError::Damaged)?;
        Ok(match &self.profile {
            Some(profile) => webp::add_profile(&bytes, profile, width, height),
            None => bytes.to_vec(),
        })
    }
}

/// Width and height in pixels.
#[derive(Clone, Copy)]
struct PixelSides {
    width: u32,
    height: u32,
}

/// Resizes pixels, or the part of them that the options cut out.
fn resize_to(
    image: &DynamicImage,
    PixelSides { width, height }: PixelSides,
    options: &ResizeOptions,
) -> Result<DynamicImage, PictureError> {
    let pixel_type = match image.color().has_alpha() {
        true => PixelType::U8x4,
        false => PixelType::U8x3,
    };
    let from = ImageRef::new(image.width(), image.height(), image.as_bytes(), pixel_type);
    let from = from.map_err(|_| PictureError::Damaged)?;
    let mut to = Image::new(width, height, pixel_type);
    Resizer::new()
        .resize(&from, &mut to, options)
        .map_err(|_| PictureError::Damaged)?;
    let pixels = to.into_vec();
    let resized = match pixel_type {
        PixelType::U8x4 => image::RgbaImage::from_raw(width, height, pixels).map(Into::into),
        _ => image::RgbImage::from_raw(width, height, pixels).map(Into::into),
    };
    resized.ok_or(PictureError::Damaged)
}

/// Puts a picture with transparency on white: JPEG has none, and dark text would be lost on black.
fn on_white(image: DynamicImage) -> DynamicImage {
    let DynamicImage::ImageRgba8(image) = image else {
        return image;
    };
    let mut opaque = image::RgbImage::new(image.width(), image.height());
    for (to, from) in opaque.pixels_mut().zip(image.pixels()) {
        let alpha = u32::from(from[3]);
        for channel in 0..3 {
            let mixed = (u32::from(from[channel]) * alpha + 255 * (255 - alpha)) / 255;
            to[channel] = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    opaque.into()
}

fn decode<D: ImageDecoder>(decoder: image::ImageResult<D>) -> image::ImageResult<ImageAndProfile> {
    let mut decoder = decoder?;
    let profile = decoder.icc_profile()?;
    let image = DynamicImage::from_decoder(decoder)?;
    Ok(ImageAndProfile { image, profile })
}

/// Converts to three bytes a pixel, or four with transparency.
fn to_eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
        image if image.color().has_alpha() => image.into_rgba8().into(),
        image => image.into_rgb8().into(),
    }
}

/// Whether a profile must be published: it is for RGB colours (ICC.1, 7.2: the space at byte
/// 16), and not sRGB, which browsers assume.
fn is_profile_needed(profile: &[u8]) -> bool {
    // the description is ASCII or UTF-16
    let names_srgb = [&b"sRGB"[..], b"\0s\0R\0G\0B"]
        .iter()
        .any(|name| memchr::memmem::find(profile, name).is_some());
    profile.len() <= MAX_PROFILE_BYTES && profile.get(16..20) == Some(b"RGB ") && !names_srgb
}
