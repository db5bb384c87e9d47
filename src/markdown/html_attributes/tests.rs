//! Pieces of HTML and the attributes that a browser sees in them.

use super::*;

/// The attributes of the pieces, as `name=value`; `…` marks a value that the piece cuts.
#[track_caller]
fn case(pieces: &[&str], expected: &[&str]) {
    let mut state = TokenizerState::default();
    let mut found = Vec::new();
    for piece in pieces {
        found.extend(attributes(piece, &mut state).into_iter().map(|attribute| {
            let more = if attribute.is_complete { "" } else { "…" };
            format!("{}={}{more}", attribute.name, &piece[attribute.value])
        }));
    }
    assert_eq!(found, expected, "{pieces:?}");
}

#[test]
fn finds_attributes_in_every_spelling() {
    case(&["<a href=\"x\">"], &["href=x"]);
    case(&["<A HREF = 'x' id=y>"], &["href=x", "id=y"]);
    case(&["<a/href=x>", "<img src=y/>"], &["href=x", "src=y/"]);
    case(&["<a\n", "href=\n", "\"x\">"], &["href=x"]);
    case(
        &["<a href\n", "='x\n", "y' src='z'>"],
        &["href=x\n…", "src=z"],
    );
    case(&["<a href='\n", "x'>"], &["href=x"]);
    case(&["<svg><use xlink:href=x></svg>"], &["xlink:href=x"]);
    case(&["<img srcset='a 1x, b 2x'>"], &["srcset=a", "srcset=b"]);
}

#[test]
fn ignores_text_values_and_scripts() {
    case(&["a < b href='x'", " href=y"], &[]);
    case(&["<a data-x=' href=\"y\"' href=z>"], &["href=z"]);
    case(&["<a title='>' href=z> href=y"], &["href=z"]);
    case(
        &[
            "<script src=x>\n",
            "if (a<b) '<a href=y>'\n",
            "</script><a href=z>",
        ],
        &["src=x", "href=z"],
    );
    case(&["<a href=>", "</a href=y>"], &["href=y"]);
}

#[test]
fn decodes_entities_by_name_or_number() {
    for (written, decoded) in [
        ("java&#x73;cript", "javascript"),
        ("&#106avascript&colon;x", "javascript:x"),
        ("&Tab;a&NewLine;", "\ta\n"),
        ("a?b&c=1&amp;d", "a?b&c=1&d"),
        ("&", "&"),
        ("&#;&#x;&#xffffffff;", "&#;&#x;&#xffffffff;"),
        ("&é", "&é"),
    ] {
        assert_eq!(decode_entities(written), decoded);
    }
}
