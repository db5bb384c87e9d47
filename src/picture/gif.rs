//! GIF, block by block (GIF89a).

use super::{Kind, Measure, Wrong};

const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    let screen = start.get(6..10).ok_or(Wrong::Cut)?;
    let side = |at: usize| u32::from(u16::from_le_bytes([screen[at], screen[at + 1]]));
    let mut measure = Measure::new(Kind::Gif, side(0), side(2));
    // one may have a single picture: nothing is made of it either way
    measure.animated = true;
    Ok(measure)
}

/// The same pictures, without comments and what programs noted.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    let mut clean = Vec::with_capacity(bytes.len());
    let mut at = 13 + colours(bytes, 10)?;
    clean.extend_from_slice(bytes.get(..at).ok_or(Wrong::Cut)?);
    loop {
        let start = at;
        let shown = match bytes.get(at).ok_or(Wrong::Cut)? {
            0x21 => {
                let label = *bytes.get(at + 1).ok_or(Wrong::Cut)?;
                at = blocks_end(bytes, at + 2)?;
                match label {
                    COMMENT => false,
                    APPLICATION => is_loop(&bytes[start..at]),
                    _ => true,
                }
            }
            0x2c => {
                let code_size = at + 10 + colours(bytes, at + 9)?;
                at = blocks_end(bytes, code_size + 1)?;
                true
            }
            0x3b => {
                clean.push(0x3b);
                return Ok(clean);
            }
            _ => return Err(Wrong::Broken),
        };
        if shown {
            clean.extend_from_slice(&bytes[start..at]);
        }
    }
}

/// Bytes of the colour table that the flags at `at` tell of.
fn colours(bytes: &[u8], at: usize) -> Result<usize, Wrong> {
    let flags = bytes.get(at).ok_or(Wrong::Cut)?;
    Ok(if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    })
}

/// Behind the blocks that begin at `at`: each its length and its bytes, the last of none.
fn blocks_end(bytes: &[u8], mut at: usize) -> Result<usize, Wrong> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Wrong::Cut)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}

/// Whether an application's block says how often the film is shown.
fn is_loop(block: &[u8]) -> bool {
    let name = block.get(3..14);
    name.is_some_and(|name| name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0")
}
