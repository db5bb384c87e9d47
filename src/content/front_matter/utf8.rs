//! A file's bytes as UTF-8 text, or the error that says which encoding they seem to have.

use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::limits::TEXT_BYTES;
use crate::{message, phrase};
use std::sync::Arc;

/// Decodes a file, and drops its byte order mark.
///
/// Anything but UTF-8 of at most [`TEXT_BYTES`] is an error, which names the encoding that the
/// bytes seem to have and the first byte that is wrong, counted from 0.
pub fn decode_utf8(path: &Arc<str>, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let error = |message| Diagnostic::error(path.clone(), message);
    if bytes.len() > TEXT_BYTES {
        let message = message!(
            Code::FileTooLarge,
            "this file has {size} MB, over the limit of {limit} MB",
            size = bytes.len().div_ceil(1 << 20),
            limit = TEXT_BYTES >> 20
        );
        return Err(error(message).hint(phrase!("split it, or move it out of `content/`")));
    }
    if let Some(format) = other_format(&bytes) {
        let message = message!(
            Code::NotUtf8,
            "this file is {format}, whatever its name ends in",
            format = format
        );
        let hint = phrase!(
            "open it in the program that made it, and save or copy its text as plain text in UTF-8"
        );
        return Err(error(message).hint(hint));
    }
    if is_utf16(&bytes) {
        let message = message!(Code::NotUtf8, "this file is in UTF-16, not text in UTF-8");
        return Err(error(message).hint(phrase!("save the file as UTF-8")));
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        let message = message!(
            Code::NotUtf8,
            "this file is binary (a NUL at byte {byte}), not text in UTF-8",
            byte = at
        );
        return Err(error(message).hint(phrase!("delete it, or move it to `static/`")));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(invalid) => {
            let at = invalid.utf8_error().valid_up_to();
            let message = invalid_byte(invalid.as_bytes(), at);
            Err(error(message).hint(phrase!("save the file as UTF-8")))
        }
    }
}

/// The first bytes of a format, and what a file of it is called.
struct OtherFormat {
    start: &'static [u8],
    name: Text,
}

/// What a file is that only looks like a text by its name.
fn other_format(bytes: &[u8]) -> Option<Text> {
    if !matches!(bytes.first(), Some(b'P' | 0xd0 | b'{' | b'%')) {
        return None;
    }
    let format = |start, name| OtherFormat { start, name };
    let formats = [
        format(
            b"PK\x03\x04",
            phrase!("a document of a word processor (.docx, .odt, .pages) or a ZIP file"),
        ),
        format(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            phrase!("a document of a word processor (.doc)"),
        ),
        format(b"{\\rtf", phrase!("a document in Rich Text Format (.rtf)")),
        format(b"%PDF-", phrase!("a PDF")),
    ];
    let mut formats = formats.into_iter();
    let format = formats.find(|format| bytes.starts_with(format.start));
    format.map(|format| format.name)
}

/// Whether bytes are text in UTF-16, with a byte order mark or without.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || is_utf16_without_mark(bytes)
}

/// Whether every second byte is zero, as in Latin text in UTF-16.
fn is_utf16_without_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| {
        let every_second = start.iter().skip(from).step_by(2);
        every_second.filter(|byte| **byte == 0).count()
    };
    let half = start.len() / 2;
    half >= 4
        && ((zeros(1) * 10 >= half * 8 && zeros(0) == 0)
            || (zeros(0) * 10 >= half * 8 && zeros(1) == 0))
}

/// The message for text that is no UTF-8 from byte `at` on.
fn invalid_byte(bytes: &[u8], at: usize) -> Message {
    let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
    let byte = format!("0x{:02X}", bytes[at]);
    if is_latin1(bytes) {
        message!(
            Code::NotUtf8,
            "this file looks like Latin-1 (Windows-1252), not UTF-8: byte {at}, on line {line}, is {byte}",
            at = at,
            line = line,
            byte = byte
        )
    } else {
        message!(
            Code::NotUtf8,
            "this file is not text in UTF-8: byte {at}, on line {line}, is {byte}",
            at = at,
            line = line,
            byte = byte
        )
    }
}

/// Whether all bytes beyond ASCII could be accented letters and typographic marks.
fn is_latin1(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
    foreign * 3 < bytes.len() && !bytes.iter().any(|byte| is_control(*byte))
}
