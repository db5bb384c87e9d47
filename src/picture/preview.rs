//! [`PreviewSize`]: the size of the picture that social networks show, made from a picture of an
//! article.

use super::PictureHeader;

/// Width and height that all networks show whole, in pixels.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

/// Facebook and WhatsApp show a narrower picture small or not at all.
const LEAST_WIDTH: u32 = 300;

/// Sizes of a preview in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Width of the part of the upright original that is shown.
    pub(super) shown_width: u32,
    /// Height of that part.
    pub(super) shown_height: u32,
}

impl PreviewSize {
    /// The preview of a picture: in its own shape where that lies between 1200 × 630 and a square,
    /// else cut to the nearer of these. `None` for a picture that cannot be decoded or is too small.
    pub fn of(header: &PictureHeader) -> Option<Self> {
        let (own_width, own_height) = (header.width, header.height);
        let widest = u64::from(own_height) * u64::from(WIDTH) / u64::from(HEIGHT);
        let shown_width = own_width.min(u32::try_from(widest).unwrap_or(u32::MAX));
        let shown_height = own_height.min(own_width);
        let width = shown_width.min(WIDTH);
        let is_large = width >= LEAST_WIDTH;
        // rounded up: a wider shape would be cut by networks
        let height = match shown_width < own_width {
            true => (width * HEIGHT).div_ceil(WIDTH),
            false => {
                let scale = f64::from(width) / f64::from(shown_width.max(1));
                (f64::from(shown_height) * scale).ceil() as u32
            }
        };
        (header.can_shrink() && is_large).then_some(PreviewSize {
            width,
            height,
            shown_width,
            shown_height,
        })
    }

    /// The left edge of the part that is shown: the middle of the original.
    pub(super) fn left(&self, own_width: u32) -> u32 {
        (own_width - self.shown_width) / 2
    }

    /// The upper edge: of a portrait, faces are in the upper half.
    pub(super) fn top(&self, own_height: u32) -> u32 {
        (own_height - self.shown_height) / 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::PictureFormat;

    #[track_caller]
    fn case(width: u32, height: u32, expected: Option<(u32, u32)>) {
        let header = PictureHeader::new(PictureFormat::Jpeg, width, height);
        let size = PreviewSize::of(&header);
        assert_eq!(size.map(|size| (size.width, size.height)), expected);
    }

    #[test]
    fn sizes() {
        case(4000, 3000, Some((1200, 900)));
        case(4000, 2100, Some((1200, 630)));
        case(4000, 4000, Some((1200, 1200)));
        case(4000, 1000, Some((1200, 630)));
        case(1000, 4000, Some((1000, 1000)));
        case(600, 400, Some((600, 400)));
        case(300, 158, Some((300, 158)));
        case(299, 299, None);
        case(4000, 100, None);
        case(1, 1, None);
    }
}
