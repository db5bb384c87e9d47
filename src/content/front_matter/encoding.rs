//! A file's bytes as text, or the error that says what the bytes look like.

use crate::diagnostic::Diagnostic;
use crate::limits::TEXT_BYTES;
use std::sync::Arc;

/// The text of a file without its byte order mark.
///
/// Anything but UTF-8 of at most 16 MB is an error, which names the encoding that it
/// seems to be and the first byte that is wrong, counted from 0.
pub fn text_of(path: &Arc<str>, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if bytes.len() > TEXT_BYTES {
        let (size, most) = (bytes.len().div_ceil(1 << 20), TEXT_BYTES >> 20);
        let message = format!("this file has {size} MB, over the limit of {most} MB");
        let problem = Diagnostic::error(path.clone(), message);
        return Err(problem.hint("split it, or move it out of `content/`"));
    }
    if let Some((name, hint)) = looks_like(&bytes) {
        return Err(Diagnostic::error(
            path.clone(),
            format!("this file is {name}, not text in UTF-8"),
        )
        .hint(hint));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(broken(path, error.as_bytes(), at))
        }
    }
}

const SAVE_AS: &str = "save the file as UTF-8";

/// What bytes are that can be told apart without decoding them.
fn looks_like(bytes: &[u8]) -> Option<(String, String)> {
    let utf16 = match bytes {
        [0xff, 0xfe, ..] => true,
        [0xfe, 0xff, ..] => true,
        _ => is_utf16_without_mark(bytes),
    };
    if utf16 {
        return Some(("in UTF-16".to_owned(), SAVE_AS.to_owned()));
    }
    let at = memchr::memchr(0, bytes)?;
    let name = format!("binary (a NUL at byte {at})");
    Some((name, "delete it, or move it to `static/`".to_owned()))
}

/// Every second byte of Latin text in UTF-16 is zero.
fn is_utf16_without_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| {
        start
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = start.len() / 2;
    half >= 4
        && ((zeros(1) * 10 >= half * 8 && zeros(0) == 0)
            || (zeros(0) * 10 >= half * 8 && zeros(1) == 0))
}

/// The error for text that is no UTF-8 from byte `at` on.
fn broken(path: &Arc<str>, bytes: &[u8], at: usize) -> Diagnostic {
    let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
    let byte = bytes[at];
    let place = format!("byte {at}, on line {line}, is 0x{byte:02X}");
    let message = if is_latin1(bytes) {
        format!("this file looks like Latin-1 (Windows-1252), not UTF-8: {place}")
    } else {
        format!("this file is not text in UTF-8: {place}")
    };
    Diagnostic::error(path.clone(), message).hint(SAVE_AS)
}

/// All that is not ASCII could be accented letters and typographic marks, one byte each.
fn is_latin1(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
    foreign * 3 < bytes.len() && !bytes.iter().any(|byte| is_control(*byte))
}
