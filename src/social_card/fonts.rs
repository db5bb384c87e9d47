//! Loads the fonts of the cards and chooses one for each character.
//!
//! The fonts are compressed inside the program. Each is unpacked when a character first needs
//! it, and stays in memory. Shapes and draws nothing.

use flate2::read::ZlibDecoder;
use harfrust::Font;
use skrifa::{FontRef, GlyphId};
use std::io::Read;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// An unpacked font, ready for shaping and drawing.
pub(super) struct FontFace {
    pub shaper_data: Font,
    bytes: Vec<u8>,
    pub units_per_em: f32,
}

/// A font as the program stores it.
struct CompressedFont {
    bytes: &'static [u8],
    /// Characters that the font is used for.
    blocks: &'static [RangeInclusive<char>],
}

/// Fonts for text, in the order in which they are tried. The first has the characters that all
/// scripts share.
const TEXT_FONTS: [CompressedFont; 7] = [
    CompressedFont {
        bytes: include_bytes!("fonts/latin.ttf.z"),
        blocks: &[
            '\0'..='\u{58f}',
            '\u{1ab0}'..='\u{fb06}',
            '\u{fe20}'..='\u{ffff}',
        ],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/arabic.ttf.z"),
        blocks: &[
            '\u{600}'..='\u{6ff}',
            '\u{750}'..='\u{77f}',
            '\u{870}'..='\u{8ff}',
            '\u{fb50}'..='\u{fdff}',
            '\u{fe70}'..='\u{fefc}',
            '\u{10ec2}'..='\u{1eeff}',
        ],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/hebrew.ttf.z"),
        blocks: &['\u{590}'..='\u{5ff}', '\u{fb1d}'..='\u{fb4f}'],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/ethiopic.ttf.z"),
        blocks: &[
            '\u{1200}'..='\u{139f}',
            '\u{2d80}'..='\u{2ddf}',
            '\u{ab00}'..='\u{ab2f}',
        ],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/nko.ttf.z"),
        blocks: &['\u{7c0}'..='\u{7ff}'],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/tifinagh.ttf.z"),
        blocks: &['\u{2d30}'..='\u{2d7f}'],
    },
    CompressedFont {
        bytes: include_bytes!("fonts/adlam.ttf.z"),
        blocks: &['\u{1e900}'..='\u{1e95f}'],
    },
];

const EMOJI_FONT: &[u8] = include_bytes!("fonts/emoji.ttf.z");

/// Finds a font that can draw a letter with its combining marks. `chars` begins with the letter.
pub(super) fn font_for(chars: &[char]) -> Option<&'static FontFace> {
    let base = *chars.first()?;
    let is_for_base = |at: &usize| TEXT_FONTS[*at].blocks.iter().any(|b| b.contains(&base));
    let mut fonts = (0..TEXT_FONTS.len())
        .filter(is_for_base)
        .filter_map(text_font);
    fonts.find(|font| chars.iter().all(|c| font.can_draw(*c)))
}

/// A font of [`TEXT_FONTS`]; unpacks it at the first call.
fn text_font(at: usize) -> Option<&'static FontFace> {
    static FONTS: [OnceLock<Option<FontFace>>; TEXT_FONTS.len()] =
        [const { OnceLock::new() }; TEXT_FONTS.len()];
    FONTS[at]
        .get_or_init(|| FontFace::unpack(TEXT_FONTS[at].bytes))
        .as_ref()
}

/// The colour font; unpacks it at the first call.
pub(super) fn emoji_font() -> Option<&'static FontFace> {
    static FONT: OnceLock<Option<FontFace>> = OnceLock::new();
    FONT.get_or_init(|| FontFace::unpack(EMOJI_FONT)).as_ref()
}

impl FontFace {
    fn unpack(compressed: &[u8]) -> Option<FontFace> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(compressed).read_to_end(&mut bytes).ok()?;
        let shaper_data = Font::new(bytes.clone(), 0)?;
        let units_per_em = f32::from(shaper_data.units_per_em().max(1));
        Some(FontFace {
            shaper_data,
            bytes,
            units_per_em,
        })
    }

    /// Tables of the font with outlines and colours.
    pub(super) fn font_ref(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.bytes).ok()
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        let glyph = self.shaper_data.charmap().map_unicode(c)?;
        (glyph.to_u32() != 0).then_some(glyph)
    }

    /// Whether the font has a glyph for `c`, or `c` is invisible.
    pub(super) fn can_draw(&self, c: char) -> bool {
        c.is_whitespace() || is_format(c) || self.glyph(c).is_some()
    }
}

/// Whether a character is invisible and only changes how its neighbours are drawn, such as a
/// joiner or a direction mark.
fn is_format(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{34f}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}

impl PartialEq for FontFace {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
