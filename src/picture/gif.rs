//! Reads the size of a GIF, and removes its comments and metadata, block by block (GIF89a).

use super::{PictureError, PictureFormat, PictureHeader};

const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    let screen = start.get(6..10).ok_or(PictureError::Truncated)?;
    let side = |at: usize| u32::from(u16::from_le_bytes([screen[at], screen[at + 1]]));
    let mut header = PictureHeader::new(PictureFormat::Gif, side(0), side(2));
    // only the whole file shows whether there is one frame: no GIF is ever converted
    header.is_animated = true;
    Ok(header)
}

/// Removes comments and blocks of applications; keeps frames and the number of loops.
pub(super) fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let mut stripped = Vec::with_capacity(bytes.len());
    let mut at = 13 + colour_table_bytes(bytes, 10)?;
    stripped.extend_from_slice(bytes.get(..at).ok_or(PictureError::Truncated)?);
    loop {
        let start = at;
        let is_kept = match bytes.get(at).ok_or(PictureError::Truncated)? {
            0x21 => {
                let label = *bytes.get(at + 1).ok_or(PictureError::Truncated)?;
                at = sub_blocks_end(bytes, at + 2)?;
                match label {
                    COMMENT => false,
                    APPLICATION => is_loop_count(&bytes[start..at]),
                    _ => true,
                }
            }
            0x2c => {
                let code_size = at + 10 + colour_table_bytes(bytes, at + 9)?;
                at = sub_blocks_end(bytes, code_size + 1)?;
                true
            }
            0x3b => {
                stripped.push(0x3b);
                return Ok(stripped);
            }
            _ => return Err(PictureError::Damaged),
        };
        if is_kept {
            stripped.extend_from_slice(&bytes[start..at]);
        }
    }
}

/// Length of the colour table that the flags at `at` announce.
fn colour_table_bytes(bytes: &[u8], at: usize) -> Result<usize, PictureError> {
    let flags = bytes.get(at).ok_or(PictureError::Truncated)?;
    Ok(if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    })
}

/// End of the sub-blocks that begin at `at`. Each is a length and so many bytes; the last is
/// empty.
fn sub_blocks_end(bytes: &[u8], mut at: usize) -> Result<usize, PictureError> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(PictureError::Truncated)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}

/// Whether the block of an application says how often the animation repeats.
fn is_loop_count(block: &[u8]) -> bool {
    let name = block.get(3..14);
    name.is_some_and(|name| name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0")
}
