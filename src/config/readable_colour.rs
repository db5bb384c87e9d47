//! Colours: read from `#a0163f`, compared by contrast, made lighter or darker until readable.
//!
//! Contrast and its least value are those of WCAG 2.2, success criterion 1.4.3.

use serde::Serialize;
use std::fmt;

/// A colour in sRGB: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Colour(pub [u8; 3]);

/// Least contrast between text and its background, level AA.
const READABLE: f64 = 4.5;

impl Colour {
    /// Reads `#a0163f` or `#a13`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().strip_prefix('#')?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect::<Option<_>>()?;
        match digits[..] {
            [r, g, b] => Some(Colour([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Colour([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// The contrast with another colour, from 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The nearest shade of this colour that can be read on `paper`: mixed with black on a
    /// light paper, with white on a dark one, as little as it takes.
    pub fn readable_on(self, paper: Colour) -> Colour {
        let far = if paper.luminance() > 0.18 { 0 } else { 255 };
        let shades = (0..=100).map(|percent| self.towards(far, percent));
        let mut readable = shades.filter(|shade| shade.contrast(paper) >= READABLE);
        readable.next().unwrap_or(Colour([far; 3]))
    }

    fn towards(self, end: u8, percent: u32) -> Colour {
        let mixed = |channel: u8| {
            let sum = u32::from(channel) * (100 - percent) + u32::from(end) * percent;
            u8::try_from(sum / 100).unwrap_or(end)
        };
        Colour(self.0.map(mixed))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_in_two_lengths() {
        assert_eq!(colour("#a0163f").to_string(), "#a0163f");
        assert_eq!(colour(" #AB3 ").to_string(), "#aabb33");
        for wrong in [
            "a0163f",
            "#a0163",
            "#a0163g",
            "teal",
            "#",
            "#a0163f00",
            "#+10",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(colour("#000").contrast(colour("#fff")), 21.0);
        assert_eq!(colour("#777").contrast(colour("#777")), 1.0);
        let grey = colour("#767676").contrast(colour("#fff"));
        assert!((4.54..4.55).contains(&grey), "{grey}");
    }

    #[test]
    fn any_colour_becomes_readable_on_any_paper() {
        let channels = [0, 64, 128, 192, 255];
        for paper in ["#ffffff", "#f4f1ea", "#1f2130", "#000000"].map(colour) {
            for red in channels {
                for green in channels {
                    for blue in channels {
                        let shade = Colour([red, green, blue]).readable_on(paper);
                        assert!(shade.contrast(paper) >= READABLE, "{shade} on {paper}");
                    }
                }
            }
        }
        assert_eq!(
            colour("#a0163f").readable_on(colour("#fff")),
            colour("#a0163f"),
            "a readable one stays as it is"
        );
    }
}
