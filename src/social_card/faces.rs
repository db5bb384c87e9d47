//! The fonts of the cards: unpacked when the first text needs them, and then kept.

use flate2::read::ZlibDecoder;
use harfrust::Font;
use skrifa::{FontRef, GlyphId};
use std::io::Read;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// One font, ready for shaping and drawing.
pub struct Face {
    pub font: Font,
    bytes: Vec<u8>,
    /// Font units of one em.
    pub em: f32,
}

/// A font as it lies in the program, and the blocks of characters it is there for.
struct Packed {
    bytes: &'static [u8],
    blocks: &'static [RangeInclusive<char>],
}

/// In the order in which they are asked; the first has what all scripts share.
const TEXT: [Packed; 7] = [
    Packed {
        bytes: include_bytes!("fonts/latin.ttf.z"),
        blocks: &[
            '\0'..='\u{58f}',
            '\u{1ab0}'..='\u{fb06}',
            '\u{fe20}'..='\u{ffff}',
        ],
    },
    Packed {
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
    Packed {
        bytes: include_bytes!("fonts/hebrew.ttf.z"),
        blocks: &['\u{590}'..='\u{5ff}', '\u{fb1d}'..='\u{fb4f}'],
    },
    Packed {
        bytes: include_bytes!("fonts/ethiopic.ttf.z"),
        blocks: &[
            '\u{1200}'..='\u{139f}',
            '\u{2d80}'..='\u{2ddf}',
            '\u{ab00}'..='\u{ab2f}',
        ],
    },
    Packed {
        bytes: include_bytes!("fonts/nko.ttf.z"),
        blocks: &['\u{7c0}'..='\u{7ff}'],
    },
    Packed {
        bytes: include_bytes!("fonts/tifinagh.ttf.z"),
        blocks: &['\u{2d30}'..='\u{2d7f}'],
    },
    Packed {
        bytes: include_bytes!("fonts/adlam.ttf.z"),
        blocks: &['\u{1e900}'..='\u{1e95f}'],
    },
];

const EMOJI: &[u8] = include_bytes!("fonts/emoji.ttf.z");

/// The face that draws all of `chars`, one letter with its marks.
pub fn of(chars: &[char]) -> Option<&'static Face> {
    let base = *chars.first()?;
    let fitting = (0..TEXT.len()).filter(|at| TEXT[*at].blocks.iter().any(|b| b.contains(&base)));
    let mut faces = fitting.filter_map(text_face);
    faces.find(|face| chars.iter().all(|c| face.has(*c)))
}

fn text_face(at: usize) -> Option<&'static Face> {
    static FACES: [OnceLock<Option<Face>>; TEXT.len()] = [const { OnceLock::new() }; TEXT.len()];
    FACES[at]
        .get_or_init(|| Face::unpack(TEXT[at].bytes))
        .as_ref()
}

/// The colour font.
pub fn emoji() -> Option<&'static Face> {
    static FACE: OnceLock<Option<Face>> = OnceLock::new();
    FACE.get_or_init(|| Face::unpack(EMOJI)).as_ref()
}

impl Face {
    fn unpack(packed: &[u8]) -> Option<Face> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut bytes).ok()?;
        let font = Font::new(bytes.clone(), 0)?;
        let em = f32::from(font.units_per_em().max(1));
        Some(Face { font, bytes, em })
    }

    /// For outlines and colours.
    pub fn drawings(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.bytes).ok()
    }

    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        let glyph = self.font.charmap().map_unicode(c)?;
        (glyph.to_u32() != 0).then_some(glyph)
    }

    /// Whether it draws `c`, or `c` needs no drawing.
    pub fn has(&self, c: char) -> bool {
        c.is_whitespace() || is_format(c) || self.glyph(c).is_some()
    }
}

/// Joiners and marks of direction: they change how their neighbours are drawn.
pub fn is_format(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{34f}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
