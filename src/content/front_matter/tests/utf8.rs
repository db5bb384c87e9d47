//! Files that are UTF-8, and files that are something else.

use super::super::decode_utf8;
use crate::diagnostic::{self, English};
use std::sync::Arc;

fn decoded(bytes: &[u8]) -> Result<String, String> {
    let text = decode_utf8(&Arc::from("content/a.md"), bytes.to_vec());
    text.map_err(|problem| diagnostic::print(&[problem], &English, &|_| None, false))
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    units
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

#[test]
fn utf8_is_text_without_its_mark() {
    let case = |bytes: &[u8], expected: &str| assert_eq!(decoded(bytes), Ok(expected.to_owned()));
    case(b"", "");
    case("é 🚀\r\n".as_bytes(), "é 🚀\r\n");
    case("\u{feff}---\n".as_bytes(), "---\n");
    case("\u{feff}\u{feff}x".as_bytes(), "\u{feff}x");
    case("\u{feff}".as_bytes(), "");
}

#[test]
fn other_bytes_are_named() {
    let case = |bytes: &[u8], message: &str, hint: &str| {
        let expected = format!("error: {message}\n--> content/a.md\n = hint: {hint}\n");
        assert_eq!(decoded(bytes), Err(expected));
    };
    let save = "save the file as UTF-8";
    case(
        &utf16("\u{feff}Bonjour", true),
        "this file is in UTF-16, not text in UTF-8",
        save,
    );
    case(
        &utf16("\u{feff}Bonjour", false),
        "this file is in UTF-16, not text in UTF-8",
        save,
    );
    case(
        &utf16("title: Bonjour", true),
        "this file is in UTF-16, not text in UTF-8",
        save,
    );
    case(
        &utf16("title: Bonjour", false),
        "this file is in UTF-16, not text in UTF-8",
        save,
    );
    case(
        b"Bonjour\n\xe9t\xe9 et caf\xe9, \x93oui\x94",
        "this file looks like Latin-1 (Windows-1252), not UTF-8: byte 8, on line 2, is 0xE9",
        save,
    );
    case(
        b"\x89PNG\r\n\x1a\n\x00\x00",
        "this file is binary (a NUL at byte 8), not text in UTF-8",
        "delete it, or move it to `static/`",
    );
    let copy =
        "open it in the program that made it, and save or copy its text as plain text in UTF-8";
    case(
        b"PK\x03\x04\x14\x00\x06\x00",
        "this file is a document of a word processor (.docx, .odt, .pages) or a ZIP file, whatever its name ends in",
        copy,
    );
    case(
        b"{\\rtf1\\ansi Bonjour}",
        "this file is a document in Rich Text Format (.rtf), whatever its name ends in",
        copy,
    );
    case(
        b"%PDF-1.7\n",
        "this file is a PDF, whatever its name ends in",
        copy,
    );
    case(
        b"\xff\xfb\x90\x44",
        "this file is not text in UTF-8: byte 0, on line 1, is 0xFF",
        save,
    );
    case(
        b"ab\xf0\x9f\x9a",
        "this file is not text in UTF-8: byte 2, on line 1, is 0xF0",
        save,
    );
    case(
        &vec![b'a'; 17 * 1024 * 1024],
        "this file has 17 MB, over the limit of 16 MB",
        "split it, or move it out of `content/`",
    );
}

#[test]
fn sixteen_megabytes_are_read() {
    assert_eq!(
        decoded(&vec![b'a'; 16 * 1024 * 1024]).map(|text| text.len()),
        Ok(16 << 20)
    );
}
